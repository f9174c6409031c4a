from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import built, comments, events, notices, said, sniff, starts

from threadreader.formats import hackernews_firebase
from threadreader.formats.json_fields import Object
from threadreader.library.discussions import Discussion, read_sources
from threadreader.library.sources import find

NOON = 1583402400


def item(number: Any, *children: Any, **other: Any) -> Object:
    return {
        "id": number,
        "type": "comment",
        "author": f"author {number}",
        "text": f"<p>text {number}",
        "created_at_i": NOON,
        "children": list(children),
        **other,
    }


def story(*children: Any, **other: Any) -> Object:
    known = {"type": "story", "title": "A lamp", "story_id": 1, "points": 3, "parent_id": None}
    return item(1, *children, **known | other)


def shape(name: str, value: Any) -> list[tuple[str, int]]:
    thread = built(events(name, value))
    return [(thread.id(at), thread.depth[at]) for at in range(len(thread))]


def test_ids_as_numbers_and_as_strings_are_the_same() -> None:
    found = comments(events("hackernews_algolia", story(item("2", item(3.0)))))
    assert [(c.id, c.parent) for c in found] == [("2", None), ("3", "2")]


@pytest.mark.parametrize("written", [NOON, NOON * 1000, str(NOON), f"{NOON}000", f"{NOON}.0"])
def test_times_are_seconds_or_milliseconds(written: Any) -> None:
    (found,) = comments(events("hackernews_algolia", story(item(2, created_at_i=written))))
    assert found.date
    assert (found.date.seconds, found.date.offset) == (NOON, 0)


def test_a_comment_given_twice_counts_once() -> None:
    twice = item(2, item(3))
    found = events("hackernews_algolia", story(twice, item(4, twice)))
    assert [c.id for c in comments(found)] == ["2", "3", "4"]
    assert notices(found)["repeated"].endswith(": 2.")


def test_another_comment_of_the_same_id_is_handed_on() -> None:
    found = events("hackernews_algolia", story(item(2), item(2, text="<p>other")))
    assert [said(c) for c in comments(found)] == ["text 2", "other"]


def test_a_comment_without_author_and_text_is_deleted_and_keeps_its_replies() -> None:
    deleted = item(2, item(3), author=None, text=None)
    gone, reply = comments(events("hackernews_algolia", story(deleted)))
    assert (gone.author, gone.status, reply.parent) == ("[deleted]", "deleted", "2")


def test_a_root_that_is_a_comment_is_the_article_and_says_what_it_answers() -> None:
    found = events("hackernews_algolia", item(5, item(6), parent_id=4, story_id=1))
    (start,) = starts(found)
    assert (start.title, said(start), start.author) == ("text 5", "text 5", "author 5")
    assert start.opening
    assert (start.opening.id, start.opening.parent) == ("5", "4")
    assert start.join == "news.ycombinator.com/item?id=1"
    assert [(c.id, c.parent) for c in comments(found)] == [("6", None)]


def test_wrong_types_are_left_out_and_counted() -> None:
    found = events("hackernews_algolia", story("text", 7, item(2, children={"a": 1}), None))
    assert [c.id for c in comments(found)] == ["2"]
    assert notices(found)["wrong-type"].endswith(": 3.")


def test_a_thread_of_thousands_of_levels_is_read() -> None:
    deep = '{"id":%d,"type":"comment","author":"a","text":"t","created_at_i":1,"children":['
    data = "".join(deep % number for number in range(2, 3_002)) + "]}" * 3_000
    root = '{"id":1,"type":"story","title":"Deep","story_id":1,"created_at_i":1,"children":['
    found = events("hackernews_algolia", f"{root}{data}]}}".encode())
    assert len(comments(found)) == 3_000
    assert max(built(found).depth) == 3_000
    assert notices(found) == {}


def test_a_cut_tree_gives_its_whole_comments() -> None:
    data = json.dumps(story(item(2), item(3, item(4)))).encode()
    found = events("hackernews_algolia", data[: data.index(b"text 4")])
    assert [c.id for c in comments(found)] == ["2", "3", "4"]
    (message,) = [e for e in found if getattr(e, "code", "") == "truncated"]
    assert getattr(message, "byte", 0) == data.index(b"text 4")


TREES: st.SearchStrategy[list[Any]] = st.recursive(
    st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=30
)


@given(TREES)
def test_any_tree_reads_back(tree: list[Any]) -> None:
    root = story()
    expected: list[tuple[str, int]] = []
    pending = [(child, root, 1) for child in reversed(tree)]
    while pending:
        below, parent, depth = pending.pop()
        one = item(len(expected) + 2)
        expected.append((str(one["id"]), depth))
        parent["children"].append(one)
        pending.extend((child, one, depth + 1) for child in reversed(below))
    assert shape("hackernews_algolia", root) == expected


