"""Keeps the changes of one open story in its state file, and takes in those of other instances."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice

from threadreader.library import journal
from threadreader.library.changes import Change, MarkName, Place
from threadreader.library.comments import by_position, keep_fingerprints, missing, recognise
from threadreader.library.discussions import Discussion
from threadreader.library.files import reason
from threadreader.library.restored import kept_folds, kept_place
from threadreader.library.state import StoryState
from threadreader.library.states import Loaded, StateFile
from threadreader.library.visits import Visit, known_before, stamp_of
from threadreader.thread.folds import Folds
from threadreader.thread.marks import Marks
from threadreader.thread.tree import Thread

_MOST_VANISHED = 10_000


def now() -> datetime:
    """The present time with the machine's offset, in whole seconds."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def _highest(slots: Sequence[int]) -> int:
    if isinstance(slots, range):
        return len(slots) - 1
    return max(slots, default=-1)


class Recorder:
    """The state of one story, as it is on disk and as this instance changes it.

    Safe to call from several threads. Nothing here raises for a disk that cannot be read or
    written: `problems` says so, and what could not be written is tried again.
    """

    def __init__(
        self, file: StateFile, discussion: Discussion, clock: Callable[[], datetime] = now
    ) -> None:
        self.problems: list[str] = []
        self._file = file
        self._story, self._thread = discussion.story, discussion.thread
        self._is_whole, self._left_at = discussion.is_whole, stamp_of(discussion)
        self._clock = clock
        self._disk = threading.RLock()
        self._queueing = threading.Lock()
        self._queue: list[Change | str] = []
        self._complained = ""
        self._visit: Visit | None = None
        self._others_wrote = self._unsaved = self._damaged = self._puzzled = False
        self._open()
        self.known_at_first = len(self.state.known)
        self.slots = recognise(self.state.known, self._thread)

    def _open(self) -> None:
        loaded = None
        with suppress(OSError), self._file.locked():
            loaded = self._file.load()
            self._take(loaded)
            if self._damaged:
                self._save()
        if loaded is None:
            self._take(self._file.load())
        if self._damaged:
            self.problems.append(
                f"{self._file.snapshot}: the file is damaged; all that can be read in it is used."
            )
        self._describe_story()

    def _take(self, loaded: Loaded) -> None:
        self.state: StoryState = loaded.state
        self._stamp, self._offset = loaded.stamp, loaded.offset
        self._on_disk = len(self.state.known)
        self._damaged, self._puzzled = not loaded.sound, not loaded.understood
        self._unsaved = self._unsaved or self._damaged
        self.problems += loaded.problems

    def _describe_story(self) -> None:
        story, state = self._story, self.state
        if story.key != self._file.key and story.key not in state.also:
            state.also.append(story.key)
            self._unsaved = True
        if (state.title, state.identity) != (story.title, story.identity):
            state.title, state.identity = story.title, story.identity
            self._unsaved = True

    def begin_visit(self) -> tuple[int, datetime | None]:
        """Begins a visit, or goes on with the last one where it ended less than a minute ago.

        Returns the slot from which on comments are new, and when the visit before ended.
        """
        moment, visits, count = self._clock(), self.state.dated_visits(), len(self.state.known)
        seen = known_before(visits, self._left_at, count)
        if seen is not None and visits[-1].is_near(moment) and _highest(self.slots) < seen:
            self._go_on(visits.pop())
            seen = known_before(visits, self._left_at, count)
        else:
            self.state.edited.clear()
            self._go_on(Visit(moment, moment, count))
            seen = (self._on_disk or count) if seen is None else seen
        return count if seen is None else seen, visits[-1].ended if visits else None

    def continue_visit(self, other: Recorder) -> int:
        """Goes on with the visit of a recorder whose thread was a part of this one's.

        Returns the slot from which on comments are new.
        """
        count, present = len(self.state.known), other._visit
        if present is None:
            return count
        self._go_on(present)
        before = [visit for visit in self.state.dated_visits() if visit.began != present.began]
        seen = known_before(before, self._left_at, count)
        return count if seen is None else seen

    def _go_on(self, visit: Visit) -> None:
        """From now on it is this visit; where it ends unfinished, it is said of which file."""
        self._visit = visit
        visit.unfinished = "" if self._is_whole else self._left_at
        self._note_edits()
        self.touch()

    def _note_edits(self) -> None:
        edited = keep_fingerprints(self.state.known, self._thread, self.slots)
        self._unsaved = self._unsaved or bool(edited)
        for position in edited:
            key = self._thread.key(position)
            if key not in self.state.edited:
                self.state.edited.append(key)

    def vanished(self) -> list[bytes]:
        """The keys of known comments that are not in the thread, the last ones known first."""
        slots = reversed(missing(self.state.known, self.slots))
        return [self.state.known.key(slot) for slot in islice(slots, _MOST_VANISHED)]

    def put_back(self, thread: Thread) -> None:
        """Goes on with a thread that has comments put back which are gone."""
        self._thread = thread
        self.slots = recognise(self.state.known, thread)
        keep_fingerprints(self.state.known, thread, self.slots)

    def touch(self) -> None:
        """Makes sure that the next `flush` writes, if only that the visit goes on."""
        self._unsaved = self._unsaved or len(self.state.known) > self._on_disk
        with self._queueing:
            self._queue.append("")

    def keep(self, change: Change | str) -> None:
        """Remembers a change (or a line of the journal) for the next `flush`."""
        with self._queueing:
            self._queue.append(change)

    @property
    def is_dirty(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._queue) or self._unsaved

    def flush(self, *, snapshot: bool = False) -> None:
        """Writes what was changed: one small addition to the journal, and a snapshot if need be."""
        with self._disk:
            changes = self._take_queue()
            if not changes and not snapshot and not self._unsaved:
                return
            try:
                with self._file.locked():
                    self._follow()
                    if len(self.state.known) > self._on_disk and changes:
                        self._save()  # lines of the journal name comments the snapshot knows
                    self._append(changes)
                    changes = []
                    if snapshot or self._unsaved:
                        self._save()
                self._complained = ""
            except OSError as error:
                self._put_back(changes)
                self._complain(error)

    def close(self) -> None:
        """Ends the visit, and writes the snapshot."""
        if self._visit is not None:
            self.touch()
        self.flush(snapshot=True)

    def catch_up(self) -> bool:
        """Takes in what others wrote; True where there was anything, and all of ours is kept."""
        if not self._disk.acquire(blocking=False):
            return False
        try:
            if self._is_behind():
                self.touch()
                self.flush()
            if self._queue or not self._others_wrote:
                return False
            self._others_wrote = False
            return True
        finally:
            self._disk.release()

    def marks(self, name: MarkName) -> bytes:
        """A byte 0 or 1 for each comment of the thread, as others and this instance marked it."""
        with self._disk:
            return by_position(self.state.known.marks(name), self.slots)

    def folds(self, fold: str, read: Marks) -> Folds:
        """The folds the reader made; `fold` is the base where they chose none."""
        return kept_folds(self.state, self._thread, self.slots, fold, read)

    def place(self) -> Place:
        """Where the reader was; of a comment that is gone, the one known before it."""
        return kept_place(self.state, self.slots)

    def _take_queue(self) -> list[Change | str]:
        with self._queueing:
            queue, self._queue = self._queue, []
        return queue

    def _put_back(self, changes: list[Change | str]) -> None:
        with self._queueing:
            self._queue[:0] = changes

    def _complain(self, error: OSError) -> None:
        sentence = f"{self._file.snapshot}: your marks cannot be kept now ({reason(error)})."
        if sentence != self._complained:
            self._complained = sentence
            self.problems.append(sentence)

    def _append(self, changes: list[Change | str]) -> None:
        known = self.state.known
        lines = [
            line
            for change in changes
            for line in ([change] if isinstance(change, str) else self._lines(change))
        ]
        if changes and self._visit is not None:
            self._visit.ended, self._visit.known = self._clock(), len(known)
            lines.append(journal.visit_line(self._visit))
        text = "".join(lines)
        if text:
            self._offset = self._file.append(text)
            self._file.replay(text.encode(), self.state)

    def _lines(self, change: Change) -> Iterable[str]:
        return journal.lines(change, self.state.known, self.slots)

    def _save(self) -> None:
        if self._damaged or self._puzzled:
            self.problems[:0] = self._file.set_aside(snapshot=self._damaged)
            self._damaged = self._puzzled = False
        self._stamp = self._file.save(self.state)
        self._offset, self._on_disk = 0, len(self.state.known)
        self._unsaved = False

    def _is_behind(self) -> bool:
        file = self._file
        return file.stamp() != self._stamp or file.journal_size() != self._offset

    def _follow(self) -> None:
        """Takes in what others wrote, under the lock."""
        if not self._is_behind():
            return
        stamp = self._file.stamp()
        if stamp is None and self._stamp is not None:
            self._stamp, self._offset, self._unsaved = None, 0, True
            return
        if stamp == self._stamp and self._file.journal_size() >= self._offset:
            lines = self._file.journal_from(self._offset)
            lines = lines[: lines.rfind(b"\n") + 1]
            skipped = self._file.replay(lines, self.state)
            self.problems += skipped
            self._puzzled = self._puzzled or bool(skipped)
            self._offset += len(lines)
        else:
            self._take(self._file.load())
            self._describe_story()
        self.slots = recognise(self.state.known, self._thread)
        keep_fingerprints(self.state.known, self._thread, self.slots)
        self._unsaved = self._unsaved or len(self.state.known) > self._on_disk
        self._others_wrote = True
