"""GitHub: issues, pull requests and discussions with their comments.

Follows the REST API's issue, issue comment and review comment, the GraphQL API's issue, pull
request and discussion (also as `gh issue view --json` prints them). Parts join by the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from threadreader.formats.base import Source
from threadreader.formats.json_fields import (
    Object,
    first_line,
    line,
    markdown_body,
    member,
    number,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import html_body
from threadreader.model import Body, Comment, Event, StoryStart

name = "github"
extensions = (".json",)

_ADDRESS = re.compile(
    r"https?://(?:api\.github\.com/repos/|github\.com/|[^/\s]+/(?:api/v3/repos/)?)"
    r"([^/\s]+/[^/\s]+)/(?:issues|pull|pulls|discussions)/(\d+)"
)
_NUMBER_OF_COMMENT = re.compile(r"#(?:issuecomment-|discussioncomment-|discussion_r)(\d+)$")
_WRAPPERS = (
    *("data", "repository", "node", "resource"),
    *("discussion", "issue", "pullRequest", "issueOrPullRequest"),
)
_DATES = ("created_at", "createdAt", "publishedAt")
_GHOST = "ghost"  # by this name the site shows accounts that are gone
_MOST_WRAPPED = 8


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of issues, discussions and comments with an address on the site or its kin."""
    for value in head_values(head):
        first = next((v for v in value if v), None) if isinstance(value, list) else value
        subject = _subject(first)
        if _is_comment(subject) or _is_subject(subject):
            return 0.85
    return 0.0


def read(source: Source) -> Iterator[Event]:
    """Each issue or discussion as a story; comments alone belong to one in another file."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    stream, reading = JsonStream(source), _Reading()
    for value, _ in stream.values():
        for item in reading.findings.objects(
            value if isinstance(value, list) else [value], "items"
        ):
            reading.take(_subject(item))
    yield from reading.events()
    yield from stream.notices()


def _subject(value: Any) -> Object:
    """What an answer is about, without what GraphQL wraps around it."""
    beside: Any = None
    for _ in range(_MOST_WRAPPED):
        if not isinstance(value, dict) or "title" in value:
            break
        wrapped = (value[key] for key in _WRAPPERS if isinstance(value.get(key), dict))
        inner = next(wrapped, None)
        if inner is None:
            break
        beside = value.get("comments", beside)
        value = inner
    if not isinstance(value, dict):
        return {}
    return {**value, "comments": beside} if isinstance(beside, list) else value


def _is_comment(item: Object) -> bool:
    if "title" in item or not _author_key(item):
        return False
    return bool(_NUMBER_OF_COMMENT.search(_page(item)) or _ADDRESS.match(line(item, "issue_url")))


def _is_subject(item: Object) -> bool:
    if "title" not in item or not _author_key(item):
        return False
    has_address = bool(_ADDRESS.match(_page(item)) or _ADDRESS.match(line(item, "url")))
    return has_address or isinstance(member(item, "comments", "nodes"), list)


def _author_key(item: Object) -> str:
    return next((key for key in ("user", "author") if key in item), "")


def _page(item: Object) -> str:
    return first_line(item, ("html_url",), ("url",))


@dataclass
class _Subject:
    """An issue or discussion as far as it is in the file, and comments found outside of it."""

    item: Object = field(default_factory=dict)
    comments: list[Object] = field(default_factory=list)


class _Reading:
    """Collects what one file has of each issue or discussion, by its repository and number."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._subjects: dict[str, _Subject] = {}

    def take(self, item: Object) -> None:
        """Takes an issue, a discussion or a comment."""
        if "title" in item:
            self._subjects.setdefault(_name(item), _Subject()).item = item
        elif item.get("body") is not None or item.get("body_html") is not None:
            self._subjects.setdefault(_name(item), _Subject()).comments.append(item)
        elif item:
            self.findings.count("wrong-type", "Left out, being neither issues nor comments")

    def events(self) -> Iterator[Event]:
        """Each story with its comments."""
        for story, subject in self._subjects.items():
            yield from _story(story, subject)
        yield from self.findings.notices()


def _story(story: str, subject: _Subject) -> Iterator[Event]:
    findings, item = Findings(story), subject.item
    identity = f"github:{story}" if "#" in story else ""
    yield StoryStart(
        story=story,
        title=line(item, "title") or f"Comments on {story}".rstrip(),
        author=_author(item) if item else "",
        url=_page(item),
        published=findings.moment(_date(item)),
        body=_body(item),
        id=identity,
        source=story.partition("#")[0] or "GitHub",
        join=identity,
        has_article=bool(item),
    )
    held = list(_top_comments(item, findings)) + subject.comments
    pending: list[tuple[Object, str | None]] = [(comment, None) for comment in reversed(held)]
    while pending:
        comment, parent = pending.pop()
        event = _comment(comment, parent, story, findings)
        yield event
        replies = _nodes(comment.get("replies"), "replies", findings)
        pending.extend((reply, event.id) for reply in reversed(replies))
    _compare(item, held, findings)
    yield from findings.notices()


def _top_comments(item: Object, findings: Findings) -> Iterator[Object]:
    for key in ("comments", "reviews"):
        if not isinstance(item.get(key), int | str):
            yield from _nodes(item.get(key), key, findings)


def _nodes(holder: Any, what: str, findings: Findings) -> list[Object]:
    """The members of a list, or of GraphQL's connection, in which there may be pages more."""
    if not isinstance(holder, dict):
        return findings.objects(holder, what)
    found = findings.objects(holder.get("nodes"), what)
    for edge in findings.objects(holder.get("edges"), what):
        found += findings.objects([edge.get("node")], what)
    if member(holder, "pageInfo", "hasNextPage") is True:
        findings.count("more-pages", f"Lists of {what} that go on on a further page")
    findings.stated(number(holder, "totalCount"), len(found))
    return found


def _compare(item: Object, held: list[Object], findings: Findings) -> None:
    stated = number(item, "comments")
    if held:
        findings.stated(stated, len({line(comment, "id") for comment in held}))
    elif stated:
        findings.count("not-loaded", "Comments that are counted and not in this file", stated)


def _comment(item: Object, above: str | None, story: str, findings: Findings) -> Comment:
    handle, own_id = findings.handle(_number(item))
    return Comment(
        id=handle,
        own_id=own_id,
        author=_author(item),
        parent=line(item, "in_reply_to_id") or above,
        date=findings.moment(_date(item)),
        body=_body(item),
        story=story,
        url=_page(item),
    )


def _number(item: Object) -> str:
    """The number in a comment's address, which all interfaces share; else its id."""
    found = _NUMBER_OF_COMMENT.search(_page(item))
    return found[1] if found else first_line(item, ("databaseId",), ("id",))


def _name(item: Object) -> str:
    """Repository and number: "owner/name#12"; the number alone where no address is there."""
    for key in ("html_url", "issue_url", "url", "pull_request_url"):
        if found := _ADDRESS.match(line(item, key)):
            return f"{found[1]}#{found[2]}"
    return line(item, "number")


def _author(item: Object) -> str:
    key = _author_key(item)
    return first_line(item, (key, "login"), (key, "name"), (key,)) or _GHOST


def _date(item: Object) -> Any:
    return next((item[key] for key in _DATES if item.get(key)), None)


def _body(item: Object) -> Body:
    return markdown_body(text(item, "body"), "markdown-lines") or html_body(
        text(item, "body_html") or text(item, "bodyHTML")
    )
