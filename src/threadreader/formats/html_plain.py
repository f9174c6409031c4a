"""Comments of sites that no other reader knows: elements named "comment" that look like ones.

They are believed only where most of them have an author and a text. Movable Type, TypePad, Ghost
and the comments that static sites keep in their pages are read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import read_comments
from threadreader.formats.html_wordpress import RULES as WORDPRESS
from threadreader.model import Comment, Notice

name = "other sites"

_NUMBER = re.compile(r"(?:\w+-)?comment[-_]?(\d+|[0-9a-f]{8,})$", re.IGNORECASE)
_ELEMENTS = frozenset(("li", "div", "article", "section", "tr"))
_BELIEVED = 0.6


def _identity(node: Any) -> str:
    match = _NUMBER.match(attribute(node, "id"))
    return match[1] if match else attribute(node, "data-comment-id")


RULES: Rules = replace(
    WORDPRESS,
    comment=""".comment, .comment-item, .comment__item, .comments__item, .comments-item,
        .comment-card, .comment-single, .single-comment, .comment-box, .comment-wrapper,
        .blog-comment, .js-comment, .comment-container, .comment-entry-item""",
    is_comment=lambda node: node.tag in _ELEMENTS,
    number=_identity,
    depth=lambda _: None,
    authors=(
        *WORDPRESS.authors,
        """.comment-user, .comment__author, .comment-username, .username, .user, .nickname, .name,
        .comment-author-info, .comment__name, .byline""",
        ".comment-header, .comment__header, strong",
    ),
    bodies=(
        *WORDPRESS.bodies,
        """.comment__body, .comment__content, .comment__text, .comment-message, .message, .content,
        .comment-main, .body, .comment-description""",
    ),
    dates=(*WORDPRESS.dates, ".timestamp, .time, .datetime, .comment__date, .comment-footer"),
    links=(*WORDPRESS.links, ".permalink, .comment-permalink a"),
    replies=""".children, .replies, .comment-replies, .comment__replies, .comment-children,
        .subcomments, .comments__replies, .child-comments, .nested-comments, .comment-responses""",
)


def claims(page: Page) -> float:
    """Never sure; what it finds counts only where no other reader finds anything."""
    return 0.2 if page.first(RULES.comment) is not None else 0.0


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The elements that look like comments, where most of them do."""
    events = list(read_comments(page, RULES))
    found = [event for event in events if isinstance(event, Comment)]
    whole = [c for c in found if c.author != "Anonymous" and c.body]
    if whole and len(whole) >= _BELIEVED * len(found):
        yield from events
