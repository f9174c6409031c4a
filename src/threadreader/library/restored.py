"""Folds and place as they are kept, put back where their comments are in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threadreader.library.changes import Place
from threadreader.library.comments import Slots, by_position
from threadreader.library.state import StoryState
from threadreader.thread.folds import FoldBase, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.tree import Thread

_MOST_BEFORE = 1000  # comments looked through for one that is still there


def kept_folds(state: StoryState, thread: Thread, slots: Slots, fold: str, read: Marks) -> Folds:
    """The folds the reader made; `fold` is the base where they chose none."""
    base = FoldBase.parse(state.base or fold, read)
    if state.base == "smart":
        flags = state.base_read.ljust(len(state.known), b"\0")
        base = FoldBase("smart", read=Marks(by_position(flags, slots)))
    folds = Folds(thread, base)
    where = _where(slots, map(state.known.slot, state.folds))
    stands = zip(where, state.folds.values(), strict=True)
    folds.set((position, fold) for position, fold in stands if position >= 0)
    return folds


def kept_place(state: StoryState, slots: Slots) -> Place:
    """Where the reader was; of a comment that is gone, the one known before it."""
    kept, position = state.place, None
    slot = state.known.slot(kept.comment) if kept.comment else -1
    if slot >= 0:
        before = range(slot, max(-1, slot - _MOST_BEFORE), -1)
        position = next((at for at in _where(slots, before) if at >= 0), None)
    return Place(kept.pane, position, kept.line, kept.row, kept.article)


def _where(slots: Slots, wanted: Iterable[int]) -> Iterator[int]:
    """The positions of comments by their slots; -1 for those not in the thread."""
    count = len(slots)
    if isinstance(slots, range):
        return (slot if 0 <= slot < count else -1 for slot in wanted)
    where = dict(zip(slots, range(count), strict=True))
    return (where.get(slot, -1) for slot in wanted)
