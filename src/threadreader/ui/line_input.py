"""A line to type in, painted from meanings like all else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Input

from threadreader.text.clean import clean_line
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, strip, width_of

Mark = tuple[int, int, str, str]
"""From where to where in the text, in which token, and with which attributes."""

Marker = Callable[[str], Iterable[Mark]]

_KEYS = {
    "left": "cursor_left",
    "right": "cursor_right",
    "ctrl+left,alt+b": "cursor_left_word",
    "ctrl+right,alt+f": "cursor_right_word",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "home,ctrl+a": "home",
    "end,ctrl+e": "end",
    "backspace": "delete_left",
    "delete,ctrl+d": "delete_right",
    "ctrl+w,alt+backspace": "delete_left_word",
    "ctrl+u": "delete_left_all",
    "enter": "submit",
}


def no_marks(_text: str) -> Iterable[Mark]:
    """Nothing in the text is marked."""
    return ()


class LineInput(Input, inherit_bindings=False):
    """One line of text; `marker` says what in it has a meaning of its own.

    It takes the keys of editing and no others, so that a panel can have the rest.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, show=False) for keys, action in _KEYS.items()
    ]

    def __init__(
        self,
        look: Look,
        *,
        hint: str = "",
        on: str = "surface",
        marker: Marker = no_marks,
        refused: str = "",
        last: Collection[str] = (),
    ) -> None:
        """`refused` are characters that a panel takes for keys of its own.

        After a key of `last` all keys wait for `release`: who typed ahead did not mean this line.
        """
        super().__init__(placeholder=hint, select_on_focus=False)
        self.cursor_blink = False
        self.look = look
        self.marker = marker
        self._on = on
        self._refused = refused
        self._last = last
        self._waiting: list[events.Key] | None = None
        self.skips_blank: Callable[[], bool] = bool
        """Whether a blank that is typed stands there already."""

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        self.look = look
        self.refresh()

    def refuse(self, characters: str) -> None:
        """From now on these are keys of the panel."""
        self._refused = characters

    def fill(self, text: str) -> None:
        """Puts a text there, the cursor behind it; nobody hears of it."""
        with self.prevent(Input.Changed):
            self.value = text
            self.cursor_position = len(text)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if self._waiting is not None:
            self._waiting.append(event)
            event.stop()
            event.prevent_default()
            return
        if event.key in self._last:
            self._waiting = []
        if event.character and event.character in self._refused:
            event.prevent_default()
        elif event.character == " " and self.skips_blank():
            event.prevent_default()
            event.stop()

    def release(self) -> None:
        """Gives the keys that wait to whom they are for now."""
        waiting, self._waiting = self._waiting or (), None
        for event in waiting:
            again = events.Key(event.key, event.character)
            again.set_sender(self.app)  # it bubbles up to its sender and no further
            self.app.post_message(again)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is typed text."""
        refused = bool(character) and str(character) in self._refused
        return not refused and super().check_consume_key(key, character)

    def replace(self, text: str, start: int, end: int) -> None:
        """Takes what is typed or pasted, without what a terminal would obey."""
        super().replace(text if text.isprintable() else clean_line(text), start, end)

    def cell_of(self, position: int) -> int:
        """The cell of the widget at which a character stands."""
        return self._position_to_cell(position) - self.scroll_offset.x

    def render_line(self, y: int) -> Strip:
        """The line, or what is to be written in it."""
        width, blank = self.size.width, self.look.blank(self._on)
        if y:
            return strip([], width, blank)
        if self.value:
            runs = self._runs()
        else:
            hint = self.look.style("muted", self._on, "italic")
            runs = [*self._cursor_cell(), (self.placeholder, hint)]
        left = self.scroll_offset.x
        return strip(runs, max(width_of(runs), left + width), blank).crop(left, left + width)

    def _runs(self) -> list[Run]:
        """The text in pieces of one style, and the cell of the cursor."""
        text = self.value
        styles = [self.look.style("text", self._on)] * len(text)
        for start, end, token, extra in self.marker(text):
            count = len(styles[start:end])
            styles[start : start + count] = [self.look.style(token, self._on, extra)] * count
        start, end = sorted(self.selection)
        styles[start:end] = [self.look.style("match", self._on)] * (end - start)
        at = self.cursor_position
        if self.has_focus and at < len(text):
            styles[at] += Style(reverse=True)
        runs: list[Run] = []
        for character, style in zip(text, styles, strict=True):
            if runs and runs[-1][1] == style:
                runs[-1] = runs[-1][0] + character, style
            else:
                runs.append((character, style))
        return runs if at < len(text) else [*runs, *self._cursor_cell()]

    def _cursor_cell(self) -> list[Run]:
        return [(" ", self.look.style("text", self._on, "reverse"))] if self.has_focus else []
