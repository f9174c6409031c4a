from __future__ import annotations

from itertools import product

import pytest
from tests.ui.stage import Stage, lines, look, style_of

from threadreader.text.cells import cell_width
from threadreader.thread.marks import Marks
from threadreader.ui.themes import NAMES
from threadreader.ui.thread_map import ThreadMap


def marks(count: int, *positions: int) -> Marks:
    made = Marks(count)
    for position in positions:
        made[position] = True
    return made


async def test_the_map_shows_unread_signs_and_the_window() -> None:
    shown = ThreadMap(look())
    async with Stage(shown).run_test(size=(4, 4)):
        read = marks(64)
        read.fill(16, 64, marked=True)
        read[20] = False
        shown.show(64, read, marks(64, 20), marks(64, 33), [34, 50])
        shown.set_window(20, 40)
        assert lines(shown) == ["⣿⣿ ▕", "⠂  ▐", "  ★▐", "  •▕"]
        assert style_of(shown, "⣿").color == look().style("unread").color
        assert style_of(shown, "⠂").color == look().style("new").color


async def test_matches_come_and_go() -> None:
    shown = ThreadMap(look())
    async with Stage(shown).run_test(size=(4, 4)):
        shown.show(8, Marks(b"\x01" * 8), Marks(8), marks(8, 2), None)
        shown.set_matches(marks(8, 3, 7))
        assert [line[2] for line in lines(shown)] == [" ", "◂", " ", "◂"]
        shown.set_matches(None)
        assert [line[2] for line in lines(shown)] == [" ", "★", " ", " "]


async def test_marks_are_counted_again_when_they_changed() -> None:
    shown = ThreadMap(look())
    async with Stage(shown).run_test(size=(4, 2)):
        read = Marks(80)
        shown.show(80, read, Marks(80), Marks(80), None)
        assert lines(shown)[0].startswith("⣿⣿")
        read.fill(0, 40, marked=True)
        shown.changed()
        assert lines(shown)[0].startswith("  ")


async def test_one_cell_is_the_scroll_bar_alone() -> None:
    shown = ThreadMap(look())
    async with Stage(shown).run_test(size=(20, 4)) as pilot:
        shown.show(8, Marks(8), Marks(8), Marks(8), None)
        shown.set_window(0, 3)
        shown.styles.width = 1
        await pilot.pause()
        assert lines(shown) == ["▐", "▐", "▕", "▕"]


async def test_ascii_has_a_map_too() -> None:
    shown = ThreadMap(look(glyphs="ascii"))
    async with Stage(shown).run_test(size=(4, 4)):
        read = marks(64)
        read.fill(16, 64, marked=True)
        read[20] = False
        shown.show(64, read, Marks(64), Marks(64), [60])
        assert lines(shown) == ["## #", ":  |", "   |", "  o|"]


@pytest.mark.parametrize(("count", "row", "position"), [(100, 0, 0), (100, 9, 45), (5, 11, 2)])
async def test_a_click_goes_there(count: int, row: int, position: int) -> None:
    shown = ThreadMap(look())
    stage = Stage(shown)
    async with stage.run_test(size=(4, 20)) as pilot:
        shown.show(count, Marks(count), Marks(count), Marks(count), None)
        await pilot.click(ThreadMap, offset=(1, row))
        (chosen,) = [m for m in stage.heard if isinstance(m, ThreadMap.Chosen)]
        assert int(chosen.share * count) == position


async def test_a_drag_follows_the_mouse_as_far_as_the_end() -> None:
    shown = ThreadMap(look())
    stage = Stage(shown)
    async with stage.run_test(size=(4, 20)) as pilot:
        shown.show(100, Marks(100), Marks(100), Marks(100), None)
        await pilot.mouse_down(ThreadMap, offset=(1, 2))
        await pilot.hover(ThreadMap, offset=(1, 10))
        await pilot.mouse_up(ThreadMap, offset=(1, 10))
        await pilot.hover(ThreadMap, offset=(1, 15))
        chosen = [int(m.share * 100) for m in stage.heard if isinstance(m, ThreadMap.Chosen)]
        assert chosen == [10, 50]
        shown._drag(25)
        await pilot.pause()
        (last,) = [m for m in stage.heard if isinstance(m, ThreadMap.Chosen)][2:]
        assert int(last.share * 100) == 99


async def test_every_theme_paints_the_map() -> None:
    shown = ThreadMap(look())
    async with Stage(shown).run_test(size=(4, 3)):
        shown.show(9, marks(9, 4), marks(9, 2), marks(9, 8), [0])
        shown.set_window(0, 2)
        for name, glyphs in product(NAMES, ["unicode", "ascii"]):
            shown.set_look(look(name, glyphs))
            assert [cell_width(line) for line in lines(shown)] == [4, 4, 4]


async def test_an_empty_thread_has_a_track_alone() -> None:
    shown = ThreadMap(look())
    async with Stage(shown).run_test(size=(4, 2)):
        assert lines(shown) == ["   ▕", "   ▕"]
