"""Hacker News as Firebase hands it out: items, one by one, in a list, a line each or in a folder.

Follows the HackerNews/API repository. The items of a file are kept until its end, because only
then the order of all replies is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from threadreader.formats.base import HEAD_SIZE, Source
from threadreader.formats.hackernews import (
    SOURCE,
    comment_of,
    comment_title,
    comments_elsewhere,
    item_id,
    item_url,
    story_body,
)
from threadreader.formats.json_fields import Object, line, number, text
from threadreader.formats.json_findings import Findings, once
from threadreader.formats.json_stream import JsonStream, head_values
from threadreader.formats.markup import name_line
from threadreader.model import Comment, Event, StoryStart

name = "hackernews_firebase"
extensions = (".json", ".jsonl", ".ndjson")

_TYPES = ("story", "comment", "poll", "pollopt", "job")
_OPENINGS = ("story", "poll", "job")
_OF_AN_ITEM = ("by", "time", "kids", "parent", "deleted", "dead", "score", "descendants")
_MOST_LOOKED_AT = 5


def sniff(head: bytes, path: Path | None) -> float:
    """Sure of objects with an item's type and keys, and of folders with files of such."""
    if path is not None and path.is_dir():
        return 0.9 if _is_folder_of_items(path) else 0.0
    values = head_values(head)
    first = values[0] if values else None
    if isinstance(first, list):
        first = next((item for item in first if item is not None), None)
    return 0.9 if _is_item(first) else 0.0


def read(source: Source) -> Iterator[Event]:
    """Each story of the items, and comments whose story is not among them."""
    yield from once(_events(source))


def _events(source: Source) -> Iterator[Event]:
    items = _Items()
    sources = _files(source) if source.is_folder else [source]
    for one in sources:
        stream = JsonStream(one)
        for value, _ in stream.values():
            for item in items.findings.objects(
                value if isinstance(value, list) else [value], "items"
            ):
                items.take(item)
        yield from stream.notices()
    yield from items.events()


def _numbers(item: Object, key: str) -> list[str]:
    """The numbers in a list of items' numbers."""
    found = item.get(key)
    return [line(number) for number in found] if isinstance(found, list) else []


def _is_item(value: Any) -> bool:
    if not line(value, "id") or text(value, "type") not in _TYPES:
        return False
    return sum(key in value for key in _OF_AN_ITEM) >= 2


def _is_folder_of_items(folder: Path) -> bool:
    files = [path for path, _ in zip(_item_files(folder), range(_MOST_LOOKED_AT), strict=False)]
    return bool(files) and all(map(_is_file_of_item, files))


