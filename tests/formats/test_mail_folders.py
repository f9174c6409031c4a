"""Folders in which every message is a file: Maildir, MH, `.eml` folders, news spools."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.mail_writing import mail, reading, shape

from threadreader.formats import eml, maildir, mh
from threadreader.library.discussions import Reading


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def new_maildir(folder: Path) -> Path:
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True)
    return folder


def file_codes(found: Reading) -> list[str]:
    codes = [n.code for notices in found.notices.values() for n in notices]
    return codes + [n.code for d in found.discussions for n in d.notices]


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    root = new_maildir(tmp_path / "mails")
    for inner in (".Lists", ".Lists.boats", "Archive", "Archive/2019"):
        new_maildir(root / inner)
    files = {
        "cur/1583053200.a:2,S": mail("a"),
        ".Lists/cur/1583053201.b:2,RS": mail("b", "a"),
        ".Lists.boats/new/1583053202.c": mail("c", "b"),
        "Archive/2019/cur/1583053203.d!2,FS": mail("d", "a"),
        "Archive/cur/1583053204.e:2,ST": mail("e", "a"),
        "tmp/1583053205.f": mail("f", "a"),
        "cur/.hidden": mail("g", "a"),
    }
    return write(root, files)


def test_a_nested_maildir_is_one_archive(nested: Path) -> None:
    found = reading(nested)
    (thread,) = found.discussions
    assert thread.story.origin.format == "maildir"
    assert sorted(shape(thread)) == [("b@x", 1), ("c@x", 2), ("d@x", 1)]
    assert file_codes(found) == ["deleted-mail"]


def test_flags_tell_what_was_seen(nested: Path) -> None:
    (found,) = reading(nested).discussions
    thread = found.thread
    assert {thread.id(at) for at in range(3) if thread.seen(at)} == {"b@x", "d@x"}


def test_the_time_of_delivery_is_in_the_name(tmp_path: Path) -> None:
    root = write(new_maildir(tmp_path / "m"), {"new/1583053200.a": mail("a", Date="never")})
    (found,) = reading(root).discussions
    assert found.story.published
    assert (found.story.published.seconds, found.story.published.offset) == (1583053200, 0)
    assert [notice.code for notice in found.notices] == ["no-date"]
    assert found.notices[0].message.startswith("new/1583053200.a: ")


def test_messages_that_cannot_be_read_are_named_by_their_files(tmp_path: Path) -> None:
    files = {"cur/1": mail("a"), "cur/2": "", "cur/3": "no header at all, only words\n"}
    root = write(new_maildir(tmp_path / "m"), files)
    (root / "cur" / "4").symlink_to(root / "gone")
    found = reading(root)
    assert [d.story.title for d in found.discussions] == ["about a", "(no subject)"]
    messages = [n.message for notices in found.notices.values() for n in notices]
    messages += [n.message for d in found.discussions for n in d.notices]
    assert [message.partition(":")[0] for message in messages] == ["cur/2", "cur/3"]


def test_an_empty_maildir_says_so(tmp_path: Path) -> None:
    found = reading(new_maildir(tmp_path / "m"))
    assert found.discussions == []
    assert len(found.errors) == 1


def test_the_numbers_of_mh_are_their_order(tmp_path: Path) -> None:
    files = {"10": mail("c", "a"), "9": mail("b", "a"), "1": mail("a"), ",2": mail("d", "a")}
    files |= {"inner/1": mail("e", "a"), ".mh_sequences": "cur: 9\nunseen: 1 9-9\n"}
    root = write(tmp_path / "mh", files)
    (found,) = reading(root).discussions
    assert found.story.origin.format == "mh"
    assert shape(found) == [("b@x", 1), ("c@x", 1), ("e@x", 1)]
    assert [found.thread.seen(at) for at in range(3)] == [False, True, False]


def test_a_folder_of_numbers_that_are_no_mails_is_none(tmp_path: Path) -> None:
    root = write(tmp_path / "numbers", {"1": "one", "2": "two"})
    assert (mh.sniff(b"", root), eml.sniff(b"", root)) == (0, 0)


def test_a_news_spool_goes_down_into_its_groups(tmp_path: Path) -> None:
    news = {"Path": "news!not-for-mail", "Newsgroups": "rec.boats"}
    root = write(
        tmp_path / "boats",
        {
            "1": mail("a", **news),
            "2": mail("b", "a", **news),
            "old/1": mail("c", "b", **news),
            ".overview": "1\tx\n",
        },
    )
    (found,) = reading(root).discussions
    assert found.story.origin.format == "eml"
    assert found.story.source == "rec.boats"
    assert shape(found) == [("b@x", 1), ("c@x", 2)]


def test_a_folder_of_eml_files(tmp_path: Path) -> None:
    files = {"b.eml": mail("b", "a"), "a.EML": mail("a"), "inner/c.eml": mail("c", "b")}
    root = write(tmp_path / "letters", files)
    (found,) = reading(root).discussions
    assert shape(found) == [("b@x", 1), ("c@x", 2)]
    (root / "notes.txt").write_text("other")
    assert eml.sniff(b"", root) == 0


def test_a_single_message_with_a_byte_order_mark_and_a_separator(tmp_path: Path) -> None:
    for start in ("\ufeff", "From a@b Sun Mar  1 10:00:00 2020\n"):
        path = tmp_path / "one.eml"
        path.write_text(start + mail("a"), encoding="utf-8")
        (found,) = reading(path).discussions
        assert (found.story.title, found.story.author) == ("about a", "a")


@pytest.mark.parametrize(
    "text",
    [
        "Dear all: this is no mail.\n\nFrom: me\n",
        "title: x\ndate: y\nfrom: z\n---\nwords\n",
        "GET / HTTP/1.1\nHost: x\nDate: y\nFrom: z\n\n",
        "",
    ],
)
def test_what_only_looks_like_a_header_is_no_mail(text: str) -> None:
    assert eml.sniff(text.encode(), None) == 0


def test_messages_of_single_files_and_mailboxes_come_together(tmp_path: Path) -> None:
    write(tmp_path, {"a.eml": mail("a"), "notes/later.eml": mail("c", "a", "b")})
    box = f"From x@y Sun Mar  1 10:00:00 2020\n{mail('b', 'a')}\n"
    (tmp_path / "box.mbox").write_text(box)
    paths = [tmp_path / "notes" / "later.eml", tmp_path / "box.mbox", tmp_path / "a.eml"]
    (found,) = reading(*paths).discussions
    assert shape(found) == [("b@x", 1), ("c@x", 2)]


def test_a_maildir_is_known_by_its_folders(tmp_path: Path) -> None:
    assert maildir.sniff(b"", tmp_path) == 0
    assert maildir.sniff(b"", new_maildir(tmp_path / "m")) > 0.9
