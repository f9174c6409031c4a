from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.json_reading import FORMATS, comments, events, notices, said, sniff, starts

from threadreader.formats.json_fields import Object
from threadreader.library.discussions import read_sources
from threadreader.library.sources import find
from threadreader.model import Moment, Notice, Span, StoryStart

NOON = "2020-03-05T12:00:00.000Z"
AT_NOON = Moment(1583409600, 0)


def lobsters(*found: Object, **other: Any) -> Object:
    known: Object = {"short_id": "s1", "title": "A kite", "submitter_user": "a", "tags": []}
    known |= {"comments_url": "https://lobste.rs/s/s1/a_kite", "comment_count": len(found)}
    return known | {"created_at": NOON, "comments": list(found)} | other


def test_lobsters_levels_tell_the_parents_where_nothing_else_does() -> None:
    levels = (1, 2, 3, 2, 1)
    found = [{"short_id": f"c{n}", "indent_level": v} for n, v in enumerate(levels)]
    read = comments(events("lobsters", lobsters(*found)))
    assert [c.parent for c in read] == [None, "c0", "c1", "c0", None]


def test_lobsters_new_shape_names_the_parent() -> None:
    first = {"short_id": "x", "depth": 0, "commenting_user": "ann"}
    other = {"short_id": "y", "depth": 1, "parent_comment": "x"}
    user = {"commenting_user": {"username": "bo"}}
    read = comments(events("lobsters", lobsters(first, {**other, **user})))
    assert [(c.author, c.parent) for c in read] == [("ann", None), ("bo", "x")]


def test_a_list_of_stories_is_a_list_of_stories() -> None:
    stories = [lobsters(short_id="s1", comment_count=3), lobsters(short_id="s2")]
    for story in stories:
        del story["comments"]
    found = events("lobsters", stories)
    assert [s.story for s in starts(found)] == ["s1", "s2"]
    assert notices(found)["not-loaded"].endswith(": 3.")


def posts(*numbers: int, stream: list[int] | None = None, **other: Any) -> Object:
    found = [
        {"id": 100 + n, "post_number": n, "cooked": f"<p>post {n}</p>", "username": f"u{n}"}
        | {"topic_id": 7, "topic_slug": "a-bell", "created_at": NOON}
        for n in numbers
    ]
    topic: Object = {"post_stream": {"posts": found}, "id": 7, **other}
    if stream is not None:
        topic["post_stream"]["stream"] = stream
    return topic


def test_the_first_post_of_a_topic_is_the_article() -> None:
    topic = posts(1, 2, 3, stream=[101, 102, 103], title="A bell")
    topic["post_stream"]["posts"][1]["reply_to_post_number"] = 1
    topic["post_stream"]["posts"][2]["reply_to_post_number"] = "2"
    found = events("discourse", topic)
    (start,) = starts(found)
    assert (start.title, said(start), start.author, start.published) == (
        "A bell",
        "post 1",
        "u1",
        AT_NOON,
    )
    assert [(c.id, c.parent) for c in comments(found)] == [("2", None), ("3", "2")]
    assert notices(found) == {}
    assert start.join == ""


def test_a_page_of_a_topic_has_no_article_and_joins() -> None:
    found = events("discourse", posts(21, 22, stream=list(range(101, 140))))
    (start,) = starts(found)
    assert (start.has_article, start.join, start.title) == (False, "discourse:a-bell/7", "A bell")
    assert notices(found)["not-loaded"].endswith(": 37.")


@pytest.mark.parametrize("kind", [3, 4, "3"])
def test_notes_and_whispers_are_hidden_and_counted(kind: Any) -> None:
    topic = posts(1, 2)
    topic["post_stream"]["posts"][1]["post_type"] = kind
    found = events("discourse", topic)
    assert comments(found) == []
    assert notices(found)["hidden"].endswith(": 1.")


def lemmy(number: int, path: str, **other: Any) -> Object:
    comment = {"id": number, "post_id": 5, "creator_id": 9, "content": "*hm*", "path": path}
    return {
        "comment": comment | {"published": "2020-03-05T12:00:00"} | other,
        "creator": {"name": "ann"},
    }


def test_lemmy_paths_tell_the_parents() -> None:
    views = [lemmy(3, "0.1.2.3"), lemmy(2, "0.1.2"), lemmy(1, "0.1", deleted=True)]
    read = comments(events("lemmy", {"comments": views}))
    assert [(c.id, c.parent, c.status) for c in read] == [
        ("3", "2", "visible"),
        ("2", "1", "visible"),
        ("1", None, "deleted"),
    ]
    assert {c.date for c in read} == {AT_NOON}


