"""The screen of the stories: their list, and beside it what is told of the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from threadreader.library.config import Config
from threadreader.library.shelf import Shelf, StoryRow
from threadreader.ui.bars import Caption, Fact, Footer, HeaderLine
from threadreader.ui.filter_bar import FilterBar
from threadreader.ui.keys import actions_in, bindings, footer_keys, help_key
from threadreader.ui.look import Look
from threadreader.ui.story_beside import StoryBeside
from threadreader.ui.story_choice import Choice
from threadreader.ui.story_columns import stories_facts
from threadreader.ui.story_finding import HINTS, StoryFinding
from threadreader.ui.story_list import StoryList

EMPTY = (
    "Nothing here yet.",
    "Read a page you have saved, or a folder of pages: threadreader PATH",
    'Or name your folders in config.toml: folders = ["~/Stories"]',
)
NOTHING_FITS = ("No story fits.", "escape shows all of them again.")
_PREVIEW_FROM = 110
_AT_ONCE = 5000
"""How many stories are filtered while the reader waits."""


class StoriesScreen(Screen[None]):
    """The stories of a shelf."""

    AUTO_FOCUS = "StoryList"

    @dataclass
    class Opened(Message):
        """The reader wants to read a story."""

        key: str

    @dataclass
    class Chosen(Message):
        """The stories that fit a choice were worked out."""

        choice: Choice
        stories: list[StoryRow]

    def __init__(self, shelf: Shelf, look: Look, config: Config) -> None:
        super().__init__()
        self._shelf, self._config, self._look = shelf, config, look
        self._header = HeaderLine(look)
        self._caption = Caption(look)
        self._list = StoryList(look)
        self._beside = StoryBeside(look, shelf.glance)
        self._bar = FilterBar(look, hints=HINTS)
        self._footer = Footer(look, help_key=help_key(config.keys))
        self._keys: list[tuple[str, str]] = []
        self._finding = StoryFinding(self._bar, self._list, self._choose, self._show_facts)
        self._bindings = BindingsMap(bindings("stories", config.keys))

    def compose(self) -> ComposeResult:
        """Header line, the list with the preview, filter bar, footer."""
        yield self._header
        stories = Vertical(self._caption, self._list, id="stories")
        yield Horizontal(stories, self._beside, id="stories-and-preview")
        yield self._bar
        yield self._footer

    def on_mount(self) -> None:
        """Shows all stories."""
        self._choose(self._finding.choice)

    def on_resize(self, event: events.Resize) -> None:
        """The preview needs a wide screen."""
        self._beside.display = event.size.width >= _PREVIEW_FROM
        self._beside.tell(self._current())

    def keys_in_order(self) -> list[str]:
        """The keys of the stories shown, from the top."""
        return [story.key for story in self._list.stories]

    def refresh_row(self, key: str) -> None:
        """Shows what has become of a story, after it was read."""
        self._renew(self._shelf.refresh(key))

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        self._look = look
        self._bar.set_look(look)
        self._beside.set_look(look)
        for part in (self._header, self._caption, self._list, self._footer):
            part.set_look(look)
        self._show_facts()

    def say(self, text: str, token: str = "text", ends: Sequence[str] = ()) -> None:  # noqa: S107
        """Says something in the footer, until the next move; of `ends` one stands behind it."""
        self._footer.say(text, token, ends)

    def take_off(self) -> bool:
        """Takes off the bar, the search or the filter; False where there is none."""
        return self._finding.take_off()

    # Moves

    def action_story_down(self) -> None:
        """The next story."""
        self._go(self._list.cursor + 1)

    def action_story_up(self) -> None:
        """The previous story."""
        self._go(self._list.cursor - 1)

    def action_first_story(self) -> None:
        """The first story."""
        self._go(0)

    def action_last_story(self) -> None:
        """The last story."""
        self._go(len(self._list.stories) - 1)

    def action_stories_page_down(self) -> None:
        """A page down."""
        self._footer.quiet()
        self._list.page(1)

    def action_stories_page_up(self) -> None:
        """A page up."""
        self._footer.quiet()
        self._list.page(-1)

    def action_next_unread_story(self) -> None:
        """The next story with something unread; while a search is on, the next match."""
        cursor, stories = self._list.cursor, self._list.stories
        if self._finding.next_match():
            return
        order = [*range(cursor + 1, len(stories)), *range(cursor)]
        found = next((at for at in order if stories[at].unread), None)
        if found is None:
            self.say("No other story has anything unread.")
        else:
            self._go(found)

    def action_open_story(self) -> None:
        """Reads the story under the cursor."""
        if self._list.key is not None:
            self.post_message(self.Opened(self._list.key))

    # Marks

    def action_star_story(self) -> None:
        """Stars the story, or takes its star away."""
        story = self._current()
        if story is not None:
            self._shelf.set_story_starred(story.key, starred=not story.starred)
            self._changed(story.key)

    def action_read_story(self) -> None:
        """Marks the whole story read."""
        story = self._current()
        if story is None:
            return
        if self._shelf.mark_all_read(story.key):
            self.say(f"{story.unread:,} marked read; u takes it back.")
            self._changed(story.key)
        else:
            self.say("All of it was read before.")

    def action_undo_story(self) -> None:
        """Takes the last star or mark back."""
        self._step(self._shelf.undo(), "Nothing to undo.")

    def action_redo_story(self) -> None:
        """Makes again what was undone."""
        self._step(self._shelf.redo(), "Nothing to redo.")

    # Order, filter, search

    def action_order_stories(self) -> None:
        """The next order."""
        self._finding.choose(self._finding.choice.next_order())

    def action_filter_stories(self) -> None:
        """Opens the bar to filter."""
        self._finding.open_filter(self._shelf.rows)
        self._show_facts()

    def action_find_story(self) -> None:
        """Opens the bar to find a title."""
        self._finding.open_search()
        self._show_facts()

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        self._finding.typed(event.text, event.sure)

    @on(FilterBar.Kept)
    def _kept(self, event: FilterBar.Kept) -> None:
        self._finding.kept(event.text)

    @on(FilterBar.Cancelled)
    def _cancelled(self) -> None:
        self._finding.cancelled()

    @on(FilterBar.Turned)
    def _turned(self) -> None:
        self._finding.turned(self._shelf.rows)

    def _choose(self, choice: Choice) -> None:
        """Shows what fits; of a great many stories as soon as it is worked out."""
        if len(self._shelf.rows) <= _AT_ONCE or choice.query is None:
            self._show(choice.chosen(self._shelf.rows))
            return

        def work() -> None:
            worker = get_current_worker()
            stories = choice.chosen(self._shelf.rows, lambda: worker.is_cancelled)
            if not worker.is_cancelled:
                self.post_message(self.Chosen(choice, stories))

        self.run_worker(work, thread=True, exclusive=True, group="choice")

    def on_stories_screen_chosen(self, event: Chosen) -> None:
        """Shows what was worked out, unless something else is wanted by now."""
        if event.choice == self._finding.choice:
            self._show(event.stories)

    def _show(self, stories: Sequence[StoryRow]) -> None:
        empty = NOTHING_FITS if self._shelf.rows else EMPTY
        self._list.show(stories, self._finding.choice.order.column, empty)
        self._show_facts()
        self._beside.tell(self._current())

    # What is said

    def _show_facts(self) -> None:
        rows, choice, is_typing = self._shelf.rows, self._finding.choice, self._finding.is_open
        facts = stories_facts(rows, self._look)
        if choice.text:
            facts.insert(0, [(choice.text, "key"), ("  esc clears", "muted")])
        facts.insert(0, self._finding.match_facts())
        self._header.show("threadreader", facts)
        notes: list[Fact] = [(choice.order.name, "muted")] if rows else []
        if choice.text and not is_typing:
            notes.insert(0, (f"{len(self._list.stories):,} of {len(rows):,}", "key"))
        self._caption.show("Stories", focused=not is_typing, notes=notes)
        self._finding.show_counts(len(rows))
        self._show_keys()

    def _show_keys(self) -> None:
        """The keys of what has the focus; a message of before goes when that changes."""
        keys = footer_keys("stories", self._config.keys)
        if self._finding.is_open:
            keys = [key for key in FilterBar.KEYS[self._bar.prompt] if key[1] != "context"]
        if keys != self._keys:
            self._keys = keys
            self._footer.show(keys)

    # The list

    def _current(self) -> StoryRow | None:
        return self._list.stories[self._list.cursor] if self._list.stories else None

    def _go(self, index: int) -> None:
        self._footer.quiet()
        self._list.go(index)

    def _step(self, key: str | None, nothing: str) -> None:
        """Shows what an undo or redo changed."""
        if key is None:
            self.say(nothing)
            return
        keys = self.keys_in_order()
        if key in keys:
            self._go(keys.index(key))
        self._changed(key)

    def _changed(self, key: str) -> None:
        self._renew(next(row for row in self._shelf.rows if row.key == key))
        if self._shelf.problems:
            self.say(self._shelf.problems[-1], "error")
            self._shelf.problems.clear()

    def _renew(self, story: StoryRow) -> None:
        self._beside.forget(story.key)
        self._list.replace(story)
        self._show_facts()
        self._beside.tell(self._current())

    @on(StoryList.Moved)
    def _moved(self) -> None:
        self._beside.tell(self._current())
        if self._finding.search is not None:
            self._show_facts()

    @on(StoryList.Opened)
    def _clicked_again(self, event: StoryList.Opened) -> None:
        event.stop()
        self.post_message(self.Opened(event.key))

    @on(Footer.Pressed)
    async def _pressed(self, event: Footer.Pressed) -> None:
        actions = {action.footer: f"screen.{action.method}" for action in actions_in("stories")}
        await self.run_action(actions.get(event.word, "app.help"))
