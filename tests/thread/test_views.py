from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from threadreader.model import Comment
from threadreader.thread.build import Builder
from threadreader.thread.folds import CLOSED, FOLDED, OPEN, FoldBase, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.orders import Order
from threadreader.thread.tree import Thread
from threadreader.thread.views import FlatView, TreeView, View, whole_threads, with_ancestors


def make(parents: Sequence[int | None]) -> Thread:
    builder = Builder()
    for number, parent in enumerate(parents):
        builder.add(Comment(str(number), "a", None if parent is None else str(parent)))
    return builder.thread()[0]


def walk(view: View) -> list[int]:
    found, at = [], view.first()
    while at is not None:
        found.append(at)
        at = view.next(at)
    return found


def walk_back(view: View) -> list[int]:
    found, at = [], view.last()
    while at is not None:
        found.append(at)
        at = view.previous(at)
    return found[::-1]


# 0 ─ 1 ─ 2        4 ─ 5
#   └ 3
SMALL = [None, 0, 1, 0, None, 4]


def test_a_fold_hides_what_is_under_it() -> None:
    folds = Folds(make(SMALL))
    view = TreeView(folds.thread, folds)
    assert walk(view) == [0, 1, 2, 3, 4, 5]
    folds.set([(1, FOLDED), (4, CLOSED)])
    assert walk(view) == walk_back(view) == [0, 1, 3, 4]
    assert view.nearest(2) == 1
    assert view.hides_replies(1)
    assert not view.hides_replies(3)


def test_depth_and_fold_all_need_no_list_of_comments() -> None:
    folds = Folds(make(SMALL))
    view = TreeView(folds.thread, folds)
    folds.rebase(FoldBase("folded"))
    assert walk(view) == [0, 4]
    folds.rebase(FoldBase("depth", 2))
    assert walk(view) == [0, 1, 3, 4, 5]
    folds.set([(1, OPEN)])
    assert walk(view) == [0, 1, 2, 3, 4, 5]


def test_a_smart_base_folds_what_was_read_when_it_was_chosen() -> None:
    thread = make(SMALL)
    read = Marks(b"\1\1\1\0\1\1")
    folds = Folds(thread, FoldBase.parse("smart", read))
    read[3] = True
    assert [folds.state(at) for at in range(6)] == [OPEN, FOLDED, FOLDED, OPEN, FOLDED, FOLDED]


def test_a_change_is_undone_and_redone_exactly() -> None:
    folds = Folds(make(SMALL))
    folds.set([(0, CLOSED)])
    change = folds.rebase(FoldBase("depth", 1))
    again = folds.set([(0, OPEN), (4, FOLDED)])
    folds.apply(again, undo=True)
    assert [folds.state(0), folds.state(4)] == [CLOSED, CLOSED]
    folds.apply(change, undo=True)
    assert [folds.state(0), folds.state(4)] == [CLOSED, OPEN]
    folds.apply(change, undo=False)
    folds.apply(again, undo=False)
    assert [folds.state(0), folds.state(4)] == [OPEN, FOLDED]


def test_revealing_opens_only_the_path() -> None:
    folds = Folds(make(SMALL), FoldBase("folded"))
    folds.reveal(2)
    assert [folds.state(at) for at in range(6)] == [OPEN, OPEN, FOLDED, FOLDED, FOLDED, FOLDED]


def test_a_filter_shows_matches_with_what_they_answer() -> None:
    thread = make(SMALL)
    matches = Marks(b"\0\0\1\0\1\0")
    view = TreeView(thread, Folds(thread), with_ancestors(thread, matches), matches)
    assert walk(view) == walk_back(view) == [0, 1, 2, 4]
    assert [view.is_match(at) for at in walk(view)] == [False, False, True, True]
    assert view.nearest(5) == 4
    assert view.nearest(3) == 4
    assert list(whole_threads(thread, matches)) == [0, 1, 2, 3, 4, 5]


def test_a_filter_without_matches_is_empty() -> None:
    thread = make(SMALL)
    view = TreeView(thread, Folds(thread), [], Marks(6))
    assert view.first() is None
    assert view.last() is None
    assert view.nearest(3) is None


def test_a_flat_view_goes_its_own_way() -> None:
    thread = make(SMALL)
    order = Order([5, 1, 2], lambda position: ([5, 1, 2, 0, 3, 4].index(position),))
    view = FlatView(thread, Folds(thread), order, [1, 2, 5])
    assert walk(view) == walk_back(view) == [5, 1, 2]
    assert view.nearest(4) == 5
    assert view.nearest(2) == 2


@given(
    st.lists(st.integers(0, 2), min_size=12, max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.sampled_from(["open", "folded", "depth 1", "depth 2", "size 4"]),
)
def test_walking_agrees_with_a_plain_reading_of_the_folds(
    states: list[int], wanted: list[bool], base: str
) -> None:
    thread = make([None, 0, 1, 1, 0, 4, 5, None, 7, 8, 9, None])
    folds = Folds(thread, FoldBase.parse(base))
    folds.set(enumerate(states))
    visible = [
        at for at in range(12) if all(folds.state(above) == OPEN for above in thread.ancestors(at))
    ]
    assert walk(TreeView(thread, folds)) == walk_back(TreeView(thread, folds)) == visible
    matches = Marks(bytes(wanted))
    filtered = TreeView(thread, folds, with_ancestors(thread, matches), matches)
    shown = [at for at in visible if any(wanted[at : thread.end(at)])]
    assert walk(filtered) == walk_back(filtered) == shown
    for at in range(12):
        nearest = filtered.nearest(at)
        assert nearest in shown if shown else nearest is None


@given(st.data())
def test_marks_count_like_a_list(data: st.DataObject) -> None:
    size = data.draw(st.sampled_from([0, 1, 5, 4095, 4096, 4097, 9000]))
    marks, plain = Marks(size), [False] * size
    for _ in range(data.draw(st.integers(0, 6))):
        start, stop = sorted(data.draw(st.tuples(st.integers(0, size), st.integers(0, size))))
        value = data.draw(st.booleans())
        before = marks.fill(start, stop, marked=value)
        assert before == bytes(plain[start:stop])
        plain[start:stop] = [value] * (stop - start)
        if size:
            at = data.draw(st.integers(0, size - 1))
            marks[at] = plain[at] = not plain[at]
        assert marks.count(start, stop) == sum(plain[start:stop])
        assert marks.count() == sum(plain)
        assert marks.find(start) == (plain.index(True, start) if True in plain[start:] else -1)
        unmarked = [i for i in range(stop) if not plain[i]]
        assert marks.rfind(stop, marked=False) == (unmarked[-1] if unmarked else -1)
