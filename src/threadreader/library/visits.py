"""Visits of a story: when each was, and what the reader could see at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict

from threadreader.library.discussions import Discussion

_ONE_VISIT_SECONDS = 60


class Visit(Struct):
    """From when to when the story was open, and how many comments were known at its end.

    `unfinished` is the stamp of the file where the reader left before it was read to its end, else
    "": what else that file holds was there at the visit.
    """

    began: datetime
    ended: datetime
    known: int
    unfinished: str = ""

    def record(self) -> dict[str, datetime | int | str]:
        """The visit as it is written in a snapshot."""
        return {name: value for name, value in asdict(self).items() if value != ""}

    def knew(self, stamp: str, known: int) -> int:
        """How many of the comments known now were there at the visit, in a file with a stamp."""
        return known if self.unfinished == stamp else min(self.known, known)

    def is_near(self, moment: datetime) -> bool:
        """Whether an opening now is the same visit, where nothing came since."""
        return abs((moment - self.ended).total_seconds()) <= _ONE_VISIT_SECONDS


def stamp_of(discussion: Discussion) -> str:
    """The stamp of the file that a story was read from, in one word."""
    origin = discussion.story.origin
    return f"{origin.size}@{origin.modified:.6f}"


def known_before(visits: Sequence[Visit], stamp: str, known: int) -> int | None:
    """How many of the comments known now were there at the last visit; None where there is none."""
    return visits[-1].knew(stamp, known) if visits else None
