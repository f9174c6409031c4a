"""The comment tree: one widget that paints the rows on screen and moves the cursor.

It knows a view and a cursor, and nothing of files, marks or other widgets; what happened is posted
as a message.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from threadreader.thread.views import View
from threadreader.ui.article_lines import ArticleLines
from threadreader.ui.comment_lines import CommentLines
from threadreader.ui.paint import strip
from threadreader.ui.painted import cropped, ready, tell_at_once
from threadreader.ui.pinned import pinned_row
from threadreader.ui.preface import Prefaced
from threadreader.ui.scene import Scene
from threadreader.ui.selected import selected_strip, selected_text
from threadreader.ui.window import Height, Slot, Window

_WHEEL = 3


class CommentTree(Widget, can_focus=True):
    """The visible comments of a scene's view.

    The place on screen is an anchor (`Window`), never a line number: whatever changes, only what is
    on screen is measured.
    """

    @dataclass
    class Moved(Message):
        """The cursor went to another comment; `passed` were read to their end on the way."""

        before: int | None
        after: int | None
        passed: tuple[int, ...]

    @dataclass
    class Scrolled(Message):
        """Other comments are on screen: from position `first` to `last`."""

        first: int
        last: int

    @dataclass
    class FoldClicked(Message):
        """The guide of a comment was clicked."""

        position: int

    @dataclass
    class LinkClicked(Message):
        """A link was clicked."""

        address: str

    def __init__(self, scene: Scene, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene = scene
        self.lines = CommentLines(scene)
        self._order = Prefaced(scene.view, None)
        self.window = Window(self._order, self._height)
        self._article: ArticleLines | None = None
        self.cursor = scene.view.first()
        self._rows: list[Strip] = []
        self._slots: list[Slot] = []
        self._read_to_end: set[int] = set()
        self._told: tuple[int, int] | None = None
        self._wanted_row: int | None = None
        self._is_above = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows as they were painted last, with what is selected.

        Straight to the terminal: a row that was there before costs nothing but its place.
        """
        width, rows, selection = self.size.width, self._rows, self.text_selection
        blank = Strip.blank(width, self.scene.look.blank())
        lines = [rows[y] if y < len(rows) else blank for y in crop.line_range]
        if selection is not None:
            style = self.scene.look.style("match")
            lines = [
                selected_strip(lines[i], selection, y, style) for i, y in enumerate(crop.line_range)
            ]
        lines = [line.adjust_cell_length(width, self.scene.look.blank()) for line in lines]
        return cropped(ready(self, lines), crop, width)

    def render_line(self, y: int) -> Strip:
        """A row that says which cell of the widget each of its texts is, for the mouse."""
        return self._rows[y].apply_offsets(0, y) if y < len(self._rows) else Strip([])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text selected on screen, without guides."""
        return selected_text([row.text for row in self._rows], selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Shows what is selected now."""
        self.refresh()

    # What is shown

    def show(self, view: View, cursor: int | None, row: int | None = None) -> None:
        """Shows a view with the cursor on a comment (or the nearest to it), on a screen row."""
        row = self.cursor_row if row is None else row
        self.scene.view = view
        self._is_above = False
        self._order = Prefaced(view, self._article)
        self.window = Window(self._order, self._height, self.size.height)
        self.cursor = view.first() if cursor is None else view.nearest(cursor)
        self._put_cursor(row)

    @property
    def is_in_article(self) -> bool:
        """Whether the reader is in the article that stands above the comments."""
        return self._article is not None and self._is_above

    def set_article(self, article: ArticleLines | None) -> None:
        """Puts the article above the comments, in one scroll with them, or takes it away."""
        if article is None and self._article is None:
            return
        is_first, self._article = self._article is None, article
        anchor, line = self.window.anchor, self.window.line
        row = self.cursor_row
        self._order = Prefaced(self.scene.view, article)
        self.window = Window(self._order, self._height, self.size.height)
        if article is not None and not is_first and anchor is not None and anchor < 0:
            self.window.anchor, self.window.line = anchor, line
        self._put_cursor(row)

    def to_top(self) -> None:
        """To the very top: the article where it stands here, and the first comment."""
        self._cursor_to_first()
        self.window.anchor, self.window.line = self._order.first(), 0
        self._note_above()
        self._paint()

    def update(self, *, row: int | None = None) -> None:
        """Paints again after folds, marks or the look changed; the cursor keeps its row."""
        row = self.cursor_row if row is None else row
        if self.cursor is not None:
            self.cursor = self.scene.view.nearest(self.cursor)
        elif len(self.scene.story.thread):
            self.cursor = self.scene.view.first()
        self._put_cursor(row)

    def repaint(self) -> None:
        """Paints again where only colours and marks changed."""
        self._paint()

    @property
    def cursor_row(self) -> int:
        """The screen row of the cursor's first line; 0 where it is not on screen."""
        if self._wanted_row is not None:
            return self._wanted_row
        slot = next((slot for slot in self._slots if slot.position == self.cursor), None)
        return slot.head if slot else 0

    @property
    def first_on_screen(self) -> int | None:
        """The comment at the top."""
        return self._slots[0].position if self._slots else None

    def has_on_screen(self, position: int) -> bool:
        """Whether any row of a comment is on screen."""
        return any(slot.position == position for slot in self._slots)

    def is_read_to_end(self, position: int | None) -> bool:
        """Whether the last line of the comment under the cursor was on screen."""
        return position in self._read_to_end

    # Moves

    def go(self, position: int | None, row: int | None = None) -> bool:
        """Puts the cursor on a visible comment and shows it; False where it was there before."""
        if position is None or position == self.cursor:
            return False
        passed = self._left()
        before, self.cursor = self.cursor, position
        self._note_author()
        self._is_above = False
        if row is None:
            self.window.reveal(position, self._margin(position))
        else:
            self.window.show_at(position, row)
        self._arrived(before, passed)
        return True

    def step(self, direction: int) -> bool:
        """To the next (1) or previous (-1) comment; one taller than the screen is shown first."""
        if self.cursor is None:
            return self.go(self.scene.view.first())
        slot = self.window.slot(self.cursor)
        if slot is not None and self._scroll_within(slot, direction):
            return True
        if self._article is not None and self._is_in_article(direction):
            return self.scroll(direction)
        view = self.scene.view
        return self.go(view.next(self.cursor) if direction > 0 else view.previous(self.cursor))

    def scroll(self, lines: int) -> bool:
        """Scrolls by lines; the cursor goes along only where it would leave the screen."""
        if not self.window.scroll(lines):
            return False
        self._note_above()
        slots = self._comments()
        if not any(slot.position == self.cursor for slot in slots) and slots:
            slot = slots[0] if lines > 0 else slots[-1]
            self._cursor_to(slot.position)
        self._paint()
        return True

    def page(self, share: float) -> bool:
        """Scrolls by a share of the screen (1, -1, 0.5); the cursor goes to its top (or end).

        False where there was nothing further to scroll to, nor to go to.
        """
        rows = max(int(abs(share) * (self.size.height - 2)), 1)
        before = [slot for slot in self._comments() if slot.end <= self.window.rows]
        moved = self.window.scroll(rows if share > 0 else -rows)
        self._note_above()
        slots = self._comments()
        if not slots:
            self._paint()
            return bool(moved)
        if share > 0:
            at_end = not moved or self.window.is_at_end()
            wanted = slots[-1].position if at_end and not moved else self._top_of(slots)
        else:
            wanted = self._top_of(slots) if moved else slots[0].position
        passed = [slot.position for slot in before] if share > 0 else []
        if wanted in passed:
            del passed[passed.index(wanted) :]
        has_moved = self._cursor_to(wanted, passed)
        self._paint()
        return bool(moved) or has_moved

    def to_ends(self, *, last: bool) -> bool:
        """To the first or the last visible comment."""
        view = self.scene.view
        return self.go(view.last() if last else view.first(), None if last else 0)

    # Painting

    def _put_cursor(self, row: int) -> None:
        # Before the first layout there are no rows to put it on.
        self._wanted_row = None if self.size.height else row
        self._note_author()
        if self.is_in_article:
            self.window.scroll(0)
        elif self.cursor is not None:
            bottom = max(self.size.height - 1, 0)
            self.window.show_at(self.cursor, min(row, bottom))
        self._paint()

    def _paint(self) -> None:
        """Works out the rows, and has those drawn that changed."""
        if not self.size.height:
            return
        self.window.rows = self.size.height
        self._slots = self.window.slots()
        rows = [row for slot in self._slots for row in self._rows_of(slot)][: self.size.height]
        blank = Strip.blank(self.size.width, self.scene.look.blank())
        rows += [blank] * (self.size.height - len(rows))
        if not len(self.scene.story.thread) and not self._slots:
            rows[0] = self._says_empty()
        self._pin(rows)
        self._note_ends()
        changed = [y for y, row in enumerate(rows) if not self._is_as_drawn(y, row)]
        self._rows = rows
        if len(changed) * 2 > len(rows):
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))
        if changed:
            tell_at_once(self)
        shown = [slot.position for slot in self._slots if slot.position >= 0]
        if shown:
            self._tell_where(shown[0], shown[-1])

    def _tell_where(self, first: int, last: int) -> None:
        if (first, last) != self._told:
            self._told = first, last
            self._tell(self.Scrolled(first, last))

    def _tell(self, message: Message) -> None:
        """Straight to the screen, so that what follows from a move is in the same picture."""
        (self.screen if self.is_attached else self).post_message(message)

    def _says_empty(self) -> Strip:
        words = "  There are no comments in this file."
        return strip(
            [(words, self.scene.look.style("muted"))], self.size.width, self.scene.look.blank()
        )

    def _is_as_drawn(self, y: int, row: Strip) -> bool:
        return y < len(self._rows) and self._rows[y] is row

    def _rows_of(self, slot: Slot) -> tuple[Strip, ...]:
        if slot.position < 0:
            return self._order.rows(slot.position)[slot.skipped :]
        return self.lines.item(slot.position, self.cursor).rows[slot.skipped :]

    def _comments(self) -> list[Slot]:
        """The comments on screen, without the article."""
        return [slot for slot in self.window.slots() if slot.position >= 0]

    def _height(self, position: int) -> Height:
        if position < 0:
            return self._order.height(position)
        item = self.lines.item(position, self.cursor)
        return Height(len(item.rows), item.lead)

    def _pin(self, rows: list[Strip]) -> None:
        """Covers the first row with the ancestors that have scrolled away."""
        scene = self.scene
        at_start = self._slots and self._slots[0].skipped == 0 and self._slots[0].top == 0
        if scene.view.is_flat or not self._slots or self._slots[0].position < 0:
            return
        if at_start and self._slots[0].position == scene.view.first():
            return
        slot = next((slot for slot in self._slots if slot.end > 1), self._slots[0])
        chain = list(scene.story.thread.ancestors(slot.position))[::-1]
        is_cut = slot.head < (1 if chain else 0)
        if is_cut:
            chain.append(slot.position)
        if chain:
            words = "" if is_cut else self.lines.first_words(chain[-1])
            rows[0] = pinned_row(scene, chain, words)

    def _margin(self, position: int) -> int:
        """The rows at the top that the pinned ancestors may cover."""
        return 0 if self.scene.view.is_flat or self.scene.story.thread.depth[position] == 1 else 1

    # The cursor

    def _scroll_within(self, slot: Slot, direction: int) -> bool:
        """Scrolls on in a comment that is taller than what is on screen of it."""
        hidden = slot.end - self.window.rows if direction > 0 else -slot.head
        if hidden <= 0:
            return False
        lines = min(hidden + (self._margin(slot.position) if direction < 0 else 0), self._page_rows)
        moved = bool(self.window.scroll(direction * lines))
        self._paint()
        return moved

    def _is_in_article(self, direction: int) -> bool:
        """Whether the next line of the article is nearer than the next comment."""
        slot = self.window.slot(self.cursor)
        if slot is None:
            return True
        at_first = self.cursor == self.scene.view.first()
        return direction < 0 and at_first and self.window.anchor != self._order.first()

    def _note_above(self) -> None:
        self._is_above = self._article is not None and self.window.slot(self.cursor) is None

    def _cursor_to_first(self) -> None:
        first = self.scene.view.first()
        if first is not None:
            self._cursor_to(first)

    @property
    def _page_rows(self) -> int:
        return max(self.size.height - 2, 1)

    def _top_of(self, slots: list[Slot]) -> int:
        """The first comment whose header is on screen, else the one that fills it."""
        whole = (slot for slot in slots if slot.head >= self._margin(slot.position))
        return next(whole, slots[0]).position

    def _cursor_to(self, position: int, passed: list[int] | None = None) -> bool:
        if position == self.cursor:
            return False
        left = self._left()
        before, self.cursor = self.cursor, position
        self._note_author()
        self._arrived(before, tuple(dict.fromkeys([*(passed or ()), *left])))
        return True

    def _left(self) -> tuple[int, ...]:
        return (
            (self.cursor,) if self.cursor in self._read_to_end and self.cursor is not None else ()
        )

    def _arrived(self, before: int | None, passed: tuple[int, ...]) -> None:
        self._read_to_end.clear()
        self._paint()
        self._tell(self.Moved(before, self.cursor, passed))

    def _note_ends(self) -> None:
        """Remembers that the last line of the comment under the cursor was seen."""
        for slot in self._slots:
            if slot.position == self.cursor and slot.end <= self.window.rows:
                kind = self.lines.item(slot.position, self.cursor).kind
                if kind not in ("folded", "context"):
                    self._read_to_end.add(slot.position)

    def _note_author(self) -> None:
        thread = self.scene.story.thread
        author = -1 if self.cursor is None else thread.columns.author[self.cursor]
        self.scene.cursor, self.scene.author_under_cursor = self.cursor, author

    # Events

    def on_resize(self) -> None:
        """The cursor keeps its row as far as there is one."""
        row = self.cursor_row
        self.window.rows = self.size.height
        self._rows = []
        self._put_cursor(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.stop()
        self.scroll(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.stop()
        self.scroll(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Selects a comment; on a guide folds that ancestor, on a link opens it."""
        slot = next((slot for slot in self._slots if slot.top <= event.y < slot.end), None)
        link = event.style.meta.get("link")
        if link:
            self.post_message(self.LinkClicked(str(link)))
        elif slot is not None and slot.position >= 0:
            self._clicked(slot.position, event.x)

    def _clicked(self, position: int, cell: int) -> None:
        depth = self.scene.depth(position)
        level = self.scene.shape.level_at(cell, depth)
        own = self.scene.shape.levels(depth)
        self.go(position)
        if level:
            thread = self.scene.story.thread
            chain = [position, *thread.ancestors(position)]
            self.post_message(self.FoldClicked(chain[min(own - level, len(chain) - 1)]))
