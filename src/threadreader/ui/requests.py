"""What screens ask of the app: the clipboard, other programs, and to keep what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from textual.app import App

from threadreader.library.screen import Authors, save_authors, save_screen
from threadreader.library.screen import Screen as Chosen
from threadreader.ui import outside
from threadreader.ui.manners import Manners


class Requests:
    """Does what is asked; `manners` gives the present ones.

    `adopt` takes others, and shows them everywhere unless that is done (`is_shown`);
    `say` tells the reader of a problem, or of what goes on; `to_story` goes so many stories on.
    """

    def __init__(
        self,
        app: App[None],
        manners: Callable[[], Manners],
        adopt: Callable[..., None],
        say: Callable[..., None],
        to_story: Callable[[int], None],
    ) -> None:
        self._app = app
        self._manners = manners
        self._adopt = adopt
        self._say = say
        self._running: outside.Command | None = None
        self._does: dict[str, Callable[[Any], None]] = {
            "story": to_story,
            "people": self.keep_people,
            "chosen": self.keep_chosen,
            "copy": self.copy,
            "edit": self.edit,
            "pipe": self.pipe,
        }

    def do(self, what: str, value: Any) -> None:
        """Does what a screen asks for by name."""
        self._does[what](value)

    def keep_people(self, people: Authors) -> None:
        """Keeps whom the reader follows and mutes."""
        self._adopt(replace(self._manners(), people=people))
        self._complain(save_authors(people))

    def keep_chosen(self, chosen: Chosen) -> None:
        """Keeps the layout, density, theme and pace."""
        if chosen != self._manners().chosen:
            self._adopt(replace(self._manners(), chosen=chosen), is_shown=True)
            self._complain(save_screen(chosen))

    def copy(self, text: str) -> None:
        """Puts a text on the clipboard, of the terminal and of the desktop."""
        self._app.copy_to_clipboard(text)
        outside.copy_to_system(text)

    def edit(self, text: str) -> None:
        """Opens a text in the editor, in place of the screen."""
        with self._app.suspend():
            problem = outside.edit(text)
        self._complain(problem)

    def pipe(self, command_and_text: tuple[str, str]) -> None:
        """Gives a text to a command, beside the screen, and shows what it writes."""
        command, text = command_and_text
        app = self._app
        self.stop()
        running = self._running = outside.Command(command)
        self._say(f"{command} is running; escape stops it.", token="text")  # noqa: S106

        def work() -> None:
            lines = running.lines(text)
            if running is self._running:
                self._running = None
                app.call_from_thread(self._show_output, command, lines)

        app.run_worker(work, thread=True, group="pipe", exit_on_error=False)

    def stop(self) -> bool:
        """Ends the command that runs beside the screen; False where there is none."""
        running, self._running = self._running, None
        if running is not None:
            running.stop()
        return running is not None

    def _show_output(self, command: str, lines: list[str]) -> None:
        from threadreader.ui.pager import Pager  # noqa: PLC0415  not needed to start

        self._say("")
        self._app.push_screen(Pager(self._manners().look, command, lines=lines, copy=self.copy))

    def _complain(self, problem: str | None) -> None:
        if problem:
            self._say(problem)
