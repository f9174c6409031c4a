"""Comments in pages of Reddit's old design (old.reddit.com), and what they say is not loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, classes, decoded_line, line
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import link_body, read_comments
from threadreader.model import Body, Comment, Notice, Raw, StoryStart
from threadreader.text.html import node_blocks

name = "old.reddit"

_NUMBER = re.compile(r"\d+")
_STUBS = frozenset(("morechildren", "morerecursion", "deepthread"))
_GONE = re.compile(r"\s*(?:<[^<>]*>\s*)*\[(deleted|removed)\]\s*(?:<[^<>]*>\s*)*")


def _number(node: Any) -> str:
    return attribute(node, "data-fullname").removeprefix("t1_")


def _is_comment(node: Any) -> bool:
    return "comment" in classes(node) and not _STUBS.intersection(classes(node))


RULES = Rules(
    comment=".thing.comment",
    is_comment=_is_comment,
    number=_number,
    authors=("a.author, span.author",),
    dates=("time[datetime]", "time"),
    bodies=(".usertext-body", ".md"),
    links=("a.bylink",),
    theme=".tagline, .flat-list, .expand, .morecomments, .deepthread, .report-reason-display",
    replies=".child",
    nests=True,
)


def claims(page: Page) -> float:
    """Sure of the things of its listings."""
    things = page.first(".commentarea") is not None and page.first(".thing") is not None
    if things or page.first(".thing.comment[data-fullname]") is not None:
        return 0.95
    return 0.9 if page.first(".thing.link[data-fullname]") is not None else 0.0


def story(page: Page, start: StoryStart) -> StoryStart:
    """The link or text that was submitted."""
    link = page.first(".thing.link")
    if link is None:
        return start
    address = attribute(link.css_first("a.title"), "href")
    group = decoded_line(attribute(link, "data-subreddit"))
    return replace(
        start,
        title=line(link.css_first("a.title")) or start.title,
        author=line(link.css_first("a.author")) or decoded_line(attribute(link, "data-author")),
        published=page.moment(attribute(link.css_first("time[datetime]"), "datetime")),
        body=_opening(page, link, address),
        source=f"r/{group}" if group else start.source,
    )


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The comments in the page, those of deleted accounts too, and the number not loaded."""
    for event in read_comments(page, RULES):
        yield _gone(event) if isinstance(event, Comment) else event
    yield from _not_loaded(page)


def _gone(comment: Comment) -> Comment:
    """A comment whose text was taken away keeps its place."""
    body = comment.body
    text = body.data.decode() if isinstance(body, Raw) and len(body.data) < 300 else ""
    author = "[deleted]" if comment.author == "Anonymous" else comment.author
    if match := _GONE.fullmatch(text):
        return replace(comment, author=author, status="deleted", body=f"[{match[1]}]")
    return replace(comment, author=author)


def _not_loaded(page: Page) -> Iterator[Notice]:
    more = page.all(".morecomments")
    replies = [int(found[0]) for node in more if (found := _NUMBER.search(line(node)))]
    if more:
        message = f"Comments that are not loaded: {sum(replies)} behind {len(more)} links."
        yield Notice("not-loaded", message)
    if continued := len(page.all(".deepthread")):
        message = f"Threads that continue on pages of their own: {continued}."
        yield Notice("not-loaded", message)


def _opening(page: Page, link: Any, address: str) -> Body:
    text = link.css_first(".usertext-body .md, .expando .md")
    if text is not None:
        return node_blocks(text, base=page.base)
    address = page.absolute(address)
    return link_body(address) if "reddit.com" not in address else ""
