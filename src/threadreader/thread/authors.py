"""Who wrote a discussion: counts by author, in compiled loops over columns."""

from __future__ import annotations

from collections import Counter
from itertools import compress

from msgspec import Struct

from threadreader.model import Moment
from threadreader.text.searchable import searchable
from threadreader.thread.marks import Marks
from threadreader.thread.tree import HAS_DATE, Thread

_INVERT = bytes.maketrans(b"\x00\x01", b"\x01\x00")
_DATED = bytes(flags & HAS_DATE != 0 for flags in range(256))
_IS_REPLY = (-1).__lt__
_EVER = 1 << 62


class AuthorRow(Struct, frozen=True):
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
    received = Counter(map(column.__getitem__, filter(_IS_REPLY, thread.parent)))
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
    columns, authors = thread.columns, len(thread.names)
    earliest, latest = [_EVER] * authors, [-_EVER] * authors
    first, last = [-1] * authors, [-1] * authors
    dated = bytes(columns.flags).translate(_DATED)
    entries = zip(range(len(thread)), columns.author, columns.seconds, strict=True)
    for position, author, seconds in compress(entries, dated):
        if seconds < earliest[author]:
            earliest[author], first[author] = seconds, position
        if seconds > latest[author]:
            latest[author], last[author] = seconds, position
    return {author: (first[author], last[author]) for author in range(authors) if last[author] >= 0}
