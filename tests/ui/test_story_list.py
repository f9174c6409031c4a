from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from tests.ui.shelves import shelf
from tests.ui.stage import Stage, lines, look, style_of
from textual.events import MouseScrollDown

from threadreader.library.shelf import StoryRow
from threadreader.model import UsageError
from threadreader.text.cells import cell_width
from threadreader.ui.story_choice import Choice, TitleSearch
from threadreader.ui.story_columns import ORDERS, age, shown_columns
from threadreader.ui.story_list import StoryList


def stories(count: int, **more: object) -> list[StoryRow]:
    values = {
        "author": "Ruth",
        "source": "Harbour Notes",
        "format": "html",
        "path": None,
        "published": None,
        "saved": 0.0,
        "comments": 3,
        "unread": 1,
        "new": 0,
        "starred": False,
        "last_read": None,
        "body": "",
        "read_share": 0.0,
    }
    return [
        StoryRow(key=str(at), title=f"Walk {at} along the quay", **(values | more))  # type: ignore[arg-type]
        for at in range(count)
    ]


class Counted(Sequence[StoryRow]):
    """Very many stories, which notes those that were asked for."""

    def __init__(self, count: int) -> None:
        (self._story,) = stories(1)
        self._count = count
        self.asked: set[int] = set()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> StoryRow:  # type: ignore[override]
        if at >= self._count:
            raise IndexError
        self.asked.add(at)
        return self._story


def test_the_columns_fill_every_width() -> None:
    for width in range(36, 200):
        columns = shown_columns(width)
        gaps = sum(column.gap for column, _ in columns[:-1])
        assert 2 + sum(cells for _, cells in columns) + gaps == width
        assert min(cells for column, cells in columns if column.name == "title") >= 10


async def test_a_list_of_any_length_costs_the_screen() -> None:
    shown = StoryList(look())
    async with Stage(shown).run_test(size=(80, 20)) as pilot:
        many = Counted(100_000)
        shown.show(many, "saved")
        many.asked.clear()
        shown.go(99_999)
        await pilot.pause()
        shown.page(-1)
        await pilot.pause()
        assert lines(shown)[1]
        assert len(many.asked) < 60


async def test_the_cursor_keeps_its_row_in_another_order() -> None:
    shown = StoryList(look())
    rows = stories(60)
    async with Stage(shown).run_test(size=(80, 11)):
        shown.show(rows, "saved")
        shown.go(30)
        shown.go(25)
        before = next(y for y, line in enumerate(lines(shown)) if line.startswith("▌"))
        shown.show(rows[::-1], "title")
        assert lines(shown)[before].startswith("▌  Walk 25 ")


async def test_the_wheel_takes_the_cursor_along_at_the_edge() -> None:
    shown = StoryList(look())
    async with Stage(shown).run_test(size=(80, 11)) as pilot:
        shown.show(stories(60), "saved")
        await pilot._post_mouse_events([MouseScrollDown], widget=shown, offset=(5, 5))
        assert lines(shown)[1].startswith("▌  Walk 3 ")


async def test_a_longer_list_has_a_scroll_bar() -> None:
    shown = StoryList(look())
    async with Stage(shown).run_test(size=(80, 11)):
        shown.show(stories(10), "saved")
        assert not any(line.endswith(("▐", "▕")) for line in lines(shown))
        shown.show(stories(100), "saved")
        assert [line[-1] for line in lines(shown)[1:]] == [*"▐", *"▕" * 9]
        shown.go(99)
        assert lines(shown)[-1].endswith("▐")


async def test_counts_stay_in_their_columns() -> None:
    shown = StoryList(look())
    async with Stage(shown).run_test(size=(80, 6)):
        counts = (0, 7, 12_345, 400_000)
        rows = [stories(1, comments=n, unread=n, new=n)[0] for n in counts]
        shown.show(rows, "saved")
        heading, *painted = lines(shown)[:5]
        ends = [heading.index(word) + len(word) for word in ("unread", "new")]
        unread, new = ("", " 7 ●", " 12,345 ●", " 400k ●"), ("", " 7 ◆", " 12k ◆", " 400k ◆")
        for row, first, second in zip(painted, unread, new, strict=True):
            assert row[: ends[0]].endswith(first or "  ")
            assert row[: ends[1]].endswith(second or "  ")
            assert cell_width(row) == 80


async def test_what_is_sought_is_marked_in_the_titles() -> None:
    shown = StoryList(look())
    async with Stage(shown).run_test(size=(80, 6)):
        shown.show(stories(2), "saved")
        shown.set_sought("quay")
        assert style_of(shown, "quay").bgcolor == look().style("match").bgcolor
        assert lines(shown)[1].startswith("▌  Walk 0 along the quay")


async def test_unread_titles_are_bold_and_the_one_under_the_cursor_is_reversed_in_ink() -> None:
    shown = StoryList(look("ink"))
    async with Stage(shown).run_test(size=(80, 6)):
        shown.show([*stories(2), *stories(1, unread=0)], "saved")
        shown.go(1)
        assert style_of(shown, "Walk 1").reverse
        assert style_of(shown, "Walk 0").bold
        assert not style_of(shown, "Walk 0").reverse


def test_stories_of_one_file_stand_by_their_publication(tmp_path: Path) -> None:
    rows = shelf(tmp_path).rows
    saved = [row.saved for row in Choice().chosen(rows)]
    assert all(later >= earlier for later, earlier in pairwise(saved))


def test_all_orders_sort_all_stories(tmp_path: Path) -> None:
    rows = shelf(tmp_path).rows
    choice = Choice()
    for order in ORDERS:
        assert choice.order is order
        assert sorted(row.key for row in choice.chosen(rows)) == sorted(row.key for row in rows)
        choice = choice.next_order()
    assert choice == Choice()


def test_a_choice_stops_when_it_is_told_to(tmp_path: Path) -> None:
    assert Choice().chosen(stories(2000), lambda: True) == []


def test_a_mistake_in_a_filter_is_raised() -> None:
    with pytest.raises(UsageError):
        Choice().filtered("is:unknown")


def test_titles_are_found_without_case_and_accents() -> None:
    rows = stories(3)
    search = TitleSearch(rows, origin=1)
    assert search.look_for("WÁLK 1") == 1
    assert search.look_for("walk 0") == 0
    assert search.look_for("walk") == 1
    assert (search.words(1), search.words(99)) == ("match 2/3", "3 matches")
    assert search.after(2) == 0
    assert search.look_for("zebra") is None
    assert search.words(0) == "0 matches"
    assert search.look_for("") is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (6, "6 days"),
        (7, "1 week"),
        (40, "1 month"),
        (800, "2 years"),
    ],
)
def test_ages(days: int, words: str) -> None:
    assert age(days * 86400) == words
