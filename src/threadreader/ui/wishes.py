"""Works wishes out: at once where that is quick, else beside the screen until the next key."""

from __future__ import annotations

import threading
from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

from threadreader.thread.matching import CancelledError
from threadreader.thread.query import QueryError
from threadreader.ui.looking import Sight, Wish, work_out
from threadreader.ui.session import Session

_AT_ONCE = 5_000
_SIGN_AFTER = 0.2

Then = Callable[[Sight], None]


class WishWorker:
    """One wish at a time; a new one, or `cancel`, ends the one before."""

    def __init__(self, screen: Screen[None], say: Callable[..., None]) -> None:
        self._screen = screen
        self._say = say
        self._stop = threading.Event()
        self._sign: Timer | None = None

    def ask(self, session: Session, wish: Wish, then: Then) -> None:
        """Works a wish out and hands it to `then`. Raises QueryError for a mistake in it."""
        self.cancel()
        known = session.known_sight(wish)
        if known is not None:
            then(known)
        elif len(session.story.thread) <= _AT_ONCE:
            self._finish(session, work_out(session.story, wish), then)
        else:
            self._beside(session, wish, then)

    def cancel(self) -> None:
        """Ends what is being worked out."""
        self._stop.set()
        if self._sign is not None:
            self._sign.stop()

    def _beside(self, session: Session, wish: Wish, then: Then) -> None:
        stop = self._stop = threading.Event()
        app = self._screen.app
        self._sign = self._screen.set_timer(_SIGN_AFTER, lambda: self._say("Looking …"))

        def work() -> None:
            try:
                sight = work_out(session.story, wish, stop.is_set)
            except CancelledError:
                return
            except QueryError as error:
                app.call_from_thread(self._say, str(error), "error")
                return
            if not stop.is_set():
                app.call_from_thread(self._arrived, session, sight, then, stop)

        self._screen.run_worker(work, thread=True, group="wish", exit_on_error=False)

    def _arrived(self, session: Session, sight: Sight, then: Then, stop: threading.Event) -> None:
        if stop.is_set():
            return
        self.cancel()
        self._say("")
        self._finish(session, sight, then)

    @staticmethod
    def _finish(session: Session, sight: Sight, then: Then) -> None:
        session.keep_sight(sight)
        then(sight)
