from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from threadreader.library.finding import story_matches, story_query
from threadreader.library.shelf import StoryRow
from threadreader.model import Moment, UsageError

TODAY = date(2024, 5, 10)
NOON = 1714996800  # 2024-05-06, a Monday


def row(**values: object) -> StoryRow:
    facts: dict[str, object] = {
        "key": "k",
        "title": "The Étude of a Gauge",
        "author": "Ruth Gale",
        "source": "Harbour News",
        "format": "text",
        "path": Path("gauge.txt"),
        "published": Moment(NOON, day_only=True),
        "saved": 0.0,
        "comments": 12,
        "unread": 3,
        "new": 0,
        "starred": True,
        "last_read": None,
        "body": "",
        "read_share": 0.75,
    }
    return StoryRow(**{**facts, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "etude",
        "harbour ruth",
        '"of a gauge"',
        "author:ruth",
        'author:="ruth gale"',
        "is:unread",
        "is:starred -is:new",
        "is:new or is:unread",
        "replies:>=12",
        "replies:12",
        "on:2024-05-06",
        "after:2024-05-05 before:2024-05-07",
        "after:5d",
        "-(is:read or author:tom)",
    ],
)
def test_a_story_fits(text: str) -> None:
    assert story_matches(story_query(text), row(), TODAY)


@pytest.mark.parametrize(
    "text",
    ["ferry", "author:=ruth", "is:read", "is:new", "replies:<12", "after:2024-05-06", "after:4d"],
)
def test_a_story_does_not_fit(text: str) -> None:
    assert not story_matches(story_query(text), row(), TODAY)


def test_a_story_without_a_date_counts_by_when_it_was_saved() -> None:
    saved = row(published=None, saved=float(NOON))
    assert story_matches(story_query("on:2024-05-06"), saved, TODAY)


@pytest.mark.parametrize("text", ["is:leaf", "has:code", "under:tom", "depth:2", "-(words:>3)"])
def test_what_is_asked_of_comments_is_a_mistake(text: str) -> None:
    with pytest.raises(UsageError, match="asked of comments"):
        story_query(text)
    assert not story_matches(story_query("is:unread"), row(unread=0))
