"""Which comments are open, closed (replies hidden) or folded (one line for all of it)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from threadreader.thread.marks import Marks
from threadreader.thread.tree import Thread

OPEN, CLOSED, FOLDED = 0, 1, 2
NAMES = ("open", "closed", "folded")
LIMITED = ("depth", "size")


class FoldBase(Struct, frozen=True):
    """How comments stand that the reader did not touch one by one.

    `kind` is "open", "folded", "depth" (those of depth `limit` and deeper are closed), "size"
    (threads of more than `limit` comments are folded) or "smart" (folded where the comment and all
    its replies were read when it was chosen: `read` is what was).
    """

    kind: str = "open"
    limit: int = 0
    read: Marks | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.limit}" if self.kind in LIMITED else self.kind

    @staticmethod
    def parse(text: str, read: Marks | None = None) -> FoldBase:
        """The base that `str` wrote; "open" for anything else."""
        kind, _, limit = text.partition(" ")
        if kind in LIMITED and limit.isdecimal() and int(limit) > 0:
            return FoldBase(kind, int(limit))
        if kind == "smart" and read is not None:
            return FoldBase("smart", read=Marks(read.to_bytes()))
        return FoldBase("folded") if kind == "folded" else FoldBase()


class FoldChange(Struct, frozen=True):
    """What one action changed, to undo and redo it: the base, and exceptions to it before."""

    before: FoldBase
    after: FoldBase
    exceptions_before: dict[int, int | None]
    exceptions_after: dict[int, int | None]


class Folds:
    """A base and the exceptions the reader made, by position. Changing the base costs nothing."""

    def __init__(self, thread: Thread, base: FoldBase | None = None) -> None:
        self.thread = thread
        self.base = base or FoldBase()
        self.exceptions: dict[int, int] = {}
        self.folded = 0
        """How many of the exceptions are folded."""

    def state(self, position: int) -> int:
        """OPEN, CLOSED or FOLDED."""
        state = self.exceptions.get(position)
        return self._base_state(position) if state is None else state

    def set(self, states: Iterable[tuple[int, int]]) -> FoldChange:
        """Gives comments states; returns the change."""
        before: dict[int, int | None] = {}
        after: dict[int, int | None] = {}
        for position, state in states:
            before.setdefault(position, self.exceptions.get(position))
            self._put(position, None if state == self._base_state(position) else state)
            after[position] = self.exceptions.get(position)
        return FoldChange(self.base, self.base, before, after)

    def rebase(self, base: FoldBase) -> FoldChange:
        """Puts every comment on the base; returns the change."""
        before = dict(self.exceptions)
        after: dict[int, int | None] = dict.fromkeys(before)
        change = FoldChange(self.base, base, dict(before), after)
        self.base, self.exceptions, self.folded = base, {}, 0
        return change

    def reveal(self, position: int) -> FoldChange:
        """Opens every ancestor, so that the comment can be seen; returns the change."""
        hiding = [a for a in self.thread.ancestors(position) if self.state(a) != OPEN]
        return self.set((ancestor, OPEN) for ancestor in hiding)

    def apply(self, change: FoldChange, *, undo: bool) -> None:
        """Takes a change back, or makes it again."""
        self.base = change.before if undo else change.after
        for position, state in (
            change.exceptions_before if undo else change.exceptions_after
        ).items():
            self._put(position, state)

    def _put(self, position: int, state: int | None) -> None:
        """Makes an exception, or (None) takes it away."""
        before = self.exceptions.pop(position, None)
        if state is not None:
            self.exceptions[position] = state
        self.folded += (state == FOLDED) - (before == FOLDED)

    def _base_state(self, position: int) -> int:
        base = self.base
        if base.kind == "open":
            return OPEN
        if base.kind == "folded":
            return FOLDED
        if base.kind == "depth":
            leaf = self.thread.size[position] == 1
            return CLOSED if self.thread.depth[position] >= base.limit and not leaf else OPEN
        if base.kind == "size":
            is_thread = self.thread.depth[position] == 1
            return FOLDED if is_thread and self.thread.size[position] > base.limit else OPEN
        return self._smart_state(position)

    def _smart_state(self, position: int) -> int:
        read, end = self.base.read, self.thread.end(position)
        return OPEN if not read or read.find(position, end, marked=False) >= 0 else FOLDED
