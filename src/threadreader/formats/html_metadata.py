"""What a page says of its article: title, author, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threadreader.formats.html_nodes import attribute, decoded_line, line
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import author_name
from threadreader.model import Moment

_TITLES = """h1.entry-title, h2.entry-title, .wp-block-post-title, h1.post-title, h1.p-name,
    h1[itemprop~=headline], h3.post-title, h2.post-title, h1.article-title, .entry-title"""
_SEPARATORS = re.compile(r"\s+(?:[|»«·•–—:-]|::)\s+")
_BLOG_ARCHIVE = re.compile(r"^(?:blog )?archive$", re.IGNORECASE)
_AUTHORS = (
    "[rel~=author]",
    "[itemprop~=author]",
    """.author, .p-author, .post-author,
    .entry-author, .byline, .article-author, .wp-block-post-author-name,
    .wp-block-post-author__name""",
)
_DATES = (
    """time.entry-date, time.published, time.dt-published, [itemprop~=datePublished],
    abbr.published, .wp-block-post-date, .post-timestamp""",
    "time[pubdate]",
    "time[datetime]",
    """.entry-date, .post-date, .postdate, .date-header, .published, .posted-on, .entry-meta,
    .post-meta, .postmetadata, .date, .article-date, .byline, .post-info, small""",
)
_BY = re.compile(r"\s+(?:by|von|par|por|di|door)\s+(.+?)\s*$", re.IGNORECASE)
_AND_DATE = re.compile(r"\s+(?:on|at|am|le|op|»|·|•|\||—|–)\s+\S.*\d.*$", re.IGNORECASE)
_POSTED = ".postdate, .postmetadata, .post-meta, .entry-meta, .post-info, small"
_COMMENTS = frozenset(
    ("comments", "commentlist", "comment-list", "comments-area", "respond", "u-comment", "comment")
)
_ARTICLES = (
    "article",
    "blogposting",
    "newsarticle",
    "discussionforumposting",
    "socialmediaposting",
)
_MOST_TRIED = 5
_MOST_AROUND = 50


def title(page: Page) -> str:
    """The article's title, "" where the page has none."""
    whole = decoded_line(page.title_text)
    for node in page.all(_TITLES)[:_MOST_TRIED]:
        said = line(node)
        if said and (said in whole or not whole or len(page.all(_TITLES)) == 1):
            return said
    shared = decoded_line(page.meta("og:title", "twitter:title", "dc.title"))
    site = decoded_line(page.meta("og:site_name"))
    headings = [line(node) for node in page.all("h1, h2, h3")[:40]]
    within = [said for said in headings if len(said) > 3 and said in whole and said != site]
    if within and not (shared and len(shared) > len(max(within, key=len))):
        return max(within, key=len)
    return _without_site(shared or whole, site) or next(filter(None, headings), "")


def author(page: Page) -> str:
    """Who wrote the article, "" where the page does not say."""
    for thing in _postings(page):
        if name := _name(thing.get("author")):
            return name
    if name := author_name(decoded_line(page.meta("author", "dc.creator", "parsely-author"))):
        return name
    for selector in _AUTHORS:
        for node in _outside_comments(page, selector):
            named = node.css_first("[itemprop~=name]") or node.css_first(".author, .fn") or node
            said = line(named) or decoded_line(attribute(named, "content"))
            if 0 < len(said) <= 80 and (name := author_name(_AND_DATE.sub("", said))):
                return name
    for node in _outside_comments(page, _POSTED):
        if (match := _BY.search(line(node))) and len(match[1]) <= 40:
            return author_name(match[1])
    return ""


def published(page: Page) -> Moment | None:
    """When the article was published, as exactly as the page says it."""
    says = [page.meta("article:published_time", "datepublished", "dc.date", "date")]
    says += [str(thing.get("datePublished") or "") for thing in _postings(page)]
    for text in says:
        if text and (moment := page.moment(text)):
            return moment
    for selector in _DATES:
        for node in _outside_comments(page, selector):
            for text in _texts_of(node):
                if moment := page.moment(text):
                    return moment
    for node in _outside_comments(page, _POSTED):
        if moment := page.moment_within(line(node)):
            return moment
    return None


def _texts_of(node: Any) -> Iterator[str]:
    for dated in (node, node.css_first("time[datetime], abbr[title]")):
        for key in ("datetime", "content", "title"):
            yield attribute(dated, key)
    said = line(node)
    yield said
    yield _BY.sub("", said)


def _outside_comments(page: Page, selector: str) -> Iterator[Any]:
    """The first nodes that a selector means, those of the comments left out."""
    for node in page.all(selector)[:_MOST_TRIED]:
        around: Any = node
        for _ in range(_MOST_AROUND):
            if around is None or _is_of_comments(around):
                break
            around = around.parent
        if around is None:
            yield node


def _is_of_comments(node: Any) -> bool:
    marks = {attribute(node, "id").lower(), *attribute(node, "class").lower().split()}
    return bool(marks & _COMMENTS) or "comment" in attribute(node, "itemprop").split()


def _without_site(whole: str, site: str) -> str:
    """A title without the name of its site."""
    parts = [part for part in _SEPARATORS.split(whole) if not _BLOG_ARCHIVE.match(part)]
    if len(parts) < 2:
        return whole
    if site and site in parts:
        separator = _SEPARATORS.search(whole)
        rest = [part for part in parts if part != site]
        return (separator[0] if separator else " ").join(rest)
    return max(parts, key=len) if len(parts) < 4 else whole


def _postings(page: Page) -> Iterator[dict[str, Any]]:
    for thing in page.linked_data:
        kind = thing.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(str(k).lower() in _ARTICLES for k in kinds):
            yield thing


def _name(value: Any) -> str:
    """The name of a schema.org person, or of the first of several."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return decoded_line(value) if isinstance(value, str) and not value.startswith("http") else ""
