from __future__ import annotations

import pytest

from threadreader.model import Comment, Moment
from threadreader.thread.build import Builder
from threadreader.thread.orders import ordered
from threadreader.thread.tree import Thread


@pytest.fixture
def thread() -> Thread:
    builder = Builder()
    for identifier, parent, seconds, text in [
        ("a", None, 500, "short"),
        ("b", "a", None, "a longer text than the others have"),
        ("c", "a", 900, ""),
        ("d", None, 500, "short"),
        ("e", "d", 100, "middling text"),
    ]:
        date = Moment(seconds) if seconds else None
        builder.add(Comment(identifier, "Ruth", parent, date, text))
    return builder.thread()[0]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("newest", "cadeb"), ("oldest", "eadcb"), ("replies", "adbce"), ("longest", "beadc")],
)
def test_equals_stay_as_they_stand_and_the_undated_come_last(
    thread: Thread, order: str, expected: str
) -> None:
    everything = ordered(thread, order)
    assert "".join(map(thread.id, everything.positions)) == expected
    assert [everything.rank(position) for position in everything.positions] == [0, 1, 2, 3, 4]
    some = ordered(thread, order, [0, 1, 4])
    assert some.rank(2) == some.rank(3) == -1
    assert "".join(map(thread.id, some.positions)) == "".join(c for c in expected if c in "abe")
