"""The places the reader jumped from, to go back to and forward again."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 200


class Jumps:
    """A list of positions with a place in it, as a browser's history."""

    def __init__(self) -> None:
        self._back: list[int] = []
        self._forward: list[int] = []

    def leave(self, position: int) -> None:
        """Remembers where a jump begins."""
        if not self._back or self._back[-1] != position:
            self._back.append(position)
        del self._back[:-_MOST]
        self._forward.clear()

    def back(self, present: int) -> int | None:
        """Where the last jump began; None at the first."""
        return self._move(self._back, self._forward, present)

    def forward(self, present: int) -> int | None:
        """Where `back` came from."""
        return self._move(self._forward, self._back, present)

    def translate(self, places: Callable[[int], int]) -> None:
        """Every position is another one now; those that are negative then are forgotten."""
        self._back = [at for at in map(places, self._back) if at >= 0]
        self._forward = [at for at in map(places, self._forward) if at >= 0]

    @staticmethod
    def _move(source: list[int], target: list[int], present: int) -> int | None:
        while source:
            position = source.pop()
            if position != present:
                target.append(present)
                return position
        return None
