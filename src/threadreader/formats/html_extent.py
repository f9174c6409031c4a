"""What a page says of comments that are not in it: counts, further pages, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadreader.formats.html_nodes import attribute, line
from threadreader.formats.html_page import Page
from threadreader.model import Notice

_HEADINGS = """.comments-title, .wp-block-comments-title, #comments-title, .comments-heading,
    .comments_title, h1#comments, h2#comments, h3#comments, h4#comments, .comment-count,
    .comments-count, .comments-number, .comment-title, .comments-header, #comments-number"""
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d+")
_QUOTED = re.compile(r"[\"“”„‘«»「『]")
_PAGES = re.compile(r"/comment-page-(\d+)|[?&]cpage=(\d+)|[?&]commentPage=(\d+)")
_COMMENT = re.compile(r"#(?:\w+-)?comment-?\d+$")
_SCRIPTED = {
    "Disqus": '#disqus_thread, script[src*="disqus.com"]',
    "Facebook": ".fb-comments",
    "Commento": "#commento, #comentario, comentario-comments",
    "Isso": "#isso-thread",
    "Remark42": "#remark42",
    "utterances": 'script[src*="utteranc.es"], iframe[src*="utteranc.es"], .utterances',
    "giscus": 'script[src*="giscus.app"], iframe[src*="giscus.app"], .giscus',
    "Hyvor Talk": "#hyvor-talk-view, hyvor-talk-comments",
    "Cusdis": "#cusdis_thread",
    "Coral": "#coral_thread, #coral-shadow-container",
    "IntenseDebate": 'script[src*="intensedebate.com"]',
    "Livefyre": "#livefyre-comments, .fyre",
    "Spot.IM": "[data-spotim-module]",
    "Waline": "#waline",
    "Graphcomment": "#graphcomment",
    "Vuukle": "#vuukle-comments",
    "Jetpack": "iframe.jetpack_remote_comment",
}
_MOST_NAMED = 5


def leading_number(text: str) -> int | None:
    """The first number of a heading that is not in the title it quotes."""
    match = _NUMBER.search(_QUOTED.split(text)[0])
    return int(re.sub(r"\D", "", match[0])) if match else None


def stated_count(page: Page) -> int | None:
    """How many comments the heading of the discussion says there are."""
    for node in page.all(_HEADINGS)[:5]:
        count = leading_number(line(node))
        if count is not None:
            return count
    return None


def extent_notices(page: Page, count: int) -> Iterator[Notice]:
    """Why there may be more comments than the `count` that were found."""
    pages = other_pages(page)
    stated = stated_count(page)
    if pages:
        named = ", ".join(pages[:_MOST_NAMED])
        message = f"There are more comments on other pages ({len(pages)}): {named}."
        yield Notice("more-pages", message)
    if stated is not None and stated != count:
        message = f"The page says that its comments are {stated}; in it are {count}."
        yield Notice("count-differs", message)
    if not count and (system := _script(page)):
        message = (
            f"The comments are loaded by a script ({system}); save the page with SingleFile "
            "after they are shown."
        )
        yield Notice("needs-script", message)


def other_pages(page: Page) -> list[str]:
    """The addresses of other pages of the same discussion."""
    found: dict[str, str] = {}
    here = _PAGES.search(page.url)
    for node in page.all('a[href*="comment-page-"], a[href*="cpage="], a[href*="commentPage="]'):
        address = page.absolute(attribute(node, "href"))
        match = _PAGES.search(address)
        if match and not _COMMENT.search(address) and "replytocom" not in address:
            number = next(filter(None, match.groups()), "")
            if not here or number not in here.groups():
                found.setdefault(number, address.partition("#")[0])
    return list(found.values())


def _script(page: Page) -> str:
    """The comment system that would have to run, or ""."""
    return next((name for name, mark in _SCRIPTED.items() if page.first(mark) is not None), "")
