"""All that was measured, and medians of it."""

from __future__ import annotations

import statistics

from benchmarks.programs import Figures, Program

Measured = dict[tuple[str, int], Figures]


class Medians:
    """Asks for a figure by program, size and name; None for what was not measured."""

    def __init__(self, measured: Measured) -> None:
        self._measured = measured

    def values(self, program: Program | str, count: int, name: str) -> list[float]:
        """Everything that was measured under a name."""
        named = program if isinstance(program, str) else program.name
        figures = self._measured.get((named, count))
        return figures.values.get(name, []) if figures else []

    def names(self, program: Program) -> list[str]:
        """Everything that was measured of a program, in the order in which it was."""
        found = (f.values for (name, _), f in self._measured.items() if name == program.name)
        return list(dict.fromkeys(name for values in found for name in values))

    def median(self, program: Program | str, count: int, name: str) -> float | None:
        """The median of it."""
        values = self.values(program, count, name)
        return statistics.median(values) if values else None

    def from_second(self, program: Program | str, count: int, name: str) -> float | None:
        """The median without the first press of each run: what the key costs from then on."""
        values = self.values(program, count, name)
        return statistics.median(values[1:] or values) if values else None

    def processor(self, program: Program, count: int, name: str) -> float | None:
        """The median of what a key used of the processor, in milliseconds."""
        figures = self._measured.get((program.name, count))
        values = figures.processor.get(name, []) if figures else []
        return statistics.median(values[1:] or values) if values else None

    def size(self, program: Program, count: int, name: str) -> float | None:
        """The median of the bytes that a key brought."""
        figures = self._measured.get((program.name, count))
        values = figures.sizes.get(name, []) if figures else []
        return statistics.median(values) if values else None
