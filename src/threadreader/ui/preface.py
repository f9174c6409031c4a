"""The article above the comments in one scroll: its sections have positions below zero."""

from __future__ import annotations

from textual.strip import Strip

from threadreader.thread.views import View
from threadreader.ui.article_lines import ArticleLines
from threadreader.ui.window import Height


class Prefaced:
    """The sections of an article, then the comments of a view, as one order."""

    def __init__(self, view: View, article: ArticleLines | None) -> None:
        self._view = view
        self._article = article
        self._sections = 0 if article is None else article.last() + 1

    def first(self) -> int | None:
        """The title, or the first comment where there is no article."""
        return -self._sections if self._sections else self._view.first()

    def last(self) -> int | None:
        """The last comment, or the article's end where there is none."""
        last = self._view.last()
        return -1 if last is None and self._sections else last

    def next(self, position: int) -> int | None:
        """What comes after a section or comment."""
        if position < -1:
            return position + 1
        return self._view.first() if position == -1 else self._view.next(position)

    def previous(self, position: int) -> int | None:
        """What comes before a section or comment."""
        if position < 0:
            return position - 1 if position > -self._sections else None
        before = self._view.previous(position)
        return -1 if before is None and self._sections else before

    def rows(self, position: int) -> tuple[Strip, ...]:
        """The rows of a section; the last one has a blank row before the comments."""
        if self._article is None:
            return ()
        rows = self._article.rows(position + self._sections)
        return (*rows, self._article.blank()) if position == -1 else rows

    def height(self, position: int) -> Height:
        """The height of a section."""
        return Height(len(self.rows(position)), 0)
