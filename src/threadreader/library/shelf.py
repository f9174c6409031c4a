"""The stories given, one row each, with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from threadreader.library.config import Config
from threadreader.library.discussions import Discussion, Reading, versions
from threadreader.library.openstory import OpenStory
from threadreader.library.states import StateFolder
from threadreader.model import Body, Moment


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One line of the list of stories.

    `saved` is when its file was written (seconds since 1970); `read_share` from 0 to 1.
    """

    key: str
    title: str
    author: str
    source: str
    format: str
    path: Path | None
    published: Moment | None
    saved: float
    comments: int
    unread: int
    new: int
    starred: bool
    last_read: datetime | None
    body: Body
    read_share: float


class Shelf:
    """The stories given, with what is known of them; showing them is no visit."""

    def __init__(self, reading: Reading, states: StateFolder, config: Config) -> None:
        self.errors = reading.errors
        self._states = states
        self._config = config
        self._stories: dict[str, list[Discussion]] = {}
        for group in versions(reading.discussions):
            self._stories[group[0].story.key] = group
        self.rows = [self._row(key) for key in self._stories]

    def open(self, key: str) -> OpenStory:
        """Begins a visit of a story."""
        return OpenStory(self._stories[key][0], self._config.fold)

    def refresh(self, key: str) -> StoryRow:
        """The story's row, counted again."""
        row = self._row(key)
        self.rows[list(self._stories).index(key)] = row
        return row

    def set_story_starred(self, key: str, *, starred: bool) -> None:
        """Stars a story, or takes its star away."""

    def mark_all_read(self, key: str) -> bool:
        """Marks all comments of a story read; False where all were."""
        return False

    def undo(self) -> str | None:
        """Takes the last change of a story back; returns its key, None where there is none."""
        return None

    def redo(self) -> str | None:
        """Makes again what `undo` took back; returns the story's key."""
        return None

    def _row(self, key: str) -> StoryRow:
        discussion = self._stories[key][0]
        story, count = discussion.story, len(discussion.thread)
        return StoryRow(
            key=key,
            title=story.title,
            author=story.author,
            source=story.source,
            format=story.origin.format,
            path=story.origin.path,
            published=story.published,
            saved=story.origin.modified,
            comments=count,
            unread=count,
            new=0,
            starred=False,
            last_read=None,
            body=story.body,
            read_share=0.0,
        )
