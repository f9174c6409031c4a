"""Saved HTML pages: an article and the comments under it.

The page is parsed once, after the HTML standard. Of the readers that claim it the one that finds
the most comments is taken; a page in which none finds any is a story without comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Protocol, cast

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.decode import decode
from threadreader.formats.html_article import article
from threadreader.formats.html_depth import bounded
from threadreader.formats.html_extent import extent_notices, other_pages
from threadreader.formats.html_metadata import author, published, title
from threadreader.formats.html_page import Page, page_text
from threadreader.model import Comment, Event, Notice, StoryStart
from threadreader.text.clean import clean_line

name = "html"
extensions = (".html", ".htm", ".xhtml", ".shtml")

_PROFILES = (
    "wordpress",
    "hackernews",
    "oldreddit",
    "lobsters",
    "discourse",
    "blogger",
    "schema",
    "microformats",
    "plain",
)
_SURE, _DOUBTFUL = 0.8, 0.25
_ENOUGH_FALLS = 2
_PROLOG = re.compile(r"(?:\s|\ufeff|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:title|meta|link|div|p|article|section|main|ol|ul|table|h[1-6]|center|font|style|script)"
    r"[\s>/]",
    re.IGNORECASE,
)
_NAMES_OF_PAGES = (".html", ".htm", ".xhtml", ".shtml")


class Profile(Protocol):
    """A family of sites, or a vocabulary, in whose pages a module finds the comments.

    A module may also have `story(page, start)`, which knows better than the general reader what
    the page is about, and returns a changed start.
    """

    name: str

    def claims(self, page: Page) -> float:
        """How sure it is (0 to 1) that the page is of its kind."""

    def comments(self, page: Page) -> Iterator[Comment | Notice]:
        """The comments and what is to be said of them, in the order of the page."""


def sniff(head: bytes, path: Path | None) -> float:
    """Sure of a document, less of a piece of one."""
    text = decode(head)[0]
    begin = _PROLOG.match(text)
    rest = text[begin.end() if begin else 0 :]
    if _PAGE.match(rest):
        return 0.8
    if _FRAGMENT.match(rest):
        return 0.55
    if path is not None and path.suffix.lower() in _NAMES_OF_PAGES:
        return 0.5 if re.search(r"</?[a-zA-Z][^<>]*>", text) else 0.1
    return 0.3 if _PAGE.search(rest[:4096]) and "<body" in text.lower() else 0.0


def read(source: Source) -> Iterator[Event]:
    """The page's article, then its comments."""
    with source.open() as stream:
        data = stream.read()
    text, places, nuls = page_text(data)
    text, too_deep = bounded(text)
    page = Page(text, source.modified or None)
    reading = _best_reading(page)
    start = _start(page, [] if reading.story else reading.comments)
    yield reading.story(page, start) if reading.story else start
    yield from reading.comments
    yield from reading.notices
    yield from extent_notices(page, len(reading.comments))
    yield from _damage(text, places, nuls, too_deep)


def _damage(text: str, places: int, nuls: int, too_deep: int) -> Iterator[Notice]:
    """What was wrong with the page as a whole."""
    if text.rfind("<") > text.rfind(">"):
        message = "The page ends within a tag; everything up to there is read."
        yield Notice("truncated", message, text.count("\n") + 1)
    if nuls:
        yield Notice("nul-bytes", f"The page holds NUL bytes ({nuls}), which are left out.")
    if too_deep:
        message = f"Elements lie in one another deeper than any page needs; {too_deep} are undone."
        yield Notice("too-deep", message)
    if places:
        message = f"At {places} places bytes are not in the page's encoding; they were read as"
        message += " Windows-1252."
        yield Notice("encoding", message)


@dataclass
class _Reading:
    story: Callable[[Page, StoryStart], StoryStart] | None = None
    discussion: set[int] = field(default_factory=set)
    comments: list[Comment] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def _best_reading(page: Page) -> _Reading:
    """What the reader finds that finds most; where two find as many, the surer one's."""
    profiles = [cast("Profile", import_module(f"{__package__}.html_{key}")) for key in _PROFILES]
    claims = sorted(
        ((profile.claims(page), profile) for profile in profiles), key=lambda claim: -claim[0]
    )
    best: _Reading | None = None
    for confidence, profile in claims:
        if confidence <= 0 or (best is not None and best.comments and confidence < _DOUBTFUL):
            break
        reading = _Reading(getattr(profile, "story", None))
        page.discussion = reading.discussion
        for event in profile.comments(page):
            if isinstance(event, Comment):
                reading.comments.append(event)
            else:
                reading.notices.append(event)
        if best is None or len(reading.comments) > len(best.comments):
            best = reading
        if confidence >= _SURE and best.comments:
            break
    best = best or _Reading()
    page.discussion = best.discussion if best.comments else set()
    return best


def _start(page: Page, comments: list[Comment]) -> StoryStart:
    address = canonical_address(page.url)
    return StoryStart(
        title=title(page) or address,
        author=author(page),
        url=page.url,
        published=published(page),
        body=article(page),
        id=address,
        source=clean_line(page.meta("og:site_name")) or host_name(page.url),
        join=address if other_pages(page) else "",
        siblings="date" if _is_newest_first(comments) else "file",
    )


def _is_newest_first(comments: list[Comment]) -> bool:
    """Whether every comment at top level is older than the one above it."""
    times = [c.date.seconds for c in comments if c.parent is None and c.date is not None]
    falls = sum(later < earlier for earlier, later in pairwise(times))
    return falls >= _ENOUGH_FALLS and not any(a < b for a, b in pairwise(times))
