"""Hacker News as Algolia hands it out: trees of items, and search results with comments.

Follows the HN Search API's `items` and `search` answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from threadreader.formats.base import Source
from threadreader.formats.hackernews import (
    SOURCE,
    comment_of,
    comment_title,
    comments_elsewhere,
    item_id,
    item_url,
    story_body,
)
from threadreader.formats.json_fields import Object, line, number, objects, text
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import name_line
from threadreader.model import Comment, Event, Notice, StoryStart

name = "hackernews_algolia"
extensions = (".json",)

_OF_AN_ITEM = ("created_at_i", "story_id", "parent_id", "points")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of items with children and times in seconds, and of hits with Algolia's ids."""
    return max((_likeness(value) for value in head_values(head)), default=0.0)


def read(source: Source) -> Iterator[Event]:
    """Each item as a story; of search results, the stories that the hits belong to."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, findings = JsonStream(source), Findings()
    for value, _ in stream.values():
        for root in findings.objects(value if isinstance(value, list) else [value], "items"):
            if "hits" in root:
                yield from _hits(root)
            else:
                yield from _tree(root)
    yield from findings.notices()
    yield from stream.notices()


def _likeness(value: Any) -> float:
    if isinstance(value, list):
        return _likeness(value[0]) if value and isinstance(value[0], dict) else 0.0
    if "hits" in value:
        hits = objects(value, "hits")
        return (
            0.9 if any("objectID" in h and ("_tags" in h or "story_id" in h) for h in hits) else 0.0
        )
    item, depth = value, 0
    while isinstance(item, dict) and "children" in item and depth < 1000:
        known = sum(key in item for key in _OF_AN_ITEM)
        if known >= 2:
            return 0.95
        item, depth = next(iter(objects(item, "children")), None), depth + 1
    return 0.0


def _tree(root: Object) -> Iterator[Event]:
    story = line(root, "id")
    findings = Findings(story)
    yield _start(root, story, findings)
    pending: list[tuple[Object, str | None]] = [(root, None)]
    while pending:
        item, handle = pending.pop()
        if item is not root:
            if text(item, "type") == "pollopt":
                continue
            comment = _comment(item, handle, story, findings)
            yield comment
            handle = comment.id
        children = findings.objects(item.get("children"), "children")
        pending.extend((child, handle) for child in reversed(children))
    yield from findings.notices()


def _start(root: Object, story: str, findings: Findings) -> StoryStart:
    written, above = text(root, "text") or text(root, "story_text"), line(root, "story_id")
    title = name_line(text(root, "title"))
    is_comment = text(root, "type") == "comment" or (not title and bool(line(root, "parent_id")))
    date = findings.moment(root.get("created_at_i") or root.get("created_at"))
    opening = None
    if is_comment:
        comment = comment_of(story, line(root, "author"), date, written)
        opening = replace(comment, parent=_parent(root, above))
    return StoryStart(
        story=story,
        title=title or comment_title(written, story),
        author=line(root, "author"),
        url=item_url(story),
        published=date,
        body=story_body(written + _options(root), line(root, "url")),
        id=item_id(story),
        source=SOURCE,
        join=item_id(above) if is_comment else "",
        opening=opening,
    )


def _options(root: Object) -> str:
    """What a poll asks, as a list."""
    polled = [child for child in objects(root, "children") if text(child, "type") == "pollopt"]
    lines = [
        f"<li>{text(option, 'text')} ({text(option, 'points') or 0})"
        for option in [*objects(root, "options"), *polled]
    ]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _comment(item: Object, parent: str | None, story: str, findings: Findings) -> Comment:
    handle, own_id = findings.handle(line(item, "id") or line(item, "objectID"))
    date = findings.moment(item.get("created_at_i") or item.get("created_at"))
    written = text(item, "text") or text(item, "comment_text")
    comment = comment_of(handle, line(item, "author"), date, written, own_id=own_id)
    return replace(comment, parent=parent, story=story)


def _parent(item: Object, story: str) -> str | None:
    parent = line(item, "parent_id")
    return parent if parent and parent != story else None


def _hits(answer: Object) -> Iterator[Event]:
    """Stories and comments that were found; comments of one story stand together by its id."""
    findings = Findings()
    started: set[str] = set()
    for hit in findings.objects(answer.get("hits"), "hits"):
        number_of_hit = line(hit, "objectID")
        if not text(hit, "comment_text") and not text(hit, "story_id"):
            started.add(number_of_hit)
            yield _found_story(hit, number_of_hit, findings)
            continue
        story = line(hit, "story_id")
        if story not in started:
            started.add(story)
            yield comments_elsewhere(story, name_line(text(hit, "story_title")))
        yield _comment(hit, _parent(hit, story), story, findings)
    yield from findings.notices()
    page, pages = number(answer, "page"), number(answer, "nbPages")
    if page is not None and pages is not None and page + 1 < pages:
        message = f"This is page {page + 1} of {pages} of what was found"
        yield Notice("more-pages", f"{message} ({line(answer, 'nbHits')} in all).")


def _found_story(hit: Object, story: str, findings: Findings) -> StoryStart:
    item = {**hit, "id": story, "text": hit.get("story_text"), "type": "story"}
    return replace(_start(item, story, findings), join=item_id(story), siblings="date")
