"""The list of stories: which state belongs to which story, and numbers that are always true."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.library.stories import Clock

from threadreader.library.catalogue import Catalogue
from threadreader.library.config import Config
from threadreader.library.opening import Opening
from threadreader.library.shelf import Shelf
from threadreader.library.states import StateFile, StateFolder


def save(path: Path, title: str, numbers: list[int], body: str = "It stands.") -> Path:
    text = f'title = "{title}"\nbody = "{body}"\n'
    for number in numbers:
        text += f'[[comments]]\nid = {number}\nauthor = "Author {number % 3}"\nbody = "{number}"\n'
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


class Reader:
    """Looks at a folder with a catalogue, or without one."""

    def __init__(self, home: Path, *, has_catalogue: bool = True) -> None:
        self.pages, self.states, self.clock = home / "pages", StateFolder(home / "state"), Clock()
        cache = home / "cache" / "catalogue.sqlite"
        self.catalogue = Catalogue(cache) if has_catalogue else None

    def shelf(self, *paths: Path) -> Shelf:
        self.clock.pass_(hours=1)
        opening = Opening(paths or [self.pages], self.catalogue)
        reading = opening.read()
        opening.remember(reading)
        return Shelf(reading, self.states, Config(), self.clock)

    def numbers(self, *paths: Path) -> dict[str, tuple[int, int, int]]:
        rows = self.shelf(*paths).rows
        return {row.title: (row.comments, row.unread, row.new) for row in rows}

    def read(self, title: str, count: int) -> None:
        shelf = self.shelf()
        story = shelf.open(next(row.key for row in shelf.rows if row.title == title))
        story.set_read([(0, count)])
        story.close()


@pytest.fixture(params=[True, False], ids=["catalogue", "none"])
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    return Reader(tmp_path, has_catalogue=request.param)


def test_rows_count_what_is_unread_and_new(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    save(reader.pages / "clock.toml", "A clock", [7])
    assert reader.numbers() == {"A clock": (1, 1, 0), "A gauge": (3, 3, 0)}
    reader.read("A gauge", 2)
    assert reader.numbers()["A gauge"] == (3, 1, 0)
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3, 4, 5])
    assert reader.numbers() == {"A clock": (1, 1, 0), "A gauge": (5, 3, 2)}
    assert reader.numbers() == {"A clock": (1, 1, 0), "A gauge": (5, 3, 2)}


def test_a_journal_of_another_instance_counts_at_once(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    shelf = reader.shelf()
    story = shelf.open(shelf.rows[0].key)
    for read in (1, 2, 3):
        story.set_read([(read - 1, read)])
        story.flush()
        assert reader.numbers()["A gauge"] == (3, 3 - read, 0)


def test_a_state_that_is_deleted_is_counted_no_more(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    reader.read("A gauge", 3)
    assert reader.numbers()["A gauge"] == (3, 0, 0)
    for file in reader.states.path.iterdir():
        file.unlink()
    assert reader.numbers()["A gauge"] == (3, 3, 0)


def test_known_stories_are_listed_without_their_threads_and_states(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(tmp_path)
    for number in range(5):
        save(reader.pages / f"{number}.toml", f"Story {number}", [1, 2, 3], f"Of {number}.")
    reader.read("Story 3", 2)
    expected = reader.numbers()
    reader.numbers()

    def never(*_: object) -> None:
        raise AssertionError("this was counted before")

    monkeypatch.setattr(StateFile, "load", never)
    monkeypatch.setattr("threadreader.library.shelf.recognise", never)
    monkeypatch.setattr("threadreader.library.remembered.RememberedThread.__getattr__", never)
    assert reader.numbers() == expected


def test_an_edited_headline_keeps_the_marks(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    reader.read("A gauge", 2)
    save(reader.pages / "gauge.toml", "The old gauge", [1, 2, 3, 4])
    assert reader.numbers() == {"The old gauge": (4, 2, 1)}
    reader.read("The old gauge", 4)
    assert reader.numbers() == {"The old gauge": (4, 0, 0)}
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    assert reader.numbers() == {"A gauge": (3, 0, 0)}


def test_an_edited_first_paragraph_keeps_the_marks(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1, 2])
    reader.read("A gauge", 2)
    save(reader.pages / "gauge.toml", "A gauge", [1, 2], "It stood there.")
    assert reader.numbers()["A gauge"] == (2, 0, 0)


def test_another_name_is_the_same_story(reader: Reader) -> None:
    first = save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    reader.read("A gauge", 3)
    os.utime(first, (1000, 1000))
    second = save(reader.pages / "gauge (1).toml", "A gauge", [1, 2, 3, 4, 5, 6])
    assert reader.numbers() == {"A gauge": (6, 3, 3)}
    assert reader.numbers(second) == {"A gauge": (6, 3, 3)}


def test_a_weekly_thread_of_the_same_name_is_a_new_story(reader: Reader) -> None:
    first = save(reader.pages / "1.toml", "Open thread", [1, 2, 3], "Talk about anything.")
    reader.read("Open thread", 3)
    second = save(reader.pages / "2.toml", "Open thread", [11, 12], "Talk about anything.")
    rows = reader.shelf().rows
    assert sorted((row.comments, row.unread) for row in rows) == [(2, 2), (3, 0)]
    assert len({row.key for row in rows}) == 2
    shelf = reader.shelf(second)
    story = shelf.open(shelf.rows[0].key)
    assert story.first_visit
    story.set_read([(0, 1)])
    story.close()
    assert reader.numbers(first)["Open thread"] == (3, 0, 0)
    assert reader.numbers(second)["Open thread"] == (2, 1, 0)


def test_all_of_a_story_read_is_undone_and_redone_from_the_list(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1, 2, 3])
    reader.read("A gauge", 1)
    shelf = reader.shelf()
    key = shelf.rows[0].key
    assert shelf.mark_all_read(key)
    assert not shelf.mark_all_read(key)
    assert (shelf.rows[0].unread, reader.numbers()["A gauge"][1]) == (0, 0)
    assert shelf.undo() == key
    assert (shelf.rows[0].unread, reader.numbers()["A gauge"][1]) == (2, 2)
    assert shelf.redo() == key
    assert reader.numbers()["A gauge"][1] == 0
    assert shelf.redo() is None


def test_a_star_on_a_story_is_kept_and_taken_back(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1])
    shelf = reader.shelf()
    shelf.set_story_starred(shelf.rows[0].key, starred=True)
    assert reader.shelf().rows[0].starred
    shelf.undo()
    assert not reader.shelf().rows[0].starred


def test_marks_from_the_list_are_no_visit(reader: Reader) -> None:
    save(reader.pages / "gauge.toml", "A gauge", [1])
    shelf = reader.shelf()
    shelf.mark_all_read(shelf.rows[0].key)
    row = reader.shelf().rows[0]
    assert (row.last_read, row.read_share) == (None, 1.0)
