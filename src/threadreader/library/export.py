"""Stories as records and as plain text, for other programs and for pipes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from threadreader.library.discussions import Discussion
from threadreader.model import Moment, Notice
from threadreader.text.body import pack, plain_text
from threadreader.thread.tree import Thread


def iso(moment: Moment | None) -> str | None:
    """ISO 8601 as the source says it: with an offset only where it gives one, or a day alone."""
    if moment is None:
        return None
    zone = UTC if moment.offset is None else timezone(timedelta(minutes=moment.offset))
    local = datetime.fromtimestamp(moment.seconds, zone)
    if moment.day_only:
        return local.date().isoformat()
    return (local.replace(tzinfo=None) if moment.offset is None else local).isoformat()


def story_record(
    discussion: Discussion,
    shown: Iterable[int] | None = None,
    matches: bytes | bytearray | None = None,
) -> dict[str, Any]:
    """What `show --json` prints of a story.

    `shown` are the positions to list (all, where it is None); of those, the ones that `matches`
    (a byte a comment) does not mark carry `"match": false`.
    """
    story, thread = discussion.story, discussion.thread
    comments = []
    for position in range(len(thread)) if shown is None else shown:
        record = comment_record(thread, position)
        if matches is not None and not matches[position]:
            record["match"] = False
        comments.append(record)
    return {
        "format": story.origin.format,
        "key": story.key,
        "title": story.title,
        "author": story.author,
        "published": iso(story.published),
        "url": story.url,
        "body": plain_text(pack(story.body)),
        "comments": comments,
        "notices": [notice_record(notice) for notice in discussion.notices],
    }


def comment_record(thread: Thread, position: int) -> dict[str, Any]:
    """One entry of `comments`."""
    parent = thread.parent[position]
    return {
        "key": thread.key(position).hex(),
        "id": thread.id(position),
        "parent": thread.id(parent) if parent >= 0 else None,
        "depth": thread.depth[position],
        "author": thread.author(position),
        "date": iso(thread.date(position)),
        "kind": thread.kind(position),
        "status": thread.status(position),
        "text": thread.text(position),
    }


def notice_record(notice: Notice) -> dict[str, Any]:
    """One entry of `notices`."""
    return {"code": notice.code, "message": notice.message, "line": notice.line}


def story_lines(discussion: Discussion, shown: Iterable[int] | None = None) -> Iterator[str]:
    """A story as plain text, line by line, without box drawing or colour.

    Every comment says its depth and whom it answers in words, so that it can be listened to.
    """
    story, thread = discussion.story, discussion.thread
    yield story.title
    byline = ", ".join(filter(None, (story.author, story.source, spoken_date(story.published))))
    if byline:
        yield byline
    if story.url:
        yield story.url
    body = plain_text(pack(story.body))
    if body:
        yield ""
        yield from body.split("\n")
    for position in range(len(thread)) if shown is None else shown:
        yield ""
        yield from comment_lines(thread, position)


def comment_lines(thread: Thread, position: int) -> Iterator[str]:
    """One comment: a line that says who, when, how deep and to whom, then the text."""
    parent = thread.parent[position]
    facts = [thread.author(position), spoken_date(thread.date(position))]
    facts.append(f"to {thread.author(parent)}" if parent >= 0 else "")
    replies = sum(1 for _ in thread.replies(position))
    facts.append(f"{replies} {'reply' if replies == 1 else 'replies'}" if replies else "")
    facts.append("deleted" if thread.status(position) == "deleted" else "")
    facts.append(thread.kind(position) if thread.kind(position) != "comment" else "")
    yield f"{thread.depth[position]}. " + ", ".join(filter(None, facts))
    yield from (thread.text(position) or "no text").split("\n")


def spoken_date(moment: Moment | None) -> str:
    """A date for a line of text; "" for none."""
    return (iso(moment) or "").replace("T", " ")
