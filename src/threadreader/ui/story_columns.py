"""The columns of the stories list, as data: heading, width, and what a story says in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from threadreader.library.shelf import StoryRow
from threadreader.ui.look import Look

Facts = list[tuple[str, str]]
"""Texts, each with a token of the theme."""


class Column(Struct, frozen=True):
    """One column. `width` 0 takes what is left; `from_width`: narrower lists do without it.

    `gap` is how many cells stay blank after it; `narrow` is its width in lists of fewer than 94
    cells, 0 for the same.
    """

    name: str
    heading: str
    width: int
    value: Callable[[StoryRow, float, Look], Facts]
    right: bool = False
    from_width: int = 0
    gap: int = 2
    narrow: int = 0


class ListOrder(Struct, frozen=True):
    """An order of the list: its name for people, and what it sorts by."""

    name: str
    column: str
    key: Callable[[StoryRow], tuple[object, ...]]


def _star(row: StoryRow, _now: float, look: Look) -> Facts:
    return [(look.glyph("star"), "star")] if row.starred else []


def _title(row: StoryRow, _now: float, _look: Look) -> Facts:
    return [(row.title or "(no title)", "title" if row.unread else "read")]


def _source(row: StoryRow, _now: float, _look: Look) -> Facts:
    return [(row.source or row.author or row.format, "muted")]


def _saved(row: StoryRow, now: float, _look: Look) -> Facts:
    return [(age(now - row.saved), "muted")]


def _comments(row: StoryRow, _now: float, look: Look) -> Facts:
    count = _count(row.comments) if row.comments else look.glyph("none")
    return [(count, "text" if row.unread else "muted")]


def _unread(row: StoryRow, _now: float, look: Look) -> Facts:
    return [(f"{_count(row.unread)} {look.glyph('unread')}", "unread")] if row.unread else []


def _new(row: StoryRow, _now: float, look: Look) -> Facts:
    return [(f"{_count(row.new, 5)} {look.glyph('new')}", "new")] if row.new else []


def _count(number: int, cells: int = 6) -> str:
    """A number in so many cells, in thousands where it is too long."""
    text = f"{number:,}"
    return text if len(text) <= cells else f"{number // 1000:,}k"


COLUMNS = (
    Column("star", "", 1, _star, gap=1),
    Column("title", "Title", 0, _title),
    Column("source", "Source", 18, _source, from_width=70, narrow=12),
    Column("saved", "Saved", 9, _saved, from_width=70, gap=1),
    Column("comments", "comm.", 7, _comments, right=True, gap=1),
    Column("unread", "unread", 8, _unread, right=True, gap=1),
    Column("new", "new", 7, _new, right=True, from_width=50),
)
_NARROW = 94
_EDGES = 2


def _newest(row: StoryRow) -> tuple[object, ...]:
    """Last saved first; of those in one file, last published."""
    published = row.published.seconds if row.published else 0
    return -row.saved, -published, row.title.casefold()


ORDERS = (
    ListOrder("newest first", "saved", _newest),
    ListOrder("by title", "title", lambda row: (row.title.casefold(), -row.saved)),
    ListOrder("most comments", "comments", lambda row: (-row.comments, row.title.casefold())),
    ListOrder("most unread", "unread", lambda row: (-row.unread, row.title.casefold())),
    ListOrder("most new", "new", lambda row: (-row.new, -row.unread, row.title.casefold())),
)


def shown_columns(width: int) -> list[tuple[Column, int]]:
    """The columns a list of so many cells has, each with its width in cells."""
    columns = [column for column in COLUMNS if width >= column.from_width]
    widths = [(column.narrow if width < _NARROW else 0) or column.width for column in columns]
    taken = _EDGES + sum(widths) + sum(column.gap for column in columns[:-1])
    rest = max(width - taken, 10)
    return [(column, cells or rest) for column, cells in zip(columns, widths, strict=True)]


def stories_facts(rows: Sequence[StoryRow], look: Look) -> list[Facts]:
    """How many stories there are, and how much in them is unread and new, for the header line."""
    count = f"{len(rows):,} " + ("story" if len(rows) == 1 else "stories")
    facts = [[(count, "text")]]
    unread, new = sum(row.unread for row in rows), sum(row.new for row in rows)
    if unread:
        facts.append([(f"{unread:,} {look.glyph('unread')}", "unread")])
    if new:
        facts.append([(f"{new:,} {look.glyph('new')}", "new")])
    return facts


def age(seconds: float) -> str:
    """How long ago, in one word or two."""
    days = int(max(seconds, 0) // 86400)
    if days < 2:
        return ("today", "yesterday")[days]
    for unit, length in (("year", 365), ("month", 30), ("week", 7)):
        if days >= length:
            count = days // length
            return f"{count} {unit}" + ("s" if count > 1 else "")
    return f"{days} days"


def now() -> float:
    """The present moment, in seconds since 1970."""
    return datetime.now(UTC).timestamp()