def test_lemmy_comments_may_have_only_the_ids_of_their_authors() -> None:
    (read,) = comments(events("lemmy", [lemmy(3, "0.3")["comment"]]))
    assert (read.author, said(read)) == ("9", "hm")


def status(number: int, parent: Any = None, **other: Any) -> Object:
    known: Object = {
        "id": str(number),
        "in_reply_to_id": parent,
        "content": f"<p>status {number}</p>",
    }
    known |= {"account": {"acct": "ann@example.org"}, "visibility": "public", "spoiler_text": ""}
    return known | {"created_at": NOON} | other


def test_a_context_alone_has_no_article() -> None:
    context = {"ancestors": [], "descendants": [status(2, "1"), status(3, "2")]}
    found = events("mastodon", context)
    (start,) = starts(found)
    assert (start.has_article, start.join) == (False, "mastodon:1")
    assert [(c.id, c.parent) for c in comments(found)] == [("2", None), ("3", "2")]


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("b.json", "a.json")])
def test_a_context_joins_its_status_in_any_order(tmp_path: Path, names: tuple[str, str]) -> None:
    context = {"ancestors": [], "descendants": [status(2, "1"), status(3, 2)]}
    for name, value in zip(names, (status(1), context), strict=True):
        (tmp_path / name).write_text(json.dumps(value))
    (found,) = read_sources(find([tmp_path])).discussions
    assert found.story.title == "status 1"
    assert [found.thread.depth[at] for at in range(2)] == [1, 2]


def test_a_status_and_its_context_may_stand_in_one_file() -> None:
    context = {"ancestors": [status(1)], "descendants": [status(3, "2")]}
    lines = json.dumps(status(2, "1")) + "\n" + json.dumps(context)
    found = events("mastodon", lines.encode())
    assert [s.story for s in starts(found)] == ["1"]
    assert [(c.id, c.parent) for c in comments(found)] == [("2", None), ("3", "2")]


def test_a_warning_stands_before_the_text() -> None:
    found = events("mastodon", status(1, spoiler_text="a <cat>"))
    assert said(starts(found)[0]) == "a <cat>\n\nstatus 1"


def view(key: str, text: str, *replies: Any, parent: str = "", **record: Any) -> Object:
    said_record: Object = {"text": text, "createdAt": NOON} | record
    if parent:
        said_record["reply"] = {"parent": {"uri": parent}, "root": {"uri": "at://a/1"}}
    return {
        "$type": "app.bsky.feed.defs#threadViewPost",
        "post": {"uri": key, "author": {"handle": "ann.example"}, "record": said_record},
        "replies": list(replies),
    }


def spans(start: StoryStart) -> tuple[Span, ...]:
    return start.body[0].spans if isinstance(start.body, tuple) else ()


def test_facets_count_bytes() -> None:
    text = "🐦 über example"
    start = len("🐦 über ".encode())
    facet = {
        "index": {"byteStart": start, "byteEnd": start + 7},
        "features": [{"uri": "https://example.org"}],
    }
    broken = {"index": {"byteStart": 2, "byteEnd": 99999}, "features": [{"uri": "x"}]}
    found = events("bluesky", {"thread": view("at://a/1", text, facets=[facet, broken, None])})
    assert spans(starts(found)[0]) == (
        Span("🐦 über "),
        Span("example", "link", "https://example.org"),
    )


def test_posts_that_are_not_there_are_counted() -> None:
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://a/8", "notFound": True}
    blocked = {"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://a/9", "blocked": True}
    reply = view("at://a/2", "two", parent="at://a/1")
    found = events("bluesky", {"thread": view("at://a/1", "one", gone, reply, blocked)})
    assert [(c.id, c.parent) for c in comments(found)] == [("at://a/2", None)]
    assert {"not-loaded", "hidden"} == set(notices(found))


def test_the_uppermost_post_is_the_article() -> None:
    focus = view(
        "at://a/3", "three", view("at://a/4", "four", parent="at://a/3"), parent="at://a/2"
    )
    focus["parent"] = view("at://a/2", "two", parent="at://a/1")
    focus["parent"]["parent"] = view("at://a/1", "one")
    found = events("bluesky", {"thread": focus})
    assert said(starts(found)[0]) == "one"
    assert [(c.id, c.parent) for c in comments(found)] == [
        ("at://a/2", None),
        ("at://a/3", "at://a/2"),
        ("at://a/4", "at://a/3"),
    ]


