"""What was read once is not read again: stories in one SQLite file, their threads in data files.

It lies in the cache directory, can be deleted at any time, and is rebuilt from the stories' files.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, astuple

from threadreader.library.datafile import DataFile, DataWriter
from threadreader.library.discussions import Discussion, Remembered
from threadreader.library.past import PastComment, keep_past, past_comments
from threadreader.library.remembered import RememberedThread, read_again, write_thread
from threadreader.library.textindex import StoredIndex, write_index
from threadreader.model import Moment, Notice, Origin, Story
from threadreader.text.body import pack, unpack
from threadreader.thread.contents import CancelledError

_VERSION = 4
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, format TEXT, notices BLOB,
    data TEXT, texts TEXT, alone INTEGER
);
CREATE TABLE IF NOT EXISTS story (
    number INTEGER PRIMARY KEY, path TEXT, place INTEGER, key TEXT, record BLOB, body BLOB,
    comments INTEGER, twins BLOB, notices BLOB, layout BLOB, texts BLOB
);
CREATE INDEX IF NOT EXISTS story_of_file ON story (path, place);
CREATE INDEX IF NOT EXISTS story_of_key ON story (key);
CREATE TABLE IF NOT EXISTS past (
    story TEXT, comment BLOB, record BLOB, PRIMARY KEY (story, comment)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (
    story TEXT, number INTEGER, stamp TEXT, record BLOB, PRIMARY KEY (story, number)
) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""
_ABANDONED_SECONDS = 86400
_TROUBLE = (sqlite3.Error, msgspec.MsgspecError, ValueError, OSError, KeyError)
_pack = msgspec.msgpack.encode
_unpack = msgspec.msgpack.decode


class FileStamp(Struct, frozen=True):
    """How a file is known again: its bytes, and the nanoseconds of its last change."""

    path: Path
    size: int
    modified: int

    @staticmethod
    def of(path: Path) -> FileStamp | None:
        """The present stamp, None where there is no such file or it is a folder."""
        try:
            status = path.stat()
        except OSError:
            return None
        if path.is_dir():
            return None
        return FileStamp(path.absolute(), status.st_size, status.st_mtime_ns)


class Catalogue:
    """The catalogue at a path; safe from several threads. A damaged one is begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = path.with_name(f"{path.stem}-data")
        self._local = threading.local()
        self._writing = threading.Lock()
        self._files: dict[str, DataFile] = {}

    def find(self, stamp: FileStamp) -> Remembered | None:
        """The stories of a file as they were read, None where it changed or was never read."""
        try:
            return self._find(stamp, "path = ? AND size = ? AND modified = ?")
        except _TROUBLE:
            self._begin_anew()
            return None

    def earlier(self, stamp: FileStamp) -> Remembered | None:
        """The stories of a file as they were read before it changed."""
        with suppress(*_TROUBLE):
            return self._find(stamp, "path = ? AND NOT (size = ? AND modified = ?)")
        return None

    def put(self, stamp: FileStamp, kept: Remembered, cancelled: Callable[[], bool] = bool) -> bool:
        """Keeps the stories of a file in place of what was known of it.

        False (and nothing is kept) where `cancelled` says so or the disk does not take it.
        """
        try:
            with self._writing:
                return self._put(stamp, kept, cancelled)
        except (*_TROUBLE, CancelledError):
            return False

    def index(self, path: Path, kept: Remembered, cancelled: Callable[[], bool] = bool) -> bool:
        """Keeps the texts of a file's stories for searching, and gives their threads the index."""
        if all(discussion.thread.index is not None for discussion in kept.discussions):
            return True
        try:
            with self._writing:
                return self._index(path.absolute(), kept, cancelled)
        except (*_TROUBLE, CancelledError):
            return False

    def past(
        self, stories: Iterable[str], wanted: Mapping[bytes, bytes]
    ) -> dict[bytes, PastComment]:
        """Comments as they were in earlier versions of a story, see `library.past`."""
        try:
            return past_comments(self, stories, wanted)
        except _TROUBLE:
            return {}

    def connection(self) -> sqlite3.Connection:
        """This thread's connection. Raises sqlite3.Error or OSError where there can be none."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=5.0, isolation_level=None)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                connection.close()
                self._begin_anew()
                connection = sqlite3.connect(self.path, timeout=5.0, isolation_level=None)
            if version != _VERSION:
                connection.executescript(_SCHEMA)
            self._local.connection = connection
        return connection

    def discussions(self, query: str, values: Iterable[object]) -> list[Discussion]:
        """The stories that a condition on the table of stories selects."""
        cursor = self.connection().cursor()
        cursor.row_factory = sqlite3.Row
        query = (
            "SELECT story.*, file.size, file.modified, file.data, file.texts AS indexed "  # noqa: S608
            f"FROM story JOIN file USING (path) WHERE {query}"
        )
        return [self._discussion(row) for row in cursor.execute(query, list(values)).fetchall()]

    def _find(self, stamp: FileStamp, condition: str) -> Remembered | None:
        query = f"SELECT format, notices, data, alone FROM file WHERE {condition}"  # noqa: S608
        values = (str(stamp.path), stamp.size, stamp.modified)
        row = self.connection().execute(query, values).fetchone()
        if row is None or not (self._folder / row[2]).exists():
            return None
        condition = "story.path = ? ORDER BY place"
        discussions = self.discussions(condition, values[:1])
        return Remembered(row[0], discussions, _notices(row[1]), alone=bool(row[3]))

    def _discussion(self, row: sqlite3.Row) -> Discussion:
        record = _unpack(row["record"])
        published = record.pop("published")
        origin = Origin(Path(row["path"]), record.pop("format"), row["size"], row["modified"] / 1e9)
        story = Story(
            body=unpack(row["body"]),
            published=Moment(*published) if published else None,
            origin=origin,
            **record,
        )
        twins = _unpack(row["twins"], type=dict[bytes, list[int]])
        opener = self._opener(row["data"])
        layout = _unpack(row["layout"])
        again = partial(read_again, origin, row["place"])
        thread = RememberedThread(row["number"], row["comments"], layout, twins, opener, again)
        if row["texts"] is not None and (self._folder / row["indexed"]).exists():
            layout = _unpack(row["texts"])
            thread.index = StoredIndex(len(thread), layout, self._opener(row["indexed"]))
        return Discussion(story, thread, tuple(_notices(row["notices"])))

    def _opener(self, name: str) -> Callable[[], DataFile]:
        def opened() -> DataFile:
            if name not in self._files:
                file = DataFile(self._folder / name)
                if not file.is_mapped:
                    return file
                self._files[name] = file
            return self._files[name]

        return opened

    def _put(self, stamp: FileStamp, kept: Remembered, cancelled: Callable[[], bool]) -> bool:
        earlier = self.earlier(stamp)
        name, rows = self._written(stamp, kept, cancelled)
        notices = _pack([asdict(notice) for notice in kept.notices])
        known = (str(stamp.path), stamp.size, stamp.modified)
        file = (*known, kept.format, notices, name, None, kept.alone)
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            for discussion in earlier.discussions if earlier else ():
                keep_past(connection, discussion, kept.discussions)
            old = _forget(connection, stamp.path)
            connection.executemany(_INSERT_STORY, rows)
            connection.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", file)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        self._remove(old)
        self._sweep()
        return True

    def _sweep(self) -> None:
        """Removes files that a process which was killed left behind."""
        used: set[str] = set()
        used.update(*self.connection().execute("SELECT data, ifnull(texts, data) FROM file"))
        oldest = time.time() - _ABANDONED_SECONDS
        for path in self._folder.iterdir():
            if path.name not in used and path.stat().st_mtime < oldest:
                self._remove([path.name])

    def _written(
        self, stamp: FileStamp, kept: Remembered, cancelled: Callable[[], bool]
    ) -> tuple[str, list[tuple[object, ...]]]:
        """Writes the threads; returns the name of their file, and the rows of the stories."""
        rows: list[tuple[object, ...]] = []

        def write(discussion: Discussion, writer: DataWriter) -> None:
            if cancelled():
                raise CancelledError
            write_thread(discussion.thread, writer)
            rows.append((str(stamp.path), len(rows), *_story_row(discussion, writer)))

        return self._write_file(kept.discussions, write), rows

    def _write_file(
        self,
        discussions: Iterable[Discussion],
        write: Callable[[Discussion, DataWriter], None],
    ) -> str:
        """A data file of all discussions; its name is one that never was."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = uuid4().hex
        path = self._folder / name
        try:
            with path.open("wb") as file:
                for discussion in discussions:
                    write(discussion, DataWriter(file))
        except BaseException:
            self._remove([name])
            raise
        return name

    def _index(self, path: Path, kept: Remembered, cancelled: Callable[[], bool]) -> bool:
        layouts: list[bytes] = []

        def write(discussion: Discussion, writer: DataWriter) -> None:
            write_index(discussion.thread, writer, cancelled)
            layouts.append(_pack(writer.layout))

        connection = self.connection()
        query = "SELECT texts FROM file WHERE path = ?"
        old = connection.execute(query, (str(path),)).fetchone()
        if old is None:
            return False
        name = self._write_file(kept.discussions, write)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE file SET texts = ? WHERE path = ?", (name, str(path)))
        rows = [(layout, str(path), place) for place, layout in enumerate(layouts)]
        connection.executemany("UPDATE story SET texts = ? WHERE path = ? AND place = ?", rows)
        connection.execute("COMMIT")
        self._remove(filter(None, old))
        for discussion, layout in zip(kept.discussions, layouts, strict=True):
            opener, thread = self._opener(name), discussion.thread
            thread.index = StoredIndex(len(thread), _unpack(layout), opener)
        return True

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                (self._folder / name).unlink()

    def _begin_anew(self) -> None:
        """A catalogue that cannot be read holds nothing that the files do not."""
        self._local = threading.local()
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").unlink()
        with suppress(OSError):
            self._remove(path.name for path in self._folder.iterdir())


