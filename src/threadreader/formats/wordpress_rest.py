"""WordPress REST answers: pages of comments, posts, and posts with embedded comments.

Follows the REST API handbook's comments and posts. Several pages of comments and the post's own
file join by the address of the post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.decode import decode
from threadreader.formats.feed_json import damage_notices, whole_text
from threadreader.formats.loose_json import LooseJson, text_of
from threadreader.formats.markup import html_body, html_line, name_line
from threadreader.formats.wordpress import HiddenComments, comment_kind, is_unknown, moment
from threadreader.model import Comment, Event, Notice, StoryStart
from threadreader.text.clean import clean_line

name = "wordpress_rest"
extensions = (".json",)

_RENDERED = r'"\s*:\s*\{\s*(?:"(?:raw|block_version|protected)"\s*:[^{}]*)?"rendered"'
_CONTENT = re.compile(rf'"content{_RENDERED}')
_TITLE = re.compile(rf'"title{_RENDERED}')
_OF_A_COMMENT = re.compile(r'"author_name"\s*:|"post"\s*:\s*\d')
_REFUSAL = re.compile(r'\{\s*"code"\s*:\s*"rest_')


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of JSON with rendered contents of comments or rendered titles of posts."""
    text = decode(head)[0].strip("\ufeff \t\r\n")
    if not text.startswith(("[", "{")):
        return 0.0
    if _CONTENT.search(text) and _OF_A_COMMENT.search(text):
        return 0.9
    if _TITLE.search(text):
        return 0.85
    if _REFUSAL.match(text):
        return 0.5
    return 0.3 if re.fullmatch(r"\[\s*\]", text) else 0.0


def read(source: Source) -> Iterator[Event]:
    """The stories that the file has posts or comments of."""
    text, notices = whole_text(source)
    loose = LooseJson(text)
    answers = _Answers()
    for value in loose.values():
        answers.take(value)
    yield from answers.events()
    yield from notices
    yield from damage_notices(loose)


@dataclass
class _Discussion:
    """A post, comments on it, or both."""

    post: dict[str, Any] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)

    @property
    def link(self) -> str:
        """The address of the post, from the comments where the post is not there."""
        links = [text_of(self.post, "link"), *(text_of(c, "link") for c in self.comments[:1])]
        return clean_line(next(filter(None, links), "").partition("#")[0])


class _Answers:
    """Collects posts and comments, and turns them into events."""

    def __init__(self) -> None:
        self._discussions: dict[str, _Discussion] = {}  # id of the post -> what there is of it
        self._refusals: list[str] = []
        self._made_up = 0

    def take(self, value: Any) -> None:
        """Takes a page of posts or comments, or one of them."""
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, dict):
                continue
            if text_of(item, "code") and text_of(item, "message"):
                self._refusals.append(clean_line(text_of(item, "message")))
            elif "author_name" in item or ("post" in item and "title" not in item):
                self._take_comment(item, text_of(item, "post"))
            elif "title" in item or "content" in item:
                self._take_post(item)

    def events(self) -> Iterator[Event]:
        """Each story with its comments; why there is none, where there is none."""
        for number, discussion in self._discussions.items():
            yield _start(number, discussion)
            yield from self._comments(number, discussion)
            if _is_protected(discussion.post):
                message = "The article is protected by a password and is not in the file."
                yield Notice("protected", message, story=number)
        for message in self._refusals:
            yield Notice("refused", f"The site answered: {message}")
        if not self._discussions and not self._refusals:
            message = "It is an empty page of comments, which does not say of which story"
            yield Notice("empty-page", f"{message}.")

    def _take_comment(self, item: dict[str, Any], post: str) -> None:
        discussion = self._discussions.setdefault(post, _Discussion())
        discussion.comments.append(item)
        if not discussion.post and (above := _embedded(item, "up")):
            discussion.post = {"title": above[0].get("title"), "link": above[0].get("link")}

    def _take_post(self, item: dict[str, Any]) -> None:
        number = text_of(item, "id")
        self._discussions.setdefault(number, _Discussion()).post = item
        for reply in _embedded(item, "replies"):
            self._take_comment(reply, number)

    def _comments(self, story: str, discussion: _Discussion) -> Iterator[Event]:
        hidden = HiddenComments()
        for item in discussion.comments:
            kind = text_of(item, "type")
            if not hidden.hides(text_of(item, "status"), kind):
                yield from self._comment(item, kind, story)
        yield from hidden.notices(story)

    def _comment(self, item: dict[str, Any], kind: str, story: str) -> Iterator[Event]:
        number, parent = text_of(item, "id"), text_of(item, "parent")
        local, utc = text_of(item, "date"), text_of(item, "date_gmt")
        date = moment(local, utc)
        if not number:
            self._made_up += 1
        yield Comment(
            id=clean_line(number) or f"without id {self._made_up}",
            own_id=bool(number),
            author=name_line(text_of(item, "author_name")) or "Anonymous",
            parent=clean_line(parent) if parent not in ("", "0") else None,
            date=date,
            body=html_body(_content(item)),
            story=story,
            kind=comment_kind(kind),
            url=clean_line(text_of(item, "link")),
        )
        if is_unknown(date, local, utc):
            message = f"The date {clean_line(local or utc)} of comment {number} is not understood."
            yield Notice("unknown-date", message, story=story)


def _start(story: str, discussion: _Discussion) -> StoryStart:
    post, link = discussion.post, discussion.link
    address = canonical_address(link)
    title = html_line(text_of(post, "title", "rendered") or text_of(post, "title"))
    author = next((text_of(author, "name") for author in _embedded(post, "author")), "")
    return StoryStart(
        story=story,
        title=title or address or f"Comments on post {story}".rstrip(),
        author=name_line(author),
        url=link,
        published=moment(text_of(post, "date"), text_of(post, "date_gmt")),
        body=html_body(_content(post)),
        id=address,
        source=host_name(link),
        join=address,
        siblings="date",
        has_article="content" in post,
    )


def _content(item: dict[str, Any]) -> str:
    return text_of(item, "content", "rendered") or text_of(item, "content")


def _is_protected(post: dict[str, Any]) -> bool:
    content = post.get("content")
    return isinstance(content, dict) and bool(content.get("protected")) and not _content(post)


def _embedded(item: dict[str, Any], relation: str) -> list[dict[str, Any]]:
    """What an answer with `_embed` holds of other things: lists, or lists of pages of them."""
    holder = item.get("_embedded")
    found = holder.get(relation) if isinstance(holder, dict) else None
    things: list[dict[str, Any]] = []
    for thing in found if isinstance(found, list) else []:
        things += [
            t for t in (thing if isinstance(thing, list) else [thing]) if isinstance(t, dict)
        ]
    return things
