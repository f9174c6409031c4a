"""Mastodon and its kin: a status, its context, or both.

Follows the `Status` and `Context` entities of the Mastodon API. A context holds what stands before
and after a status, not the status itself, which is another answer of the server; the two join by
the id of the status that the discussion begins with.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.base import Source
from threadreader.formats.json_fields import (
    Object,
    first_line,
    line,
    number,
    objects,
    opening_words,
    text,
)
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import html_body
from threadreader.model import Body, Comment, Event, StoryStart
from threadreader.text.html import html_text

name = "mastodon"
extensions = (".json",)

_OF_A_STATUS = ("in_reply_to_id", "spoiler_text", "visibility", "account", "content")
_PARTS = ("ancestors", "descendants")


def sniff(head: bytes, path: Path | None) -> float:  # noqa: ARG001
    """Sure of statuses, and of contexts with one in them."""
    values = head_values(head)
    if any(_is_status(status) for value in values for status in _statuses(value)):
        return 0.9
    is_empty = any(isinstance(v, dict) and set(_PARTS) == set(v) for v in values)
    return 0.5 if is_empty else 0.0


def read(source: Source) -> Iterator[Event]:
    """The discussion around a status."""
    yield from once(_events(source))


def _statuses(value: Any) -> list[Object]:
    """The first statuses of each part of an answer."""
    found = [value] if isinstance(value, dict) else []
    for key in _PARTS:
        found += objects(value, key)[:1]
    return found


def _is_status(value: Object) -> bool:
    return sum(key in value for key in _OF_A_STATUS) >= 4


def _events(source: Source) -> Iterator[Event]:
    stream, findings = JsonStream(source), Findings()
    contexts: list[tuple[list[Object], list[Object]]] = []
    statuses: dict[str, Object] = {}
    for value, _ in stream.values():
        for answer in findings.objects(value if isinstance(value, list) else [value], "statuses"):
            if "ancestors" in answer or "descendants" in answer:
                before, after = (findings.objects(answer.get(key), key) for key in _PARTS)
                contexts.append((before, after))
            elif _is_status(answer):
                statuses[line(answer, "id")] = answer
            else:
                findings.count("wrong-type", "Left out, being no statuses")
    for before, after in contexts:
        own = statuses.pop(_own_id(before, after, statuses), {})
        yield from _discussion(before, own, after)
    for status in statuses.values():
        yield from _discussion([], status, [])
    yield from findings.notices()
    yield from stream.notices()


def _own_id(before: list[Object], after: list[Object], statuses: dict[str, Object]) -> str:
    """The id of the status that a context belongs to, which only the answers to it tell."""
    if after:
        return line(after[0], "in_reply_to_id")
    last = line(before[-1], "id") if before else ""
    answers = (n for n, status in statuses.items() if line(status, "in_reply_to_id") == last)
    return next(answers, "")


def _discussion(before: list[Object], own: Object, after: list[Object]) -> Iterator[Event]:
    every = [*before, *([own] if own else []), *after]
    article = before[0] if before else own
    story = line(article, "id") or (line(after[0], "in_reply_to_id") if after else "")
    findings = Findings(story)
    yield _start(story, article, findings)
    for status in every:
        if status is not article:
            yield _comment(status, story, findings)
    if article is own and own and after:
        answers = sum(line(status, "in_reply_to_id") == story for status in after)
        findings.stated(number(own, "replies_count"), answers, len(after))
    yield from findings.notices()


def _start(story: str, article: Object, findings: Findings) -> StoryStart:
    address = first_line(article, ("url",), ("uri",))
    is_answer = bool(line(article, "in_reply_to_id"))
    identity = canonical_address(address) or (f"mastodon:{story}" if story else "")
    said = html_text(text(article, "spoiler_text") or text(article, "content")[:2000])
    return StoryStart(
        story=story,
        title=opening_words(said) or f"Answers to {story}".rstrip(),
        author=_author(article) if article else "",
        url=address,
        published=findings.moment(article.get("created_at"), offset=0),
        body=_body(article),
        id=identity,
        source=host_name(address) or "Mastodon",
        join=f"mastodon:{story}" if story else "",
        has_article=bool(article),
        opening=_comment(article, story, findings) if is_answer else None,
    )


def _comment(status: Object, story: str, findings: Findings) -> Comment:
    handle, own_id = findings.handle(line(status, "id"))
    parent = line(status, "in_reply_to_id")
    return Comment(
        id=handle,
        own_id=own_id,
        author=_author(status) or "Anonymous",
        parent=parent if parent and parent != story else None,
        date=findings.moment(status.get("created_at"), offset=0),
        body=_body(status),
        story=story,
        url=first_line(status, ("url",), ("uri",)),
    )


def _author(status: Object) -> str:
    return first_line(status, ("account", "acct"), ("account", "username"))


def _body(status: Object) -> Body:
    """The text behind its warning, then pictures and the options of a poll."""
    warning = _escaped(text(status, "spoiler_text"))
    parts = [f"<p><b>{warning}</b></p>" if warning.strip() else "", text(status, "content")]
    for media in objects(status, "media_attachments"):
        source, said = first_line(media, ("url",), ("remote_url",)), text(media, "description")
        parts.append(f'<p><img src="{_escaped(source)}" alt="{_escaped(said)}"></p>')
    options = objects(status.get("poll"), "options")
    parts += [f"<li>{_escaped(text(o, 'title'))} ({text(o, 'votes_count')})</li>" for o in options]
    return html_body("".join(parts))


def _escaped(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
