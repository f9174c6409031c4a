"""What the reader sees of new, hidden, found, followed: signs and counts, on the whole app."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.seat import LAMP, Seat, seat, write_story

from threadreader.library.config import Config

UNMARKED = Config(mark_read="never")


def row_of(taken: Seat, text: str) -> str:
    """The part of the first row with a text in it that belongs to the comments."""
    return next(row for row in taken.rows if text in row).partition("│")[2]


async def test_the_header_says_what_minutes_are_where_there_is_room(folder: Path) -> None:
    head = LAMP.replace("on the Landing", "on the Landing of the House")
    path = write_story(folder / "lamp.toml", head)
    async with seat([path], size=(80, 24)) as taken:
        assert "  1 min left  10 ●" in taken.rows[0]
        for width, words in [
            (70, "  thread 1/3  1/10  1 min  10 ●"),
            (55, "House       1/10  10 ●"),
        ]:
            await taken.pilot.resize_terminal(width, 24)
            await taken.settle()
            assert taken.rows[0].endswith(words)


async def test_a_folded_line_says_that_a_match_is_in_it(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(9)
        await taken.press("slash", *"hook", "enter", "minus")
        assert " ◂   +4   4 ●" in row_of(taken, "My aunt")
        assert "◂" not in row_of(taken, "Pim")
        await taken.press("escape")
        assert "◂" not in row_of(taken, "My aunt")


async def test_a_closed_comment_says_that_a_match_is_under_it(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(9)
        await taken.press("slash", *"hook", "enter", "1")
        assert "▸ 4 replies  4 ●  ◂" in taken.text
        assert "▸ 2 replies  2 ●  ◂" not in taken.text


async def test_a_context_line_that_hides_what_was_found_is_shown_folded(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(1)
        await taken.press("f", *"hook", "enter")
        assert taken.seen == [1, 5]
        await taken.at(1)
        await taken.press("enter")
        assert taken.seen == [1]
        assert "+4" in row_of(taken, "My aunt")
        assert "◂" in row_of(taken, "My aunt")


async def test_the_caption_of_the_hidden_article_names_the_key_to_it(lamp: Path) -> None:
    async with seat([lamp], Config(keys={"other-pane": ("ctrl+t",)}), (80, 24)) as taken:
        assert "ctrl+t ─" not in taken.rows[1]
        await taken.press("ctrl+t")
        assert taken.rows[1].startswith("─ Article ──")
        assert taken.rows[1].endswith("─ ctrl+t ─")


async def test_the_map_shows_where_followed_authors_are(lamp: Path) -> None:
    async with seat([lamp], size=(120, 14)) as taken:
        await taken.at(5)
        assert "♥" not in taken.text
        await taken.press("H")
        assert [row for row in taken.rows if row.endswith(("♥▐", "♥▕"))]
        assert "Cass ♥" in taken.text
        await taken.press("H")
        assert "♥" not in taken.text


async def test_long_threads_can_be_folded_at_first(lamp: Path) -> None:
    async with seat([lamp], Config(fold="size 3")) as taken:
        assert taken.seen == [1, 6, 7, 8, 9, 10]
        assert "threads over 3 folded by default" in taken.rows[1]
        await taken.at(1)
        await taken.press("enter")
        assert taken.seen == [*range(1, 11)]


async def test_keys_typed_ahead_of_the_bar_are_not_typed_into_it(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(1)
        await taken.burst("slash", *"the", "enter", "n", "n")
        assert taken.rows[0].split("  ")[-5].strip() == "match 3/7"
        await taken.burst("escape", "f", *"oil", "enter", "minus", "f", *"x", "escape", "G")
        assert taken.cursor == 10
        assert taken.seen == [*range(1, 11)]


async def test_a_filter_without_matches_says_so(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.press("f", *"zeppelin", "enter")
        assert "Nothing fits the filter; escape shows all." in taken.text
        await taken.press("escape")
        assert taken.seen == [*range(1, 11)]


async def test_the_bar_says_which_match_the_cursor_is_on(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(3)
        await taken.press("slash", *"winter")
        assert any(row.endswith(" match 1 of 2 ━") for row in taken.rows)
        await taken.press(*"x")
        assert any(row.endswith(" 0 matches ━") for row in taken.rows)


async def test_code_in_a_text_has_backticks_where_there_is_no_colour(folder: Path) -> None:
    path = folder / "code.html"
    path.write_text(
        "<article><h1>Readings</h1><p>The slip said <code>needle = 1013</code> at noon, and the "
        "keeper of the house believed it for the rest of the day.</p></article>",
        encoding="utf-8",
    )
    for theme, words in [("ink", "`needle = 1013` at"), ("lamp", "said needle = 1013 at")]:
        async with seat([path], theme=theme) as taken:
            assert words in taken.text


@pytest.mark.parametrize("leave", ["]", "G", "g", "J", "ctrl+o"])
async def test_folds_opened_on_the_way_close_when_the_reader_jumps_elsewhere(
    lamp: Path, leave: str
) -> None:
    async with seat([lamp], UNMARKED) as taken:
        taken.story.set_read([(0, 7)])
        await taken.at(6)
        await taken.press("enter")
        await taken.at(1)
        await taken.press("n")
        assert (taken.cursor, taken.seen) == (8, [*range(1, 11)])
        await taken.press("p", "p", leave)
        outside = leave != "ctrl+o"
        assert taken.seen == ([*range(1, 7), 9, 10] if outside else [*range(1, 11)])


async def test_folds_opened_for_a_match_close_when_the_reader_jumps_elsewhere(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(1)
        await taken.press("minus", "G", "/", *"winter", "enter")
        assert (taken.cursor, taken.seen) == (3, [1, 2, 3, 5, 6, 9])
        await taken.press("n")
        assert (taken.cursor, taken.seen) == (4, [1, 2, 3, 4, 5, 6, 9])
        await taken.press("]")
        assert (taken.cursor, taken.seen) == (6, [1, 6, 9])


async def test_with_ascii_signs_the_screen_has_nothing_else(lamp: Path) -> None:
    config = Config(keys={"palette": ("colon",)})
    async with seat([lamp], config, (70, 12), theme="terminal", glyphs="ascii") as taken:
        for keys in ["", "tab", "G", "minus", "plus", "o", "o o o o", "f o i l enter", "escape"]:
            await taken.press(*keys.split())
            assert taken.text.isascii(), keys
        await taken.press("P")
        assert taken.text.isascii()
        await taken.press("escape", "question_mark")
        assert taken.text.isascii()


async def test_an_address_in_a_text_is_a_link_to_click(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(6)
        row = next(y for y, row in enumerate(taken.rows) if "example.org/oil" in row)
        await taken.pilot.click(offset=(taken.rows[row].index("https") + 2, row))
        await taken.settle()
        assert "Open this address?" in taken.text
        await taken.press("escape")
        assert "Open this address?" not in taken.text


async def test_what_the_mouse_selected_is_copied(
    lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seat([lamp]) as taken:
        copied: list[str] = []
        monkeypatch.setattr(taken.app, "copy_to_clipboard", copied.append)
        monkeypatch.setattr("threadreader.ui.outside.copy_to_system", lambda text: None)
        await taken.at(6)
        row = next(y for y, row in enumerate(taken.rows) if "Who buys" in row)
        start = taken.rows[row].index("Who")
        await taken.pilot.mouse_down(offset=(start, row))
        await taken.pilot.hover(offset=(start + 8, row))
        await taken.pilot.mouse_up(offset=(start + 8, row))
        await taken.press("y", "y")
        assert copied == ["Who buys", taken.story.thread.text(5)]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_header_names_the_filter_on_a_screen_of_any_width(lamp: Path, width: int) -> None:
    async with seat([lamp], size=(width, 20)) as taken:
        await taken.press("f", *"window or lamp or stairs or oil", "enter")
        assert "  window" in taken.rows[0]
        assert taken.rows[0].startswith(" The La")
