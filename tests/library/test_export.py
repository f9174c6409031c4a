from __future__ import annotations

import json
from pathlib import Path

import pytest

from threadreader.library.discussions import Discussion, Part
from threadreader.library.export import iso, spoken_date, story_lines, story_record
from threadreader.model import Comment, Moment, Notice, Origin, StoryStart
from threadreader.thread.build import Builder

NOON = 1_614_859_200  # 2021-03-04T12:00:00Z


def clock() -> Discussion:
    builder = Builder()
    for comment in (
        Comment("1", "Ida", None, Moment(NOON, 60), "I was early.\n\nFor once."),
        Comment("2", "Jon", "1", Moment(NOON), "Early for what?"),
        Comment("3", "", "1", None, "", status="deleted"),
        Comment(
            "4",
            "A page elsewhere",
            None,
            Moment(NOON, 0, day_only=True),
            kind="pingback",
            own_id=False,
        ),
    ):
        builder.add(comment)
    start = StoryStart(
        title="The clock that ran ahead",
        author="Mara Lind",
        source="The Morning Sheet",
        published=Moment(NOON, 0),
        url="https://example.org/clock",
        body="It is nine minutes fast.\n\nNobody minds.",
    )
    part = Part(start, builder, Origin(Path("clock.toml"), "native"))
    part.notices.append(Notice("orphan", "a reply to nothing", 7))
    return part.discussion()


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, None),
        (Moment(NOON), "2021-03-04T12:00:00"),
        (Moment(NOON, 0), "2021-03-04T12:00:00+00:00"),
        (Moment(NOON, -150), "2021-03-04T09:30:00-02:30"),
        (Moment(NOON, day_only=True), "2021-03-04"),
        (Moment(-1, 0), "1969-12-31T23:59:59+00:00"),
    ],
)
def test_dates_say_what_the_source_says(moment: Moment | None, text: str | None) -> None:
    assert iso(moment) == text
    assert spoken_date(moment) == (text or "").replace("T", " ")


def test_a_record_has_the_promised_fields_in_preorder() -> None:
    record = story_record(clock())
    assert list(record) == [
        "format", "key", "title", "author", "published", "url", "body", "comments", "notices",
    ]  # fmt: skip
    assert record["body"] == "It is nine minutes fast.\n\nNobody minds."
    assert record["published"] == "2021-03-04T12:00:00+00:00"
    assert record["notices"] == [{"code": "orphan", "message": "a reply to nothing", "line": 7}]
    first, second, third, last = record["comments"]
    assert list(first) == [
        "key", "id", "parent", "depth", "author", "date", "kind", "status", "text",
    ]  # fmt: skip
    assert (first["id"], first["parent"], first["depth"]) == ("1", None, 1)
    assert first["text"] == "I was early.\n\nFor once."
    assert (second["id"], second["parent"], second["depth"]) == ("2", "1", 2)
    assert (third["status"], third["date"], third["text"]) == ("deleted", None, "")
    assert (last["kind"], last["date"]) == ("pingback", "2021-03-04")
    assert last["id"] == last["key"]
    assert json.loads(json.dumps(record)) == record


def test_of_those_shown_the_ones_that_do_not_match_say_so() -> None:
    record = story_record(clock(), [0, 1], bytes([0, 1, 0, 0]))
    assert [(comment["id"], comment.get("match")) for comment in record["comments"]] == [
        ("1", False),
        ("2", None),
    ]


def test_plain_text_can_be_listened_to() -> None:
    lines = list(story_lines(clock()))
    assert lines[:3] == [
        "The clock that ran ahead",
        "Mara Lind, The Morning Sheet, 2021-03-04 12:00:00+00:00",
        "https://example.org/clock",
    ]
    assert "1. Ida, 2021-03-04 13:00:00+01:00, 2 replies" in lines
    assert "2. Jon, 2021-03-04 12:00:00, to Ida" in lines
    assert lines[lines.index("2. Jon, 2021-03-04 12:00:00, to Ida") + 1] == "Early for what?"
    assert any(line.startswith("2. ") and line.endswith("to Ida, deleted") for line in lines)
    assert lines[-2:] == ["1. A page elsewhere, 2021-03-04, pingback", "no text"]
    assert list(story_lines(clock(), [1]))[-2:] == [
        "2. Jon, 2021-03-04 12:00:00, to Ida",
        "Early for what?",
    ]


def test_a_story_that_says_little_has_no_empty_lines_for_it() -> None:
    builder = Builder()
    part = Part(StoryStart(title="Bare"), builder, Origin(Path("bare.toml"), "native"))
    assert list(story_lines(part.discussion())) == ["Bare"]
