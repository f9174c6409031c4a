from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.text_reading import (
    Written,
    comments,
    events,
    flat,
    notices,
    page,
    read_flat,
    story,
)

from threadreader.formats import text_learning, text_lines, text_reading
from threadreader.formats.text_heads import BULLETS, MARKER, MAY_BEGIN
from threadreader.model import Comment, Event, Moment, Notice, Reply, Restart, StoryStart
from threadreader.text.body import pack, plain_text

NAMES = [
    "Ada",
    "O’Neil 77",
    "1984",
    "12. Twelve",
    "• Dot",
    "November 13, 2017",
    "",
    "Жанна",
    "נועה",
    "o",
]
LINES = [
    "The lamp was the fault.",
    "WHY NOT?????",
    "• a bullet of its own",
    "1. a number of its own",
    "November 13, 1997 at 12:52 pm",
    "3 hours ago",
    "“Curly quotes”, he said ..",
    "Reply to all of it: no.",
    "8 Responses to nobody",
    "本は湿っている。",
    "a line that goes on for longer than a terminal is wide, as lines do where nothing was wrapped",
]
paragraphs = st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map("\n".join)
bodies = st.lists(paragraphs, max_size=3).map("\n\n".join)


def written(children: st.SearchStrategy[list[Written]]) -> st.SearchStrategy[Written]:
    seconds = st.integers(1, 10**5).map(lambda minutes: minutes * 60)
    return st.builds(Written, st.sampled_from(NAMES), seconds, bodies, children)


trees = st.lists(
    st.recursive(
        written(st.just([])), lambda inner: written(st.lists(inner, max_size=3)), max_leaves=12
    ),
    min_size=1,
    max_size=12,
)


def put_in_order(tree: list[Written]) -> None:
    """Dates them one after the other, as replies are later than what they answer."""
    waiting, seconds = list(reversed(tree)), 10**9 // 60 * 60
    while waiting:
        one = waiting.pop()
        one.seconds = seconds = seconds + one.seconds
        waiting.extend(reversed(one.replies))


@settings(max_examples=50, deadline=None)
@given(trees)
def test_any_tree_in_the_reference_shape_reads_back_the_same(tree: list[Written]) -> None:
    put_in_order(tree)
    data = page("A title", "An article.\n\nOf two paragraphs.", tree)
    assert read_flat(data) == flat(tree)
    start = story(data)
    assert (start.title, start.body) == ("A title", "An article.\n\nOf two paragraphs.")
    assert not [e for e in events(data) if isinstance(e, Notice)]


SMALL = page(
    "A kettle",
    "It sings.",
    [
        Written("Ada", body="First.", replies=[Written("Jón", body="Second “one”.")]),
        Written("Ben", body="Third,\nwith a break."),
    ],
)


def seen(data: str | bytes) -> list[tuple[str | None, str, object]]:
    return [(c.parent, c.author, c.body) for c in comments(data)]


@pytest.mark.parametrize(
    "data",
    [
        SMALL.encode(),
        SMALL.encode("utf-8-sig"),
        SMALL.encode("utf-16"),
        SMALL.encode("utf-16-le"),
        SMALL.encode("utf-16-be"),
        SMALL.encode("cp1252"),
        SMALL.replace("\n", "\r\n").encode(),
        SMALL.replace("\n", "\r").encode(),
        SMALL.replace("    ", "\t").encode(),
        SMALL.replace("        ", "\t").encode(),
        SMALL.replace("    ", "\u00a0 \u00a0 ").encode(),
        SMALL.replace("\n", "  \n").encode(),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "le",
        "be",
        "cp1252",
        "crlf",
        "cr",
        "tabs",
        "tabs-8",
        "nbsp",
        "end",
    ],
)
def test_a_page_reads_the_same_however_it_was_saved(data: bytes) -> None:
    assert seen(data) == seen(SMALL)
    assert len(seen(SMALL)) == 3


def test_a_thousand_levels_of_the_reference_shape_are_read() -> None:
    lines = [
        "A well",
        "",
        "Deep.",
        "",
        "  1. Ada",
        "",
        "    1 May 2020 at 10:00",
        "",
        "    Hi.",
        "",
    ]
    for depth in range(2, 1001):
        lead = " " * (2 * depth)
        lines += [f"{lead}• Ben", "", f"{lead}  1 May 2020 at 10:00", "", f"{lead}  And.", ""]
    found = comments("\n".join(lines))
    assert [c.parent for c in found] == [None, *map(str, range(1, 1000))]


def test_thousands_of_levels_are_read_where_a_program_stopped_to_indent() -> None:
    lines = ["A well", "", "Deep.", ""]
    for depth in range(3_000):
        lead = " " * (4 + 5 * min(depth, 7))
        lines += [f"{lead}1. Ben says:", f"{lead}   1 May 2020 at 10:00", "", f"{lead}   And.", ""]
    found = comments("\n".join(lines))
    assert [c.parent for c in found] == [None, *map(str, range(1, 3_000))]


