"""The filter bar over the list of stories: what is typed in it filters, or finds a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from threadreader.library.shelf import StoryRow
from threadreader.model import UsageError
from threadreader.thread.completion import ended
from threadreader.thread.query import QueryError
from threadreader.ui.bars import Fact
from threadreader.ui.filter_bar import SEARCH, FilterBar
from threadreader.ui.story_choice import Choice, TitleSearch
from threadreader.ui.story_list import StoryList

FILTER = "f"
HINTS = {
    FILTER: (
        "words",
        '"a phrase"',
        "author:ruth",
        "is:unread",
        "after:2017-11-13",
        "replies:>5",
        "-not",
        "or",
    ),
    SEARCH: ("in the titles; then n goes to the next",),
}
"""What the bar offers for stories, by its prompt."""

_MOST_NAMES = 200


class StoryFinding:
    """What is wanted of the list; `choose` shows the stories of a choice, `tell` what is found."""

    def __init__(
        self,
        bar: FilterBar,
        stories: StoryList,
        choose: Callable[[Choice], None],
        tell: Callable[[], None],
    ) -> None:
        self._bar = bar
        self._list = stories
        self._choose = choose
        self._tell = tell
        self.choice = Choice()
        self.search: TitleSearch | None = None
        self._is_unsure = False

    @property
    def is_open(self) -> bool:
        """Whether the reader types in the bar."""
        return self._bar.display

    def open_filter(self, stories: Sequence[StoryRow]) -> None:
        """Opens the bar to filter; the authors of the stories can be completed."""
        self.end_search()
        authors = Counter(story.author for story in stories if story.author)
        self._bar.set_names([name for name, _ in authors.most_common(_MOST_NAMES)])
        self._is_unsure = False
        self._bar.open(FILTER, self.choice.text)

    def open_search(self) -> None:
        """Opens the bar to find a title, from the cursor on."""
        self.search = TitleSearch(self._list.stories, self._list.cursor)
        self._list.set_sought("")
        self._bar.open(SEARCH, "")

    def typed(self, text: str, sure: str) -> None:
        """The text of the bar is another one; of a bar that is closed nobody wants to hear.

        What is found is shown for what is `sure` of it.
        """
        if not self.is_open:
            return
        self._bar.clear_error()
        if self._bar.prompt == SEARCH:
            self._seek(text)
            return
        self._is_unsure = text.strip() != sure
        self._filter(sure)
        if (error := self._filter(text, show=False)) is not None:
            start, end = (
                (error.start, error.end) if isinstance(error, QueryError) else (0, len(text))
            )
            self._bar.set_error(str(error), start, end, self.choice.text)

    def kept(self, text: str) -> None:
        """The reader stays with what is shown; the last word is written to its end."""
        whole = ended(text)
        if self._bar.prompt == FILTER and whole != self.choice.text:
            self._filter(whole)
        elif self.search is not None and not self.search.matches:
            self.end_search()
        self._close()

    def cancelled(self) -> None:
        """The reader wants to be where they were before."""
        if self._bar.prompt == FILTER:
            self.choose(self.choice.filtered(""))
        elif self.search is not None:
            self._list.go(self.search.origin)
            self.end_search()
        self._close()

    def turned(self, stories: Sequence[StoryRow]) -> None:
        """Makes a filter of what is searched for."""
        if self._bar.prompt == SEARCH:
            text = self._bar.text
            self.open_filter(stories)
            self._bar.open(FILTER, text)
            self.typed(text, text)

    def take_off(self) -> bool:
        """Takes off the bar, the search or the filter; False where there is none."""
        if self.is_open:
            self.cancelled()
        elif self.search is not None:
            self.end_search()
        elif self.choice.text:
            self.choose(self.choice.filtered(""))
        else:
            return False
        return True

    def next_match(self) -> bool:
        """To the next match of a search; False where there is none."""
        found = self.search.after(self._list.cursor) if self.search is not None else None
        if found is not None:
            self._list.go(found)
            self._tell()
        return found is not None

    def end_search(self) -> None:
        """Forgets what was searched for."""
        if self.search is not None:
            self.search = None
            self._list.set_sought("")
            self._tell()

    def choose(self, choice: Choice) -> None:
        """Has other stories shown, or the same in another order; what was searched for is gone."""
        self.search = None
        self._list.set_sought("")
        self.choice = choice
        self._choose(choice)

    def show_counts(self, total: int) -> None:
        """Says in the bar how much of so many stories is found."""
        if not self.is_open:
            return
        more = [(self._bar.look.glyph("ellipsis"), "muted")] if self._is_unsure else []
        counts = [*more, (f"{len(self._list.stories):,} of {total:,}", "title")]
        self._bar.set_counts(self.match_facts() if self._bar.prompt == SEARCH else counts)

    def match_facts(self) -> list[Fact]:
        """Which match the cursor is on, and of how many; nothing where there is no search."""
        search = self.search
        if search is None or not search.text:
            return []
        return [(search.words(self._list.cursor), "key" if search.matches else "error")]

    def _filter(self, text: str, *, show: bool = True) -> UsageError | None:
        """Shows what fits a filter, and says what is wrong with it."""
        try:
            choice = self.choice.filtered(text)
        except UsageError as error:
            return error
        if show:
            self.choose(choice)
        return None

    def _seek(self, text: str) -> None:
        if self.search is None:
            return
        found = self.search.look_for(text)
        self._list.set_sought(self.search.text)
        self._list.go(self.search.origin if found is None else found)
        self._tell()

    def _close(self) -> None:
        self._bar.close()
        self._list.focus()
        self._tell()
