"""The discussion with a widget for each comment, in a container that scrolls.

usage: python widgets.py ROWS (a JSON array [depth, author, text] a line)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static


class Comments(App[None]):
    """A column of comments."""

    def compose(self) -> ComposeResult:
        """A widget a comment, indented by its depth."""
        with VerticalScroll(), Path(sys.argv[1]).open(encoding="utf-8") as file:
            for line in file:
                depth, author, text = json.loads(line)
                comment = Static(f"{author}\n{text}", markup=False)
                comment.styles.padding = (0, 0, 1, 2 * min(depth, 12))
                yield comment

    def on_mount(self) -> None:
        """The container has the keys."""
        self.query_one(VerticalScroll).focus()


if __name__ == "__main__":
    Comments().run()
