"""What the reader looks at: a query, its context and an order, worked out to a view.

Nothing here touches a widget; for a long thread it runs beside the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from threadreader.library.openstory import OpenStory
from threadreader.thread import query as q
from threadreader.thread.folds import Folds
from threadreader.thread.marks import Marks
from threadreader.thread.matching import Subject, matches
from threadreader.thread.orders import ordered
from threadreader.thread.views import (
    FlatView,
    TreeView,
    View,
    positions,
    whole_threads,
    with_ancestors,
)

CONTEXTS = ("ancestors", "threads", "none")
CONTEXT_NAMES = {
    "ancestors": "ancestors shown",
    "threads": "whole threads shown",
    "none": "matches alone",
}
ORDERS = ("thread", "newest", "oldest", "replies", "longest")
ORDER_NAMES = {
    "thread": "by thread",
    "newest": "newest first",
    "oldest": "oldest first",
    "replies": "most replies first",
    "longest": "longest first",
}


class Wish(Struct, frozen=True):
    """What the reader wants to see: a query ("" for all), its context, and an order."""

    filter: str = ""
    context: str = "ancestors"
    order: str = "thread"

    @property
    def is_plain(self) -> bool:
        """Whether it is the whole thread in its own order."""
        return not self.filter and self.order == "thread"

    def with_order(self, order: str) -> Wish:
        """The same in another order."""
        return replace(self, order=order)

    def with_next_context(self) -> Wish:
        """The same with the next kind of context."""
        context = CONTEXTS[(CONTEXTS.index(self.context) + 1) % len(CONTEXTS)]
        return replace(self, context=context)


class Sight(Struct, frozen=True):
    """A wish worked out: the view, and which comments were looked for (None: all).

    `words` are the texts of the query, to be marked where they stand; `beside` counts the comments
    that are shown only as the context of others.
    """

    wish: Wish
    view: View
    matches: Marks | None
    count: int
    words: tuple[str, ...] = ()
    beside: int = 0

    def nearest_match(self, position: int) -> int:
        """The comment itself where it is wanted, else what it answers, else the nearest."""
        matches = self.matches
        if matches is None or self.view.is_flat or matches[position]:
            return position
        above = (at for at in self.view.thread.ancestors(position) if matches[at])
        around = (matches.find(position), matches.rfind(position))
        nearest = sorted((at for at in around if at >= 0), key=lambda at: abs(at - position))
        return next(above, next(iter(nearest), position))


def work_out(story: OpenStory, wish: Wish, cancelled: Callable[[], bool] = bool) -> Sight:
    """The view of a wish. Raises QueryError, and CancelledError where `cancelled` says so."""
    thread = story.thread
    if not wish.filter:
        view = _in_order(story, wish.order, None)
        return Sight(wish, view, None, len(thread))
    query = q.parse(wish.filter)
    found = matches(query, subject(story, cancelled))
    count = found.count()
    words = tuple(query_words(query))
    if wish.order != "thread":
        shown = positions(found.to_bytes())
        return Sight(wish, _in_order(story, wish.order, shown), found, count, words)
    beside = {"ancestors": with_ancestors, "threads": whole_threads}.get(wish.context)
    shown = beside(thread, found) if beside else positions(found.to_bytes())
    view = TreeView(thread, Folds(thread), shown, found)
    return Sight(wish, view, found, count, words, len(shown) - count)


def subject(story: OpenStory, cancelled: Callable[[], bool] = bool) -> Subject:
    """What a query looks at in an open story."""
    return Subject(
        story.thread,
        story_author=story.story.author,
        read=story.read,
        new=story.new,
        starred=story.starred,
        gone=getattr(story, "gone", None),
        folds=story.folds,
        cancelled=cancelled,
    )


def query_words(query: q.Query) -> Iterator[str]:
    """The texts that a query looks for, without those it excludes."""
    waiting = [query]
    while waiting:
        part = waiting.pop()
        if isinstance(part, q.Words):
            yield part.text
        elif isinstance(part, q.All | q.Either):
            waiting.extend(part.queries)


def depends_on_marks(text: str) -> bool:
    """Whether what a query finds changes as the reader reads."""
    return "is:" in text.casefold()


def _in_order(story: OpenStory, order: str, shown: Sequence[int] | None) -> View:
    thread = story.thread
    if order == "thread":
        return TreeView(thread, story.folds)
    return FlatView(thread, Folds(thread), ordered(thread, order, shown), shown)
