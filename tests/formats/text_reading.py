"""Writes pages in the reference shape and reads them back, for the tests of text pages."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime

from threadreader.formats import text
from threadreader.formats.base import Source
from threadreader.model import Comment, Event, Moment, Notice, StoryStart


@dataclass
class Written:
    """A comment as a test wants it: paragraphs of lines, and replies."""

    author: str
    seconds: int = 1510577520
    body: str = ""
    replies: list[Written] = field(default_factory=list)


def page(title: str, article: str, comments: list[Written]) -> str:
    """A page in exactly the reference shape."""
    lines = [title, "", *article.split("\n"), "", ""]
    for number, comment in enumerate(comments, 1):
        waiting = [(comment, f"  {number}. ", 4)]
        while waiting:
            one, marker, indent = waiting.pop()
            lines.extend([marker + one.author, "", " " * indent + date_line(one.seconds), ""])
            lines.extend(
                " " * indent + line if line else "" for line in one.body.split("\n") if one.body
            )
            lines.append("")
            below = [(reply, " " * indent + "• ", indent + 2) for reply in one.replies]
            waiting.extend(reversed(below))
    return "\n".join(lines)


def date_line(seconds: int) -> str:
    """A date as the reference shape has it."""
    when = datetime.fromtimestamp(seconds, UTC)
    half = "pm" if when.hour >= 12 else "am"
    return f"{when:%B} {when.day}, {when.year} at {(when.hour + 11) % 12 + 1}:{when:%M} {half}"


def events(data: str | bytes, *, modified: float = 0.0) -> list[Event]:
    raw = data.encode() if isinstance(data, str) else data
    return list(text.read(Source(lambda: io.BytesIO(raw), size=len(raw), modified=modified)))


def story(data: str | bytes) -> StoryStart:
    (found,) = [e for e in events(data) if isinstance(e, StoryStart)]
    return found


def comments(data: str | bytes, *, modified: float = 0.0) -> list[Comment]:
    return [e for e in events(data, modified=modified) if isinstance(e, Comment)]


def notices(data: str | bytes) -> list[tuple[str, int | None]]:
    return [(e.code, e.line) for e in events(data) if isinstance(e, Notice)]


def flat(written: list[Written], parent: int = 0) -> list[tuple[int, str, Moment, str]]:
    """The comments in preorder: number of the parent, author, date and text."""
    found: list[tuple[int, str, Moment, str]] = []
    waiting = [(one, 0) for one in reversed(written)]
    while waiting:
        one, parent = waiting.pop()
        found.append((parent, one.author, Moment(one.seconds), one.body))
        waiting.extend((reply, len(found)) for reply in reversed(one.replies))
    return found


def read_flat(data: str | bytes) -> list[tuple[int, str, Moment | None, object]]:
    """The comments of a page in the same form."""
    return [(int(c.parent or 0), c.author, c.date, c.body) for c in comments(data)]
