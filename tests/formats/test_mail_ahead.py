"""The first messages of an archive that is one discussion are told before all headers are read."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.mail_writing import events, mail, mailbox, reading, replies, starts

from threadreader.formats import mail_stories, mbox
from threadreader.formats.base import Source
from threadreader.library.export import story_record
from threadreader.library.opening import Opening, Progress
from threadreader.model import Event, Restart
from threadreader.thread.tree import Thread


@pytest.fixture(autouse=True)
def _small_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_stories, "_LOOKS", (4, 12))


def read(data: bytes) -> list[Event]:
    source = Source(lambda: io.BytesIO(data), size=len(data))
    source.may_look_ahead = True
    return list(mbox.read(source))


def thread_of(count: int) -> list[str]:
    return [mail("m0"), *(mail(f"m{n}", "m0", f"m{n // 2}") for n in range(1, count))]


def restarts(found: list[Event]) -> int:
    return sum(isinstance(event, Restart) for event in found)


def told_last(found: list[Event]) -> list[Event]:
    backwards = takewhile(lambda event: not isinstance(event, Restart), reversed(found))
    return list(backwards)[::-1]


def test_the_first_messages_are_told_twice_and_the_rest_once() -> None:
    data = mailbox(*thread_of(30))
    found = read(data)
    assert [len(replies(found[: found.index(Restart())])), restarts(found)] == [3, 2]
    assert told_last(found) == events(data)


def test_nothing_is_told_beforehand_where_nobody_waits() -> None:
    assert restarts(events(mailbox(*thread_of(30)))) == 0


@pytest.mark.parametrize(
    "first",
    [
        [mail("other")],
        [mail("answer", "gone")],
        [mail("deleted", "m0", X_Status="D")],
    ],
)
def test_what_is_not_one_whole_discussion_waits(first: list[str]) -> None:
    data = mailbox(*first, *thread_of(30))
    assert restarts(read(data)) == 0
    assert read(data) == events(data)


def test_a_discussion_that_is_not_alone_in_the_end_reads_right() -> None:
    data = mailbox(*thread_of(8), mail("other"), mail("word", "other"), *thread_of(3))
    found = read(data)
    assert restarts(found) == 1
    assert told_last(found) == events(data)
    assert [s.id for s in starts(told_last(found))] == ["mid:m0@x", "mid:other@x"]


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=20))
def test_looking_ahead_changes_nothing_in_the_end(wanted: list[tuple[int, bool]]) -> None:
    mails = [mail("m0")]
    for at, (number, is_twin) in enumerate(wanted, 1):
        above = number % (at + 1)  # itself too: then it opens a discussion
        mails.append(mails[above % at] if is_twin else mail(f"m{at}", f"m{above}"))
    data = mailbox(*mails)
    assert told_last(read(data)) == told_last(events(data))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_is_shown_meanwhile_stays_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(mail_stories, "_LOOKS", (300,))
    monkeypatch.setattr(mbox, "_CHUNK", 1 << 15)
    path = tmp_path / "list.mbox"
    path.write_bytes(pack(mailbox(*thread_of(900))))
    shown: list[tuple[float, Thread]] = []

    def keep(progress: Progress) -> None:
        if progress.discussion is not None:
            shown.append((progress.share, progress.discussion.thread))

    whole = Opening([path]).read(keep)
    share, early = shown[0]
    assert share < 0.5
    assert 256 <= len(early) < 300
    assert early.body(5) == whole.discussions[0].thread.body(5)
    expected = [story_record(found) for found in reading(path).discussions]
    assert [story_record(found) for found in whole.discussions] == expected


def test_notices_told_before_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.mbox"
    path.write_bytes(b"From x@y Sun Mar  1 10:00:00 2020\n\n" + mailbox(*thread_of(20)))
    (found,) = Opening([path]).read(lambda _: None).discussions
    assert [notice.code for notice in found.notices] == ["empty-message"]


def test_several_files_are_told_once(tmp_path: Path) -> None:
    for name in ("march", "april"):
        (tmp_path / f"{name}.mbox").write_bytes(mailbox(*thread_of(20)))
    found = Opening([tmp_path]).read(lambda _: None).discussions
    assert [len(one.thread) for one in found] == [19]
