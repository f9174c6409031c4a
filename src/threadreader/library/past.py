"""Comments as they were in earlier versions of a story: those that are gone, those since edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import msgspec

from threadreader.library.known import split
from threadreader.library.parts import Discussion
from threadreader.model import Comment
from threadreader.text.body import unpack
from threadreader.thread.keys import KEY_SIZE
from threadreader.thread.merge import PastComment
from threadreader.thread.tree import OWN_ID, Thread

__all__ = ["Past", "PastComment", "keep_past", "past_comment", "past_comments", "past_of"]

_MOST_NAMED = 500  # in one query
_FEW = 64


Past = Callable[[Iterable[str], Mapping[bytes, bytes]], dict[bytes, PastComment]]
"""Finds comments as they were in earlier versions of stories (by their keys).

What is wanted are keys of comments, each with the fingerprint that it has now (b"" for none).
"""


class Store(Protocol):
    """What the comments are looked for in."""

    def connection(self) -> sqlite3.Connection: ...

    def discussions(self, query: str, values: Iterable[object]) -> list[Discussion]: ...


def past_comment(thread: Thread, position: int) -> PastComment:
    """A comment of an earlier version, with what it answers and what it stood after."""
    parent, before = thread.parent[position], thread.previous_sibling(position)
    packed = thread.packed_body(position)
    comment = Comment(
        id=thread.id(position),
        author=thread.author(position),
        date=thread.date(position),
        body=unpack(packed) if packed else "",
        kind=thread.kind(position),
        status=thread.status(position),
        own_id=bool(thread.columns.flags[position] & OWN_ID),
        url=thread.urls.get(position, ""),
        key=thread.key(position).hex(),
    )
    return PastComment(
        comment,
        thread.key(parent) if parent >= 0 else b"",
        b"" if before is None else thread.key(before),
    )


def past_of(thread: Thread, wanted: Mapping[bytes, bytes]) -> dict[bytes, PastComment]:
    """The comments of a thread that have one of these keys, and another fingerprint."""
    if len(wanted) <= _FEW:
        found = {key: thread.position_of(key) for key in wanted}
    else:
        keys = split(thread.columns.keys, KEY_SIZE)
        here = dict(zip(keys, range(len(keys)), strict=True))
        found = {key: here.get(key, -1) for key in wanted}
    return {
        key: past_comment(thread, at)
        for key, at in found.items()
        if at >= 0 and thread.fingerprint(at) != wanted[key]
    }


def past_comments(
    store: Store, stories: Iterable[str], wanted: Mapping[bytes, bytes]
) -> dict[bytes, PastComment]:
    """Comments as they were: in the versions that were read from files, else as they are kept."""
    found: dict[bytes, PastComment] = {}
    for story in stories:
        for discussion in store.discussions("key = ? ORDER BY file.modified DESC", [story]):
            missing = {key: now for key, now in wanted.items() if key not in found}
            found |= past_of(discussion.thread, missing) if missing else {}
        keys = [key for key in wanted if key not in found]
        for first in range(0, len(keys), _MOST_NAMED):
            some = keys[first : first + _MOST_NAMED]
            marks = ", ".join("?" * len(some))
            query = f"SELECT comment, record FROM past WHERE story = ? AND comment IN ({marks})"  # noqa: S608
            for key, record in store.connection().execute(query, (story, *some)):
                found[key] = _unpacked(record)
    return found


def keep_past(
    connection: sqlite3.Connection, earlier: Discussion, present: Iterable[Discussion]
) -> None:
    """Keeps what is not in the present version any more, or not as it was."""
    story, old = earlier.story.key, earlier.thread
    threads = {discussion.story.key: discussion.thread for discussion in present}
    now = threads.get(story) or (next(iter(threads.values())) if len(threads) == 1 else None)
    if now is None or bytes(now.columns.prints) == bytes(old.columns.prints):
        return
    prints = _prints(now)
    rows = [
        (story, key, _packed(past_comment(old, position)))
        for position, (key, print_) in enumerate(_prints(old).items())
        if prints.get(key) != print_
    ]
    connection.executemany("INSERT OR REPLACE INTO past VALUES (?, ?, ?)", rows)


def _prints(thread: Thread) -> dict[bytes, bytes]:
    keys, prints = split(thread.columns.keys, KEY_SIZE), split(thread.columns.prints, 4)
    return dict(zip(keys, prints, strict=True))


_packed = msgspec.msgpack.encode
_unpacked = msgspec.msgpack.Decoder(PastComment).decode
