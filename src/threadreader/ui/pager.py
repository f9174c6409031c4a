"""A text alone on the screen, to page, to search and to copy from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Input

from threadreader.model import Block
from threadreader.text.searchable import searchable
from threadreader.ui.bars import HeaderLine
from threadreader.ui.comment_body import Manner
from threadreader.ui.look import Look
from threadreader.ui.pages import BlockPages, LinePages, Pages
from threadreader.ui.paint import Run, strip
from threadreader.ui.panel import Panel
from threadreader.ui.prompt_line import PromptLine
from threadreader.ui.scroller import Scroller

MARGIN = 2
MEASURE = 80
"""The most cells of a line of text."""

_SHIFT = 8


class Pager(Panel[str]):
    """Blocks, or lines as they are; ends with the text to copy, None where there is none.

    With `copy` that is called instead, and the pager stays.
    """

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("j k", "line", "line(1)"),
        ("space", "page", "page(1)"),
        ("/", "search", "search"),
        ("n N", "match", "match(1)"),
        ("v", "select", "select"),
        ("y", "copy", "copy"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down,enter,ctrl+e", "line(1)", show=False),
        Binding("k,up,ctrl+y", "line(-1)", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("backspace,b,pageup", "page(-1)", show=False),
        Binding("ctrl+d", "page(0.5)", show=False),
        Binding("ctrl+u", "page(-0.5)", show=False),
        Binding("g,home", "to_end(False)", show=False),
        Binding("G,end", "to_end(True)", show=False),
        Binding("left,h,left_curly_bracket", "shift(-1)", show=False),
        Binding("right,l,right_curly_bracket", "shift(1)", show=False),
        Binding("slash", "search", show=False),
        Binding("n", "match(1)", show=False),
        Binding("N", "match(-1)", show=False),
        Binding("v", "select", show=False),
        Binding("y", "copy", show=False),
        Binding("w", "wrap", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(
        self,
        look: Look,
        title: str,
        blocks: Sequence[Block] | None = None,
        lines: Sequence[str] | None = None,
        copy: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(look)
        self._title = title
        self._copy = copy
        self._pages: Pages = LinePages(lines) if lines is not None else BlockPages(blocks or ())
        self._measure = 0 if lines is not None else MEASURE
        self._selected: tuple[int, int] | None = None
        self._words = ""
        self._hits: list[int] = []
        self._hit = -1
        self.header = HeaderLine(look)
        self.body = Scroller(look, self._row)
        self._prompt = PromptLine(look)

    def compose(self) -> ComposeResult:
        """Title, text, the line to search in, keys."""
        yield self.header
        yield self.body
        yield self._prompt
        yield self.footer

    def on_mount(self) -> None:
        """Shows the text."""
        self._prompt.display = False
        self.body.focus()

    @on(Scroller.Sized)
    def _sized(self, event: Scroller.Sized) -> None:
        event.stop()
        self._lay_out(event.width)

    @on(Scroller.Scrolled)
    def _scrolled(self, event: Scroller.Scrolled) -> None:
        event.stop()
        self._show_place()

    # Keys

    def action_close(self) -> None:
        """Takes off one layer: the search line, the selection, what was found; then leaves."""
        if self._prompt.display:
            self._close_prompt()
        elif self._selected:
            self._selected = None
            self._painted()
        elif self._words:
            self._search("")
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leaves at once."""
        self.dismiss(None)

    def action_line(self, rows: int) -> None:
        """Moves by lines; with a selection its end moves."""
        if self._selected is None:
            self.body.scroll(rows)
        else:
            self._extend(self._selected[1] + rows)

    def action_page(self, pages: float) -> None:
        """Moves by pages."""
        if self._selected is None:
            self.body.page(pages)
        else:
            self._extend(self._selected[1] + round(pages * max(self.body.rows - 1, 1)))

    def action_to_end(self, end: bool) -> None:  # noqa: FBT001 (an action's argument)
        """To the first line or the last."""
        if self._selected is None:
            self.body.to(self.body.count if end else 0)
        else:
            self._extend(self.body.count if end else 0)

    def action_shift(self, steps: int) -> None:
        """Moves long lines of code sideways."""
        self._pages.shift(steps * _SHIFT)
        self._painted()

    def action_wrap(self) -> None:
        """Wraps long lines of a command's output, or no more."""
        if isinstance(self._pages, LinePages):
            self._pages.wraps = not self._pages.wraps
            self._pages.shift(0)
            self._lay_out(self.body.size.width - 1)

    def action_select(self) -> None:
        """Begins to select lines, or ends it."""
        start = self._hits[self._hit] if self._is_hit_on_screen() else self.body.top
        self._selected = None if self._selected or not self.body.count else (start, start)
        self._painted()

    def action_copy(self) -> None:
        """Copies the selected lines, or all."""
        first, last = sorted(self._selected or (0, self._pages.count - 1))
        text = self._pages.text(first, last) if self._pages.count else ""
        if self._copy is None:
            self.dismiss(text)
            return
        self._copy(text)
        self._selected = None
        self._painted()
        self.say("Copied." if text else "There is no text to copy.")

    def action_search(self) -> None:
        """Opens the line to search in."""
        self._prompt.display = True
        self._prompt.input.fill(self._words)
        self._prompt.input.focus()

    def action_match(self, direction: int) -> None:
        """The next match, or the one before; after the last the first."""
        if not self._hits:
            self.say("Nothing is searched for." if not self._words else "There is no match.")
            return
        if not self._is_hit_on_screen():
            before = bisect_left(self._hits, self.body.top)
            self._hit = before - 1 if direction > 0 else before
        self._to_hit((self._hit + direction) % len(self._hits))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._close_prompt()
        self._search(event.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    # What is shown

    def _lay_out(self, width: int) -> None:
        """Wraps for a width; what was at the top stays near it."""
        share = self.body.top / max(self.body.count, 1)
        room = max(width - 2 * MARGIN, 1)
        self._pages.lay_out(min(room, self._measure) if self._measure else room)
        self._selected = None
        self._hits = self._pages.find(self._found())
        self.body.show(self._pages.count, round(share * self._pages.count))

    def _found(self) -> list[str]:
        return [searchable(self._words)] if self._words.strip() else []

    def _search(self, words: str) -> None:
        self._words = words
        self._hits = self._pages.find(self._found())
        at = bisect_left(self._hits, self.body.top)
        self._hit = -1
        if self._hits:
            self._to_hit(at % len(self._hits))
        elif words:
            self.say(f"“{words}” is not in it.", "error")
        self._painted()

    def _to_hit(self, hit: int) -> None:
        self._hit = hit
        self.body.reveal(self._hits[hit])
        self._painted()

    def _is_hit_on_screen(self) -> bool:
        top = self.body.top
        return self._hit >= 0 and top <= self._hits[self._hit] < top + self.body.rows

    def _extend(self, row: int) -> None:
        if self._selected:
            row = max(min(row, self.body.count - 1), 0)
            self._selected = self._selected[0], row
            self.body.reveal(row)
            self._painted()

    def _close_prompt(self) -> None:
        self._prompt.display = False
        self.body.focus()

    def _painted(self) -> None:
        self.body.refresh()
        self._show_place()

    def _show_place(self) -> None:
        body, facts = self.body, []
        if self._hits:
            at = bisect_right(self._hits, self._hits[self._hit]) if self._hit >= 0 else 0
            facts.append([(f"match {at}/{len(self._hits)}", "key")])
        if self._selected:
            first, last = sorted(self._selected)
            words = "line" if first == last else "lines"
            facts.append([(f"{last - first + 1:,} {words} selected", "key")])
        end = min(body.top + body.rows, body.count)
        facts.append([(f"{end:,}/{body.count:,}", "text")])
        self.header.show(self._title, facts)

    def _row(self, at: int, width: int) -> Strip:
        look = self.look
        is_selected = bool(self._selected) and _within(at, self._selected)
        on = "selected" if is_selected else "bg"
        manner = Manner(look, on=on, is_current=self._hit >= 0 and self._hits[self._hit] == at)
        runs: list[Run] = [(" " * MARGIN, look.blank(on)), *self._pages.runs(at, manner)]
        if is_selected and not look.tinted:
            runs = [(text, style + look.style("match")) for text, style in runs]
        return strip(runs, width - 1, look.blank(on)).extend_cell_length(width, look.blank())


def _within(row: int, selected: tuple[int, int] | None) -> bool:
    first, last = sorted(selected or (0, -1))
    return first <= row <= last
