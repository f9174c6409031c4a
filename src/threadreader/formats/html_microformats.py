"""Comments marked up with microformats2: an `h-entry` with `u-comment h-cite` in it.

Follows the microformats wiki's h-entry, h-cite and comment-presentation. Likes and reposts are
`h-cite` as well, but no comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, classes
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import read_comments
from threadreader.model import Comment, Notice

name = "microformats"

_ROOTS = frozenset(("h-cite", "h-entry"))
_COMMENT = frozenset(("u-comment", "p-comment", "comment"))
_OTHER = re.compile(r"[up]-(?:like|repost|bookmark|favorite|rsvp|in-reply-to|read-of)")
_NUMBER = re.compile(r"(?:comment|response|reply|c)[-_]?(\w*\d\w*)$", re.IGNORECASE)


def _number(node: Any) -> str:
    match = _NUMBER.match(attribute(node, "id"))
    return match[1] if match else attribute(node, "id")


def _is_comment(node: Any) -> bool:
    names = classes(node)
    if any(map(_OTHER.match, names)):
        return False
    return bool(_COMMENT.intersection(names) or _COMMENT.intersection(classes(node.parent)))


RULES = Rules(
    comment=".h-cite, .h-entry",
    is_comment=_is_comment,
    number=_number,
    authors=(".p-author", ".h-card"),
    dates=(".dt-published", "time[datetime]"),
    bodies=(".e-content", ".p-content, .p-summary"),
    links=(".u-uid", ".u-url"),
    theme=".p-author, .h-card, .dt-published, .u-url, .comment-meta, .reply",
    nests=True,
)


def claims(page: Page) -> float:
    """Fairly sure of a page that has such comments."""
    marks = ".h-cite.u-comment, .h-cite.p-comment, .h-entry.u-comment, .u-comment .h-cite"
    return 0.7 if page.first(marks) is not None else 0.0


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The comments, each below the one whose element is around it."""
    yield from read_comments(page, RULES)
