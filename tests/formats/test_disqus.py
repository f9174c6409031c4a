from __future__ import annotations

import pytest
from tests.formats.json_reading import comments, events, notices, said, sniff, starts

from threadreader.model import Event, Moment

_THREAD = '<thread dsq:id="{0}"><id>{1}</id><link>https://a.example/{0}</link><title>T{0}</title>{2}</thread>'


def thread(number: int, identifier: str = "", inside: str = "") -> str:
    return _THREAD.format(number, identifier, inside)


def post(number: int, inside: str = "", of: int = 1) -> str:
    return (
        f'<post dsq:id="{number}"><message><![CDATA[<p>x</p>]]></message>{inside}'
        f'<thread dsq:id="{of}" /></post>'
    )


def export(*inside: str) -> list[Event]:
    head = '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
    return events("disqus", f"{head}{''.join(inside)}</disqus>".encode())


def test_the_root_tells_the_format_also_behind_a_stray_character() -> None:
    assert (
        sniff("disqus", b'\xef\xbb\xbf.<?xml version="1.0"?><disqus xmlns="http://disqus.com">')
        > 0.9
    )
    assert sniff("disqus", b"<html><p>disqus</p>") == 0


def test_threads_are_one_story_only_where_their_identifier_is_the_same() -> None:
    found = export(thread(1, "a"), thread(2, "a"), thread(3, "b"), post(5, of=2), post(6, of=3))
    assert [s.title for s in starts(found)] == ["T1", "T3"]
    assert [c.story for c in comments(found)] == [s.story for s in starts(found)]
    assert "1 joined" in notices(found)["joined-threads"]


@pytest.mark.parametrize("nothing", ["", "0", "undefined", "Null"])
def test_what_pages_send_for_want_of_an_identifier_joins_nothing(nothing: str) -> None:
    assert len(starts(export(thread(1, nothing), thread(2, nothing)))) == 2


def test_posts_may_come_before_their_thread_and_their_parent() -> None:
    found = export(post(7, '<parent dsq:id="6" />'), post(6), thread(1, "a"))
    assert [(c.id, c.parent) for c in comments(found)] == [("7", "6"), ("6", None)]
    assert {c.story for c in comments(found)} == {s.story for s in starts(found)}
    assert notices(found) == {}


def test_a_thread_that_is_not_declared_is_a_story() -> None:
    found = export(post(1, of=9))
    assert starts(found)[0].title == "Thread 9"
    assert "undeclared-thread" in notices(found)
    assert len(comments(found)) == 1


def test_deleted_comments_keep_their_place_and_spam_is_hidden() -> None:
    found = export(
        thread(1),
        post(1, "<isDeleted>true</isDeleted><author><name>Al</name></author>"),
        post(2, "<isDeleted>true</isDeleted>"),
        post(3, "<isSpam>true</isSpam>"),
        post(4, '<isSpam>false</isSpam><parent dsq:id="1"/>'),
    )
    assert [(c.id, c.author, c.status) for c in comments(found)] == [
        ("1", "Al", "deleted"),
        ("2", "[deleted]", "deleted"),
        ("4", "Anonymous", "visible"),
    ]
    assert notices(found) == {"hidden": "Comments that are not shown: 1 marked as spam."}


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("<name>Al</name><username>al_1</username>", "Al"),
        ("<name></name><username>al_1</username>", "al_1"),
        ("<isAnonymous>true</isAnonymous>", "Anonymous"),
        ("<name>Al &amp;amp; Bo</name>", "Al & Bo"),
    ],
)
def test_authors_have_a_name_or_a_login(author: str, shown: str) -> None:
    found = export(thread(1), post(1, f"<author>{author}</author>"))
    assert comments(found)[0].author == shown


@pytest.mark.parametrize("written", ["2014-02-06T09:00:00Z", "2014-02-06T09:00:00"])
def test_times_are_universal_whether_they_say_so_or_not(written: str) -> None:
    found = export(thread(1), post(1, f"<createdAt>{written}</createdAt>"))
    assert comments(found)[0].date == Moment(1391677200, 0)


def test_an_impossible_time_is_told() -> None:
    found = export(thread(1), post(1, "<createdAt>2014-02-31T09:00:00Z</createdAt>"))
    assert comments(found)[0].date is None
    assert "2014-02-31" in notices(found)["unknown-date"]


def test_attributes_without_quotation_marks_and_posts_without_ids_are_read() -> None:
    found = export(
        "<thread dsq:id=1><id/><title>T</title></thread>",
        "<post><message>x</message><thread dsq:id=1 /></post>",
    )
    (comment,) = comments(found)
    assert (said(comment), comment.own_id) == ("x", False)
    assert comment.story == starts(found)[0].story
    assert set(notices(found)) == {"not-well-formed"}
