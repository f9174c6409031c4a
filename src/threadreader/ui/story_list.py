"""The list of stories: one widget that paints the rows on screen, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from threadreader.library.shelf import StoryRow
from threadreader.text.body import text_blocks
from threadreader.text.cells import cell_width, cut
from threadreader.text.searchable import found_ranges
from threadreader.text.wrap import wrap
from threadreader.ui.look import Look
from threadreader.ui.map_rows import rows_of
from threadreader.ui.paint import Run, strip, width_of
from threadreader.ui.painted import Painted
from threadreader.ui.story_columns import ORDERS, Column, now, shown_columns

_WHEEL = 3
_HEADING_ROWS = 1


class StoryList(Painted, can_focus=True):
    """Stories in columns, with a cursor; the first row names the columns."""

    @dataclass
    class Moved(Message):
        """The cursor is on another story, None for none."""

        key: str | None

    @dataclass
    class Opened(Message):
        """The story under the cursor was clicked again."""

        key: str

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, id=id)
        self.stories: Sequence[StoryRow] = ()
        self.cursor = 0
        self._first = 0
        self._sorted = ORDERS[0].column
        self._sought = ""
        self._empty: Sequence[str] = ()

    @property
    def key(self) -> str | None:
        """The key of the story under the cursor."""
        return self.stories[self.cursor].key if self.stories else None

    def show(self, stories: Sequence[StoryRow], column: str, empty: Sequence[str] = ()) -> None:
        """Shows other stories, sorted by a column; the cursor stays on its story and its row.

        `empty` is what is said where there are none.
        """
        key, row = self.key, self.cursor - self._first
        self.stories, self._sorted, self._empty = stories, column, empty
        found = (at for at, story in enumerate(stories) if story.key == key)
        self.cursor = next(found, min(self.cursor, max(len(stories) - 1, 0)))
        self._scroll_from(self.cursor - row)
        self.refresh()
        if self.key != key:
            self.post_message(self.Moved(self.key))

    def replace(self, story: StoryRow) -> None:
        """Shows what has become of a story, where it stands."""
        rows = list(self.stories)
        for at, old in enumerate(rows):
            if old.key == story.key:
                rows[at] = story
        self.stories = rows
        self.refresh()

    def set_sought(self, text: str) -> None:
        """Marks a text (as `searchable` writes it) in the titles; "" marks nothing."""
        self._sought = text
        self.refresh()

    def go(self, index: int) -> bool:
        """Puts the cursor on a story, or the nearest end; False where it was there before."""
        index = min(max(index, 0), len(self.stories) - 1)
        if index < 0 or index == self.cursor:
            return False
        before, self.cursor = self.cursor, index
        if not self._scroll_from(min(max(self._first, index - self._rows + 1), index)):
            rows = (at - self._first + _HEADING_ROWS for at in (before, index))
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))
        self.post_message(self.Moved(self.key))
        return True

    def page(self, direction: int) -> bool:
        """A page down (1) or up (-1)."""
        rows = max(self._rows - 1, 1)
        self._scroll_from(self._first + direction * rows)
        return self.go(self.cursor + direction * rows)

    def render_line(self, y: int) -> Strip:
        """A row: the headings, or a story."""
        if y < _HEADING_ROWS:
            return self._headings()
        index = self._first + y - _HEADING_ROWS
        if index < len(self.stories):
            return self._story(index, y - _HEADING_ROWS)
        return self._said(y)

    def on_resize(self) -> None:
        """The cursor stays on screen."""
        self._scroll_from(min(max(self._first, self.cursor - self._rows + 1), self.cursor))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows down."""
        event.stop()
        self._wheel(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows up."""
        event.stop()
        self._wheel(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Selects a story; the selected one is opened."""
        index = self._first + event.y - _HEADING_ROWS
        if event.y < _HEADING_ROWS or index >= len(self.stories):
            return
        event.stop()
        if not self.go(index):
            self.post_message(self.Opened(self.stories[index].key))

    @property
    def _rows(self) -> int:
        return max(self.size.height - _HEADING_ROWS, 1)

    def _wheel(self, rows: int) -> None:
        """Scrolls; the cursor goes along only where it would leave the screen."""
        self._scroll_from(self._first + rows)
        self.go(min(max(self.cursor, self._first), self._first + self._rows - 1))

    def _scroll_from(self, first: int) -> bool:
        """Has the list begin with a story, as far as its ends allow; False where it did so."""
        first = min(max(first, 0), max(len(self.stories) - self._rows, 0))
        if first == self._first:
            return False
        self._first = first
        self.refresh()
        return True

    def _headings(self) -> Strip:
        style, width = self.look.style("muted"), self.size.width
        runs: list[Run] = [(" ", self.look.blank())]
        for column, cells in shown_columns(width):
            sign = f" {self.look.glyph('sorted')}" if column.name == self._sorted else ""
            runs += self._cell([(column.heading + sign, style)], column, cells, "bg")
        return strip(runs, width, self.look.blank())

    def _said(self, y: int) -> Strip:
        """A row without a story: in the middle of an empty list it says why."""
        look, width = self.look, self.size.width
        lines = [] if self.stories else [*self._wrapped(width - 6)]
        at = y - max((self.size.height - len(lines)) // 2, _HEADING_ROWS)
        if not 0 <= at < len(lines):
            return Strip.blank(width, look.blank())
        indent = max((width - max(map(cell_width, lines))) // 2, 1)
        style = look.style("title" if at == 0 else "muted")
        return strip([(" " * indent, look.blank()), (lines[at], style)], width, look.blank())

    def _wrapped(self, width: int) -> Iterator[str]:
        for text in self._empty:
            for line in wrap(text_blocks(text), width):
                yield "".join(piece.text for piece in line.pieces)

    def _story(self, index: int, row: int) -> Strip:
        look, story, width = self.look, self.stories[index], self.size.width
        is_cursor = index == self.cursor
        on = "selected" if is_cursor else "bg"
        bar = (look.glyph("cursor"), look.style("accent", on)) if is_cursor else (" ", look.blank())
        runs: list[Run] = [bar]
        for column, cells in shown_columns(width):
            facts = column.value(story, now(), look)
            content = [(text, self._style(token, on, column)) for text, token in facts]
            if column.name == "title" and self._sought:
                content = self._with_matches(*content[0])
            runs += self._cell(content, column, cells, on)
        return Strip.join([strip(runs, width - 1, look.blank(on)), self._scroll_bar(row, on)])

    def _style(self, token: str, on: str, column: Column) -> Style:
        """Where no background says it, the title under the cursor is reversed."""
        is_reversed = on == "selected" and not self.look.tinted and column.name == "title"
        return self.look.style(token, on, "reverse" if is_reversed else "")

    def _with_matches(self, title: str, style: Style) -> list[Run]:
        runs, at = [], 0
        for start, end in found_ranges(title, [self._sought]):
            runs += [(title[at:start], style), (title[start:end], self.look.style("match"))]
            at = end
        return [*runs, (title[at:], style)]

    def _cell(self, content: list[Run], column: Column, width: int, on: str) -> list[Run]:
        """The runs of a cell in exactly its width, and the gap after it."""
        shown: list[Run] = []
        room = width
        for text, style in content:
            piece = cut(text, room, self.look.glyph("ellipsis"))
            shown.append((piece, style))
            room -= cell_width(piece)
            if piece != text:
                break
        blank = self.look.blank(on)
        filling = (" " * (width - width_of(shown)), blank)
        placed = [filling, *shown] if column.right else [*shown, filling]
        return [*placed, (" " * column.gap, blank)]

    def _scroll_bar(self, row: int, on: str) -> Strip:
        """The last cell of a row: what is on screen, where there is more."""
        look, count, rows = self.look, len(self.stories), self._rows
        if count <= rows:
            return Strip.blank(1, look.blank(on))
        last = min(self._first + rows, count) - 1
        glyph, token = ("track", "faint")
        if row in rows_of(self._first, last, count, rows):
            glyph, token = ("thumb", "accent")
        return strip([(look.glyph(glyph), look.style(token, on))], 1, look.blank(on))
