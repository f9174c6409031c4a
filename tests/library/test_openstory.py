"""One story before its reader: visits, versions, undo, and a disk that does not take it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.library.stories import ROWS, Clock, discussion, many, marked, opened

from threadreader.library import states as states_module
from threadreader.library.changes import Place
from threadreader.library.recorder import Recorder
from threadreader.library.states import StateFile
from threadreader.thread.folds import CLOSED, FOLDED, OPEN, FoldBase

MORE = [
    *ROWS[:2],
    ("x", "Ivo", "a", "It stopped once."),
    *ROWS[2:],
    ("y", "Ada", "d", "Each spring."),
    ("z", "Ivo", None, "I have a photograph."),
]


def test_on_the_first_visit_nothing_is_new(tmp_path: Path) -> None:
    story = opened(tmp_path)
    assert story.first_visit
    assert (marked(story, "new"), story.last_visit) == ("", None)


def test_comments_that_came_since_are_new_and_all_else_stands(tmp_path: Path) -> None:
    clock = Clock()
    story = opened(tmp_path, clock=clock)
    story.set_read([(0, 4)])
    story.set_starred(3, starred=True)
    story.set_folds([(3, FOLDED)])
    story.set_place(Place("comments", 3, 0, 5))
    story.close()
    ended = clock.now
    clock.pass_(days=2)
    again = opened(tmp_path, discussion(MORE, path="gauge (1).txt"), clock)
    assert not again.first_visit
    assert again.last_visit == ended
    assert marked(again, "new") == "xyz"
    assert (marked(again), marked(again, "starred")) == ("abcd", "d")
    at = [again.thread.id(n) for n in range(len(again.thread))].index("d")
    assert again.folds.exceptions == {at: FOLDED}
    assert again.place == Place("comments", at, 0, 5)


def test_within_a_minute_it_is_one_visit(tmp_path: Path) -> None:
    clock = Clock()
    opened(tmp_path, clock=clock).close()
    clock.pass_(days=1)
    opened(tmp_path, discussion(MORE), clock).close()
    clock.pass_(seconds=50)
    again = opened(tmp_path, discussion(MORE), clock)
    assert marked(again, "new") == "xyz"
    again.close()
    clock.pass_(seconds=90)
    assert marked(opened(tmp_path, discussion(MORE), clock), "new") == ""


def test_new_comments_within_a_minute_begin_a_visit(tmp_path: Path) -> None:
    clock = Clock()
    opened(tmp_path, clock=clock).close()
    clock.pass_(seconds=20)
    assert marked(opened(tmp_path, discussion(MORE), clock), "new") == "xyz"


def test_a_visit_that_was_killed_ends_with_its_last_line(tmp_path: Path) -> None:
    clock = Clock()
    story = opened(tmp_path, clock=clock)
    clock.pass_(minutes=10)
    story.set_read([(0, 1)])
    story.flush()
    ended = clock.now
    clock.pass_(hours=5)
    again = opened(tmp_path, discussion(MORE), clock)
    assert again.last_visit == ended
    assert marked(again, "new") == "xyz"


def test_a_story_opened_and_left_at_once_was_visited(tmp_path: Path) -> None:
    clock = Clock()
    opened(tmp_path, clock=clock).close()
    clock.pass_(days=1)
    assert not opened(tmp_path, clock=clock).first_visit


def test_a_comment_that_is_gone_leaves_the_place_to_the_one_before(tmp_path: Path) -> None:
    clock = Clock()
    story = opened(tmp_path, clock=clock)
    story.set_place(Place("comments", 2))
    story.close()
    fewer = discussion([row for row in ROWS if row[0] != "c"])
    assert opened(tmp_path, fewer, clock).place.comment == 1


def test_marks_are_undone_and_redone(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_read([(1, 2)])
    story.set_read([(0, 5)])
    story.set_starred(2, starred=True)
    assert marked(story) == "abcde"
    assert story.undo() == 2
    assert marked(story, "starred") == ""
    assert story.undo() == 0
    assert marked(story) == "b"
    assert story.redo() == 0
    assert marked(story) == "abcde"
    story.close()
    assert marked(opened(tmp_path)) == "abcde"


def test_an_undo_is_kept_like_any_change(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 5)])
    story.set_folds([(0, FOLDED)])
    story.flush()
    story.undo()
    story.undo()
    story.flush()
    again = opened(tmp_path)
    assert marked(again) == ""
    assert again.folds.exceptions == {}


def test_folds_are_undone_with_the_base_and_all_exceptions(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_folds([(0, FOLDED), (3, CLOSED)])
    story.rebase_folds(FoldBase("folded"))
    story.set_folds([(3, OPEN)])
    story.undo()
    story.undo()
    assert (story.folds.base, story.folds.exceptions) == (FoldBase(), {0: FOLDED, 3: CLOSED})
    story.flush()
    again = opened(tmp_path)
    assert (again.folds.base, again.folds.exceptions) == (FoldBase(), {0: FOLDED, 3: CLOSED})
    story.redo()
    story.flush()
    assert opened(tmp_path).folds.base == FoldBase("folded")


def test_what_is_done_in_one_step_is_undone_in_one(tmp_path: Path) -> None:
    story = opened(tmp_path)
    with story.step():
        story.set_read([(0, 3)])
        story.set_folds([(0, FOLDED)])
    story.undo()
    assert (marked(story), story.folds.exceptions) == ("", {})
    assert story.undo() is None
    story.redo()
    assert (marked(story), story.folds.exceptions) == ("abc", {0: FOLDED})


def test_a_new_step_ends_what_could_be_redone(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 1)])
    story.undo()
    story.set_read([(1, 2)])
    assert story.redo() is None


def test_reading_on_is_no_step(tmp_path: Path) -> None:
    story = opened(tmp_path)
    assert story.mark_passed(0)
    assert not story.mark_passed(0)
    assert story.undo() is None
    story.flush()
    assert marked(opened(tmp_path)) == "a"


def test_what_changes_nothing_is_no_step(tmp_path: Path) -> None:
    story = opened(tmp_path)
    assert not story.set_read([(0, 0)])
    story.set_starred(0, starred=False)
    story.set_folds([(0, OPEN)])
    assert story.undo() is None


def test_smart_folds_stand_as_they_were_chosen(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 3)])
    story.rebase_folds(FoldBase.parse("smart", story.read))
    story.set_read([(3, 5)])
    story.flush()
    for again in (opened(tmp_path), story):
        assert [again.folds.state(at) for at in (0, 3)] == [FOLDED, OPEN]
        again.close()
    assert opened(tmp_path).folds.state(3) == OPEN


def test_a_damaged_snapshot_is_set_aside_and_what_is_sound_is_used(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 3)])
    story.close()
    snapshot = StateFile(tmp_path, story.story.key).snapshot
    text = snapshot.read_text()
    snapshot.write_text(text.replace('order = "thread"', "order = thread"))
    again = opened(tmp_path)
    assert marked(again) == "abc"
    assert "damaged" in " ".join(again.problems)
    aside = tmp_path / f"{snapshot.name}.damaged-1"
    assert "order = thread" in aside.read_text()
    again.close()
    assert marked(opened(tmp_path)) == "abc"


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.7])
def test_half_a_snapshot_never_stops_the_reading(tmp_path: Path, kept: float) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 3)])
    story.close()
    snapshot = StateFile(tmp_path, story.story.key).snapshot
    data = snapshot.read_bytes()
    snapshot.write_bytes(data[: int(len(data) * kept)])
    again = opened(tmp_path)
    assert len(again.thread) == len(ROWS)
    again.set_read([(4, 5)])
    again.close()
    assert "e" in marked(opened(tmp_path))


def full(*_: object, **__: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_of_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = opened(tmp_path)
    story.flush()
    with monkeypatch.context() as patch:
        patch.setattr(states_module, "append_whole", full)
        patch.setattr(states_module, "write_whole", full)
        for position in range(3):
            story.set_read([(position, position + 1)])
            story.flush()
        assert marked(story) == "abc"
        assert [story.is_dirty, len(story.problems)] == [True, 1]
    story.flush()
    assert not story.is_dirty
    assert marked(opened(tmp_path)) == "abc"


def test_a_write_that_takes_half_leaves_no_half_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = opened(tmp_path)
    story.flush()
    file = StateFile(tmp_path, story.story.key)
    size, write = file.journal_size(), os.write
    story.set_read([(0, 2)])
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: write(handle, data[:9]))
        story.flush()
        assert file.journal_size() == size
        assert story.problems
    story.flush()
    assert marked(opened(tmp_path)) == "ab"


def test_a_folder_that_cannot_be_written_costs_only_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    story = opened(tmp_path / "state")
    story.set_read([(0, 2)])
    story.flush()
    story.close()
    assert marked(story) == "ab"
    assert story.problems


def test_what_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 2)])
    story.close()
    read = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path.suffix == ".toml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(path)

    snapshot = StateFile(tmp_path, story.story.key).snapshot
    before = snapshot.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", forbidden)
        again = opened(tmp_path)
        again.close()
    assert "cannot be read (permission denied)" in " ".join(again.problems)
    assert (tmp_path / f"{snapshot.name}.damaged-1").read_bytes() == before


def test_long_stories_find_their_place_and_folds_again(tmp_path: Path) -> None:
    clock = Clock()
    story = opened(tmp_path, many(700), clock)
    story.set_folds([(9, FOLDED), (600, CLOSED)])
    story.set_place(Place("comments", 600))
    story.close()
    again = opened(tmp_path, many(700), clock)
    assert again.folds.exceptions == {9: FOLDED, 600: CLOSED}
    assert again.place.comment == 600


def test_the_recorder_tells_of_what_is_to_be_written(tmp_path: Path) -> None:
    story = discussion()
    recorder = Recorder(StateFile(tmp_path, story.story.key), story, Clock())
    recorder.begin_visit()
    assert recorder.is_dirty
    recorder.flush()
    assert not recorder.is_dirty
