"""Topics of Discourse: a topic with its first posts, and pages of further posts.

Follows the Discourse API's answer to `/t/{id}.json` and `/t/{id}/posts.json`. Such a file does not
say of which site it is: parts of one topic join by its number and name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from threadreader.formats.base import Source
from threadreader.formats.json_fields import Object, first_line, line, member, number, text
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import html_body, html_line
from threadreader.model import Comment, Event, StoryStart

name = "discourse"
extensions = (".json",)

_FIRST = "1"
_NOBODY = ("Anonymous", "[deleted]")
_HIDDEN = {3: "Notes of what was done to the topic", 4: "Whispers"}
_OF_A_POST = ("cooked", "post_number", "username", "topic_id")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of a stream of posts with numbers and rendered texts."""
    return 0.95 if any(map(_is_topic, head_values(head))) else 0.0


def read(source: Source) -> Iterator[Event]:
    """The topic; its first post is the article."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, topics = JsonStream(source), _Topics()
    for value, _ in stream.values():
        for page in topics.findings.objects(value if isinstance(value, list) else [value], "pages"):
            topics.take(page)
    yield from topics.events()
    yield from stream.notices()


def _is_topic(value: Any) -> bool:
    posts = member(value, "post_stream", "posts")
    if not isinstance(posts, list):
        return False
    first = posts[0] if posts else None
    return isinstance(first, dict) and sum(key in first for key in _OF_A_POST) >= 3


class _Topics:
    """The pages of one file, by topic."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._pages: dict[str, list[Object]] = {}

    def take(self, page: Object) -> None:
        """Takes the topic or a page of it."""
        posts = self.findings.objects(member(page, "post_stream", "posts"), "posts")
        if posts or line(page, "id"):
            first = posts[0] if posts else {}
            number_of_topic = line(first, "topic_id") or line(page, "id")
            self._pages.setdefault(number_of_topic, []).append({**page, "posts": posts})

    def events(self) -> Iterator[Event]:
        """Each topic with its posts."""
        for story, pages in self._pages.items():
            yield from _topic(story, pages)
        yield from self.findings.notices()


def _topic(story: str, pages: list[Object]) -> Iterator[Event]:
    findings = Findings(story)
    posts = [post for page in pages for post in page["posts"]]
    numbers = {line(post, "id") for post in posts}
    named = {line(number) for page in pages for number in _stream(page)}
    missing = len(named - numbers)
    opening: Object = next((post for post in posts if line(post, "post_number") == _FIRST), {})
    topic: Object = next((page for page in pages if text(page, "title")), {})
    identity = _identity(story, topic, posts)
    yield StoryStart(
        story=story,
        title=html_line(text(topic, "fancy_title")) or line(topic, "title") or _title(story, posts),
        author=first_line(opening, ("username",), ("name",)),
        url="",
        published=findings.moment(opening.get("created_at") or topic.get("created_at")),
        body=html_body(text(opening, "cooked")),
        id=identity,
        source="Discourse",
        join=identity if missing or not opening or not named else "",
        has_article=bool(opening),
    )
    for post in posts:
        if post is not opening:
            yield from _post(post, story, findings)
    if missing:
        findings.count("not-loaded", "Posts of the topic that are not in this file", missing)
    if not named:
        findings.stated(number(topic, "posts_count"), len(numbers))
    yield from findings.notices()


def _stream(page: Object) -> list[Any]:
    """The ids of all posts of the topic."""
    stream = member(page, "post_stream", "stream")
    return stream if isinstance(stream, list) else []


def _post(post: Object, story: str, findings: Findings) -> Iterator[Comment]:
    if hidden := _HIDDEN.get(number(post, "post_type") or 0):
        findings.count("hidden", hidden)
        return
    handle, own_id = findings.handle(line(post, "post_number"))
    answered = line(post, "reply_to_post_number")
    is_gone = post.get("user_deleted") is True or bool(text(post, "deleted_at"))
    yield Comment(
        id=handle,
        own_id=own_id,
        author=first_line(post, ("username",), ("name",)) or _NOBODY[is_gone],
        parent=answered if answered not in ("", "0", _FIRST) else None,
        date=findings.moment(post.get("created_at")),
        body=html_body(text(post, "cooked") or text(post, "raw")),
        story=story,
        status="deleted" if is_gone else "visible",
    )


def _identity(story: str, topic: Object, posts: list[Object]) -> str:
    slugs = [text(topic, "slug"), *(text(post, "topic_slug") for post in posts)]
    slug = line(next(filter(None, slugs), ""))
    return f"discourse:{slug}/{story}" if slug or story else ""


def _title(story: str, posts: list[Object]) -> str:
    slug = next(filter(None, (line(post, "topic_slug") for post in posts)), "")
    return slug.replace("-", " ").capitalize() or f"Topic {story}"
