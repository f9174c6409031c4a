"""Works wishes out: at once where that is quick, else beside the screen until the next key."""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec import Struct
from textual.screen import Screen
from textual.timer import Timer

from threadreader.thread.matching import CancelledError
from threadreader.thread.query import QueryError
from threadreader.ui.looking import Sight, Wish, work_out
from threadreader.ui.session import Session

_AT_ONCE = 5_000
_SIGN_AFTER = 0.2

Then = Callable[[Sight], None]


class _Asked(Struct, frozen=True):
    """A wish that is being worked out; `stop` ends it. `stays`: no key but a new wish does."""

    wish: Wish
    then: Then
    stays: bool
    stop: threading.Event


class WishWorker:
    """One wish at a time; a new one, or `cancel`, ends the one before."""

    def __init__(self, screen: Screen[None], say: Callable[..., None]) -> None:
        self._screen = screen
        self._say = say
        self._asked: _Asked | None = None
        self._sign: Timer | None = None

    def ask(self, session: Session, wish: Wish, then: Then, *, stays: bool = False) -> None:
        """Works a wish out and hands it to `then`. Raises QueryError for a mistake in it."""
        self.cancel()
        known = session.known_sight(wish)
        if known is not None:
            then(known)
        elif len(session.story.thread) <= _AT_ONCE:
            self._finish(session, work_out(session.story, wish), then)
        else:
            self._beside(session, _Asked(wish, then, stays, threading.Event()))

    def ask_again(self, session: Session) -> bool:
        """Works out anew what is not done yet, for another reading of the story; False for none."""
        asked = self._asked
        if asked is None:
            return False
        self.ask(session, asked.wish, asked.then, stays=asked.stays)
        return True

    def key_pressed(self) -> None:
        """The reader goes on: what is not worked out yet is not wanted any more."""
        if self._asked is not None and not self._asked.stays:
            self.cancel()

    def keep(self) -> None:
        """What is being worked out is wanted, whatever keys are pressed."""
        if self._asked is not None:
            asked = self._asked
            self._asked = _Asked(asked.wish, asked.then, stays=True, stop=asked.stop)

    def cancel(self) -> None:
        """Ends what is being worked out."""
        if self._asked is not None:
            self._asked.stop.set()
            self._asked = None
        if self._sign is not None:
            self._sign.stop()

    def _beside(self, session: Session, asked: _Asked) -> None:
        self._asked = asked
        app = self._screen.app
        self._sign = self._screen.set_timer(_SIGN_AFTER, lambda: self._say("Looking …"))

        def work() -> None:
            try:
                sight = work_out(session.story, asked.wish, asked.stop.is_set)
            except CancelledError:
                return
            except QueryError as error:
                app.call_from_thread(self._say, str(error), "error")
                return
            if not asked.stop.is_set():
                app.call_from_thread(self._arrived, session, sight, asked)

        self._screen.run_worker(work, thread=True, group="wish", exit_on_error=False)

    def _arrived(self, session: Session, sight: Sight, asked: _Asked) -> None:
        if asked.stop.is_set():
            return
        self.cancel()
        self._say("")
        self._finish(session, sight, asked.then)

    @staticmethod
    def _finish(session: Session, sight: Sight, then: Then) -> None:
        session.keep_sight(sight)
        then(sight)
