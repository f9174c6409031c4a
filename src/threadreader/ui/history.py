"""What was typed before, for the keys that walk through it."""

from __future__ import annotations

from collections.abc import Sequence


class History:
    """Lines typed in this session, the latest first, then those that were always there."""

    def __init__(self) -> None:
        self._typed: list[str] = []
        self._given: tuple[str, ...] = ()
        self._at = -1
        self._draft = ""

    def give(self, lines: Sequence[str]) -> None:
        """Lines to offer after those that were typed."""
        self._given = tuple(lines)
        self.restart()

    def remember(self, line: str) -> None:
        """Keeps a line as the latest one."""
        if line.strip():
            self._typed = [line, *(other for other in self._typed if other != line)]
        self.restart()

    def restart(self) -> None:
        """Begins at what is being typed."""
        self._at = -1

    def older(self, present: str) -> str | None:
        """The line before, None where there is none; `present` is what stands there now."""
        lines = self._lines()
        if self._at < 0:
            self._draft = present
        at = self._at + 1
        while at < len(lines) and lines[at] == present:
            at += 1
        if at >= len(lines):
            return None
        self._at = at
        return lines[at]

    def newer(self) -> str | None:
        """The line after, at last what was being typed; None where that stands there already."""
        if self._at < 0:
            return None
        self._at -= 1
        return self._draft if self._at < 0 else self._lines()[self._at]

    def _lines(self) -> list[str]:
        return list(dict.fromkeys([*self._typed, *self._given]))
