"""The bar to filter and to search in: what is found, the line to type, a hint or a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from threadreader.text.cells import cell_width, cut
from threadreader.thread.completion import finished
from threadreader.thread.query import KEYS
from threadreader.ui.bars import Caption
from threadreader.ui.completing import Completer
from threadreader.ui.history import History
from threadreader.ui.line_input import LineInput, Mark
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, strip

SEARCH = "/"

_WORDS = {"f": "Filter", SEARCH: "Search"}
_FIELD = re.compile(r'"[^"]*(?:"|$)|(?<![^\s(-])([A-Za-z][A-Za-z-]*:)(?!//)')
_EXAMPLES = (
    "words",
    '"a phrase"',
    "author:ruth",
    "is:unread",
    "has:link",
    "after:2017-11-13",
    "replies:>5",
    "-not",
    "or",
)
_LEFT = 3  # cells before the line: a margin, the prompt, a blank
_HANG = 5


class _Mistake(Struct, frozen=True):
    message: str
    start: int
    end: int
    still: str


class FilterBar(Widget):
    """Three rows over the footer; it is not there until it is opened."""

    ALLOW_SELECT = False
    KEYS: ClassVar[dict[str, tuple[tuple[str, str], ...]]] = {
        "f": (
            ("enter", "keep"),
            ("esc", "clear"),
            ("tab", "complete"),
            ("ctrl+k", "context"),
            ("↑", "earlier"),
        ),
        SEARCH: (
            ("enter", "keep"),
            ("esc", "back where I was"),
            ("ctrl+f", "make it a filter"),
            ("↑", "earlier"),
        ),
    }
    """For the footer: the keys of the bar by its prompt, and what they do."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
        Binding("up", "older", show=False),
        Binding("down", "newer", show=False),
        Binding("ctrl+k", "ask_context", show=False),
        Binding("ctrl+f", "turn", show=False),
        Binding("ctrl+p", "app.palette", show=False),
        Binding("ctrl+c", "app.quit", show=False),
        Binding("ctrl+z", "app.suspend_process", show=False),
    ]

    @dataclass
    class Changed(Message):
        """The text is another one; `sure` is that of it which is not just being typed."""

        text: str
        sure: str

    @dataclass
    class Kept(Message):
        """The reader wants to stay with what is shown."""

        text: str

    class Cancelled(Message):
        """The reader wants to be where they were before."""

    class ContextAsked(Message):
        """The reader wants other comments beside the matches."""

    class Turned(Message):
        """The reader wants a filter of what they search for."""

    def __init__(
        self,
        look: Look,
        *,
        hints: Mapping[str, Sequence[str]] | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`hints`, by prompt, are offered in place of those for comments."""
        super().__init__(id=id)
        self.look = look
        self._hints = hints or {}
        self.prompt = "f"
        self._caption = Caption(look)
        self._line = LineInput(look, marker=self._marks, last=("enter", "escape", "tab"))
        self._line.skips_blank = self._has_blank
        self._completer = Completer()
        self._histories = {prompt: History() for prompt in _WORDS}
        self._mistake: _Mistake | None = None

    @property
    def is_modal(self) -> bool:
        """While the reader types here, the keys of the screen below do nothing."""
        return True

    @property
    def text(self) -> str:
        """What is typed."""
        return self._line.value

    def compose(self) -> ComposeResult:
        """Caption and line; the rest is painted."""
        yield self._caption
        yield self._line

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        self.look = look
        self._caption.set_look(look)
        self._line.set_look(look)
        self.refresh()

    def open(self, prompt: str, text: str) -> None:
        """Shows the bar, to filter ("f") or to search ("/"), and takes the keys."""
        self.prompt = prompt
        self._histories[prompt].restart()
        self._line.fill(text)
        self.clear_error()
        self.set_counts(())
        self.display = True
        self.screen.set_focus(self._line, scroll_visible=False)

    def close(self) -> None:
        """Takes the bar away."""
        self.display = False
        self._line.release()

    def set_counts(self, notes: Sequence[tuple[str, str]]) -> None:
        """Shows what was found: texts, each with its token."""
        self._caption.show(_WORDS[self.prompt], focused=True, notes=notes)

    def set_error(self, message: str, start: int, end: int, still: str) -> None:
        """Hangs a mistake from its word; `still` is the text whose result is still shown."""
        self._mistake = _Mistake(message, start, end, still)
        self._paint()

    def clear_error(self) -> None:
        """Nothing is wrong."""
        self._mistake = None
        self._paint()

    def set_names(self, names: Sequence[str]) -> None:
        """The authors that can be completed, those with most comments first."""
        self._completer.names = names

    def set_history(self, texts: Sequence[str]) -> None:
        """The saved filters, which come after what was typed in this session."""
        self._histories["f"].give(texts)

    # Keys

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.refresh()
        text = event.value
        at = self._line.cursor_position if text == self.text else len(text)
        sure = text.strip() if self.prompt == SEARCH else finished(text, at)
        self.post_message(self.Changed(text, sure))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._histories[self.prompt].remember(event.value)
        self.post_message(self.Kept(event.value))
        self._release()

    def action_cancel(self) -> None:
        """Back to what was before."""
        self.post_message(self.Cancelled())
        self._release()

    def _release(self) -> None:
        """Keys typed ahead are for whoever has them once the screen has heard what was said."""
        self.call_later(self.screen.call_later, self._line.release)

    def action_ask_context(self) -> None:
        """Other comments beside the matches."""
        self.post_message(self.ContextAsked())

    def action_turn(self) -> None:
        """A filter of what is searched for."""
        if self.prompt == SEARCH:
            self.post_message(self.Turned())

    def action_complete(self, step: int) -> None:
        """The next thing the word can become."""
        made = self._completer.turn(self.text, self._line.cursor_position, step)
        if made:
            self._put(*made)
        self.call_later(self._line.release)

    def _has_blank(self) -> bool:
        return self._completer.ends_with_blank(self.text, self._line.cursor_position)

    def action_older(self) -> None:
        """What was typed before."""
        text = self._histories[self.prompt].older(self.text)
        if text is not None:
            self._put(text, len(text))

    def action_newer(self) -> None:
        """What was typed after."""
        text = self._histories[self.prompt].newer()
        if text is not None:
            self._put(text, len(text))

    def _put(self, text: str, cursor: int) -> None:
        self._line.value = text
        self._line.cursor_position = cursor

    # Painting

    def render_line(self, y: int) -> Strip:
        """The prompt, and below it the hint or the mistake."""
        look, width, fill = self.look, self.size.width, self.look.blank("surface")
        if y < 2:
            return strip([(f" {self.prompt} ", look.style("key", "surface"))], width, fill)
        mistake = self._shown_mistake()
        runs = self._hanging(mistake, width) if mistake else self._hint(width)
        return strip(runs, width, fill)

    def _paint(self) -> None:
        self._line.refresh()
        self.refresh()

    def _choices(self) -> list[str]:
        if self.prompt == SEARCH and ":" not in self.text:
            return []
        return self._completer.choices(self.text, self._line.cursor_position)

    def _shown_mistake(self) -> _Mistake | None:
        """The mistake, but not while its word is being typed and can be completed."""
        mistake = self._mistake
        if mistake and mistake.end == self._line.cursor_position and self._choices():
            return None
        return mistake

    def _marks(self, text: str) -> Iterator[Mark]:
        for match in _FIELD.finditer(text):
            if match[1] and match[1][:-1].lower() in KEYS:
                yield match.start(1), match.end(1), "link", "not underline"
        mistake = self._shown_mistake()
        if mistake:
            yield mistake.start, mistake.end, "error", "underline"

    def _hint(self, width: int) -> list[Run]:
        look = self.look
        choices = self._choices()
        if choices:
            runs: list[Run] = [("tab ", look.style("key", "surface"))]
            words: Sequence[str] = choices
        elif self.prompt in self._hints:
            runs, words = [], self._hints[self.prompt]
        elif self.prompt == SEARCH:
            sign = look.glyph("match")
            runs, words = [], [f"in the comments; a folded thread with a match shows {sign}"]
        else:
            runs, words = [], _EXAMPLES
        room = width - _LEFT - 1 - sum(cell_width(text) for text, _ in runs)
        style, shown = look.style("muted", "surface"), ""
        for word in words:
            more = f"{shown}  {word}" if shown else word
            if cell_width(more) > room:
                break
            shown = more
        shown = shown or cut(words[0], room, look.glyph("ellipsis"))
        return [(" " * _LEFT, look.blank("surface")), *runs, (shown, style)]

    def _hanging(self, mistake: _Mistake, width: int) -> list[Run]:
        """The message under its word; to the left of it where there is no room at the right."""
        look, ellipsis = self.look, self.look.glyph("ellipsis")
        style, blank = look.style("error", "surface"), look.blank("surface")
        still = mistake.still and f"   (still showing {mistake.still})"
        at = min(max(_LEFT + self._line.cell_of(mistake.start), _LEFT), width - 2)
        light = look.glyph("light")
        for message in (mistake.message + still, mistake.message):
            for dashes in (_HANG, 1):
                words = f"{look.glyph('hang')}{light * dashes} {message}"
                if at + cell_width(words) < width:
                    return [(" " * at, blank), (words, style)]
        room = at - _LEFT - 2
        if cell_width(mistake.message) > room and width - at > at:
            words = f"{look.glyph('hang')}{light} {mistake.message}"
            return [(" " * at, blank), (cut(words, width - 1 - at, ellipsis), style)]
        words = f"{cut(mistake.message, room, ellipsis)} {light}{look.glyph('hang_left')}"
        return [(" " * (at + 1 - cell_width(words)), blank), (words, style)]
