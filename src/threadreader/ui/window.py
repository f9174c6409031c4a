"""Which rows of which comments are on screen: an anchor, and steps of a screenful from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from msgspec import Struct


class Order(Protocol):
    """Positions one after another, as a `View` has them; those of the comments, or others."""

    def first(self) -> int | None:
        """The first one, None where there is none."""

    def last(self) -> int | None:
        """The last one."""

    def next(self, position: int) -> int | None:
        """The one after a position, None after the last."""

    def previous(self, position: int) -> int | None:
        """The one before a position, None before the first."""


class Height(Struct, frozen=True):
    """The rows of a comment, of which the first `lead` are blank."""

    rows: int
    lead: int


class Slot(Struct, frozen=True):
    """A comment on screen: its row `skipped` is the first to be seen, at screen row `top`."""

    position: int
    top: int
    skipped: int
    height: Height

    @property
    def head(self) -> int:
        """The screen row of its first line of text, negative where it is above the screen."""
        return self.top - self.skipped + self.height.lead

    @property
    def end(self) -> int:
        """The screen row after its last one."""
        return self.top - self.skipped + self.height.rows


class Window:
    """The part of a view that is on screen.

    Its place is an anchor: a comment, and which of its rows is at the top. Nothing here looks
    further than a screenful from the anchor, however long the thread is.
    """

    def __init__(self, view: Order, height_of: Callable[[int], Height], rows: int = 0) -> None:
        self.view = view
        self.rows = rows
        self._height_of = height_of
        self.anchor = view.first()
        self.line = 0

    def slots(self) -> list[Slot]:
        """The comments on screen, from the top."""
        return list(self._slots_from(self.anchor, self.line))

    def slot(self, position: int | None) -> Slot | None:
        """Where a comment is, None where it is not on screen."""
        return next((slot for slot in self.slots() if slot.position == position), None)

    def show_at(self, position: int, row: int) -> None:
        """Puts the first line of a comment's text on a screen row, as far as the ends allow."""
        height = self._height_of(position)
        self.anchor, self.line = position, height.lead
        self._move_up(row) if row >= 0 else self._move_down(-row)
        self._close_gap()

    def scroll(self, lines: int) -> int:
        """Moves the text up by so many lines (down where negative); returns by how many it did."""
        before = self.anchor, self.line
        if lines < 0:
            return -self._move_up(-lines)
        moved = self._move_down(lines)
        self._close_gap()
        if (self.anchor, self.line) == before:
            return 0
        return moved

    def to_end(self) -> None:
        """Shows the last screenful."""
        last = self.view.last()
        if last is not None:
            self.anchor, self.line = last, self._height_of(last).rows
            self._move_up(self.rows)

    def reveal(self, position: int, margin: int = 0) -> None:
        """Moves no more than needed for all of a comment to be on screen.

        One that is taller than the screen is shown from its first line. `margin` rows at the top
        count as hidden.
        """
        slot = self.slot(position)
        if slot is None:
            self._reveal_far(position, margin)
        elif slot.head < margin:
            self.show_at(position, margin)
        elif slot.end > self.rows:
            text_rows = slot.height.rows - slot.height.lead
            self.show_at(position, max(self.rows - text_rows, margin))

    def is_at_end(self) -> bool:
        """Whether the last row of the last comment is on screen."""
        slots = self.slots()
        return not slots or (
            slots[-1].end <= self.rows and self.view.next(slots[-1].position) is None
        )

    def _reveal_far(self, position: int, margin: int) -> None:
        """A comment next to the screen scrolls in; one far away comes to a third of it."""
        slots = self.slots()
        height = self._height_of(position)
        lowest = self.rows - height.rows + height.lead
        row = min(self.rows // 3, lowest)
        if slots and self.view.next(slots[-1].position) == position:
            row = lowest
        elif slots and self.view.previous(slots[0].position) == position:
            row = margin
        self.show_at(position, max(row, margin))

    def _slots_from(self, position: int | None, line: int) -> Iterator[Slot]:
        top = 0
        while position is not None and top < self.rows:
            height = self._height_of(position)
            if line < height.rows:
                yield Slot(position, top, line, height)
                top += height.rows - line
            line = 0
            position = self.view.next(position)

    def _move_up(self, lines: int) -> int:
        """Moves the anchor towards the start; returns by how many lines it could."""
        left = lines
        while left > self.line and self.anchor is not None:
            previous = self.view.previous(self.anchor)
            if previous is None:
                moved = lines - left + self.line
                self.line = 0
                return moved
            left -= self.line
            self.anchor = previous
            self.line = self._height_of(previous).rows
        self.line -= left
        return lines

    def _move_down(self, lines: int) -> int:
        left = lines
        while self.anchor is not None:
            rest = self._height_of(self.anchor).rows - self.line
            if left < rest:
                self.line += left
                return lines
            following = self.view.next(self.anchor)
            if following is None:
                self.line += rest
                return lines - left + rest
            left -= rest
            self.anchor, self.line = following, 0
        return 0

    def _close_gap(self) -> None:
        """No empty rows at the bottom while there is something above to show."""
        slots = self.slots()
        if slots and slots[-1].end < self.rows and self.view.next(slots[-1].position) is None:
            self._move_up(self.rows - slots[-1].end)
        elif not slots and self.anchor is not None:
            self.to_end()