@pytest.mark.parametrize("piece", [1, 61, 1000])
def test_a_page_reads_the_same_in_whatever_pieces_it_comes(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = "• Dot\n\nMay 1, 2020 at 10:00 am\n\n1. a number\n• a bullet"
    replies = [Written("Ben", body="Ja,\n\n\nund “äh” 🙂."), Written("12. Twelve", body=looks)]
    tree = [Written(f"Ada {n}", 10**9 + 60 * n, looks[: 9 * n], replies) for n in range(12)]
    text = page("A pier", "It stands.", tree).replace("Ada 7", "Ada\u200b\u200b 7\x07")
    data = text.encode().replace("“".encode(), b"\x93")  # one byte of another encoding
    whole = events(data)
    monkeypatch.setattr(text_lines, "_PIECE", piece)
    monkeypatch.setattr(text_learning, "_SAMPLE", 2000)
    monkeypatch.setattr(text_reading, "_BATCH", 12)
    assert events(data) == whole
    assert len([e for e in whole if isinstance(e, Comment)]) == 36
    assert [(e.code, e.line) for e in whole if isinstance(e, Notice)] == [("encoding", None)]


@pytest.mark.parametrize("blanks", ["", " ", "   ", "        "])
def test_every_marker_is_looked_at(blanks: str) -> None:
    for sign in (*BULLETS, "1.", "12)", "00000007."):
        for rest in ("", " Ada", "\u00a0 Ada", "   "):
            line = f"{blanks}{sign}{rest}"
            assert MARKER.match(line), line
            assert MAY_BEGIN.match(line), line


def test_a_page_that_ends_within_a_comment_gives_what_is_there() -> None:
    cut = SMALL[: SMALL.index("with a br")]
    assert seen(cut)[-1] == (None, "Ben", "Third,")
    assert len(seen(SMALL[: SMALL.index("  2. Ben") + 8])) == 2


def test_comments_come_while_the_page_is_still_being_read() -> None:
    many = page("A list", "Long.", [Written(f"Name {n}", body="x " * 200) for n in range(4000)])
    found = iter(events(many))
    assert isinstance(next(found), StoryStart)
    assert len(comments(many)) == 4000


def test_a_form_and_the_site_below_the_last_comment_are_no_text_of_it() -> None:
    form = "\n\nLeave a Reply\n\nName *\n\nEmail *\n\n[Post Comment]\n"
    assert seen(SMALL + form) == seen(SMALL)
    assert notices(SMALL + form) == []
    line = SMALL.count("\n") + 3
    assert seen(SMALL + "\n\nMade with care in a shed.\n") == seen(SMALL)
    assert notices(SMALL + "\n\nMade with care in a shed.\n") == [("left-out", line)]


def test_the_count_that_a_page_states_is_compared() -> None:
    right = SMALL.replace("It sings.", "It sings.\n\n3 Responses to “A kettle”")
    assert notices(right) == []
    assert story(right).body == "It sings."
    assert notices(right.replace("3 Responses", "8 Responses")) == [("count-differs", None)]


def test_a_reply_that_stands_too_deep_is_text_and_named() -> None:
    deep = "      • Eve\n\n          March 1, 2018 at 1:00 pm\n\n          Hm.\n"
    data = SMALL + deep.replace("      •", "        •")
    assert len(seen(data)) == 3
    assert "Eve" in str(seen(data)[-1][2])
    assert notices(data) == [("look-alike", SMALL.count("\n") + 1)]


def test_a_number_that_jumps_is_a_comment_and_named() -> None:
    data = SMALL.replace("  2. Ben", "  7. Ben")
    assert seen(data) == seen(SMALL)
    assert notices(data) == [("numbering", data[: data.index("  7. Ben")].count("\n") + 1)]


def test_numbers_may_begin_again() -> None:
    data = SMALL.replace("  2. Ben", "  1. Ben")
    assert seen(data) == seen(SMALL)
    assert notices(data) == []


def test_a_page_without_comments_is_an_article() -> None:
    data = "A walk\n\n1. Shoes\n2. A hat\n\nMarch 2, 2018 was a fine day.\n"
    assert comments(data) == []
    assert story(data).title == "A walk"
    assert notices(data) == []


def test_ago_is_worked_out_from_the_time_of_saving() -> None:
    data = "Tea\n\nada 3 hours ago | next\n\n  Why?\n\n  ben 2 hours ago | prev\n\n    So.\n"
    found = comments(data, modified=1_600_000_000.0)
    assert [(c.author, c.parent, c.body) for c in found] == [
        ("ada", None, "Why?"),
        ("ben", "1", "So."),
    ]
    assert found[0].date == Moment(1_600_000_000 - 3 * 3600, approximate=True)


WORD = re.compile(r"\w{3,}")


def test_no_edit_of_a_page_loses_a_word_of_it() -> None:
    chance = random.Random(7)
    for _ in range(150):
        lines = (SMALL + SMALL.partition("It sings.")[2]).split("\n")
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(lines))
            other = chance.choice(lines)
            lines[at : at + 1] = chance.choice(
                (
                    [],
                    [lines[at], other],
                    [" " * chance.randint(0, 9) + lines[at]],
                    [lines[at].strip()],
                )
            )
        data = "\n".join(lines)
        found = events(data)
        assert isinstance(found[0], StoryStart)
        said = "\n".join(map(_said, found))
        left = [e.line or 0 for e in found if isinstance(e, Notice) and e.code == "left-out"]
        kept = data if not left else "\n".join(data.split("\n")[: left[0] - 1])
        assert set(WORD.findall(_undated(kept))) <= set(WORD.findall(said)), data


def _said(event: Event) -> str:
    if isinstance(event, Notice):
        return event.message
    assert not isinstance(event, Reply | Restart)
    name = event.author if isinstance(event, Comment) else event.title
    return f"{name}\n{plain_text(pack(event.body))}"


def _undated(text: str) -> str:
    return re.sub(r"November 13, 2017 at 12:52 pm", "", text)
