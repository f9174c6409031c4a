from __future__ import annotations

import gzip
import io
import random
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from threadreader.formats import native
from threadreader.formats.base import Source
from threadreader.model import Comment, Event, Moment, Notice, StoryStart
from threadreader.text.clean import clean_line

STORY = 'title = "A kite"\nbody = "It flew."\n'


def events(text: str | bytes) -> list[Event]:
    data = text.encode() if isinstance(text, str) else text
    return list(native.read(Source(lambda: io.BytesIO(data), size=len(data))))


def story(text: str | bytes) -> StoryStart:
    (found,) = [e for e in events(text) if isinstance(e, StoryStart)]
    return found


def comments(text: str | bytes) -> list[Comment]:
    return [e for e in events(text) if isinstance(e, Comment)]


def notices(text: str | bytes) -> list[tuple[str, int | None]]:
    return [(e.code, e.line) for e in events(text) if isinstance(e, Notice)]


@pytest.mark.parametrize(
    ("head", "name", "least", "most"),
    [
        (STORY, None, 0.9, 1),
        ('# by hand\n\n[[comments]]\nbody = "x"', None, 0.9, 1),
        ('title = "A story to come"\n', None, 0.5, 0.7),
        ("Some words first\n" + STORY, None, 0, 0),
        ("broken first line\n" + STORY, "kite.toml", 0.4, 0.6),
        ('title = "A site"\nbaseURL = "https://example.org"\n', "config.toml", 0, 0),
        ('[project]\nname = "x"\n', "pyproject.toml", 0, 0),
        ("A page\n\nwith [[comments]] in a line of it.\n", "page.txt", 0, 0),
        ('title = "x"\nbody = "\0"\n', "kite.toml", 0, 0),
        ("", None, 0, 0),
    ],
)
def test_a_file_is_known_by_what_it_begins_with(
    head: str, name: str | None, least: float, most: float
) -> None:
    assert least <= native.sniff(head.encode(), Path(name) if name else None) <= most


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-01-01", Moment(1577836800, None, day_only=True)),
        ("2020-01-01T01:00:00", Moment(1577840400)),
        ("2020-01-01 01:00:00.5", Moment(1577840400)),
        ("2020-01-01T01:00:00Z", Moment(1577840400, 0)),
        ("2020-01-01T01:00:00-05:30", Moment(1577860200, -330)),
        ('"2020-01-01"', Moment(1577836800, None, day_only=True)),
        ('"2020-01-01T01:00+01:00"', Moment(1577836800, 60)),
        ('""', None),
    ],
)
def test_dates_are_kept_as_they_are_written(written: str, moment: Moment | None) -> None:
    text = f'published = {written}\n{STORY}[[comments]]\ndate = {written}\nbody = "x"\n'
    assert story(text).published == moment
    assert comments(text)[0].date == moment
    assert notices(text) == []


def test_a_date_that_is_none_is_named_with_its_line() -> None:
    text = STORY + '[[comments]]\nauthor = "Ann"\ndate = "when the kettle sang"\nbody = "x"\n'
    assert comments(text)[0].date is None
    assert notices(text) == [("unknown-date", 5)]


def test_a_syntax_error_costs_only_its_own_value() -> None:
    text = STORY + '[[comments]]\nid = 1\nauthor = Ann\nbody = "Red?"\n[[comments]]\nbody = "Yes"\n'
    first, second = comments(text)
    assert (first.id, first.author, first.body) == ("1", "Ann", "Red?")
    assert second.body == "Yes"
    assert notices(text) == [("syntax", 5)]


def test_text_without_an_end_stays_in_its_comment() -> None:
    text = STORY + '[[comments]]\nbody = """\nLeft "open".\n\n[[comments]]\nbody = """Whole."""\n'
    assert [c.body for c in comments(text)] == ['Left "open".', "Whole."]
    assert notices(text) == [("syntax", 4)]


def test_values_after_text_without_an_end_are_read() -> None:
    (comment,) = comments(STORY + '[[comments]]\nbody = """Left open.\nauthor = "Ann"\nid = 7\n')
    assert (comment.id, comment.author, comment.body) == ("7", "Ann", "Left open.")


@pytest.mark.parametrize("odd", ['"', "'", '\\"', '\\"""\n', "'''x", "[[comments]]\n", 'a = """'])
def test_many_oddities_are_read_all_the_same(odd: str) -> None:
    assert story(STORY + 'source = """' + odd * 8_000).title == "A kite"


def test_lines_that_belong_nowhere_are_kept_in_the_body() -> None:
    text = STORY + '[[comments]]\nbody = "Known"\nno key here\n[[comments]]\nno key either\n'
    assert "no key here" in str(comments(text)[0].body)
    assert "no key either" in str(comments(text)[1].body)


def test_a_key_that_stands_twice_keeps_both_values() -> None:
    (comment,) = comments(STORY + '[[comments]]\nauthor = "Ann"\nauthor = "Bo"\nbody = "x"\n')
    assert comment.author == "Ann"
    assert comment.body == 'x\n\nauthor = "Bo"'


