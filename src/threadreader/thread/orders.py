"""The orders of a flat view: positions sorted by a column, equals as they stand in the thread."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import compress, islice, repeat
from operator import floordiv, sub

from threadreader.thread.tree import HAS_DATE, Thread

_DATED = bytes(flags & HAS_DATE != 0 for flags in range(256))
_UNDATED = bytes(flags & HAS_DATE == 0 for flags in range(256))
_DAY = 86400

Key = Callable[[int], tuple[int, ...]]


class Order:
    """Positions in an order of their own; `key` of a position ascends in it."""

    def __init__(self, positions: Sequence[int], key: Key) -> None:
        self.positions = positions
        self._key = key

    def rank(self, position: int) -> int:
        """Where a position stands in the order, for the price of a logarithm; -1: nowhere."""
        rank = bisect_left(self.positions, self._key(position), key=self._key)
        is_there = rank < len(self.positions) and self.positions[rank] == position
        return rank if is_there else -1


def ordered(thread: Thread, order: str, shown: Sequence[int] | None = None) -> Order:
    """The positions in `shown` (ascending; None: all) in an order.

    `order` is "newest", "oldest", "replies" (most first) or "longest" (first). Comments without a
    date come last where dates decide.
    """
    places = range(len(thread)) if shown is None else shown
    if order in ("newest", "oldest"):
        return _by_date(thread, places, newest=order == "newest")
    if order == "replies":
        return _heaviest_first(places, thread.size, lambda at: (-thread.size[at], at))
    ends, body = thread.bodies.ends, thread.columns.body
    return _heaviest_first(
        places, _lengths(thread), lambda at: (ends[body[at]] - ends[body[at] + 1], at)
    )


def _heaviest_first(places: Sequence[int], weights: Sequence[int], key: Key) -> Order:
    positions = array("i")
    by_weight = _grouped(places, _of(weights, places))
    for weight in sorted(by_weight, reverse=True):
        positions.extend(by_weight[weight])
    return Order(positions, key)


def _by_date(thread: Thread, places: Sequence[int], *, newest: bool) -> Order:
    """Sorts day by day, so that no compiled call takes long."""
    flags, seconds = bytes(thread.columns.flags), thread.columns.seconds
    sign = -1 if newest else 1
    chosen = flags if len(places) == len(flags) else bytes(map(flags.__getitem__, places))
    positions = array("i")
    dated = array("i", compress(places, chosen.translate(_DATED)))
    by_day = _grouped(dated, map(floordiv, _of(seconds, dated), repeat(_DAY)))
    for day in sorted(by_day, reverse=newest):
        by_day[day].sort(key=seconds.__getitem__, reverse=newest)
        positions.extend(by_day[day])
    positions.extend(compress(places, chosen.translate(_UNDATED)))

    def key(position: int) -> tuple[int, ...]:
        is_dated = flags[position] & HAS_DATE
        return (0, sign * seconds[position], position) if is_dated else (1, position)

    return Order(positions, key)


def _grouped(places: Iterable[int], groups: Iterable[int]) -> dict[int, list[int]]:
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    for position, group in zip(places, groups, strict=True):
        grouped[group].append(position)
    return grouped


def _of(column: Sequence[int], places: Sequence[int]) -> Iterable[int]:
    """The entries of a column at some places, which often are all of them."""
    return column if len(places) == len(column) else map(column.__getitem__, places)


def _lengths(thread: Thread) -> array[int]:
    """The bytes of each body: near enough to its length, and known without reading it."""
    ends = thread.bodies.ends
    lengths = array("i", map(sub, islice(ends, 1, None), ends))
    return array("i", map(lengths.__getitem__, thread.columns.body))
