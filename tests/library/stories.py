"""Small discussions and a clock of one's own, for the tests of what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from threadreader.library.discussions import Discussion, Part
from threadreader.library.openstory import OpenStory
from threadreader.library.states import StateFile
from threadreader.model import Comment, Moment, Origin, StoryStart
from threadreader.thread.build import Builder

Row = tuple[str, str, str | None, str]
"""Of a comment: id, author, parent, text."""

ROWS: list[Row] = [
    ("a", "Ruth", None, "The gauge ran ahead."),
    ("b", "Tom", "a", "Nobody minded."),
    ("c", "Ada", "b", "The ferry did."),
    ("d", "Tom", None, "It was wound on Sundays."),
    ("e", "Ruth", "d", "And oiled in spring."),
]


def discussion(
    rows: Iterable[Row] = ROWS,
    title: str = "A tide gauge",
    identity: str = "",
    path: str = "gauge.txt",
    modified: float = 0.0,
) -> Discussion:
    """A story with these comments, known by their ids."""
    builder = Builder()
    for identifier, author, parent, text in rows:
        builder.add(Comment(identifier, author, parent, Moment(3600), text))
    start = StoryStart(title=title, body="It stands in the harbour.", id=identity)
    return Part(start, builder, Origin(Path(path), "text", modified=modified)).discussion()


def many(count: int, **story: str) -> Discussion:
    """A story of so many comments, a reply to each third one."""
    rows = [
        (f"n{n}", f"Author {n % 7}", f"n{n - 1}" if n % 3 else None, f"{n}") for n in range(count)
    ]
    return discussion(rows, **story)  # type: ignore[arg-type]


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **spans: float) -> None:
        """Goes on by so many minutes, hours, days."""
        self.now += timedelta(**spans)


def marked(story: OpenStory, name: str = "read") -> str:
    """The ids of the comments that have a mark."""
    marks = getattr(story, name)
    return "".join(story.thread.id(at) for at in range(len(marks)) if marks[at])


def opened(folder: Path, story: Discussion | None = None, clock: Clock | None = None) -> OpenStory:
    """The story before its reader, its state in the folder."""
    story = story or discussion()
    return OpenStory(story, StateFile(folder, story.story.key), clock=clock or Clock())