def test_a_story_with_a_mistake_keeps_its_comments() -> None:
    text = 'title = "Open\nbody = "It flew."\n[[comments]]\nbody = "x"\n'
    assert (story(text).title, story(text).body) == ("Open", "It flew.")
    assert [c.body for c in comments(text)] == ["x"]
    assert notices(text) == [("syntax", 1)]


def test_headers_within_strings_are_text() -> None:
    body = "One.\n\n[[comments]]\nauthor = 'nobody'"
    (comment,) = comments(STORY + f'[[comments]]\nbody = """{body}"""\n')
    assert comment.body == body


def test_what_a_terminal_would_obey_is_gone() -> None:
    text = (
        'title = "\\u001b[31mRed\\u0007"\nbody = "a\x1b[2Jb"\n[[comments]]\nauthor = "\\u202eAnn"\n'
    )
    assert story(text).title == "Red"
    assert story(text).body == "ab"
    assert comments(text)[0].author == "Ann"


def test_bodies_are_paragraphs_with_one_empty_line_between() -> None:
    (comment,) = comments(
        STORY + '[[comments]]\nbody = """\n\n One.  \nTwo.\n \n\n\n  Three.\n"""\n'
    )
    assert comment.body == " One.\nTwo.\n\n  Three."


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_line_ends_make_no_difference(ends: str, encoding: str) -> None:
    text = 'title = "Café"\nbody = """One.\n\nTwo."""\n[[comments]]\nauthor = "Zoë"\n'
    data = text.replace("\n", ends).encode(encoding)
    assert native.sniff(data, None) > 0.9
    assert (story(data).title, story(data).body) == ("Café", "One.\n\nTwo.")
    assert comments(data)[0].author == "Zoë"


def test_a_damaged_archive_gives_what_is_before_the_damage() -> None:
    text = STORY + "".join(f'[[comments]]\nid = {n}\nbody = "{n * n}"\n' for n in range(9000))
    found = events(gzip.compress(text.encode())[:-2000])
    assert sum(isinstance(e, Comment) for e in found) > 1000
    assert "truncated" in {e.code for e in found if isinstance(e, Notice)}


def test_made_up_handles_never_meet_an_id() -> None:
    text = STORY + '[[comments]]\nbody = "x"\n[[comments]]\nid = " 1"\n[[comments]]\nid = "1"\n'
    made_up, *_ = comments(text)
    assert not made_up.own_id
    assert made_up.id not in {comment.id for comment in comments(text)[1:]}


def test_lists_within_lists_do_not_end_the_reading() -> None:
    text = STORY + "[[comments]]\nbody = " + "[" * 100_000 + '\n[[comments]]\nbody = "after"\n'
    assert comments(text)[-1].body == "after"


LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
WORDS = st.text(LETTERS, max_size=20).map(clean_line)
MOMENTS = st.datetimes().map(lambda moment: moment.replace(microsecond=0))
BODIES = st.lists(WORDS.filter(bool), max_size=3).map("\n\n".join)
IDS = st.integers(0, 50) | WORDS.filter(bool)


@given(
    head=st.fixed_dictionaries(
        {"title": WORDS.filter(bool), "body": BODIES},
        optional={"author": WORDS, "url": WORDS, "source": WORDS, "published": st.dates()},
    ),
    listed=st.lists(
        st.fixed_dictionaries(
            {"id": IDS, "author": WORDS.filter(bool), "body": BODIES},
            optional={
                "parent": IDS,
                "date": MOMENTS,
            },
        ),
        max_size=6,
    ),
    multiline=st.booleans(),
)
def test_what_is_written_is_read(
    head: dict[str, Any], listed: list[dict[str, Any]], *, multiline: bool
) -> None:
    text = tomli_w.dumps({**head, "comments": listed}, multiline_strings=multiline)
    found = events(text)
    assert not [e for e in found if isinstance(e, Notice)]
    start = found[0]
    assert isinstance(start, StoryStart)
    assert (start.title, start.body) == (head["title"], head["body"])
    assert start.author == head.get("author", "")
    read = [e for e in found if isinstance(e, Comment)]
    assert [(c.id, c.author, c.body) for c in read] == [
        (str(one["id"]), one["author"], one["body"]) for one in listed
    ]
    assert [c.parent for c in read] == [
        str(one["parent"]) if "parent" in one else None for one in listed
    ]
    assert [c.date is not None for c in read] == ["date" in one for one in listed]


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_ends_the_reading(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray((Path(__file__).parents[1] / "data/native/by-hand.toml").read_bytes())
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 6))
    found = events(bytes(data))
    assert isinstance(found[0], StoryStart)
    native.sniff(bytes(data), None)


def test_no_word_of_a_broken_story_is_lost() -> None:
    lines = (Path(__file__).parents[1] / "data/native/mistakes.toml").read_text()
    found = events(lines)
    text = " ".join(f"{e.author} {e.body}" if isinstance(e, Comment) else str(e) for e in found)
    for word in ("flew", "Ann", "red one", '"and" green', "rain", "42", "fine", "Dee", "no key"):
        assert word in text
