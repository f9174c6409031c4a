from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.ui.panels import Shown, on_screen
from tests.ui.stage import LOOKS, Stage, look
from textual.binding import BindingsMap
from textual.screen import Screen

from threadreader.library.config import Config
from threadreader.text.cells import cell_width
from threadreader.ui.command_prompt import CommandPrompt
from threadreader.ui.entries import Entry
from threadreader.ui.history import History
from threadreader.ui.keys import bindings
from threadreader.ui.palette import Palette, found, palette


class Offering(Screen[None]):
    """A screen with the bindings of the reader; it keeps what was run."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._bindings = BindingsMap(bindings("reader", config.keys))
        self.ran: list[str] = []
        self.commands = self

    def action_run(self, name: str) -> None:
        self.ran.append(name)

    def palette_entries(self) -> Iterable[Entry]:
        yield Entry("filter: mine", "author:me", lambda: self.ran.append("filter"))

    def palette_number(self, number: int) -> Entry | None:
        words = f"go to comment {number}"
        return Entry(f"comment {number}", words, lambda: self.ran.append(words)) if number else None


async def run_from_palette(*keys: str, config: Config | None = None) -> list[str]:
    """What the palette runs for some keys."""
    config = config or Config()
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        screen = Offering(config)
        await stage.push_screen(screen)
        await pilot.pause()
        await stage.push_screen(palette(screen, config, look()))
        await pilot.press(*keys)
        await pilot.pause()
        return screen.ran


@pytest.mark.parametrize(
    ("keys", "ran"),
    [
        (["enter"], "next"),
        (["down", "enter"], "previous"),
        ([*"fold-all", "enter"], "fold-all"),
        ([*"everything", "down", "enter"], "open-all"),
        (["Z", "enter"], "zoom"),
        ([*"mine", "enter"], "filter"),
        ([*"142", "enter"], "go to comment 142"),
    ],
)
async def test_what_is_chosen_is_run_on_the_screen(keys: list[str], ran: str) -> None:
    assert await run_from_palette(*keys) == [ran]


@pytest.mark.parametrize("keys", [["escape"], [*"zebra", "enter", "escape"]])
async def test_nothing_is_run_where_nothing_is_chosen(keys: list[str]) -> None:
    assert await run_from_palette(*keys) == []


async def test_keys_are_those_bound_now() -> None:
    config = Config(keys={"zoom": ("ctrl+y", "F2")})
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        screen = Offering(config)
        await stage.push_screen(screen)
        panel = palette(screen, config, look())
        await stage.push_screen(panel)
        await pilot.press(*"zoom")
        await pilot.pause()
        rows = [row.text for row in panel._compositor.render_strips()]
        assert any("zoom" in row and "ctrl+y F2" in row for row in rows)


def test_a_key_comes_before_names_and_names_before_words() -> None:
    entries = [
        Entry("other", "fold it", print),
        Entry("fold", "make one line", print),
        Entry("third", "something else", print, "x fold"),
        Entry("fourth", "nothing", print),
    ]
    assert [entry.name for entry in found(entries, "fold")] == ["third", "fold", "other"]
    assert found(entries, "") == entries


async def test_the_prompt_gives_a_command_and_what_it_gets() -> None:
    history = History()
    async with Shown(lambda look: CommandPrompt(look, history)) as shown:
        await shown.press(*"wc", "space", "minus", "w", "enter")
        assert shown.result == ("comment", "wc -w")
    async with Shown(lambda look: CommandPrompt(look, history)) as shown:
        await shown.press("tab", "up", "enter")
        assert shown.result == ("thread", "wc -w")
    async with Shown(lambda look: CommandPrompt(look, history)) as shown:
        await shown.press("shift+tab", *"ls", "up", "down", "enter")
        assert shown.result == ("story", "ls")
    async with Shown(lambda look: CommandPrompt(look, history)) as shown:
        await shown.press("space", "enter")
        assert shown.is_open
        await shown.press("escape")
        assert shown.result is None


@pytest.mark.parametrize(("name", "glyphs"), LOOKS)
async def test_every_kind_of_theme_paints_both(name: str, glyphs: str) -> None:
    entries = [Entry("fold", "make one line", print, "enter"), Entry("theme: lamp", "this", print)]
    async with Shown(lambda look: Palette(look, entries), (40, 20), name, glyphs) as shown:
        assert {cell_width(text) for text in on_screen(shown)} == {40}
    async with Shown(CommandPrompt, (40, 20), name, glyphs) as shown:
        assert {cell_width(text) for text in on_screen(shown)} == {40}
