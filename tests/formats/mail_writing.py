"""Mails and mailboxes for tests, and what they are read as."""

from __future__ import annotations

import io
from pathlib import Path

from threadreader.formats import mbox
from threadreader.formats.base import Source
from threadreader.library.discussions import Discussion, Reading, read_sources
from threadreader.library.sources import find
from threadreader.model import Comment, Event, Notice, StoryStart

DATE = "Sun, 1 Mar 2020 10:00:00 +0100"


def mail(name: str = "a", *references: str, body: str = "Text.", **headers: str) -> str:
    """A message; underlines in the names of headers stand for hyphens, None takes one out."""
    fields: dict[str, str] = {
        "From": f"{name} <{name}@example.org>",
        "Subject": f"about {name}",
        "Date": DATE,
        "Message-ID": f"<{name}@x>",
    }
    if references:
        fields["References"] = " ".join(f"<{reference}@x>" for reference in references)
    fields |= {key.replace("_", "-"): value for key, value in headers.items()}
    lines = [f"{key}: {value}" for key, value in fields.items() if value != "-"]
    return "\n".join(lines) + f"\n\n{body}\n"


def mailbox(*mails: str) -> bytes:
    return "".join(f"From x@y Sun Mar  1 10:00:00 2020\n{one}\n" for one in mails).encode("latin-1")


def events(data: bytes) -> list[Event]:
    return list(mbox.read(Source(lambda: io.BytesIO(data), size=len(data))))


def starts(found: list[Event]) -> list[StoryStart]:
    return [event for event in found if isinstance(event, StoryStart)]


def replies(found: list[Event]) -> dict[str, str | None]:
    return {event.id: event.parent for event in found if isinstance(event, Comment)}


def notices(found: list[Event]) -> list[Notice]:
    return [event for event in found if isinstance(event, Notice)]


def codes(found: list[Event]) -> list[str]:
    return [notice.code for notice in notices(found)]


def reading(*paths: Path) -> Reading:
    return read_sources(find(paths))


def shape(found: Discussion) -> list[tuple[str, int]]:
    return [(found.thread.id(at), found.thread.depth[at]) for at in range(len(found.thread))]
