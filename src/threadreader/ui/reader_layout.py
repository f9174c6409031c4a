"""How the reader's screen is shared out: focus, zoom, layout, split and density."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from textual.geometry import Size

from threadreader.library.changes import Pane
from threadreader.library.screen import Screen as Chosen
from threadreader.ui.arrangement import LAYOUT_NAMES, LAYOUTS, arrange
from threadreader.ui.desk import Desk
from threadreader.ui.reader_panes import ReaderPanes

_LEAST_SPLIT, _MOST_SPLIT = 0.2, 0.8


class ReaderLayout:
    """Shares the screen out between the panes.

    `size` is that of the terminal; `keep` takes what the reader chose, to be kept.
    """

    def __init__(
        self,
        desk: Desk,
        panes: ReaderPanes,
        chosen: Chosen,
        size: Callable[[], Size],
        keep: Callable[[Chosen], None],
    ) -> None:
        self._desk = desk
        self._panes = panes
        self.chosen = chosen
        self._size = size
        self._keep = keep
        self.is_zoomed = False

    def to_pane(self, pane: Pane) -> None:
        """Gives a pane the keys, and the room that goes with them."""
        to_top = pane == "article" and self.chosen.layout in ("column", "comments")
        self._desk.pane = "comments" if to_top else pane
        self.arrange()
        if to_top:
            self._desk.tree.to_top()

    def arrange(self) -> None:
        """Gives the panes their places for the present size."""
        size, chosen, scene = self._size(), self.chosen, self._desk.scene
        arrangement = arrange(
            size.width,
            size.height - 2,
            chosen.layout,
            on_article=self._desk.on_article,
            zoomed=self.is_zoomed or not len(self._desk.session.story.thread),
            split=chosen.split,
        )
        self._panes.share_out(arrangement)
        left = arrangement.article_width + 1 if arrangement.beside else 0
        shape = replace(scene.shape, width=size.width - left - arrangement.map_width)
        if shape != scene.shape:
            scene.shape = shape
            scene.changed()
        above = chosen.layout == "column" and not self.is_zoomed
        self._panes.put_article_above(shape.width if above else 0)

    def zoom(self, *, on: bool) -> None:
        """Gives the pane with the keys the whole screen, or shows both."""
        self.is_zoomed = on
        self.arrange()

    def next_layout(self) -> None:
        """The next layout."""
        layout = LAYOUTS[(LAYOUTS.index(self.chosen.layout) + 1) % len(LAYOUTS)]
        self._choose(layout=layout)
        self._desk.choose("focus", self._desk.pane)
        self._desk.say(f"Layout: {LAYOUT_NAMES[layout]}.")

    def split(self, change: float) -> None:
        """Makes the article wider or narrower by a share of the screen."""
        width = max(self._size().width, 1)
        self.split_at(int(self._panes.article.size.width + change * width))

    def split_at(self, cell: int) -> None:
        """Puts the line between the panes on a cell."""
        share = cell / max(self._size().width, 1)
        self._choose(split=min(max(share, _LEAST_SPLIT), _MOST_SPLIT))
        self.arrange()

    def density(self, density: str) -> None:
        """Shows comments closer together, or further apart."""
        scene = self._desk.scene
        scene.shape = replace(scene.shape, density=density)
        scene.changed()
        self._choose(density=density)
        self._desk.tree.update()

    def _choose(self, **values: Any) -> None:
        self.chosen = replace(self.chosen, **values)
        self._keep(self.chosen)
