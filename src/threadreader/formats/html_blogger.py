"""Comments in pages of Blogger: the threaded list of today and the older lists of terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, children, classes, line
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import (
    author_name,
    markup_body,
    read_comments,
    unknown_dates,
)
from threadreader.model import Comment, Moment, Notice, Raw

name = "Blogger"

_NUMBER = re.compile(r"c(\d{5,})$")
_TERMS = "dl#comments-block dt, #comments-block dt, #comments dl dt"
_BODY = frozenset(("comment-body", "comment-body-author", "blog-comment"))
_DELETED = b"deleted-comment"
_FOOT = frozenset(("comment-footer", "comment-timestamp"))


def _number(node: Any) -> str:
    match = _NUMBER.match(attribute(node, "id"))
    return match[1] if match else ""


RULES = Rules(
    comment="li.comment",
    is_comment=lambda node: bool(_number(node)),
    number=_number,
    authors=("cite.user", ".comment-header cite", "cite"),
    dates=(".datetime", ".comment-timestamp"),
    bodies=("p.comment-content, .comment-content", ".comment-body"),
    links=(".datetime a", 'a[href*="showComment="]'),
    theme=".comment-actions, .comment-header, .icon, .avatar-image-container, .deleted-comment a",
    replies=".comment-replies",
)


def claims(page: Page) -> float:
    """Sure of its lists on a page that it made."""
    listed = page.first("#comments-block") is not None
    if not listed and not any(map(_number, page.all("li.comment[id]")[:3])):
        return 0.0
    made = "blogger" in page.meta("generator").lower() or "blogspot." in page.url
    return 0.9 if made or listed or page.first(".comment-thread") is not None else 0.3


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The comments of the threaded list, else those of a list of terms, which is flat."""
    threaded = list(read_comments(page, RULES))
    if threaded:
        yield from map(_removed, threaded)
        return
    unknown: list[str] = []
    for position, term in enumerate(page.all(_TERMS), 1):
        yield _of_term(page, term, position, unknown)
    yield from unknown_dates(page, unknown)


def _removed(event: Comment | Notice) -> Comment | Notice:
    """A comment that its author removed keeps its place."""
    body = event.body if isinstance(event, Comment) else ""
    if isinstance(event, Comment) and isinstance(body, Raw) and _DELETED in body.data[:200]:
        return replace(event, status="deleted")
    return event


def _of_term(page: Page, term: Any, position: int, unknown: list[str]) -> Comment:
    """A comment that is a term (its author) and what follows up to the next one."""
    number = _number(term) or next(filter(None, map(_number, children(term))), "")
    markup, date, url = "", None, ""
    following = term.next
    while following is not None and following.tag != "dt":
        names = set(classes(following))
        if following.tag == "dd" and names & _FOOT:
            date, url = _foot(page, following, unknown)
        elif following.tag == "dd" and (names & _BODY or not markup):
            markup += following.inner_html or ""
        following = following.next
    return Comment(
        id=number or f"without id {position}",
        own_id=bool(number),
        author=author_name(line(term)).removesuffix("...").removesuffix(" said") or "Anonymous",
        date=date,
        body=markup_body(page, markup),
        url=url,
    )


def _foot(page: Page, node: Any, unknown: list[str]) -> tuple[Moment | None, str]:
    link = node.css_first("a[href]")
    said = line(link) or line(node)
    date = page.moment(said) or page.moment(line(node))
    if date is None and said:
        unknown.append(said)
    return date, page.absolute(attribute(link, "href")) if link is not None else ""
