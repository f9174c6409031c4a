"""Makes the launch picture when the reader has left: opens the story as its next start will."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import textual

from threadreader import launch_picture
from threadreader.library.catalogue import Catalogue, FileStamp
from threadreader.library.config import config_path, load_config
from threadreader.library.directories import catalogue_path, config_directory
from threadreader.library.discussions import Discussion
from threadreader.library.openstory import OpenStory
from threadreader.library.recorder import now
from threadreader.library.screen import authors_path, load_screen, screen_path
from threadreader.library.shelf import Shelf
from threadreader.library.states import StateFile
from threadreader.resources import bundled
from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.manners import load_manners
from threadreader.ui.reader_screen import ReaderScreen
from threadreader.ui.reading import Reader
from threadreader.ui.themes import DEFAULT, WITHOUT_COLOUR

_ANOTHER_VISIT = timedelta(seconds=61)
"""After so long an opening is a visit of its own, in which nothing of the last one is new."""

_SAME_TIME = 1e-5
"""Seconds by which two ways to put one time into a number may differ."""


class _NextVisit(OpenStory):
    """A visit that leaves no trace."""

    @property
    def is_dirty(self) -> bool:
        """Never: nothing is to be kept."""
        return False

    def flush(self) -> None:
        """Keeps nothing."""

    def catch_up(self) -> bool:
        """Takes nothing in."""
        return False


class _NextShelf(Shelf):
    """The one story of a shelf as its next visit will show it."""

    def __init__(self, shelf: Shelf) -> None:
        vars(self).update(vars(shelf))
        self.discussion = next(iter(self._stories.values()))
        self.file: StateFile = self._files[self.rows[0].key]

    def open(self, key: str, after: OpenStory | None = None) -> OpenStory:
        """Opens the story without a trace."""
        return _NextVisit(
            self.discussion,
            self.file,
            self._fold,
            lambda: now() + _ANOTHER_VISIT,
            seen_mail=self._seen_mail,
            past=self._past(key),
            after=after,
        )


class _Read(Reader):
    """A reader that has read already."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def wait(self, seconds: float) -> Shelf | None:  # noqa: ARG002  it is there
        """The shelf."""
        return self.shelf


def keep_next_start(paths: Sequence[str | Path], shelf: Shelf | None) -> None:
    """Keeps the picture of the next start like this one, where it can be told what that will show.

    That is where one file was given, which holds one story and was read to its end. Never raises.
    """
    config, problems = load_config()
    if not config.launch_picture or os.environ.get(launch_picture.SWITCH):
        launch_picture.forget()
    elif len(paths) == 1 and sys.argv[1:] == list(paths) and not problems:
        word = str(paths[0])
        try:
            kept = shelf is not None and len(shelf.rows) == 1 and _keep(word, _NextShelf(shelf))
        except Exception:  # noqa: BLE001  leaving never fails for a picture
            kept = False
        if not kept:
            launch_picture.forget(word)


def _keep(word: str, shelf: _NextShelf) -> bool:
    """Keeps the picture; False where it cannot be told what the next start will show."""
    files = _depends_on(word, shelf.file)
    known = launch_picture.stamps(files)
    config, problems = load_config()
    manners, told = load_manners(config)
    if problems or told or shelf.errors or shelf.problems or config.age == "ago":
        return False
    if not _is_as_read(word, shelf.discussion):
        return False
    rows = asyncio.run(_rows(ThreadreaderApp(_Read(shelf), manners, ())))
    return launch_picture.keep(word, files, known, rows, _not_before(shelf.file))


def _is_as_read(word: str, discussion: Discussion) -> bool:
    """Whether the next start will find the file in the catalogue, as it was read by this one."""
    origin, stamp = discussion.story.origin, FileStamp.of(Path(word))
    return (
        stamp is not None
        and stamp.size == origin.size
        and abs(stamp.modified / 1e9 - origin.modified) < _SAME_TIME
        and Catalogue(catalogue_path()).find(stamp) is not None
    )


def _depends_on(word: str, state: StateFile) -> list[str]:
    """The files on which the picture depends; those that are not there must stay so."""
    chosen = load_screen()[0].theme or load_config()[0].theme or DEFAULT
    styles = bundled("styles")
    folders = (styles / "themes", config_directory() / "themes")
    files = [
        Path(word),
        state.snapshot,
        state.journal,
        config_path(),
        screen_path(),
        authors_path(),
        *(
            folder / f"{name}.toml"
            for folder in folders
            for name in sorted({chosen, DEFAULT, WITHOUT_COLOUR})
        ),
        styles / "threadreader.tcss",
        Path(__file__).parent,
        Path(textual.__file__),
    ]
    return [os.path.abspath(path) for path in files]  # noqa: PTH100  as the picture has it


def _not_before(file: StateFile) -> float:
    """From when on a start is another visit; 0 where it would show the same in this one."""
    state = file.load().state
    visits = state.dated_visits()
    has_new = len(visits) > 1 and visits[-2].known < visits[-1].known
    if not has_new and not state.edited:
        return 0
    ended: datetime = visits[-1].ended
    return (ended + _ANOTHER_VISIT).timestamp()


async def _rows(app: ThreadreaderApp) -> list[str]:
    """The rows of the app's first picture, as the terminal would get them."""
    columns, rows = shutil.get_terminal_size()
    async with app.run_test(size=(columns, rows)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        if not isinstance(app.screen, ReaderScreen):
            return []
        strips = app.screen._compositor.render_strips()  # noqa: SLF001  there is no other way
        return [strip.render(app.console) for strip in strips]
