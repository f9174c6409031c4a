"""The project's own story in TOML (1.0), which a person can write by hand.

It follows docs/formats.md, "TOML". Each `[[comments]]` is parsed by itself, so that a slip costs
one value of one comment, and not even that value's text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BufferedReader
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from threadreader.formats.base import Source
from threadreader.formats.decode import decode, is_binary
from threadreader.formats.moments import from_iso, from_parts
from threadreader.model import (
    Comment,
    CommentKind,
    CommentStatus,
    Event,
    Moment,
    Notice,
    StoryStart,
)
from threadreader.text.clean import clean, clean_line

name = "native"
extensions = (".toml",)

_STORY_KEYS = ("title", "author", "url", "published", "source", "id", "body")
_COMMENT_KEYS = ("id", "parent", "author", "date", "body", "kind", "status", "url")
_COMMENTS = "comments"
_HEADER = r"""^[ \t]*\[\[?[ \t]*["']?comments["']?[ \t]*\]\]?[ \t]*(?:\#.*)?$"""
_KEY = rf"""^[ \t]*["']?(?P<key>{"|".join(sorted({*_STORY_KEYS, *_COMMENT_KEYS}))})["']?[ \t]*="""
# Strings and remarks; one without an end goes on to the end of the text, or of its line.
_STRINGS = r"""
    "{3}[^"\\]*+(?:(?:\\(?s:.|\Z)|"{1,2}(?!"))[^"\\]*+)*+(?:"{3,5}|\Z)
  | '{3}[^']*+(?:'{1,2}(?!')[^']*+)*+(?:'{3,5}|\Z)
  | "(?:\\.|[^"\\\n])*+"? | '[^'\n]*+'? | \#[^\n]*+
"""
_ANY_HEADER = re.compile(_HEADER, re.MULTILINE)
_HEADERS = re.compile(rf"(?P<mark>{_HEADER}) | {_STRINGS}", re.MULTILINE | re.VERBOSE)
_ANY_KEY = re.compile(_KEY, re.MULTILINE)
_KEYS = re.compile(rf"(?P<mark>{_KEY}) | {_STRINGS}", re.MULTILINE | re.VERBOSE)
_TOP_KEY = re.compile(r"""^[ \t]*["']?([\w-]+)["']?[ \t]*=""", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line \d+, column \d+|end of document)\)$")
_EMPTY_LINES = re.compile(r"\n{3,}")
_CHUNK = 1 << 20
_MOST_NAMED = 8
_QUOTE = re.compile("\"{3}|'{3}|[\"']")


def sniff(head: bytes, path: Path | None) -> float:
    """Sure where the file begins with a key or header of ours and has a title or comments."""
    if is_binary(head):
        return 0
    text = decode(head)[0].replace("\r", "\n")
    top = text[: table.start()] if (table := _TABLE.search(text)) else text
    keys = set(_TOP_KEY.findall(top))
    story = "[[comments]]" in text or keys >= {"title", "body"}
    if not _begins_as_toml(text):
        named = path is not None and ".toml" in path.suffixes
        return 0.5 if story and named else 0
    if story:
        return 0.95
    return 0.6 if "title" in keys and keys <= {*_STORY_KEYS, _COMMENTS} else 0


def read(source: Source) -> Iterator[Event]:
    """The story, its comments in the order of the file, and a notice for whatever is not right."""
    notices: list[Notice] = []
    text = _text(source, notices)
    tables = _pieces(text, 1, _HEADERS, _ANY_HEADER)
    story = _parsed(*next(tables), _STORY_KEYS)
    yield _story_start(story)
    yield from notices
    yield from story.notices
    number = 0
    for values in _listed(story):
        number += 1
        yield from _comment(values, number)
    for line, table in tables:
        number += 1
        yield from _comment(_parsed(line, table, _COMMENT_KEYS), number)


@dataclass
class _Table:
    """What one table says: its values, the line it begins at, its text and what was not right."""

    line: int
    text: str
    values: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def notice(self, code: str, message: str, key: str = "") -> None:
        self.notices.append(Notice(code, message, self.line_of(key)))

    def string(self, key: str) -> str:
        """A string; anything else is read as far as it can be, with a notice."""
        value = self.values.get(key, "")
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.notice("wrong-type", f"{key} is a number without quotes; it was read.", key)
            return _number(value)
        return self._odd(key, value)

    def handle(self, key: str) -> str:
        """An id: a string or a whole number."""
        value = self.values.get(key, "")
        if isinstance(value, int) and not isinstance(value, bool):
            return _number(value)
        return clean_line(self.string(key))

    def moment(self, key: str) -> Moment | None:
        """A date, a date and time, or a string that says one."""
        value = self.values.get(key)
        if isinstance(value, date):
            return _moment(value)
        text = clean_line(self.string(key))
        found = from_iso(text)
        if text and found is None:
            from threadreader.formats.dates import parse_date  # noqa: PLC0415

            found = parse_date(text)
        if text and found is None:
            self.notice("unknown-date", f"{key} is no date that is understood: {text[:60]}", key)
        return found

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of `choices`; the first where the table has none of them."""
        word = clean_line(self.string(key)).casefold()
        if word in choices or not word:
            return word or choices[0]
        self.notice("unknown-value", f"{key} is one of {', '.join(choices)}; not {word[:40]}", key)
        return choices[0]

    def only(self, known: tuple[str, ...]) -> None:
        """A notice of the keys that are not `known`."""
        unknown = [key for key in self.values if key not in known]
        if unknown:
            names = clean_line(", ".join(unknown[:_MOST_NAMED]))
            more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
            self.notice("unknown-key", f"Not known here, left out: {names}{more}.", unknown[0])

    def _odd(self, key: str, value: Any) -> str:
        if isinstance(value, date | time):
            self.notice("wrong-type", f"{key} is a date without quotes; it was read.", key)
            return value.isoformat()
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            self.notice("wrong-type", f"{key} is a list; its parts were read.", key)
            return "\n\n".join(value)
        self.notice("wrong-type", f"{key} should be a text in quotes; it was left out.", key)
        return ""

    def line_of(self, key: str) -> int:
        """The line on which the key stands, or on which the table begins."""
        place = key and re.search(rf"""^[ \t]*["'\[]*{re.escape(key)}\b""", self.text, re.MULTILINE)
        return self.line + (self.text.count("\n", 0, place.start()) if place else 0)


def _text(source: Source, notices: list[Notice]) -> str:
    parts = []
    try:
        with cast("BufferedReader", source.open()) as stream:
            while part := stream.read1(_CHUNK):  # gives what came before the damage
                parts.append(part)
    except Exception as error:  # noqa: BLE001 - gzip, bz2 and lzma each raise their own
        notices.append(Notice("truncated", f"The file is damaged and was read so far: {error}"))
    text, misfits = decode(b"".join(parts))
    if misfits:
        message = f"At {misfits} places the file is not UTF-8; Windows-1252 was taken there."
        notices.append(Notice("encoding", message))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _begins_as_toml(text: str) -> bool:
    lines = (line.strip() for line in text.split("\n"))
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return bool(_ANY_HEADER.match(first) or _TOP_KEY.match(first))


def _pieces(
    text: str, line: int, outside: re.Pattern[str], anywhere: re.Pattern[str]
) -> Iterator[tuple[int, str]]:
    """The text up to the first mark, then from each mark to the next, with the line of each.

    A mark inside a string is text; but where a string has no end, all marks count.
    """
    for part in _cut(text, [m.start("mark") for m in outside.finditer(text) if m["mark"]]):
        inner = [match.start() for match in anywhere.finditer(part, 1)]
        for piece in _cut(part, inner if inner and _load(part) is None else []):
            yield line, piece
            line += piece.count("\n")


def _cut(text: str, starts: list[int]) -> Iterator[str]:
    bounds = [0, *starts, len(text)]
    yield from (text[a:b] for a, b in pairwise(bounds))


def _load(text: str) -> dict[str, Any] | None:
    return loaded if isinstance(loaded := _loaded(text), dict) else None


def _loaded(text: str) -> dict[str, Any] | str:
    """The values of a TOML document, or why it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        return "Lists within lists are too deep"
    except (ValueError, OverflowError) as error:
        return _PLACE.sub("", str(error))


def _parsed(line: int, text: str, keys: tuple[str, ...]) -> _Table:
    """The values of one table; value by value where the whole is no valid TOML."""
    table = _Table(line, text)
    values = _load(text)
    if values is None and (cleaned := clean(text)) != text:
        values = _load(cleaned)
        if values is not None:
            table.notice("syntax", "Characters that TOML does not allow were taken out.")
    if values is None:
        _salvage(table)
        return table
    inner = values.get(_COMMENTS) if keys is _COMMENT_KEYS else None
    first = inner[0] if isinstance(inner, list) and inner else inner
    if isinstance(first, dict):
        del values[_COMMENTS]
        values = {**first, **values}
    table.values = values
    return table


def _salvage(table: _Table) -> None:
    """Reads what can be read of a table with a mistake; the rest of its text goes to the body."""
    start = header.end() if (header := _ANY_HEADER.match(table.text)) else 0
    line = table.line + table.text.count("\n", 0, start)
    rest: list[str] = []
    for at, piece in _pieces(table.text[start:], line, _KEYS, _ANY_KEY):
        _salvage_piece(table, piece, at, rest)
    body = table.values.get("body", "")
    table.values["body"] = "\n\n".join(filter(None, [body if isinstance(body, str) else "", *rest]))


def _salvage_piece(table: _Table, piece: str, line: int, rest: list[str]) -> None:
    values = _loaded(piece)
    if isinstance(values, dict) and not set(values) & set(table.values):
        table.values.update(values)
        return
    skipped = len(piece) - len(piece.lstrip("\n"))
    reason = values if isinstance(values, str) else "This key stands twice"
    table.notices.append(Notice("syntax", f"{reason}: read as it stands.", line + skipped))
    mark = _ANY_KEY.match(piece)
    key = mark["key"] if mark else ""
    if not key or key in table.values:
        rest.append(piece.strip("\n"))
        return
    raw = piece[mark.end() :].strip() if mark else ""
    value, _, more = (raw, "", "") if key == "body" else raw.partition("\n")
    if quote := _QUOTE.match(value):
        value = value.removeprefix(quote[0]).removesuffix(quote[0])
    table.values[key] = value
    rest.append(more.strip())


def _story_start(table: _Table) -> StoryStart:
    title, body = clean_line(table.string("title")), _body(table)
    url = clean_line(table.string("url"))
    start = StoryStart(
        title=title,
        author=clean_line(table.string("author")),
        url=url,
        published=table.moment("published"),
        body=body,
        id=table.handle("id") or url,
        source=clean_line(table.string("source")),
        has_article=bool(title or body),
    )
    table.only((*_STORY_KEYS, _COMMENTS))
    return start


def _listed(story: _Table) -> Iterator[_Table]:
    """Comments written as a list within the story's own table."""
    listed = story.values.get(_COMMENTS, [])
    line = story.line_of(_COMMENTS)
    for value in listed if isinstance(listed, list) else [listed]:
        table = _Table(line, "")
        if isinstance(value, dict):
            table.values = value
        else:
            table.values = {"body": value}
            table.notice("wrong-type", "A comment is a table; this was read as its body.")
        yield table


def _comment(table: _Table, number: int) -> Iterator[Event]:
    """The comment of a table, then its notices. A made-up handle cannot be a cleaned id."""
    own = table.handle("id")
    status = table.choice("status", ("visible", "deleted"))
    author = clean_line(table.string("author"))
    yield Comment(
        id=own or f" {number}",
        author=author or ("[deleted]" if status == "deleted" else "Anonymous"),
        parent=table.handle("parent") or None,
        date=table.moment("date"),
        body=_body(table),
        kind=cast("CommentKind", table.choice("kind", ("comment", "pingback", "trackback"))),
        status=cast("CommentStatus", status),
        own_id=bool(own),
        url=clean_line(table.string("url")),
        line=table.line,
    )
    table.only(_COMMENT_KEYS)
    yield from table.notices


def _body(table: _Table) -> str:
    """Plain text: no blanks at the ends of lines, one empty line between paragraphs."""
    lines = clean(table.string("body")).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip(" \t") for line in lines)).strip("\n")


def _moment(value: date) -> Moment | None:
    if not isinstance(value, datetime):
        return from_parts([value.year, value.month, value.day, 0, 0, 0], day_only=True)
    zone = value.utcoffset()
    numbers = [value.year, value.month, value.day, value.hour, value.minute, value.second]
    return from_parts(numbers, None if zone is None else int(zone.total_seconds()) // 60)


def _number(value: float) -> str:
    try:
        return str(value)
    except ValueError:  # longer than Python writes in decimal
        return hex(int(value))
