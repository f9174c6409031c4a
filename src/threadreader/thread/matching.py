"""Queries to matches: one byte a comment, worked out in compiled loops over columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import eq, ge, gt, le, lt

from threadreader.text.body import spans_text
from threadreader.text.searchable import searchable
from threadreader.thread import query as q
from threadreader.thread.folds import FOLDED, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.tree import DELETED, HAS_DATE, NO_OFFSET, Thread

_COMPARE = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt}
_INVERT = bytes.maketrans(b"\x00\x01", b"\x01\x00")
_LINK = re.compile(r"https?://|www\.\w", re.IGNORECASE)
_QUOTE = re.compile(r"^[ \t]*>", re.MULTILINE)
_CHECK_EVERY = 256


class CancelledError(Exception):
    """The reader wants something else; what was worked out is thrown away."""


@dataclass
class Subject:
    """What a query looks at: a thread, the reader's marks on it, and today.

    Marks that are None stand for a thread nobody has read. `has_text`, where given, finds the
    comments whose text has a word faster than reading them one by one. `cancelled` is asked now
    and then.
    """

    thread: Thread
    story_author: str = ""
    read: Marks | None = None
    new: Marks | None = None
    starred: Marks | None = None
    gone: Marks | None = None
    folds: Folds | None = None
    today: date = field(default_factory=lambda: datetime.now(UTC).astimezone().date())
    has_text: Callable[[str], bytes] | None = None
    cancelled: Callable[[], bool] = bool


def matches(query: q.Query, subject: Subject) -> Marks:
    """The comments that fit the query. Raises CancelledError where `subject.cancelled` says so."""
    return Marks(_evaluate(query, subject))


def _evaluate(query: q.Query, subject: Subject) -> bytes:
    if isinstance(query, q.All):
        return _combined(
            [_evaluate(part, subject) for part in _cheap_first(query.queries)], subject
        )
    if isinstance(query, q.Either):
        parts = [_evaluate(part, subject).translate(_INVERT) for part in query.queries]
        return _combined(parts, subject).translate(_INVERT)
    if isinstance(query, q.Not):
        return _evaluate(query.query, subject).translate(_INVERT)
    if isinstance(query, q.Related):
        return _RELATED[query.how](_evaluate(query.query, subject), subject.thread)
    return _simple(query, subject)


def _cheap_first(queries: Iterable[q.Query]) -> list[q.Query]:
    return sorted(queries, key=lambda part: isinstance(part, q.Words | q.Has))


def _combined(parts: list[bytes], subject: Subject) -> bytes:
    """The comments in all parts, as one operation on large integers."""
    count = len(subject.thread)
    combined = int.from_bytes(b"\x01" * count, "little")
    for part in parts:
        combined &= int.from_bytes(part, "little")
    return combined.to_bytes(count, "little")


def _simple(query: q.Query, subject: Subject) -> bytes:
    if isinstance(query, q.Words):
        return _having_text(query.text, subject)
    if isinstance(query, q.Person):
        return _by(query, subject)
    if isinstance(query, q.Is):
        return _IS[query.state](subject)
    if isinstance(query, q.Has):
        return _having(query.what, subject)
    if isinstance(query, q.Day):
        return _on_day(query, subject)
    assert isinstance(query, q.Number)  # noqa: S101
    return _numbered(query, subject)


def _having_text(words: str, subject: Subject) -> bytes:
    if not words:
        return b"\x01" * len(subject.thread)
    if subject.has_text is not None:
        return subject.has_text(words)
    text = subject.thread.text
    return _each(lambda at: words in searchable(text(at)), subject)


def _each(fits: Callable[[int], bool], subject: Subject) -> bytes:
    flags = bytearray(len(subject.thread))
    for position in range(len(flags)):
        if position % _CHECK_EVERY == 0 and subject.cancelled():
            raise CancelledError
        flags[position] = fits(position)
    return bytes(flags)


def _by(person: q.Person, subject: Subject) -> bytes:
    names = [searchable(name) for name in subject.thread.names]
    fits = bytes(
        any(wanted == name if exact else wanted in name for wanted, exact in person.names)
        for name in names
    )
    if fits.count(1) > 8:
        return bytes(map(fits.__getitem__, subject.thread.columns.author))
    flags = bytearray(len(subject.thread))
    for author, fit in enumerate(fits):
        for position in subject.thread.positions_by(author) if fit else ():
            flags[position] = 1
    return bytes(flags)


def _marks(marks: Marks | None, subject: Subject) -> bytes:
    return marks.to_bytes() if marks is not None else bytes(len(subject.thread))


def _folded(subject: Subject) -> bytes:
    folds = subject.folds
    if folds is None:
        return bytes(len(subject.thread))
    return bytes(folds.state(at) == FOLDED for at in range(len(subject.thread)))


_IS: dict[str, Callable[[Subject], bytes]] = {
    "read": lambda s: _marks(s.read, s),
    "unread": lambda s: _marks(s.read, s).translate(_INVERT),
    "new": lambda s: _marks(s.new, s),
    "starred": lambda s: _marks(s.starred, s),
    "gone": lambda s: _marks(s.gone, s),
    "folded": _folded,
    "op": lambda s: _by(q.Person(((searchable(s.story_author), True),)), s),
    "top": lambda s: bytes(depth == 1 for depth in s.thread.depth),
    "leaf": lambda s: bytes(size == 1 for size in s.thread.size),
    "deleted": lambda s: bytes(flags & DELETED != 0 for flags in s.thread.columns.flags),
}


def _having(what: str, subject: Subject) -> bytes:
    thread = subject.thread
    if what == "replies":
        return bytes(size > 1 for size in thread.size)
    return _each(lambda at: _CONTENT[what](thread, at), subject)


def _has_link(thread: Thread, position: int) -> bool:
    packed = thread.packed_body(position)
    if packed[:1] == b"p":
        return _LINK.search(packed.decode()) is not None
    return any(
        span.kind == "link" or _LINK.search(span.text)
        for block in thread.body(position)
        for span in block.spans
    )


def _has_quote(thread: Thread, position: int) -> bool:
    packed = thread.packed_body(position)
    if packed[:1] == b"p":
        return _QUOTE.search(packed[1:].decode()) is not None
    return any(block.kind == "quote" for block in thread.body(position))


def _has_code(thread: Thread, position: int) -> bool:
    return any(
        block.kind in ("code", "diff") or any(span.kind == "code" for span in block.spans)
        for block in thread.body(position)
    )


_CONTENT = {"link": _has_link, "quote": _has_quote, "code": _has_code}


def _on_day(query: q.Day, subject: Subject) -> bytes:
    wanted = q.day_number(query, subject.today)
    compare = {"after": gt, "before": lt, "on": eq}[query.when]
    columns = subject.thread.columns
    return bytes(
        bool(flags & HAS_DATE)
        and compare((seconds + (0 if offset == NO_OFFSET else offset * 60)) // 86400, wanted)
        for flags, seconds, offset in zip(
            columns.flags, columns.seconds, columns.offset, strict=True
        )
    )


def _numbered(query: q.Number, subject: Subject) -> bytes:
    compare, number, thread = _COMPARE[query.comparison], query.number, subject.thread
    if query.what == "depth":
        return bytes(compare(depth, number) for depth in thread.depth)
    if query.what == "replies":
        return bytes(compare(size - 1, number) for size in thread.size)
    return _each(lambda at: compare(word_count(thread, at), number), subject)


def word_count(thread: Thread, position: int) -> int:
    """How many words a comment has, its code included."""
    return sum(len(spans_text(block).split()) for block in thread.body(position))


def _reply_to(flags: bytes, thread: Thread) -> bytes:
    return bytes(parent >= 0 and flags[parent] for parent in thread.parent)


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
