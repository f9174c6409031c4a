"""The commands of the reader by the names of the table of actions."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable, Iterator
from functools import partial

from threadreader.ui.desk import Desk
from threadreader.ui.entries import Entry
from threadreader.ui.find_commands import FindCommands
from threadreader.ui.fold_commands import FoldCommands
from threadreader.ui.keys import actions_in
from threadreader.ui.mark_commands import MarkCommands
from threadreader.ui.move_commands import MoveCommands
from threadreader.ui.screen_commands import ScreenCommands
from threadreader.ui.text_commands import TextCommands


class Commands:
    """Every command of the reader; each action finds its method in one of the groups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.moves = MoveCommands(desk)
        self.folds = FoldCommands(desk, self.moves)
        self.marks = MarkCommands(desk)
        self.finds = FindCommands(desk)
        self.texts = TextCommands(desk, self.moves)
        self.screens = ScreenCommands(desk)
        self._by_name = {
            action.name: self._method(action.method) for action in actions_in("reader")
        }

    def run(self, name: str) -> None:
        """Runs the command of an action."""
        self._by_name[name]()

    def palette_entries(self) -> Iterator[Entry]:
        """The saved filters."""
        for name, query in self._desk.config.filters.items():
            yield Entry(f"filter: {name}", query, partial(self.finds.saved, query))

    def palette_number(self, number: int) -> Entry | None:
        """The comment of a number."""
        if not 1 <= number <= len(self._desk.session.story.thread):
            return None
        go = partial(self.moves.show, number - 1)
        return Entry(f"comment {number:,}", f"go to comment {number:,}", go)

    def _method(self, text: str) -> Callable[[], None]:
        """The method that an action names: "fold", or "show_depth(3)"."""
        name, _, argument = text.partition("(")
        groups = (self.moves, self.folds, self.marks, self.finds, self.texts, self.screens)
        method = next(getattr(group, name) for group in groups if hasattr(group, name))
        return partial(method, literal_eval(argument[:-1])) if argument else method
