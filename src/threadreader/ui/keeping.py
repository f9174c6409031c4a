"""Keeps what the reader does while they read: small writes beside the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable

from textual.screen import Screen

from threadreader.library.openstory import OpenStory

_EVERY = 0.1
"""Seconds between looks whether there is anything to write."""
_OTHERS_EVERY = 2.0


class Keeping:
    """Writes an open story's changes from a thread, and takes in what other instances marked."""

    def __init__(
        self,
        screen: Screen[None],
        story: OpenStory,
        say: Callable[..., None],
        caught: Callable[[], None],
    ) -> None:
        """`say` tells of a problem; `caught`: another instance changed marks."""
        self._screen = screen
        self.story = story
        self._say = say
        self._caught = caught
        self._writing = threading.Lock()
        self._told = 0

    def begin(self) -> None:
        """From now on changes are kept."""
        self._screen.set_interval(_EVERY, self._keep)
        self._screen.set_interval(_OTHERS_EVERY, self._catch_up)

    def replace_story(self, story: OpenStory) -> None:
        """Keeps the changes of another reading of the story from now on."""
        with self._writing:
            self.story = story

    def close(self) -> None:
        """Keeps everything, and ends the visit."""
        with self._writing:
            self.story.close()

    def _keep(self) -> None:
        problems = self.story.problems
        if len(problems) > self._told:
            self._told = len(problems)
            self._say(problems[-1], "error")
        if self.story.is_dirty and not self._writing.locked():
            self._screen.run_worker(self._write, thread=True, group="state", exit_on_error=False)

    def _write(self) -> None:
        with self._writing:
            self.story.flush()

    def _catch_up(self) -> None:
        if not self._writing.locked() and self.story.catch_up():
            self._caught()
