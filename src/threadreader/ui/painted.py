"""What all widgets that are painted line by line have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from textual.containers import Container
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.messages import Update
from textual.strip import Strip
from textual.widget import Widget

from threadreader.ui.look import Look


class Painted(Widget):
    """A widget that paints its lines with a look, and nothing by itself.

    Its lines go to the terminal as they are: nothing of a style sheet is laid over them, and one
    that was painted is kept until it is refreshed.
    """

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look
        self._drawn: dict[int, Strip] = {}
        self._drawn_size = Size(0, 0)

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        self.look = look
        self.refresh()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Has lines painted again: those of some regions, or all."""
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._drawn.pop(y, None)
        else:
            self._drawn.clear()
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        tell_at_once(self)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        drawn = self._drawn
        if self.size != self._drawn_size:
            drawn.clear()
            self._drawn_size = self.size
        missing = [y for y in crop.line_range if y not in drawn]
        drawn.update(zip(missing, ready(self, map(self.render_line, missing)), strict=True))
        return cropped([drawn[y] for y in crop.line_range], crop, self.size.width)


class Frame(Container):
    """Holds widgets that cover it, so that there is nothing of its own to paint."""

    def render_lines(self, crop: Region) -> list[Strip]:  # noqa: ARG002
        """Nothing: Textual would paint its lines anew for each key, and cut them to no use."""
        return []


def backdrop(look: Look, crop: Region) -> list[Strip]:
    """The lines behind all widgets of a screen."""
    return [Strip.blank(crop.width, look.blank())] * crop.height


def tell_at_once(widget: Widget) -> None:
    """Tells the screen what is to be drawn, which would hear of it a turn of the loop later.

    So all that one key changes is in one picture.
    """
    if widget.is_attached and widget.is_running:
        widget.screen.post_message(Update(widget))


def ready(widget: Widget, lines: Iterable[Strip]) -> list[Strip]:
    """Lines as the terminal is to get them: without colours where it shall have none."""
    # Ours have colours of their own, or want the terminal's: none are to be made others.
    filters = [f for f in widget.get_line_filters() if not isinstance(f, ANSIToTruecolor)]
    if not filters:
        return list(lines)
    background = widget.background_colors[1]
    shown = []
    for line in lines:
        for line_filter in filters:
            line = line.apply_filter(line_filter, background)  # noqa: PLW2901
        shown.append(line)
    return shown


def cropped(lines: list[Strip], crop: Region, width: int) -> list[Strip]:
    """The part of lines of `width` cells that is in a region."""
    if crop.column_span == (0, width):
        return lines
    return [line.crop(*crop.column_span) for line in lines]
