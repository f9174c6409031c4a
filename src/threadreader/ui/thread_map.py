"""The map of a whole thread beside its scroll bar, four cells wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from threadreader.thread.marks import Marks
from threadreader.ui.look import Look
from threadreader.ui.map_rows import (
    LONGEST,
    Mapped,
    MapRow,
    Sign,
    map_row,
    map_rows,
    position_at,
    rows_of,
)
from threadreader.ui.paint import Run, strip
from threadreader.ui.painted import Painted

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_SIGNS: dict[Sign, tuple[str, str]] = {
    "match": ("match", "match_mark"),
    "star": ("star", "star"),
    "followed": ("followed", "followed"),
    "author": ("author", "author_op"),
}


class ThreadMap(Painted):
    """Where in the thread the unread are, the matches, and what is on screen.

    Its axis is the thread in preorder, whatever is folded or filtered; it is counted again only
    after `changed`.
    """

    @dataclass
    class Chosen(Message):
        """A place was clicked or dragged to: a share of the thread from 0 to 1."""

        share: float

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, id=id)
        self._thread = Mapped(0, Marks(0), Marks(0), Marks(0), ())
        self._rows: list[MapRow] | None = None
        self._window = (0, 0)
        self._dragged_to: int | None = None

    def show(
        self,
        count: int,
        read: Marks,
        new: Marks,
        starred: Marks,
        by_author: Sequence[int] | None,
    ) -> None:
        """Shows a thread of so many comments; `by_author`: ascending, those of its author."""
        matches, followed = self._thread.matches, self._thread.by_followed
        self._thread = Mapped(count, read, new, starred, by_author or (), matches, followed)
        self._rows = None
        self.changed()

    def set_matches(self, matches: Marks | None) -> None:
        """Shows where the matches of a search are."""
        if matches is not self._thread.matches:
            self._thread = replace(self._thread, matches=matches)
            self.changed()

    def set_followed(self, positions: Sequence[int]) -> None:
        """Shows where those stand whom the reader follows; `positions` ascend."""
        if positions != self._thread.by_followed:
            self._thread = replace(self._thread, by_followed=positions)
            self.changed()

    def set_window(self, first: int, last: int) -> None:
        """Shows that the positions from `first` to `last` are on screen."""
        before = self._thumb()
        self._window = first, last
        for y in {*before} ^ {*self._thumb()}:
            self.refresh(Region(0, y, self.size.width, 1))

    def changed(self, touched: Sequence[int] | None = None) -> None:
        """Counts again, since marks have changed; with `touched` only those of these comments."""
        height, before = self.size.height, self._rows
        if before is None or len(before) != height:
            self._rows = None
            self.refresh()
            return
        count = self._thread.count
        rows = range(height) if touched is None else self._rows_of_all(touched)
        self._rows = [*before]
        for y in rows if count else ():
            self._rows[y] = map_row(self._thread, y, height)
            if self._rows[y] != before[y]:
                self.refresh(Region(0, y, self.size.width, 1))

    def _rows_of_all(self, positions: Sequence[int]) -> set[int]:
        count, height = self._thread.count, self.size.height
        return {y for at in positions for y in rows_of(at, at + 1, count, height)}

    def render_line(self, y: int) -> Strip:
        """A row: two cells of unread, a sign, and the scroll bar."""
        look, width = self.look, self.size.width
        is_shown = y in self._thumb()
        glyph, token = ("thumb", "accent") if is_shown else ("track", "faint")
        bar = (look.glyph(glyph), look.style(token))
        if width < 4:
            return strip([(" " * (width - 1), look.blank()), bar], width, look.blank())
        return strip([*self._unread_runs(y), bar], width, look.blank())

    def watch_virtual_size(self) -> None:
        """Another height has other rows."""
        self._rows = None
        self.changed()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Goes there, and follows the mouse until it is let go."""
        event.stop()
        self.capture_mouse()
        self._drag(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Goes where the mouse is dragged."""
        if self._dragged_to not in (None, event.y):
            event.stop()
            self._drag(event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The mouse is let go."""
        event.stop()
        self._dragged_to = None
        self.release_mouse()

    def _drag(self, y: int) -> None:
        self._dragged_to = y
        count, rows = self._thread.count, self.size.height
        if count and rows:
            at = count - 1 if y >= rows else position_at(max(y, 0), count, rows)
            # The middle of the comment's share, so that no rounding makes it its neighbour.
            self.post_message(self.Chosen((at + 0.5) / count))

    def _thumb(self) -> range:
        return rows_of(*self._window, self._thread.count, self.size.height)

    def _unread_runs(self, y: int) -> list[Run]:
        look = self.look
        if self._rows is None or len(self._rows) != self.size.height:
            self._rows = map_rows(self._thread, self.size.height)
        if y >= len(self._rows):
            return [("   ", look.blank())]
        row = self._rows[y]
        glyph, token = _SIGNS.get(row.sign, ("", "text"))
        return [
            (self._cells(row.bars), look.style("new" if row.has_new else "unread")),
            (look.glyph(glyph) if glyph else " ", look.style(token)),
        ]

    def _cells(self, bars: Sequence[int]) -> str:
        """Two cells of dots, a bar a row of dots."""
        cells = ""
        for left in range(0, LONGEST, 2):
            lit = [[column < bar for column in (left, left + 1)] for bar in bars]
            cells += self._dots(lit)
        return cells

    def _dots(self, lit: Sequence[Sequence[bool]]) -> str:
        if self.look.is_ascii:
            return " ::#"[min(sum(map(sum, lit)), 3)]
        pattern = sum(
            dot
            for dots, row in zip(_DOTS, lit, strict=True)
            for dot, is_lit in zip(dots, row, strict=True)
            if is_lit
        )
        return chr(0x2800 + pattern) if pattern else " "
