"""Which stories the list shows and in which order, and where a title is found among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from threadreader.library.finding import story_matches, story_query
from threadreader.library.shelf import StoryRow
from threadreader.text.searchable import searchable
from threadreader.thread.query import Query
from threadreader.ui.story_columns import ORDERS, ListOrder

_CHECK_EVERY = 500


class Choice(Struct, frozen=True):
    """An order of the list, and a filter: its text, and what it means (None for all stories)."""

    order: ListOrder = ORDERS[0]
    text: str = ""
    query: Query | None = None

    def filtered(self, text: str) -> Choice:
        """The same order with another filter. Raises UsageError where there is a mistake in it."""
        text = text.strip()
        return replace(self, text=text, query=story_query(text) if text else None)

    def next_order(self) -> Choice:
        """The same filter in the next order."""
        return replace(self, order=ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)])

    def chosen(
        self, stories: Iterable[StoryRow], cancelled: Callable[[], bool] = bool
    ) -> list[StoryRow]:
        """The stories that fit, in order; some of them where `cancelled` says so."""
        fitting = []
        for number, story in enumerate(stories):
            if number % _CHECK_EVERY == 0 and cancelled():
                break
            if self.query is None or story_matches(self.query, story):
                fitting.append(story)
        return sorted(fitting, key=self.order.key)


class TitleSearch:
    """A search among the titles of a list, which are made searchable once."""

    def __init__(self, stories: Sequence[StoryRow], origin: int) -> None:
        """`origin` is the index of the story from which the search begins."""
        self.origin = origin
        self.text = ""
        self.matches: list[int] = []
        self._titles = [searchable(story.title) for story in stories]

    def look_for(self, text: str) -> int | None:
        """Finds a text; the first match at or after the origin, else from the beginning."""
        self.text = searchable(text)
        titles = enumerate(self._titles if self.text else ())
        self.matches = [at for at, title in titles if self.text in title]
        return self.after(self.origin - 1)

    def after(self, index: int) -> int | None:
        """The first match after an index, else the very first, None where there is none."""
        later = (at for at in self.matches if at > index)
        return next(later, self.matches[0] if self.matches else None)

    def words(self, index: int) -> str:
        """Which match an index is, and of how many."""
        if index in self.matches:
            return f"match {self.matches.index(index) + 1:,}/{len(self.matches):,}"
        return f"{len(self.matches):,} match" + ("es" if len(self.matches) != 1 else "")
