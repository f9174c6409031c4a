from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import built, comments, events, notices, said, sniff, starts

from threadreader.formats.json_fields import Object
from threadreader.library.discussions import read_sources
from threadreader.library.sources import find, open_source
from threadreader.model import Notice, UnreadableError

NOON = 1583402400


def listing(*things: Any, after: str | None = None) -> Object:
    return {"kind": "Listing", "data": {"children": list(things), "after": after}}


def comment(number: str, *replies: Any, **other: Any) -> Object:
    data = {
        "id": number,
        "name": f"t1_{number}",
        "parent_id": "t3_pot",
        "link_id": "t3_pot",
        "author": f"author {number}",
        "body": f"text {number}",
        "created_utc": NOON,
        "replies": listing(*replies) if replies else "",
    }
    return {"kind": "t1", "data": data | other}


def post(**other: Any) -> Object:
    data = {"id": "pot", "title": "A pot", "author": "op", "selftext": "", "is_self": True}
    data |= {"num_comments": 0, "subreddit": "tea", "permalink": "/r/tea/comments/pot/a_pot/"}
    return {"kind": "t3", "data": data | {"created_utc": NOON} | other}


def thread(*things: Any, **other: Any) -> list[Object]:
    return [listing(post(**other)), listing(*things)]


def test_markdown_is_decoded_before_it_is_read() -> None:
    found = events(
        "reddit", thread(comment("a", body="&gt; two &lt; three\n\n*AT&amp;T* &amp;amp;"))
    )
    assert said(comments(found)[0]) == "> two < three\n\nAT&T &"


@pytest.mark.parametrize("body", ["[deleted]", "[removed]", "[ Removed by Reddit ]"])
def test_deleted_and_removed_comments_keep_their_place(body: str) -> None:
    found = events("reddit", thread(comment("a", comment("b", parent_id="t1_a"), body=body)))
    gone, reply = comments(found)
    assert (gone.status, gone.body, reply.parent) == ("deleted", body, "a")


def test_a_comment_of_a_deleted_account_is_shown() -> None:
    (found,) = comments(events("reddit", thread(comment("a", author="[deleted]"))))
    assert (found.author, found.status) == ("[deleted]", "visible")


def test_stubs_become_notices_with_their_place() -> None:
    more = {"kind": "more", "data": {"count": 12, "parent_id": "t1_a"}}
    ends = {"kind": "more", "data": {"count": 0, "parent_id": "t1_b"}}
    found = events("reddit", thread(comment("a", more), comment("b", ends), num_comments=14))
    messages = [e.message for e in found if isinstance(e, Notice) and e.code == "not-loaded"]
    assert "below a: 12" in messages[0]
    assert "below b " in messages[1]
    assert "page of its own" in messages[1]
    assert "count-differs" not in notices(found)


def test_a_number_of_comments_that_is_not_in_the_file_is_noted() -> None:
    found = events("reddit", thread(comment("a"), num_comments=5))
    assert "5" in notices(found)["count-differs"]
    assert "count-differs" not in notices(events("reddit", thread(comment("a"), num_comments=1)))


def test_a_whole_thread_keeps_its_order_and_a_part_can_be_joined() -> None:
    (whole,) = starts(events("reddit", thread(comment("a"), num_comments=1)))
    (part,) = starts(events("reddit", thread(comment("a"), num_comments=9)))
    assert (whole.join, whole.siblings) == ("", "file")
    assert (part.join, part.siblings) == ("reddit:pot", "file")


def test_a_link_is_the_article_with_or_without_a_text() -> None:
    link = {"is_self": False, "url": "https://example.org/?a=1&amp;b=2"}
    (alone,) = starts(events("reddit", thread(**link)))
    (both,) = starts(events("reddit", thread(**link, selftext="Look.")))
    assert said(alone) == "https://example.org/?a=1&b=2"
    assert said(both) == "https://example.org/?a=1&b=2\n\nLook."


