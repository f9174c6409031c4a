"""The app: it composes screens, keeps what is chosen on them, and does what they ask for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.app import App
from textual.binding import BindingsMap
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from threadreader.library.directories import config_directory
from threadreader.library.opening import Progress
from threadreader.library.openstory import OpenStory
from threadreader.library.shelf import Shelf
from threadreader.model import ThreadreaderError
from threadreader.resources import bundled
from threadreader.ui import hiccups
from threadreader.ui.keys import bindings
from threadreader.ui.manners import Manners
from threadreader.ui.reader_screen import ReaderScreen
from threadreader.ui.reading import Reader
from threadreader.ui.reading_screen import ReadingScreen
from threadreader.ui.requests import Requests
from threadreader.ui.stories_screen import StoriesScreen
from threadreader.ui.themes import load_look, textual_theme, theme_names
from threadreader.ui.watch import Watch

_LOOK_EVERY = 2.0
"""Seconds between looks whether the file was saved again."""

_NOT_WHILE_TYPING = ("help", "palette", "next_theme", "go_back")


class ThreadreaderApp(App[None]):
    """Stories, and the reader of each."""

    CSS_PATH: ClassVar[Path] = bundled("styles") / "threadreader.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "threadreader"
    is_calm = False
    """Whether Python's collector of garbage is kept from halting a key (not in tests)."""

    @dataclass
    class Progressed(Message):
        """The reading of the file went on."""

        progress: Progress

    @dataclass
    class Finished(Message):
        """The reading is done."""

        shelf: Shelf

    @dataclass
    class Failed(Message):
        """The reading broke off."""

        error: BaseException

    def __init__(self, reader: Reader, manners: Manners, problems: Sequence[str]) -> None:
        super().__init__(ansi_color=not manners.look.tinted)
        self.manners = manners
        self.error = ""
        self._reader = reader
        self._problems = list(problems)
        self._stories: StoriesScreen | None = None
        self._watch: Watch | None = None
        self._is_again = False
        self.shelf: Shelf | None = None
        self._unseen = ExitStack()
        self._requests = Requests(
            self, lambda: self.manners, self._adopt, self._say, self._to_story
        )
        self._bindings = BindingsMap(bindings("everywhere", manners.config.keys))
        self._set_theme()

    def get_default_screen(self) -> Screen[Any]:
        """The story, where it is read already: there is no other screen to make before it."""
        shelf = self._reader.wait(0)
        if shelf is None or len(shelf.rows) != 1:
            return super().get_default_screen()
        self._take(shelf)
        self._unseen.enter_context(self.batch_update())
        return ReaderScreen(shelf.open(shelf.rows[0].key), self.manners)

    async def on_mount(self) -> None:
        """Shows what is read already, or how far it is."""
        if isinstance(self.screen, ReaderScreen):
            # Keys pressed already are for what is restored, and nothing else is drawn.
            await self.screen.as_it_was.wait()
            self.call_after_refresh(self._unseen.close)
        if self.is_calm:
            self.set_timer(hiccups.AFTER, hiccups.prevent)
        self.set_interval(_LOOK_EVERY, self._look_again)
        if self.shelf is not None:
            self._say_problems(self.shelf)
        elif (shelf := self._reader.wait(0)) is not None:
            self._show(shelf)
        else:
            self.push_screen(ReadingScreen(self.manners.look))
            self._follow()

    def _follow(self) -> None:
        self._reader.follow(
            lambda progress: self.post_message(self.Progressed(progress)),
            lambda shelf: self.post_message(self.Finished(shelf)),
            lambda error: self.post_message(self.Failed(error)),
        )

    def on_threadreader_app_failed(self, event: Failed) -> None:
        """Nothing could be read: said in one sentence, never as a traceback."""
        error = event.error
        if self._is_again:
            self._say(f"The file was saved again, but it cannot be read now ({error}).")
            return
        self.error = str(error) or type(error).__name__
        self.exit(return_code=error.exit_code if isinstance(error, ThreadreaderError) else 3)

    def _take(self, shelf: Shelf) -> None:
        self.shelf = shelf
        path = shelf.rows[0].path if len(shelf.rows) == 1 else None
        if path is not None and (self._watch is None or self._watch.path != path):
            self._watch = Watch(path)

    def _look_again(self) -> None:
        """Reads the file of the one story that is shown again, where it was saved again."""
        watch = self._watch
        if watch is not None and not self._reader.is_reading and watch.has_changed():
            self._is_again = True
            self._reader = Reader([watch.path], self.manners.config)
            self._follow()

    def on_threadreader_app_progressed(self, event: Progressed) -> None:
        """A part of a single story can be read while the rest is still being read."""
        progress = event.progress
        if progress.discussion is not None and self._stories is None and not self._is_again:
            self._grow(self._reader.partial(progress.discussion))
        if isinstance(self.screen, ReadingScreen):
            self.screen.show(progress)
        self._show_progress(progress)

    def on_threadreader_app_finished(self, event: Finished) -> None:
        """Everything is read."""
        if self._is_again and not event.shelf.rows:
            self._say("The file was saved again, but there is no story in it now.")
            return
        self._take(event.shelf)
        if len(event.shelf.rows) == 1 and self._stories is None:
            self._grow(event.shelf)
            self._say_problems(event.shelf)
        else:
            self._pop_to_first()
            self._show(event.shelf)
        self._show_progress(None)

    def _show_progress(self, progress: Progress | None) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.show_progress(progress)

    def _grow(self, shelf: Shelf) -> None:
        """Shows the one story of a shelf, in place of a part of it where that is shown."""
        key = shelf.rows[0].key
        shown = next((s for s in self.screen_stack if isinstance(s, ReaderScreen)), None)
        if shown is not None and self._is_again:
            shown.keeping.close()
            shown.grow(shelf.open(key))
            return
        if shown is not None:
            shown.grow(shelf.open(key, after=shown.session.story))
            return
        self._pop_to_first()
        self.push_screen(ReaderScreen(shelf.open(key), self.manners))

    def _pop_to_first(self) -> None:
        self._close_story()
        while len(self.screen_stack) > 1:
            if isinstance(self.screen, ReadingScreen):
                self.call_after_refresh(self._press_again, self.screen.keys)
            self.pop_screen()
            self._close_story()

    def _press_again(self, keys: Sequence[events.Key]) -> None:
        """Keys pressed before there was a story are for the story."""
        for key in keys:
            self.post_message(events.Key(key.key, key.character))

    def _show(self, shelf: Shelf) -> None:
        self._take(shelf)
        if not shelf.rows:
            self.error = " ".join(map(str, shelf.errors)) or "There is no story in it."
            self.exit(return_code=shelf.errors[0].exit_code if shelf.errors else 1)
        elif len(shelf.rows) == 1:
            self._open(shelf.rows[0].key)
        else:
            self._stories = StoriesScreen(shelf, self.manners.look, self.manners.config)
            self.push_screen(self._stories)
        self._say_problems(shelf)

    def _say_problems(self, shelf: Shelf) -> None:
        command = "config show" if self._problems else "list"
        problems = [*self._problems, *map(str, shelf.errors), *shelf.problems]
        self._problems = []
        if problems:
            more = f"{len(problems) - 1} more"
            ends = [f" ({more}: threadreader {command})", f" ({more})"] if problems[1:] else []
            short = problems[0].removeprefix(f"{config_directory()}{os.sep}")
            self.call_later(self._say, short, ends)

    def _say(self, text: str, ends: Sequence[str] = (), token: str = "error") -> None:  # noqa: S107
        screen = self.screen
        if isinstance(screen, ReaderScreen | StoriesScreen):
            screen.say(text, token, ends)

    # Stories

    def _open(self, key: str) -> None:
        if self.shelf is not None:
            self.push_screen(ReaderScreen(self.shelf.open(key), self.manners))

    @on(StoriesScreen.Opened)
    def _opened(self, event: StoriesScreen.Opened) -> None:
        self._open(event.key)

    def _close_story(self) -> None:
        if isinstance(self.screen, ReaderScreen):
            story = self.screen.session.story
            self.screen.close()
            self._requests.keep_chosen(self.screen.manners.chosen)
            self._after(story)

    def _after(self, story: OpenStory) -> None:
        if self._stories is not None:
            self._stories.refresh_row(story.story.key)

    def _to_story(self, direction: int) -> None:
        rows = self.shelf.rows if self.shelf else []
        keys = self._stories.keys_in_order() if self._stories else [row.key for row in rows]
        if not isinstance(self.screen, ReaderScreen):
            return
        at = keys.index(self.screen.session.story.story.key) + direction
        if 0 <= at < len(keys):
            self._close_story()
            self.pop_screen()
            self._open(keys[at])
        else:
            self.screen.say("This is the last story." if direction > 0 else "This is the first.")

    # What the reader's screen asks for

    @on(ReaderScreen.Wanted)
    def _wanted(self, event: ReaderScreen.Wanted) -> None:
        self._requests.do(event.what, event.value)

    # Actions that hold everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter is a letter where a text is typed, and dialogs have keys of their own."""
        if action in _NOT_WHILE_TYPING:
            return not isinstance(self.screen, ModalScreen) and not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    def action_help(self) -> None:
        """All keys and signs."""
        from threadreader.ui.help_screen import HelpScreen  # noqa: PLC0415  not needed to start

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(HelpScreen(self.manners.look, self.manners.config.keys))

    def action_palette(self) -> None:
        """All actions by name."""
        from threadreader.ui.palette import palette  # noqa: PLC0415  not needed to start

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(palette(self.screen, self.manners.config, self.manners.look))

    def action_take_off(self) -> None:
        """Takes off one layer; never quits."""
        screen = self.screen
        if isinstance(screen, ModalScreen):
            screen.dismiss(None)
        elif self._requests.stop():
            self._say("The command was stopped.", token="text")  # noqa: S106
        elif hasattr(screen, "take_off"):
            screen.take_off()

    def action_go_back(self) -> None:
        """Back; from the first screen: quit."""
        if isinstance(self.screen, ModalScreen):
            self.screen.dismiss(None)
            return
        if isinstance(self.screen, ReaderScreen) and self._stories is not None:
            self._close_story()
            self.pop_screen()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Keeps everything, and quits."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.close()
                self._requests.keep_chosen(screen.manners.chosen)
        self._reader.abandon()
        self._requests.stop()
        self.exit()

    async def action_quit(self) -> None:
        """Quits from anywhere."""
        self.action_leave()

    def action_next_theme(self) -> None:
        """The next theme."""
        names = theme_names()
        present = self.manners.look.name
        at = names.index(present) if present in names else -1
        self.set_theme(names[(at + 1) % len(names)])

    def set_theme(self, name: str) -> None:
        """Shows everything in a theme, from now on."""
        look, problems = load_look(name, self.manners.config.glyphs)
        self._requests.keep_chosen(replace(self.manners.chosen, theme=name))
        self._adopt(replace(self.manners, look=look))
        if problems:
            self._say(problems[0])
        else:
            self._say(f"Theme: {look.name}, kept for the next start.", token="text")  # noqa: S106

    def _adopt(self, manners: Manners, *, is_shown: bool = False) -> None:
        """Shows everything as the reader wants it now, where that is not done."""
        self.manners = manners
        if is_shown:
            return
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.set_manners(manners)
            elif isinstance(screen, StoriesScreen):
                screen.set_look(manners.look)
        self._set_theme()

    def _set_theme(self) -> None:
        theme = textual_theme(self.manners.look)
        self.ansi_color = not self.manners.look.tinted
        self.register_theme(theme)
        self.theme = theme.name
