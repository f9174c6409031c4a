"""One story before its reader: thread, marks, folds and place; every change is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from threadreader.library.changes import (
    Change,
    FoldStates,
    MarkChange,
    MarkName,
    Place,
    Rebase,
    View,
    changed_runs,
    set_marks,
)
from threadreader.library.comments import since
from threadreader.library.discussions import Discussion
from threadreader.library.past import Past, PastComment
from threadreader.library.recorder import Recorder, now
from threadreader.library.states import StateFile
from threadreader.library.undo import Step, Steps
from threadreader.model import Block
from threadreader.text.body import blocks, pack, plain_text
from threadreader.thread.folds import FoldBase, FoldChange
from threadreader.thread.marks import Marks
from threadreader.thread.merge import merged
from threadreader.thread.views import positions

__all__ = ["OpenStory", "Place"]

Clock = Callable[[], datetime]


class OpenStory:
    """One story before its reader.

    Changes are made at once, in memory; `flush` keeps them, from any thread. Everything else is
    called from one thread.
    """

    def __init__(  # noqa: PLR0913  what a visit begins with
        self,
        discussion: Discussion,
        file: StateFile,
        fold: str = "open",
        clock: Clock = now,
        *,
        seen_mail: bool = False,
        past: Past | None = None,
        after: OpenStory | None = None,
    ) -> None:
        """Begins a visit; `fold` is the base of folds where the reader chose none.

        `past` finds comments as they were in earlier versions of the story. `after` is the story
        as far as it was read before: its visit goes on, with all that was done in it.
        `seen_mail`: of the comments that are new, those that their file marks as seen are read.
        """
        self.story = discussion.story
        self.thread = discussion.thread
        self.notices = discussion.notices
        if after is not None:
            after.flush()
        self._recorder = recorder = Recorder(file, discussion, clock)
        self.problems: list[str] = recorder.problems
        if after is None:
            self.first_visit = not recorder.state.visits
            seen, self.last_visit = recorder.begin_visit()
        else:
            self.first_visit, self.last_visit = after.first_visit, after.last_visit
            seen = recorder.continue_visit(after._recorder)  # noqa: SLF001  of the same class
        self._past, self._stories = past, (file.key, *recorder.state.also, self.story.key)
        self.gone = self._put_back()
        self._steps = Steps(self.thread)
        self.edited = Marks(len(self.thread))
        for key in recorder.state.edited:
            if (position := self.thread.position_of(key)) >= 0:
                self.edited[position] = True
        self.read = Marks(recorder.marks("read"))
        if seen_mail:
            self._read_seen(0 if self.first_visit else min(seen, recorder.known_at_first))
        self.starred = Marks(recorder.marks("starred"))
        self.new = Marks(since(recorder.slots, seen))
        self.folds = recorder.folds(fold, self.read)
        self.place = recorder.place()
        self._view = recorder.state.view
        if after is not None and after.is_dirty:
            self._carry(after)

    @property
    def filter(self) -> str:
        """The query of the filter, "" for none."""
        return self._view.filter

    @property
    def context(self) -> str:
        """What is shown beside the matches: "ancestors", "none" or "threads"."""
        return self._view.context

    @property
    def order(self) -> str:
        """The order of the comments: "thread", "newest", "oldest", "replies" or "longest"."""
        return self._view.order

    def earlier_text(self, position: int) -> tuple[Block, ...] | None:
        """What an edited comment said before; None where nobody knows, or it is the same text."""
        if self._past is None or not self.edited[position]:
            return None
        key = self.thread.key(position)
        found = self._past(self._stories, {key: self.thread.fingerprint(position)}).get(key)
        if found is None:
            return None
        packed = pack(found.comment.body)
        return None if plain_text(packed) == self.thread.text(position) else blocks(packed)

    def set_read(self, ranges: Iterable[tuple[int, int]], *, read: bool = True) -> bool:
        """Marks comments read (or unread), as one step; False where all stood so before.

        A range is from its start up to its stop, not included.
        """
        runs = [
            run
            for start, stop in ranges
            for run in changed_runs(self.read, start, stop, marked=read)
        ]
        return self._mark(MarkChange("read", tuple(runs), read))

    def set_starred(self, position: int, *, starred: bool) -> None:
        """Stars a comment, or takes its star away."""
        if self.starred[position] != starred:
            self._mark(MarkChange("starred", ((position, position + 1),), starred))

    def mark_passed(self, position: int) -> bool:
        """Marks a comment read as the reader moves on; no step that `undo` takes back."""
        if self.read[position]:
            return False
        change = MarkChange("read", ((position, position + 1),), marked=True)
        self.read[position] = True
        self._keep(change)
        return True

    def set_folds(self, states: Iterable[tuple[int, int]]) -> None:
        """Gives comments a state of `thread.folds`, as one step."""
        self._folded(self.folds.set(states))

    def rebase_folds(self, base: FoldBase) -> None:
        """Puts every comment on the base, as one step."""
        self._folded(self.folds.rebase(base))

    @contextmanager
    def step(self) -> Iterator[None]:
        """Everything changed inside is one step."""
        self._steps.begin()
        try:
            yield
        finally:
            self._steps.end()

    def undo(self) -> int | None:
        """Takes the last step back; returns where it was made, None where there is none."""
        step = self._steps.back()
        return None if step is None else self._again(step, undo=True)

    def redo(self) -> int | None:
        """Makes again what `undo` took back; returns where."""
        step = self._steps.forth()
        return None if step is None else self._again(step, undo=False)

    def take_steps(self, earlier: OpenStory) -> None:
        """Lets `undo` take back what was done in an earlier reading of the story."""
        self._steps = earlier._steps
        self._steps.thread = self.thread

    def set_place(self, place: Place) -> None:
        """Remembers where the reader is."""
        if place != self.place:
            self.place = place
            self._keep(place)

    def set_view(self, *, filter: str, context: str, order: str) -> None:  # noqa: A002
        """Remembers the filter, its context and the order."""
        view = View(filter, context, order)
        if view != self._view:
            self._view = view
            self._keep(view)

    @property
    def is_dirty(self) -> bool:
        """Whether there is anything for `flush` to keep."""
        return self._recorder.is_dirty

    def flush(self) -> None:
        """Keeps what was changed, in one small write; may be called from any thread.

        A disk that is full or cannot be written is told of in `problems`; the next time all of it
        is tried again.
        """
        self._recorder.flush()

    def close(self) -> None:
        """Ends the visit, and writes all that is kept of the story anew."""
        self._recorder.close()

    def catch_up(self) -> bool:
        """Takes in what another instance marked; True where any mark changed."""
        if not self._recorder.catch_up():
            return False
        changed = False
        for marks, name in ((self.read, "read"), (self.starred, "starred")):
            present = self._recorder.marks(cast("MarkName", name))
            if present != marks.to_bytes():
                marks.restore(0, present)
                changed = True
        return changed

    def _carry(self, after: OpenStory) -> None:
        """Makes again what could not be written before the story was read further."""
        names: tuple[MarkName, MarkName] = ("read", "starred")
        for name in names:
            flags = getattr(after, name).to_bytes()
            here = (self.thread.position_of(after.thread.key(at)) for at in positions(flags))
            marks, present = getattr(self, name), sorted(at for at in here if at >= 0)
            runs = tuple((at, at + 1) for at in present if not marks[at])
            if runs:
                self._apply_marks(MarkChange(name, runs, marked=True))
        states = (
            (self.thread.position_of(after.thread.key(at)), state)
            for at, state in after.folds.exceptions.items()
        )
        self._keep_folds(self.folds.set((at, state) for at, state in states if at >= 0))

    def _read_seen(self, first_slot: int) -> None:
        """Marks what its file says was seen, from a slot on; no step that `undo` takes back."""
        runs = tuple(
            (position, position + 1)
            for position, slot in enumerate(self._recorder.slots)
            if slot >= first_slot and self.thread.seen(position) and not self.read[position]
        )
        if runs:
            self._apply_marks(MarkChange("read", runs, marked=True))

    def _put_back(self) -> Marks:
        """Puts comments that vanished back where they were; returns marks on them."""
        found: dict[bytes, PastComment] = {}
        if self._past is not None and (vanished := self._recorder.vanished()):
            found = self._past(self._stories, dict.fromkeys(vanished, b""))
        if not found:
            return Marks(len(self.thread))
        self.thread, gone = merged(self.thread, found.values())
        self._recorder.put_back(self.thread)
        return gone

    def _mark(self, change: MarkChange) -> bool:
        if not change.runs:
            return False
        self._apply_marks(change)
        start, stop = change.runs[0][0], change.runs[-1][1]
        self._steps.add(change, self._position(start, stop))
        return True

    def _apply_marks(self, change: MarkChange) -> None:
        marks = self.read if change.name == "read" else self.starred
        set_marks(marks, change.runs, marked=change.marked)
        self._keep(change)

    def _folded(self, change: FoldChange) -> None:
        if change.before == change.after and change.exceptions_before == change.exceptions_after:
            return
        self._keep_folds(change)
        if len(self.thread):
            touched = change.exceptions_after if change.before == change.after else None
            first = next(iter(touched)) if touched else 0
            here = touched is None or self.place.comment in touched
            self._steps.add(change, self._position(0, len(self.thread)) if here else first)

    def _position(self, start: int, stop: int) -> int:
        """Where a change of a range was made: at the cursor where that is in it."""
        cursor = self.place.comment
        return cursor if cursor is not None and start <= cursor < stop else start

    def _again(self, step: Step, *, undo: bool) -> int:
        step = step.in_thread(self.thread)
        for change in reversed(step.changes) if undo else step.changes:
            if isinstance(change, MarkChange):
                self._apply_marks(change.inverse() if undo else change)
            else:
                self.folds.apply(change, undo=undo)
                self._keep_folds(change)
        return step.position

    def _keep_folds(self, change: FoldChange) -> None:
        exceptions = self.folds.exceptions
        if change.before != change.after:
            self._keep(Rebase(self.folds.base))
            if exceptions:
                self._keep(FoldStates(tuple(exceptions.items())))
            return
        touched = change.exceptions_after
        self._keep(FoldStates(tuple((position, exceptions.get(position)) for position in touched)))

    def _keep(self, change: Change) -> None:
        self._recorder.keep(change)
