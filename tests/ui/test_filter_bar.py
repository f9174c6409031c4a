from __future__ import annotations

from itertools import product

import pytest
from tests.ui.stage import Stage, lines, look, style_of
from textual.pilot import Pilot

from threadreader.text.cells import cell_width
from threadreader.thread.query import QueryError, parse
from threadreader.ui.filter_bar import FilterBar
from threadreader.ui.line_input import LineInput
from threadreader.ui.themes import NAMES


def heard(stage: Stage) -> list[str]:
    """What the bar said, in short."""
    kinds = {
        FilterBar.Changed: "changed",
        FilterBar.Kept: "kept",
        FilterBar.Cancelled: "cancelled",
        FilterBar.ContextAsked: "context",
        FilterBar.Turned: "turned",
    }
    return [
        " ".join(filter(None, (kinds[type(said)], getattr(said, "text", ""))))
        for said in stage.heard
        if type(said) in kinds
    ]


def shown(bar: FilterBar) -> list[str]:
    """The rows of the bar as they are on screen."""
    rows = bar.app.screen._compositor.render_strips()
    return [row.text.rstrip() for row in rows[bar.region.y : bar.region.bottom]]


async def write(pilot: Pilot[None], text: str) -> None:
    """Types a text."""
    await pilot.press(*(" " if c == " " else c for c in text))


def bar_on_stage() -> tuple[FilterBar, Stage]:
    bar = FilterBar(look())
    return bar, Stage(bar)


async def test_the_bar_is_not_there_until_it_is_opened() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        assert not bar.display
        bar.open("f", "is:new")
        await pilot.pause()
        assert bar.size.height == 3
        assert shown(bar)[0].startswith("━ Filter ━━━")
        assert shown(bar)[1] == " f is:new"
        bar.close()
        assert not bar.display
        assert heard(stage) == []


async def test_each_edit_is_told_and_enter_keeps() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("f", "a")
        await pilot.press("b", "backspace", "enter", "escape", "ctrl+k", "ctrl+f")
        assert heard(stage) == ["changed ab", "changed a", "kept a", "cancelled", "context"]


async def test_each_edit_tells_what_of_it_is_more_than_the_beginning_of_a_word() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("f", "tide")
        await write(pilot, " is:unr")
        told = [said.sure for said in stage.heard if isinstance(said, FilterBar.Changed)]
        assert set(told) == {"tide"}
        await write(pilot, "ead")
        assert stage.heard[-1] == FilterBar.Changed("tide is:unread", "tide is:unread")
        bar.open("/", "")
        await write(pilot, "is")
        assert stage.heard[-1] == FilterBar.Changed("is", "is")


async def test_a_blank_after_a_completion_is_the_one_it_ends_with() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("f", "is:un")
        await pilot.press("tab", "space", *"tide")
        assert bar.text == "is:unread tide"
        await pilot.press("space", "space", "x")
        assert bar.text == "is:unread tide  x"


async def test_a_search_can_be_turned_into_a_filter() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("/", "shelf")
        await pilot.press("ctrl+f")
        assert shown(bar)[0].startswith("━ Search ━━━")
        assert shown(bar)[1] == " / shelf"
        assert heard(stage) == ["turned"]


async def test_counts_stand_at_the_right_end_of_the_caption() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(60, 6)) as pilot:
        bar.open("f", "")
        bar.set_counts([("5 of 33", "title"), ("5 ●", "unread")])
        await pilot.pause()
        assert shown(bar)[0].endswith(" 5 of 33  5 ● ━")


async def test_a_mistake_hangs_from_its_word_which_is_underlined() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(100, 6)) as pilot:
        text = "author:marlow is:toip"
        bar.open("f", text)
        with pytest.raises(QueryError) as raised:
            parse(text)
        bar.set_error(str(raised.value), raised.value.start, raised.value.end, "author:marlow")
        await pilot.pause()
        below = shown(bar)[2]
        assert below.index("╰") == shown(bar)[1].index("is:toip")
        assert "did you mean top?   (still showing author:marlow)" in below
        line = bar.query_one(LineInput)
        assert style_of(line, "is:toip").underline
        bar.clear_error()
        await pilot.pause()
        assert "╰" not in shown(bar)[2]
        assert not style_of(line, "toip").underline


