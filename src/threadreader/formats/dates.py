"""Dates that people write, in ten languages.

A page writes all its dates alike. A `DateReader` works a pattern out once and keeps, for each
shape of text, which of its numbers is the day, the hour and so on; equal shapes are then read by
their numbers alone. What stays unknown is given to python-dateutil.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from threadreader.formats.date_patterns import Pattern, find_pattern, normalised
from threadreader.formats.date_words import KNOWN
from threadreader.formats.moments import from_iso
from threadreader.model import Moment

LONGEST = 80
"""No longer text is taken for a date."""

_NUMBERS = re.compile(r"\d+")
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_MOST_SHAPES = 5000
_EASTERN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST_ZONE = 5
_EPOCH = date(1970, 1, 1).toordinal()
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?!\d)")
_FOREIGN_WORTH = re.compile(r"(?=[^\[\]]*$)(?=.*\d{4})(?=.*[^\W\d_]{3})(?=.*\d.*\D\d)")


def parse_date(text: str, *, saved: float | None = None) -> Moment | None:
    """The moment that `text` says, the whole of it being a date; None where it is none.

    `saved`, in seconds since 1970, is when the page was saved: "3 hours ago" is worked out against
    it, approximately, and is None without it.
    """
    return DateReader(saved).read(text)


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A shape of text that is no date."""


class DateReader:
    """Reads the dates of one page. `saved` as in `parse_date`.

    `day_first`: whether 03/04/2018 is in April; None until `learn` or an unmistakable date tells.
    """

    def __init__(self, saved: float | None = None, *, day_first: bool | None = None) -> None:
        self.day_first = day_first
        self._saved = saved
        self._shapes: dict[bytes, tuple[Pattern, list[slice]] | None] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Learns from a page's dates which number of 03/04/2018 is the day."""
        firsts, seconds = 0, 0
        for text in texts:
            if match := _SLASHED.search(text):
                firsts += int(match[1]) > 12
                seconds += int(match[2]) > 12
        if firsts != seconds:
            self.day_first = firsts > seconds

    def read(self, text: str) -> Moment | None:
        """The moment that `text` says, or None."""
        if len(text) > LONGEST:
            return None
        shape = _shape(text)
        known = self._shapes.get(shape)
        if known is None:
            return None if shape in self._shapes else self._unseen(text, shape)
        pattern, places = known
        return self._moment(pattern, [int(text[place]) for place in places])

    def is_date(self, text: str) -> bool:
        """Whether `text` is a date, also one that needs the time of saving to be known."""
        return self.read(text) is not None or self._shapes.get(_shape(text)) is not None

    def _unseen(self, text: str, shape: bytes) -> Moment | None:
        plain = text.strip()
        if not _may_be_date(plain):
            return None
        if plain[:4].isdigit() and (found := from_iso(plain)):
            return found
        pattern = find_pattern(normalised(plain))
        places = [slice(*number.span()) for number in _NUMBERS.finditer(text)]
        if len(self._shapes) < _MOST_SHAPES and (pattern or not _FOREIGN_WORTH.match(plain)):
            self._shapes[shape] = (pattern, places) if pattern else None
        if pattern is not None:
            return self._moment(pattern, [int(text[place]) for place in places])
        return _by_library(plain) if _FOREIGN_WORTH.match(plain) else None

    def _moment(self, pattern: Pattern, numbers: list[int]) -> Moment | None:
        if pattern.unit_numbers or pattern.back is not None or pattern.year < 0:
            return self._relative(pattern, numbers)
        year, month, day = self._date(pattern, numbers)
        try:
            days = date(year, month, day).toordinal() - _EPOCH
        except ValueError:
            return None
        seconds = _time(pattern, numbers)
        if seconds is None:
            return None
        offset = _offset(pattern, numbers)
        moment = days * 86400 + seconds - (offset or 0) * 60
        return Moment(moment, offset, pattern.hour < 0)

    def _date(self, pattern: Pattern, numbers: list[int]) -> tuple[int, int, int]:
        year = numbers[pattern.year]
        month = pattern.month_name or numbers[pattern.month]
        day = numbers[pattern.day]
        if pattern.is_slashed and self._month_first(pattern, month, day):
            month, day = day, month
        if year < 100:
            year += 2000 if year < 70 else 1900
        return year, month, day

    def _month_first(self, pattern: Pattern, second: int, first: int) -> bool:
        if second > 12 or first > 12:
            return second > 12
        if self.day_first is None:
            return pattern.half is not None
        return not self.day_first

    def _relative(self, pattern: Pattern, numbers: list[int]) -> Moment | None:
        """What is counted from the saving of the page, or lacks a year."""
        if self._saved is None:
            return None
        try:
            saved = datetime.fromtimestamp(self._saved, UTC)
            if pattern.unit_numbers:
                back = sum(
                    size * (1 if index < 0 else numbers[index])
                    for index, size in pattern.unit_numbers
                )
                found = saved - timedelta(seconds=back)
                return Moment(int(found.timestamp()), None, approximate=True)
            if pattern.back is not None:
                day = saved.date() - timedelta(days=pattern.back)
            else:
                day = _latest(saved.date(), pattern, numbers)
        except (ValueError, OverflowError, OSError):
            return None
        seconds = _time(pattern, numbers)
        if seconds is None:
            return None
        moment = (day.toordinal() - _EPOCH) * 86400 + seconds
        return Moment(moment, None, pattern.hour < 0, approximate=True)


