"""Queries to matches: one byte a comment, worked out in compiled loops over columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from operator import add

from msgspec import Struct, field

from threadreader.text.searchable import searchable
from threadreader.thread import query as q
from threadreader.thread.contents import CONTENT_BITS, CancelledError, contents
from threadreader.thread.folds import FOLDED, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.tree import DELETED, HAS_DATE, NO_OFFSET, Thread

__all__ = ["CancelledError", "Subject", "matches"]

_INVERT = bytes.maketrans(b"\x00\x01", b"\x01\x00")
_CHECK_EVERY = 256
_DAY = 86400


class Subject(Struct):
    """What a query looks at: a thread, the reader's marks on it, and today.

    Marks that are None stand for a thread nobody has read. `cancelled` is asked now and then.
    """

    thread: Thread
    story_author: str = ""
    read: Marks | None = None
    new: Marks | None = None
    starred: Marks | None = None
    gone: Marks | None = None
    folds: Folds | None = None
    today: date = field(default_factory=lambda: datetime.now(UTC).astimezone().date())
    cancelled: Callable[[], bool] = bool


def matches(query: q.Query, subject: Subject) -> Marks:
    """The comments that fit the query. Raises CancelledError where `subject.cancelled` says so."""
    try:
        return Marks(_evaluate(query, subject, None))
    except OSError:  # the index is not there any more
        if subject.thread.index is None:
            raise
        subject.thread.index = None
        return Marks(_evaluate(query, subject, None))


def _evaluate(query: q.Query, subject: Subject, among: bytes | None) -> bytes:
    """A byte a comment; only those `among` which (None: all) need be right, it saves reading."""
    if subject.cancelled():
        raise CancelledError
    if isinstance(query, q.All):
        for part in _cheap_first(query.queries):
            found = _evaluate(part, subject, among)
            among = found if among is None else _both(found, among)
        return among if among is not None else b"\x01" * len(subject.thread)
    if isinstance(query, q.Either):
        found = bytes(len(subject.thread))
        for part in query.queries:
            found = _any(found, _evaluate(part, subject, among))
        return found
    if isinstance(query, q.Not):
        return _evaluate(query.query, subject, among).translate(_INVERT)
    if isinstance(query, q.Related):
        return _RELATED[query.how](_evaluate(query.query, subject, None), subject.thread)
    return _simple(query, subject, among)


def _cheap_first(queries: Iterable[q.Query]) -> list[q.Query]:
    """What reads bodies comes last, when few comments are left to look at."""
    return sorted(queries, key=_reads_bodies)


def _reads_bodies(query: q.Query) -> bool:
    while isinstance(query, q.Not):
        query = query.query
    if isinstance(query, q.Number):
        return query.what == "words"
    return not isinstance(query, q.Person | q.Is | q.Day)


def _both(one: bytes, other: bytes) -> bytes:
    """The comments in both, as one operation on large integers."""
    both = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")


def _any(one: bytes, other: bytes) -> bytes:
    either = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return either.to_bytes(len(one), "little")


def _simple(query: q.Query, subject: Subject, among: bytes | None) -> bytes:
    if isinstance(query, q.Words):
        return _having_text(query.text, subject, among)
    if isinstance(query, q.Person):
        return _by(query, subject)
    if isinstance(query, q.Is):
        return _IS[query.state](subject)
    if isinstance(query, q.Has):
        return _having(query.what, subject, among)
    if isinstance(query, q.Day):
        return _on_day(query, subject)
    assert isinstance(query, q.Number)  # noqa: S101
    return _numbered(query, subject, among)


def _having_text(words: str, subject: Subject, among: bytes | None) -> bytes:
    thread = subject.thread
    if not words:
        return b"\x01" * len(thread)
    if thread.index is not None:
        return thread.index.having(words, subject.cancelled)
    return _each(lambda at: words in searchable(thread.text(at)), subject, among)


def _each(fits: Callable[[int], bool], subject: Subject, among: bytes | None) -> bytes:
    flags = bytearray(len(subject.thread))
    position = 0 if among is None and flags else -1 if among is None else among.find(1)
    looked_at = 0
    while 0 <= position < len(flags):
        looked_at += 1
        if looked_at % _CHECK_EVERY == 0 and subject.cancelled():
            raise CancelledError
        flags[position] = fits(position)
        position = position + 1 if among is None else among.find(1, position + 1)
    return bytes(flags)


def _by(person: q.Person, subject: Subject) -> bytes:
    names = map(searchable, subject.thread.names)
    fits = bytes(q.is_named(person, name) for name in names)
    if fits.count(1) > 8:
        return bytes(map(fits.__getitem__, subject.thread.columns.author))
    flags = bytearray(len(subject.thread))
    for author, fit in enumerate(fits):
        for position in subject.thread.positions_by(author) if fit else ():
            flags[position] = 1
    return bytes(flags)


def _story_author(subject: Subject) -> tuple[tuple[str, bool], ...]:
    name = searchable(subject.story_author)
    return ((name, True),) if name else ()


def _marks(marks: Marks | None, subject: Subject) -> bytes:
    return marks.to_bytes() if marks is not None else bytes(len(subject.thread))


def _folded(subject: Subject) -> bytes:
    folds, count = subject.folds, len(subject.thread)
    if folds is None:
        return bytes(count)
    if folds.base.kind == "smart":
        return bytes(folds.state(at) == FOLDED for at in range(count))
    flags = bytearray([folds.base.kind == "folded"]) * count
    for position, state in folds.exceptions.items():
        flags[position] = state == FOLDED
    return bytes(flags)


def _deleted(subject: Subject) -> bytes:
    table = bytes(flags & DELETED != 0 for flags in range(256))
    return bytes(subject.thread.columns.flags).translate(table)


_IS: dict[str, Callable[[Subject], bytes]] = {
    "read": lambda s: _marks(s.read, s),
    "unread": lambda s: _marks(s.read, s).translate(_INVERT),
    "new": lambda s: _marks(s.new, s),
    "starred": lambda s: _marks(s.starred, s),
    "gone": lambda s: _marks(s.gone, s),
    "folded": _folded,
    "op": lambda s: _by(q.Person(_story_author(s)), s),
    "top": lambda s: bytes([depth == 1 for depth in s.thread.depth]),
    "leaf": lambda s: bytes([size == 1 for size in s.thread.size]),
    "deleted": _deleted,
}


def _having(what: str, subject: Subject, among: bytes | None) -> bytes:
    thread = subject.thread
    if what == "replies":
        return bytes([size > 1 for size in thread.size])
    bit = CONTENT_BITS[what]
    if thread.index is not None:
        return thread.index.contents.translate(bytes(bits & bit != 0 for bits in range(256)))
    return _each(lambda at: contents(thread.packed_body(at))[0] & bit != 0, subject, among)


def _on_day(query: q.Day, subject: Subject) -> bytes:
    """The seconds that the source's own clock showed are compared with where the day begins."""
    day, columns = q.day_number(query, subject.today), subject.thread.columns
    first = -q.EVER if query.when == "before" else (day + (query.when == "after")) * _DAY
    stop = q.EVER if query.when == "after" else (day + (query.when == "on")) * _DAY
    offsets = {offset: 0 if offset == NO_OFFSET else offset * 60 for offset in set(columns.offset)}
    seconds: Iterable[int] = columns.seconds
    if len(offsets) == 1:
        shift = next(iter(offsets.values()))
        first, stop = first - shift, stop - shift
    else:
        seconds = map(add, columns.seconds, map(offsets.__getitem__, columns.offset))
    on_day = bytes([first <= second < stop for second in seconds])
    dated = bytes(flags & HAS_DATE != 0 for flags in range(256))
    return _both(on_day, bytes(columns.flags).translate(dated))


