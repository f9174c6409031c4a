"""Where a comment stands: which of the comments before it is the one it answers."""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from threadreader.formats.text_heads import Head
from threadreader.formats.text_layout import NUMBER, Layout

_WIDEST_STEP = 8
_MOST_SEARCHED = 200


class Level(Struct):
    """A comment that may still get replies."""

    column: int
    mark: str
    number: int
    id: str
    seconds: int | None = None


def _skips(beside: Level, head: Head, column: int) -> bool:
    """Whether the number of a comment is not the one that follows its sibling's."""
    if head.mark != NUMBER or beside.mark != NUMBER or beside.column != column:
        return False
    return head.number not in (1, beside.number + 1)


class Levels:
    """The comments from the last one up to its top-level comment.

    After `add`, `skipped` says whether numbers are missing before the comment, and `is_late`
    whether it is not dated before what it answers. `guessed` counts the
    comments whose depth no column tells.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._open: list[Level] = []
        self._deepest = 1 << 30
        self._went_down = False
        self.guessed = 0
        self.skipped = False
        self.is_late = True

    def place(self, head: Head) -> int | None:
        """How many open comments stay open above this one; None where it cannot stand here."""
        column = self._layout.level(head)
        kept = len(self._open)
        while kept and self._open[kept - 1].column > column:
            kept -= 1
        if not kept:
            return 0 if self._may_be_first(head, column) else None
        last = self._open[kept - 1]
        if last.column < column:
            return kept if self._may_be_child(head, column, last) else None
        return self._beside(head, kept)

    def add(self, head: Head, kept: int, name: str) -> str | None:
        """Puts the comment called `name` below `kept` open ones; returns its parent."""
        column = self._layout.level(head)
        beside = self._open[kept] if kept < len(self._open) else None
        self.skipped = beside is not None and _skips(beside, head, column)
        del self._open[kept:]
        above = self._open[-1] if self._open else None
        seconds = head.date.seconds if head.date else None
        self._open.append(Level(column, head.mark, head.number, name, seconds))
        self.is_late = True
        if above is not None and above.seconds is not None and seconds is not None:
            self.is_late = seconds >= above.seconds
        return above.id if above else None

    def place_in_cap(self, kept: int, *, answerable: bool, spaced: bool) -> int:
        """Where a comment stands in a column in which the program stopped to indent.

        There an empty line between a comment that can be answered and the next one says that the
        next is not its sibling, and the comments that cannot be answered are the deepest ones.
        `answerable` and `spaced` are of the comment before it.
        """
        self._went_down = False
        if kept != len(self._open) - 1 or self._open[kept].column != self._layout.cap:
            return kept
        self.guessed += 1
        self._went_down = answerable and spaced
        return kept + self._went_down

    def settle(self, *, answerable: bool) -> str | None:
        """Corrects the depth of the last comment, its text being known; returns its parent."""
        last = self._open[-1]
        if last.column == self._layout.cap:
            depth = len(self._open)
            if not answerable:
                self._deepest = min(self._deepest, depth)
            elif depth >= self._deepest:
                lowest = bisect_left(self._open, last.column, key=lambda level: level.column)
                del self._open[max(lowest, depth - 2 - self._went_down) :]
                self._open.append(last)
        return self._open[-2].id if len(self._open) > 1 else None

    def _may_be_first(self, head: Head, column: int) -> bool:
        if head.mark != self._layout.top_mark:
            return False
        return column == self._layout.top or bool(self._open)

    def _may_be_child(self, head: Head, column: int, last: Level) -> bool:
        layout = self._layout
        if layout.marks and (head.mark == NUMBER) and NUMBER not in layout.marks:
            return False
        steps = layout.steps[last.mark == NUMBER]
        step = column - last.column
        if not steps and 0 < step <= _WIDEST_STEP:
            steps.add(step)
        return step in steps

    def _beside(self, head: Head, kept: int) -> int | None:
        """A comment in the column of an open one: its sibling, or deeper where columns end."""
        last = self._open[kept - 1]
        if head.mark == NUMBER:
            return self._beside_number(head, kept)
        if head.mark == last.mark:
            return kept - 1
        if kept == 1 or len(self._layout.marks) < 2 or last.mark == NUMBER:
            return None
        at = kept - 1
        while at and self._open[at - 1].column == last.column:
            at -= 1
            if self._open[at].mark == head.mark:
                return at
        return kept

    def _beside_number(self, head: Head, kept: int) -> int | None:
        last = self._open[kept - 1]
        if last.mark != NUMBER:
            return None
        at = kept
        lowest = max(0, kept - _MOST_SEARCHED) if head.number > 1 else kept
        while at > lowest and self._open[at - 1].column == last.column:
            at -= 1
            if self._open[at].number + 1 == head.number:
                return at
        if head.number == 1:
            return kept if last.column > self._layout.top else kept - 1
        return kept - 1 if head.number > last.number else None
