"""Disqus exports: categories, threads and posts; one story a thread.

Follows Disqus's page on its exports and the schema `disqus.xsd`. The other shape of its exports, a
WordPress export with thread identifiers, is read by `wxr`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.decode import decode
from threadreader.formats.markup import html_line, loose_body, name_line
from threadreader.formats.moments import from_iso
from threadreader.formats.wordpress import HiddenComments, is_unknown
from threadreader.formats.xml_elements import Element
from threadreader.formats.xml_stream import XmlStream, root_tag
from threadreader.model import Comment, Event, Moment, Notice, StoryStart
from threadreader.text.clean import clean_line

name = "disqus"
extensions = (".xml",)

_RECORDS = frozenset({"category", "thread", "post"})
# What pages send as an identifier when they have none; threads that share it share nothing else.
_NO_IDENTIFIERS = frozenset({"", "0", "undefined", "null", "none", "false"})


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of the root element `disqus`."""
    return 0.95 if root_tag(decode(head)[0])[0].rpartition(":")[2] == "disqus" else 0.0


def read(source: Source) -> Iterator[Event]:
    """Each thread as a story when it is declared; its comments in the order of the file."""
    yield from _Export(source).events()


class _Export:
    """Turns the threads and posts of one export into events."""

    def __init__(self, source: Source) -> None:
        self._stream = XmlStream(source, _RECORDS)
        self._stories: dict[str, str] = {}  # id of a thread -> story
        self._identified: dict[str, str] = {}  # identifier of a page -> story
        self._early: dict[str, list[Element]] = {}  # posts whose thread has not come yet
        self._hidden: dict[str, HiddenComments] = {}
        self._posts = 0
        self._joined = 0

    def events(self) -> Iterator[Event]:
        for record in self._stream.records():
            if record.name == "thread":
                yield from self._take_thread(record)
            elif record.name == "post":
                thread = _reference(record, "thread")
                if thread in self._stories:
                    yield from self._comment(record, self._stories[thread])
                else:
                    self._early.setdefault(thread, []).append(record)
        yield from self._undeclared()
        for story, hidden in self._hidden.items():
            yield from hidden.notices(story)
        if self._joined:
            message = f"Threads of the same page are one story ({self._joined} joined to others)."
            yield Notice("joined-threads", message)
        yield from self._stream.notices()

    def _take_thread(self, record: Element) -> Iterator[Event]:
        texts = record.texts()
        number = clean_line(record.attributes.get("id", "")) or f"at line {record.line}"
        identifier = texts.get("id", "")
        story = self._identified.get(identifier, f"thread {number}")
        if number in self._stories:
            return
        self._stories[number] = story
        if identifier in self._identified:
            self._joined += 1
        else:
            yield _start(story, number, texts, _author(record.child("author")))
            if identifier.casefold() not in _NO_IDENTIFIERS:
                self._identified[identifier] = story
        for post in self._early.pop(number, ()):
            yield from self._comment(post, story)

    def _undeclared(self) -> Iterator[Event]:
        for thread, posts in self._early.items():
            story = f"undeclared thread {thread}"
            title = f"Thread {thread}" if thread else "Comments without a thread"
            yield StoryStart(story=story, title=title, id=f"disqus thread {thread}")
            message = "The file has comments of this thread, but does not describe it."
            yield Notice("undeclared-thread", message, posts[0].line, story=story)
            for post in posts:
                yield from self._comment(post, story)

    def _comment(self, record: Element, story: str) -> Iterator[Event]:
        self._posts += 1
        texts = record.texts()
        hidden = self._hidden.setdefault(story, HiddenComments())
        if hidden.hides(_status(texts), ""):
            return
        deleted = _is_true(texts, "isDeleted")
        author = _author(record.child("author"))
        number = clean_line(record.attributes.get("id", ""))
        date = _date(texts)
        yield Comment(
            id=number or f"without id {self._posts}",
            own_id=bool(number),
            author=author or ("[deleted]" if deleted else "Anonymous"),
            parent=_reference(record, "parent") or None,
            date=date,
            body=loose_body(_message(record)),
            story=story,
            status="deleted" if deleted else "visible",
            line=record.line,
        )
        written = texts.get("createdAt", "")
        if is_unknown(date, written):
            message = f"The date {clean_line(written)} of a comment is not understood."
            yield Notice("unknown-date", message, record.line, story=story)


def _start(story: str, number: str, texts: dict[str, str], author: str) -> StoryStart:
    link = clean_line(texts.get("link", ""))
    return StoryStart(
        story=story,
        title=html_line(texts.get("title", "")) or link or f"Thread {number}",
        author=author,
        url=link,
        published=_date(texts),
        body=loose_body(texts.get("message", "")),
        id=canonical_address(link) or f"disqus thread {number}",
        source=host_name(link) or clean_line(texts.get("forum", "")),
    )


def _reference(record: Element, kind: str) -> str:
    """The id of the thread or parent that a post names, "" for none."""
    element = record.child(kind)
    return clean_line(element.attributes.get("id", "")) if element else ""


def _author(author: Element | None) -> str:
    return name_line(author.text("name", "username")) if author else ""


def _message(record: Element) -> str:
    message = record.child("message")
    return message.markup(escaped=False) if message else ""


def _status(texts: dict[str, str]) -> str:
    if _is_true(texts, "isSpam"):
        return "spam"
    return "0" if texts.get("isApproved", "").lower() == "false" else ""


def _is_true(texts: dict[str, str], key: str) -> bool:
    return texts.get(key, "").lower() in ("true", "1")


def _date(texts: dict[str, str]) -> Moment | None:
    """Disqus's times are universal, whether they say so or not."""
    moment = from_iso(texts.get("createdAt", ""))
    return Moment(moment.seconds, moment.offset or 0) if moment else None
