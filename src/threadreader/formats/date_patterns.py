"""Which number of a written date is what: works the pattern of one date out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from threadreader.formats.date_words import (
    AGO,
    AGO_FILLERS,
    DAYS_BACK,
    FILLERS,
    HALVES,
    MONTHS,
    NOW,
    ONE,
    UNITS,
    WEEKDAYS,
    ZONES,
)


@dataclass(slots=True)
class Pattern:
    """Indices into the numbers of a text, -1 for what it does not have.

    `month_name` is the month where it is written in letters, else 0. `half` is what a half of the
    day adds to the hour. `offset` is a zone by name, in minutes. `unit_numbers` are the pairs of
    "2 hours 5 minutes ago" (index of the number or -1 for "an", seconds of the unit). `back` is
    how many days "yesterday" goes back. `is_slashed`: day and month may be the other way round.
    """

    year: int = -1
    month: int = -1
    month_name: int = 0
    day: int = -1
    hour: int = -1
    minute: int = -1
    second: int = -1
    half: int | None = None
    offset: int | None = None
    zone: int = -1
    zone_minute: int = -1
    zone_sign: int = 1
    is_slashed: bool = False
    back: int | None = None
    unit_numbers: tuple[tuple[int, int], ...] = field(default=())


_NUMBER = re.compile(r"\d+")
_HALF_POINTS = re.compile(r"\b([ap])\.\s?m\b\.?")
_HALF_GLUED = re.compile(r"(?<=\d)([ap]m)\b")
_EAST_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_EAST_TIME = re.compile(r"(\d{1,2})\s*時\s*(?:(\d{1,2})\s*分(?:\s*(\d{1,2})\s*秒)?)?(?!間)")
_EAST_AGO = re.compile("(時間|分|秒|日|週間|か月|ヶ月|ヵ月|年|前)")
_EAST_HALF = re.compile("(午前|午後)")
_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})(?::|\s?h\s?|\s?uhr\s)(\d\d)(?::(\d\d)(?:[.,]\d+)?|\s?min\b)?(?![\d:])"
)
_DOTTED_TIME = re.compile(r"(?<![\d.])(?<!\d\. )(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.])(?!\. ?\d)")
_BARE_HOUR = re.compile(r"(?<![\d.:/-])(\d{1,2})(?=\s*(?:am|pm|h|uhr)\b)")
_HALF = re.compile(r"(?<![^\W\d_])(am|pm|午前|午後)(?![^\W\d_])")
_OFFSET = re.compile(r"(?:\b(?:utc|gmt))?\s*([+\-−])(\d{1,2})(?::?(\d\d)|:(\d\d))?(?=\W*$)")
_GLUED_OFFSET = re.compile(r"(?:\b(?:utc|gmt))?\s*([+\-−])(\d{4})(?=\W*$)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s?([-/])\s?|\.\s?)(\d{1,2})(?:\s?[-/]\s?|\.\s?)(\d{4}|\d\d)(?!\d)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PUNCTUATION = re.compile(r"[\s\w,.\-–—/|·•@():;'’«»~\[\]+]*")
_YEAR_SHORT = 2


def normalised(text: str) -> str:
    """`text` in lower case, its numbers in the same order, eastern signs as others write them."""
    text = text.casefold().replace("\u00a0", " ").replace("\u202f", " ")
    text = _HALF_GLUED.sub(r" \1", _HALF_POINTS.sub(r"\1m", text))
    if text.isascii():
        return text
    text = _EAST_DATE.sub(r"\1-\2-\3 ", text)
    text = _EAST_HALF.sub(r" \1 ", _EAST_TIME.sub(_east_time, text))
    return _EAST_AGO.sub(r" \1 ", text) if text.rstrip().endswith("前") else text


def find_pattern(text: str) -> Pattern | None:
    """The pattern of a normalised text, None where it is no date."""
    if text.strip() in NOW:
        return Pattern(unit_numbers=((-1, 0),))
    return _ago(text) or _Search(text).pattern()


def _east_time(match: re.Match[str]) -> str:
    return ":".join(part.zfill(2) for part in match.groups() if part) + (" " if match[2] else "h ")


def _ago(text: str) -> Pattern | None:
    words = re.findall(r"\d+|[^\W\d_]+", text)
    if not AGO.intersection(words) or not UNITS.keys() & set(words):
        return None
    pairs: list[tuple[int, int]] = []
    index, waiting = -1, -2
    for word in words:
        if word[0].isdigit():
            index += 1
            waiting = index
        elif word in UNITS and waiting > -2:
            pairs.append((waiting, UNITS[word]))
            waiting = -2
        elif word in ONE:
            waiting = -1
        elif word not in AGO and word not in AGO_FILLERS:
            return None
    return Pattern(unit_numbers=tuple(pairs)) if pairs and waiting != index else None


class _Search:
    """Takes the parts of a date out of a text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._index = {m.start(): i for i, m in enumerate(_NUMBER.finditer(text))}
        self._found = Pattern()

    def pattern(self) -> Pattern | None:
        if not _PUNCTUATION.fullmatch(self._text):
            return None
        self._take_day_word()
        self._take_time()
        if not self._take_numeric_date() and not self._take_named_date():
            return None
        return self._found if self._rest_is_empty() else None

    def _take(self, match: re.Match[str]) -> None:
        """Blanks what was understood."""
        start, end = match.span()
        self._text = self._text[:start] + " " * (end - start) + self._text[end:]

    def _at(self, match: re.Match[str], group: int) -> int:
        return self._index.get(match.start(group), -1) if match[group] else -1

    def _take_day_word(self) -> None:
        for word in _WORD.finditer(self._text):
            if word[0] in DAYS_BACK:
                self._found.back = DAYS_BACK[word[0]]
                self._take(word)
                return

    def _take_time(self) -> None:
        if half := _HALF.search(self._text):
            self._found.half = HALVES[half[1]]
        match = _TIME.search(self._text) or self._dotted_time() or _BARE_HOUR.search(self._text)
        if match is None:
            self._found.half = None
            return
        self._found.hour = self._at(match, 1)
        if match.re is not _BARE_HOUR:
            self._found.minute, self._found.second = self._at(match, 2), self._at(match, 3)
        after = match.end()
        self._take(match)
        if half:
            self._take(half)
        self._take_zone(after)

    def _dotted_time(self) -> re.Match[str] | None:
        """12.52 is a time only beside a date."""
        for match in _DOTTED_TIME.finditer(self._text):
            if int(match[1]) < 24 and int(match[2]) < 60:
                return match
        return None

    def _take_zone(self, after: int) -> None:
        glued = _GLUED_OFFSET.search(self._text, after)
        match = glued or _OFFSET.search(self._text, after)
        if match:
            self._found.zone_sign = 1 if match[1] == "+" else -1
            self._found.zone = self._at(match, 2)
            self._found.zone_minute = -1 if glued else self._at(match, 3)
            self._take(match)
            return
        for word in _WORD.finditer(self._text, after):
            if word[0] in ZONES:
                self._found.offset = ZONES[word[0]]
                self._take(word)
                return

    def _take_numeric_date(self) -> bool:
        if self._found.back is not None:
            return True
        if match := _YEAR_FIRST.search(self._text):
            year, month, day = 1, 2, 3
        elif match := _YEAR_LAST.search(self._text):
            day, month, year = 1, 3, 4
            self._found.is_slashed = match[2] == "/"
        else:
            return False
        self._found.year = self._at(match, year)
        self._found.month = self._at(match, month)
        self._found.day = self._at(match, day)
        self._take(match)
        return True

    def _take_named_date(self) -> bool:
        names = [word for word in _WORD.finditer(self._text) if word[0] in MONTHS]
        if not names:
            return False
        name = names[-1]  # "mar. 13 novembre": the first is a day of the week
        if len(names) > 1 and names[0][0] != "mar":
            return False
        for word in names:
            self._take(word)
        self._found.month_name = MONTHS[name[0]]
        return self._take_day_and_year(list(_NUMBER.finditer(self._text)))

    def _take_day_and_year(self, numbers: list[re.Match[str]]) -> bool:
        years = [n for n in numbers if len(n[0]) == 4]
        days = [n for n in numbers if len(n[0]) <= _YEAR_SHORT]
        if not years and len(days) == _YEAR_SHORT:
            years = [days.pop()]
        if len(days) != 1 or len(years) > 1 or len(numbers) > _YEAR_SHORT:
            return False
        self._found.day = self._index[days[0].start()]
        if years:
            self._found.year = self._index[years[0].start()]
        for number in numbers:
            self._take(number)
        return True

    def _rest_is_empty(self) -> bool:
        if _NUMBER.search(self._text):
            return False
        return all(word[0] in FILLERS or word[0] in WEEKDAYS for word in _WORD.finditer(self._text))
