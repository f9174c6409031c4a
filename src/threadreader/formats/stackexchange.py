"""Stack Exchange: questions with their answers and comments, or answers and comments alone.

Follows the `question`, `answer` and `comment` types of the Stack Exchange API, in `items` or bare.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.entities import unescape
from threadreader.formats.json_fields import (
    Object,
    first_line,
    line,
    markdown_body,
    member,
    number,
    objects,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import html_body, name_line
from threadreader.model import Body, Comment, Event, StoryStart

name = "stackexchange"
extensions = (".json",)

_OF_AN_ITEM = ("owner", "creation_date", "score", "content_license", "link", "post_type")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of items with the site's kinds of ids."""
    return 0.9 if any(_is_item(item) for v in head_values(head) for item in _items(v)[:2]) else 0.0


def read(source: Source) -> Iterator[Event]:
    """Each question as a story; answers are its comments, comments on an answer its replies."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, reading = JsonStream(source), _Reading()
    for value, _ in stream.values():
        items = value if isinstance(value, list) else member(value, "items")
        for item in reading.findings.objects([value] if items is None else items, "items"):
            yield from reading.item(item)
        if isinstance(value, dict) and value.get("has_more") is True:
            reading.findings.count("more-pages", "Answers of the site that go on on a further page")
    yield from reading.notices()
    yield from stream.notices()


def _items(value: Any) -> list[Object]:
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    return objects(value, "items") or [value]


def _is_item(item: Object) -> bool:
    has_id = any(f"{kind}_id" in item for kind in ("question", "answer", "comment"))
    return has_id and sum(key in item for key in _OF_AN_ITEM) >= 2


class _Reading:
    """Reads one file; several lists of answers can be of one question."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._found: dict[str, Findings] = {}
        self._answers: dict[str, str] = {}  # the question of each answer, by its handle

    def item(self, item: Object) -> Iterator[Event]:
        """A question with all below it, or an answer or comment alone."""
        if "comment_id" in item:
            yield from self._single_comment(item)
        elif "answer_id" in item:
            story = line(item, "question_id")
            yield from self._elsewhere(story, item)
            yield from self._answer(item, story)
        elif "question_id" in item:
            yield from self._question(item)
        else:
            self.findings.count("wrong-type", "Left out, being neither question nor answer")

    def _single_comment(self, item: Object) -> Iterator[Event]:
        """A comment outside of its question; the answer it is on may be in another file."""
        post = line(item, "post_id")
        handle = f"answer-{post}"
        if text(item, "post_type") != "answer":
            yield from self._elsewhere(post, item)
            yield self._comment(item, post, None)
        elif handle in self._answers:
            yield self._comment(item, self._answers[handle], handle)
        else:
            story = _handle("comment", item)
            self._found[story] = Findings(story)
            yield _alone(self._comment(item, story, handle))

    def notices(self) -> Iterator[Event]:
        """What there is to say of each question and of the file."""
        for findings in (*self._found.values(), self.findings):
            yield from findings.notices()

    def _question(self, item: Object) -> Iterator[Event]:
        story = line(item, "question_id")
        findings = self._found[story] = Findings(story)
        yield _start(item, story, findings)
        for comment in findings.objects(item.get("comments"), "comments"):
            yield self._comment(comment, story, None)
        answers = findings.objects(item.get("answers"), "answers")
        for answer in answers:
            yield from self._answer(answer, story)
        held = len({line(answer, "answer_id") for answer in answers})
        findings.stated(number(item, "answer_count"), held)
        self._has_text(item, findings)

    def _answer(self, item: Object, story: str) -> Iterator[Comment]:
        findings = self._found[story]
        handle, own_id = findings.handle(_handle("answer", item))
        self._answers[handle] = story
        yield Comment(
            id=handle,
            own_id=own_id,
            author=_owner(item),
            date=findings.moment(item.get("creation_date")),
            body=_body(item),
            story=story,
            url=first_line(item, ("link",), ("share_link",)),
        )
        self._has_text(item, findings)
        for comment in findings.objects(item.get("comments"), "comments"):
            yield self._comment(comment, story, handle)

    def _comment(self, item: Object, story: str, parent: str | None) -> Comment:
        findings = self._found[story]
        handle, own_id = findings.handle(_handle("comment", item))
        self._has_text(item, findings)
        return Comment(
            id=handle,
            own_id=own_id,
            author=_owner(item),
            parent=parent,
            date=findings.moment(item.get("creation_date")),
            body=_body(item),
            story=story,
            url=line(item, "link"),
        )

    def _elsewhere(self, story: str, item: Object) -> Iterator[StoryStart]:
        """The start of a question that is not in the file."""
        if story not in self._found:
            findings = self._found[story] = Findings(story)
            known = {"question_id": story, "title": item.get("title")}
            yield _start(known, story, findings, has_article=False)

    @staticmethod
    def _has_text(item: Object, findings: Findings) -> None:
        if not {"body", "body_markdown"} & set(item):
            what = "Posts without their text (ask the site for it with filter=withbody)"
            findings.count("no-text", what)


def _start(item: Object, story: str, findings: Findings, *, has_article: bool = True) -> StoryStart:
    address = line(item, "link")
    site = host_name(address)
    return StoryStart(
        story=story,
        title=name_line(text(item, "title")) or f"Answers to question {story}".rstrip(),
        author=_owner(item) if has_article else "",
        url=address,
        published=findings.moment(item.get("creation_date")),
        body=_body(item),
        id=canonical_address(address) or (f"stackexchange:{story}" if story else ""),
        source=site or "Stack Exchange",
        join=f"stackexchange:{story}" if story else "",
        has_article=has_article,
    )


def _alone(comment: Comment) -> StoryStart:
    """A comment of which neither the question nor the answer is in the file."""
    return StoryStart(
        story=comment.story,
        title=f"Comment {comment.id.removeprefix('comment-')}",
        author=comment.author,
        url=comment.url,
        published=comment.date,
        body=comment.body,
        id=f"stackexchange:{comment.id}",
        source="Stack Exchange",
        opening=comment,
    )


def _handle(kind: str, item: Object) -> str:
    """Answers and comments are counted apart."""
    number_of_item = line(item, f"{kind}_id")
    return f"{kind}-{number_of_item}" if number_of_item else ""


def _owner(item: Object) -> str:
    return name_line(text(item, "owner", "display_name")) or "Anonymous"


def _body(item: Object) -> Body:
    """HTML; where only the source was asked for, Markdown, which is encoded once."""
    return html_body(text(item, "body")) or markdown_body(unescape(text(item, "body_markdown")))
