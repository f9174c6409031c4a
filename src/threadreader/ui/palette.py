"""The palette: every action of a screen by name, saved filters, themes, comments by number."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from threadreader.library.config import Config
from threadreader.text.cells import cell_width, cut
from threadreader.text.searchable import searchable
from threadreader.ui.entries import Entry, Offers
from threadreader.ui.keys import ACTIONS, Action, shown_key, typed_key
from threadreader.ui.line_input import LineInput
from threadreader.ui.list_box import ListBox, RowPlace
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, width_of
from threadreader.ui.panel import Panel
from threadreader.ui.themes import theme_names

_NAME = 20
_NAMES_FROM = 60  # cells from which there is room for the names of actions beside what they do


def palette(screen: Screen[Any], config: Config, look: Look) -> Palette:
    """The palette of a screen, with what its `commands` offer beyond the actions."""
    entries = [*_actions(screen, config, look), *_themes(screen.app)]
    commands = getattr(screen, "commands", None)
    if not isinstance(commands, Offers):
        return Palette(look, entries)
    return Palette(look, [*entries, *commands.palette_entries()], commands.palette_number)


def _actions(screen: Screen[Any], config: Config, look: Look) -> Iterator[Entry]:
    """The actions that hold on a screen, those of its own first."""
    for action in sorted(ACTIONS, key=lambda action: action.where == "everywhere"):
        if action.name != "palette" and _is_of(screen, action):
            keys = config.keys.get(action.name, action.keys)
            shown = " ".join(shown_key(typed_key(key)) for key in keys)
            run = partial(_run, screen, action)
            yield Entry(action.name, action.help, run, look.keys(shown))


def _is_of(screen: Screen[Any], action: Action) -> bool:
    """Whether a screen has the method of an action."""
    method = "run" if action.where == "reader" else action.method.partition("(")[0]
    return action.where == "everywhere" or hasattr(screen, f"action_{method}")


def _run(screen: Screen[Any], action: Action) -> Coroutine[Any, Any, bool]:
    """Runs an action as its key does."""
    if action.where == "everywhere":
        return screen.app.run_action(action.method)
    method = f"run('{action.name}')" if action.where == "reader" else action.method
    return screen.app.run_action(method, screen)


def _themes(app: App[Any]) -> Iterator[Entry]:
    set_theme = getattr(app, "set_theme", None)
    if set_theme is not None:
        for name in theme_names():
            yield Entry(f"theme: {name}", "show everything in this theme", partial(set_theme, name))


class Palette(Panel[None]):
    """A dialog of entries; what is typed finds them, and the chosen one is run."""

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("↑ ↓", "choose", "move(1)"),
        ("enter", "do it", "choose"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n,tab", "move(1)", show=False),
        Binding("up,ctrl+p,shift+tab", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self,
        look: Look,
        entries: Sequence[Entry],
        number: Callable[[int], Entry | None] | None = None,
    ) -> None:
        super().__init__(look)
        self._entries = entries
        self._number = number
        self._shown = list(entries)
        self._find = LineInput(look, hint="type what to do" + (", or a number" if number else ""))
        self._box = ListBox(look, "Palette", self._row, find=self._find)
        self._box.sign = ":"

    def compose(self) -> ComposeResult:
        """The dialog over the row of keys."""
        yield self._box
        yield self.footer

    def on_mount(self) -> None:
        """Shows all entries."""
        self._show()
        self._find.focus()

    def action_move(self, items: int) -> None:
        """Moves the cursor."""
        self._box.move(items)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a page."""
        self._box.page(pages)

    def action_choose(self) -> None:
        """Closes, and does what was chosen."""
        cursor = self._box.cursor
        if cursor is not None:
            self.dismiss(None)
            self.app.call_later(self._shown[cursor].run)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    @on(ListBox.Chosen)
    def _clicked(self, event: ListBox.Chosen) -> None:
        event.stop()
        self.action_choose()

    def _show(self) -> None:
        typed = self._find.value.strip()
        self._shown = found(self._entries, typed)
        if typed.isascii() and typed.isdigit() and len(typed) < 12 and self._number:
            entry = self._number(int(typed))
            self._shown[:0] = [entry] if entry else []
        self._box.show(len(self._shown), nothing="Nothing is called so.")

    def _row(self, place: RowPlace) -> list[Run]:
        look, entry, on, width = self.look, self._shown[place.index], place.on, place.width
        extra = "reverse" if on == "selected" and not look.tinted else ""
        text, muted = look.style("text", on, extra), look.style("muted", on)
        ellipsis = look.glyph("ellipsis")
        keys: list[Run] = [(f" {entry.keys}", look.style("key", on))] if entry.keys else []
        room = max(width - width_of(keys), 0)
        left: list[Run] = [(cut(entry.help, room, ellipsis), text)]
        if width >= _NAMES_FROM:
            name = cut(entry.name, _NAME, ellipsis)
            gap = " " * (_NAME + 1 - cell_width(name))
            left = [
                (name, text),
                (gap, look.blank(on)),
                (cut(entry.help, room - _NAME - 1, ellipsis), muted),
            ]
        elif ":" in entry.name:
            left = [(cut(entry.name, room, ellipsis), text)]
        return [*left, (" " * (width - width_of([*left, *keys])), look.blank(on)), *keys]


def found(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that have every word that is typed, or that key; the nearest first."""
    ranked = [(rank, entry) for entry in entries if (rank := _rank(entry, typed)) is not None]
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]


def _rank(entry: Entry, typed: str) -> int | None:
    """How near an entry is to what is typed, 0 nearest; None where it is something else."""
    if typed and typed in entry.keys.split():
        return 0
    words = searchable(typed).split()
    text = searchable(f"{entry.name} {entry.help}")
    if not all(word in text for word in words):
        return None
    return 1 if words and text.startswith(words[0]) else 2
