"""What was read once is not read again: stories, columns and bodies in one SQLite file.

It lies in the cache directory, can be deleted at any time, and is rebuilt from the stories' files.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from threadreader.library.discussions import Discussion, Remembered
from threadreader.model import Moment, Notice, Origin, Story
from threadreader.text.body import pack, plain_text, unpack
from threadreader.text.searchable import searchable
from threadreader.thread.tree import OWN_ID, Columns, Thread

_VERSION = 1
_STORY = 1 << 32  # a body's id is its story's number times this, plus its position
_WINDOW = 64
_CACHED_WINDOWS = 32
_TYPES: dict[str, Literal["i", "q", "h", "B"]] = {
    "parent": "i",
    "size": "i",
    "depth": "i",
    "author": "i",
    "seconds": "q",
    "offset": "h",
    "flags": "B",
    "top": "i",
}
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, format TEXT, notices BLOB
);
CREATE TABLE IF NOT EXISTS story (
    number INTEGER PRIMARY KEY, path TEXT, place INTEGER, record BLOB, body BLOB, comments INTEGER,
    {", ".join(f"{name} BLOB" for name in _TYPES)},
    keys BLOB, names BLOB, ids BLOB, urls BLOB, twins BLOB, notices BLOB, is_searchable INTEGER
);
CREATE INDEX IF NOT EXISTS story_of_file ON story (path, place);
CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, packed BLOB);
CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, folded TEXT);
PRAGMA user_version = {_VERSION};
"""
_pack = msgspec.msgpack.encode
_unpack = msgspec.msgpack.decode


@dataclass(frozen=True, slots=True)
class FileStamp:
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
        self._local = threading.local()
        self._writing = threading.Lock()

    def find(self, stamp: FileStamp) -> Remembered | None:
        """The stories of a file as they were read, None where it changed or was never read."""
        try:
            return self._find(stamp)
        except (sqlite3.Error, msgspec.MsgspecError, ValueError, OSError):
            self._begin_anew()
            return None

    def put(self, stamp: FileStamp, kept: Remembered, cancelled: Callable[[], bool] = bool) -> bool:
        """Keeps the stories of a file in place of what was known of it.

        False (and nothing is kept) where `cancelled` says so or the disk does not take it.
        """
        try:
            with self._writing:
                return self._put(stamp, kept, cancelled)
        except (sqlite3.Error, OSError):
            return False

    def search(self, story: int, word: str, count: int) -> bytes:
        """A byte for each of a story's comments: whether its text has the (searchable) word."""
        flags = bytearray(count)
        first = story * _STORY
        query = "SELECT id FROM text WHERE id BETWEEN ? AND ? AND instr(folded, ?)"
        for (number,) in self.connection().execute(query, (first, first + count, word)):
            flags[number - first] = 1
        return bytes(flags)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection. Raises sqlite3.Error or OSError where there can be none."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=5.0, isolation_level=None)
            if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                connection.executescript(_SCHEMA)
            self._local.connection = connection
        return connection

    def _find(self, stamp: FileStamp) -> Remembered | None:
        cursor = self.connection().cursor()
        cursor.row_factory = sqlite3.Row
        query = "SELECT * FROM file WHERE path = ? AND size = ? AND modified = ?"
        file = cursor.execute(query, (str(stamp.path), stamp.size, stamp.modified)).fetchone()
        if file is None:
            return None
        query = "SELECT * FROM story WHERE path = ? ORDER BY place"
        stories = cursor.execute(query, (str(stamp.path),)).fetchall()
        discussions = [self._discussion(story, stamp) for story in stories]
        return Remembered(file["format"], discussions, _notices(file["notices"]))

    def _discussion(self, row: sqlite3.Row, stamp: FileStamp) -> Discussion:
        record = _unpack(row["record"])
        published = record.pop("published")
        origin = Origin(stamp.path, record.pop("format"), stamp.size, stamp.modified / 1e9)
        story = Story(
            body=unpack(row["body"]),
            published=Moment(*published) if published else None,
            origin=origin,
            **record,
        )
        columns: dict[str, Any] = {
            name: memoryview(row[name]).cast(kind) for name, kind in _TYPES.items()
        }
        count = row["comments"]
        thread = Thread(
            Columns(**columns, body=range(count), keys=row["keys"]),
            _unpack(row["names"]),
            CatalogueBodies(self, row["number"], count, is_searchable=bool(row["is_searchable"])),
            _unpack(row["ids"]),
            _unpack(row["urls"], type=dict[int, str]),
            _unpack(row["twins"], type=dict[bytes, list[int]]),
        )
        return Discussion(story, thread, tuple(_notices(row["notices"])))

    def _put(
        self,
        stamp: FileStamp,
        kept: Remembered,
        cancelled: Callable[[], bool],
    ) -> bool:
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            _forget(connection, stamp.path)
            for place, discussion in enumerate(kept.discussions):
                number = _put_story(connection, stamp.path, place, discussion)
                _put_bodies(connection, number, discussion.thread, cancelled)
            values = (str(stamp.path), stamp.size, stamp.modified, kept.format)
            notices = _pack([asdict(notice) for notice in kept.notices])
            connection.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?)", (*values, notices))
        except BaseException as error:
            connection.execute("ROLLBACK")
            if isinstance(error, _Cancelled):
                return False
            raise
        connection.execute("COMMIT")
        return True

    def _begin_anew(self) -> None:
        """A catalogue that cannot be read holds nothing that the files do not."""
        self._local = threading.local()
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").unlink()


