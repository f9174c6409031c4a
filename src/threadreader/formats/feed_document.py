"""A feed as every kind of feed gives it: its own facts, and its entries in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from threadreader.model import Moment, Notice

TextForm = Literal["html", "loose", "plain"]
"""How a text is written: HTML, something nobody tells, plain text."""


@dataclass(slots=True)
class Entry:
    """An entry of a feed: a post, or a comment.

    `answers` are the ids and addresses of what it answers, the nearest first. `kind` is set where
    the feed says what the entry is ("post", "comment", or "" for neither of them). `stated` is the
    number of comments it is said to have, `comments_at` the address of the feed that has them.
    """

    id: str = ""
    link: str = ""
    title: str = ""
    author: str = ""
    date: Moment | None = None
    written_date: str = ""
    text: str = ""
    form: TextForm = "html"
    answers: tuple[str, ...] = ()
    kind: str | None = None
    stated: int = 0
    comments_at: str = ""
    line: int | None = None


@dataclass(slots=True)
class Feed:
    """A feed: `link` is the page it belongs to, `address` its own."""

    title: str = ""
    link: str = ""
    address: str = ""
    author: str = ""
    entries: list[Entry] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
