"""Reddit's listings: a thread, a comment with its context, posts, comments, and archive dumps.

Follows the JSON page of the archived Reddit wiki. In dumps each line is a post or a comment
without the listing around it. The text is the Markdown of `body` and `selftext`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from threadreader.formats.base import Source
from threadreader.formats.json_fields import (
    Object,
    address_body,
    first_line,
    line,
    markdown_body,
    member,
    number,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import name_line
from threadreader.model import Body, Comment, Event, Notice, StoryStart

name = "reddit"
extensions = (".json", ".jsonl", ".ndjson", ".zst")

_SITE = "https://www.reddit.com"
_OF_A_COMMENT = ("body", "link_id", "parent_id")
_OF_A_POST = ("title", "subreddit", "num_comments", "author")
_GONE = ("[deleted]", "[removed]")
_BY_REDDIT = "[ removed by reddit"


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of listings of posts and comments, and of lines with their keys."""
    values = head_values(head)
    first: Any = values[0] if values else None
    if isinstance(first, list):
        first = first[0] if first else None
    if text(first, "kind") == "Listing":
        return 0.95 if isinstance(member(first, "data", "children"), list) else 0.0
    if text(first, "kind") in ("t1", "t3"):
        return 0.9
    return 0.85 if _is_comment(first) or _is_post(first) else 0.0


def read(source: Source) -> Iterator[Event]:
    """Each post as a story, and the comments at hand on others."""
    yield from once(_Reading().events(source))


@dataclass
class _Thread:
    """What is known of a story while its comments are read."""

    findings: Findings
    comments: set[str] = field(default_factory=set)
    not_loaded: int = 0
    stated: int | None = None


class _Reading:
    """Reads one file; of each story it keeps counts, not texts."""

    def __init__(self) -> None:
        self._findings = Findings()
        self._threads: dict[str, _Thread] = {}
        self._current = ""  # the post whose comments follow

    def events(self, source: Source) -> Iterator[Event]:
        stream = JsonStream(source)
        for value, line_number in stream.values():
            if isinstance(value, list):
                yield from self._thread(value)
                continue
            for thing in self._findings.objects([value], "file"):
                yield from self._things(thing, line_number)
        yield from self._notices()
        yield from stream.notices()

    def _thread(self, listings: list[Any]) -> Iterator[Event]:
        """The listings of a post and of its comments; a part of a thread can join with others."""
        events: list[Event] = []
        for listing in self._findings.objects(listings, "listings"):
            events.extend(self._things(listing))
        starts = [event for event in events if isinstance(event, StoryStart)]
        thread = self._threads.get(starts[0].story) if len(starts) == 1 else None
        if thread and len(thread.comments) == thread.stated and starts[0].has_article:
            events[events.index(starts[0])] = replace(starts[0], join="", siblings="file")
        elif thread:
            events[events.index(starts[0])] = replace(starts[0], siblings="file")
        yield from events

    def _things(self, root: Object, line_number: int | None = None) -> Iterator[Event]:
        """What is in a listing and below it, in the order in which it is shown."""
        pending: list[tuple[Object, str | None]] = [(root, None)]
        while pending:
            thing, above = pending.pop()
            kind, data = text(thing, "kind"), thing.get("data")
            data = data if isinstance(data, dict) else thing
            if kind == "Listing":
                pending.extend((child, above) for child in self._children(data, above))
            elif kind == "more":
                yield from self._more(data, above)
            elif kind == "t3" or (kind != "t1" and _is_post(data)):
                yield self._post(data)
            elif kind == "t1" or _is_comment(data):
                *start, comment = self._comment(data, above, line_number)
                yield from start
                yield comment
                if replies := self._replies(data):
                    pending.append((replies, comment.id))
            else:
                self._findings.count("wrong-type", "Left out, being neither posts nor comments")

    def _children(self, listing: Object, above: str | None) -> Iterator[Object]:
        if above is None and text(listing, "after"):
            self._findings.count("more-pages", "Listings that go on on a further page")
        return reversed(self._findings.objects(listing.get("children"), "children"))

    def _replies(self, data: Object) -> Object | None:
        replies = data.get("replies")
        if isinstance(replies, dict):
            return replies
        if replies:
            self._findings.count("wrong-type", "Left out, being no listing, of the replies")
        return None

    def _post(self, data: Object) -> StoryStart:
        story = first_line(data, ("id",), ("name",)).removeprefix("t3_")
        self._current = story
        thread = self._threads.setdefault(story, _Thread(Findings(story)))
        thread.stated = number(data, "num_comments")
        permalink = _absolute(line(data, "permalink"))
        return StoryStart(
            story=story,
            title=name_line(text(data, "title")) or f"Post {story}",
            author=line(data, "author"),
            url=permalink or _absolute(f"/comments/{story}"),
            published=thread.findings.moment(data.get("created_utc")),
            body=_post_body(data),
            id=_identity(story),
            source=_group(data),
            join=_identity(story),
            siblings="date",
        )

    def _comment(
        self, data: Object, above: str | None, line_number: int | None
    ) -> Iterator[StoryStart | Comment]:
        """A comment, before it the start of its story where that was not met."""
        story = line(data, "link_id").removeprefix("t3_") or self._current
        if story not in self._threads:
            self._threads[story] = _Thread(Findings(story))
            yield _comments_elsewhere(data, story)
        thread = self._threads[story]
        identifier = first_line(data, ("id",), ("name",)).removeprefix("t1_")
        handle, own_id = thread.findings.handle(identifier)
        thread.comments.add(handle)
        written = _decoded(text(data, "body"))
        is_gone = written.strip() in _GONE or written.lower().startswith(_BY_REDDIT)
        yield Comment(
            id=handle,
            own_id=own_id,
            author=line(data, "author") or ("[deleted]" if is_gone else "Anonymous"),
            parent=_parent(data, above),
            date=thread.findings.moment(data.get("created_utc")),
            body=written.strip() if is_gone else markdown_body(written),
            story=story,
            status="deleted" if is_gone else "visible",
            url=_absolute(line(data, "permalink")),
            line=line_number,
        )

    def _more(self, data: Object, above: str | None) -> Iterator[Notice]:
        """A stub that stands for comments which are not in the file."""
        parent = line(data, "parent_id")
        where = (
            f"below {above or parent.partition('_')[2]}" if parent.startswith("t1_") else "on top"
        )
        count = number(data, "count") or 0
        thread = self._threads.get(self._current)
        if thread:
            thread.not_loaded += count
        message = f"Comments that are not loaded, {where}: {count}."
        if not count:
            message = f"The thread goes on {where} on a page of its own, which is not loaded."
        yield Notice("not-loaded", message, story=self._current if thread else None)

    def _notices(self) -> Iterator[Notice]:
        elsewhere = 0
        for thread in self._threads.values():
            if thread.comments:
                held = len(thread.comments)
                thread.findings.stated(thread.stated, held, held + thread.not_loaded)
            else:
                elsewhere += thread.stated or 0
            yield from thread.findings.notices()
        if elsewhere:
            what = "Comments that posts count and this file does not hold"
            self._findings.count("not-loaded", what, elsewhere)
        yield from self._findings.notices()


