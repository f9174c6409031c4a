"""Comments marked up with schema.org: microdata, else JSON-LD.

Follows schema.org's Comment (with `parentItem`), Answer and the older UserComments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, decoded_line
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import read_comments
from threadreader.formats.markup import loose_body
from threadreader.model import Comment, Notice

name = "schema.org"

_MICRODATA = """[itemtype*="schema.org/Comment"], [itemtype*="schema.org/UserComments"],
    [itemtype*="schema.org/Answer"]"""
_NUMBER = re.compile(r"(?:\w+-)?(?:comment|answer|reply|post|c)[-_]?(\d+)$", re.IGNORECASE)
_KINDS = frozenset(("comment", "answer", "usercomments"))
_ANSWERS = ("acceptedAnswer", "suggestedAnswer", "comment", "comments")
_TEXTS = ("text", "commentText", "articleBody", "description")
_TIMES = ("datePublished", "dateCreated", "commentTime", "dateModified")


def _number(node: Any) -> str:
    match = _NUMBER.match(attribute(node, "id"))
    return match[1] if match else attribute(node, "id") or attribute(node, "data-answerid")


RULES = Rules(
    comment=_MICRODATA,
    number=_number,
    authors=("[itemprop~=author], [itemprop~=creator]", ".author, .fn"),
    dates=(
        "[itemprop~=datePublished], [itemprop~=dateCreated], [itemprop~=commentTime]",
        "time[datetime]",
    ),
    bodies=("[itemprop~=text], [itemprop~=commentText]", "[itemprop~=description]"),
    links=('[itemprop~=url][href*="#"]',),
    theme="[itemprop~=author], [itemprop~=creator], [itemprop~=datePublished], .reply, form",
    nests=True,
)


def claims(page: Page) -> float:
    """Fairly sure of microdata, less of JSON-LD, which often holds a few of the comments."""
    if page.first(_MICRODATA) is not None:
        return 0.65
    return 0.4 if any(map(_is_comment, page.linked_data)) else 0.0


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The comments of the page's microdata, else those of its JSON-LD."""
    marked = list(read_comments(page, RULES))
    if marked:
        yield from marked
    else:
        yield from _linked(page)


def _linked(page: Page) -> Iterator[Comment]:
    """Comments of JSON-LD: nested in what they answer, or naming it as `parentItem`."""
    pending: list[tuple[Any, str | None]] = [(thing, None) for thing in page.linked_roots[::-1]]
    known: set[str] = set()
    position = 0
    while pending:
        thing, parent = pending.pop()
        if isinstance(thing, list):
            pending.extend((item, parent) for item in reversed(thing))
        if not isinstance(thing, dict):
            continue
        if _is_comment(thing):
            position += 1
            number = _identity(thing)
            parent = parent or _parent(thing, known)
            known.add(number)
            yield _comment(page, thing, number or f"without id {position}", parent)
            parent = number or f"without id {position}"
        inner = [thing.get(key) for key in (*_ANSWERS, "@graph", "mainEntity", "hasPart")]
        pending.extend((value, parent) for value in reversed(inner) if value)


def _comment(page: Page, thing: dict[str, Any], handle: str, parent: str | None) -> Comment:
    times = (_text(thing, key) for key in _TIMES)
    time = next(filter(None, times), "")
    body = next(filter(None, (_text(thing, key) for key in _TEXTS)), "")
    return Comment(
        id=handle,
        own_id=not handle.startswith("without id "),
        author=_author(thing.get("author") or thing.get("creator")) or "Anonymous",
        parent=parent,
        date=page.moment(time) if time else None,
        body=loose_body(body),
        url=page.absolute(_text(thing, "url")) if _text(thing, "url") else "",
    )


def _is_comment(thing: dict[str, Any]) -> bool:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(k).rpartition("/")[2].lower() in _KINDS for k in kinds)


def _identity(thing: dict[str, Any]) -> str:
    for key in ("@id", "identifier", "url"):
        found = decoded_line(_text(thing, key))
        if found:
            match = _NUMBER.match(found.rpartition("#")[2])
            return match[1] if match else found
    return ""


def _parent(thing: dict[str, Any], known: set[str]) -> str | None:
    parent = thing.get("parentItem")
    named = _identity(parent if isinstance(parent, dict) else {"@id": parent})
    return named if named in known or (named and _is_comment(_dict(parent))) else None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(thing: dict[str, Any], key: str) -> str:
    value = thing.get(key)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _author(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    return decoded_line(value) if isinstance(value, str) else ""
