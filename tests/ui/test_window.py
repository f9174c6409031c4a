"""The window on a view, held against a list of all rows."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from threadreader.model import Comment
from threadreader.thread.build import Builder
from threadreader.thread.folds import FOLDED, Folds
from threadreader.thread.tree import Thread
from threadreader.thread.views import TreeView
from threadreader.ui.window import Height, Window


@dataclass
class Page:
    """A view in which the comment at a position has so many rows."""

    view: TreeView
    heights: list[Height]
    rows: int

    def window(self) -> Window:
        return Window(self.view, self.heights.__getitem__, self.rows)

    def lines(self) -> list[tuple[int, int]]:
        """Every row of the whole view: position, and which of its rows."""
        found = []
        position = self.view.first()
        while position is not None:
            found += [(position, row) for row in range(self.heights[position].rows)]
            position = self.view.next(position)
        return found


def chain_and_leaves(parents: list[int | None]) -> Thread:
    builder = Builder()
    for number, parent in enumerate(parents):
        name = None if parent is None else str(parent)
        builder.add(Comment(id=str(number), parent=name, author="Ada"))
    return builder.thread()[0]


@st.composite
def pages(draw: st.DrawFn) -> Page:
    count = draw(st.integers(1, 12))
    parents = [
        draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        for number in range(count)
    ]
    thread = chain_and_leaves(parents)
    folds = Folds(thread)
    folds.set((at, FOLDED) for at in range(count) if draw(st.integers(0, 4)) == 0)
    heights = [Height(draw(st.integers(1, 7)), 0) for _ in range(count)]
    heights = [Height(h.rows, min(h.rows - 1, at and 1)) for at, h in enumerate(heights)]
    return Page(TreeView(thread, folds), heights, draw(st.integers(1, 9)))


def on_screen(window: Window) -> list[tuple[int, int]]:
    return [
        (slot.position, slot.skipped + row)
        for slot in window.slots()
        for row in range(slot.height.rows - slot.skipped)
    ][: window.rows]


@given(pages(), st.lists(st.integers(-9, 9), max_size=6))
def test_scrolling_shows_consecutive_rows_and_stops_at_the_ends(
    page: Page, steps: list[int]
) -> None:
    window, lines = page.window(), page.lines()
    at = 0
    for step in steps:
        window.scroll(step)
        wanted = min(max(at + step, 0), max(len(lines) - page.rows, 0))
        at = max(wanted, at) if step > 0 else wanted
        assert on_screen(window) == lines[at : at + page.rows]


@given(pages(), st.data())
def test_a_comment_is_put_on_a_row_as_far_as_the_ends_allow(
    page: Page, data: st.DataObject
) -> None:
    window, lines = page.window(), page.lines()
    visible = [position for position, _ in dict.fromkeys(lines)]
    position = data.draw(st.sampled_from(visible))
    row = data.draw(st.integers(0, page.rows - 1))
    window.show_at(position, row)
    head = lines.index((position, page.heights[position].lead))
    top = min(max(head - row, 0), max(len(lines) - page.rows, 0))
    assert on_screen(window) == lines[top : top + page.rows]


@given(pages(), st.data())
def test_what_is_revealed_is_on_screen_from_its_first_line(page: Page, data: st.DataObject) -> None:
    window = page.window()
    visible = [position for position, _ in dict.fromkeys(page.lines())]
    for position in data.draw(st.lists(st.sampled_from(visible), max_size=4)):
        window.reveal(position)
        slot = window.slot(position)
        assert slot is not None
        assert 0 <= slot.head < page.rows
        text_rows = slot.height.rows - slot.height.lead
        assert slot.end <= page.rows or text_rows > page.rows


@given(pages())
def test_the_end_shows_the_last_row_and_no_gap(page: Page) -> None:
    window, lines = page.window(), page.lines()
    window.to_end()
    assert on_screen(window) == lines[-page.rows :]
    assert window.is_at_end()
