"""Who wrote a discussion: counts by author, in compiled loops over columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import compress

from threadreader.model import Moment
from threadreader.text.searchable import searchable
from threadreader.thread.marks import Marks
from threadreader.thread.tree import HAS_DATE, Thread

_INVERT = bytes.maketrans(b"\x00\x01", b"\x01\x00")


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """One author of a discussion; `first` and `last` are positions of dated comments, or None."""

    name: str
    comments: int
    unread: int
    new: int
    replies_received: int
    first: int | None
    last: int | None
    is_story_author: bool


def author_rows(thread: Thread, read: Marks, new: Marks, story_author: str = "") -> list[AuthorRow]:
    """A row for each author, those with most comments first, equals by name."""
    column = thread.columns.author
    unread = Counter(compress(column, read.to_bytes().translate(_INVERT)))
    fresh = Counter(compress(column, new.to_bytes()))
    received = Counter(column[parent] for parent in thread.parent if parent >= 0)
    spans = _first_and_last(thread)
    op = searchable(story_author)
    rows = [
        AuthorRow(
            name=thread.names[author],
            comments=comments,
            unread=unread[author],
            new=fresh[author],
            replies_received=received[author],
            first=spans.get(author, (None, None))[0],
            last=spans.get(author, (None, None))[1],
            is_story_author=bool(op) and searchable(thread.names[author]) == op,
        )
        for author, comments in Counter(column).items()
    ]
    return sorted(rows, key=lambda row: (-row.comments, row.name.casefold()))


def dates(thread: Thread, row: AuthorRow) -> tuple[Moment | None, Moment | None]:
    """When an author first and last wrote."""
    first = thread.date(row.first) if row.first is not None else None
    return first, thread.date(row.last) if row.last is not None else None


def _first_and_last(thread: Thread) -> dict[int, tuple[int, int]]:
    """The positions of each author's earliest and latest dated comment."""
    spans: dict[int, tuple[int, int]] = {}
    seconds = thread.columns.seconds
    for position, (author, flags) in enumerate(
        zip(thread.columns.author, thread.columns.flags, strict=True)
    ):
        if not flags & HAS_DATE:
            continue
        first, last = spans.get(author, (position, position))
        if seconds[position] < seconds[first]:
            first = position
        if seconds[position] > seconds[last]:
            last = position
        spans[author] = first, last
    return spans
