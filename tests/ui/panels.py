"""Panels on a bare app: opened, keys pressed, and what they end with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self

from tests.ui.stage import Stage, look
from textual.pilot import Pilot

from threadreader.ui.look import Look
from threadreader.ui.panel import Panel


class Shown(AbstractAsyncContextManager["Shown"]):
    """A panel on screen; `results` has what it ended with."""

    def __init__(
        self,
        make: Callable[[Look], Panel[Any]],
        size: tuple[int, int] = (80, 24),
        theme: str = "lamp",
        glyphs: str = "unicode",
    ) -> None:
        self.panel = make(look(theme, glyphs))
        self.results: list[object] = []
        self._size = size
        self._stage = Stage()

    async def __aenter__(self) -> Self:
        self._running = self._stage.run_test(size=self._size)
        self.pilot: Pilot[None] = await self._running.__aenter__()
        await self._stage.push_screen(self.panel, self.results.append)
        await self.pilot.pause()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._running.__aexit__(kind, error, trace)

    async def press(self, *keys: str) -> None:
        """Presses keys, and waits until all is painted."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def is_open(self) -> bool:
        """Whether the panel is still on screen."""
        return self._stage.screen is self.panel

    @property
    def result(self) -> object:
        """What the panel ended with."""
        assert not self.is_open
        return self.results[-1]


def on_screen(shown: Shown) -> list[str]:
    """The rows of the screen as plain text."""
    return [row.text for row in shown.panel._compositor.render_strips()]
