"""A row to type in, with a sign before it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from threadreader.ui.line_input import LineInput
from threadreader.ui.look import Look
from threadreader.ui.paint import strip


class PromptLine(Widget):
    """A sign and a `LineInput`."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, sign: str = "/", *, hint: str = "") -> None:
        super().__init__()
        self.look = look
        self.sign = sign
        self.input = LineInput(look, hint=hint)

    def compose(self) -> ComposeResult:
        """The line; the sign is painted."""
        yield self.input

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The sign."""
        key = self.look.style("key", "surface")
        return strip([(f" {self.sign} ", key)], self.size.width, self.look.blank("surface"))
