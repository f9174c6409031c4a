"""The generated discussion is what the benchmark says it is, in every format."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.discussion import rows, write_page
from benchmarks.mail import write_feed, write_maildir, write_mbox, write_spool

from threadreader.library.discussions import read_sources
from threadreader.library.sources import find

COUNT = 6_000


def test_shape() -> None:
    all_rows = list(rows(COUNT))
    top = [row.number for row in all_rows if row.depth == 1]
    assert 0.08 < len(top) / COUNT < 0.12
    sizes = [after - before for before, after in pairwise(top)]
    assert sum(size > 200 for size in sizes) == len(sizes) // 50
    within = sum(row.depth <= 12 for row in all_rows)
    assert within / COUNT > 0.55
    other = sum(not "".join(row.paragraphs).isascii() for row in all_rows)
    assert 0.2 < other / COUNT < 0.3
    assert all(1 <= len(row.paragraphs) <= 3 for row in all_rows)


def test_is_always_the_same() -> None:
    assert list(rows(50)) == list(rows(50))
    assert list(rows(50)) == list(rows(60))[:50]


def test_page_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_page(tmp_path / "page.txt", 400)
    (discussion,) = read_sources(find([tmp_path / "page.txt"])).discussions
    assert list(discussion.thread.depth) == [row.depth for row in rows(400)]
    authors = [discussion.thread.author(at) for at in range(400)]
    assert authors == [row.author for row in rows(400)]


@pytest.mark.parametrize("write", [write_mbox, write_feed])
def test_mail_and_feed_hold_every_comment(tmp_path: Path, write: object) -> None:
    assert callable(write)
    path = tmp_path / "discussion"
    write(path, 300)
    reading = read_sources(find([path]))
    # Neither format has a story around its threads: what begins a thread is a story of its own.
    held = len(reading.discussions) + sum(len(d.thread) for d in reading.discussions)
    assert held == 301


def test_folders_hold_a_file_a_message(tmp_path: Path) -> None:
    write_maildir(tmp_path / "maildir", 20)
    write_spool(tmp_path / "spool", 20)
    assert len(list((tmp_path / "maildir" / "cur").iterdir())) == 21
    articles = tmp_path / "spool" / "spool" / "tide" / "discussion"
    assert len((articles / ".overview").read_text().splitlines()) == 21
    assert (articles / "21").read_text().startswith("From: ")
