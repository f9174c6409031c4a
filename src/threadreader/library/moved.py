"""Changes in another reading of their story, where comments stand elsewhere and more have come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from threadreader.library.changes import MarkChange, changed_runs
from threadreader.library.known import split
from threadreader.thread.folds import FoldBase, FoldChange
from threadreader.thread.keys import KEY_SIZE
from threadreader.thread.marks import Marks
from threadreader.thread.tree import Thread
from threadreader.thread.views import positions

_FEW = 64

Placed = Callable[[Iterable[int]], list[int]]
"""Where comments stand now, -1 for one that is not there."""


def moved_changes(
    changes: Iterable[MarkChange | FoldChange], before: Thread, now: Thread
) -> list[MarkChange | FoldChange]:
    """Changes made in one thread as they are in another; of comments that both have."""
    placed = placing(before, now)
    return [
        _moved_marks(change, placed, len(now))
        if isinstance(change, MarkChange)
        else _moved_folds(change, placed, len(now))
        for change in changes
    ]


def placing(before: Thread, now: Thread) -> Placed:
    """Finds comments of one thread in another."""

    def placed(positions: Iterable[int]) -> list[int]:
        keys = [before.key(position) for position in positions]
        if len(keys) <= _FEW:
            return [now.position_of(key) for key in keys]
        here = {key: at for at, key in enumerate(split(now.columns.keys, KEY_SIZE))}
        return [here.get(key, -1) for key in keys]

    return placed


def _moved_marks(change: MarkChange, placed: Placed, size: int) -> MarkChange:
    marks = _marked(chain.from_iterable(range(*run) for run in change.runs), placed, size)
    runs = tuple(changed_runs(marks, 0, size, marked=False))
    return MarkChange(change.name, runs, change.marked)


def _moved_folds(change: FoldChange, placed: Placed, size: int) -> FoldChange:
    def exceptions(states: dict[int, int | None]) -> dict[int, int | None]:
        here = placed(states)
        return {at: state for at, state in zip(here, states.values(), strict=True) if at >= 0}

    return FoldChange(
        _moved_base(change.before, placed, size),
        _moved_base(change.after, placed, size),
        exceptions(change.exceptions_before),
        exceptions(change.exceptions_after),
    )


def _moved_base(base: FoldBase, placed: Placed, size: int) -> FoldBase:
    if base.read is None:
        return base
    return FoldBase(base.kind, base.limit, _marked(positions(base.read.to_bytes()), placed, size))


def _marked(before: Iterable[int], placed: Placed, size: int) -> Marks:
    """Marks on the comments that stood at some positions before, as far as they are there."""
    marks = Marks(size)
    for at in placed(before):
        if at >= 0:
            marks[at] = True
    return marks
