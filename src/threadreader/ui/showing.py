"""Puts what the reader wants to look at on the screen, once it is worked out."""

from __future__ import annotations

from functools import partial

from threadreader.library.changes import Place
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
