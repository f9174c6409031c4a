"""The orders of a flat view: positions sorted by a column, equals as they stand in the thread."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from threadreader.thread.tree import HAS_DATE, Thread

_Key = Callable[[int], int]


def ordered(thread: Thread, order: str, shown: Sequence[int] | None = None) -> array[int]:
    """The positions in `shown` (None: all) in an order.

    `order` is "newest", "oldest", "replies" (most first) or "longest" (first). Comments without a
    date come last where dates decide.
    """
    places = range(len(thread)) if shown is None else shown
    if order in ("newest", "oldest"):
        return _by_date(thread, places, newest=order == "newest")
    key = thread.size.__getitem__ if order == "replies" else _length_of(thread)
    return array("i", sorted(places, key=key, reverse=True))


def _by_date(thread: Thread, places: Sequence[int], *, newest: bool) -> array[int]:
    flags = thread.columns.flags
    dated = [position for position in places if flags[position] & HAS_DATE]
    dated.sort(key=thread.columns.seconds.__getitem__, reverse=newest)
    if len(dated) == len(places):
        return array("i", dated)
    undated = (position for position in places if not flags[position] & HAS_DATE)
    return array("i", (*dated, *undated))


def _length_of(thread: Thread) -> _Key:
    """The bytes of a body: near enough to its length, and known without reading it."""
    length, body = getattr(thread.bodies, "length", None), thread.columns.body
    if length is None:
        return lambda position: len(thread.packed_body(position))
    return lambda position: int(length(body[position]))
