"""A story saved again: what is new, what was edited, what is gone but still readable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.library.stories import Clock

from threadreader.library.catalogue import Catalogue
from threadreader.library.config import Config
from threadreader.library.opening import Opening
from threadreader.library.openstory import OpenStory
from threadreader.library.shelf import Shelf
from threadreader.library.states import StateFolder
from threadreader.text.body import spans_text
from threadreader.thread.matching import Subject, matches
from threadreader.thread.query import parse

Row = tuple[int, int, str]
ROWS: list[Row] = [
    (1, 0, "The ferry was late."),
    (2, 1, "By how much?"),
    (3, 2, "By a tide."),
    (4, 1, "It always is."),
    (5, 0, "The bell rang twice."),
]


def save(path: Path, rows: list[Row]) -> Path:
    """A page with these comments: number, what it answers, text."""
    text = 'title = "The ferry"\nbody = "It crosses."\nurl = "https://ferry.example/1"\n'
    for number, parent, body in rows:
        above = f"parent = {parent}\n" if parent else ""
        text += f'[[comments]]\nid = {number}\nauthor = "Author {number}"\n{above}body = "{body}"\n'
    path.write_text(text)
    return path


class Reader:
    """Opens the page again and again, a day later each time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.catalogue = Catalogue(folder / "cache" / "catalogue.sqlite3")

    def open(self, *paths: Path, remembers: bool = True) -> OpenStory:
        self.clock.pass_(days=1)
        opening = Opening(paths, self.catalogue)
        reading = opening.read()
        shelf = Shelf(reading, StateFolder(self.folder / "state"), Config(), self.clock)
        story = shelf.open(shelf.rows[0].key)
        if remembers:
            opening.remember(reading)
        return story

    def visit(self, *paths: Path) -> None:
        self.open(*paths).close()


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def those(story: OpenStory, query: str) -> str:
    subject = Subject(story.thread, read=story.read, new=story.new, gone=story.gone)
    found = matches(parse(query), subject)
    return "".join(story.thread.id(at) for at in range(len(story.thread)) if found[at])


def said_before(story: OpenStory, identifier: str) -> str | None:
    ids = [story.thread.id(at) for at in range(len(story.thread))]
    blocks = story.earlier_text(ids.index(identifier))
    return None if blocks is None else " ".join(map(spans_text, blocks))


def test_a_comment_that_is_gone_stays_where_it_was(reader: Reader, tmp_path: Path) -> None:
    path = save(tmp_path / "ferry.toml", ROWS)
    story = reader.open(path)
    story.set_read([(0, 5)])
    story.set_starred(2, starred=True)
    story.close()
    save(path, [ROWS[0], ROWS[3], (6, 1, "A new one."), ROWS[4]])
    again = reader.open(path)
    assert [again.thread.id(at) for at in range(6)] == ["1", "2", "3", "4", "6", "5"]
    assert list(again.thread.depth) == [1, 2, 3, 2, 2, 1]
    assert list(again.thread.size) == [5, 2, 1, 1, 1, 1]
    assert list(again.thread.parent) == [-1, 0, 1, 0, 0, -1]
    assert those(again, "is:gone") == "23"
    assert those(again, "is:new") == "6"
    assert those(again, "is:read") == "12345"
    assert again.starred[2]
    assert (again.thread.author(1), again.thread.text(2)) == ("Author 2", "By a tide.")
    assert again.thread.root(2) == 0
    assert those(again, '"by a tide"') == "3"


def test_what_is_gone_stays_over_several_versions_and_comes_back_as_it_was(
    reader: Reader, tmp_path: Path
) -> None:
    path = save(tmp_path / "ferry.toml", ROWS)
    reader.visit(path)
    reader.visit(save(path, ROWS[:4]))
    save(path, [ROWS[0], ROWS[1], ROWS[3]])
    story = reader.open(path)
    assert those(story, "is:gone") == "35"
    assert [story.thread.id(at) for at in range(5)] == ["1", "2", "3", "4", "5"]
    story.set_read([(2, 3)])
    story.close()
    assert those(reader.open(path), "is:gone is:read") == "3"
    whole = reader.open(save(path, ROWS))
    assert those(whole, "is:gone") == ""
    assert those(whole, "is:read") == "3"


def test_without_the_cache_only_the_text_of_what_is_gone_is_lost(
    reader: Reader, tmp_path: Path
) -> None:
    path = save(tmp_path / "ferry.toml", ROWS)
    story = reader.open(path, remembers=False)
    story.set_read([(0, 5)])
    story.close()
    fewer = reader.open(save(path, ROWS[:2]), remembers=False)
    assert (those(fewer, "is:gone"), those(fewer, "is:read")) == ("", "12")
    fewer.close()
    assert those(reader.open(save(path, ROWS)), "is:read") == "12345"


def test_an_edited_comment_is_marked_and_its_earlier_text_is_known(
    reader: Reader, tmp_path: Path
) -> None:
    path = save(tmp_path / "ferry.toml", ROWS)
    reader.visit(path)
    save(path, [*ROWS[:4], (5, 0, "The bell rang thrice.")])
    story = reader.open(path)
    assert [at for at in range(5) if story.edited[at]] == [4]
    assert story.thread.text(4) == "The bell rang thrice."
    assert said_before(story, "5") == "The bell rang twice."
    assert said_before(story, "1") is None
    story.close()
    again = reader.open(path)
    assert again.edited.count() == 0


def test_edits_are_still_edits_within_the_same_visit(reader: Reader, tmp_path: Path) -> None:
    path = save(tmp_path / "ferry.toml", ROWS)
    reader.visit(path)
    save(path, [*ROWS[:4], (5, 0, "The bell rang thrice.")])
    reader.visit(path)
    reader.clock.pass_(days=-1, seconds=20)
    story = reader.open(path)
    assert [at for at in range(5) if story.edited[at]] == [4]
    assert said_before(story, "5") == "The bell rang twice."


def test_a_page_saved_under_another_name_is_compared_with_the_first(
    reader: Reader, tmp_path: Path
) -> None:
    first = save(tmp_path / "ferry.toml", ROWS)
    reader.visit(first)
    second = save(tmp_path / "ferry (1).toml", [*ROWS[1:4], (1, 0, "The ferry was early.")])
    story = reader.open(second)
    assert those(story, "is:gone") == "5"
    assert said_before(story, "1") == "The ferry was late."


def test_versions_read_together_need_no_catalogue(reader: Reader, tmp_path: Path) -> None:
    first = save(tmp_path / "ferry.toml", ROWS)
    os.utime(first, (1000, 1000))
    story = reader.open(first, remembers=False)
    story.close()
    second = save(tmp_path / "ferry (1).toml", ROWS[:3])
    again = reader.open(first, second, remembers=False)
    assert those(again, "is:gone") == "45"
