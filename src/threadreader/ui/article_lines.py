"""The lines of an article as strips, section by section, each wrapped when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.strip import Strip

from threadreader.model import Block, Span, Story
from threadreader.ui.ages import date
from threadreader.ui.article_sections import Section
from threadreader.ui.comment_body import Manner, body_runs
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, strip
from threadreader.ui.window import Height

_MEASURE = 72
_NARROW = 44
_MOST_KEPT = 64


class ArticleLines:
    """Section 0 is title and byline, the others are the article's.

    What was painted is kept for some sections; it is right for one story, look and width.
    """

    def __init__(
        self,
        story: Story,
        sections: Sequence[Section],
        look: Look,
        width: int,
        code_shift: int = 0,
    ) -> None:
        self._story = story
        self._sections = sections
        self._manner = Manner(
            look, whole_quotes=True, code_shift=code_shift, bar="guide", bar_gap=1
        )
        self.width = width
        self._margin = 1 if width < _NARROW else 2
        self._measure = max(min(_MEASURE, width - 2 * self._margin), 1)
        self._kept: dict[int, tuple[Strip, ...]] = {}

    def first(self) -> int:
        """The section of the title."""
        return 0

    def last(self) -> int:
        """The last section."""
        return len(self._sections)

    def next(self, position: int) -> int | None:
        """The section after one."""
        return position + 1 if position < len(self._sections) else None

    def previous(self, position: int) -> int | None:
        """The section before one."""
        return position - 1 if position else None

    def height(self, position: int) -> Height:
        """The rows of a section."""
        lead = position > 0 and self._sections[position - 1].lead
        return Height(len(self.rows(position)), int(lead))

    def rows(self, position: int) -> tuple[Strip, ...]:
        """The painted rows of a section, with the empty one before it."""
        found = self._kept.get(position)
        if found is None:
            while len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            lines = self._head() if position == 0 else self._section(self._sections[position - 1])
            found = self._kept[position] = tuple(map(self._strip, lines))
        return found

    def blank(self) -> Strip:
        """An empty row."""
        return self._strip([])

    def _section(self, section: Section) -> Iterator[list[Run]]:
        if section.lead:
            yield []
        yield from body_runs(section.blocks, self._measure, self._manner)

    def _head(self) -> Iterator[list[Run]]:
        story, look = self._story, self._manner.look
        title = Block("heading", (Span(story.title or "(no title)"),), 1)
        yield from body_runs([title], self._measure, Manner(look))
        by = Block("paragraph", (Span(byline(story, look.glyph("dot"))),))
        yield from body_runs([by], self._measure, Manner(look, token="muted"))  # noqa: S106
        if not self._sections:
            yield []
            yield [("no text", look.style("muted", extra="italic"))]

    def _strip(self, runs: list[Run]) -> Strip:
        blank = self._manner.look.blank()
        return strip([(" " * self._margin, blank), *runs], self.width, blank)


def byline(story: Story, dot: str) -> str:
    """By whom, when and where, as far as it is known, with a dot between."""
    published = date(story.published) if story.published else ""
    return f" {dot} ".join(filter(None, (story.author, published, story.source)))
