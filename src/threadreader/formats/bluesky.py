"""Bluesky: the thread of a post.

Follows the answer of `app.bsky.feed.getPostThread` and the `app.bsky.richtext.facet` lexicon, whose
positions count the bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from threadreader.formats.base import Source
from threadreader.formats.json_fields import (
    Object,
    first_line,
    line,
    member,
    number,
    objects,
    opening_words,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.model import Block, Comment, Event, Span, StoryStart
from threadreader.text.clean import clean

name = "bluesky"
extensions = (".json",)

_MISSING = {
    "notFoundPost": ("not-loaded", "Posts that are deleted or not found"),
    "blockedPost": ("hidden", "Posts that are blocked"),
}


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of thread views."""
    return 0.95 if any(_kind(_root(value)) for value in head_values(head)) else 0.0


def read(source: Source) -> Iterator[Event]:
    """The thread; its uppermost post is the article."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, findings = JsonStream(source), Findings()
    for value, _ in stream.values():
        views = value if isinstance(value, list) else [value]
        for view in map(_root, findings.objects(views, "threads")):
            if _kind(view):
                yield from _thread(view)
            else:
                findings.count("wrong-type", "Left out, being no thread of posts")
    yield from findings.notices()
    yield from stream.notices()


def _root(value: Any) -> Object:
    thread = member(value, "thread")
    found = thread if isinstance(thread, dict) else value
    return found if isinstance(found, dict) else {}


def _kind(view: Object) -> str:
    """What a member of a thread is: "threadViewPost", another of the union, or ""."""
    kind = text(view, "$type").rpartition("#")[2]
    if kind in ("threadViewPost", *_MISSING):
        return kind
    if isinstance(member(view, "post", "record"), dict):
        return "threadViewPost"
    known = (("notFound", "notFoundPost"), ("blocked", "blockedPost"))
    return next((name for key, name in known if view.get(key) is True), "")


def _thread(view: Object) -> Iterator[Event]:
    chain = _ancestors(view)
    top = next((part for part in chain if _kind(part) == "threadViewPost"), {})
    story = line(top, "post", "uri")
    findings = Findings(story)
    yield _start(top, story, findings)
    pending, above = chain[::-1], set(map(id, chain[:-1]))
    while pending:
        part = pending.pop()
        if (kind := _kind(part)) in _MISSING:
            findings.count(*_MISSING[kind], place=line(part, "uri"))
        elif kind and part is not top:
            yield _comment(part, story, findings)
        elif not kind:
            findings.count("wrong-type", "Left out, being no posts")
        replies = findings.objects(part.get("replies"), "replies")
        pending.extend(reversed(replies))
        if not replies and id(part) not in above and (count := number(part, "post", "replyCount")):
            findings.count("not-loaded", "Replies that are counted and not in this file", count)
    yield from findings.notices()


def _ancestors(view: Object) -> list[Object]:
    """The post, after those that it answers, the uppermost first."""
    chain = [view]
    while isinstance(parent := chain[-1].get("parent"), dict):
        chain.append(parent)
    return chain[::-1]


def _start(top: Object, story: str, findings: Findings) -> StoryStart:
    post = top.get("post")
    answered = line(post, "record", "reply", "parent", "uri")
    said = clean(text(post, "record", "text"))
    return StoryStart(
        story=story,
        title=opening_words(said) or f"Thread {story}".rstrip(),
        author=_author(post) if top else "",
        url=_address(post),
        published=findings.moment(_written(post)),
        body=_body(post),
        id=story,
        source="Bluesky",
        join=line(post, "record", "reply", "root", "uri") or story,
        has_article=bool(top),
        opening=_comment(top, story, findings) if answered else None,
    )


def _comment(view: Object, story: str, findings: Findings) -> Comment:
    post = view.get("post")
    handle, own_id = findings.handle(line(post, "uri"))
    parent = line(post, "record", "reply", "parent", "uri")
    return Comment(
        id=handle,
        own_id=own_id,
        author=_author(post) or "Anonymous",
        parent=parent if parent and parent != story else None,
        date=findings.moment(_written(post)),
        body=_body(post),
        story=story,
        url=_address(post),
    )


def _written(post: Any) -> Any:
    return member(post, "record", "createdAt") or member(post, "indexedAt")


def _author(post: Any) -> str:
    paths = (("author", "handle"), ("author", "displayName"), ("author", "did"))
    return first_line(post, *paths)


def _address(post: Any) -> str:
    """The page of a post, which its address in the protocol tells."""
    author, key = _author(post), line(post, "uri").rpartition("/app.bsky.feed.post/")[2]
    return f"https://bsky.app/profile/{author}/post/{key}" if author and key else ""


def _body(post: Any) -> tuple[Block, ...]:
    """The text with its links, then what is attached to it."""
    record = member(post, "record")
    paragraphs = _paragraphs(_spans(text(record, "text"), objects(record, "facets")))
    return (*paragraphs, *_attached(member(post, "embed")))


def _spans(written: str, facets: list[Object]) -> Iterator[Span]:
    data, at = written.encode("utf-8", "replace"), 0
    for start, stop, target in sorted(_links(facets)):
        if at <= start < stop <= len(data):
            yield Span(clean(data[at:start].decode("utf-8", "ignore")))
            yield Span(clean(data[start:stop].decode("utf-8", "ignore")), "link", target)
            at = stop
    yield Span(clean(data[at:].decode("utf-8", "ignore")))


def _links(facets: list[Object]) -> Iterator[tuple[int, int, str]]:
    for facet in facets:
        start, stop = number(facet, "index", "byteStart"), number(facet, "index", "byteEnd")
        features = objects(facet, "features")
        target = next(filter(None, (_target(feature) for feature in features)), "")
        if start is not None and stop is not None and target:
            yield start, stop, target


def _target(feature: Object) -> str:
    if person := line(feature, "did"):
        return f"https://bsky.app/profile/{person}"
    if tag := line(feature, "tag"):
        return f"https://bsky.app/hashtag/{tag}"
    return line(feature, "uri")


def _paragraphs(spans: Iterator[Span]) -> Iterator[Block]:
    """One paragraph for each run of text between empty lines."""
    current: list[Span] = []
    for span in spans:
        *ended, last = span.text.split("\n\n")
        for part in ended:
            current.append(Span(part, span.kind, span.target))
            yield from _paragraph(current)
            current = []
        current.append(Span(last, span.kind, span.target))
    yield from _paragraph(current)


def _paragraph(spans: list[Span]) -> Iterator[Block]:
    kept = [span for span in spans if span.text]
    if any(span.text.strip() for span in kept):
        yield Block("paragraph", tuple(kept))


def _attached(embed: Any) -> Iterator[Block]:
    """Pictures, a link or a quoted post."""
    media = member(embed, "media")
    for holder in (embed, media):
        for picture in objects(holder, "images"):
            address, said = line(picture, "fullsize"), line(picture, "alt")
            yield Block("image", (Span(said, "link", address),))
        if address := line(holder, "external", "uri"):
            said = line(holder, "external", "title") or address
            yield Block("paragraph", (Span(said, "link", address),))
    quoted = member(embed, "record", "record") or member(embed, "record")
    if said := clean(text(quoted, "value", "text")).strip():
        yield Block("attribution", (Span(f"{_author(quoted)}:"),))
        yield Block("quote", (Span(said),), depth=1)
