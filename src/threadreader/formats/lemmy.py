"""Lemmy: a post, comments, or both in one file.

Follows the answers of Lemmy's API to `/api/v3/post` and `/api/v3/comment/list`, and the older ones
without `path`. Times without an offset are universal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.json_fields import (
    Object,
    address_body,
    first_line,
    line,
    markdown_body,
    number,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.model import Body, Comment, Event, StoryStart

name = "lemmy"
extensions = (".json",)

_OF_A_COMMENT = ("content", "creator_id", "post_id", "path", "parent_id", "published")
_OF_A_POST = ("name", "creator_id", "community_id", "published", "ap_id")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of comments with a path and of posts with a community."""
    return 0.9 if any(map(_is_answer, head_values(head))) else 0.0


def read(source: Source) -> Iterator[Event]:
    """The post as a story, or the comments of one that is in another file."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, posts = JsonStream(source), _Posts()
    for value, _ in stream.values():
        for view in _views(value, posts.findings):
            posts.take(view)
    yield from posts.events()
    yield from stream.notices()


def _is_answer(value: Any) -> bool:
    views = _views(value, Findings())[:3]
    return any(_is_comment(_inner(v, "comment")) or _is_post(_inner(v, "post")) for v in views)


def _views(value: Any, findings: Findings) -> list[Object]:
    """The views of posts and comments in an answer, or a bare list of them."""
    if not isinstance(value, dict):
        return findings.objects(value, "comments")
    views = findings.objects([value["post_view"]], "posts") if value.get("post_view") else []
    for key in ("comments", "posts"):
        views += findings.objects(value.get(key), key)
    if isinstance(view := value.get("comment_view"), dict):
        views.append(view)
    return views or [value]


def _inner(view: Object, key: str) -> Object:
    """The post or comment of a view; older answers and bare lists have no view around it."""
    inner = view.get(key)
    return inner if isinstance(inner, dict) else view


def _is_comment(item: Object) -> bool:
    return "content" in item and sum(key in item for key in _OF_A_COMMENT) >= 4


def _is_post(item: Object) -> bool:
    return sum(key in item for key in _OF_A_POST) >= 4


@dataclass
class _Post:
    """A post, as far as it is in the file, with the comments on it."""

    view: Object = field(default_factory=dict)
    comments: list[Object] = field(default_factory=list)
    is_whole: bool = False


class _Posts:
    """The posts of one file by their numbers."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._posts: dict[str, _Post] = {}

    def take(self, view: Object) -> None:
        """Takes the view of a post or of a comment."""
        comment = _inner(view, "comment")
        if _is_comment(comment):
            post = self._posts.setdefault(line(comment, "post_id"), _Post())
            post.comments.append(view)
            if not post.view and isinstance(view.get("post"), dict):
                post.view = {"post": view["post"], "community": view.get("community")}
        elif _is_post(_inner(view, "post")):
            post = self._posts.setdefault(line(_inner(view, "post"), "id"), _Post())
            post.view, post.is_whole = view, True
        else:
            self.findings.count("wrong-type", "Left out, being neither posts nor comments")

    def events(self) -> Iterator[Event]:
        """Each post with its comments."""
        for story, post in self._posts.items():
            findings = Findings(story)
            yield _start(story, post, findings)
            handles = set()
            for view in post.comments:
                comment = _comment(view, story, findings)
                handles.add(comment.id)
                yield comment
            if post.comments:
                findings.stated(number(post.view, "counts", "comments"), len(handles))
            yield from findings.notices()
        yield from self.findings.notices()


def _start(story: str, post: _Post, findings: Findings) -> StoryStart:
    item = _inner(post.view, "post")
    address = line(item, "ap_id")
    community = first_line(post.view, ("community", "name"), ("community_name",))
    identity = canonical_address(address) or (f"lemmy:{story}" if story else "")
    return StoryStart(
        story=story,
        title=line(item, "name") or f"Comments on post {story}".rstrip(),
        author=_creator(post.view, item),
        url=address,
        published=findings.moment(item.get("published"), offset=0),
        body=_body(item),
        id=identity,
        source=" ".join(filter(None, (community, host_name(address)))) or "Lemmy",
        join=identity,
        has_article=post.is_whole,
    )


def _comment(view: Object, story: str, findings: Findings) -> Comment:
    item = _inner(view, "comment")
    handle, own_id = findings.handle(line(item, "id"))
    is_gone = item.get("deleted") is True or item.get("removed") is True
    return Comment(
        id=handle,
        own_id=own_id,
        author=_creator(view, item) or ("[deleted]" if is_gone else "Anonymous"),
        parent=_parent(item),
        date=findings.moment(item.get("published"), offset=0),
        body=markdown_body(text(item, "content")),
        story=story,
        status="deleted" if is_gone else "visible",
        url=line(item, "ap_id"),
    )


def _parent(item: Object) -> str | None:
    """The comment before the last of the path; the first, 0, is the post."""
    path = line(item, "path").split(".")
    if len(path) > 1:
        return path[-2] if path[-2] != "0" else None
    return line(item, "parent_id") or None


def _creator(view: Object, item: Object) -> str:
    paths = (("creator", "name"), ("creator", "display_name"), ("creator_name",))
    return first_line(view, *paths) or first_line(item, ("creator_name",), ("creator_id",))


def _body(item: Object) -> Body:
    written, link = text(item, "body"), line(item, "url")
    if written.strip() and link.startswith(("http://", "https://")):
        return markdown_body(f"<{link}>\n\n{written}")
    return markdown_body(written) or address_body(link)
