"""What is shown, and what keys do, while files are still being read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from tests.ui.seat import LAMP, Seat, write_story
from tests.ui.stage import look

from threadreader.library.config import Config, config_path
from threadreader.library.opening import Opening
from threadreader.library.screen import Authors
from threadreader.library.screen import Screen as Chosen
from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.manners import Manners
from threadreader.ui.reading import Reader
from threadreader.ui.reading_screen import ReadingScreen
from threadreader.ui.stories_screen import StoriesScreen


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Nothing is read before it is opened."""
    opened, read = Event(), Opening.read

    def waiting(self: Opening, tell: object = None) -> object:
        assert opened.wait(20)
        return read(self, tell)  # type: ignore[arg-type]

    monkeypatch.setattr(Opening, "read", waiting)
    yield opened
    opened.set()


@asynccontextmanager
async def before_reading(
    *paths: Path, problems: Sequence[str] = ()
) -> AsyncIterator[tuple[Seat, Reader]]:
    config = Config()
    reader = Reader(paths, config)
    app = ThreadreaderApp(reader, Manners(config, look(), Chosen(), Authors()), problems)
    async with app.run_test(size=(120, 40)) as pilot:
        taken = Seat(app, pilot)
        await taken.settle()
        assert isinstance(app.screen, ReadingScreen)
        yield taken, reader


async def until_read(taken: Seat, reader: Reader, gate: Event) -> None:
    """Opens the gate, and waits until the app has heard that all is read."""
    gate.set()
    assert reader.wait(20) is not None
    for _ in range(100):
        await taken.settle()
        if not isinstance(taken.app.screen, ReadingScreen):
            break
    await taken.settle()


async def test_keys_pressed_while_a_folder_is_read_are_for_its_list(
    folder: Path, gate: Event
) -> None:
    for name in ("Lamp", "Kettle", "Window"):
        write_story(folder / f"{name}.toml", LAMP.replace("Lamp", name).replace("lamp", name))
    async with before_reading(folder) as (taken, reader):
        await taken.press("G", "enter")
        await until_read(taken, reader, gate)
        opened = taken.story.story.key
        await taken.press("q")
        listed = [s for s in taken.app.screen_stack if isinstance(s, StoriesScreen)]
        assert opened == listed[0].keys_in_order()[-1]


async def test_keys_pressed_while_a_story_is_read_are_for_the_story(
    lamp: Path, gate: Event
) -> None:
    async with before_reading(lamp) as (taken, reader):
        await taken.press("tab", "j", "j", "s")
        await until_read(taken, reader, gate)
        assert (taken.cursor, taken.marked("starred")) == (3, [3])


async def test_of_several_mistakes_it_is_said_how_many_and_what_names_them(
    lamp: Path, gate: Event
) -> None:
    problems = [f"{config_path()}, line {n}: there is no setting theem." for n in (1, 2, 3)]
    async with before_reading(lamp, problems=problems) as (taken, reader):
        await until_read(taken, reader, gate)
        assert taken.said.startswith(
            "config.toml, line 1: there is no setting theem. (2 more: threadreader config show) "
        )
        await taken.press("tab")
        assert "theem" not in taken.said