def _is_comment(value: Any) -> bool:
    return isinstance(value, dict) and all(key in value for key in _OF_A_COMMENT)


def _is_post(value: Any) -> bool:
    return isinstance(value, dict) and all(key in value for key in _OF_A_POST)


def _comments_elsewhere(data: Object, story: str) -> StoryStart:
    permalink = line(data, "permalink")
    path = permalink.split("/comments/")[-1].split("/") if "/comments/" in permalink else []
    address = line(data, "link_permalink")
    if len(path) > 1:
        address = address or f"{permalink.split('/comments/')[0]}/comments/{path[0]}/{path[1]}/"
    title = name_line(text(data, "link_title")) or f"Comments on post {story} in {_group(data)}"
    return StoryStart(
        story=story,
        title=title,
        author=line(data, "link_author"),
        url=_absolute(address or f"/comments/{story}"),
        id=_identity(story),
        source=_group(data),
        join=_identity(story),
        siblings="date",
        has_article=False,
    )


def _parent(data: Object, above: str | None) -> str | None:
    parent = line(data, "parent_id")
    return parent.removeprefix("t1_") if parent.startswith("t1_") else above


def _post_body(data: Object) -> Body:
    """The text of a post, after the address where it has one of another page."""
    written, link = _decoded(text(data, "selftext")), _decoded(line(data, "url"))
    if data.get("is_self") is True or "/comments/" in link or not link:
        return markdown_body(written)
    return markdown_body(f"<{link}>\n\n{written}") if written.strip() else address_body(link)


def _decoded(written: str) -> str:
    """Text as it was written: three characters are encoded, in Markdown too."""
    return written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _identity(story: str) -> str:
    return f"reddit:{story}" if story else ""


def _group(data: Object) -> str:
    group = line(data, "subreddit")
    return f"r/{group}" if group else "Reddit"


def _absolute(address: str) -> str:
    return _SITE + address if address.startswith("/") else address
