"""How the reader stands with a story that is only shown: marks and folds, without a visit."""

from __future__ import annotations

from threadreader.library.comments import by_position, recognise
from threadreader.library.discussions import Discussion
from threadreader.library.identity import Identities
from threadreader.thread.folds import FoldBase, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.matching import Subject
from threadreader.thread.query import Is, Query, parts

_KEPT = frozenset({"unread", "read", "new", "starred", "folded"})


def asks_for_state(query: Query) -> bool:
    """Whether the answer depends on what the reader did."""
    return any(isinstance(part, Is) and part.state in _KEPT for part in parts(query))


def subject(discussion: Discussion, identities: Identities, fold: str = "open") -> Subject:
    """A story with the marks and folds that are kept of it; `fold` is the base of folds."""
    thread, state = discussion.thread, identities.find(discussion).loaded.state
    visits, known = state.dated_visits(), state.known
    slots = recognise(known, thread)
    seen = visits[-1].known if visits else len(known)
    read = Marks(by_position(known.read, slots))
    base = FoldBase.parse(state.base or fold, read)
    if state.base == "smart":
        flags = state.base_read.ljust(len(known), b"\0")
        base = FoldBase("smart", read=Marks(by_position(flags, slots)))
    folds = Folds(thread, base)
    stands = ((thread.position_of(key), fold) for key, fold in state.folds.items())
    folds.set((position, fold) for position, fold in stands if position >= 0)
    return Subject(
        thread,
        story_author=discussion.story.author,
        read=read,
        new=Marks(bytes(map(seen.__le__, slots))),
        starred=Marks(by_position(known.starred, slots)),
        folds=folds,
    )
