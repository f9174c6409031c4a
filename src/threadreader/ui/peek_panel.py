"""A look at a text at the foot of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.strip import Strip

from threadreader.model import Block
from threadreader.ui.bars import Caption
from threadreader.ui.comment_body import Manner
from threadreader.ui.look import Look
from threadreader.ui.pager import MARGIN, MEASURE
from threadreader.ui.pages import BlockPages
from threadreader.ui.paint import strip
from threadreader.ui.panel import Panel
from threadreader.ui.scroller import Scroller


class PeekPanel(Panel[None]):
    """A text at the foot of the screen, at most twelve rows; any key takes it away.

    Where it is longer, space and the arrows scroll it.
    """

    _ROWS = 12

    def __init__(self, look: Look, title: str, blocks: Sequence[Block]) -> None:
        super().__init__(look)
        self._title = title
        self._pages = BlockPages(blocks)
        self._caption = Caption(look)
        self._body = Scroller(look, self._row)

    def compose(self) -> ComposeResult:
        """The text under its caption."""
        yield self._caption
        yield self._body

    def on_mount(self) -> None:
        """As high as the text, where there is room."""
        self._pages.lay_out(self._measure(self.app.size.width - 1))
        most = min(self._ROWS, self.app.size.height) - 1
        self._body.styles.height = max(min(self._pages.count, most), 1)
        self._body.focus()

    @on(Scroller.Sized)
    def _sized(self, event: Scroller.Sized) -> None:
        event.stop()
        self._pages.lay_out(self._measure(event.width))
        self._body.show(self._pages.count)

    @on(Scroller.Scrolled)
    def _scrolled(self, event: Scroller.Scrolled) -> None:
        event.stop()
        below = self._body.count - self._body.top - self._body.rows
        word = "line" if below == 1 else "lines"
        notes = [(f"{below} more {word}", "muted")] if below > 0 else []
        self._caption.show(self._title, focused=True, notes=notes)

    async def on_event(self, event: events.Event) -> None:
        """Any key closes, but those that scroll while there is more."""
        if isinstance(event, events.Key) and event.key not in ("ctrl+c", "ctrl+z"):
            event.stop()
            self._key(event.key)
        else:
            await super().on_event(event)

    def on_click(self) -> None:
        """A click closes."""
        self.dismiss(None)

    def _key(self, key: str) -> None:
        steps = {"space": self._body.rows - 1, "pagedown": self._body.rows - 1, "down": 1}
        if key in steps and not self._body.is_at_end:
            self._body.scroll(steps[key])
        elif key in ("up", "pageup") and self._body.top:
            self._body.scroll(-1 if key == "up" else -self._body.rows + 1)
        else:
            self.dismiss(None)

    def _measure(self, width: int) -> int:
        return max(min(width - 2 * MARGIN, MEASURE), 1)

    def _row(self, at: int, width: int) -> Strip:
        look = self.look
        runs = [(" " * MARGIN, look.blank()), *self._pages.runs(at, Manner(look))]
        return strip(runs, width, look.blank())