class CatalogueBodies:
    """Packed bodies of one story, fetched in windows, of which the last few are kept."""

    def __init__(
        self, catalogue: Catalogue, story: int, count: int, *, is_searchable: bool
    ) -> None:
        self._catalogue = catalogue
        self._story = story
        self._count = count
        self._windows: dict[int, list[bytes]] = {}
        self.is_searchable = is_searchable

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: int) -> bytes:
        window = position // _WINDOW
        rows = self._windows.get(window) or self._fetch(window)
        return rows[position % _WINDOW] if position % _WINDOW < len(rows) else b""

    def search(self, word: str) -> bytes:
        """A byte a comment: whether its text has the word, as `searchable` writes it."""
        return self._catalogue.search(self._story, word, self._count)

    def _fetch(self, window: int) -> list[bytes]:
        first = self._story * _STORY + window * _WINDOW
        query = "SELECT packed FROM body WHERE id BETWEEN ? AND ?"
        values = (first, first + _WINDOW - 1)
        try:
            found = self._catalogue.connection().execute(query, values).fetchall()
        except (sqlite3.Error, OSError):
            return []
        if len(self._windows) >= _CACHED_WINDOWS:
            self._windows.clear()
        rows = [packed for (packed,) in found]
        self._windows[window] = rows
        return rows


class _Cancelled(Exception):  # noqa: N818
    pass


def _forget(connection: sqlite3.Connection, path: Path) -> None:
    query = "SELECT number FROM story WHERE path = ?"
    for (number,) in connection.execute(query, (str(path),)).fetchall():
        ids = (number * _STORY, number * _STORY + _STORY - 1)
        connection.execute("DELETE FROM body WHERE id BETWEEN ? AND ?", ids)
        connection.execute("DELETE FROM text WHERE id BETWEEN ? AND ?", ids)
    connection.execute("DELETE FROM story WHERE path = ?", (str(path),))
    connection.execute("DELETE FROM file WHERE path = ?", (str(path),))


def _put_story(
    connection: sqlite3.Connection, path: Path, place: int, discussion: Discussion
) -> int:
    story, thread = discussion.story, discussion.thread
    columns = thread.columns
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
    own_ids = any(flags & OWN_ID for flags in columns.flags)
    values = {
        "path": str(path),
        "place": place,
        "record": _pack(record),
        "body": pack(story.body),
        "comments": len(thread),
        **{name: array(kind, getattr(columns, name)).tobytes() for name, kind in _TYPES.items()},
        "keys": columns.keys,
        "names": _pack(thread.names),
        "ids": _pack([thread.id(at) for at in range(len(thread))] if own_ids else []),
        "urls": _pack(thread.urls),
        "twins": _pack(thread.twins),
        "notices": _pack([asdict(notice) for notice in discussion.notices]),
        "is_searchable": 1,
    }
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO story ({', '.join(values)}) VALUES ({marks})",  # noqa: S608
        list(values.values()),
    )
    assert cursor.lastrowid is not None  # noqa: S101
    return cursor.lastrowid


def _put_bodies(
    connection: sqlite3.Connection, number: int, thread: Thread, cancelled: Callable[[], bool]
) -> None:
    for first in range(0, len(thread), _WINDOW * 8):
        if cancelled():
            raise _Cancelled
        here = range(first, min(first + _WINDOW * 8, len(thread)))
        packed = [thread.packed_body(at) for at in here]
        ids = [number * _STORY + at for at in here]
        rows = zip(ids, packed, strict=True)
        connection.executemany("INSERT INTO body VALUES (?, ?)", rows)
        texts = map(searchable, map(plain_text, packed))
        connection.executemany("INSERT INTO text VALUES (?, ?)", zip(ids, texts, strict=True))


def _notices(data: bytes) -> list[Notice]:
    return [Notice(**fields) for fields in _unpack(data)]
