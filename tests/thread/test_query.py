from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from threadreader.formats.moments import from_iso
from threadreader.model import Block, Body, Comment, Span
from threadreader.thread.build import Builder
from threadreader.thread.folds import FOLDED, Folds
from threadreader.thread.marks import Marks
from threadreader.thread.matching import CancelledError, Subject, matches
from threadreader.thread.query import QueryError, author_query, parse
from threadreader.thread.tree import Thread

CODE: Body = (Block("code", (Span("print(1)"),)),)
LINK: Body = (Block("paragraph", (Span("the "), Span("tide", "link", "https://e.example/t"))),)
ROWS: list[tuple[str, str | None, str, str | None, Body]] = [
    # id, parent, author, date, body
    ("a", None, "Ruth Gale", "2017-11-13T23:30:00", "The Barometer\nsits by the door."),
    ("b", "a", "Tom, the Elder", "2017-11-14", "> by the door\nÉtude for  an aneroid"),
    ("c", "b", "Ruth Gale", "2017-11-14T00:10:00-05:00", CODE),
    ("d", "a", "Marlow", None, LINK),
    ("e", None, "Ruthven", "2017-11-16T09:00:00Z", "no more words here"),
    ("f", "e", "Marlow", "2017-11-20", ""),
]


@pytest.fixture
def thread() -> Thread:
    builder = Builder()
    for identifier, parent, author, day, body in ROWS:
        when = from_iso(day) if day else None
        comment = Comment(identifier, author, parent, when, body)
        builder.add(replace(comment, status="deleted") if identifier == "f" else comment)
    return builder.thread()[0]


def found(thread: Thread, text: str) -> str:
    read, folds = Marks(b"\1\1\0\0\0\0"), Folds(thread)
    folds.set([(1, FOLDED)])
    subject = Subject(
        thread,
        story_author="marlow",
        read=read,
        new=Marks(b"\0\0\0\0\1\1"),
        starred=Marks(b"\0\1\0\0\0\0"),
        folds=folds,
        today=date(2017, 11, 21),
    )
    marks = matches(parse(text), subject)
    return "".join(thread.id(at) for at in range(len(thread)) if marks[at])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "abcdef"),
        ("barometer", "a"),
        ("BAROMETER door", "a"),
        ('"barometer sits"', "a"),
        ("etude", "b"),
        ('"étude for an aneroid"', "b"),
        ("-door", "cdef"),
        ("etude or tide", "bd"),
        ("author:ruth", "ace"),
        ("author:=ruth", ""),
        ('author:="ruth gale"', "ac"),
        ("author:=ruthven", "e"),
        ("author:ruthven,marlow", "def"),
        ('author:"tom, the"', "b"),
        ("author:ruth -author:ruthven", "ac"),
        ("reply-to:tom", "c"),
        ("reply-to:ruth", "bdf"),
        ("under:ruth", "bcdf"),
        ("under:(is:starred)", "c"),
        ("answered-by:marlow", "ae"),
        ("is:read", "ab"),
        ("is:unread", "cdef"),
        ("is:new", "ef"),
        ("is:starred", "b"),
        ("is:folded", "b"),
        ("is:op", "df"),
        ("is:top", "ae"),
        ("is:leaf", "cdf"),
        ("is:deleted", "f"),
        ("is:gone", ""),
        ("has:link", "d"),
        ("has:quote", "b"),
        ("has:code", "c"),
        ("has:replies", "abe"),
        ("after:2017-11-14", "ef"),
        ("before:2017-11-14", "a"),
        ("on:2017-11-14", "bc"),
        ("on:2017-11-13", "a"),
        ("after:3d", "f"),
        ("after:1w", "ef"),
        ("on:5d", "e"),
        ("depth:2", "bdf"),
        ("depth:>2", "c"),
        ("replies:>=2", "a"),
        ("words:<3", "cdf"),
        ("(author:ruth or author:tom) depth:1", "ae"),
        ("author:ruth (door or here)", "ae"),
        ("-(is:read or is:new)", "cd"),
        ("12:30 or tide", "d"),
        ('"or"', "abe"),
    ],
)
def test_a_query_finds_exactly_these(thread: Thread, text: str, expected: str) -> None:
    assert found(thread, text) == expected


@pytest.mark.parametrize(
    ("text", "word", "says"),
    [
        ("author:x is:toip", "is:toip", "did you mean top"),
        ("autor:ruth", "autor:", "did you mean author:"),
        ("author:", "author:", "needs a name"),
        ("depth:two", "depth:two", "wants a number"),
        ("on:yesteryear", "on:yesteryear", "wants a day"),
        ('door "by the', '"by the', "not closed"),
        ("(door", "(", "not closed"),
        ("door)", ")", "closes nothing"),
    ],
)
def test_a_mistake_is_named_under_its_word(text: str, word: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == word


@pytest.mark.parametrize("name", ["Ruth", "Ruth Gale", "Tom, the Elder", "a:b", "(x)"])
def test_the_query_for_an_author_finds_that_author_alone(name: str) -> None:
    builder = Builder()
    builder.add(Comment("1", name))
    builder.add(Comment("2", name + "e"))
    thread = builder.thread()[0]
    assert matches(parse(author_query(name)), Subject(thread)).to_bytes() == b"\1\0"


@given(st.text(alphabet='ab -():",=<>orisunread', max_size=40))
def test_any_text_is_a_query_or_a_named_mistake(text: str) -> None:
    mistake = None
    try:
        parse(text)
    except QueryError as error:
        mistake = error
    assert mistake is None or (str(mistake) and 0 <= mistake.start < mistake.end)


def test_deep_parentheses_are_a_mistake_and_no_crash() -> None:
    with pytest.raises(QueryError, match="too deeply"):
        parse("(" * 5000)


def test_a_long_search_can_be_cancelled(thread: Thread) -> None:
    with pytest.raises(CancelledError):
        matches(parse("door"), Subject(thread, cancelled=lambda: True))
