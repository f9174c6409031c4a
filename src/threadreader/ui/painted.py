"""What all widgets that are painted line by line have in common."""

from __future__ import annotations

from textual.widget import Widget

from threadreader.ui.look import Look


class Painted(Widget):
    """A widget that paints its lines with a look, and nothing by itself."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        self.look = look
        self.refresh()