def test_comments_of_a_user_belong_to_their_posts() -> None:
    first = comment("a", link_title="A pot &amp; a lid", link_id="t3_x", parent_id="t3_x")
    other = comment("b", link_id="t3_y", permalink="/r/tea/comments/y/a_cup/b/", subreddit="tea")
    found = events("reddit", listing(first, other, after="t1_b"))
    assert [(s.title, s.has_article, s.siblings) for s in starts(found)] == [
        ("A pot & a lid", False, "date"),
        ("Comments on post y in r/tea", False, "date"),
    ]
    assert [c.story for c in comments(found)] == ["x", "y"]
    assert "more-pages" in notices(found)


def test_a_dump_reads_its_comments_and_posts_in_any_order() -> None:
    lines = [comment("a", body="one")["data"], post()["data"], comment("b")["data"]]
    found = events("reddit", "\n".join(map(json.dumps, lines)).encode())
    assert [(s.story, s.has_article) for s in starts(found)] == [("pot", False), ("pot", True)]
    assert [(c.id, c.line) for c in comments(found)] == [("a", 1), ("b", 3)]


def test_posts_and_comments_of_two_dumps_are_one_story(tmp_path: Path) -> None:
    (tmp_path / "comments.jsonl").write_text(json.dumps(comment("a")["data"]) + "\n")
    (tmp_path / "posts.jsonl").write_text(json.dumps(post()["data"]) + "\n")
    (found,) = read_sources(find([tmp_path])).discussions
    assert (found.story.title, len(found.thread)) == ("A pot", 1)


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (thread(comment("a")), True),
        (listing(comment("a")), True),
        (listing(), True),
        (comment("a"), True),
        (comment("a")["data"], True),
        (post()["data"], True),
        ({"kind": "Listing"}, False),
        ([[]], False),
        ({"title": "x", "author": "y"}, False),
    ],
)
def test_reddit_is_known_by_its_listings(value: Any, known: bool) -> None:  # noqa: FBT001
    assert (sniff("reddit", value) > 0.5) is known


TREES: st.SearchStrategy[list[Any]] = st.recursive(
    st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=30
)


@given(TREES)
def test_any_tree_reads_back(tree: list[Any]) -> None:
    top: list[Any] = []
    expected: list[tuple[str, int]] = []
    pending = [(child, top, "t3_pot", 1) for child in reversed(tree)]
    while pending:
        below, siblings, parent, depth = pending.pop()
        number = f"c{len(expected)}"
        expected.append((number, depth))
        inner: list[Any] = []
        thing = comment(number, parent_id=parent)
        if below:
            thing["data"]["replies"] = {"kind": "Listing", "data": {"children": inner}}
        siblings.append(thing)
        pending.extend((child, inner, f"t1_{number}", depth + 1) for child in reversed(below))
    found = built(events("reddit", thread(*top)))
    assert [(found.id(at), found.depth[at]) for at in range(len(found))] == expected


def test_a_deep_thread_is_read() -> None:
    listed = '{"kind":"Listing","data":{"children":['
    start = f'{listed}{{"kind":"t1","data":{{"id":"c%d","body":"x","replies":'
    data = "".join(start % number for number in range(3_000)) + '""' + "}}]}}" * 3_000
    found = events("reddit", f"[{json.dumps(listing(post()))},{data}]".encode())
    assert max(built(found).depth) == 3_000


def test_a_compressed_dump_is_read(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "RC_2020-03.zst"
    data = zstandard.ZstdCompressor().compress(json.dumps(comment("a")["data"]).encode())
    path.write_bytes(data)
    (found,) = read_sources(find([path])).discussions
    assert len(found.thread) == 1
    path.write_bytes(data[:-4])
    assert read_sources(find([path])).errors or read_sources(find([path])).discussions


def test_without_the_library_a_compressed_dump_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    path = tmp_path / "RC_2020-03.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd\0\0\0\0")
    with pytest.raises(UnreadableError, match=r"threadreader\[zstd\]"):
        open_source(path)
