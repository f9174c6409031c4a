"""What stands at a place of a decoded JSON value, typed: whatever is there, nothing raises."""

from __future__ import annotations

import re
from typing import Any

from threadreader.formats.moments import from_epoch, from_iso
from threadreader.model import Block, Body, Moment, Raw, Span
from threadreader.text.clean import clean_line

Object = dict[str, Any]

_NUMBER = re.compile(r"\s*-?\d{1,17}(?:\.\d*)?\s*")
_LARGEST = 10**18
_MOST_WORDS = 60


def member(value: Any, *path: str) -> Any:
    """What stands at a path of keys, None where there is nothing."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: Any, *path: str) -> str:
    """The text at a path as it is written, "" where there is none; a number in digits."""
    found = member(value, *path)
    if isinstance(found, str):
        return found
    if isinstance(found, bool) or not isinstance(found, int | float):
        return ""
    if isinstance(found, float) and not found.is_integer():
        return str(found)
    return str(int(found)) if abs(found) < _LARGEST else ""


def line(value: Any, *path: str) -> str:
    """The text at a path as one clean line: a name, an id, an address."""
    return clean_line(text(value, *path))


def first_line(value: Any, *paths: tuple[str, ...]) -> str:
    """The first of several places that has a text, as one clean line."""
    return next(filter(None, (line(value, *path) for path in paths)), "")


def number(value: Any, *path: str) -> int | None:
    """The whole number at a path, also one in quotes."""
    written = text(value, *path)
    return int(float(written)) if _NUMBER.fullmatch(written) else None


def objects(value: Any, *path: str) -> list[Object]:
    """The objects of the list at a path; whatever else is in it is left out."""
    found = member(value, *path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def moment(value: Any) -> Moment | None:
    """A time in seconds or milliseconds since 1970, also in quotes, or in ISO 8601."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return from_iso(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return from_epoch(float(value) if isinstance(value, str) else value)


def markdown_body(written: str, markup: str = "markdown") -> Body:
    """A body in Markdown; `markup` is "markdown-lines" where every line end is kept."""
    return Raw(markup, written.encode("utf-8", "replace")) if written.strip() else ""


def opening_words(said: str) -> str:
    """What a text begins with, on one line: the title of a story that has none."""
    words = clean_line(said)
    if len(words) <= _MOST_WORDS:
        return words
    return words[:_MOST_WORDS].rpartition(" ")[0].rstrip(" ,.;:") + "…"


def address_body(address: str) -> Body:
    """The body of a story that is but the address of another page."""
    if not address.startswith(("http://", "https://")):
        return ""
    return (Block("paragraph", (Span(address, "link", address),)),)
