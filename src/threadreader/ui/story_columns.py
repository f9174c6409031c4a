"""The columns of the stories list, as data: heading, width, and what a story says in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from threadreader.library.shelf import StoryRow

Runs = list[tuple[str, str]]
"""Texts, each with a token of the theme."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` 0 takes what is left; `from_width`: narrower lists do without it."""

    name: str
    heading: str
    width: int
    value: Callable[[StoryRow, float], Runs]
    right: bool = False
    from_width: int = 0


@dataclass(frozen=True, slots=True)
class ListOrder:
    """An order of the list: its name for people, and what it sorts by."""

    name: str
    column: str
    key: Callable[[StoryRow], tuple[object, ...]]


def _star(row: StoryRow, _now: float) -> Runs:
    return [("★" if row.starred else " ", "star")]


def _title(row: StoryRow, _now: float) -> Runs:
    return [(row.title or "(no title)", "title" if row.unread else "read")]


def _source(row: StoryRow, _now: float) -> Runs:
    return [(row.source or row.author or row.format, "muted")]


def _saved(row: StoryRow, now: float) -> Runs:
    return [(age(now - row.saved), "muted")]


def _comments(row: StoryRow, _now: float) -> Runs:
    return [(f"{row.comments:,}" if row.comments else "–", "text" if row.unread else "muted")]


def _unread(row: StoryRow, _now: float) -> Runs:
    return [(f"{row.unread:,} ●", "unread")] if row.unread else []


def _new(row: StoryRow, _now: float) -> Runs:
    return [(f"{row.new:,} ◆", "new")] if row.new else []


COLUMNS = (
    Column("star", "", 1, _star),
    Column("title", "Title", 0, _title),
    Column("source", "Source", 18, _source, from_width=70),
    Column("saved", "Saved", 10, _saved, from_width=70),
    Column("comments", "comm.", 7, _comments, right=True),
    Column("unread", "unread", 8, _unread, right=True),
    Column("new", "new", 6, _new, right=True, from_width=50),
)

ORDERS = (
    ListOrder("newest first", "saved", lambda row: (-row.saved, row.title.casefold())),
    ListOrder("by title", "title", lambda row: (row.title.casefold(), -row.saved)),
    ListOrder("most comments", "comments", lambda row: (-row.comments, row.title.casefold())),
    ListOrder("most unread", "unread", lambda row: (-row.unread, row.title.casefold())),
    ListOrder("most new", "new", lambda row: (-row.new, -row.unread, row.title.casefold())),
)


def shown_columns(width: int) -> list[tuple[Column, int]]:
    """The columns a list of so many cells has, each with its width in cells."""
    columns = [column for column in COLUMNS if width >= column.from_width]
    taken = sum(column.width for column in columns) + 2 * (len(columns) - 1) + 2
    return [(column, column.width or max(width - taken, 10)) for column in columns]


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
