"""The query language: text to a query, or an error with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from msgspec import Struct

from threadreader.model import UsageError
from threadreader.text.searchable import searchable

STATES = (
    "unread", "read", "new", "starred", "folded", "op", "top", "leaf", "deleted", "gone",
)  # fmt: skip
CONTENTS = ("link", "quote", "code", "replies")
PEOPLE = ("author", "reply-to", "under", "answered-by")
DAYS = ("after", "before", "on")
NUMBERS = ("depth", "replies", "words")
KEYS = (*PEOPLE, "is", "has", *DAYS, *NUMBERS)
"""Every word that can stand before a colon."""

EVER = 1 << 62
"""More than any count or time."""

_DEEPEST = 40
_DAYS_AGO = re.compile(r"(\d{1,4})([dw])")
_NUMBER = re.compile(r"(<=|>=|<|>|=)?(\d{1,9})")
_KEY = re.compile(r"[A-Za-z][A-Za-z-]*(?=:(?!//))")
_DELIMITERS = ' \t\n()"'


class QueryError(UsageError):
    """A mistake in a query: `start` and `end` are the word's place in its text."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = max(end, start + 1)


class Words(Struct, frozen=True):
    """The comment's text has this, as `searchable` writes it."""

    text: str


class Person(Struct, frozen=True):
    """The author has one of these names (parts of it, or whole where `exact`)."""

    names: tuple[tuple[str, bool], ...]


class Is(Struct, frozen=True):
    """The comment is in a state of STATES."""

    state: str


class Has(Struct, frozen=True):
    """The comment has one of CONTENTS."""

    what: str


class Day(Struct, frozen=True):
    """The comment was written `when` ("after", "before", "on") a day, or days before today."""

    when: str
    day: date | None
    days_ago: int = 0


class Number(Struct, frozen=True):
    """A count of NUMBERS compares so with a number."""

    what: str
    comparison: str
    number: int

    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number that fits."""
        return {
            "<": (-EVER, self.number - 1),
            "<=": (-EVER, self.number),
            "=": (self.number, self.number),
            ">=": (self.number, EVER),
            ">": (self.number + 1, EVER),
        }[self.comparison]

    def fits(self, count: int) -> bool:
        """Whether a count fits."""
        first, last = self.bounds()
        return first <= count <= last


class Related(Struct, frozen=True):
    """The comment's parent, some ancestor, or some reply fits the query."""

    how: str  # "reply-to", "under", "answered-by"
    query: Query


class Not(Struct, frozen=True):
    """The query does not fit."""

    query: Query


class All(Struct, frozen=True):
    """Every one fits; none is an empty query, which fits everything."""

    queries: tuple[Query, ...]


class Either(Struct, frozen=True):
    """At least one fits."""

    queries: tuple[Query, ...]


Query = Words | Person | Is | Has | Day | Number | Related | Not | All | Either


def parse(text: str) -> Query:
    """The query that `text` says.

    Raises QueryError, whose message is for the reader and whose place is the word's.
    """
    parser = _Parser(text)
    query = parser.either(0)
    if parser.at < len(text):
        raise QueryError("This parenthesis closes nothing.", parser.at, parser.at + 1)
    return query


def parts(query: Query) -> Iterator[Query]:
    """The query and every query in it."""
    waiting = [query]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, All | Either):
            waiting.extend(part.queries)
        elif isinstance(part, Not | Related):
            waiting.append(part.query)


def is_named(person: Person, name: str) -> bool:
    """Whether an author's name, as `searchable` writes it, is one of those looked for."""
    return any(wanted == name if exact else wanted in name for wanted, exact in person.names)


def author_query(name: str) -> str:
    """The query text for exactly this author."""
    return f"author:={quoted(name)}"


def quoted(name: str) -> str:
    """A name as a query says it: in quotation marks where it needs them."""
    name = name.replace('"', " ").strip() or name
    return f'"{name}"' if any(c in " \t(),:" for c in name) or not name else name


