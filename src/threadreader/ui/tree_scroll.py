"""Where in the comments the screen and the cursor are: moves by comment, line and page.

No Textual here: the tree widget paints what is at this place, and tells of its moves.
"""

from __future__ import annotations

from collections.abc import Callable

from threadreader.thread.views import View
from threadreader.ui.article_lines import ArticleLines
from threadreader.ui.comment_lines import CommentLines
from threadreader.ui.preface import Prefaced
from threadreader.ui.scene import ONE_LINERS, Scene
from threadreader.ui.window import Height, Slot, Window

Moved = Callable[[int | None, tuple[int, ...]], None]

_UNREAD_WHEN_SHOWN = ONE_LINERS - {"deleted", "muted"}


class TreeScroll:
    """A window on the view of a scene, a cursor in it, and above it the article where wanted.

    `moved` hears which comment the cursor left, and which were read to their end on the way. A
    place that is set before there are `rows` holds from the first ones on.
    """

    def __init__(self, scene: Scene, moved: Moved) -> None:
        self.scene = scene
        self.lines = CommentLines(scene)
        self.rows = 0
        self.cursor = scene.view.first()
        self._moved = moved
        self._article: ArticleLines | None = None
        self._is_above = False
        self._wanted_row: int | None = None
        self._painted_row = 0
        self._read_to_end: set[int] = set()
        self.order = Prefaced(scene.view, None)
        self.window = Window(self.order, self.height_of)

    # The place

    def show(self, view: View, cursor: int | None, row: int) -> None:
        """Shows a view with the cursor on a comment (or the nearest to it), on a screen row."""
        self.scene.view = view
        self._is_above = False
        self._new_window()
        self.cursor = view.first() if cursor is None else view.nearest(cursor)
        self.put_cursor(row)

    def set_article(self, article: ArticleLines | None) -> None:
        """Puts the article above the comments, in one scroll with them, or takes it away."""
        if article is None and self._article is None:
            return
        is_first, self._article = self._article is None, article
        row, anchor, line = self.cursor_row, self.window.anchor, self.window.line
        self._new_window()
        if article is not None and not is_first and anchor is not None and anchor < 0:
            self.window.anchor, self.window.line = anchor, line
        self.put_cursor(row)

    def set_rows(self, rows: int) -> None:
        """The screen has so many rows from now on; the cursor keeps its own as far as it can."""
        row = self.cursor_row
        self.rows = self.window.rows = rows
        self.put_cursor(row)

    def update(self) -> None:
        """After folds or filters changed: the cursor is where it can be seen, on the same row."""
        row = self.cursor_row
        view = self.scene.view
        self.cursor = view.first() if self.cursor is None else view.nearest(self.cursor)
        self.put_cursor(row)

    def put_cursor(self, row: int) -> None:
        """Puts the cursor's comment on a screen row, as far as the ends allow."""
        self._wanted_row = None if self.rows else row
        self.note_cursor()
        if self.is_in_article:
            self.window.scroll(0)
        elif self.cursor is not None:
            self.window.show_at(self.cursor, min(row, max(self.rows - 1, 0)))
            if self.window.slot(self.cursor) is None:  # it is shorter than what was above the top
                self.window.show_at(self.cursor, self.margin(self.cursor))

    def to_top(self) -> None:
        """To the very top: the article where it stands here, and the first comment."""
        first = self.scene.view.first()
        if first is not None:
            self._cursor_to(first)
        self.window.anchor, self.window.line = self.order.first(), 0
        self._note_above()

    @property
    def is_in_article(self) -> bool:
        """Whether the reader is in the article that stands above the comments."""
        return self._article is not None and self._is_above

    @property
    def cursor_row(self) -> int:
        """The screen row of the cursor's first line when it was painted; 0 where it was not."""
        return self._painted_row if self._wanted_row is None else self._wanted_row

    def comments(self) -> list[Slot]:
        """The comments on screen, without the article."""
        return [slot for slot in self.window.slots() if slot.position >= 0]

    def height_of(self, position: int) -> Height:
        """The height of a comment, or of a section of the article."""
        if position < 0:
            return self.order.height(position)
        return Height(*self.lines.rows_of(position, self.cursor))

    # Moves

    def go(self, position: int | None, row: int | None = None) -> bool:
        """Puts the cursor on a visible comment and shows it; False where it was there before."""
        if position is None or position == self.cursor:
            return False
        passed, before = self.left(), self.cursor
        self.cursor = position
        self.note_cursor()
        self._is_above = False
        self._settle()
        if row is None:
            self.window.reveal(position, self.margin(position))
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
        if self._article is not None and self._is_line_of_article(direction):
            return self.scroll(direction)
        view = self.scene.view
        return self.go(view.next(self.cursor) if direction > 0 else view.previous(self.cursor))

    def scroll(self, lines: int) -> bool:
        """Scrolls by lines; the cursor goes along only where it would leave the screen."""
        if not self.window.scroll(lines):
            return False
        self._note_above()
        slots = self.comments()
        if slots and not any(slot.position == self.cursor for slot in slots):
            self._cursor_to((slots[0] if lines > 0 else slots[-1]).position)
        return True

    def page(self, share: float) -> bool:
        """Scrolls by a share of the screen (1, -1, 0.5); the cursor goes to its top (or end).

        False where there was nothing further to scroll to, nor to go to.
        """
        rows = max(int(abs(share) * (self.rows - 2)), 1)
        shown = [slot.position for slot in self.comments() if self._is_shown_to_end(slot)]
        moved = self.window.scroll(rows if share > 0 else -rows)
        self._note_above()
        slots = self.comments()
        if not slots:
            return bool(moved)
        if share < 0:
            wanted = self._top_of(slots) if moved else slots[0].position
            return self._cursor_to(wanted) or bool(moved)
        wanted = self._top_of(slots) if moved else slots[-1].position
        passed = shown[: shown.index(wanted)] if wanted in shown else shown
        return self._cursor_to(wanted, passed) or bool(moved)

    def left(self) -> tuple[int, ...]:
        """The cursor's comment, where it was read to its end; else nothing."""
        cursor = self.cursor
        return (cursor,) if cursor is not None and cursor in self._read_to_end else ()

    def note_painted(self, slots: list[Slot]) -> None:
        """Remembers where the comment under the cursor was on screen, and whether its last line."""
        slot = next((slot for slot in slots if slot.position == self.cursor), None)
        self._painted_row = slot.head if slot else 0
        if slot is not None and self._is_shown_to_end(slot):
            self._read_to_end.add(slot.position)

    def margin(self, position: int) -> int:
        """The rows at the top that the pinned ancestors may cover."""
        return 0 if self.scene.view.is_flat or self.scene.story.thread.depth[position] == 1 else 1

    def note_cursor(self) -> None:
        """Says in the scene where the cursor is, and whose comment it is on."""
        thread = self.scene.story.thread
        author = -1 if self.cursor is None else thread.columns.author[self.cursor]
        self.scene.cursor, self.scene.author_under_cursor = self.cursor, author

    def _new_window(self) -> None:
        self.order = Prefaced(self.scene.view, self._article)
        self.window = Window(self.order, self.height_of, self.rows)

    def _settle(self) -> None:
        """The top of the screen is a comment that is visible, whatever was folded meanwhile."""
        anchor, view = self.window.anchor, self.scene.view
        if anchor is not None and anchor >= 0 and not view.is_visible(anchor):
            self.window.anchor, self.window.line = view.nearest(anchor), 0

    def _scroll_within(self, slot: Slot, direction: int) -> bool:
        """Scrolls on in a comment that is taller than what is on screen of it."""
        hidden = slot.end - self.rows if direction > 0 else -slot.head
        if hidden <= 0:
            return False
        margin = self.margin(slot.position) if direction < 0 else 0
        return bool(self.window.scroll(direction * min(hidden + margin, max(self.rows - 2, 1))))

    def _is_line_of_article(self, direction: int) -> bool:
        """Whether the next line of the article is nearer than the next comment."""
        if self.window.slot(self.cursor) is None:
            return True
        at_first = self.cursor == self.scene.view.first()
        return direction < 0 and at_first and self.window.anchor != self.order.first()

    def _is_shown_to_end(self, slot: Slot) -> bool:
        return slot.end <= self.rows and self.scene.kind(slot.position) not in _UNREAD_WHEN_SHOWN

    def _note_above(self) -> None:
        self._is_above = self._article is not None and self.window.slot(self.cursor) is None

    def _top_of(self, slots: list[Slot]) -> int:
        """The first comment whose header is on screen, else the one that fills it."""
        whole = (slot for slot in slots if slot.head >= self.margin(slot.position))
        return next(whole, slots[0]).position

    def _cursor_to(self, position: int, passed: list[int] | None = None) -> bool:
        if position == self.cursor:
            return False
        left, before = self.left(), self.cursor
        self.cursor = position
        self.note_cursor()
        self._arrived(before, tuple(dict.fromkeys([*(passed or ()), *left])))
        return True

    def _arrived(self, before: int | None, passed: tuple[int, ...]) -> None:
        self._read_to_end.clear()
        self._moved(before, passed)
