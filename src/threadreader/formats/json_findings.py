"""What a reader of JSON has to say of a story beside its comments: counted while it reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from threadreader.formats.json_fields import Object
from threadreader.formats.json_fields import moment as moment_of
from threadreader.model import Comment, Event, Moment, Notice
from threadreader.text.clean import clean_line


class Findings:
    """Takes what is odd in the JSON of one story, or with None of a whole file."""

    def __init__(self, story: str | None = None) -> None:
        self._story = story
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}
        self._others: list[Notice] = []
        self._made_up = 0

    def count(self, code: str, what: str, count: int = 1, *, place: str = "") -> None:
        """Counts something; the notice says `what`, how many, and the first `place`."""
        self._counts[code, what] += count
        self._first.setdefault((code, what), place)

    def objects(self, values: Any, what: str) -> list[Object]:
        """The objects of a list; what is none is counted, but for the nulls that stand for none."""
        if isinstance(values, list):
            found = [value for value in values if isinstance(value, dict)]
            others = sum(value is not None for value in values) - len(found)
        else:
            found, others = [], int(bool(values))
        if others:
            self.count("wrong-type", f"Left out, being no objects, of the {what}", others)
        return found

    def moment(self, value: Any, offset: int | None = None) -> Moment | None:
        """The time that `value` says; a time without offset has `offset`, if that is given."""
        found = moment_of(value)
        if found is None and value not in (None, ""):
            written = clean_line(value)[:40] if isinstance(value, str) else type(value).__name__
            self.count("unknown-date", "Dates that are not understood", place=written)
        if found is not None and found.offset is None and not found.day_only:
            return replace(found, offset=offset)
        return found

    def handle(self, identifier: str) -> tuple[str, bool]:
        """The handle of a comment: its id, else one made up; whether it is its own."""
        if identifier:
            return identifier, True
        self._made_up += 1
        return f"without id {self._made_up}", False

    def stated(self, stated: int | None, *found: int) -> None:
        """Notes where the file says that there are other numbers of comments than it has."""
        if stated is not None and stated not in found:
            message = f"The file says that there are {stated} comments; it holds {found[0]}."
            self._others.append(Notice("count-differs", message, story=self._story))

    def notices(self) -> Iterator[Notice]:
        """One notice for each kind of thing that was counted."""
        for (code, what), count in self._counts.items():
            place = self._first[code, what]
            first = f" (the first: {place})" if place else ""
            yield Notice(code, f"{what}: {count}{first}.", story=self._story)
        yield from self._others


def once(events: Iterable[Event]) -> Iterator[Event]:
    """The events without the comments that a file gives again with the same id and content."""
    seen: dict[tuple[str, str], int] = {}
    repeated: Counter[str] = Counter()
    for event in events:
        if isinstance(event, Comment) and event.own_id:
            content = hash((event.author, event.date, event.body, event.status))
            if seen.get((event.story, event.id)) == content:
                repeated[event.story] += 1
                continue
            seen[event.story, event.id] = content
        yield event
    for story, count in repeated.items():
        message = f"Comments that the file has again, which are shown once: {count}."
        yield Notice("repeated", message, story=story)