class _Parser:
    """Reads a query from left to right; nesting is limited, all else is a loop."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def either(self, depth: int) -> Query:
        if depth > _DEEPEST:
            raise QueryError("The parentheses are nested too deeply.", self.at, self.at + 1)
        choices = [self._all(depth)]
        while self._takes_or():
            choices.append(self._all(depth))
        return choices[0] if len(choices) == 1 else Either(tuple(choices))

    def _all(self, depth: int) -> Query:
        parts: list[Query] = []
        while self._more():
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _more(self) -> bool:
        self._skip_blanks()
        return self.at < len(self.text) and self.text[self.at] != ")" and not self._or_ahead()

    def _or_ahead(self) -> bool:
        word = self.text[self.at : self.at + 2]
        after = self.text[self.at + 2 : self.at + 3]
        return word in ("or", "OR") and (not after or after in _DELIMITERS)

    def _takes_or(self) -> bool:
        self._skip_blanks()
        if self._or_ahead():
            self.at += 2
            return True
        return False

    def _skip_blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _one(self, depth: int) -> Query:
        negated = False
        while self.text[self.at] == "-" and self._next() not in ("", " ", ")", "-"):
            negated = not negated
            self.at += 1
        query = self._term(depth)
        return Not(query) if negated else query

    def _next(self) -> str:
        return self.text[self.at + 1 : self.at + 2]

    def _term(self, depth: int) -> Query:
        if self.text[self.at] == "(":
            return self._group(depth)
        key = _KEY.match(self.text, self.at)
        if key is None:
            return Words(searchable(self._value()))
        start, name = self.at, key[0].lower()
        self.at = key.end() + 1
        if name not in KEYS:
            raise QueryError(_unknown_key(name), start, key.end() + 1)
        if name in ("reply-to", "under", "answered-by"):
            inner = self._group(depth) if self.text[self.at : self.at + 1] == "(" else None
            return Related(name, inner or self._person(name, start))
        return self._person(name, start) if name == "author" else self._fact(name, start)

    def _group(self, depth: int) -> Query:
        start = self.at
        self.at += 1
        query = self.either(depth + 1)
        if self.text[self.at : self.at + 1] != ")":
            raise QueryError("This parenthesis is not closed.", start, start + 1)
        self.at += 1
        return query

    def _value(self, stop: str = "") -> str:
        """A word or a phrase from here on; a word ends before any of `stop`."""
        if self.text[self.at : self.at + 1] == '"':
            start = self.at
            end = self.text.find('"', start + 1)
            if end < 0:
                raise QueryError("This quotation mark is not closed.", start, len(self.text))
            self.at = end + 1
            return self.text[start + 1 : end]
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in _DELIMITERS + stop:
            self.at += 1
        return self.text[start : self.at]

    def _person(self, key: str, start: int) -> Person:
        names: list[tuple[str, bool]] = []
        while True:
            exact = self.text[self.at : self.at + 1] == "="
            self.at += exact
            name = searchable(self._value(","))
            if not name:
                message = f"{key}: needs a name, as in {key}:ruth."
                raise QueryError(message, start, self.at)
            names.append((name, exact))
            if self.text[self.at : self.at + 1] != ",":
                return Person(tuple(names))
            self.at += 1

    def _fact(self, key: str, start: int) -> Query:
        value = self._value().lower()
        if key == "is":
            return Is(self._choice(key, value, STATES, start))
        if key == "has":
            return Has(self._choice(key, value, CONTENTS, start))
        return self._day(key, value, start) if key in DAYS else self._number(key, value, start)

    def _choice(self, key: str, value: str, known: tuple[str, ...], start: int) -> str:
        if value in known:
            return value
        near = get_close_matches(value, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(known)}."
        message = f"{key}: has no “{value}”: {hint}" if value else f"{key}: wants a word: {hint}"
        raise QueryError(message, start, self.at)

    def _day(self, key: str, value: str, start: int) -> Day:
        ago = _DAYS_AGO.fullmatch(value)
        if ago:
            return Day(key, None, int(ago[1]) * (7 if ago[2] == "w" else 1))
        try:
            return Day(key, date.fromisoformat(value))
        except ValueError:
            message = f"{key}: wants a day as 2017-11-13, or 3d or 2w for days or weeks ago."
            raise QueryError(message, start, self.at) from None

    def _number(self, key: str, value: str, start: int) -> Number:
        match = _NUMBER.fullmatch(value)
        if not match:
            message = f"{key}: wants a number, as in {key}:>2 or {key}:<10."
            raise QueryError(message, start, self.at)
        return Number(key, match[1] or "=", int(match[2]))


def day_number(day: Day, today: date) -> int:
    """The day a query means, in days since 1970-01-01."""
    when = day.day or today - timedelta(days=day.days_ago)
    return when.toordinal() - date(1970, 1, 1).toordinal()


def _unknown_key(name: str) -> str:
    near = get_close_matches(name, KEYS, 1)
    hint = f"did you mean {near[0]}:?" if near else f'to find the text, write "{name}:…".'
    return f"There is no {name}: {hint}"