@given(TREES, st.randoms(use_true_random=False))
def test_any_tree_of_single_items_reads_back_in_any_order(tree: list[Any], order: Any) -> None:
    items: list[Object] = [{"id": 1, "type": "story", "by": "a", "time": NOON, "kids": []}]
    expected: list[tuple[str, int]] = []
    pending = [(items[0], tree, 0)]
    while pending:
        holder, below, depth = pending.pop()
        if depth:
            expected.append((str(holder["id"]), depth))
        kids: list[tuple[Object, list[Any], int]] = []
        for child in below:
            kid: Object = {"id": 9000 - len(items), "parent": holder["id"], "type": "comment"}
            kid |= {"by": "b", "text": "t", "time": NOON, "kids": []}
            holder["kids"].append(kid["id"])
            items.append(kid)
            kids.append((kid, child, depth + 1))
        pending.extend(reversed(kids))
    order.shuffle(items)
    assert shape("hackernews_firebase", items) == expected
    lines = "\n".join(map(json.dumps, items)).encode()
    assert shape("hackernews_firebase", lines) == expected


def test_dead_text_is_hidden_and_counted() -> None:
    dead = {"id": 2, "parent": 1, "type": "comment", "by": "x", "text": "buy", "dead": True}
    root = {"id": 1, "type": "story", "by": "a", "time": NOON, "title": "A lamp"}
    found = events("hackernews_firebase", [root, dead | {"time": NOON}])
    assert [(c.status, c.body) for c in comments(found)] == [("deleted", "[dead]")]
    assert notices(found)["hidden"].endswith(": 1.")


def test_a_stated_number_of_comments_is_compared() -> None:
    root = {"id": 1, "type": "story", "by": "a", "time": NOON, "descendants": 7}
    assert "7" in notices(events("hackernews_firebase", [root]))["count-differs"]


def test_a_poll_lists_its_options() -> None:
    root = {"id": 1, "type": "poll", "by": "a", "time": NOON, "title": "Tea?", "parts": [3, 2]}
    parts = [
        {"id": n, "type": "pollopt", "by": "a", "time": 1, "text": t, "score": n, "poll": 1}
        for n, t in ((2, "black"), (3, "green"))
    ]
    found = events("hackernews_firebase", [root, *parts])
    assert said(starts(found)[0]) == "- green (3)\n- black (2)"
    assert comments(found) == []


def items_in(folder: Path, *items: Object) -> Discussion:
    for one in items:
        (folder / f"{one['id']}.json").write_text(json.dumps(one))
    (found,) = read_sources(find([folder])).discussions
    return found


def test_a_folder_of_items_is_one_story(tmp_path: Path) -> None:
    root = {"id": 1, "type": "story", "by": "a", "time": NOON, "title": "A lamp", "kids": [3, 2]}
    kids = [{"id": n, "parent": 1, "type": "comment", "by": "b", "time": 1} for n in (2, 3)]
    found = items_in(tmp_path, root, *kids)
    assert found.story.title == "A lamp"
    assert [found.thread.id(at) for at in range(2)] == ["3", "2"]


def test_a_folder_with_other_files_is_not_taken_for_items(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps({"id": 1, "type": "story", "by": "a", "time": 1}))
    assert hackernews_firebase.sniff(b"", tmp_path) > 0.5
    (tmp_path / "notes.json").write_text("{}")
    assert hackernews_firebase.sniff(b"", tmp_path) == 0


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (story(), True),
        ([story()], True),
        (item(2, parent_id=1, story_id=1), True),
        ({"children": [item(2, parent_id=1)]}, True),
        ({"hits": [{"objectID": "1", "_tags": ["comment"]}]}, True),
        ({"hits": [{"objectID": "1", "name": "a shop's answer"}]}, False),
        ({"id": 1, "children": []}, False),
        ({"hits": "none"}, False),
        ({}, False),
        ([], False),
    ],
)
def test_algolia_is_known_by_its_keys(value: Any, known: bool) -> None:  # noqa: FBT001
    assert (sniff("hackernews_algolia", value) > 0.5) is known


def test_search_results_belong_to_their_stories() -> None:
    hit = {"comment_text": "hi", "author": "a", "story_title": "A lamp", "created_at_i": NOON}
    hits = [
        hit | {"objectID": str(n), "parent_id": p, "story_id": s}
        for n, p, s in ((5, 1, 1), (7, 5, 1), (9, 8, 8))
    ]
    found = events("hackernews_algolia", {"hits": hits, "page": 0, "nbPages": 2, "nbHits": 25})
    assert [(s.story, s.has_article, s.siblings) for s in starts(found)] == [
        ("1", False, "date"),
        ("8", False, "date"),
    ]
    assert [(c.story, c.parent) for c in comments(found)] == [("1", None), ("1", "5"), ("8", None)]
    assert "more-pages" in notices(found)
