"""The two panes of the reader with their captions, and how they share the screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.strip import Strip

from threadreader.ui.arrangement import Arrangement
from threadreader.ui.article_pane import ArticlePane
from threadreader.ui.bars import Caption
from threadreader.ui.comment_tree import CommentTree
from threadreader.ui.look import Look
from threadreader.ui.paint import strip
from threadreader.ui.painted import Frame, Painted
from threadreader.ui.scene import Scene
from threadreader.ui.thread_map import ThreadMap


class Divider(Painted):
    """The line between two panes side by side; it can be dragged."""

    @dataclass
    class Dragged(Message):
        """The line is to be at this cell of the screen."""

        cell: int

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """A cell of the line."""
        look = self.look
        return strip([(look.glyph("divider"), look.style("faint"))], self.size.width, look.blank())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begins to drag."""
        event.stop()
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drags."""
        if self.app.mouse_captured is self:
            self.post_message(self.Dragged(event.screen_x))

    def on_mouse_up(self) -> None:
        """Leaves the line where it is."""
        self.release_mouse()


class ReaderPanes(Frame):
    """Article and comments, each under its caption."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._arrangement: Arrangement | None = None
        look = scene.look
        self.article_caption = Caption(look, id="article-caption")
        self.article = ArticlePane(look, id="article")
        self.divider = Divider(look)
        self.comments_caption = Caption(look, id="comments-caption")
        self.comments = CommentTree(scene, id="comments")
        self.map = ThreadMap(look)
        self._columns = Frame(self.comments, self.map, id="tree-and-map")
        self._left = Frame(self.article_caption, self.article, id="article-side")
        self._right = Frame(self.comments_caption, self._columns, id="comments-side")

    def compose(self) -> ComposeResult:
        """The article's side, the line between, the comments' side."""
        yield self._left
        yield self.divider
        yield self._right

    def set_look(self, look: Look) -> None:
        """Paints all parts in another look."""
        captions = (self.article_caption, self.comments_caption)
        for part in (*captions, self.article, self.divider, self.map):
            part.set_look(look)

    def share_out(self, arrangement: Arrangement) -> None:
        """Gives the panes their places; nothing is laid out again where they have them."""
        if arrangement == self._arrangement:
            return
        self._arrangement = arrangement
        both = arrangement.beside
        self.styles.layout = "horizontal" if both else "vertical"
        self._left.display = arrangement.has_article_caption
        self.article.display = arrangement.has_article
        self.divider.display = both
        self._right.display = arrangement.has_comments
        self._left.styles.width = arrangement.article_width if both else "100%"
        self._left.styles.height = "100%" if both else arrangement.article_rows + 1
        self._right.styles.width = "1fr" if both else "100%"
        self._right.styles.height = "100%" if both else "1fr"
        self.map.styles.width = arrangement.map_width

    def put_article_above(self, width: int) -> None:
        """Shows the article in one scroll with the comments, so many cells wide; 0: on its own."""
        self.comments.set_article(self.article.lines_at(width))