def _is_file_of_item(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            values = head_values(file.read(HEAD_SIZE))
    except OSError:
        return False
    return len(values) == 1 and _is_item(values[0])


def _item_files(folder: Path) -> Iterator[Path]:
    """The files named by a number; none where a folder has others beside them."""
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return
    if all(path.stem.isdigit() and path.suffix in (".json", "") for path in paths):
        yield from sorted(paths, key=lambda path: int(path.stem))


def _files(source: Source) -> Iterator[Source]:
    if source.path is not None:
        for path in _item_files(source.path):
            if path.is_file():
                yield Source(lambda path=path: path.open("rb"), path, path.stat().st_size)  # type: ignore[misc]


class _Items:
    """All items of a source by their numbers, and the order in which they are shown."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._items: dict[str, Object] = {}
        self._shown: set[str] = set()
        self._replies: dict[str, list[str]] = {}

    def take(self, item: Object) -> None:
        """Takes one item; of two with one number the one that says more."""
        handle = line(item, "id")
        if not handle:
            self.findings.count("wrong-type", "Items without an id, which were left out")
        elif len(item) > len(self._items.get(handle, ())):
            self._items[handle] = item

    def events(self) -> Iterator[Event]:
        """The stories, then the comments that belong to none of them."""
        self._order()
        for handle, item in self._items.items():
            if text(item, "type") in _OPENINGS:
                yield from self._story(handle, item)
        for handle, item in self._items.items():
            parent = line(item, "parent")
            if self._is_comment(handle) and parent not in self._items:
                yield from self._without_story(parent)
        yield from self._circles()
        yield from self.findings.notices()

    def _order(self) -> None:
        """Replies in the order of `kids`; those that it does not name follow."""
        parents: dict[str, str] = {}
        for handle, item in self._items.items():
            self._replies[handle] = [kid for kid in _numbers(item, "kids") if self._is_comment(kid)]
            parents.update((kid, handle) for kid in self._replies[handle])
        for handle, item in self._items.items():
            parent = line(item, "parent")
            if self._is_comment(handle) and (not parent or parents.get(handle) != parent):
                self._replies.setdefault(parent, []).append(handle)

    def _is_comment(self, handle: str) -> bool:
        item = self._items.get(handle)
        return item is not None and text(item, "type") in ("comment", "")

    def _story(self, handle: str, item: Object) -> Iterator[Event]:
        findings = Findings(handle)
        yield self._start(handle, item, findings)
        comments = visible = 0
        for comment in self._below(handle, handle, findings):
            yield comment
            comments += 1
            visible += comment.status == "visible"
        findings.stated(number(item, "descendants"), comments, visible)
        yield from findings.notices()

    def _start(self, handle: str, item: Object, findings: Findings) -> StoryStart:
        written = text(item, "text")
        return StoryStart(
            story=handle,
            title=name_line(text(item, "title")) or comment_title(written, handle),
            author=line(item, "by"),
            url=item_url(handle),
            published=findings.moment(item.get("time")),
            body=story_body(written + self._options(item), line(item, "url")),
            id=item_id(handle),
            source=SOURCE,
            join=item_id(handle),
        )

    def _options(self, item: Object) -> str:
        """What a poll asks, as a list."""
        options = [self._items[part] for part in _numbers(item, "parts") if part in self._items]
        lines = [f"<li>{text(option, 'text')} ({text(option, 'score') or 0})" for option in options]
        return f"<ul>{''.join(lines)}</ul>" if lines else ""

    def _below(self, root: str, story: str, findings: Findings) -> Iterator[Comment]:
        """Everything under an item, in the order in which it is shown."""
        self._count_missing(root, findings)
        pending = [(reply, root) for reply in reversed(self._replies.get(root, ()))]
        while pending:
            handle, parent = pending.pop()
            if handle in self._shown:
                continue
            self._shown.add(handle)
            yield self._comment(handle, None if parent == root else parent, story, findings)
            self._count_missing(handle, findings)
            pending.extend((r, handle) for r in reversed(self._replies.get(handle, ())))

    def _comment(self, handle: str, parent: str | None, story: str, findings: Findings) -> Comment:
        item = self._items[handle]
        date = findings.moment(item.get("time"))
        comment = comment_of(handle, line(item, "by"), date, text(item, "text"))
        if item.get("dead") is True or item.get("deleted") is True:
            comment = replace(comment, author=line(item, "by") or "[deleted]", status="deleted")
        if item.get("dead") is True and comment.body:
            findings.count("hidden", "Comments that are marked dead, whose text is not shown")
            comment = replace(comment, body="[dead]")
        return replace(comment, parent=parent, story=story)

    def _count_missing(self, handle: str, findings: Findings) -> None:
        kids = _numbers(self._items.get(handle, {}), "kids")
        if missing := sum(kid not in self._items for kid in kids):
            what = "Replies that this file names and does not hold"
            findings.count("not-loaded", what, missing, place=f"to {handle}")

    def _without_story(self, parent: str) -> Iterator[Event]:
        """Comments on what is not in the file; a single one is read as a story."""
        handles = [h for h in self._replies.get(parent, ()) if h not in self._shown]
        if len(handles) == 1:
            yield from self._subthread(handles[0], parent)
        elif handles:
            findings = Findings(parent)
            yield comments_elsewhere(parent)
            yield from self._below(parent, parent, findings)
            yield from findings.notices()

    def _subthread(self, handle: str, parent: str) -> Iterator[Event]:
        self._shown.add(handle)
        findings = Findings(handle)
        comment = self._comment(handle, parent or None, handle, findings)
        start = self._start(handle, self._items[handle], findings)
        if comment.status == "deleted":
            start = replace(start, title=comment_title("", handle))
        yield replace(
            start, author=comment.author, body=comment.body, join=item_id(parent), opening=comment
        )
        yield from self._below(handle, handle, findings)
        yield from findings.notices()

    def _circles(self) -> Iterator[Event]:
        """Comments that answer one another in a circle, under no story."""
        left = [h for h in self._items if self._is_comment(h) and h not in self._shown]
        if left:
            yield comments_elsewhere("")
            findings = Findings("")
            for handle in left:
                parent = line(self._items[handle], "parent")
                yield self._comment(handle, parent or None, "", findings)
            yield from findings.notices()
