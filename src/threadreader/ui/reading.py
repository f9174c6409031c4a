"""Reads what was asked for in a thread that begins before the screen does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from threadreader.library.catalogue import Catalogue
from threadreader.library.config import Config
from threadreader.library.directories import catalogue_path
from threadreader.library.discussions import Discussion, Reading
from threadreader.library.opening import AbandonedError, Opening, Progress
from threadreader.library.shelf import Shelf
from threadreader.library.states import StateFolder

_TELL_EVERY = 0.1

Tell = Callable[[Progress], object]


class Reader:
    """Reads paths to a shelf of stories, beside everything else."""

    def __init__(self, paths: Sequence[str | Path], config: Config) -> None:
        self.progress: Progress | None = None
        self.states = StateFolder()
        self._config = config
        self._opening = Opening(paths, Catalogue(catalogue_path()))
        self._told: Tell | None = None
        self._done: Callable[[Shelf], object] | None = None
        self._failed: BaseException | None = None
        self._on_failure: Callable[[BaseException], object] | None = None
        self._lock = threading.Lock()
        self._last_told = 0.0
        self.shelf: Shelf | None = None
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def is_reading(self) -> bool:
        """Whether there is no shelf yet."""
        return self.shelf is None and self._thread.is_alive()

    def wait(self, seconds: float) -> Shelf | None:
        """The shelf, where it is there within so many seconds. Raises what reading raised."""
        self._thread.join(seconds)
        if self._failed is not None:
            raise self._failed
        return self.shelf

    def follow(
        self,
        tell: Tell,
        done: Callable[[Shelf], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """From now on `tell` hears of the progress, from the thread.

        `done` gets the shelf, or `failed` what kept it from being made.
        """
        with self._lock:
            self._told, self._done, self._on_failure = tell, done, failed
            shelf, error = self.shelf, self._failed
        if shelf is not None:
            done(shelf)
        elif error is not None:
            failed(error)

    def partial(self, discussion: Discussion) -> Shelf:
        """A shelf with the part of a story that was read so far."""
        return Shelf(Reading([discussion]), self.states, self._config)

    def abandon(self) -> None:
        """Ends reading; what was not read yet is not wanted any more."""
        self._opening.abandon()

    def _read(self) -> None:
        try:
            reading = self._opening.read(self._tell)
            shelf = Shelf(reading, self.states, self._config)
        except AbandonedError:
            return
        except BaseException as error:  # noqa: BLE001  it is told where it can be
            self._failed = error
            with self._lock:
                failed = self._on_failure
            if failed is not None:
                failed(error)
            return
        with self._lock:
            self.shelf, done = shelf, self._done
        if done is not None:
            done(shelf)
        self._remember(reading)

    def _remember(self, reading: Reading) -> None:
        self._opening.remember(reading)

    def _tell(self, progress: Progress) -> None:
        with self._lock:
            self.progress, told = progress, self._told
        now = time.monotonic()
        if told is not None and (progress.discussion or now - self._last_told > _TELL_EVERY):
            self._last_told = now
            told(progress)
