"""Commands about the screen: the other pane, zoom, layout, density, and other stories."""

from __future__ import annotations

from threadreader.ui.desk import Desk

DENSITIES = ("normal", "compact", "roomy")
_SPLIT_STEP = 0.04


class ScreenCommands:
    """Each method is the command of that name in the table of actions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def other_pane(self) -> None:
        """To the other pane."""
        self._desk.choose("focus", "comments" if self._desk.on_article else "article")

    def zoom(self) -> None:
        """This pane on the whole screen, or both again."""
        self._desk.choose("zoom", None)

    def layout(self) -> None:
        """The next layout."""
        self._desk.choose("layout", None)

    def split_left(self) -> None:
        """A narrower article."""
        self._desk.choose("split", -_SPLIT_STEP)

    def split_right(self) -> None:
        """A wider article."""
        self._desk.choose("split", _SPLIT_STEP)

    def density(self) -> None:
        """The next density."""
        density = self._desk.scene.shape.density
        following = DENSITIES[(DENSITIES.index(density) + 1) % len(DENSITIES)]
        self._desk.choose("density", following)
        self._desk.say(f"Density: {following}, kept for the next start.")

    def previous_story(self) -> None:
        """The previous story."""
        self._desk.choose("story", -1)

    def next_story(self) -> None:
        """The next story."""
        self._desk.choose("story", 1)
