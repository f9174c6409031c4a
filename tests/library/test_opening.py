from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from threadreader.formats import mbox
from threadreader.library import datafile
from threadreader.library.catalogue import Catalogue, FileStamp
from threadreader.library.discussions import Reading
from threadreader.library.export import story_record
from threadreader.library.opening import AbandonedError, Opening, Progress
from threadreader.thread.matching import CancelledError, Subject, matches
from threadreader.thread.orders import ordered
from threadreader.thread.query import parse

STORY = """
title = "A clock"
published = 2017-11-13
body = "It ran ahead.\\n\\nNobody minded."
"""
COMMENT = """
[[comments]]
id = {0}
{1}
author = "Author {2}"
date = 2017-11-13T12:52:00
body = "Comment {0} says, with an é.\\n\\nAnd a second paragraph."
url = "https://clock.example/{0}"
"""


def write(path: Path, count: int) -> Path:
    comments = (
        COMMENT.format(n, f"parent = {n - 1}" if n % 3 else "", n % 7) for n in range(count)
    )
    path.write_text(STORY + "".join(comments), encoding="utf-8")
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "cache" / "catalogue.sqlite3")


def opened(catalogue: Catalogue, *paths: Path) -> Reading:
    opening = Opening(paths, catalogue)
    reading = opening.read()
    opening.remember(reading)
    return reading


def records(reading: Reading) -> list[dict[str, object]]:
    return [story_record(d) for d in reading.discussions]


