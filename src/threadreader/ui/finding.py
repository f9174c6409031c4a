"""The filter bar and the search, as the reader types: what is found is shown at once."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from textual.message import Message

from threadreader.thread.completion import ended
from threadreader.thread.query import QueryError, parse
from threadreader.ui.desk import Desk
from threadreader.ui.facts import filter_notes, search_notes
from threadreader.ui.filter_bar import FilterBar
from threadreader.ui.looking import Sight, Wish
from threadreader.ui.wishes import WishWorker

FILTER, SEARCH = "f", "/"

Shows = Callable[[Sight, int | None], None]


class Finding:
    """What the filter bar does; `look` shows a sight, with the cursor near a comment."""

    def __init__(self, desk: Desk, bar: FilterBar, worker: WishWorker, look: Shows) -> None:
        self._desk = desk
        self._bar = bar
        self._worker = worker
        self._look = look
        self._prompt = FILTER
        self._origin: int | None = None
        self._valid = ""
        self._is_unsure = False
        self.is_open = False

    def open(self, prompt: str) -> None:
        """Opens the bar to filter or to search."""
        session = self._desk.session
        self._prompt, self._origin, self.is_open = prompt, self._desk.cursor, True
        self._is_unsure = False
        searched = session.found.wish.filter if session.found else ""
        text = session.sight.wish.filter if prompt == FILTER else searched
        self._valid = text
        authors = session.story.thread.comments_by_author().most_common(200)
        self._bar.set_names([session.story.thread.names[author] for author, _ in authors])
        self._bar.set_history(list(self._desk.config.filters.values()))
        self._bar.open(prompt, text)
        self._desk.changed()
        self._show_counts()

    def hear(self, message: Message) -> None:
        """Does what the reader wants of the bar."""
        wish = self._desk.session.sight.wish
        if isinstance(message, FilterBar.Changed):
            self.changed(message.text, message.sure)
        elif isinstance(message, FilterBar.Kept):
            self.kept(message.text)
        elif isinstance(message, FilterBar.Cancelled):
            self.cancelled()
        elif isinstance(message, FilterBar.Turned):
            self.turn()
        elif isinstance(message, FilterBar.ContextAsked) and wish.filter:
            self._desk.wish(wish.with_next_context())

    def changed(self, text: str, sure: str) -> None:
        """The text of the bar is another one; of a bar that is closed nobody wants to hear.

        What is found is shown for what is `sure` of it.
        """
        if not self.is_open:
            return
        self._is_unsure = text.strip() != sure
        if sure != self._valid and _mistake(sure) is None:
            self._ask(sure)
        mistake = _mistake(text)
        if mistake is None:
            self._bar.clear_error()
        else:
            self._bar.set_error(str(mistake), mistake.start, mistake.end, self._valid)
        if self._prompt == FILTER:
            self._show_counts()

    def kept(self, text: str) -> None:
        """The reader wants to stay with what is shown; the last word is written to its end."""
        text = ended(text)
        if text != self._valid and _mistake(text) is None:
            self._ask(text)
        self._worker.keep()
        self._close()

    def cancelled(self) -> None:
        """The reader wants all again."""
        if self._prompt == FILTER:
            self.clear_filter()
        else:
            self.clear_search()
            self._desk.tree.go(self._origin)
        self._close()

    def turn(self) -> None:
        """Makes a filter of a search."""
        session = self._desk.session
        if self._prompt == SEARCH and session.found is not None:
            text = session.found.wish.filter
            self.clear_search()
            self._close()
            self.open(FILTER)
            self._bar.open(FILTER, text)
            self._valid = ""
            self.changed(text, text)

    def take_off(self) -> bool:
        """Takes off the bar, the search or the filter; False where there is none."""
        session = self._desk.session
        if self.is_open:
            self.cancelled()
        elif session.found is not None:
            self.clear_search()
        elif not session.sight.wish.is_plain:
            self._desk.wish(Wish())
        else:
            return False
        return True

    def clear_filter(self) -> None:
        """Shows all comments again."""
        wish = self._desk.session.sight.wish
        if wish.filter:
            self._desk.wish(replace(wish, filter=""))

    def clear_search(self) -> None:
        """Forgets what was searched for."""
        self._desk.session.found = None
        self._desk.scene.found, self._desk.scene.current = (), None
        self._desk.scene.changed()
        self._desk.tree.update()
        self._desk.changed()

    def replace_story(self, place: Callable[[int], int], searched: Sight | None) -> None:
        """Goes on in another reading of the story; `place` says where its comments are now."""
        if self._origin is not None:
            self._origin = max(place(self._origin), 0)
        if searched is not None:
            self._worker.ask(self._desk.session, searched.wish, self._found)

    def _ask(self, text: str) -> None:
        session = self._desk.session
        self._valid = text
        if self._prompt == FILTER:
            wish = replace(session.sight.wish, filter=text)
            self._worker.ask(session, wish, self._filtered)
        elif text:
            self._worker.ask(session, Wish(text, "none"), self._found)
        else:
            self.clear_search()

    def _filtered(self, sight: Sight) -> None:
        self._look(sight, self._origin)
        self._show_counts()

    def _found(self, sight: Sight) -> None:
        desk = self._desk
        desk.session.found = sight
        desk.scene.found = sight.words
        desk.scene.changed()
        self._to_first()
        desk.tree.update()
        desk.changed()
        self._bar.set_counts(search_notes(sight, desk.cursor))

    def _to_first(self) -> None:
        """The match at or after where the search began."""
        desk, found = self._desk, self._desk.session.found
        if found is None or found.matches is None or self._origin is None:
            return
        at = found.matches.find(self._origin)
        at = found.matches.find(0) if at < 0 else at
        if at >= 0 and desk.session.view.contains(at):
            desk.session.lend(at)
            desk.tree.go(at)

    def _show_counts(self) -> None:
        if self.is_open:
            notes = filter_notes(self._desk.session, self._desk.scene)
            more = [(self._desk.scene.look.glyph("ellipsis"), "muted")] if self._is_unsure else []
            self._bar.set_counts([*more, *notes])

    def _close(self) -> None:
        self.is_open = False
        self._bar.close()
        self._desk.choose("focus", "comments")


def _mistake(text: str) -> QueryError | None:
    """What is wrong with a query; None where nothing is."""
    try:
        parse(text)
    except QueryError as error:
        return error
    return None
