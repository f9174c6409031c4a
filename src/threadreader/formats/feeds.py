"""Feeds: RSS, Atom and JSON Feed, of posts, of comments, or of both.

A feed of posts holds a story an entry; a feed of comments one story, or several, told apart by the
addresses of its entries. A feed of posts and the feeds of their comments join by those addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from threadreader.formats.base import Source
from threadreader.formats.decode import decode
from threadreader.formats.feed_document import Entry, Feed
from threadreader.formats.feed_json import JsonFeed, is_json_feed
from threadreader.formats.feed_kind import Beginning, Met
from threadreader.formats.feed_places import Parents, Places, address_of
from threadreader.formats.feed_starts import Starts, body_of, markup_of
from threadreader.formats.feed_words import ReplySentence, ReplySentences, title_and_author
from threadreader.formats.feed_xml import XmlFeed
from threadreader.formats.wordpress import is_unknown
from threadreader.formats.xml_stream import root_tag
from threadreader.model import Comment, Event, Notice, StoryStart
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
    """The stories of the feed, begun in its order, with the comments that the feed holds of them.

    A story is begun again where its post comes after its comments, and the first one where a second
    one comes, as the feed is then not about that one.
    """
    text, _ = decode(source.head)
    yield from _Stories(JsonFeed(source) if is_json_feed(text) else XmlFeed(source)).events()


@dataclass(slots=True)
class _Told:
    """A story that was begun; `post` is its post without the text."""

    name: str
    address: str
    post: Entry | None = None
    comments: int = 0


class _Aside(NamedTuple):
    """A comment of which a later one tells whether its first words are a sentence."""

    met: Met
    story: _Told
    sentence: ReplySentence


class _Stories:
    """Turns a feed into events while it is read."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._beginning = Beginning(feed)
        self._places = Places(self._beginning.home, is_of_comments=self._beginning.is_of_comments)
        self._parents = Parents(self._places)
        self._sentences = ReplySentences()
        self._starts = Starts(self._beginning.facts)
        self._told: dict[str, _Told] = {}
        self._aside: dict[tuple[str, str], _Aside] = {}
        self._made_up = self._repeated = self._others = 0

    def events(self) -> Iterator[Event]:
        """All that the feed tells."""
        met = None
        for met in self._beginning.entries():
            yield from self._take(met)
        self._places.end()
        yield from self._placed()
        for aside in self._aside.values():
            yield from self._comment(aside.met, aside.story, aside.sentence)
        if met is None and self._beginning.is_about_a_page:
            home = self._beginning.home
            yield from self._begin(home, home, Entry(), is_post=False)
        yield from self._notices(empty=met is None)
        yield from self._feed.notices()

    def _take(self, met: Met) -> Iterator[Event]:
        if met.entry.kind == "":
            self._others += 1
        elif self._places.is_comment(met):
            yield from self._parents.replies(met.handle)
            self._places.take_comment(met)
        else:
            self._places.take_post(met)
        yield from self._placed()

    def _placed(self) -> Iterator[Event]:
        for met, place in self._places.placed():
            if self._places.is_comment(met):
                yield from self._take_comment(met, place)
            else:
                yield from self._take_post(met.entry, place)

    def _take_post(self, post: Entry, place: str) -> Iterator[Event]:
        story = self._told.get(place)
        if story is not None and story.post is not None:
            place = f"{place} {post.id or len(self._told)}"
            if (post.id and post.id == story.post.id) or place in self._told:
                self._repeated += 1
                return
            yield from self._begin(place, "", post, is_post=True)
        elif story is None:
            yield from self._begin(place, address_of(place), post, is_post=True)
        else:
            yield self._starts.again(story.name, story.address, post)
        self._told[place].post = replace(post, text="")

    def _take_comment(self, met: Met, place: str) -> Iterator[Event]:
        if place not in self._told:
            yield from self._begin(place, address_of(place), met.entry, is_post=False)
        story = self._told[place]
        story.comments += 1
        sentence = self._sentences.meet(markup_of(met.entry))
        if sentence is not None:
            if (aside := self._aside.pop(sentence.words, None)) is not None:
                yield from self._comment(aside.met, aside.story, aside.sentence)
            parent = self._parents.parent(met, story.address, story.name)
            if self._sentences.waits(sentence, parent):
                self._aside[sentence.words] = _Aside(met, story, sentence)
                return
        yield from self._comment(met, story, sentence)

    def _begin(
        self, place: str, address: str, entry: Entry, *, is_post: bool
    ) -> Iterator[StoryStart]:
        """Begins a story with its post or its first comment."""
        story = _Told(f"story {len(self._told)}", address)
        self._told[place] = story
        yield from self._starts.begin(story.name, story.address, entry, is_post=is_post)

    def _comment(self, met: Met, story: _Told, sentence: ReplySentence | None) -> Iterator[Event]:
        entry = met.entry
        if not met.handle:
            self._made_up += 1
        handle = met.handle or f"without id {self._made_up}"
        known = self._parents.parent(met, story.address, story.name)
        parent, markup = self._sentences.split(markup_of(entry), sentence, known)
        yield Comment(
            id=handle,
            own_id=bool(met.handle),
            author=entry.author or title_and_author(entry.title)[1] or "Anonymous",
            parent=parent or None,
            date=entry.date,
            body=body_of(entry, markup),
            story=story.name,
            url=entry.link,
            line=entry.line,
        )
        if is_unknown(entry.date, entry.written_date):
            message = f"The date {entry.written_date} of a comment is not understood."
            yield Notice("unknown-date", clean(message), entry.line, story=story.name)

    def _notices(self, *, empty: bool) -> Iterator[Notice]:
        for story in self._told.values():
            post = story.post
            if post is not None and post.stated > story.comments:
                message = f"The feed counts {post.stated} comments and holds {story.comments}"
                where = f"; {post.comments_at} has them" if post.comments_at else ""
                line, name = post.line, story.name
                yield Notice("comments-elsewhere", f"{message}{where}.", line, story=name)
        if empty and not self._told:
            yield Notice("empty-feed", "The feed has no entries.")
        if self._repeated:
            message = f"Posts that the feed repeats are shown once: {self._repeated}."
            yield Notice("repeated", message)
        if self._others:
            message = "Entries that are neither posts nor comments are not shown"
            yield Notice("other-items", f"{message}: {self._others}.")
