"""Rows of any number that are scrolled and not edited: only those on screen are painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from threadreader.ui.listing import Listing
from threadreader.ui.look import Look
from threadreader.ui.paint import strip
from threadreader.ui.painted import Painted

_WHEEL = 3


class Scroller(Painted, can_focus=True):
    """A window on rows; `row` paints one of them in so many cells."""

    class Scrolled(Message):
        """Other rows are on screen."""

    @dataclass
    class Sized(Message):
        """There are so many cells for a row now."""

        width: int

    def __init__(self, look: Look, row: Callable[[int, int], Strip]) -> None:
        super().__init__(look)
        self._row = row
        self._listing = Listing()

    @property
    def top(self) -> int:
        """The first row on screen."""
        return self._listing.top

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._listing.count

    @property
    def rows(self) -> int:
        """How many rows are on screen."""
        return self._listing.room

    @property
    def is_at_end(self) -> bool:
        """Whether the last row is on screen."""
        return self.top + self.rows >= self.count

    def show(self, count: int, top: int = 0) -> None:
        """Shows so many rows, from one of them on."""
        self._listing.set_count(count)
        self.scroll(top)

    def scroll(self, rows: int) -> None:
        """Moves the text up by so many rows, down where negative."""
        self._listing.scroll(rows)
        self._moved()

    def page(self, pages: float) -> None:
        """Moves by what is on screen; one row stays."""
        self.scroll(round(pages * max(self.rows - 1, 1)))

    def to(self, top: int) -> None:
        """Shows the text from a row on, as far as the end allows."""
        self.scroll(top - self.top)

    def reveal(self, row: int) -> None:
        """Moves no more than is needed for a row to be on screen."""
        if row < self.top:
            self.to(row)
        elif row >= self.top + self.rows:
            self.to(row - self.rows + 1)

    def on_resize(self, event: events.Resize) -> None:
        """Tells how wide the rows are."""
        self._listing.set_room(event.size.height)
        self.post_message(self.Sized(max(event.size.width - 1, 1)))

    def render_line(self, y: int) -> Strip:
        """A row, and its cell of the scroll bar."""
        look, width, listing = self.look, self.size.width, self._listing
        at = listing.top + y
        row = self._row(at, width - 1) if at < listing.count else None
        row = row or strip([], width - 1, look.blank())
        if listing.count <= listing.room:
            side = (" ", look.blank())
        elif listing.is_thumb(y, self.size.height):
            side = (look.glyph("thumb"), look.style("accent"))
        else:
            side = (look.glyph("track"), look.style("faint"))
        return Strip.join([row, strip([side], 1, look.blank())])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Further down."""
        event.stop()
        self.scroll(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Further up."""
        event.stop()
        self.scroll(-_WHEEL)

    def _moved(self) -> None:
        self.refresh()
        self.post_message(self.Scrolled())
