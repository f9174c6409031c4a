"""How much room a comment has: indent, its cap, the measure of its text."""

from __future__ import annotations

from msgspec import Struct

MARGIN = 1
"""Blank cells left of the first guide."""
_MARK = 2  # the mark cell and a blank
_NARROW = 60  # cells below which a level takes one cell and headers are short
_MEASURE_ROOMY = 66
_COUNTS = 17  # the three columns of a folded line: 5, 6 and 6 cells


class Shape(Struct, frozen=True):
    """The geometry of a tree of `width` cells (without the map).

    `measure` is the most cells a line of text takes; `density` "compact", "normal" or "roomy".
    """

    width: int
    measure: int = 72
    density: str = "normal"

    @property
    def is_narrow(self) -> bool:
        """Whether levels take one cell, and headers say less."""
        return self.width < _NARROW

    @property
    def step(self) -> int:
        """The cells a level is indented."""
        return 1 if self.is_narrow else 2

    @property
    def cap(self) -> int:
        """The deepest level that is indented; deeper comments stand at the same place."""
        most = min(24, int(0.3 * self.width))
        limit = max(6, self.width - 47) if self.width >= 50 else self.width // 6
        return max(min(most, limit) // self.step, 1)

    def levels(self, depth: int) -> int:
        """How many guides a comment of that depth has."""
        return min(depth, self.cap)

    def guide_cell(self, level: int) -> int:
        """The cell of the guide of a level (1 at top level)."""
        return MARGIN + (level - 1) * self.step

    def level_at(self, cell: int, depth: int) -> int:
        """The level whose guide is at a cell in a comment of that depth, 0 for none."""
        level = (cell - MARGIN) // self.step + 1
        return level if cell >= MARGIN and level <= self.levels(depth) else 0

    def text_cell(self, depth: int) -> int:
        """The cell at which name and text begin."""
        return MARGIN + self.levels(depth) * self.step + _MARK

    def text_width(self, depth: int) -> int:
        """The cells of a line of text; one stays blank before the map."""
        most = min(self.measure, _MEASURE_ROOMY) if self.density == "roomy" else self.measure
        return max(min(most, self.width - self.text_cell(depth) - 1), 1)

    def tint_end(self, depth: int) -> int:
        """The cell before which the cursor's background ends."""
        return min(self.text_cell(depth) + self.text_width(depth) + 1, self.width)

    @property
    def counts_end(self) -> int:
        """The cell before which the counts of a folded line end."""
        return min(self.width - 2, self.measure + 2 + 12)

    def folded_text_end(self) -> int:
        """The cell before which the words of a folded line end."""
        return self.counts_end - (8 if self.is_narrow else _COUNTS)

    def lead(self, *, one_liners: bool, new_thread: bool) -> int:
        """The blank rows before a comment that does not come first.

        `one_liners`: it and the one before are one row each.
        """
        if self.density == "compact" or one_liners:
            return 0
        return 2 if self.density == "roomy" and new_thread else 1
