from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ui.shelves import STORIES, StoriesApp, picture, shelf
from tests.ui.stage import look
from textual.pilot import Pilot
from textual.widgets import Input

from threadreader.library.changes import Place
from threadreader.library.config import Config
from threadreader.text.cells import cell_width
from threadreader.ui import story_beside
from threadreader.ui.themes import NAMES

WIDE, USUAL, NARROW = (140, 30), (80, 24), (40, 20)


def app_of(folder: Path, theme: str = "lamp", config: Config | None = None) -> StoriesApp:
    return StoriesApp(shelf(folder), look(theme), config)


def titles(app: StoriesApp) -> list[str]:
    """The titles in the list, as far as they are shown."""
    heading, *rows = picture(app)[2:-1]
    start = heading.index("Title")
    cells = [row[start : start + 10].rstrip() for row in rows]
    return [cell for cell in cells if cell]


def cursor(app: StoriesApp) -> str:
    """The row of the list with the cursor."""
    return next(row for row in picture(app) if row.startswith("▌"))


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Puts a text into the bar, as if it were pasted."""
    line = pilot.app.focused
    assert isinstance(line, Input)
    line.value = text
    await pilot.pause()


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Waits for what a worker brings."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("\n".join(picture(pilot.app)))


@pytest.mark.parametrize("size", [WIDE, USUAL, NARROW, (200, 60)])
async def test_the_screen_has_its_lines_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=size):
        rows = picture(app)
        assert rows[0].startswith(" threadreader")
        assert rows[0].endswith("5 stories  26 ● ")
        assert rows[1].startswith("━ Stories ━")
        assert "newest first" in rows[1]
        assert rows[2].startswith("   Title")
        assert rows[3].startswith("▌  A Bridge With")
        assert rows[-1].startswith(" j k story  enter read")
        assert rows[-1].endswith("? help ")
        assert ("Source" in rows[2]) == (size[0] >= 70)
        assert ("─ Preview ─" in rows[1]) == (size[0] >= 110)


async def test_a_wide_title_keeps_the_columns(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL):
        ends = {cell_width(row[: row.index("●")]) for row in picture(app)[3:8] if "●" in row}
        assert len(ends) == 1
        (wide,) = [row for row in picture(app) if "夜行列車" in row]
        assert cell_width(wide[: wide.index("北の")]) == picture(app)[2].index("Source")


async def test_the_cursor_moves_and_stays_within_the_list(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("j", "j")
        assert "Counting" in cursor(app)
        await pilot.press("k", "k", "k")
        assert "Bridge" in cursor(app)
        await pilot.press("G", "down")
        assert "Ink" in cursor(app)
        await pilot.press("g")
        assert "Bridge" in cursor(app)


async def test_enter_opens_the_story(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("j", "enter")
        assert app.opened == [app.stories.keys_in_order()[1]]


async def test_a_click_selects_and_a_second_one_opens(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.click("StoryList", offset=(8, 4))
        assert "Ferry" in cursor(app)
        assert app.opened == []
        await pilot.click("StoryList", offset=(8, 4))
        assert app.opened == [app.stories.keys_in_order()[3]]
        await pilot.click("StoryList", offset=(8, 0))
        await pilot.click("StoryList", offset=(8, 15))
        assert len(app.opened) == 1


async def test_keys_of_ones_own_work(tmp_path: Path) -> None:
    app = app_of(tmp_path, config=Config(keys={"story-down": ("x",)}))
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("x")
        assert "夜行列車" in cursor(app)
        await pilot.press("j")
        assert "夜行列車" in cursor(app)
        assert "x k story" in picture(app)[-1]


async def test_next_unread_goes_round(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("j", "n")
        assert "Ferry" in cursor(app)
        await pilot.press("n", "n")
        assert "Bridge" in cursor(app)


async def test_nothing_unread_is_said(tmp_path: Path) -> None:
    app = StoriesApp(shelf(tmp_path, [STORIES[2]]), look())
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("n")
        assert "No other story has anything unread." in picture(app)[-1]
        await pilot.press("j")
        assert "j k story" in picture(app)[-1]


async def test_stars_and_marks_are_undone_and_redone(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("s", "j", "R")
        assert picture(app)[3].startswith(" ★ A Bridge")
        assert "4 ●" not in cursor(app)
        assert picture(app)[0].endswith("22 ● ")
        assert "4 marked read; u takes it back." in picture(app)[-1]
        await pilot.press("G", "u")
        assert "夜行列車" in cursor(app)
        assert "4 ●" in cursor(app)
        await pilot.press("u")
        assert cursor(app).startswith("▌  A Bridge")
        await pilot.press("u")
        assert "Nothing to undo." in picture(app)[-1]
        await pilot.press("ctrl+r", "ctrl+r")
        assert picture(app)[3].startswith(" ★ A Bridge")
        assert "4 ●" not in cursor(app)
    again = shelf(tmp_path)
    assert [row.starred for row in again.rows[:2]] == [True, False]
    assert [row.unread for row in again.rows[:2]] == [12, 0]


async def test_orders_keep_the_cursor_on_its_story(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("j", "j", "o")
        assert titles(app)[:3] == ["A Bridge W", "A Recipe f", "Counting S"]
        assert "Counting" in cursor(app)
        assert "Title ▾" in picture(app)[2]
        assert "by title" in picture(app)[1]
        await pilot.press("o")
        assert titles(app)[:2] == ["A Bridge W", "A Recipe f"]
        assert "comm. ▾" in picture(app)[2]
        await pilot.press("o", "o", "o")
        assert "newest first" in picture(app)[1]


async def test_a_filter_shows_what_fits_and_escape_shows_all(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f", *"harbour", "enter")
        assert titles(app) == ["A Bridge W", "The Ferry"]
        assert "2 of 5" in picture(app)[1]
        assert "harbour  esc clears" in picture(app)[0]
        assert len(app.stories.keys_in_order()) == 2
        await pilot.press("j", "escape")
        assert len(titles(app)) == 5
        assert "Ferry" in cursor(app)


async def test_half_a_word_hides_no_story_before_it_is_kept(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f", *"on")
        assert "A Recipe f" in titles(app)
        assert any(row.endswith(" …  5 of 5 ━") for row in picture(app))
        await pilot.press("enter")
        assert titles(app) == ["A Bridge W"]
        assert "on  esc clears" in picture(app)[0]


async def test_a_mistake_keeps_what_was_shown(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f")
        await type_in(pilot, "is:unread")
        await type_in(pilot, "is:unread is:gone ")
        assert "is:gone is asked of comments" in "\n".join(picture(app))
        assert "夜行列車の" in "\n".join(picture(app))
        assert "Counting" not in "\n".join(picture(app))
        await pilot.press("escape")
        assert "Counting" in "\n".join(picture(app))


async def test_what_fits_nothing_is_said(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("f")
        await type_in(pilot, "zebra")
        await pilot.press("enter", "j", "enter", "s", "R", "n")
        assert any("No story fits." in row for row in picture(app))
        assert app.opened == []
        await pilot.press("escape")
        assert "Bridge" in cursor(app)


async def test_a_title_is_found_from_the_cursor_on(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("j", "slash", "i", "n")
        assert "Counting" in cursor(app)
        await pilot.press("enter")
        assert "match 1/2" in picture(app)[0]
        await pilot.press("n")
        assert "Ink" in cursor(app)
        assert "match 2/2" in picture(app)[0]
        await pilot.press("n")
        assert "Counting" in cursor(app)
        await pilot.press("escape", "n")
        assert "Ferry" in cursor(app)


async def test_escape_from_a_search_goes_back(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("slash")
        await type_in(pilot, "ferry")
        assert "Ferry" in cursor(app)
        await pilot.press("escape")
        assert "Bridge" in cursor(app)
        assert "match" not in picture(app)[0]
        await pilot.press("slash")
        await type_in(pilot, "zebra")
        await pilot.press("enter", "n")
        assert "夜行列車" in cursor(app)


async def test_a_search_becomes_a_filter(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("slash")
        await type_in(pilot, "ferry")
        await pilot.press("ctrl+f", "enter")
        assert titles(app) == ["The Ferry"]


async def test_very_many_stories_are_filtered_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadreader.ui.stories_screen._AT_ONCE", 2)
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("f")
        await type_in(pilot, "ferry")
        await pilot.press("enter")
        await until(pilot, lambda: titles(app) == ["The Ferry"])
        await pilot.press("escape")
        assert len(titles(app)) == 5


async def test_the_preview_tells_of_the_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_beside, "_REST", 0.001)
    shown = shelf(tmp_path)
    story = shown.open(shown.rows[0].key)
    story.set_read([(0, 5)])
    story.set_place(Place("comments", 4))
    story.close()
    shown.refresh(story.story.key)
    app = StoriesApp(shown, look())
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: any("Threads with" in row for row in picture(app)))
        text = "\n".join(row.partition("│")[2].strip() for row in picture(app))
        assert "By Ruth Vale · Harbour Notes · 13 November" in text
        assert "A Bridge With One Lamp begins here" in text
        assert "A second paragraph" not in text
        assert "Last read  today at" in text
        assert "Place      comment 5 of 12, Reader 0" in text
        assert "42 %" in text
        threads = text.split("Threads with unread\n")[1].split("\n")
        assert threads[0].startswith("▎ Reader 3  Remark 3 on the matter.")
        assert threads[0].endswith("1 ●")
        assert threads[1].endswith("3 ●")
        await pilot.press("R")
        await until(pilot, lambda: not any("Threads with" in row for row in picture(app)))
        await pilot.press("j")
        await until(pilot, lambda: any("begins here" in row for row in picture(app)))
        text = "\n".join(row.partition("│")[2].strip() for row in picture(app))
        assert "Last read  not yet" in text
        assert "at the beginning" in text


async def test_a_resize_brings_the_preview(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: any("begins here" in row for row in picture(app)))
        await pilot.resize_terminal(*NARROW)
        assert "Preview" not in picture(app)[1]


async def test_a_story_that_was_read_shows_so(tmp_path: Path) -> None:
    shown = shelf(tmp_path)
    app = StoriesApp(shown, look())
    async with app.run_test(size=USUAL) as pilot:
        key = shown.rows[3].key
        story = shown.open(key)
        story.set_read([(0, 3)])
        story.close()
        app.stories.refresh_row(key)
        await pilot.pause()
        assert picture(app)[0].endswith("23 ● ")
        (row,) = [row for row in picture(app) if "Ferry" in row]
        assert "●" not in row


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    app = StoriesApp(shelf(tmp_path, []), look())
    async with app.run_test(size=USUAL) as pilot:
        rows = [row.strip() for row in picture(app)]
        at = rows.index("Nothing here yet.")
        assert rows[at + 1].endswith("threadreader PATH")
        assert "config.toml" in rows[at + 2]
        await pilot.press("j", "enter", "s", "R", "n", "G")
        assert app.opened == []


async def test_every_theme_paints_the_screen(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        for name in NAMES:
            app.stories.set_look(look(name))
            await pilot.pause()
            assert any(row.startswith("▌★ A Bridge") for row in picture(app))
        app.stories.set_look(look("lamp", "ascii"))
        await pilot.pause()
        assert any(row.startswith("#! A Bridge") for row in picture(app))
