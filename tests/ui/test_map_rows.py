from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadreader.thread.marks import Marks
from threadreader.ui.map_rows import Mapped, map_rows, position_at, rows_of


def marks(count: int, *positions: int) -> Marks:
    made = Marks(count)
    for position in positions:
        made[position] = True
    return made


def mapped(count: int, read: range | list[int], **more: list[int]) -> Mapped:
    matches = more.get("matches")
    return Mapped(
        count,
        marks(count, *read),
        marks(count, *more.get("new", [])),
        marks(count, *more.get("starred", [])),
        more.get("author", []),
        None if matches is None else marks(count, *matches),
    )


def test_a_bar_is_as_long_as_the_share_of_unread() -> None:
    # Ten comments a bucket: none, one, five, six of them unread; then all and none.
    read = [*range(10), *range(11, 20), *range(25, 30), *range(36, 40), *range(50, 80)]
    rows = map_rows(mapped(80, read), 2)
    assert [row.bars for row in rows] == [(0, 1, 2, 3), (4, 0, 0, 0)]


def test_in_a_short_thread_a_comment_has_several_buckets_of_half_length() -> None:
    rows = map_rows(mapped(2, [1]), 2)
    assert [row.bars for row in rows] == [(2, 2, 2, 2), (0, 0, 0, 0)]


def test_new_is_what_is_new_and_unread() -> None:
    rows = map_rows(mapped(40, range(20), new=[3, 4, 25]), 4)
    assert [row.has_new for row in rows] == [False, False, True, False]


def test_many_new_that_were_read_hide_none_that_was_not() -> None:
    read = [at for at in range(1000) if at % 3]
    new = [at for at in range(1000) if at % 3 == 1]
    assert not any(row.has_new for row in map_rows(mapped(1000, read, new=new), 5))
    rows = map_rows(mapped(1000, read, new=[*new, 999]), 5)
    assert [row.has_new for row in rows] == [False, False, False, False, True]


def test_of_a_match_a_star_and_the_author_the_first_is_shown() -> None:
    thread = mapped(50, [], matches=[0], starred=[1, 11], author=[2, 12, 22])
    assert [row.sign for row in map_rows(thread, 5)] == ["match", "star", "author", "", ""]


def test_no_comments_have_no_rows() -> None:
    assert map_rows(mapped(0, []), 5) == []
    assert len(rows_of(0, 0, 0, 5)) == 0


@pytest.mark.parametrize("count", [1, 3, 7, 200])
@pytest.mark.parametrize("rows", [1, 5, 40])
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_a_sign_its_bar_and_the_place_of_a_click_are_one(
    count: int, rows: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, count - 1))
    read = [position for position in range(count) if position != at]
    shown = map_rows(mapped(count, read, starred=[at], new=[at]), rows)
    signs = [y for y, row in enumerate(shown) if row.sign]
    assert len(signs) == 1
    assert signs[0] in rows_of(at, at, count, rows)
    lit = [y for y, row in enumerate(shown) if any(row.bars)]
    assert signs[0] == lit[0]
    assert all(shown[y].has_new for y in lit)
    if count <= rows:
        assert position_at(signs[0], count, rows) == at
    assert rows_of(position_at(signs[0], count, rows), at, count, rows) == range(
        signs[0], signs[0] + 1
    )


@given(st.integers(1, 500), st.integers(1, 60), st.data())
def test_what_is_on_screen_always_has_a_row(count: int, rows: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first, count - 1))
    shown = rows_of(first, last, count, rows)
    assert 1 <= len(shown) <= rows
    assert 0 <= shown[0] <= shown[-1] < rows
