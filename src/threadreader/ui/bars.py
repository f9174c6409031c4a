"""The lines around the panes: header line, captions and footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from threadreader.text.cells import cell_width, cut
from threadreader.text.clean import clean_line
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, both_ends, strip, width_of
from threadreader.ui.painted import Painted

Fact = tuple[str, str]
"""A text, and the token it is painted in."""

_LEAST_TITLE = 8
_LEAST_RULE = 3


class HeaderLine(Painted):
    """The first row: a title at the left, facts at the right."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, id=id)
        self._title = ""
        self._facts: tuple[tuple[Fact, ...], ...] = ()
        self._spare: Fact | None = None

    def show(self, title: str, facts: Sequence[Sequence[Fact]], spare: Fact | None = None) -> None:
        """Shows a title and facts, each a run of texts with their tokens.

        Where there is no room the text `spare` is left out first; then the title is cut, then facts
        are left out from the left.
        """
        shown = title, tuple(map(tuple, facts)), spare
        if shown != (self._title, self._facts, self._spare):
            self._title, self._facts, self._spare = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The row."""
        width, fill = self.size.width, self._style("text")
        least = min(cell_width(self._title), _LEAST_TITLE)
        is_tight = cell_width(self._title) + 2 + _apart(self._facts) > width
        spare = self._spare if is_tight else None
        facts = [list(self._runs(fact, spare)) for fact in self._facts if fact]
        while facts and least + 2 + _apart(facts) > width:
            del facts[0]
        right = [run for fact in facts for run in [("  ", fill), *fact]]
        room = max(width - 2 - width_of(right), 0)
        title = cut(self._title, room, self.look.glyph("ellipsis"))
        left = [(" ", fill), (title, self._style("title"))]
        return both_ends(left, [*right, (" ", fill)], width, fill)

    def _runs(self, fact: Iterable[Fact], spare: Fact | None) -> Iterable[Run]:
        return ((text, self._style(token)) for text, token in fact if (text, token) != spare)

    def _style(self, token: str) -> Style:
        """Reversed where no background sets the row apart; there a colour would become one."""
        extra = "" if self.look.tinted else "reverse not dim default"
        return self.look.style(token, "surface", extra)


class Caption(Painted):
    """A word set into a rule, above a pane; at its right end notes, and progress as the rule."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, id=id)
        self._word = ""
        self._focused = False
        self._notes: tuple[Fact, ...] = ()
        self._progress: float | None = None

    def show(
        self,
        word: str,
        *,
        focused: bool = False,
        notes: Sequence[Fact] = (),
        progress: float | None = None,
    ) -> None:
        """Shows a word; `focused` makes the rule heavy; `progress` is a share from 0 to 1."""
        shown = word, focused, tuple(notes), progress
        if shown != (self._word, self._focused, self._notes, self._progress):
            self._word, self._focused, self._notes, self._progress = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The row."""
        look, width = self.look, self.size.width
        heavy = look.glyph("heavy"), look.style("accent")
        light = look.glyph("light"), look.style("rule")
        share = float(self._focused) if self._progress is None else self._progress
        first = heavy if self._focused or self._progress else light
        word = look.style("title" if self._focused else "muted")
        left: list[Run] = [first, (f" {self._word} ", word)]
        right = self._noted(width - width_of(left) - _LEAST_RULE)
        rule = max(width - width_of(left) - width_of(right), 0)
        done = round(min(max(share, 0.0), 1.0) * rule)
        if right:
            right.append(heavy if share >= 1 else light)
            done, rule = min(done, rule - 1), rule - 1
        bar = [(heavy[0] * done, heavy[1]), (light[0] * (rule - done), light[1])]
        return strip([*left, *bar, *right], width, look.blank())

    def _noted(self, room: int) -> list[Run]:
        """The notes that fit, two cells apart; those at the left go first."""
        notes = list(self._notes)
        while notes and sum(cell_width(text) + 2 for text, _ in notes) > room:
            del notes[0]
        runs: list[Run] = []
        for text, token in notes:
            runs += [(" " * (2 if runs else 1), self.look.blank()), (text, self.look.style(token))]
        return [*runs, (" ", self.look.blank())] if runs else runs


class Footer(Painted):
    """The last row: the keys that matter now, or a message in their place."""

    @dataclass
    class Pressed(Message):
        """The word of a key was clicked; `word` is as it was given to `show`."""

        word: str

    def __init__(
        self,
        look: Look,
        *,
        help_key: str = "?",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(look, id=id)
        self._keys: tuple[tuple[str, str], ...] = ()
        self._said: Fact | None = None
        self._ends: Sequence[str] = ()
        self._help = (help_key, "help")

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Shows keys, each with its word; those at the right go first where there is no room."""
        shown = tuple((self.look.keys(text), word) for text, word in keys)
        if shown != self._keys or self._said:
            self._keys, self._said = shown, None
            self.refresh()

    def say(self, text: str, token: str = "text", ends: Sequence[str] = ()) -> None:  # noqa: S107
        """Shows a message in place of the keys, until `show` or `quiet`.

        Of `ends` the first one that leaves room stands behind it, whatever of the message is cut.
        """
        self._said = clean_line(text), token  # names of files are as they are
        self._ends = ends
        self.refresh()

    def quiet(self) -> None:
        """Takes the message away."""
        if self._said:
            self._said = None
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The row."""
        width, fill = self.size.width, self.look.blank("surface")
        right = [*self._key_runs(*self._help), (" ", fill)]
        left: list[Run] = [(" ", fill)]
        if self._said:
            text, token = self.look.keys(self._said[0]), self._said[1]
            if 3 + cell_width(text + "".join(self._ends[:1])) + width_of(right) > width:
                right = [(" ", fill)]
            text = self._with_end(text, max(width - 1 - width_of(right), 0))
            left.append((text, self.look.style(token, "surface")))
        else:
            left += [
                run for key in self._shown_keys() for run in [*self._key_runs(*key), ("  ", fill)]
            ]
        return both_ends(left, right, width, fill)

    def _with_end(self, text: str, room: int) -> str:
        """The message and its end in so many cells."""
        ends = [*self._ends] or [""]
        least = min(cell_width(text), room // 2)
        end = next((end for end in ends if least + cell_width(end) <= room), ends[-1])
        return cut(text, max(room - cell_width(end), 0), self.look.glyph("ellipsis")) + end

    def on_click(self, event: events.Click) -> None:
        """Tells whose word was clicked."""
        word = self._word_at(event.x)
        if word:
            event.stop()
            self.post_message(self.Pressed(word))

    def _shown_keys(self) -> list[tuple[str, str]]:
        room = self.size.width - 2 - self._cells(self._help)
        ends = accumulate(self._cells(key) + 2 for key in self._keys)
        return [key for key, end in zip(self._keys, ends, strict=True) if end <= room]

    def _word_at(self, cell: int) -> str:
        """The word of the key that stands at a cell, "" where there is none."""
        if cell >= self.size.width - 1 - self._cells(self._help):
            return self._help[1]
        start = 1
        for key in self._shown_keys() if not self._said else []:
            end = start + self._cells(key)
            if start <= cell < end:
                return key[1]
            start = end + 2
        return ""

    @staticmethod
    def _cells(key: tuple[str, str]) -> int:
        return cell_width(f"{key[0]} {key[1]}")

    def _key_runs(self, keys: str, word: str) -> list[Run]:
        look = self.look
        return [(keys, look.style("key", "surface")), (f" {word}", look.style("muted", "surface"))]


def _apart(facts: Iterable[Iterable[tuple[str, object]]]) -> int:
    """How many cells the facts take, two cells before each."""
    return sum(2 + sum(cell_width(text) for text, _ in fact) for fact in facts)
