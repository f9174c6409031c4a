"""A story that is read while its file is still being read keeps what was done in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.stories import ROWS, Clock, discussion

from threadreader.library.openstory import OpenStory
from threadreader.library.states import StateFile
from threadreader.thread.folds import FOLDED

LATE = [*ROWS, ("f", "Tom", "a", "It was a Tuesday."), ("g", "Ada", None, "It still runs.")]


@pytest.fixture
def file(tmp_path: Path) -> StateFile:
    return StateFile(tmp_path, "gauge")


def grown(file: StateFile, part: OpenStory, clock: Clock) -> OpenStory:
    return OpenStory(discussion(LATE), file, clock=clock, after=part)


def at(story: OpenStory, identifier: str) -> int:
    return next(p for p in range(len(story.thread)) if story.thread.id(p) == identifier)


def test_marks_folds_and_stars_stay_with_their_comments(file: StateFile) -> None:
    clock = Clock()
    part = OpenStory(discussion(), file, clock=clock)
    part.set_read([(3, 4)])
    part.set_starred(4, starred=True)
    part.set_folds([(0, FOLDED)])
    whole = grown(file, part, clock)
    assert [whole.thread.id(p) for p in range(7) if whole.read[p]] == ["d"]
    assert whole.starred[at(whole, "e")]
    assert whole.folds.exceptions == {0: FOLDED}


def test_nothing_is_new_on_the_first_visit_however_late_it_was_read(file: StateFile) -> None:
    clock = Clock()
    whole = grown(file, OpenStory(discussion(), file, clock=clock), clock)
    assert whole.new.count() == 0
    whole.close()
    clock.pass_(hours=1)
    assert OpenStory(discussion(LATE), file, clock=clock).new.count() == 0


def test_what_came_since_the_last_visit_is_new_when_the_file_is_whole(file: StateFile) -> None:
    clock = Clock()
    OpenStory(discussion(), file, clock=clock).close()
    clock.pass_(hours=1)
    whole = grown(file, OpenStory(discussion(), file, clock=clock), clock)
    assert [whole.thread.id(p) for p in range(7) if whole.new[p]] == ["f", "g"]
    whole.close()
    clock.pass_(hours=1)
    assert OpenStory(discussion(LATE), file, clock=clock).new.count() == 0


def test_it_is_one_visit(file: StateFile) -> None:
    clock = Clock()
    part = OpenStory(discussion(), file, clock=clock)
    clock.pass_(minutes=5)
    grown(file, part, clock).close()
    assert len(file.load().state.visits) == 1


def test_what_could_not_be_written_is_made_again(
    file: StateFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    part = OpenStory(discussion(), file, clock=clock)
    part.flush()
    with monkeypatch.context() as broken:

        def full(*_: object) -> int:
            raise OSError(28, "no space left on device")

        broken.setattr(StateFile, "append", full)
        part.set_read([(3, 4)])
        part.set_folds([(0, FOLDED)])
        whole = grown(file, part, clock)
        assert whole.read[at(whole, "d")]
        assert whole.folds.exceptions == {0: FOLDED}
    whole.close()
    assert OpenStory(discussion(LATE), file, clock=clock).read.count() == 1
