"""A look at a story from outside: where its reader was, and where there is something unread."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from threadreader.library.comments import by_position, recognise
from threadreader.library.discussions import Discussion
from threadreader.library.states import Loaded
from threadreader.thread.marks import Marks
from threadreader.thread.tree import Thread

_FIRST_WORDS = 160


class UnreadThread(Struct, frozen=True):
    """A thread with unread comments: who began it, its first words, and how many are unread."""

    author: str
    words: str
    unread: int


class Glance(Struct, frozen=True):
    """Where the reader was (`comment` counts from 0, None for none), and the threads to read.

    `author` is that of the comment.
    """

    comment: int | None
    author: str
    threads: tuple[UnreadThread, ...]


def glance(discussion: Discussion, loaded: Loaded, most: int) -> Glance:
    """A look at a story; of the threads with unread comments the first `most`."""
    thread, known = discussion.thread, loaded.state.known
    slots = recognise(known, thread)
    read = Marks(by_position(known.read, slots))
    kept = loaded.state.place.comment
    slot = known.slot(kept) if kept else -1
    position = slots.index(slot) if slot >= 0 and slot in slots else None
    return Glance(
        comment=position,
        author="" if position is None else thread.author(position),
        threads=tuple(islice(_threads(thread, read), most)),
    )


def _threads(thread: Thread, read: Marks) -> Iterator[UnreadThread]:
    position = read.find(0, marked=False)
    while position >= 0:
        root = thread.root(position)
        end = thread.end(root)
        words = " ".join(thread.text(root)[:_FIRST_WORDS].split())
        yield UnreadThread(thread.author(root), words, end - position - read.count(position, end))
        position = read.find(end, marked=False)
