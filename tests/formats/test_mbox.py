"""Mailboxes in one file: where messages begin and end, whatever wrote them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.mail_writing import (
    codes,
    events,
    mail,
    mailbox,
    notices,
    reading,
    replies,
    shape,
    starts,
)

from threadreader.formats import mbox
from threadreader.formats.base import Source
from threadreader.model import Comment, StoryStart
from threadreader.text.body import pack, plain_text


def bodies(data: bytes) -> list[str]:
    found = [event for event in events(data) if isinstance(event, StoryStart | Comment)]
    return [plain_text(pack(event.body)) for event in found]


def test_from_in_a_body_separates_only_after_an_empty_line_and_with_a_date() -> None:
    body = "One\nFrom x@y Sun Mar  1 10:00:00 2020\n\nFrom here on it rains.\n\nFrom afar: a bell."
    (text,) = bodies(mailbox(mail(body=body)))
    assert text == body


def test_quoted_from_lines_are_unquoted_once() -> None:
    assert bodies(mailbox(mail(body=">From me\n\nword >From you"))) == ["From me\n\nword >From you"]
    (text,) = bodies(mailbox(mail(body=">>From me")))
    assert text == "> From me"


def test_a_length_that_ends_at_a_separator_is_obeyed() -> None:
    inner = "Look:\n\n" + mailbox(mail("inner")).decode()
    data = mailbox(mail("a", body=inner, Content_Length=str(len(inner) + 1)), mail("b"))
    assert [start.id for start in starts(events(data))] == ["mid:a@x", "mid:b@x"]
    assert ">From" in bodies(mailbox(mail(body=">From a", Content_Length="8")))[0].replace(" ", "")


@pytest.mark.parametrize("length", ["0", "3", "99999999999999999999", "-1", "many", ""])
def test_a_length_that_is_wrong_does_not_matter(length: str) -> None:
    data = mailbox(mail("a", Content_Length=length, body="All of this."), mail("b"))
    assert bodies(data) == ["All of this.", "Text."]


def test_line_ends_of_windows() -> None:
    data = mailbox(mail("a", body=">From me\n\nyes"), mail("b", "a")).replace(b"\n", b"\r\n")
    assert bodies(data) == ["From me\n\nyes", "Text."]
    assert replies(events(data)) == {"b@x": None}


@pytest.mark.parametrize(
    "separator",
    [
        "From MAILER-DAEMON Sun Mar  1 10:00:00 2020",
        "From a at example.org  Sun Mar  1 10:00:00 2020",
        "From - Sun Mar 01 10:00:00 2020",
        "From a@b Sun Mar  1 10:00:00 CET 2020",
        "From a@b Sun Mar  1 10:00:00 2020 +0100",
        "From a@b Sun Mar  1 10:00:00 2020 remote from there",
        "From 1234567890123@xxx Sun Mar 01 10:00:00 +0000 2020",
        "From a@b 2020-03-01 10:00:00",
        "From a@b Sun, 1 Mar 2020 10:00:00 +0100",
        "From mboxrd@z Thu Jan  1 00:00:00 1970",
    ],
)
def test_the_separators_of_many_programs(separator: str) -> None:
    data = f"{separator}\n{mail('a')}\n{separator}\n{mail('b', 'a')}".encode()
    assert mbox.sniff(data, None) > 0.5
    assert replies(events(data)) == {"b@x": None}


@pytest.mark.parametrize(
    ("compress", "suffix"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")]
)
def test_compressed_mailboxes(
    tmp_path: Path, compress: Callable[[bytes], bytes], suffix: str
) -> None:
    data = mailbox(*(mail(f"m{n}", *(["m0"] if n else [])) for n in range(50)))
    path = tmp_path / f"box.mbox.{suffix}"
    path.write_bytes(compress(data))
    (found,) = reading(path).discussions
    assert len(found.thread) == 49


def test_a_compressed_mailbox_that_is_cut_gives_what_is_whole(tmp_path: Path) -> None:
    words = [f"{n * n * 7919:x} and {n}" for n in range(3000)]
    data = mailbox(*(mail(f"m{n}", body=word) for n, word in enumerate(words)))
    path = tmp_path / "box.mbox.gz"
    path.write_bytes(gzip.compress(data)[:20000])
    found = reading(path)
    assert 100 < len(found.discussions) < 3000
    assert "damaged" in [notice.code for notice in found.notices[path]]


def test_text_before_the_first_message_is_named() -> None:
    found = events(b"Archive of the choir\n\n" + mailbox(mail("a")))
    assert [start.id for start in starts(found)] == ["mid:a@x"]
    assert [(n.code, n.line, n.byte) for n in notices(found)] == [("text-before-mail", 1, 0)]


def test_a_message_that_cannot_be_read_is_named_with_its_position() -> None:
    empty = b"From x@y Sun Mar  1 10:00:00 2020\n\n"
    first = mailbox(mail("a"))
    found = events(first + empty + mailbox(mail("b")))
    assert [start.id for start in starts(found)] == ["mid:a@x", "mid:b@x"]
    (notice,) = notices(found)
    assert (notice.code, notice.byte) == ("empty-message", len(first))
    assert notice.line == first.count(b"\n") + 1


def test_a_message_without_headers_is_all_text() -> None:
    (text,) = bodies(b"From x@y Sun Mar  1 10:00:00 2020\n\nOnly words.\n\nAnd more.\n")
    assert text == "Only words.\n\nAnd more."
    assert codes(events(b"From x@y Sun Mar  1 10:00:00 2020\n\nOnly words.\n")) == ["no-headers"]


def test_a_header_of_ten_megabytes() -> None:
    subject = "long " * 2_000_000
    found = events(mailbox(mail("a", Subject=subject), mail("b", "a")))
    (start,) = starts(found)
    assert start.title.startswith("long long")
    assert len(start.title) < 70_000
    assert replies(found) == {"b@x": None}
    assert codes(found) == ["long-header"]


def test_a_hundred_thousand_references() -> None:
    names = [f"r{n}" for n in range(100_000)]
    found = events(mailbox(mail("r7"), mail("a", *names), mail("b", "a")))
    assert replies(found) == {"a@x": None, "b@x": "a@x"}


def test_the_last_message_may_lack_its_end() -> None:
    data = mailbox(mail("a"), mail("b", "a"))
    assert [list(replies(events(data[:-cut]))) for cut in range(1, 8)] == [["b@x"]] * 7


def test_messages_at_the_seams_of_what_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = mailbox(*(mail(f"m{n}", *(["m0"] if n else []), body="w " * 60 * n) for n in range(40)))
    data = data.replace(b"\nFrom m", b"\nX-Other: 1\nFrom m")
    whole = events(data)
    for size in (2100, 3000, 4099):
        monkeypatch.setattr(mbox, "_CHUNK", size)
        assert events(data) == whole


def test_a_file_like_a_mailbox_is_none() -> None:
    for head in (b"From here it rains.\n\nText", b"", b"\0From x", b"From: a\nTo: b\n"):
        assert mbox.sniff(head, None) == 0


NAMES = st.text("abcdefgh", min_size=1, max_size=3)
TREES = st.lists(st.integers(0, 1_000_000), max_size=25)
WORDS = st.lists(
    st.sampled_from(
        ["From x@y Sun Mar  1 10:00:00 2020", ">From", "> kite", "", "ö", "-- ", "From"]
    ),
    max_size=6,
)


@given(TREES, st.randoms(use_true_random=False), st.lists(WORDS, min_size=26, max_size=26))
def test_any_tree_reads_back_in_any_order(numbers: list[int], order: object, texts: object) -> None:
    assert isinstance(texts, list)
    parents = [n % (at + 1) for at, n in enumerate(numbers)]  # of m1, m2 and so on
    chains: list[list[str]] = [[]]
    for parent in parents:
        chains.append([*chains[parent], f"m{parent}"])
    mails = []
    for at, chain in enumerate(chains):
        quoted = "\n".join(f">{t}" if t.lstrip(">").startswith("From ") else t for t in texts[at])
        mails.append(mail(f"m{at}", *chain, body=quoted))
    order.shuffle(mails)  # type: ignore[attr-defined]
    found = events(mailbox(*mails))
    expected = {f"m{at}@x": f"m{p}@x" if p else None for at, p in enumerate(parents, 1)}
    assert replies(found) == expected
    assert codes(found) == []
    read = {e.id.removeprefix("mid:"): e for e in found if isinstance(e, StoryStart | Comment)}
    for at, lines in enumerate(texts[: len(mails)]):
        text = plain_text(pack(read[f"m{at}@x"].body))
        assert text.count("Sun Mar  1") == lines.count("From x@y Sun Mar  1 10:00:00 2020")


@given(st.data())
def test_damaged_mailboxes_are_read(data: st.DataObject) -> None:
    whole = bytearray(b"".join(path.read_bytes() for path in SAMPLES))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        junk = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"\n\n", b"\r\n", b"=?x?b?", b"--"])
        )
        whole[at : at + data.draw(st.integers(0, 40))] = junk
    found = events(bytes(whole))
    stories = {start.story for start in starts(found)}
    for event in found:
        if isinstance(event, StoryStart | Comment):
            text = plain_text(pack(event.body)) + event.author + getattr(event, "title", "")
            assert not [c for c in text if ord(c) < 32 and c not in "\n\t"]
            assert event.story in stories


SAMPLES = sorted((Path(__file__).parents[1] / "data" / "mbox").glob("*.mbox"))


def test_reading_counts_the_bytes_done() -> None:
    data = mailbox(mail("a"))
    source = Source(lambda: io.BytesIO(data), size=len(data))
    list(mbox.read(source))
    assert source.done == len(data)


def test_siblings_stand_in_order_of_date(tmp_path: Path) -> None:
    hours = {"b": 15, "c": 13, "d": 14}
    mails = [mail(n, "a", Date=f"Sun, 1 Mar 2020 {h}:00:00 +0000") for n, h in hours.items()]
    path = tmp_path / "box.mbox"
    path.write_bytes(mailbox(mail("a"), *mails))
    (found,) = reading(path).discussions
    assert shape(found) == [("c@x", 1), ("d@x", 1), ("b@x", 1)]
