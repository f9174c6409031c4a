"""What a map of a thread says in each of its rows: counted, not painted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from threadreader.thread.marks import Marks

BUCKETS = 4
"""Buckets a row: as many as a braille cell has rows of dots."""
LONGEST = 4
"""The most dots of a bar: as many as two braille cells have columns."""

Sign = Literal["match", "star", "followed", "author", ""]


class MapRow(NamedTuple):
    """One row: the length of each bucket's bar in dots, its colour, and the sign beside."""

    bars: tuple[int, ...]
    has_new: bool
    sign: Sign


class Mapped(Struct, frozen=True):
    """What a map shows of a thread.

    `by_author` are the positions of the story's author, `by_followed` those of the people whom the
    reader follows; both ascending.
    """

    count: int
    read: Marks
    new: Marks
    starred: Marks
    by_author: Sequence[int]
    matches: Marks | None = None
    by_followed: Sequence[int] = ()


def map_rows(thread: Mapped, rows: int) -> list[MapRow]:
    """The rows of a map: four look-ups each and a few more, however long the thread is."""
    if not thread.count:
        return []
    return [map_row(thread, row, rows) for row in range(rows)]


def rows_of(first: int, last: int, count: int, rows: int) -> range:
    """The rows in which the positions from `first` to `last` stand."""
    if not count or not rows:
        return range(0)
    start = min(first * rows // count, rows - 1)
    return range(start, min(max(last * rows // count, start), rows - 1) + 1)


def position_at(row: int, count: int, rows: int) -> int:
    """The first position of a row; where it has none of its own, the one that is drawn there."""
    return max(min(_edge(row, count, rows), _edge(row + 1, count, rows) - 1), 0)


def _edge(part: int, count: int, parts: int) -> int:
    """The first position of a part, where so many parts share the positions evenly."""
    return -(-part * count // parts)


def map_row(thread: Mapped, row: int, rows: int) -> MapRow:
    """One of the rows of a map that has so many."""
    buckets = range(row * BUCKETS, (row + 1) * BUCKETS + 1)
    edges = [_edge(bucket, thread.count, rows * BUCKETS) for bucket in buckets]
    bars = tuple(_bar(thread, start, stop) for start, stop in pairwise(edges))
    begun = edges[0] if edges[0] < edges[1] else max(edges[0] - 1, 0)
    has_new = any(bars) and _has_new(thread, begun, max(edges[-1], begun + 1))
    return MapRow(bars, has_new, _sign(thread, edges[0], edges[-1]))


def _bar(thread: Mapped, start: int, stop: int) -> int:
    """The share of unread as dots; a bucket of a single comment is not longer than half."""
    if stop - start <= 1:
        return 0 if thread.read[min(start, max(stop - 1, 0))] else LONGEST // 2
    unread = stop - start - thread.read.count(start, stop)
    return -(-unread * LONGEST // (stop - start))


def _has_new(thread: Mapped, start: int, stop: int) -> bool:
    """Whether a comment of the range is new and unread."""
    if not thread.new.count(start, stop):
        return False
    if not thread.read[thread.new.find(start)]:
        return True
    new = int.from_bytes(thread.new.part(start, stop), "little")
    return bool(new & ~int.from_bytes(thread.read.part(start, stop), "little"))


def _sign(thread: Mapped, start: int, stop: int) -> Sign:
    """Of the comments that begin in a row; so one that fills several rows has one sign."""
    if thread.matches is not None and thread.matches.count(start, stop):
        return "match"
    if thread.starred.count(start, stop):
        return "star"
    if _has_any(thread.by_followed, start, stop):
        return "followed"
    return "author" if _has_any(thread.by_author, start, stop) else ""


def _has_any(positions: Sequence[int], start: int, stop: int) -> bool:
    index = bisect_left(positions, start)
    return index < len(positions) and positions[index] < stop