@pytest.mark.parametrize("width", [40, 50, 60, 80])
@pytest.mark.parametrize("before", ["", "shelf ", "a long phrase of words "])
async def test_a_mistake_is_on_screen_at_any_width(width: int, before: str) -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(width, 6)) as pilot:
        text = f"{before}is:toip"
        bar.open("f", text)
        bar.set_error("is: has no “toip”.", len(before), len(text), before)
        await pilot.pause()
        row = shown(bar)[2]
        assert "is: has no" in row
        assert cell_width(row) <= width


async def test_fields_are_coloured_but_not_in_phrases() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("f", 'x -(is:new "author:no") http://a')
        await pilot.pause()
        line, link = bar.query_one(LineInput), look().style("link").color
        assert style_of(line, "is:").color == link
        assert style_of(line, "author:").color != link


@pytest.mark.parametrize(
    ("typed", "tabs", "expected"),
    [
        ("aut", 1, "author:"),
        ("is:un", 1, "is:unread "),
        ("has:", 2, "has:quote "),
        ("is:new author:al", 1, 'is:new author:="Alma Reed" '),
        ("is:new author:al", 2, "is:new author:=Albin "),
        ("is:new author:al", 3, 'is:new author:="Alma Reed" '),
        ("nothing", 1, "nothing"),
    ],
)
async def test_tab_completes(typed: str, tabs: int, expected: str) -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.set_names(["Alma Reed", "Albin", "Tom"])
        bar.open("f", typed)
        await pilot.press(*["tab"] * tabs)
        assert bar.text == expected
        await pilot.press("shift+tab")
        assert bar.text == (typed if typed == expected else bar.text)


async def test_what_can_be_completed_is_shown_instead_of_the_mistake() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("f", "is:un")
        bar.set_error("is: has no “un”.", 0, 5, "")
        await pilot.pause()
        assert shown(bar)[2] == "   tab unread"


async def test_earlier_and_saved_filters_come_with_the_arrows() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.set_history(["is:starred"])
        bar.open("f", "one")
        await pilot.press("enter")
        bar.open("f", "")
        await pilot.press("d", "up")
        assert bar.text == "one"
        await pilot.press("up")
        assert bar.text == "is:starred"
        await pilot.press("up")
        assert bar.text == "is:starred"
        await pilot.press("down", "down")
        assert bar.text == "d"
        bar.open("/", "")
        await pilot.press("up")
        assert bar.text == ""


async def test_what_is_pasted_cannot_command_the_terminal() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(80, 6)) as pilot:
        bar.open("f", "")
        bar.query_one(LineInput).insert_text_at_cursor("a\x1b[31mb\tc")
        await pilot.pause()
        assert bar.text == "ab c"


async def test_wide_text_scrolls_with_its_cursor() -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(40, 6)) as pilot:
        bar.open("f", "北村" * 30)
        await write(pilot, "xyz")
        row = shown(bar)[1]
        assert row.rstrip().endswith("xyz")
        assert cell_width(row) <= 40


@pytest.mark.parametrize("name", NAMES)
async def test_every_theme_paints_the_bar(name: str) -> None:
    bar, stage = bar_on_stage()
    async with stage.run_test(size=(40, 6)) as pilot:
        bar.open("f", "is:toip")
        bar.set_error("is: has no “toip”.", 0, 7, "")
        for glyphs, error in product(["unicode", "ascii"], [True, False]):
            if not error:
                bar.clear_error()
            bar.set_look(look(name, glyphs))
            await pilot.pause()
            rows = [cell_width(row) for row in lines(bar)]
            assert rows == [40] * 3
