"""WordPress exports (WXR 1.0 to 1.2), also those that Disqus writes: one story a post or page.

There is no document of the format; it is what WordPress's `export_wp()` writes: RSS 2.0 whose items
have the post's fields and comments in a vocabulary of WordPress's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.decode import decode
from threadreader.formats.markup import html_line, name_line, wordpress_body
from threadreader.formats.moments import from_rfc822
from threadreader.formats.wordpress import HiddenComments, comment_kind, is_unknown, moment
from threadreader.formats.xml_elements import Element
from threadreader.formats.xml_stream import XmlStream, root_tag
from threadreader.model import Comment, Event, Notice, StoryStart
from threadreader.text.clean import clean_line

name = "wxr"
extensions = (".xml", ".wxr")

_MARKS = re.compile(r"wordpress\.org/export/|<wp:(?:wxr_version|post_type|comment_id)>")
_RECORDS = frozenset({"item", "wp:comment", "wp:author"})
_STORIES = frozenset({"", "post", "page"})
_NEVER_STORIES = re.compile(
    r"attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request"
    r"|wp_(?:block|template|template_part|global_styles|navigation|font_family|font_face)"
)


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of RSS in which WordPress's own elements or their vocabulary occur."""
    text, _ = decode(head)
    if not _MARKS.search(text):
        return 0.0
    root = root_tag(text)[0]
    if root in ("rss", "channel", "item"):
        return 0.95
    return 0.6 if root.lower() != "html" and "<wp:comment" in text else 0.0


def read(source: Source) -> Iterator[Event]:
    """Each post and page with its comments, in the order of the file."""
    yield from _Export(source).events()


@dataclass
class _Post:
    """An item while it is read: its comments come before its end."""

    element: Element | None
    story: str
    begun: bool = False
    comments: int = 0
    link: str = ""
    held: list[Event] = field(default_factory=list)
    hidden: HiddenComments = field(default_factory=HiddenComments)

    def text(self, *names: str) -> str:
        return self.element.text(*names) if self.element else ""

    @property
    def type(self) -> str:
        return self.text("wp:post_type")

    @property
    def is_known(self) -> bool:
        """Whether what tells about the post has been read, though the item has not ended."""
        return bool(self.type or self.text("dsq:thread_identifier"))


class _Export:
    """Turns the records of one export into events."""

    def __init__(self, source: Source) -> None:
        self._stream = XmlStream(source, _RECORDS)
        self._names: dict[str, str] = {}  # login -> name shown
        self._post = _Post(None, "")
        self._posts = 0
        self._comments = 0
        self._threads: dict[str, str] = {}  # Disqus's identifier -> story
        self._other: Counter[str] = Counter()
        self._others_comments = 0

    def events(self) -> Iterator[Event]:
        for record in self._stream.records():
            if record.name == "wp:author":
                shown = record.text("wp:author_display_name")
                self._names[record.text("wp:author_login")] = name_line(shown)
            elif record.name == "wp:comment":
                yield from self._take_comment(record)
            else:
                yield from self._end(record)
        if self._post.held:
            yield from self._begin()
        yield from self._notices()

    def _take_comment(self, record: Element) -> Iterator[Event]:
        yield from self._turn_to(record.parent)
        post = self._post
        post.comments += 1
        if not post.begun:
            if _NEVER_STORIES.fullmatch(post.type):
                return
            post.link = clean_line(post.text("link", "guid"))
            if post.is_known:
                yield from self._begin()
        events = self._comment(record)
        if post.begun:
            yield from events
        else:
            post.held.extend(events)

    def _end(self, item: Element) -> Iterator[Event]:
        yield from self._turn_to(item)
        post = self._post
        is_story = post.type in _STORIES or post.comments > 0
        if _NEVER_STORIES.fullmatch(post.type) or not is_story:
            self._other[clean_line(post.type)] += 1
            self._others_comments += post.comments
        else:
            if not post.begun:
                yield from self._begin()
            yield from post.hidden.notices(post.story)
        self._post = _Post(None, "")

    def _turn_to(self, item: Element | None) -> Iterator[Event]:
        if self._post.element is not item or not self._post.story:
            if self._post.held:
                yield from self._begin()
            self._posts += 1
            self._post = _Post(item, f"post {self._posts}")

    def _begin(self) -> Iterator[Event]:
        """The story's start, unless another item of the same Disqus thread began it."""
        post = self._post
        post.begun = True
        thread = post.text("dsq:thread_identifier")
        if thread and thread in self._threads:
            first = self._threads[thread]
            post.held = [_moved(event, first) for event in post.held]
            post.story = first
        else:
            if thread:
                self._threads[thread] = post.story
            yield self._start(post)
        yield from post.held
        post.held.clear()

    def _start(self, post: _Post) -> StoryStart:
        link = post.link = clean_line(post.text("link", "guid"))
        login = post.text("dc:creator")
        date = moment(post.text("wp:post_date"), post.text("wp:post_date_gmt"))
        title = html_line(post.text("title")) or clean_line(post.text("wp:post_name"))
        return StoryStart(
            story=post.story,
            title=title or "Comments without a post",
            author=self._names.get(login) or name_line(login),
            url=link,
            published=date or from_rfc822(post.text("pubDate")),
            body=wordpress_body(post.text("content:encoded", "excerpt:encoded", "description")),
            id=canonical_address(link),
            source=self._site or host_name(link),
        )

    @cached_property
    def _site(self) -> str:
        """The site's name, which stands before its posts."""
        root = self._stream.root
        channel = root and (root.child("channel") or root)
        return html_line(channel.text("title")) if channel else ""

    def _comment(self, record: Element) -> Iterator[Event]:
        post = self._post
        self._comments += 1
        texts = record.texts()
        kind = clean_line(texts.get("wp:comment_type", ""))
        if post.hidden.hides(clean_line(texts.get("wp:comment_approved", "")), kind):
            return
        local, utc = texts.get("wp:comment_date", ""), texts.get("wp:comment_date_gmt", "")
        date = moment(local, utc)
        number = clean_line(texts.get("wp:comment_id", ""))
        parent = clean_line(texts.get("wp:comment_parent", ""))
        yield Comment(
            id=number or f"without id {self._comments}",
            own_id=bool(number),
            author=name_line(texts.get("wp:comment_author", "")) or "Anonymous",
            parent=parent if parent not in ("", "0") else None,
            date=date,
            body=wordpress_body(texts.get("wp:comment_content", "")),
            story=post.story,
            kind=comment_kind(kind),
            url=f"{post.link}#comment-{number}" if post.link and number else "",
            line=record.line,
        )
        if is_unknown(date, local, utc):
            message = f"The date {clean_line(local or utc)} of a comment is not understood."
            yield Notice("unknown-date", message, record.line, story=post.story)

    def _notices(self) -> Iterator[Notice]:
        if self._other:
            kinds = ", ".join(f"{kind}: {count}" for kind, count in sorted(self._other.items()))
            message = f"Items that are no posts or pages are not shown ({kinds})"
            if self._others_comments:
                message += f", nor are their comments ({self._others_comments})"
            yield Notice("other-items", f"{message}.")
        yield from self._stream.notices()


def _moved(event: Event, story: str) -> Event:
    return replace(event, story=story)
