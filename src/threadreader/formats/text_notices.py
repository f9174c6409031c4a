"""What the reading of a page found odd, named by line, and not more often than one can read."""

from __future__ import annotations

from array import array
from collections import Counter

from threadreader.model import Notice

_MOST = 30
_MOST_EARLY = 1000


class Findings:
    """The notices of one page, given out when it was read."""

    def __init__(self) -> None:
        self._notices: list[Notice] = []
        self._counts: Counter[str] = Counter()
        self._marks = array("q")
        self._early: dict[int, int] = {}

    def add(self, code: str, message: str, line: int | None = None) -> None:
        """Notes something; of many alike only the first are kept, and their number."""
        self._counts[code] += 1
        if self._counts[code] <= _MOST:
            self._notices.append(Notice(code, message, line, story=""))

    def comment(self, line: int, what: object, *, is_late: bool) -> None:
        """Notes a comment, and whether it is not dated before what it answers."""
        mark = hash(what)
        self._marks.append(mark)
        if not is_late and len(self._early) < _MOST_EARLY:
            self._early[line] = mark

    def notices(self) -> list[Notice]:
        """All of them, with a word on those that were too many.

        A reply that is older than what it answers, and which stands on the page a second time, may
        be a comment that somebody quoted as it looks.
        """
        if self._early:
            often = Counter(self._marks)
            for line, mark in self._early.items():
                if often[mark] > 1:
                    message = "A comment stands here a second time; it may be a quotation."
                    self.add("look-alike", message, line)
        more = [
            Notice(code, f"The same was found at {count - _MOST} more places.", story="")
            for code, count in self._counts.items()
            if count > _MOST
        ]
        return self._notices + more
