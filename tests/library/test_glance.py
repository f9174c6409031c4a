from __future__ import annotations

from pathlib import Path

from tests.library.stories import ROWS, discussion

from threadreader.library.changes import Place
from threadreader.library.config import Config
from threadreader.library.discussions import Reading
from threadreader.library.glance import UnreadThread
from threadreader.library.shelf import Shelf
from threadreader.library.states import StateFolder


def shelf(folder: Path, *, without: str = "") -> Shelf:
    kept = discussion([row for row in ROWS if row[0] != without])
    return Shelf(Reading([kept]), StateFolder(folder), Config())


def test_of_a_story_never_read_all_threads_are_told(tmp_path: Path) -> None:
    shown = shelf(tmp_path)
    glance = shown.glance(shown.rows[0].key)
    assert (glance.comment, glance.author) == (None, "")
    assert glance.threads == (
        UnreadThread("Ruth", "The gauge ran ahead.", 3),
        UnreadThread("Tom", "It was wound on Sundays.", 2),
    )


def test_threads_that_are_read_are_not_told(tmp_path: Path) -> None:
    shown = shelf(tmp_path)
    story = shown.open(shown.rows[0].key)
    story.set_read([(0, 4)])
    story.set_place(Place("comments", 1))
    story.close()
    glance = shown.glance(shown.rows[0].key)
    assert (glance.comment, glance.author) == (1, "Tom")
    assert glance.threads == (UnreadThread("Tom", "It was wound on Sundays.", 1),)
    assert shown.glance(shown.rows[0].key, most=0).threads == ()


def test_a_place_that_is_gone_is_no_place(tmp_path: Path) -> None:
    shown = shelf(tmp_path)
    story = shown.open(shown.rows[0].key)
    story.set_place(Place("comments", 4))
    story.close()
    later = shelf(tmp_path, without="e")
    assert later.glance(later.rows[0].key).comment is None


def test_a_glance_changes_nothing(tmp_path: Path) -> None:
    shown = shelf(tmp_path)
    shown.glance(shown.rows[0].key)
    assert not list(tmp_path.iterdir())
