"""A Textual app with one label, which answers `j`."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Label


class Bare(App[None]):
    """A label."""

    BINDINGS: ClassVar = [("j", "answer", "")]

    def compose(self) -> ComposeResult:
        """A label."""
        yield Label("One label")

    def action_answer(self) -> None:
        """Says that the key came."""
        self.query_one(Label).update("Another")


if __name__ == "__main__":
    Bare().run()
