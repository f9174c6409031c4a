"""The promise: nothing that was kept is lost, at whatever byte a process dies."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from tests.library.stories import ROWS, Clock, discussion, many, marked, opened

from threadreader.library.changes import Place
from threadreader.library.state import StoryState, dump
from threadreader.library.states import StateFile, StateFolder
from threadreader.thread.folds import CLOSED, FOLDED, FoldBase


def file_of(folder: Path) -> StateFile:
    return StateFile(folder, discussion().story.key)


def read_something(folder: Path) -> None:
    """A visit of which nothing but the journal is left, as after a kill."""
    story = opened(folder)
    story.flush()
    story.set_read([(0, 2)])
    story.flush()
    story.set_starred(3, starred=True)
    story.set_folds([(0, FOLDED), (3, CLOSED)])
    story.flush()
    story.set_view(filter='author:"Ruth"\ndé', context="none", order="newest")
    story.set_place(Place("comments", 4, 1, 9, 0.5))
    story.flush()
    story.rebase_folds(FoldBase("depth", 2))
    story.set_folds([(1, FOLDED)])
    story.set_read([(0, 1)], read=False)
    story.flush()


def as_is(state: StoryState) -> str:
    return dump(state)


def test_what_was_flushed_is_there_after_a_kill(tmp_path: Path) -> None:
    read_something(tmp_path)
    again = opened(tmp_path)
    assert marked(again) == "b"
    assert marked(again, "starred") == "d"
    assert again.place == Place("comments", 4, 1, 9, 0.5)
    assert (again.filter, again.context, again.order) == ('author:"Ruth"\ndé', "none", "newest")
    assert (again.folds.base, again.folds.exceptions) == (FoldBase("depth", 2), {1: FOLDED})


def test_a_journal_cut_at_any_byte_gives_exactly_its_whole_lines(tmp_path: Path) -> None:
    read_something(tmp_path)
    file = file_of(tmp_path)
    journal = file.journal.read_bytes()
    assert journal.count(b"\n") > 8
    whole: dict[int, str] = {}
    for end in range(len(journal) + 1):
        lines = journal.count(b"\n", 0, end)
        if lines not in whole:
            file.journal.write_bytes(journal[: journal.rfind(b"\n", 0, end) + 1])
            whole[lines] = as_is(file.load().state)
        file.journal.write_bytes(journal[:end])
        cut = file.load()
        assert as_is(cut.state) == whole[lines]
        assert not cut.problems
    assert len(set(whole.values())) > 8


def test_each_more_line_keeps_what_the_lines_before_it_kept(tmp_path: Path) -> None:
    story = opened(tmp_path)
    file, read = file_of(tmp_path), 0
    for position in range(len(ROWS)):
        story.set_read([(position, position + 1)])
        story.flush()
        now = file.load().state.known.read.count(1)
        assert now == read + 1
        read = now


def test_a_kill_between_snapshot_and_truncation_changes_nothing(tmp_path: Path) -> None:
    read_something(tmp_path)
    file = file_of(tmp_path)
    journal = file.journal.read_bytes()
    loaded = file.load()
    file.save(loaded.state)
    once = as_is(file.load().state)
    file.journal.write_bytes(journal)
    assert as_is(file.load().state) == once
    file.journal.write_bytes(journal * 3)
    assert as_is(file.load().state) == once


def test_a_line_added_after_half_a_line_is_a_line_of_its_own(tmp_path: Path) -> None:
    read_something(tmp_path)
    file = file_of(tmp_path)
    with file.journal.open("ab") as journal:
        journal.write(b"1 read 00112233")
    story = opened(tmp_path)
    story.set_read([(2, 3)])
    story.flush()
    again = opened(tmp_path)
    assert marked(again) == "bc"
    assert not again.problems


def test_lines_that_say_nothing_are_named_and_the_others_count(tmp_path: Path) -> None:
    read_something(tmp_path)
    with file_of(tmp_path).journal.open("ab") as journal:
        journal.write(b"1 dance\n9 read 0011223344556677\n1 read zz\n\xff\xfe\n1 place\n1 read\n")
    again = opened(tmp_path)
    assert marked(again) == "b"
    assert "cannot be understood" in "".join(again.problems)


def test_closing_puts_all_in_the_snapshot_and_empties_the_journal_in_place(tmp_path: Path) -> None:
    read_something(tmp_path)
    file = file_of(tmp_path)
    before = file.journal.stat().st_ino
    story = opened(tmp_path)
    story.close()
    assert (file.journal.stat().st_ino, file.journal.stat().st_size) == (before, 0)
    assert marked(opened(tmp_path)) == "b"


def test_a_kill_right_after_the_first_line_loses_no_comment_it_names(tmp_path: Path) -> None:
    """A range of comments can be read only where the snapshot knows them."""
    story = opened(tmp_path, many(50))
    story.set_read([(0, 50)])
    states = StateFolder(tmp_path)
    file = states.file(story.story.key)
    saved = []
    save = StateFile.save

    def killed(self: StateFile, state: StoryState) -> None:
        if self.journal.exists() and self.journal.stat().st_size:
            raise KeyboardInterrupt
        saved.append(save(self, state))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StateFile, "save", killed)
        with contextlib.suppress(KeyboardInterrupt):
            story.close()
    assert file.load().state.known.read.count(1) == 50


def test_two_instances_see_each_others_marks_and_lose_none(tmp_path: Path) -> None:
    clock = Clock()
    one, other = opened(tmp_path, clock=clock), opened(tmp_path, clock=clock)
    one.flush()
    other.flush()
    one.set_read([(0, 1)])
    other.set_read([(1, 2)])
    other.set_starred(4, starred=True)
    one.flush()
    other.flush()
    one.catch_up()
    assert (marked(one), marked(one, "starred")) == ("ab", "e")
    other.catch_up()
    assert marked(other) == "ab"
    one.set_read([(2, 3)])
    one.close()
    other.set_read([(3, 4)])
    other.close()
    assert marked(opened(tmp_path)) == "abcd"


def test_an_instance_that_closes_first_leaves_the_other_its_journal(tmp_path: Path) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    other.set_read([(0, 1)])
    other.flush()
    one.close()
    other.set_read([(1, 2)])
    other.flush()
    assert marked(opened(tmp_path)) == "ab"
    other.close()
    assert marked(opened(tmp_path)) == "ab"


def test_instances_with_other_versions_of_a_story_keep_all_comments(tmp_path: Path) -> None:
    more = [*ROWS, ("f", "Ada", "a", "Not in summer.")]
    other_more = [*ROWS, ("g", "Tom", "a", "Nor in winter.")]
    one = opened(tmp_path, discussion(more))
    other = opened(tmp_path, discussion(other_more))
    one.set_read([(0, 6)])
    one.flush()
    other.set_read([(0, 6)])
    other.flush()
    one.close()
    other.close()
    everything = discussion([*ROWS, more[-1], other_more[-1]])
    assert marked(opened(tmp_path, everything)) == "abcfgde"


def test_a_state_that_was_deleted_while_open_is_written_again(tmp_path: Path) -> None:
    story = opened(tmp_path)
    story.set_read([(0, 3)])
    story.flush()
    for path in tmp_path.iterdir():
        path.unlink()
    story.set_read([(3, 4)])
    story.flush()
    assert marked(opened(tmp_path)) == "abcd"


def test_the_marks_of_many_comments_are_one_short_line(tmp_path: Path) -> None:
    story = opened(tmp_path, many(2000))
    story.flush()
    file = StateFile(tmp_path, story.story.key)
    before = file.journal_size()
    story.set_read([(0, 2000)])
    story.flush()
    assert file.journal_size() - before < 250
    assert opened(tmp_path, many(2000)).read.count() == 2000


def lose(file: StateFile, name: str) -> None:
    """A snapshot in which the statement of a name is gone."""
    lines = file.snapshot.read_text().split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{name} = "))
    stop = next(at for at in range(start, len(lines)) if lines[at] == "]")
    file.snapshot.write_text("\n".join([*lines[:start], "= 7", *lines[stop + 1 :]]))


def test_what_a_journal_says_of_lost_comments_is_kept_beside_the_damaged_snapshot(
    tmp_path: Path,
) -> None:
    opened(tmp_path).close()
    story = opened(tmp_path)
    story.set_read([(0, 1), (2, 5)])
    story.set_starred(1, starred=True)
    story.flush()
    file = file_of(tmp_path)
    journal = file.journal.read_bytes()
    lose(file, "known")
    again = opened(tmp_path)
    assert marked(again, "starred") == "b"
    assert set("ace") <= set(marked(again))
    aside = tmp_path / f"{file.journal.name}.damaged-1"
    assert aside.read_bytes() == journal
    said = " ".join(again.problems)
    assert (aside.name in said, f"{file.snapshot.name}.damaged-1" in said) == (True, True)


def test_a_journal_that_is_not_understood_is_kept_when_it_is_emptied(tmp_path: Path) -> None:
    opened(tmp_path).close()
    file = file_of(tmp_path)
    file.append("2 colour blue\n1 star " + discussion().thread.key(1).hex() + "\n")
    journal = file.journal.read_bytes()
    again = opened(tmp_path)
    assert marked(again, "starred") == "b"
    again.close()
    assert file.journal.read_bytes() == b""
    assert (tmp_path / f"{file.journal.name}.damaged-1").read_bytes().startswith(journal)
    assert f"{file.journal.name}.damaged-1" in " ".join(again.problems)
    opened(tmp_path).close()
    assert not (tmp_path / f"{file.journal.name}.damaged-2").exists()


def test_a_journal_whose_snapshot_was_deleted_is_kept_as_well(tmp_path: Path) -> None:
    opened(tmp_path).close()
    story = opened(tmp_path)
    story.set_read([(0, 4)])
    story.flush()
    file = file_of(tmp_path)
    journal = file.journal.read_bytes()
    file.snapshot.unlink()
    again = opened(tmp_path)
    assert set("ad") <= set(marked(again))
    again.close()
    assert (tmp_path / f"{file.journal.name}.damaged-1").read_bytes() == journal
