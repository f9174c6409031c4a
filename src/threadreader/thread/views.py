"""What of a thread is visible, stepped through from any comment and never listed as a whole."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, count
from typing import Protocol

from threadreader.thread.folds import OPEN, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.orders import Order
from threadreader.thread.tree import Thread

_AT_ONCE = 1 << 16


class View(Protocol):
    """The visible comments in their order. Every step costs at most the depth or a logarithm."""

    thread: Thread
    folds: Folds

    def first(self) -> int | None:
        """The first visible comment, None where there is none."""
        ...

    def last(self) -> int | None:
        """The last visible comment."""
        ...

    def next(self, position: int) -> int | None:
        """The visible comment after `position`."""
        ...

    def previous(self, position: int) -> int | None:
        """The visible comment before `position`."""
        ...

    def is_visible(self, position: int) -> bool:
        """Whether the comment is in the view and under nothing closed or folded."""
        ...

    def nearest(self, position: int) -> int | None:
        """The comment itself, else its nearest visible ancestor, else the nearest in the view."""
        ...

    def contains(self, position: int) -> bool:
        """Whether the comment is in the view, hidden by a fold or not."""
        ...

    def is_match(self, position: int) -> bool:
        """False for a comment that stands in the view only as the context of another."""
        ...

    def hides_replies(self, position: int) -> bool:
        """Whether replies of the comment are in the view, but hidden by its fold."""
        ...

    def at_or_after(self, position: int) -> int | None:
        """The first comment in the view from `position` on, in the order of the thread."""
        ...

    @property
    def is_flat(self) -> bool:
        """Whether comments stand without their tree (no indent, each with what it answers)."""
        ...


class TreeView:
    """A thread under its folds, or (with `shown`) a part of it: matches with their context."""

    is_flat = False

    def __init__(
        self,
        thread: Thread,
        folds: Folds,
        shown: Sequence[int] | None = None,
        matches: Marks | None = None,
    ) -> None:
        """`shown` are ascending positions; of those, `matches` are what was looked for."""
        self.thread = thread
        self.folds = folds
        self.shown = shown
        self._matches = matches

    def first(self) -> int | None:
        """The first visible comment: nothing can hide it."""
        return self.at_or_after(0)

    def last(self) -> int | None:
        """The last visible comment."""
        return self._visible_before(len(self.thread))

    def next(self, position: int) -> int | None:
        """The visible comment after: past the replies where they are hidden."""
        hidden = self.folds.state(position) != OPEN
        return self.at_or_after(self.thread.end(position) if hidden else position + 1)

    def previous(self, position: int) -> int | None:
        """The visible comment before."""
        return self._visible_before(position)

    def is_visible(self, position: int) -> bool:
        """Whether the comment is in the view with no closed or folded ancestor in it."""
        return self.contains(position) and self._cover(position) == position

    def nearest(self, position: int) -> int | None:
        """The comment itself, what hides it, or the nearest in the view."""
        if self.contains(position):
            return self._cover(position)
        ancestor = next((a for a in self.thread.ancestors(position) if self.contains(a)), None)
        if ancestor is not None and self._is_wanted(ancestor):
            return self._cover(ancestor)
        after, before = self.at_or_after(position), self._visible_before(position)
        if after is None or before is None:
            return before if after is None else self._cover(after)
        return self._cover(after) if after - position <= position - before else before

    def contains(self, position: int) -> bool:
        """Whether the comment is among those shown."""
        if self.shown is None:
            return True
        index = bisect_left(self.shown, position)
        return index < len(self.shown) and self.shown[index] == position

    def is_match(self, position: int) -> bool:
        """Whether the comment was looked for; all are where nothing was."""
        return self._matches is None or self._matches[position]

    def hides_replies(self, position: int) -> bool:
        """Whether the fold of the comment hides something that is in the view."""
        if self.folds.state(position) == OPEN:
            return False
        after = self.at_or_after(position + 1)
        return after is not None and after < self.thread.end(position)

    def _is_wanted(self, position: int) -> bool:
        return self._matches is None or self._matches[position]

    def at_or_after(self, position: int) -> int | None:
        """The first comment in the view from `position` on, hidden by a fold or not."""
        return _at_or_after(position, self.thread, self.shown)

    def _visible_before(self, position: int) -> int | None:
        if self.shown is None:
            return self._cover(position - 1) if position > 0 else None
        index = bisect_left(self.shown, position)
        return self._cover(self.shown[index - 1]) if index else None

    def _cover(self, position: int) -> int:
        """The outermost closed or folded ancestor in the view, else the comment itself."""
        cover = position
        if not self.folds.exceptions and self.folds.base.kind == "open":
            return cover
        for ancestor in self.thread.ancestors(position):
            if self.folds.state(ancestor) != OPEN and self.contains(ancestor):
                cover = ancestor
        return cover


class FlatView:
    """Comments in an order of their own (newest first, say), without their tree."""

    is_flat = True

    def __init__(
        self, thread: Thread, folds: Folds, order: Order, shown: Sequence[int] | None = None
    ) -> None:
        """`shown` are the positions in the order, ascending (None: all)."""
        self.thread = thread
        self.folds = folds
        self._order = order
        self._shown = shown

    def rank(self, position: int) -> int:
        """How many stand before a comment in the order."""
        return self._order.rank(position)

    def first(self) -> int | None:
        """The first of the order."""
        return self._at(0)

    def last(self) -> int | None:
        """The last of the order."""
        return self._at(len(self._order.positions) - 1)

    def next(self, position: int) -> int | None:
        """The one after in the order."""
        return self._at(self._order.rank(position) + 1)

    def previous(self, position: int) -> int | None:
        """The one before in the order."""
        return self._at(self._order.rank(position) - 1)

    def is_visible(self, position: int) -> bool:
        """Whether the comment is in the order; folds hide nothing here."""
        return self._shown is None or self.at_or_after(position) == position

    contains = is_visible

    def nearest(self, position: int) -> int | None:
        """The comment itself, its nearest ancestor in the order, or the first."""
        if self.is_visible(position):
            return position
        ancestors = self.thread.ancestors(position)
        return next((a for a in ancestors if self.is_visible(a)), self.first())

    def is_match(self, position: int) -> bool:
        """Nothing stands here as context only."""
        return self.is_visible(position)

    def at_or_after(self, position: int) -> int | None:
        """The first visible comment from `position` on, in the order of the thread."""
        return _at_or_after(position, self.thread, self._shown)

    def hides_replies(self, position: int) -> bool:  # noqa: ARG002
        """A fold here makes a comment one line, and hides no other."""
        return False

    def _at(self, rank: int) -> int | None:
        positions = self._order.positions
        return positions[rank] if 0 <= rank < len(positions) else None


def _at_or_after(position: int, thread: Thread, shown: Sequence[int] | None) -> int | None:
    if shown is None:
        return position if position < len(thread) else None
    index = bisect_left(shown, position)
    return shown[index] if index < len(shown) else None


def with_ancestors(thread: Thread, matches: Marks) -> array[int]:
    """The matches and all their ancestors, ascending: the context of a filter."""
    flags, parent = matches.to_bytes(), thread.parent
    shown = bytearray(flags)
    for above in compress(parent, flags):
        at = above
        while at >= 0 and not shown[at]:
            shown[at] = 1
            at = parent[at]
    return positions(shown)


def whole_threads(thread: Thread, matches: Marks) -> array[int]:
    """Every comment of each thread that holds a match."""
    shown = array("i")
    position = matches.find(0)
    while position >= 0:
        root = thread.root(position)
        shown.extend(range(root, thread.end(root)))
        position = matches.find(thread.end(root))
    return shown


def positions(flags: bytes | bytearray) -> array[int]:
    """The positions of the ones in a byte a comment."""
    found = array("i")
    for start in range(0, len(flags), _AT_ONCE):  # so that no compiled call takes long
        found.extend(compress(count(start), flags[start : start + _AT_ONCE]))
    return found
