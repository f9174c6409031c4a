"""The orders of a flat view: positions sorted by a column, equals as they stand in the thread."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, islice
from operator import sub

from threadreader.thread.tree import HAS_DATE, Thread

_DATED = bytes(flags & HAS_DATE != 0 for flags in range(256))


def ordered(thread: Thread, order: str, shown: Sequence[int] | None = None) -> array[int]:
    """The positions in `shown` (None: all) in an order.

    `order` is "newest", "oldest", "replies" (most first) or "longest" (first). Comments without a
    date come last where dates decide.
    """
    places = range(len(thread)) if shown is None else shown
    if order in ("newest", "oldest"):
        return _by_date(thread, places, newest=order == "newest")
    weights = _array("i", thread.size) if order == "replies" else _lengths(thread)
    return _heaviest_first(places, weights)


def _heaviest_first(places: Sequence[int], weights: Sequence[int]) -> array[int]:
    """Sorts by counting: there are few different weights."""
    by_weight: defaultdict[int, list[int]] = defaultdict(list)
    for position, weight in zip(places, map(weights.__getitem__, places), strict=True):
        by_weight[weight].append(position)
    return array("i", chain.from_iterable(map(by_weight.__getitem__, sorted(by_weight)[::-1])))


def _by_date(thread: Thread, places: Sequence[int], *, newest: bool) -> array[int]:
    dates = bytes(thread.columns.flags).translate(_DATED)
    seconds = _array("q", thread.columns.seconds)
    if dates.count(1) == len(dates):
        return array("i", sorted(places, key=seconds.__getitem__, reverse=newest))
    dated = [position for position in places if dates[position]]
    dated.sort(key=seconds.__getitem__, reverse=newest)
    undated = (position for position in places if not dates[position])
    return array("i", (*dated, *undated))


def _lengths(thread: Thread) -> array[int]:
    """The bytes of each body: near enough to its length, and known without reading it."""
    ends = _array("q", thread.bodies.ends)
    lengths = array("i", map(sub, islice(ends, 1, None), ends))
    return array("i", map(lengths.__getitem__, _array("i", thread.columns.body)))


def _array(kind: str, column: Sequence[int]) -> Sequence[int]:
    """A mapped column copied, as it is asked for every entry."""
    return array(kind, column.tobytes()) if isinstance(column, memoryview) else column