def _shape(text: str) -> bytes:
    """What texts have in common that differ in their digits."""
    return text.encode("utf-8", "surrogatepass").translate(_ZEROS)


def _may_be_date(text: str) -> bool:
    """Whether all words of a text are such as dates have; eastern writing has no words to see."""
    if not text.isascii() and _EASTERN.search(text):
        return True
    return all(
        word[0].casefold() in KNOWN or (word[0].isupper() and len(word[0]) <= _LONGEST_ZONE)
        for word in _WORD.finditer(text)
    )


def _latest(saved: date, pattern: Pattern, numbers: list[int]) -> date:
    """The last day of that name up to the saving of the page."""
    month, day = pattern.month_name or numbers[pattern.month], numbers[pattern.day]
    found = date(saved.year, month, day)
    return found if found <= saved + timedelta(days=1) else date(saved.year - 1, month, day)


def _time(pattern: Pattern, numbers: list[int]) -> int | None:
    """Seconds since midnight; None for a time that does not exist."""
    if pattern.hour < 0:
        return 0
    hour = numbers[pattern.hour]
    minute = numbers[pattern.minute] if pattern.minute >= 0 else 0
    second = numbers[pattern.second] if pattern.second >= 0 else 0
    if pattern.half is not None and hour <= 12:
        hour = hour % 12 + pattern.half
    if hour > 24 or minute > 59 or second > 60:
        return None
    return hour * 3600 + minute * 60 + min(second, 59)


def _offset(pattern: Pattern, numbers: list[int]) -> int | None:
    if pattern.zone < 0:
        return pattern.offset
    hours = numbers[pattern.zone]
    minutes = numbers[pattern.zone_minute] if pattern.zone_minute >= 0 else 0
    if hours > 14:
        hours, minutes = hours // 100, hours % 100
    return pattern.zone_sign * (hours * 60 + minutes)


def _by_library(text: str) -> Moment | None:
    """The moment of a date in a form that is not known here."""
    from dateutil import parser  # noqa: PLC0415

    try:
        found = parser.parse(text, default=datetime(1, 1, 1))  # noqa: DTZ001 - local, as written
        other = parser.parse(text, default=datetime(2, 2, 2, 1, 1))  # noqa: DTZ001
    except (ValueError, OverflowError, AttributeError, TypeError):
        return None
    if found.date() != other.date():
        return None
    day_only = found.time() != other.time()
    zone = found.utcoffset()
    offset = None if zone is None else int(zone.total_seconds()) // 60
    seconds = int(found.replace(tzinfo=UTC).timestamp()) - (offset or 0) * 60
    return Moment(seconds, offset, day_only)
