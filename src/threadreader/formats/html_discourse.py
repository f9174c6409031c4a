"""Posts in pages of Discourse: as its script shows them, and as it serves them without one.

The first post is the article. A page does not say which post another one answers, only whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, line
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import read_comments
from threadreader.model import Comment, Notice, StoryStart

name = "Discourse"

_POST = re.compile(r"post_(\d+)$")
_FIRST = "1"


def _number(node: Any) -> str:
    match = _POST.match(attribute(node, "id"))
    return match[1] if match else attribute(node, "data-post-number")


RULES = Rules(
    comment="article[data-post-id], article[data-post-number], .crawler-post",
    number=_number,
    authors=(".username, .creator", ".full-name, [itemprop~=author]"),
    dates=("time[datetime]", "[data-time]", ".relative-date, .post-time"),
    bodies=(".cooked", "[itemprop~=text], [itemprop~=articleBody], .post"),
    links=("a.post-date", ".post-info a", "[itemprop~=url]"),
    theme=""".post-menu-area, .post-controls, .topic-map, .embedded-posts, .names, .post-info,
        .topic-meta-data, .crawler-post-meta, .crawler-linkback-list, .informations, .filename,
        .quote-controls, .post-links-container, .cooked-selection-barrier, .small-action,
        [itemprop~=interactionStatistic], .expand-hidden""",
    outside=".embedded-posts, .suggested-topics, .more-topics__container, #suggested-topics",
    replies=".embedded-posts.bottom",
    nests=True,
)


def claims(page: Page) -> float:
    """Sure of posts on a page that says Discourse made it, or of its classes."""
    if page.first(RULES.comment) is None:
        return 0.0
    return 0.95 if page.meta("generator").startswith("Discourse") else 0.85


def story(page: Page, start: StoryStart) -> StoryStart:
    """The topic: the first post is its article."""
    first = next((c for c in _posts(page) if isinstance(c, Comment) and c.id == _FIRST), None)
    title = line(page.first("#topic-title h1 a, a.fancy-title, .fancy-title, #topic-title h1"))
    if first is None:
        return replace(start, title=title or start.title, body="", has_article=False)
    return replace(
        start,
        title=title or start.title,
        author=first.author,
        published=first.date,
        body=first.body,
    )


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The posts after the first; those that are not loaded are named by their pages."""
    for event in _posts(page):
        if not isinstance(event, Comment) or event.id != _FIRST:
            yield event
    following = page.first("a[rel~=next]")
    if following is not None:
        address = page.absolute(attribute(following, "href"))
        yield Notice("more-pages", f"There are more posts on another page: {address}.")


def _posts(page: Page) -> Iterator[Comment | Notice]:
    yield from read_comments(page, RULES)
