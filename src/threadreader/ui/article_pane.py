"""The article: title, byline and text, painted line by line; only what is on screen is wrapped.

Its place is a section and a line in it (`Window`), and its measure is in characters, so that a
jump to the end of the longest article costs a screenful.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from threadreader.model import Story
from threadreader.ui.article_lines import ArticleLines
from threadreader.ui.article_sections import Section, sections_of
from threadreader.ui.look import Look
from threadreader.ui.painted import Painted
from threadreader.ui.selected import selected_strip, selected_text
from threadreader.ui.window import Window

_WHEEL = 3


class ArticlePane(Painted, can_focus=True):
    """The article of one story at a time."""

    ALLOW_SELECT = True

    @dataclass
    class Scrolled(Message):
        """The reader is elsewhere: `share` is 0 at the top and 1 at the end."""

        share: float

    @dataclass
    class LinkClicked(Message):
        """A link was clicked."""

        address: str

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, id=id)
        self._story: Story | None = None
        self._sections: list[Section] = []
        self._starts: list[int] = [0]
        self._lines: ArticleLines | None = None
        self._window: Window | None = None
        self._wanted: float | None = 0.0
        self._place = 0.0
        self._end_place: float | None = None
        self._furthest = 0.0
        self._rows: list[Strip] = []
        self.code_shift = 0

    # What is shown

    def show(self, story: Story, *, share: float = 0.0) -> None:
        """Shows a story's article, from where the reader was."""
        self._story = story
        self._sections = sections_of(story.body)
        sizes = [len(story.title) + len(story.author) + 1, *(part.size for part in self._sections)]
        self._starts = [0, *accumulate(sizes)]
        self._wanted, self._place, self._furthest = min(max(share, 0.0), 1.0), 0.0, 0.0
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        super().set_look(look)
        self._lay_out()

    def lines_at(self, width: int) -> ArticleLines | None:
        """The lines of the article in a scroll of another width; None where there is none."""
        if self._story is None or not width:
            return None
        return ArticleLines(self._story, self._sections, self.look, width, self.code_shift)

    def shift_code(self, cells: int) -> None:
        """Shows long lines of code from so many cells on."""
        self.code_shift = max(cells, 0)
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """A row as it was painted last, with what is selected."""
        blank = self.look.blank()
        row = self._rows[y] if y < len(self._rows) else Strip.blank(self.size.width, blank)
        selection = self.text_selection
        if selection is not None:
            row = selected_strip(row, selection, y, self.look.style("match"))
        return row.apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text selected on screen."""
        return selected_text([row.text for row in self._rows], selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Shows what is selected now."""
        self.refresh()

    # Where the reader is

    @property
    def share(self) -> float:
        """Where the top of the screen is: 0 at the beginning, 1 where the end is shown."""
        if self._wanted is not None:
            return self._wanted
        if self._end_place is None:
            self._end_place = self._place_of(*self._end())
        return min(self._place / self._end_place, 1.0) if self._end_place else 0.0

    @property
    def read_share(self) -> float:
        """How much of the article was on screen or above it so far; 1 once the end was shown."""
        return self._furthest

    def scroll_by(self, lines: int) -> bool:
        """Scrolls by lines; False where there was nothing further."""
        window = self._window
        if window is None:
            return False
        before = window.anchor, window.line
        window.scroll(lines)
        return self._moved(before)

    def page(self, pages: float) -> bool:
        """Scrolls by so many screens less a line; False where there was nothing further."""
        rows = int(abs(pages) * max(self.size.height - 1, 1))
        return self.scroll_by(max(rows, 1) if pages > 0 else -max(rows, 1))

    def to_top(self) -> None:
        """To the title."""
        self._go_to(0, 0)

    def to_end(self) -> None:
        """To the last screenful."""
        if self._window is not None:
            self._go_to(*self._end())

    def _go_to(self, section: int, line: int) -> None:
        window = self._window
        if window is not None:
            before = window.anchor, window.line
            window.anchor, window.line = section, line
            self._moved(before)

    def _moved(self, before: tuple[int | None, int]) -> bool:
        window = self._window
        if window is None or (window.anchor, window.line) == before:
            return False
        self._place = self._place_of(window.anchor or 0, window.line)
        self._paint()
        self.post_message(self.Scrolled(self.share))
        return True

    def _end(self) -> tuple[int, int]:
        """Section and line at the top of the last screenful."""
        if self._lines is None:
            return 0, 0
        window = Window(self._lines, self._lines.height, self.size.height)
        window.to_end()
        return window.anchor or 0, window.line

    def _place_of(self, section: int, line: int) -> float:
        """How many characters stand before a line."""
        start, end = self._starts[section], self._starts[section + 1]
        rows = self._lines.height(section).rows if self._lines else 1
        return start + (end - start) * line / rows

    def _line_at(self, place: float) -> tuple[int, int]:
        """The line before which so many characters stand."""
        section = min(bisect_right(self._starts, place), len(self._starts) - 1) - 1
        start, end = self._starts[section], self._starts[section + 1]
        rows = self._lines.height(section).rows if self._lines else 1
        return section, min(round((place - start) / (end - start) * rows), rows - 1)

    # Painting

    def watch_virtual_size(self) -> None:
        """Wraps anew; the text at the top stays there.

        No event of another size is sent where somebody asked for the size before it was told.
        """
        self._lay_out()

    def _lay_out(self) -> None:
        if self._story is None or not self.size.width or not self.size.height:
            return
        width = self.size.width
        self._lines = ArticleLines(self._story, self._sections, self.look, width, self.code_shift)
        self._end_place = None
        if self._wanted is not None:
            self._place = self._wanted and self._wanted * self._place_of(*self._end())
            self._wanted = None
        self._window = Window(self._lines, self._lines.height, self.size.height)
        self._window.anchor, self._window.line = self._line_at(self._place)
        self._window.scroll(0)
        self._paint()

    def _paint(self) -> None:
        lines, window = self._lines, self._window
        if lines is None or window is None:
            return
        slots = window.slots()
        rows = [row for slot in slots for row in lines.rows(slot.position)[slot.skipped :]]
        self._rows = rows[: self.size.height]
        self._note_furthest(window)
        self.refresh()

    def _note_furthest(self, window: Window) -> None:
        slots = window.slots()
        if window.is_at_end():
            self._furthest = 1.0
        elif slots:
            last = slots[-1]
            seen = min(last.skipped + window.rows - last.top, last.height.rows)
            self._furthest = max(
                self._furthest, self._place_of(last.position, seen) / self._starts[-1]
            )

    # Events

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.stop()
        self.scroll_by(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.stop()
        self.scroll_by(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Says that a link was clicked."""
        link = event.style.meta.get("link")
        if link:
            self.post_message(self.LinkClicked(str(link)))