def test_a_known_file_comes_from_the_catalogue_just_as_it_was_read(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = write(tmp_path / "clock.toml", 300)
    first = opened(catalogue, path)
    again = opened(Catalogue(catalogue.path), path)
    assert first.read
    assert not again.read
    assert records(again) == records(first)
    one, other = first.discussions[0].thread, again.discussions[0].thread
    assert other.urls == one.urls
    assert list(other.positions_by(3)) == list(one.positions_by(3))


def test_a_changed_file_is_read_anew(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write(tmp_path / "clock.toml", 5)
    opened(catalogue, path)
    write(path, 8)
    assert len(opened(catalogue, path).discussions[0].thread) == 8
    again = opened(catalogue, path)
    assert not again.read
    assert len(again.discussions[0].thread) == 8


def test_the_same_size_at_another_time_is_a_changed_file(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = write(tmp_path / "clock.toml", 5)
    opened(catalogue, path)
    os.utime(path, (1, 1))
    assert opened(catalogue, path).read


def test_a_damaged_catalogue_is_begun_anew(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write(tmp_path / "clock.toml", 5)
    first = opened(catalogue, path)
    catalogue.path.write_bytes(b"no database at all" * 100)
    Path(f"{catalogue.path}-wal").unlink(missing_ok=True)
    fresh = Catalogue(catalogue.path)
    assert records(opened(fresh, path)) == records(first)
    assert not opened(Catalogue(catalogue.path), path).read


def test_a_catalogue_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "clock.toml", 5)
    (tmp_path / "cache").write_text("a file where the folder should be")
    reading = opened(Catalogue(tmp_path / "cache" / "catalogue.sqlite3"), path)
    assert len(reading.discussions[0].thread) == 5


QUERIES = [
    '"comment 17 says, with an é."',
    '"second paragraph"',
    "nowhere",
    "words:>9",
    "has:link",
    "-has:code comment",
    "author:=author",
    "depth:2 words:<9",
]


def test_queries_find_in_the_catalogue_what_they_find_without_it(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = write(tmp_path / "clock.toml", 30)
    plain = Opening([path]).read().discussions[0].thread
    opened(catalogue, path)
    thread = opened(Catalogue(catalogue.path), path).discussions[0].thread
    assert thread.index is not None
    for query in QUERIES:
        found, expected = (matches(parse(query), Subject(t)) for t in (thread, plain))
        assert found.to_bytes() == expected.to_bytes()


def test_the_orders_are_those_of_the_file(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write(tmp_path / "clock.toml", 30)
    plain = opened(catalogue, path).discussions[0].thread
    thread = opened(Catalogue(catalogue.path), path).discussions[0].thread
    for order in ("newest", "oldest", "replies", "longest"):
        assert ordered(thread, order).positions == ordered(plain, order).positions


def test_a_search_in_the_catalogue_can_be_cancelled(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write(tmp_path / "clock.toml", 30)
    opened(catalogue, path)
    thread = opened(catalogue, path).discussions[0].thread
    assert thread.index is not None
    with pytest.raises(CancelledError):
        thread.index.having("second", lambda: True)


def test_threads_are_kept_before_their_texts(tmp_path: Path, catalogue: Catalogue) -> None:
    """Who leaves at once need not wait for the texts: they are made ready the next time."""
    path = write(tmp_path / "clock.toml", 30)
    opening = Opening([path], catalogue)
    reading = opening.read()
    stamp = FileStamp.of(path)
    assert stamp is not None
    assert catalogue.put(stamp, reading.read[path])
    known = Opening([path], catalogue)
    again = known.read()
    thread = again.discussions[0].thread
    indexed = [thread.index is not None]
    known.remember(again)
    assert [*indexed, thread.index is not None] == [False, True]
    assert opened(catalogue, path).discussions[0].thread.index is not None


def test_a_changed_story_is_shown_as_it_was_while_it_is_read(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = write(tmp_path / "clock.toml", 5)
    opened(catalogue, path)
    write(path, 3000)
    told: list[Progress] = []
    reading = Opening([path], catalogue).read(told.append)
    assert [len(p.discussion.thread) for p in told if p.discussion] == [5]
    assert len(reading.discussions[0].thread) == 3000


def test_files_of_what_changed_do_not_pile_up(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "clock.toml"
    for count in range(3, 9):
        opened(catalogue, write(path, count))
    data = catalogue.path.with_name("catalogue-data")
    assert len(list(data.iterdir())) == 2


def test_files_that_a_killed_process_left_are_removed(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "clock.toml"
    opened(catalogue, write(path, 3))
    data = catalogue.path.with_name("catalogue-data")
    for name, age in (("old", 1), ("young", None)):
        (data / name).write_bytes(b"half")
        if age:
            os.utime(data / name, (age, age))
    opened(catalogue, write(path, 4))
    names = {file.name for file in data.iterdir()}
    assert ("old" in names, "young" in names, len(names)) == (False, True, 3)


def test_data_files_that_are_gone_are_made_again(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write(tmp_path / "clock.toml", 5)
    first = opened(catalogue, path)
    for file in catalogue.path.with_name("catalogue-data").iterdir():
        file.unlink()
    assert records(opened(Catalogue(catalogue.path), path)) == records(first)


def test_a_large_story_is_mapped_and_reads_the_same(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datafile, "_MAPPED_FROM", 1)
    path = write(tmp_path / "clock.toml", 100)
    first = opened(catalogue, path)
    assert records(opened(Catalogue(catalogue.path), path)) == records(first)


def test_a_writer_that_is_cancelled_keeps_what_was_known(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = write(tmp_path / "clock.toml", 5)
    reading = Opening([path], catalogue).read()
    opening = Opening([path], catalogue)
    opening.abandon()
    opening.remember(reading)
    with sqlite3.connect(catalogue.path) as connection:
        assert connection.execute("SELECT count(*) FROM story").fetchone() == (0,)
    connection.close()


def test_a_large_file_is_told_of_while_it_is_read(tmp_path: Path) -> None:
    told: list[Progress] = []
    Opening([write(tmp_path / "clock.toml", 3000)]).read(told.append)
    partial = [p.discussion for p in told if p.discussion]
    assert partial
    assert all(len(d.thread) < 3000 for d in partial)
    assert all(0 <= p.share <= 1 for p in told)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_of_mail_tells_how_far_it_is_from_its_first_message_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(mbox, "_CHUNK", 1 << 16)
    path = tmp_path / "list.mbox"
    mail = "From x Sun Mar  1 10:00:00 2020\nFrom: Ann\nMessage-ID: <{0}@x>\n{1}\n{2}\n\n"
    answers = ["", *[f"References: <{n // 2}@x>\n" for n in range(1500)]]
    texts = [mail.format(n, refers, "Rain. " * 60) for n, refers in enumerate(answers)]
    path.write_bytes(pack("".join(texts).encode()))
    told: list[Progress] = []
    Opening([path]).read(told.append)
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert shares[0] < 0.3
    assert any(p.comments == 0 and p.share > 0.3 for p in told)  # while only headers are read
    partial = next(p for p in told if p.discussion is not None)
    assert partial.share < 0.9
    assert partial.comments < 600


def test_reading_ends_when_the_reader_leaves(tmp_path: Path) -> None:
    opening = Opening([write(tmp_path / "clock.toml", 3000)])
    with pytest.raises(AbandonedError):
        opening.read(lambda _: opening.abandon())


def test_a_cache_that_is_deleted_meanwhile_costs_only_time(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    page = write(tmp_path / "clock.toml", 30)
    before = records(opened(catalogue, page))
    untouched, shown = Opening([page], catalogue).read(), Opening([page], catalogue).read()
    thread = shown.discussions[0].thread
    assert thread.text(0)
    assert thread.index is not None
    shutil.rmtree(tmp_path / "cache")
    for query in ("and a second", "words:>3", "has:link"):
        found = matches(parse(query), Subject(thread))
        assert found.count() == (0 if query == "has:link" else 30)
    assert records(untouched) == before
    assert opened(catalogue, page).discussions[0].thread.text(0) == thread.text(0)


def test_of_several_files_none_is_shown_before_all_are_read(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """What the reader presses meanwhile is for the list."""
    write(tmp_path / "clock.toml", 5)
    opened(catalogue, tmp_path)
    write(tmp_path / "clock.toml", 3000)
    write(tmp_path / "other.toml", 3)
    told: list[Progress] = []
    Opening([tmp_path], catalogue).read(told.append)
    assert told
    assert not [progress for progress in told if progress.discussion]
