"""What `threadreader show --json` prints: one story a line, read back as it was.

Also a list of such objects. Keys are taken as they stand; what else the story's own format knew
(addresses of comments, links in a text) is not in this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

from threadreader.formats.base import Source
from threadreader.formats.json_fields import Object, line, text
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.model import (
    Comment,
    CommentKind,
    CommentStatus,
    Event,
    Notice,
    StoryStart,
)
from threadreader.text.clean import clean

name = "own_json"
extensions = (".json", ".jsonl")

_OF_A_STORY = ("format", "key", "title", "published", "body", "comments", "notices")
_KEY = re.compile(r"[0-9a-f]{16}")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of objects that begin with a story's keys."""
    values = head_values(head)
    first: Any = values[0] if values else None
    if isinstance(first, list):
        first = first[0] if first else None
    if not isinstance(first, dict) or not _KEY.fullmatch(text(first, "key")):
        return 0.0
    return 1.0 if sum(key in first for key in _OF_A_STORY) >= 5 else 0.0


def read(source: Source) -> Iterator[Event]:
    """The stories with their comments, and what was noted when they were read first."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, findings = JsonStream(source), Findings()
    stories = 0
    for value, line_number in stream.values():
        for record in findings.objects(value if isinstance(value, list) else [value], "stories"):
            stories += 1
            yield from _story(record, str(stories), line_number)
    yield from findings.notices()
    yield from stream.notices()


def _story(record: Object, story: str, line_number: int) -> Iterator[Event]:
    findings, key = Findings(story), text(record, "key")
    yield StoryStart(
        story=story,
        title=line(record, "title"),
        author=line(record, "author"),
        url=line(record, "url"),
        published=findings.moment(record.get("published")),
        body=clean(text(record, "body")),
        key=key if _KEY.fullmatch(key) else "",
    )
    for item in findings.objects(record.get("comments"), "comments"):
        yield _comment(item, story, line_number, findings)
    for notice in findings.objects(record.get("notices"), "notices"):
        yield Notice(line(notice, "code"), line(notice, "message"), story=story)
    yield from findings.notices()


def _comment(item: Object, story: str, line_number: int, findings: Findings) -> Comment:
    key = line(item, "key")
    handle, own_id = findings.handle(line(item, "id") or key)
    return Comment(
        id=handle,
        own_id=own_id and handle != key,
        author=line(item, "author"),
        parent=line(item, "parent") or None,
        date=findings.moment(item.get("date")),
        body=clean(text(item, "text")),
        story=story,
        kind=_kind(line(item, "kind")),
        status=_status(line(item, "status")),
        key=key,
        line=line_number,
    )


def _kind(word: str) -> CommentKind:
    return cast("CommentKind", word) if word in get_args(CommentKind) else "comment"


def _status(word: str) -> CommentStatus:
    return cast("CommentStatus", word) if word in get_args(CommentStatus) else "visible"
