"""Asks for a command, and what to give to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from threadreader.ui.history import History
from threadreader.ui.line_input import LineInput
from threadreader.ui.list_box import ListBox, RowPlace
from threadreader.ui.look import Look
from threadreader.ui.paint import Run
from threadreader.ui.panel import Panel

SCOPES = ("comment", "thread", "story")
"""What can be given to a command; where the article is read, it in place of its first."""

_WORDS = {
    "article": "the text of the article",
    "comment": "the text of this comment",
    "thread": "its thread: all comments, indented",
    "story": "the whole story, with the article",
}
_HISTORY = History()


class CommandPrompt(Panel[tuple[str, str]]):
    """Ends with what to give (one of `scopes`), and the command to give it to."""

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("enter", "run", "run"),
        ("tab", "what it gets", "turn(1)"),
        ("↑", "earlier", "older"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
        Binding("up", "older", show=False),
        Binding("down", "newer", show=False),
    ]

    def __init__(
        self, look: Look, history: History | None = None, scopes: Sequence[str] = SCOPES
    ) -> None:
        """`history` has the commands typed before; they are remembered while the program runs."""
        super().__init__(look)
        self._scopes = scopes
        self._history = _HISTORY if history is None else history
        self._line = LineInput(look, hint="a command, as in: wc -w")
        self._box = ListBox(look, "Give it to a command", self._row, find=self._line)
        self._box.sign = "|"

    def compose(self) -> ComposeResult:
        """The line, and what can be given."""
        yield self._box
        yield self.footer

    def on_mount(self) -> None:
        """Shows what can be given."""
        self._history.restart()
        self._box.show(len(self._scopes))
        self._line.focus()

    def action_turn(self, step: int) -> None:
        """Gives something else."""
        self._box.to((self._box.listing.cursor + step) % len(self._scopes))

    def action_older(self) -> None:
        """The command typed before."""
        self._put(self._history.older(self._line.value))

    def action_newer(self) -> None:
        """The command typed after."""
        self._put(self._history.newer())

    def action_run(self) -> None:
        """Ends with the command."""
        command = self._line.value.strip()
        if command:
            self._history.remember(command)
            self.dismiss((self._scopes[self._box.listing.cursor], command))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_run()

    @on(ListBox.Chosen)
    def _clicked(self, event: ListBox.Chosen) -> None:
        event.stop()

    def _put(self, text: str | None) -> None:
        if text is not None:
            self._line.fill(text)

    def _row(self, place: RowPlace) -> list[Run]:
        look, scope, on = self.look, self._scopes[place.index], place.on
        is_given = on == "selected"
        sign = look.glyph("picked") if is_given else " "
        extra = "reverse" if is_given and not look.tinted else ""
        return [
            (f"{sign} ", look.style("accent", on)),
            (scope.ljust(9), look.style("text", on, extra)),
            (f" {_WORDS[scope]}", look.style("muted", on)),
        ]
