"""How the reader stands with a story that is only shown: marks and folds, without a visit."""

from __future__ import annotations

from threadreader.library.comments import by_position, recognise, since
from threadreader.library.discussions import Discussion
from threadreader.library.identity import Identities
from threadreader.library.restored import kept_folds
from threadreader.library.visits import known_before, stamp_of
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
    seen = known_before(visits, stamp_of(discussion), len(known))
    read = Marks(by_position(known.read, slots))
    return Subject(
        thread,
        story_author=discussion.story.author,
        read=read,
        new=Marks(since(slots, len(known) if seen is None else seen)),
        starred=Marks(by_position(known.starred, slots)),
        folds=kept_folds(state, thread, slots, fold, read),
    )
