"""The steps a reader can take back and make again."""

from __future__ import annotations

from msgspec import Struct, field

from threadreader.library.changes import MarkChange
from threadreader.library.moved import moved_changes
from threadreader.thread.folds import FoldChange
from threadreader.thread.tree import Thread

_MOST_STEPS = 1000


class Step(Struct):
    """Changes that are undone together; `position` is where they happened.

    `thread` is the reading of the story in which all of these are positions.
    """

    position: int
    changes: list[MarkChange | FoldChange] = field(default_factory=list)
    thread: Thread | None = None

    def in_thread(self, thread: Thread) -> Step:
        """The step in another reading of its story."""
        if self.thread is None or self.thread is thread:
            return self
        position = max(thread.position_of(self.thread.key(self.position)), 0)
        return Step(position, moved_changes(self.changes, self.thread, thread), thread)


class Steps:
    """The steps done, and those undone that can be made again."""

    def __init__(self, thread: Thread | None = None) -> None:
        """`thread` is what steps from now on are made in."""
        self.thread = thread
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open: Step | None = None
        self._level = 0

    def begin(self) -> None:
        """Until `end`, all that is added is one step; may be nested."""
        self._level += 1

    def end(self) -> None:
        """Ends what `begin` began."""
        self._level -= 1
        if self._level == 0:
            self._open = None

    def add(self, change: MarkChange | FoldChange, position: int) -> None:
        """Remembers a change, in the step that is open or in one of its own."""
        if self._open is not None:
            self._open.changes.append(change)
            return
        step = Step(position, [change], self.thread)
        self._undone.clear()
        self._done.append(step)
        del self._done[:-_MOST_STEPS]
        if self._level:
            self._open = step

    def back(self) -> Step | None:
        """The last step, which is now undone."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def forth(self) -> Step | None:
        """The step that was undone last, which is now done again."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]
