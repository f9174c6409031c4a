"""The folder of state files: for each story a snapshot, a journal and a lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from threadreader.library.directories import cache_directory, state_directory
from threadreader.library.files import append_whole, reason, write_whole
from threadreader.library.journal import replay
from threadreader.library.state import StoryState, dump_parts, load
from threadreader.library.statecache import LARGE, Stamp, copied, keep_copy

_LOCK_SECONDS = 2.0
_MOST_LINES_NAMED = 3


@dataclass
class Loaded:
    """A state as it is on disk: the snapshot with its journal.

    `stamp` is the snapshot's (None: there is none), `offset` how much of the journal is in it.
    """

    state: StoryState = field(default_factory=StoryState)
    stamp: Stamp | None = None
    offset: int = 0
    sound: bool = True
    problems: list[str] = field(default_factory=list)


class StateFile:
    """One story's snapshot and journal."""

    def __init__(self, folder: Path, key: str, copies: Path | None = None) -> None:
        """Takes the folder of states, and that of their copies in the cache, if any."""
        self.key = key
        self._copy = copies / key if copies else None
        self.snapshot = folder / f"{key}.toml"
        self.journal = folder / f"{key}.journal"
        self._lock = folder / f"{key}.lock"

    def exists(self) -> bool:
        """Whether anything is kept of the story."""
        return self.snapshot.exists() or self.journal.exists()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """While this lasts no other instance writes. Raises OSError."""
        from filelock import FileLock  # noqa: PLC0415

        self._lock.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._lock, timeout=_LOCK_SECONDS)
        try:
            lock.acquire(poll_interval=0.01)
        except NotImplementedError as error:
            raise OSError(str(error)) from error
        try:
            yield
        finally:
            lock.release()

    def load(self) -> Loaded:
        """The state on disk; never raises.

        The journal is read first: whoever empties it has written a snapshot with all of it before.
        """
        loaded = Loaded()
        lines = self._read(self.journal, loaded)
        loaded.stamp = self.stamp()
        if (copy := self._copied(loaded.stamp)) is not None:
            loaded.state = copy
        elif (text := self._read(self.snapshot, loaded)) is not None:
            loaded.state, loaded.sound = load(text.decode("utf-8", "replace"))
        elif loaded.stamp is not None:
            loaded.sound = False  # what cannot be read now is not written over
        if lines is not None:
            loaded.offset = lines.rfind(b"\n") + 1
            loaded.problems += self.replay(lines, loaded.state)
        return loaded

    def _copied(self, stamp: Stamp | None) -> StoryState | None:
        if self._copy is None or stamp is None or stamp[1] < LARGE:
            return None
        return copied(self._copy, stamp)

    def _keep_copy(self, stamp: Stamp | None, state: StoryState) -> None:
        if self._copy is not None and stamp is not None and stamp[1] >= LARGE:
            keep_copy(self._copy, stamp, state)

    def replay(self, lines: bytes, state: StoryState) -> list[str]:
        """Applies whole lines of the journal; returns a sentence where some say nothing."""
        whole = lines[: lines.rfind(b"\n") + 1].decode("utf-8", "replace")
        skipped = replay(whole, state)
        if not skipped:
            return []
        shown = ", ".join(repr(line[:40]) for line in skipped[:_MOST_LINES_NAMED])
        return [f"{self.journal}: {len(skipped)} lines say nothing and are left out ({shown})."]

    def stamp(self) -> Stamp | None:
        """The stamp of the snapshot; None where there is none."""
        try:
            status = self.snapshot.stat()
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def journal_size(self) -> int:
        """How many bytes the journal has."""
        try:
            return self.journal.stat().st_size
        except OSError:
            return 0

    def journal_from(self, offset: int) -> bytes:
        """The journal from a byte on. Raises OSError."""
        with self.journal.open("rb") as file:
            file.seek(offset)
            return file.read()

    def append(self, lines: str) -> int:
        """Adds lines to the journal, under the lock; returns its size then. Raises OSError."""
        return append_whole(self.journal, lines.encode())

    def save(self, state: StoryState) -> Stamp | None:
        """Writes the snapshot and empties the journal, under the lock. Raises OSError.

        The journal is emptied in place: a new file would lose what another instance adds.
        """
        parts = (part.encode("utf-8", "replace") for part in dump_parts(state))
        write_whole(self.snapshot, parts)
        if self.journal.exists():
            os.truncate(self.journal, 0)
        stamp = self.stamp()
        self._keep_copy(stamp, state)
        return stamp

    def set_aside(self) -> Path:
        """Gives a damaged snapshot another name, under the lock; returns it. Raises OSError."""
        number = 1
        while (aside := self.snapshot.with_name(f"{self.snapshot.name}.damaged-{number}")).exists():
            number += 1
        self.snapshot.rename(aside)
        return aside

    @staticmethod
    def _read(path: Path, loaded: Loaded) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            loaded.problems.append(f"{path}: it cannot be read ({reason(error)}).")
            return None


class StateFolder:
    """The folder of state files, one a story."""

    def __init__(self, path: Path | None = None) -> None:
        """Takes the folder; without one, that of the config directory.

        Only that one has copies of large states in the cache directory.
        """
        self.path = path or state_directory()
        self._copies = None if path else cache_directory() / "states"

    def file(self, key: str) -> StateFile:
        """The files of one story."""
        return StateFile(self.path, key, self._copies)

    def snapshots(self) -> list[Path]:
        """All snapshots, the one written last first."""
        try:
            entries = [entry for entry in os.scandir(self.path) if entry.name.endswith(".toml")]
            entries.sort(key=lambda entry: -entry.stat().st_mtime_ns)
        except OSError:
            return []
        return [Path(entry.path) for entry in entries if not entry.name.startswith(".")]

    def changed(self) -> int:
        """A number that is another one when files came, went or were replaced."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return 0
