"""Messages that a mail folder marks as seen are read at first, where the reader wants it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from threadreader.library.config import Config
from threadreader.library.discussions import read_sources
from threadreader.library.shelf import Shelf
from threadreader.library.sources import find
from threadreader.library.states import StateFolder


def deliver(folder: Path, name: str, number: int, parent: int | None = None) -> None:
    answers = f"In-Reply-To: <{parent}@x>\n" if parent is not None else ""
    header = f"From: ann\nDate: Sun, 1 Mar 2020 10:00:0{number} +0000\nMessage-ID: <{number}@x>\n"
    (folder / name).write_text(f"{header}Subject: kites\n{answers}\nText.\n")


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True)
    deliver(folder, "cur/1.a:2,S", 1)
    deliver(folder, "cur/2.a:2,RS", 2, 1)
    deliver(folder, "new/3.a", 3, 2)
    return folder


def shelf(mails: Path, *, seen_mail: bool) -> Shelf:
    reading = read_sources(find([mails]))
    return Shelf(reading, StateFolder(mails.parent / "state"), Config(seen_mail=seen_mail))


@pytest.mark.parametrize("seen_mail", [True, False])
def test_seen_messages_start_as_read_only_where_that_is_set(mails: Path, seen_mail: bool) -> None:  # noqa: FBT001
    found = shelf(mails, seen_mail=seen_mail)
    (row,) = found.rows
    assert row.unread == (1 if seen_mail else 2)
    story = found.open(row.key)
    assert [story.read[at] for at in range(2)] == [seen_mail, False]


def test_what_the_reader_marks_unread_stays_unread(mails: Path) -> None:
    story = shelf(mails, seen_mail=True).open(shelf(mails, seen_mail=True).rows[0].key)
    assert story.read[0]
    story.set_read([(0, 1)], read=False)
    story.close()
    deliver(mails, "cur/4.a:2,S", 4, 2)
    again = shelf(mails, seen_mail=True)
    assert again.rows[0].unread == 2
    opened = again.open(again.rows[0].key)
    assert [opened.thread.id(at) for at in range(3) if opened.read[at]] == ["4@x"]
