"""A dialog with a list of any length, and a line to find in it; only rows on screen are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from threadreader.ui import frame
from threadreader.ui.frame import ON
from threadreader.ui.line_input import LineInput
from threadreader.ui.listing import Listing
from threadreader.ui.look import Look
from threadreader.ui.paint import Run

_WHEEL = 3


class RowPlace(Struct, frozen=True):
    """Where a row of an item is painted: which item, which of its lines, how wide, on what."""

    index: int
    line: int
    width: int
    on: str


RowPainter = Callable[[RowPlace], list[Run]]


class ListBox(Widget, can_focus=True):
    """A framed list; with `find`, its line to type in is the first row and has the focus.

    `heading` paints a row over the list; `lines` is how many rows an item takes.
    """

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """An item was clicked that had the cursor already."""

        index: int

    def __init__(
        self,
        look: Look,
        title: str,
        row: RowPainter,
        *,
        find: LineInput | None = None,
        heading: Callable[[int], list[Run]] | None = None,
        lines: int = 1,
    ) -> None:
        super().__init__()
        self.look = look
        self.title = title
        self.find = find
        self.listing = Listing()
        self.sign = "/"
        self._row = row
        self._heading = heading
        self._lines = lines
        self._most = 1
        self._notes: tuple[tuple[str, str], ...] = ()
        self._nothing = ""
        self.can_focus = find is None

    def compose(self) -> ComposeResult:
        """The line to find with; the rest is painted."""
        if self.find is not None:
            yield self.find

    def show(
        self,
        count: int,
        *,
        cursor: int = 0,
        notes: Sequence[tuple[str, str]] = (),
        nothing: str = "",
    ) -> None:
        """Shows a list of so many items; `nothing` stands where there are none."""
        self._most = max(self._most, count)
        self.listing.set_count(count, cursor)
        self._nothing = nothing
        self.set_notes(notes)

    def set_notes(self, notes: Sequence[tuple[str, str]]) -> None:
        """Shows texts, each with its token, at the right of the title."""
        self._notes = tuple(notes)
        self.refresh()

    @property
    def cursor(self) -> int | None:
        """The chosen item, None where there is none."""
        return self.listing.cursor if self.listing.count else None

    def move(self, items: int) -> None:
        """Moves the cursor."""
        self.listing.to(self.listing.cursor + items)
        self.refresh()

    def page(self, pages: int) -> None:
        """Moves the cursor by what is on screen."""
        self.move(pages * max(self.listing.room - 1, 1))

    def to(self, index: int) -> None:
        """Puts the cursor on an item."""
        self.listing.to(index)
        self.refresh()

    @property
    def _head(self) -> int:
        """The rows over the list."""
        return 1 + 2 * (self.find is not None) + (self._heading is not None)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as its longest list, where there is room."""
        wanted = self._head + self._most * self._lines + 1
        return max(min(wanted, container.height - 2), self._head + 2)

    def on_resize(self) -> None:
        """Fits the list into the new size."""
        self.listing.set_room((self.size.height - self._head - 1) // self._lines)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of the dialog."""
        look, width, last = self.look, self.size.width, self.size.height - 1
        if y == 0:
            return frame.top(look, self.title, self._notes, width)
        if y == last:
            return frame.bottom(look, width)
        if y >= self._head:
            return self._item_row(y - self._head)
        blank: Run = (" ", look.blank(ON))
        if self.find is not None and y == 1:
            return frame.inside(look, [(self.sign, look.style("key", ON)), blank], width)
        if self.find is not None and y == 2:
            return frame.inside(look, frame.rule(look, width), width)
        heading = self._heading(width - 2 * frame.INDENT) if self._heading else []
        return frame.inside(look, heading, width)

    def _item_row(self, row: int) -> Strip:
        look, width, listing = self.look, self.size.width, self.listing
        index, line = listing.top + row // self._lines, row % self._lines
        thumb = listing.is_thumb(row, self.size.height - self._head - 1)
        if index >= listing.count or row // self._lines >= listing.room:
            words = self._nothing if row == 0 and not listing.count else ""
            runs = [(words, look.style("muted", ON, "italic"))]
            return frame.inside(look, runs, width, thumb=thumb)
        bar = "selected" if index == listing.cursor else ""
        place = RowPlace(index, line, width - 2 * frame.INDENT, bar or ON)
        return frame.inside(look, self._row(place), width, bar=bar, thumb=thumb)

    # Mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Further down the list."""
        event.stop()
        self.listing.scroll(_WHEEL)
        self.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Further up."""
        event.stop()
        self.listing.scroll(-_WHEEL)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor there; where it is already, chooses."""
        row = event.y - self._head
        index = self.listing.top + row // self._lines
        if row < 0 or event.y >= self.size.height - 1 or index >= self.listing.count:
            return
        event.stop()
        if index == self.listing.cursor:
            self.post_message(self.Chosen(index))
        self.to(index)
