"""TOML read statement by statement: where each stands, and what is right in a damaged file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from msgspec import Struct

_HEADER = re.compile(r"\s*\[\[?[^\[\]]+\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:[\w.\- ]+|"[^"]*"|'[^']*')\s*=""")
_MOST_PIECES = 64
_MISTAKES = (tomllib.TOMLDecodeError, RecursionError)


class Statement(Struct, frozen=True):
    """A key and its value; `path` ends with the key, the tables stand before.

    `error` says what is wrong where it could not be read; then `text` is all there is of it.
    """

    line: int
    path: tuple[str, ...]
    value: Any = None
    text: str = ""
    error: str = ""


def statements(text: str) -> Iterator[Statement]:
    """Each statement of a TOML text; one that cannot be read does not spoil the others."""
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [n for n, line in enumerate(lines) if _HEADER.match(line) or _KEY.match(line)]
    pieces = [*starts, len(lines)]
    tables: tuple[str, ...] = ()
    at = 0
    if "".join(lines[: pieces[0]]).strip() and not _is_comment(lines[: pieces[0]]):
        yield Statement(1, (), text="\n".join(lines[: pieces[0]]), error="this is no setting")
    while at < len(starts):
        first = lines[starts[at]]
        if _HEADER.match(first):
            header = _table(first, starts[at] + 1)
            tables = header.path
            if header.error:
                yield header
            at += 1
            continue
        found, at = _statement(lines, pieces, at, tables)
        yield from found


def _is_comment(lines: list[str]) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in lines)


def _table(header: str, line: int) -> Statement:
    try:
        inner: Any = tomllib.loads(header)
    except _MISTAKES as error:
        return Statement(line, ("",), text=header, error=_reason(error))
    path = []
    while inner:
        name, inner = next(iter(inner.items()))
        path.append(name)
        inner = inner[0] if isinstance(inner, list) else inner
    return Statement(line, tuple(path))


def _statement(
    lines: list[str], pieces: list[int], at: int, tables: tuple[str, ...]
) -> tuple[list[Statement], int]:
    """The statement that begins with piece `at`, and the piece after it.

    A value over several lines can hold lines that look like statements: pieces are added while the
    text cannot be read. Lines that are none can follow: else the last ones are taken off.
    """
    start, line, why = pieces[at], pieces[at] + 1, ""
    for end in range(at + 1, min(len(pieces), at + _MOST_PIECES)):
        text = "\n".join(lines[start : pieces[end]])
        try:
            return [Statement(line, *_read(text, tables), text)], end
        except _MISTAKES as error:
            why = why or _reason(error)
    last = pieces[at + 1]
    for end in range(last - 1, max(start, last - _MOST_PIECES), -1):
        text = "\n".join(lines[start:end])
        with suppress(*_MISTAKES):
            sound = Statement(line, *_read(text, tables), text)
            rest = Statement(end + 1, tables, text="\n".join(lines[end:last]), error=why)
            return [sound, rest], at + 1
    text = "\n".join(lines[start:last])
    name = text.partition("=")[0].strip()
    return [Statement(line, (*tables, name), text=text, error=why)], at + 1


def _read(text: str, tables: tuple[str, ...]) -> tuple[tuple[str, ...], Any]:
    """The path and the value of one statement."""
    inner: Any = tomllib.loads(text)
    path = list(tables)
    while isinstance(inner, dict) and len(inner) == 1:
        name, inner = next(iter(inner.items()))
        path.append(name)
    return tuple(path), inner


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "lists are nested too deeply"
    sentence = str(error).partition(" (at ")[0]
    return sentence[:1].lower() + sentence[1:]
