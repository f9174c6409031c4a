"""What the formats for JSON make of values, for their tests."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from threadreader.formats.base import Source
from threadreader.formats.registry import load
from threadreader.model import Comment, Event, Notice, StoryStart
from threadreader.text.body import pack, plain_text
from threadreader.thread.build import Builder
from threadreader.thread.tree import Thread

FORMATS = (
    "own_json",
    "hackernews_algolia",
    "hackernews_firebase",
    "reddit",
    "lobsters",
    "discourse",
    "lemmy",
    "mastodon",
    "bluesky",
    "stackexchange",
    "github",
)


def source(data: bytes) -> Source:
    return Source(lambda: io.BytesIO(data), size=len(data))


def encoded(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def events(name: str, value: Any) -> list[Event]:
    return list(load(name).read(source(encoded(value))))


def sniff(name: str, value: Any) -> float:
    return load(name).sniff(source(encoded(value)).head, None)


def starts(found: Iterable[Event]) -> list[StoryStart]:
    return [event for event in found if isinstance(event, StoryStart)]


def comments(found: Iterable[Event]) -> list[Comment]:
    return [event for event in found if isinstance(event, Comment)]


def notices(found: Iterable[Event]) -> dict[str, str]:
    return {event.code: event.message for event in found if isinstance(event, Notice)}


def said(holder: StoryStart | Comment) -> str:
    return plain_text(pack(holder.body))


def built(found: Iterable[Event]) -> Thread:
    builder = Builder()
    for comment in comments(found):
        builder.add(comment)
    return builder.thread()[0]
