"""Other comments that a comment's text points to: `@name`, `>>id`, and addresses of comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from threadreader.text.links import Link
from threadreader.text.searchable import searchable
from threadreader.thread.tree import Thread

_MENTION = re.compile(r"(?<![\w@/.])@([^\s@:,;.!?()\[\]<>\"]{2,40})")
_NUMBER = re.compile(r"(?<!>)>>\s?(\d{1,12})\b")
_FRAGMENT = re.compile(r"#(?:comment-|c|p|post-)?([\w.-]+)$")


def linked_comments(thread: Thread, position: int, links: Sequence[Link]) -> list[Link]:
    """The links of a comment, with those that point to other comments of the thread said to.

    A mention means the nearest comment above by that author, else the nearest before it.
    """
    by_id = _positions_by_id(thread, links, position)
    found = [_pointed(thread, link, by_id) for link in links]
    text = thread.text(position)
    for name in dict.fromkeys(_MENTION.findall(text)):
        target = _by_author(thread, position, name)
        if target is not None:
            found.append(Link(f"@{name}", "", target))
    numbers = dict.fromkeys(_NUMBER.findall(text))
    found += [Link(f">>{number}", "", by_id[number]) for number in numbers if number in by_id]
    return found


def _positions_by_id(thread: Thread, links: Sequence[Link], position: int) -> dict[str, int]:
    """The positions of the ids that are pointed to; no id is looked at where none is."""
    wanted = set(_NUMBER.findall(thread.text(position)))
    wanted |= {match[1] for link in links if (match := _FRAGMENT.search(link.address))}
    if not wanted:
        return {}
    return {
        identifier: at
        for at, number in enumerate(thread.columns.body)
        if (identifier := thread.ids[number]) in wanted
    }


def _pointed(thread: Thread, link: Link, by_id: dict[str, int]) -> Link:
    match = _FRAGMENT.search(link.address)
    target = by_id.get(match[1]) if match else None
    if target is None or not _same_page(thread, link.address, target):
        return link
    return replace(link, comment=target)


def _same_page(thread: Thread, address: str, target: int) -> bool:
    """A number after # may be that of another page's comment; the addresses tell where known."""
    page, own = address.partition("#")[0], thread.urls.get(target, "").partition("#")[0]
    return not page or not own or page.rstrip("/") == own.rstrip("/")


def _by_author(thread: Thread, position: int, name: str) -> int | None:
    wanted = searchable(name)
    authors = {
        index
        for index, author in enumerate(thread.names)
        if searchable(author).replace(" ", "").startswith(wanted)
    }
    if not authors:
        return None
    return next(
        (at for at in _upwards(thread, position) if thread.columns.author[at] in authors), None
    )


def _upwards(thread: Thread, position: int) -> Iterator[int]:
    """Ancestors, then all before within the thread."""
    yield from thread.ancestors(position)
    yield from range(position - 1, thread.root(position) - 1, -1)
