"""Texts laid out for the pager: rows to paint, to search, and to copy from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from msgspec.structs import replace

from threadreader.model import Block
from threadreader.text.body import spans_text
from threadreader.text.line_breaks import line_spans
from threadreader.text.searchable import found_ranges
from threadreader.text.wrap import wrap
from threadreader.ui.comment_body import Manner, line_runs
from threadreader.ui.paint import Run

_TAB = 8


class Pages(Protocol):
    """A text in rows."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def lay_out(self, width: int) -> None:
        """Makes rows of so many cells."""

    def find(self, words: Sequence[str]) -> list[int]:
        """Marks words from now on; returns the rows in which they begin."""

    def shift(self, cells: int) -> None:
        """Moves what is not wrapped sideways."""

    def runs(self, row: int, manner: Manner) -> list[Run]:
        """A row as it is painted."""

    def text(self, first: int, last: int) -> str:
        """What the rows say, the last one included."""


class BlockPages:
    """A text of blocks, as a comment is."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._found: dict[int, list[tuple[int, int]]] = {}
        self._shift = 0
        self.lay_out(1)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._lines)

    def lay_out(self, width: int) -> None:
        """Makes rows of so many cells."""
        self._width = width
        self._lines = wrap(self._blocks, width)

    def find(self, words: Sequence[str]) -> list[int]:
        """Marks words from now on; returns the rows in which they begin."""
        found = ((at, found_ranges(spans_text(b), words)) for at, b in enumerate(self._blocks))
        self._found = {at: ranges for at, ranges in found if ranges}
        places = [(line.block, line.start) for line in self._lines if line.block >= 0]
        rows = [row for row, line in enumerate(self._lines) if line.block >= 0]
        hits = ((at, start) for at, ranges in self._found.items() for start, _ in ranges)
        return sorted({rows[bisect_right(places, hit) - 1] for hit in hits})

    def shift(self, cells: int) -> None:
        """Moves code sideways, as far as there is any."""
        longest = max((line.width for line in self._lines), default=0)
        self._shift = max(min(self._shift + cells, longest - self._width), 0)

    def runs(self, row: int, manner: Manner) -> list[Run]:
        """A row as it is painted."""
        line = self._lines[row]
        manner = replace(manner, code_shift=self._shift, whole_quotes=True)
        return line_runs(line, self._width, manner, self._found.get(line.block, []))

    def text(self, first: int, last: int) -> str:
        """What the rows say; where a line was wrapped it is whole again."""
        rows = [row for row in range(first, last + 1) if self._lines[row].block >= 0]
        grouped = groupby(rows, key=lambda row: self._lines[row].block)
        return "\n\n".join(self._part(block, list(group)) for block, group in grouped)

    def _part(self, block: int, rows: list[int]) -> str:
        text = spans_text(self._blocks[block])
        start, after = self._lines[rows[0]].start, rows[-1] + 1
        follows = after < self.count and self._lines[after].block == block
        end = self._lines[after].start if follows else len(text)
        return text[start:end].rstrip()


class LinePages:
    """A text of lines, as a command writes it: wrapped, or as it is and moved sideways."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._source = [line.expandtabs(_TAB) for line in lines]
        if self._source and not self._source[-1]:  # what a last newline leaves
            del self._source[-1]
        self._words: Sequence[str] = ()
        self._shift = 0
        self.wraps = True
        self.lay_out(1)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def lay_out(self, width: int) -> None:
        """Makes rows of so many cells."""
        self._width = width
        self._rows: list[tuple[int, int, int]] = [
            (at, span[0], span[1])
            for at, line in enumerate(self._source)
            for span in (line_spans(line, width) if self.wraps else [(0, len(line))])
        ]

    def find(self, words: Sequence[str]) -> list[int]:
        """Marks words from now on; returns the rows in which they begin."""
        self._words = words
        hits = (
            (at, start)
            for at, line in enumerate(self._source)
            for start, _ in found_ranges(line, words)
        )
        places = [(at, start) for at, start, _ in self._rows]
        return sorted({bisect_right(places, hit) - 1 for hit in hits})

    def shift(self, cells: int) -> None:
        """Moves the lines sideways where they are not wrapped."""
        longest = max(map(len, self._source), default=0)
        self._shift = 0 if self.wraps else max(min(self._shift + cells, longest - self._width), 0)

    def runs(self, row: int, manner: Manner) -> list[Run]:
        """A row as it is painted."""
        at, start, end = self._rows[row]
        start = min(start + self._shift, end)
        line = self._source[at]
        plain = manner.look.style("text", manner.on)
        mark = manner.look.style("match", manner.on)
        runs: list[Run] = []
        place = start
        for first, last in found_ranges(line, self._words):
            first, last = max(first, place), min(last, end)  # noqa: PLW2901
            if first < last:
                runs += [(line[place:first], plain), (line[first:last], mark)]
                place = last
        return [*runs, (line[place:end], plain)]

    def text(self, first: int, last: int) -> str:
        """What the rows say; where a line was wrapped it is whole again."""
        grouped = groupby(self._rows[first : last + 1], key=lambda row: row[0])
        parts = ((at, list(rows)) for at, rows in grouped)
        return "\n".join(self._source[at][rows[0][1] : rows[-1][2]] for at, rows in parts)