def answer(number: int, *found: Object, **other: Any) -> Object:
    known = {
        "answer_id": number,
        "question_id": 1,
        "body": "<p>yes</p>",
        "creation_date": 1583409600,
    }
    return known | {"owner": {"display_name": "Ann &amp; Bo"}, "comments": list(found)} | other


def test_answers_are_comments_and_their_comments_replies() -> None:
    remark = {"comment_id": 5, "post_id": 5, "body": "why?", "owner": {}, "creation_date": 1}
    question = {"question_id": 1, "title": "Why &quot;so&quot;?", "body": "<p>?</p>", "score": 1}
    question |= {
        "owner": {},
        "comments": [remark],
        "answers": [answer(5, remark | {"comment_id": 6})],
    }
    found = events("stackexchange", {"items": [question], "has_more": True})
    assert starts(found)[0].title == 'Why "so"?'
    assert [(c.id, c.parent, c.author) for c in comments(found)] == [
        ("comment-5", None, "Anonymous"),
        ("answer-5", None, "Ann & Bo"),
        ("comment-6", "answer-5", "Anonymous"),
    ]
    assert "more-pages" in notices(found)


def test_answers_without_text_say_how_to_ask_for_it() -> None:
    bare = answer(5)
    del bare["body"]
    assert "withbody" in notices(events("stackexchange", {"items": [bare]}))["no-text"]


ISSUE = "https://github.com/ann/pot/issues/12"


def remark(number: int, **other: Any) -> Object:
    known: Object = {"id": number, "html_url": f"{ISSUE}#issuecomment-{number}", "body": "a\nb"}
    return known | {"user": {"login": "bo"}, "created_at": NOON} | other


def test_an_issue_may_hold_its_comments() -> None:
    issue = {"title": "Leaks", "html_url": ISSUE, "user": {"login": "ann"}, "body": "It *does*."}
    found = events("github", issue | {"comments": [remark(5), remark(6, user=None)]})
    assert said(starts(found)[0]) == "It does."
    assert [(c.id, c.author, said(c)) for c in comments(found)] == [
        ("5", "bo", "a\nb"),
        ("6", "ghost", "a\nb"),
    ]


def test_comments_and_issue_join_in_two_files(tmp_path: Path) -> None:
    issue = {"title": "Leaks", "html_url": ISSUE, "user": {"login": "ann"}, "comments": 1}
    (tmp_path / "a.json").write_text(json.dumps([remark(5)]))
    (tmp_path / "b.json").write_text(json.dumps(issue))
    (found,) = read_sources(find([tmp_path])).discussions
    assert (found.story.title, len(found.thread)) == ("Leaks", 1)


def test_discussions_have_replies() -> None:
    reply = {"id": "r", "body": "r", "author": {"login": "cy"}, "createdAt": NOON}
    node = {"id": "n", "body": "n", "author": {"login": "bo"}, "replies": {"nodes": [reply]}}
    subject = {"title": "Ask", "author": {"login": "ann"}, "body": "?", "number": 3}
    subject |= {"comments": {"totalCount": 1, "nodes": [node], "pageInfo": {"hasNextPage": False}}}
    value = {"data": {"repository": {"discussion": subject}}}
    assert sniff("github", value) > 0.5
    found = events("github", value)
    assert [(c.id, c.parent) for c in comments(found)] == [("n", None), ("r", "n")]
    assert not [e for e in found if isinstance(e, Notice)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lobsters", lobsters()),
        ("lobsters", [lobsters()]),
        ("discourse", posts(1)),
        ("lemmy", {"comments": [lemmy(1, "0.1")]}),
        ("lemmy", [lemmy(1, "0.1")["comment"]]),
        ("mastodon", status(1)),
        ("mastodon", {"ancestors": [], "descendants": [status(2, "1")]}),
        ("bluesky", {"thread": view("at://a/1", "one")}),
        ("stackexchange", {"items": [answer(5, score=1)]}),
        ("github", [remark(5)]),
    ],
)
def test_each_site_is_known_by_its_keys_alone(name: str, value: Any) -> None:
    assert sniff(name, value) > 0.5
    assert [other for other in FORMATS if sniff(other, value) > 0.5] == [name]