def _numbered(query: q.Number, subject: Subject, among: bytes | None) -> bytes:
    thread, (first, last) = subject.thread, query.bounds()
    if query.what == "depth":
        return _between(thread.depth, first, last)
    if query.what == "replies":
        return _between(thread.size, first + 1, last + 1)
    if thread.index is not None:
        return _between(thread.index.words, first, last)
    return _each(lambda at: query.fits(contents(thread.packed_body(at))[1]), subject, among)


def _between(column: Sequence[int], first: int, last: int) -> bytes:
    return bytes([first <= entry <= last for entry in column])


def _reply_to(flags: bytes, thread: Thread) -> bytes:
    flags += b"\0"  # the last one is the parent of none
    return bytes(map(flags.__getitem__, thread.parent))


def _under(flags: bytes, thread: Thread) -> bytes:
    under = bytearray(len(thread))
    position = flags.find(1)
    while position >= 0:
        end = thread.end(position)
        under[position + 1 : end] = b"\x01" * (end - position - 1)
        position = flags.find(1, end)
    return bytes(under)


def _answered_by(flags: bytes, thread: Thread) -> bytes:
    answered = bytearray(len(thread))
    position = flags.find(1)
    while position >= 0:
        if thread.parent[position] >= 0:
            answered[thread.parent[position]] = 1
        position = flags.find(1, position + 1)
    return bytes(answered)


_RELATED = {"reply-to": _reply_to, "under": _under, "answered-by": _answered_by}
