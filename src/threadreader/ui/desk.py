"""What the commands of the reader work on: the session, the panes, and ways to be heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from textual.screen import ModalScreen

from threadreader.library.changes import Pane
from threadreader.library.config import Config
from threadreader.library.screen import Authors
from threadreader.ui.article_pane import ArticlePane
from threadreader.ui.comment_tree import CommentTree
from threadreader.ui.looking import Wish
from threadreader.ui.scene import Scene
from threadreader.ui.session import Session


class Desk(Struct):
    """The parts of the reader's screen that its commands use.

    `say` puts a sentence (and its token) into the footer until the next key; `changed` shows marks
    and counts anew; `wish` shows another view, once it is worked out, with the cursor on a comment;
    `panel` shows a dialog and hands its result over; `choose` tells the app what was chosen beyond
    this screen (a name and a value); `people` are the authors followed and muted; `pane` is where
    the keys go.
    """

    session: Session
    scene: Scene
    tree: CommentTree
    article: ArticlePane
    config: Config
    say: Callable[..., None]
    changed: Callable[[], None]
    wish: Callable[[Wish], None]
    panel: Callable[[ModalScreen[Any], Callable[[Any], None]], None]
    choose: Callable[[str, Any], None]
    people: Callable[[], Authors]
    pane: Pane = "article"

    @property
    def on_article(self) -> bool:
        """Whether the keys are meant for the article."""
        return self.pane == "article"

    @property
    def cursor(self) -> int | None:
        """The comment under the cursor."""
        return self.tree.cursor

    def jump(self, position: int | None, row: int | None = None) -> bool:
        """Goes to a comment far away; `jump-back` comes back. False where it stays."""
        before = self.tree.cursor
        if not self.tree.go(position, row):
            return False
        if before is not None:
            self.session.jumps.leave(before)
        self.left_lent()
        return True

    def left_lent(self) -> None:
        """Closes folds that were opened only to show a comment which the reader has left."""
        if self.cursor is not None and self.session.leave_lent(self.cursor):
            self.tree.update()
            self.changed()
