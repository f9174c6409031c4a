"""Feeds: RSS, Atom and JSON Feed, of posts, of comments, or of both.

A feed of posts holds a story an entry; a feed of comments one story, or several, told apart by the
addresses of its entries. A feed of posts and the feeds of their comments join by those addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.decode import decode
from threadreader.formats.feed_document import Entry, Feed
from threadreader.formats.feed_json import is_json_feed, read_json_feed
from threadreader.formats.feed_places import Discussion, Places, handle
from threadreader.formats.feed_words import ReplySentences, discussed_title, title_and_author
from threadreader.formats.feed_xml import read_feed
from threadreader.formats.markup import html_body, loose_body, loose_markup
from threadreader.formats.wordpress import is_unknown
from threadreader.formats.xml_stream import root_tag
from threadreader.model import Body, Comment, Event, Notice, StoryStart
from threadreader.text.clean import clean

name = "feeds"
extensions = (".rss", ".atom", ".xml", ".rdf", ".json")

_EXPORT = "wordpress.org/export/"
_RDF_FEEDS = ("purl.org/rss/1.0", "my.netscape.com/rdf/simple")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of the root elements of feeds, and of JSON that says it is a JSON Feed."""
    text, _ = decode(head)
    if is_json_feed(text):
        return 0.95
    tag, attributes = root_tag(text)
    local = tag.rpartition(":")[2]
    if local == "rss" or (local == "channel" and "<item" in text):
        return 0.3 if _EXPORT in text else 0.9
    if local == "RDF":
        return 0.9 if any(mark in attributes for mark in _RDF_FEEDS) or "<item" in text else 0.0
    if local == "feed":
        return 0.9 if "tom" in attributes or "<entry" in text else 0.4
    return 0.0


def read(source: Source) -> Iterator[Event]:
    """The stories of the feed in its order, each with the comments that the feed holds of it."""
    text, _ = decode(source.head)
    feed = read_json_feed(source) if is_json_feed(text) else read_feed(source)
    yield from _Stories(feed).events()


class _Stories:
    """Turns a feed document into events."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._places = Places(feed)
        self._title = discussed_title(feed.title)
        self._home = canonical_address(feed.link)
        self._sentences = ReplySentences(map(_markup, feed.entries))
        self._made_up = 0

    def events(self) -> Iterator[Event]:
        discussions = self._places.discussions()
        if not discussions and (self._title or "#" in self._feed.link):
            discussions = [Discussion(self._home)]
        self._only = len(discussions) == 1
        for number, discussion in enumerate(discussions):
            yield from self._discussion(discussion, f"story {number}")
        if not self._feed.entries and not discussions:
            yield Notice("empty-feed", "The feed has no entries.")
        if self._places.repeated:
            message = f"Posts that the feed repeats are shown once: {self._places.repeated}."
            yield Notice("repeated", message)
        if self._places.others:
            message = "Entries that are neither posts nor comments are not shown"
            yield Notice("other-items", f"{message}: {self._places.others}.")
        yield from self._feed.notices

    def _discussion(self, discussion: Discussion, story: str) -> Iterator[Event]:
        post = discussion.post
        if post is not None:
            yield self._article(discussion, post, story)
        else:
            yield self._start(discussion, story)
        for entry in discussion.comments:
            yield from self._comment(entry, discussion, story)
        if post is not None and post.stated > len(discussion.comments):
            message = f"The feed counts {post.stated} comments and holds {len(discussion.comments)}"
            where = f"; {post.comments_at} has them" if post.comments_at else ""
            yield Notice("comments-elsewhere", f"{message}{where}.", post.line, story=story)

    def _article(self, discussion: Discussion, post: Entry, story: str) -> StoryStart:
        return StoryStart(
            story=story,
            title=post.title or discussion.address or "Untitled",
            author=post.author or self._feed.author,
            url=post.link,
            published=post.date,
            body=_body(post, _markup(post)),
            id=discussion.address or post.id,
            join=discussion.address,
            source=self._source(discussion),
            siblings="date",
        )

    def _start(self, discussion: Discussion, story: str) -> StoryStart:
        """The start of a story of which the feed has only comments."""
        is_home = discussion.address == self._home
        first = discussion.comments[0] if discussion.comments else Entry()
        title = title_and_author(first.title)[0]
        if self._only and (is_home or not title):
            title = self._title or self._feed.title or title
        return StoryStart(
            story=story,
            title=title or discussion.address or "Comments",
            url=self._page(first, discussion),
            id=discussion.address,
            join=discussion.address,
            source=self._source(discussion),
            siblings="date",
            has_article=False,
        )

    def _page(self, first: Entry, discussion: Discussion) -> str:
        """The address of the page that comments stand on."""
        for link in (self._feed.link, first.link):
            if canonical_address(link) == discussion.address:
                return link.partition("#")[0]
        return f"https://{discussion.address}" if discussion.address else ""

    def _source(self, discussion: Discussion) -> str:
        """The site: the feed's title, but for a feed about one page, which is titled by that."""
        if self._only and not (discussion.post and self._feed.title):
            return host_name(f"https://{discussion.address}")
        return self._title or self._feed.title or host_name(self._feed.link)

    def _comment(self, entry: Entry, discussion: Discussion, story: str) -> Iterator[Event]:
        number = handle(entry)
        if not number:
            self._made_up += 1
        known = self._places.parent(entry, discussion)
        parent, markup = self._sentences.split(_markup(entry), known)
        yield Comment(
            id=number or f"without id {self._made_up}",
            own_id=bool(number),
            author=entry.author or title_and_author(entry.title)[1] or "Anonymous",
            parent=parent or None,
            date=entry.date,
            body=_body(entry, markup),
            story=story,
            url=entry.link,
            line=entry.line,
        )
        if is_unknown(entry.date, entry.written_date):
            message = f"The date {entry.written_date} of a comment is not understood."
            yield Notice("unknown-date", clean(message), entry.line, story=story)


def _markup(entry: Entry) -> str:
    return loose_markup(entry.text) if entry.form == "loose" else entry.text


def _body(entry: Entry, markup: str) -> Body:
    if entry.form == "plain":
        return clean(markup).strip()
    return html_body(markup) if entry.form == "html" else loose_body(markup)
