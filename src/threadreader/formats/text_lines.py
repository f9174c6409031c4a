"""The lines of a page, clean, with their indents in blanks; read as they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadreader.formats.text_stream import TextStream
from threadreader.text.clean import clean

_PIECE = 1 << 15  # larger ones cost twice: their memory is asked of the system each time
_ODD_LEAD = re.compile(r" *+[^\S \n]")
_ODD_INDENT = re.compile(rf"\n{_ODD_LEAD.pattern}")


class Lines:
    """A growing list of lines; those that were used are let go.

    `lines[i]` is line `first + i` of the file, counted from 0. A tab at the start of a line goes
    to the next multiple of `tab` columns.
    """

    def __init__(self, stream: TextStream) -> None:
        self.lines: list[str] = []
        self.first = 0
        self.ended = False
        self.tab = 8
        self._pieces = _whole_lines(stream)
        self._sample: list[str] | None = []

    @property
    def has_tabs(self) -> bool:
        """Whether a line of those read before `settle` begins with a tab."""
        return any("\t" in piece and _has_odd_indents(piece) for piece in self._sample or ())

    def fill(self, count: int) -> None:
        """Reads until there are `count` lines, or the file ends."""
        while not self.ended and len(self.lines) < count:
            self._more()

    def fill_size(self, size: int) -> None:
        """Reads about `size` characters more, or to the end of the file."""
        while not self.ended and size > 0:
            size -= self._more()

    def retab(self, tab: int) -> None:
        """Takes another width of tabs for the lines so far and those to come."""
        self.tab = tab
        self.lines = [line for piece in self._sample or () for line in split_lines(piece, tab)]

    def settle(self) -> None:
        """From now on the width of tabs does not change, and used lines may be let go."""
        self._sample = None

    def forget(self, count: int) -> None:
        """Lets the first `count` lines go."""
        del self.lines[:count]
        self.first += count

    def _more(self) -> int:
        piece = next(self._pieces, None)
        if piece is None:
            self.ended = True
            return 0
        if self._sample is not None:
            self._sample.append(piece)
        self.lines.extend(split_lines(piece, self.tab))
        return len(piece) + 1


def split_lines(text: str, tab: int = 8) -> list[str]:
    """The lines of a clean text without blanks at their ends, their indents as blanks."""
    lines = [line.rstrip() for line in text.split("\n")]
    if _has_odd_indents(text):
        lines = [_indented(line, tab) if _ODD_LEAD.match(line) else line for line in lines]
    return lines


def _has_odd_indents(text: str) -> bool:
    return _ODD_INDENT.search("\n" + text) is not None


def _indented(line: str, tab: int) -> str:
    words = line.lstrip()
    lead = line[: len(line) - len(words)]
    return " " * len(lead.expandtabs(tab)) + words


def _whole_lines(stream: TextStream) -> Iterator[str]:
    """The text in clean pieces that end where a line ends."""
    waiting: list[str] = []
    while not stream.ended:
        text = stream.read(_PIECE)
        cut = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        if cut and not stream.ended:
            yield clean("".join((*waiting, text[:cut]))).removesuffix("\n")
            waiting = [text[cut:]]
        else:
            waiting.append(text)
    yield clean("".join(waiting)).removesuffix("\n")
