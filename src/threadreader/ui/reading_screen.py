"""What is shown while the first part of a file is still being read."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from threadreader.library.opening import Progress
from threadreader.ui.bars import Caption, HeaderLine
from threadreader.ui.look import Look


class ReadingScreen(Screen[None]):
    """A header and the progress of the reading."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._header = HeaderLine(look)
        self._caption = Caption(look)
        self.keys: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """Two rows."""
        yield self._header
        yield self._caption

    def on_mount(self) -> None:
        """Says that something is being read."""
        self._header.show("threadreader", [])
        self._caption.show("Reading", focused=True, progress=0.0)

    def on_key(self, event: events.Key) -> None:
        """Keys are kept for what comes."""
        self.keys.append(event)

    def show(self, progress: Progress) -> None:
        """Shows how far the reading is."""
        words = self._caption.look.keys(progress_words(progress))
        self._caption.show(
            "Reading", focused=True, notes=[(words, "muted")], progress=progress.share
        )


def progress_words(progress: Progress) -> str:
    """How far the reading is, in words."""
    return f"reading the file {round(progress.share * 100)} % · {progress.comments:,} so far"
