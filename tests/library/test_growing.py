"""A story that is read while its file is still being read keeps what was done in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.library.stories import ROWS, Clock, discussion

from threadreader.library.config import Config
from threadreader.library.discussions import Discussion, Reading
from threadreader.library.identity import Identities
from threadreader.library.opening import AbandonedError, Opening, Progress
from threadreader.library.openstory import OpenStory
from threadreader.library.shelf import Shelf
from threadreader.library.standing import subject
from threadreader.library.states import StateFile, StateFolder
from threadreader.thread.folds import FOLDED, OPEN, FoldBase

SAVED = 1_700_000_000.25
LATER = SAVED + 86_400
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


def test_steps_are_taken_back_and_made_again_in_what_was_read_further(file: StateFile) -> None:
    clock = Clock()
    part = OpenStory(discussion(), file, clock=clock)
    part.set_read([(0, len(part.thread))])
    part.set_folds([(4, FOLDED)])
    part.rebase_folds(FoldBase("smart", read=part.read))
    whole = grown(file, part, clock)
    whole.take_steps(part)
    whole.set_starred(at(whole, "g"), starred=True)
    assert whole.undo() == at(whole, "g")
    assert whole.folds.base.kind == "smart"
    whole.undo()
    assert (whole.folds.base.kind, whole.folds.exceptions) == ("open", {at(whole, "e"): FOLDED})
    assert whole.undo() == at(whole, "e")
    assert whole.folds.exceptions == {}
    assert whole.read.count() == 5
    whole.undo()
    assert whole.read.count() == 0
    assert whole.undo() is None
    assert [whole.redo(), whole.redo()] == [0, at(whole, "e")]
    assert [whole.thread.id(p) for p in range(7) if not whole.read[p]] == ["f", "g"]
    whole.redo()
    assert whole.folds.state(at(whole, "f")) == OPEN
    assert whole.folds.state(at(whole, "c")) == FOLDED


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


def part_of(modified: float = SAVED) -> Discussion:
    """What was read of the file so far."""
    return replace(discussion(modified=modified), is_whole=False)


def whole_of(modified: float = SAVED) -> Discussion:
    """All of the same file."""
    return discussion(LATE, modified=modified)


def new_in(story: OpenStory) -> str:
    return "".join(story.thread.id(p) for p in range(len(story.thread)) if story.new[p])


@pytest.mark.parametrize("minutes", [0, 60])
@pytest.mark.parametrize("is_killed", [True, False])
def test_what_the_reader_did_not_wait_for_is_not_new_next_time(
    file: StateFile, minutes: int, *, is_killed: bool
) -> None:
    clock = Clock()
    part = OpenStory(part_of(), file, clock=clock)
    (part.flush if is_killed else part.close)()
    clock.pass_(minutes=minutes)
    whole = OpenStory(whole_of(), file, clock=clock)
    assert new_in(whole) == ""
    whole.close()
    clock.pass_(hours=1)
    assert new_in(OpenStory(whole_of(), file, clock=clock)) == ""


def test_nor_while_the_file_is_read_once_more(file: StateFile) -> None:
    clock = Clock()
    OpenStory(part_of(), file, clock=clock).close()
    clock.pass_(hours=1)
    part = OpenStory(replace(discussion(ROWS[:2], modified=SAVED), is_whole=False), file)
    further = OpenStory(part_of(), file, clock=clock, after=part)
    whole = OpenStory(whole_of(), file, clock=clock, after=further)
    assert [new_in(story) for story in (part, further, whole)] == ["", "", ""]


def test_what_came_with_a_file_saved_since_is_new_also_after_an_unfinished_reading(
    file: StateFile,
) -> None:
    clock = Clock()
    OpenStory(part_of(), file, clock=clock).close()
    clock.pass_(hours=1)
    whole = OpenStory(whole_of(LATER), file, clock=clock)
    assert new_in(whole) == "fg"
    whole.close()
    clock.pass_(hours=1)
    more = discussion([*LATE, ("h", "Ivo", None, "So it does.")], modified=LATER + 86_400)
    assert new_in(OpenStory(more, file, clock=clock)) == "h"


def test_the_numbers_and_the_words_of_queries_agree(tmp_path: Path) -> None:
    states, clock = StateFolder(tmp_path), Clock()

    def shelf(story: Discussion) -> Shelf:
        return Shelf(Reading([story]), states, Config(), clock)

    key = whole_of().story.key
    shelf(part_of()).open(key).close()
    assert shelf(whole_of()).rows[0].new == 0
    assert shelf(whole_of(LATER)).rows[0].new == 2
    for modified, count in ((SAVED, 0), (LATER, 2)):
        marks = subject(whole_of(modified), Identities(states)).new
        assert marks is not None
        assert marks.count() == count


def test_what_is_shown_of_a_file_that_is_still_read_says_so(tmp_path: Path) -> None:
    comments = "".join(f'[[comments]]\nid = {n}\nbody = "{n}"\n' for n in range(2000))
    path = tmp_path / "gauge.toml"
    path.write_text(f'title = "A gauge"\n{comments}')
    opening = Opening([path])
    shown: list[Discussion] = []

    def leave(progress: Progress) -> None:
        if progress.discussion is not None:
            shown.append(progress.discussion)
            opening.abandon()

    with pytest.raises(AbandonedError):
        opening.read(leave)
    (whole,) = Opening([path]).read().discussions
    states, clock = StateFolder(tmp_path / "state"), Clock()
    Shelf(Reading(shown), states, Config(), clock).open(whole.story.key).close()
    assert len(shown[0].thread) < 2000
    assert Shelf(Reading([whole]), states, Config(), clock).rows[0].new == 0
