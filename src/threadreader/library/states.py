"""The folder of state files: for each story a snapshot, a journal and a lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from threadreader.library.directories import cache_directory, state_directory
from threadreader.library.files import append_whole, reason, write_whole
from threadreader.library.journal import replay
from threadreader.library.state import StoryState, dump_parts, load
from threadreader.library.statecache import LARGE, Stamp, copied, keep_copy

_LOCK_SECONDS = 2.0
_MOST_LINES_NAMED = 3


class Loaded(Struct):
    """A state as it is on disk: the snapshot with its journal.

    `stamp` is the snapshot's (None: there is none), `offset` how much of the journal is in it.
    `sound`: all of the snapshot could be read; `understood`: all of the journal.
    """

    state: StoryState = field(default_factory=StoryState)
    stamp: Stamp | None = None
    offset: int = 0
    sound: bool = True
    understood: bool = True
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
            skipped = self.replay(lines, loaded.state)
            loaded.problems += skipped
            loaded.understood = not skipped
        return loaded

    def _copied(self, stamp: Stamp | None) -> StoryState | None:
        if self._copy is None or stamp is None or stamp[1] < LARGE:
            return None
        return copied(self._copy, stamp)

    def _keep_copy(self, stamp: Stamp | None, state: StoryState) -> None:
        if self._copy is not None and stamp is not None and stamp[1] >= LARGE:
            keep_copy(self._copy, stamp, state)

    def replay(self, lines: bytes, state: StoryState) -> list[str]:
        """Applies whole lines of the journal; returns a sentence where some are not understood."""
        whole = lines[: lines.rfind(b"\n") + 1].decode("utf-8", "replace")
        skipped = replay(whole, state)
        if not skipped:
            return []
        shown = ", ".join(repr(line[:40]) for line in skipped[:_MOST_LINES_NAMED])
        return [f"{self.journal}: {len(skipped)} lines cannot be understood as a whole ({shown})."]

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

    def set_aside(self, *, snapshot: bool) -> list[str]:
        """Keeps a copy of the journal, and a damaged snapshot under another name; says so.

        Under the lock. Raises OSError.
        """
        said = []
        if self.journal_size():
            aside = _free(self.journal)
            write_whole(aside, self.journal.read_bytes())
            said.append(f"{self.journal}: all it says is kept as {aside.name}.")
        if snapshot:
            aside = _free(self.snapshot)
            self.snapshot.rename(aside)
            said.insert(
                0,
                f"{self.snapshot}: the file is damaged; it is kept as {aside.name}, "
                "and all that can be read in it is used.",
            )
        return said

    @staticmethod
    def _read(path: Path, loaded: Loaded) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            loaded.problems.append(f"{path}: it cannot be read ({reason(error)}).")
            return None


def _free(path: Path) -> Path:
    """The first name for something damaged that no file has."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return aside


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
