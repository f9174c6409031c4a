"""A feed as every kind of feed gives it: what it says of itself, and its entries as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What a feed says of itself; `link` is the page it belongs to."""

    title: str = ""
    link: str = ""
    author: str = ""


class Feed(Protocol):
    """A feed that is being read."""

    def entries(self) -> Iterator[Entry]:
        """Its entries, in the order of the file; said once."""

    def facts(self) -> Facts:
        """What it has said of itself so far: it may do so after its entries."""

    def notices(self) -> Iterator[Notice]:
        """What was wrong with the file so far."""
