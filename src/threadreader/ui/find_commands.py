"""Commands that find: by author, filter, search, order; and follow or mute who is read."""

from __future__ import annotations

from msgspec.structs import replace

from threadreader.thread.authors import author_rows, dates
from threadreader.ui.desk import Desk
from threadreader.ui.filter_words import author_filter, talk_filter
from threadreader.ui.looking import CONTEXT_NAMES, ORDER_NAMES, ORDERS, Wish

_NEW = "is:new"


class FindCommands:
    """Each method is the command of that name in the table of actions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def author(self) -> None:
        """Only this comment's author; again: everybody."""
        name = self._author()
        if name is not None:
            self._toggle(author_filter((name,)))

    def only_new(self) -> None:
        """Only what is new since the last visit; again: all."""
        if not self._desk.session.story.new.count():
            self._desk.say("Nothing here is new since the last visit.")
            return
        self._toggle(_NEW)

    def authors(self) -> None:
        """The panel of authors."""
        from threadreader.ui.authors_panel import AuthorsPanel  # noqa: PLC0415

        story = self._desk.session.story
        rows = author_rows(story.thread, story.read, story.new, story.story.author)
        panel = AuthorsPanel(
            self._desk.scene.look,
            rows,
            self._desk.people(),
            dates=lambda row: dates(story.thread, row),
        )
        self._desk.panel(panel, self._authors_chosen)

    def filter(self) -> None:
        """Opens the filter bar."""
        self._desk.choose("bar", "f")

    def search(self) -> None:
        """Opens the search bar."""
        self._desk.choose("bar", "/")

    def order(self) -> None:
        """The next order of the comments."""
        wish = self._desk.session.sight.wish
        order = ORDERS[(ORDERS.index(wish.order) + 1) % len(ORDERS)]
        self._desk.wish(wish.with_order(order))
        self._desk.say(f"Comments {ORDER_NAMES[order]}.")

    def context(self) -> None:
        """What is shown beside the matches of a filter."""
        wish = self._desk.session.sight.wish
        if not wish.filter:
            self._desk.say("Without a filter everything is shown.")
        elif wish.order != "thread":
            self._desk.say("In this order each match stands alone; o goes on to the thread's own.")
        else:
            wish = wish.with_next_context()
            self._desk.wish(wish)
            self._desk.say(f"Filter: {CONTEXT_NAMES[wish.context]}.")

    def mute(self) -> None:
        """Mutes this author, or lets them speak again."""
        name = self._author()
        if name is not None:
            people = self._desk.people()
            mute = name not in people.mute
            self._desk.choose("people", people.muting(name, mute=mute))
            self._desk.say(f"{name} is muted; x again shows all." if mute else f"{name} is back.")

    def follow(self) -> None:
        """Follows this author, or no more."""
        name = self._author()
        if name is not None:
            people = self._desk.people()
            follow = name not in people.follow
            self._desk.choose("people", people.following(name, follow=follow))
            self._desk.say(f"{name} is followed." if follow else f"{name} is followed no more.")

    def saved(self, query: str) -> None:
        """A filter saved in the settings."""
        self._desk.wish(replace(self._desk.session.sight.wish, filter=query))

    def _author(self) -> str | None:
        cursor = self._desk.cursor
        return None if cursor is None else self._desk.session.story.thread.author(cursor)

    def _toggle(self, query: str) -> None:
        wish = self._desk.session.sight.wish
        self._desk.wish(replace(wish, filter="" if wish.filter == query else query))

    def _authors_chosen(self, chosen: object) -> None:
        from threadreader.ui.authors_panel import AuthorsChoice  # noqa: PLC0415

        if not isinstance(chosen, AuthorsChoice):
            return
        if chosen.authors != self._desk.people():
            self._desk.choose("people", chosen.authors)
        if not chosen.names:
            return
        talk = chosen.conversation and len(chosen.names) > 1
        query = talk_filter(chosen.names) if talk else author_filter(chosen.names)
        self._desk.wish(Wish(query, "ancestors", self._desk.session.sight.wish.order))
        self._desk.choose("focus", "comments")
