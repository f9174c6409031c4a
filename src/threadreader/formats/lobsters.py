"""Lobsters and sites that run its program: a story with its comments, or a list of stories.

The interface has no document of its own; both its shapes are read, the one with levels from 1 and
users as objects, and the one with levels from 0, users as names and `parent_comment`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.json_fields import (
    Object,
    address_body,
    first_line,
    line,
    number,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import html_body
from threadreader.model import Body, Comment, Event, StoryStart
from threadreader.text.clean import clean

name = "lobsters"
extensions = (".json",)

_OF_A_STORY = ("short_id", "comments_url", "submitter_user", "comment_count", "tags")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of stories with short ids and the address of their comments."""
    values = head_values(head)
    first: Any = values[0] if values else None
    if isinstance(first, list):
        first = first[0] if first else None
    known = sum(key in first for key in _OF_A_STORY) if isinstance(first, dict) else 0
    return 0.9 if known >= 3 and "short_id" in first else 0.0


def read(source: Source) -> Iterator[Event]:
    """Each story with the comments that are with it."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, findings = JsonStream(source), Findings()
    for value, _ in stream.values():
        for story in findings.objects(value if isinstance(value, list) else [value], "stories"):
            yield from _story(story)
    yield from findings.notices()
    yield from stream.notices()


def _story(item: Object) -> Iterator[Event]:
    story = line(item, "short_id")
    findings = Findings(story)
    url = first_line(item, ("comments_url",), ("short_id_url",))
    yield StoryStart(
        story=story,
        title=line(item, "title") or canonical_address(url) or f"Story {story}",
        author=_user(item, "submitter_user"),
        url=url,
        published=findings.moment(item.get("created_at")),
        body=_body(item, "description") or address_body(line(item, "url")),
        id=canonical_address(url) or f"lobsters:{story}",
        source=host_name(url) or "Lobsters",
    )
    comments = findings.objects(item.get("comments"), "comments")
    yield from _comments(comments, story, findings)
    if "comments" in item:
        held = len({line(comment, "short_id") for comment in comments})
        findings.stated(number(item, "comment_count"), held)
    elif count := number(item, "comment_count"):
        findings.count("not-loaded", "Comments that are counted and not in this file", count)
    yield from findings.notices()


def _comments(items: list[Object], story: str, findings: Findings) -> Iterator[Comment]:
    """The comments in the order in which they are shown, from which levels tell the parents."""
    path: list[tuple[int, str]] = []
    for item in items:
        handle, own_id = findings.handle(line(item, "short_id"))
        level = _level(item)
        while path and path[-1][0] >= level:
            path.pop()
        above = path[-1][1] if path else None
        path.append((level, handle))
        is_gone = item.get("is_deleted") is True or item.get("is_moderated") is True
        yield Comment(
            id=handle,
            own_id=own_id,
            author=_user(item, "commenting_user") or ("[deleted]" if is_gone else "Anonymous"),
            parent=line(item, "parent_comment") or above,
            date=findings.moment(item.get("created_at")),
            body=_body(item, "comment"),
            story=story,
            status="deleted" if is_gone else "visible",
            url=first_line(item, ("short_id_url",), ("url",), ("comment_url",)),
        )


def _level(item: Object) -> int:
    level = number(item, "depth")
    return level if level is not None else (number(item, "indent_level") or 1) - 1


def _user(item: Object, key: str) -> str:
    return first_line(item, (key,), (key, "username"))


def _body(item: Object, key: str) -> Body:
    return html_body(text(item, key)) or clean(text(item, f"{key}_plain")).strip()
