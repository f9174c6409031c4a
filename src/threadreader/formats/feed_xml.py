"""RSS 0.9 to 2.0, RSS 1.0 and Atom, entry by entry.

Follows the RSS Advisory Board's specification, RSS 1.0 with its modules (content, slash, Dublin
Core), the Well-Formed Web's comment elements, RFC 4287 (Atom) and RFC 4685 (threads).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadreader.formats.base import Source
from threadreader.formats.feed_document import Entry, Facts, TextForm
from threadreader.formats.markup import html_line, name_line
from threadreader.formats.moments import from_iso, from_rfc822
from threadreader.formats.xml_elements import Element
from threadreader.formats.xml_stream import XmlStream
from threadreader.model import Moment, Notice
from threadreader.text.clean import clean_line

_RECORDS = frozenset({"item", "entry"})
_DATES = ("pubDate", "published", "issued", "dc:date", "created", "updated", "modified")
_BODIES = ("content:encoded", "content", "description", "summary", "atom:content", "atom:summary")
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\((.+)\)")
_REDDIT_USER = re.compile(r"/u/(?=[\w-]+$)")
_BLOGGER_KIND = re.compile(r"schemas\.google\.com/blogger/2008/kind#(\w+)")
_BLOGGER_COMMENT = re.compile(r"/feeds/(\d+)/\d+/comments/default/(\d+)")


class XmlFeed:
    """A source that is RSS or Atom."""

    def __init__(self, source: Source) -> None:
        self._stream = XmlStream(source, _RECORDS)

    def entries(self) -> Iterator[Entry]:
        """Every item or entry."""
        return map(_entry, self._stream.records())

    def facts(self) -> Facts:
        """What its channel, or the feed itself, has said so far."""
        root = self._stream.root
        if root is None:
            return Facts()
        channel = root.child("channel") or root
        return Facts(_line(channel.child("title")), _alternate(channel), _author(channel))

    def notices(self) -> Iterator[Notice]:
        """What was wrong with the XML."""
        return self._stream.notices()


def _entry(record: Element) -> Entry:
    text, form = _body(record)
    date, written = _date(record)
    comments_at = record.text("wfw:commentRss", "wfw:commentRSS") or _link(record, "replies")
    return Entry(
        id=clean_line(record.text("guid", "id") or record.attributes.get("about", "")),
        link=_alternate(record),
        title=_line(record.child("title", "dc:title")),
        author=_author(record),
        date=date,
        written_date=written,
        text=text,
        form=form,
        answers=tuple(_answers(record)),
        kind=_kind(record),
        stated=_stated(record),
        comments_at=clean_line(comments_at),
        line=record.line,
    )


def _line(element: Element | None) -> str:
    """A title: of Atom in one of its three types, of RSS as HTML, which it mostly is."""
    if element is None:
        return ""
    if any(not isinstance(part, str) for part in element.content):
        return html_line(element.markup(escaped=True))
    is_text = element.attributes.get("type", "") in ("text", "text/plain")
    return clean_line(element.own_text()) if is_text else html_line(element.own_text())


def _body(record: Element) -> tuple[str, TextForm]:
    """The longest form of the text that the record has, and how it is written."""
    for name in _BODIES:
        element = record.child(name)
        if element is None:
            continue
        kind = element.attributes.get("type", element.attributes.get("mode", ""))
        is_xml = "xhtml" in kind or kind in ("xml", "application/xml")
        text = element.markup(escaped=is_xml)
        if text.strip():
            return text, _form(name, kind)
    return "", "html"


def _form(name: str, kind: str) -> TextForm:
    if kind in ("text", "text/plain"):
        return "plain"
    return "html" if kind or name == "content:encoded" else "loose"


def _alternate(element: Element) -> str:
    """The address of the page that a feed or an entry belongs to."""
    plain = next((text for e in element.children("link") if (text := e.own_text().strip())), "")
    address = plain or _link(element, "alternate")
    guid = element.child("guid")
    if not address and guid is not None and guid.attributes.get("isPermaLink") != "false":
        address = guid.own_text().strip()
        address = address if "://" in address else ""
    return clean_line(address)


def _link(element: Element, relation: str) -> str:
    """The address of a link, that of a feed rather than that of a page where there are both."""
    found = [
        link.attributes
        for name in ("link", "atom:link")
        for link in element.children(name)
        if link.attributes.get("rel", "alternate") == relation and link.attributes.get("href")
    ]
    wanted = "html" if relation == "alternate" else "atom"
    best = next((link for link in found if wanted in link.get("type", "")), None)
    return clean_line((best or found[0])["href"]) if found else ""


def _author(element: Element) -> str:
    for name in ("author", "atom:author", "dc:creator", "itunes:author"):
        author = element.child(name)
        if author is None:
            continue
        written = author.text("name", "atom:name") or author.own_text().strip()
        if mail := _MAIL_AND_NAME.fullmatch(written):
            written = mail[1]
        if written:
            return _REDDIT_USER.sub("", name_line(written))
    return ""


def _date(record: Element) -> tuple[Moment | None, str]:
    texts = record.texts()
    written = [texts[name] for name in (*_DATES, "atom:published", "atom:updated") if name in texts]
    for text in written:
        if date := from_iso(text) or from_rfc822(text):
            return date, text
    return None, written[0] if written else ""


def _answers(record: Element) -> Iterator[str]:
    """What the entry answers: its ids and addresses; Blogger names the comment in a link."""
    for link in record.children("link"):
        if link.attributes.get("rel") == "related":
            found = _BLOGGER_COMMENT.search(link.attributes.get("href", ""))
            if found:
                yield f"tag:blogger.com,1999:blog-{found[1]}.post-{found[2]}"
    for reference in record.children("thr:in-reply-to"):
        for key in ("ref", "href"):
            if address := clean_line(reference.attributes.get(key, "")):
                yield address


def _kind(record: Element) -> str | None:
    """What Blogger says that an entry of its exports is."""
    for category in record.children("category"):
        if found := _BLOGGER_KIND.search(category.attributes.get("term", "")):
            return found[1] if found[1] in ("post", "page", "comment") else ""
    return None


def _stated(record: Element) -> int:
    counts = [record.text("slash:comments"), record.text("thr:total")]
    counts += [
        link.attributes.get("count", "")
        for name in ("link", "atom:link")
        for link in record.children(name)
        if link.attributes.get("rel") == "replies"
    ]
    return max((int(c) for c in counts if c.isascii() and c.isdigit() and len(c) < 10), default=0)
