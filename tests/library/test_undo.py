from __future__ import annotations

from threadreader.library.changes import MarkChange
from threadreader.library.undo import Step, Steps


def change(position: int) -> MarkChange:
    return MarkChange("read", ((position, position + 1),), marked=True)


def places(step: Step | None) -> list[int]:
    assert step is not None
    return [each.runs[0][0] for each in step.changes if isinstance(each, MarkChange)]


def test_the_last_step_is_taken_back_first_and_made_again_last() -> None:
    steps = Steps()
    for position in range(3):
        steps.add(change(position), position)
    assert [places(steps.back()) for _ in range(3)] == [[2], [1], [0]]
    assert steps.back() is None
    assert [places(steps.forth()) for _ in range(3)] == [[0], [1], [2]]
    assert steps.forth() is None


def test_after_something_new_nothing_is_made_again() -> None:
    steps = Steps()
    steps.add(change(0), 0)
    steps.back()
    steps.add(change(1), 1)
    assert steps.forth() is None
    assert places(steps.back()) == [1]
    assert steps.back() is None


def test_what_is_done_between_begin_and_end_is_one_step() -> None:
    steps = Steps()
    steps.begin()
    steps.add(change(4), 4)
    steps.begin()
    steps.add(change(5), 5)
    steps.end()
    steps.add(change(6), 6)
    steps.end()
    steps.add(change(7), 7)
    assert places(steps.back()) == [7]
    together = steps.back()
    assert places(together) == [4, 5, 6]
    assert together is not None
    assert together.position == 4


def test_an_empty_step_is_none() -> None:
    steps = Steps()
    steps.begin()
    steps.end()
    assert steps.back() is None


def test_the_oldest_of_very_many_steps_are_forgotten() -> None:
    steps = Steps()
    for position in range(1500):
        steps.add(change(position), position)
    taken = 0
    while steps.back() is not None:
        taken += 1
    assert taken == 1000
