"""The discussion in Textual's own Tree: one line a comment.

usage: python tree.py ROWS (a JSON array [depth, author, text] a line)

Keys: those of Tree; `-` folds all, `+` opens all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Tree
from textual.widgets.tree import TreeNode


class Comments(App[None]):
    """A tree of all comments, open."""

    BINDINGS: ClassVar = [("minus", "fold_all", ""), ("plus", "open_all", "")]

    def compose(self) -> ComposeResult:
        """The tree."""
        tree: Tree[None] = Tree("A discussion")
        tree.root.expand()
        above: list[TreeNode[None]] = [tree.root]
        with Path(sys.argv[1]).open(encoding="utf-8") as file:
            for line in file:
                depth, author, text = json.loads(line)
                del above[depth:]
                label = f"{author}: {text[:60]}".replace("[", "(").replace("\n", " ")
                above.append(above[-1].add(label, expand=True))
        yield tree

    def action_fold_all(self) -> None:
        """Folds every thread."""
        for node in self.query_one(Tree).root.children:
            node.collapse_all()

    def action_open_all(self) -> None:
        """Opens every thread."""
        self.query_one(Tree).root.expand_all()


if __name__ == "__main__":
    Comments().run()
