"""On which line of a page its comments stand, which the parser does not tell."""

from __future__ import annotations

_QUOTES = ('"', "'", "")
_ENDS = frozenset(" \t\n\r/>")


class LineFinder:
    """Looks ids up in the text of a page, in its order, each from where the last was."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted, self._line = 0, 1
        self._quote: str | None = None

    def line(self, attribute: str, value: str) -> int | None:
        """The line (from 1) on which the attribute next has the value; None where it is unknown."""
        for quote in _QUOTES if self._quote is None else (self._quote,):
            place = self._find(f"{attribute}={quote}{value}{quote}", quoted=bool(quote))
            if place >= 0:
                self._quote, self._at = quote, place
                self._line += self._text.count("\n", self._counted, place)
                self._counted = place
                return self._line
        self._at = len(self._text)  # an id that is written otherwise: the lines are lost
        return None

    def _find(self, wanted: str, *, quoted: bool) -> int:
        place = self._text.find(wanted, self._at)
        while place >= 0 and not quoted:
            end = place + len(wanted)
            if self._text[end : end + 1] in _ENDS:
                break
            place = self._text.find(wanted, end)
        return place


def line_of(text: str, part: str) -> int | None:
    """The line (from 1) on which a part of a text stands first, None where it does not."""
    place = text.find(part) if part else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else None
