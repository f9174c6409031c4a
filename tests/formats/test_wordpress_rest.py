from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.json_reading import comments, events, notices, said, sniff, starts

from threadreader.library.discussions import read_sources
from threadreader.library.sources import find
from threadreader.model import Moment


def comment(number: int, parent: int = 0, post: int = 5, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "post": post,
        "parent": parent,
        "author_name": f"Reader {number}",
        "date": f"2021-07-01T{number:02}:00:00",
        "date_gmt": f"2021-07-01T{number - 2:02}:00:00",
        "content": {"rendered": f"<p>Text {number}.</p>\n"},
        "link": f"https://a.example/p{post}/#comment-{number}",
        "type": "comment",
        **more,
    }


def post(number: int = 5, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": "2021-07-01T01:00:00",
        "date_gmt": "2021-06-30T23:00:00",
        "link": f"https://a.example/p{number}/",
        "title": {"rendered": "Kettles &#038; pots"},
        "content": {"rendered": "<p>Copper.</p>", "protected": False},
        **more,
    }


@pytest.mark.parametrize("value", [[comment(3)], comment(3), [post()], post()])
def test_comments_and_posts_are_known_by_their_structure(value: Any) -> None:
    assert sniff("wordpress_rest", value) >= 0.85


@pytest.mark.parametrize("value", [{"a": 1}, [1], [{"id": 1, "content": "x"}], {"title": "x"}])
def test_other_json_is_not_claimed(value: Any) -> None:
    assert sniff("wordpress_rest", value) == 0


def test_comments_alone_make_a_story_without_an_article() -> None:
    found = events("wordpress_rest", [comment(4, 3), comment(3)])
    (start,) = starts(found)
    assert (start.has_article, start.url, start.siblings) == (
        False,
        "https://a.example/p5/",
        "date",
    )
    assert [(c.id, c.parent, said(c)) for c in comments(found)] == [
        ("4", "3", "Text 4."),
        ("3", None, "Text 3."),
    ]
    assert comments(found)[1].date == Moment(1625101200, 120)


def test_comments_on_several_posts_are_several_stories() -> None:
    found = events("wordpress_rest", [comment(4, post=5), comment(3, post=6)])
    assert [s.id for s in starts(found)] == ["a.example/p5", "a.example/p6"]


def test_a_post_with_what_it_embeds_is_whole() -> None:
    embedded = {"author": [{"name": "Mara"}], "replies": [[comment(3), comment(4, 3)]]}
    found = events("wordpress_rest", post(_embedded=embedded))
    (start,) = starts(found)
    assert (start.title, start.author, said(start)) == ("Kettles & pots", "Mara", "Copper.")
    assert [c.parent for c in comments(found)] == [None, "3"]


@pytest.mark.parametrize("status", ["hold", "spam", "trash"])
def test_what_an_editor_alone_sees_is_hidden_and_counted(status: str) -> None:
    found = events("wordpress_rest", [comment(3, status=status), comment(4, status="approved")])
    assert [c.id for c in comments(found)] == ["4"]
    assert set(notices(found)) == {"hidden"}


def test_a_refusal_and_an_empty_page_say_what_they_are() -> None:
    refusal = {"code": "rest_forbidden", "message": "Sorry, not you.", "data": {"status": 401}}
    assert notices(events("wordpress_rest", refusal)) == {
        "refused": "The site answered: Sorry, not you."
    }
    assert set(notices(events("wordpress_rest", []))) == {"empty-page"}


def test_a_protected_article_is_told() -> None:
    content = {"rendered": "", "protected": True}
    assert set(notices(events("wordpress_rest", post(content=content)))) == {"protected"}


def test_pages_one_after_the_other_in_one_file_are_read() -> None:
    text = json.dumps([comment(3)]) + "\n" + json.dumps([comment(4)])
    assert len(comments(events("wordpress_rest", text.encode()))) == 2


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_pages_and_post_in_any_order_are_one_story(tmp_path: Path, order: tuple[int, ...]) -> None:
    parts: list[Any] = [post(), [comment(6, 3), comment(5)], [comment(4, 3), comment(3)]]
    for place, part in zip(order, parts, strict=True):
        (tmp_path / f"{place}.json").write_text(json.dumps(part))
    (story,) = read_sources(find([tmp_path])).discussions
    thread = story.thread
    assert story.story.title == "Kettles & pots"
    assert [thread.id(at) for at in range(len(thread))] == ["3", "4", "6", "5"]
    assert story.notices == ()
