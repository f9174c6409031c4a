"""A bare app to put widgets on, and what they have painted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.app import App
from textual.message import Message
from textual.widget import Widget

from threadreader.resources import bundled
from threadreader.ui.look import Look
from threadreader.ui.themes import load_look

LOOKS = [("lamp", "unicode"), ("paper", "ascii"), ("terminal", "unicode"), ("ink", "ascii")]
"""A dark and a light theme, one of the terminal's colours, one of none; all have all tokens."""


def look(name: str = "lamp", glyphs: str = "unicode") -> Look:
    """A theme of the program."""
    return load_look(name, glyphs)[0]


class Stage(App[None]):
    """An app with these widgets from top to bottom; `heard` are the messages that reached it."""

    CSS_PATH = bundled("styles") / "threadreader.tcss"

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._widgets = widgets
        self.heard: list[Message] = []

    def compose(self) -> Sequence[Widget]:
        return self._widgets

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__.startswith("threadreader"):
            self.heard.append(message)
        await super()._on_message(message)


def lines(widget: Widget) -> list[str]:
    """The rows of a widget as plain text."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def styles(widget: Widget, y: int) -> list[tuple[str, Style | None]]:
    """The runs of a widget's row."""
    return [(segment.text, segment.style) for segment in widget.render_line(y)]


def style_of(widget: Widget, text: str) -> Style:
    """The style of the first run that has a text in it."""
    runs = (run for y in range(widget.size.height) for run in styles(widget, y))
    style = next(style for words, style in runs if text in words)
    assert style is not None
    return style
