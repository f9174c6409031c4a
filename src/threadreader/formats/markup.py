"""What feeds and exports mean by a text that is HTML: a body, a title, a name."""

from __future__ import annotations

import re

from threadreader.formats.entities import unescape
from threadreader.model import Body, Raw
from threadreader.text.clean import clean_line

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCK_TAG = re.compile(r"<(?:p|br|div|ul|ol|li|blockquote|pre|h[1-6]|table)\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:/?[A-Za-z]|!--)")
_ENCODED_TAG = re.compile(
    r"&lt;(?:/?(?:p|br|a|em|i|b|strong|blockquote|ul|ol|li|code|pre|div|span|img)\b[^<>]*?)&gt;",
    re.IGNORECASE,
)
_BLOCK_EDITOR = "<!-- wp:"


def html_body(markup: str) -> Body:
    """A body of HTML as it stands."""
    return Raw("html", markup.encode("utf-8", "replace")) if markup.strip() else ""


def wordpress_body(markup: str) -> Body:
    """A body as WordPress keeps it: HTML in which a newline is a line break.

    What its block editor wrote has all its tags, and its newlines mean nothing.
    """
    if not markup.strip() or _BLOCK_EDITOR in markup:
        return html_body(markup)
    return Raw("wordpress", markup.encode("utf-8", "replace"))


def loose_markup(markup: str) -> str:
    """HTML of which nobody says how often it is encoded, decoded once more where it has to be."""
    if not _ANY_TAG.search(markup) and _ENCODED_TAG.search(markup):
        return unescape(markup)
    return markup


def loose_body(markup: str) -> Body:
    """A body of which nobody says how it is written: HTML, HTML encoded once more, or lines."""
    markup = loose_markup(markup)
    return html_body(markup) if _BLOCK_TAG.search(markup) else wordpress_body(markup)


def html_line(markup: str) -> str:
    """A title: one clean line, without tags."""
    return clean_line(unescape(_TAG.sub("", markup)))


def name_line(text: str) -> str:
    """A name: one clean line; what looks like a tag is part of it."""
    return clean_line(unescape(text))
