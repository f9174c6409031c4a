"""What the list of stories says of each, kept so that it needs no thread and no state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec import Struct

from threadreader.library.parts import Discussion
from threadreader.library.past import Store
from threadreader.library.remembered import RememberedThread
from threadreader.library.states import StateFile, StateFolder


class Counts(msgspec.Struct, array_like=True, frozen=True):
    """What the state of a story says in numbers; `file` is the key of its state."""

    file: str
    unread: int
    new: int
    starred: bool
    last_read: str


class CountsStore(Struct, frozen=True):
    """Numbers of stories that were read before; true while their state is what it was.

    `settings` is what else they depend on.
    """

    store: Store
    states: StateFolder
    settings: str = ""

    def find(self, discussions: Iterable[Discussion]) -> dict[str, Counts]:
        """What is known, by the keys of stories; nothing where it is not true any more."""
        wanted = {number: d.story.key for d in discussions if (number := _number(d)) >= 0}
        found: dict[str, Counts] = {}
        with suppress(sqlite3.Error, OSError, msgspec.MsgspecError):
            query = "SELECT number, story, stamp, record FROM counts"
            for number, key, stamp, record in self.store.connection().execute(query):
                if wanted.get(number) != key:
                    continue
                counts = _decode(record)
                if stamp == self._stamp(self.states.file(counts.file)):
                    found[key] = counts
        return found

    def keep(self, counted: Iterable[tuple[Discussion, Counts]]) -> None:
        """Keeps numbers; where that is not possible they are counted again."""
        rows = [
            (discussion.story.key, number, self._stamp(self.states.file(counts.file)), record)
            for discussion, counts in counted
            for record in [_encode(counts)]
            if (number := _number(discussion)) >= 0
        ]
        if rows:
            with suppress(sqlite3.Error, OSError):
                connection = self.store.connection()
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)", rows)
                connection.execute("COMMIT")

    def _stamp(self, file: StateFile) -> str:
        """By which a state is known to be the same; where there is none: all states there are."""
        stamp, journal = file.stamp(), file.journal_size()
        if stamp is None and not journal:
            return f"{self.settings} none {self.states.changed()}"
        return f"{self.settings} {stamp} {journal}"


def last_read(counts: Counts) -> datetime | None:
    """When the last visit ended."""
    return datetime.fromisoformat(counts.last_read) if counts.last_read else None


def _number(discussion: Discussion) -> int:
    thread = discussion.thread
    return thread.number if isinstance(thread, RememberedThread) else -1


_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(Counts).decode
