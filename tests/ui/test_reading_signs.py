"""What the reader sees of new, hidden, found, followed: signs and counts, on the whole app."""

from __future__ import annotations

from pathlib import Path

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