_INSERT_STORY = (
    "INSERT INTO story (path, place, key, record, body, comments, twins, notices, layout)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _story_row(discussion: Discussion, writer: DataWriter) -> tuple[object, ...]:
    story, thread = discussion.story, discussion.thread
    record = {
        "key": story.key,
        "identity": story.identity,
        "title": story.title,
        "author": story.author,
        "url": story.url,
        "source": story.source,
        "format": story.origin.format,
        "published": astuple(story.published) if story.published else None,
    }
    return (
        story.key,
        _pack(record),
        pack(story.body),
        len(thread),
        _pack(thread.twins),
        _pack([asdict(notice) for notice in discussion.notices]),
        _pack(writer.layout),
    )


def _forget(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Forgets what a file held; returns the names of its data files."""
    query = "SELECT data, texts FROM file WHERE path = ?"
    row = connection.execute(query, (str(path),)).fetchone()
    query = "DELETE FROM counts WHERE number IN (SELECT number FROM story WHERE path = ?)"
    connection.execute(query, (str(path),))
    connection.execute("DELETE FROM story WHERE path = ?", (str(path),))
    connection.execute("DELETE FROM file WHERE path = ?", (str(path),))
    return [name for name in row or () if name]


def _notices(data: bytes) -> list[Notice]:
    return [Notice(**fields) for fields in _unpack(data)]
