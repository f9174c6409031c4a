from __future__ import annotations

import pytest
from tests.ui.panels import Shown, on_screen
from tests.ui.stage import LOOKS, look

from threadreader.text.cells import cell_width
from threadreader.ui.help_entries import help_groups
from threadreader.ui.help_screen import HelpScreen
from threadreader.ui.keys import ACTIONS


@pytest.mark.parametrize(("width", "columns"), [(120, 3), (80, 2), (40, 1)])
async def test_there_are_columns_for_the_width(width: int, columns: int) -> None:
    async with Shown(lambda look: HelpScreen(look, {}), (width, 100)) as shown:
        titles = {action.group for action in ACTIONS} | {"Signs"}
        found = {
            row.index(title)
            for row in on_screen(shown)[2:]
            for title in titles
            if f"  {title} " in row and not row.strip().startswith(("/", "a "))
        }
        assert len(found) == columns


async def test_what_is_typed_finds_keys_and_words() -> None:
    async with Shown(lambda look: HelpScreen(look, {}), (80, 24)) as shown:
        await shown.press(*"suspend")
        rows = [row.strip() for row in on_screen(shown)[2:-2] if row.strip()]
        assert rows[0].startswith("Everywhere")
        assert "ctrl+z" in rows[1]
        await shown.press("escape")
        assert len([row for row in on_screen(shown)[2:-2] if row.strip()]) > 10
        await shown.press(*"zebra")
        assert "No key or sign is called so." in on_screen(shown)[2]
        await shown.press("escape", "escape")
        assert not shown.is_open


async def test_the_key_that_goes_back_leaves_while_nothing_is_typed() -> None:
    async with Shown(lambda look: HelpScreen(look, {}), (80, 24)) as shown:
        assert on_screen(shown)[-1].endswith("  q esc back ")
        await shown.press("m", "q")
        assert shown.is_open
        assert on_screen(shown)[-1].endswith("   esc clear ")
        await shown.press("escape", "q")
        assert shown.result is None


async def test_the_key_of_the_readers_own_that_goes_back_leaves() -> None:
    async with Shown(lambda look: HelpScreen(look, {"back": ("f10",)}), (80, 24)) as shown:
        assert on_screen(shown)[-1].endswith("  f10 esc back ")
        await shown.press("q")
        assert shown.is_open
        await shown.press("backspace", "f10")
        assert shown.result is None


async def test_a_key_is_found_as_it_is_written() -> None:
    async with Shown(lambda look: HelpScreen(look, {}), (80, 24)) as shown:
        await shown.press("Z")
        rows = [row.split() for row in on_screen(shown)[2:-2] if row.strip()]
        assert rows[0] == ["Screen"]
        assert rows[1][:3] == ["Z", "this", "pane"]
        assert len(rows) <= 4


async def test_it_scrolls_to_its_end() -> None:
    async with Shown(lambda look: HelpScreen(look, {}), (40, 20)) as shown:
        assert "more rows" in on_screen(shown)[1]
        await shown.press("down")
        assert "Move" not in on_screen(shown)[2]
        await shown.press("up", *["pagedown"] * 30)
        assert "more rows" not in on_screen(shown)[1]
        assert any("the column a list" in row for row in on_screen(shown))


def test_the_keys_of_the_readers_own_are_shown() -> None:
    groups = help_groups(look(), {"next": ("ctrl+j", "slash"), "fold": ()})
    entries = [entry for group in groups for entry in group.entries]
    words = {entry.words: entry.keys for entry in entries}
    assert words["next comment; in the article a line down"] == "ctrl+j /"
    assert "fold this comment to one line, or open it" not in words


def test_every_action_with_a_key_has_its_line() -> None:
    words = [entry.words for group in help_groups(look(), {}) for entry in group.entries]
    for action in ACTIONS:
        if action.keys and not action.name.startswith("depth-"):
            assert action.help in words
    assert "show to this depth; deeper replies are hidden" in words


@pytest.mark.parametrize(("name", "glyphs"), LOOKS)
async def test_every_kind_of_theme_paints_it(name: str, glyphs: str) -> None:
    async with Shown(lambda look: HelpScreen(look, {}), (40, 20), name, glyphs) as shown:
        await shown.press(*["pagedown"] * 30)
        assert {cell_width(text) for text in on_screen(shown)} == {40}
