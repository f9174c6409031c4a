"""Puts what the reader wants to look at on the screen, once it is worked out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from threadreader.library.changes import Place
from threadreader.library.openstory import OpenStory
from threadreader.thread.query import QueryError
from threadreader.ui.desk import Desk
from threadreader.ui.looking import Sight, Wish
from threadreader.ui.reader_panes import ReaderPanes
from threadreader.ui.wishes import WishWorker


class Showing:
    """Shows one view of the story after the other; the cursor stays where it can."""

    def __init__(self, desk: Desk, panes: ReaderPanes, worker: WishWorker) -> None:
        self._desk = desk
        self._panes = panes
        self._worker = worker

    def restore(self) -> None:
        """Shows the story as it was left."""
        session = self._desk.session
        story, place = session.story, session.story.place
        self._show_map()
        if story.filter or story.order != "thread":
            self.wish(Wish(story.filter, story.context, story.order), place)
        else:
            self._panes.comments.show(session.view, place.comment, place.row)

    def replace_story(self, story: OpenStory) -> Callable[[int], int]:
        """Shows another reading of the story; says where the comment of an old position is now."""
        session, scene, tree = self._desk.session, self._desk.scene, self._panes.comments
        wish, cursor, row = session.sight.wish, tree.cursor, tree.cursor_row
        place = session.replace_story(story)
        scene.replace_story(story)
        scene.shown_muted = {at for at in map(place, scene.shown_muted) if at >= 0}
        cursor = None if cursor is None else place(cursor)
        if cursor is None or cursor < 0:
            cursor = story.place.comment
        tree.show(session.view, cursor, row)
        self._show_map()
        if not self._worker.ask_again(session) and not wish.is_plain:
            self.wish(wish, Place("comments", cursor, 0, row))
        return place

    def _show_map(self) -> None:
        story, scene, shown = self._desk.session.story, self._desk.scene, self._panes.map
        by_author = story.thread.positions_by(scene.story_author)
        shown.show(len(story.thread), story.read, story.new, story.starred, by_author)
        shown.set_followed(scene.by_followed())

    def wish(self, wish: Wish, place: Place | None = None) -> None:
        """Shows another view, once it is worked out; `place` is where the reader was in it."""
        try:
            then = partial(self.look, place=place)
            self._worker.ask(self._desk.session, wish, then, stays=place is not None)
        except QueryError as error:
            self._desk.say(f"{wish.filter}: {error}", "error")

    def look(self, sight: Sight, start: int | None = None, place: Place | None = None) -> None:
        """Shows a view; of another filter with the cursor on what it finds nearest to `start`."""
        desk, tree = self._desk, self._panes.comments
        session = desk.session
        cursor, row = (place.comment, place.row) if place else (start, None)
        if cursor is None:
            cursor = session.story.place.comment if tree.cursor is None else tree.cursor
        is_new = place is None and sight.wish.filter != session.sight.wish.filter
        if cursor is not None and is_new:
            cursor = sight.nearest_match(cursor)
        session.look(sight)
        desk.scene.view = sight.view
        if session.found is None:
            desk.scene.found = sight.words
        desk.scene.changed()
        tree.show(sight.view, cursor, row)
        self._panes.map.set_matches(sight.matches)
        desk.changed()
