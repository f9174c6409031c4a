"""The copy of a large state is used only while it is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.stories import Clock, discussion, many, marked

from threadreader.library import statecache, states
from threadreader.library.openstory import OpenStory
from threadreader.library.state import dump
from threadreader.library.states import StateFile
from threadreader.thread.folds import FOLDED, FoldBase


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "LARGE", 10)


def file_of(folder: Path) -> StateFile:
    return StateFile(folder / "state", discussion().story.key, folder / "copies")


def read_something(folder: Path) -> None:
    story = OpenStory(discussion(), file_of(folder), clock=Clock())
    story.set_read([(0, 3)])
    story.set_starred(4, starred=True)
    story.rebase_folds(FoldBase.parse("smart", story.read))
    story.set_folds([(3, FOLDED)])
    story.close()


def test_the_copy_says_what_the_snapshot_says(tmp_path: Path) -> None:
    read_something(tmp_path)
    file = file_of(tmp_path)
    copy = statecache.copied(tmp_path / "copies" / file.key, file.stamp() or (0, 0, 0))
    assert copy is not None
    assert dump(copy) == file.snapshot.read_text()


def test_a_snapshot_that_was_changed_counts_and_not_its_copy(tmp_path: Path) -> None:
    read_something(tmp_path)
    file = file_of(tmp_path)
    file.snapshot.write_text(
        file.snapshot.read_text().replace('order = "thread"', 'order = "newest"')
    )
    assert file.load().state.view.order == "newest"


@pytest.mark.parametrize("damage", [b"", b"\x91\x01", b"no copy at all"])
def test_a_damaged_copy_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    read_something(tmp_path)
    (tmp_path / "copies" / discussion().story.key).write_bytes(damage)
    assert marked(OpenStory(discussion(), file_of(tmp_path), clock=Clock())) == "abc"


def test_without_a_place_for_copies_all_is_kept_as_well(tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file where the folder should be")
    read_something(tmp_path)
    assert marked(OpenStory(discussion(), file_of(tmp_path), clock=Clock())) == "abc"


def test_the_journal_counts_on_top_of_the_copy(tmp_path: Path) -> None:
    read_something(tmp_path)
    story = OpenStory(discussion(), file_of(tmp_path), clock=Clock())
    story.set_read([(4, 5)])
    story.flush()
    assert marked(OpenStory(discussion(), file_of(tmp_path), clock=Clock())) == "abce"


def test_a_long_story_is_the_same_from_its_copy(tmp_path: Path) -> None:
    story, clock = many(800), Clock()
    file = StateFile(tmp_path / "state", story.story.key, tmp_path / "copies")
    first = OpenStory(story, file, clock=clock)
    first.set_read([(5, 700)])
    first.close()
    again = OpenStory(many(800), file, clock=clock)
    assert again.read.to_bytes() == first.read.to_bytes()
    assert again.new.count() == 0
