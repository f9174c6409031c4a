"""What a reader can change of a story, by positions in its thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from threadreader.thread.folds import FoldBase
from threadreader.thread.marks import Marks

Pane = Literal["article", "comments"]
MarkName = Literal["read", "starred"]
Runs = tuple[tuple[int, int], ...]
"""Ranges of positions, each from its start up to its stop (not included)."""


class Place(Struct, frozen=True):
    """Where the reader is.

    `comment` is the cursor's position in the thread, None where it was on none yet; `line` the
    comment's line that is the first on screen; `row` the screen row of the cursor's first line;
    `article` the share of the article above the screen (0 to 1), which survives a resize.
    """

    pane: Pane = "article"
    comment: int | None = None
    line: int = 0
    row: int = 0
    article: float = 0.0


class View(Struct, frozen=True):
    """How the comments are shown: the filter, what is shown beside its matches, and the order."""

    filter: str = ""
    context: str = "ancestors"
    order: str = "thread"


class MarkChange(Struct, frozen=True):
    """Comments that got a mark or lost it; none of them stood so before."""

    name: MarkName
    runs: Runs
    marked: bool

    def inverse(self) -> MarkChange:
        """The change that takes this one back."""
        return MarkChange(self.name, self.runs, not self.marked)


class FoldStates(Struct, frozen=True):
    """Comments that were given a state, or None: they stand as the base says."""

    states: tuple[tuple[int, int | None], ...]


class Rebase(Struct, frozen=True):
    """A base for all folds; what was folded one by one is forgotten."""

    base: FoldBase


Change = MarkChange | FoldStates | Rebase | Place | View


def changed_runs(marks: Marks, start: int, stop: int, *, marked: bool) -> Iterator[tuple[int, int]]:
    """The parts of a range that do not stand so yet, by compiled searches."""
    stop = min(stop, len(marks))
    at = max(start, 0)
    while at < stop:
        first = marks.find(at, marked=not marked)
        if first < 0 or first >= stop:
            return
        last = marks.find(first, marked=marked)
        at = stop if last < 0 else min(last, stop)
        yield first, at


def set_marks(marks: Marks, runs: Runs, *, marked: bool) -> None:
    """Marks (or unmarks) the runs."""
    for start, stop in runs:
        if stop - start == 1:
            marks[start] = marked
        else:
            marks.fill(start, stop, marked=marked)
