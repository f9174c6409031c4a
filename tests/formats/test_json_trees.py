"""Any tree written as a site writes it reads back as the same tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import FORMATS, built, events, notices, starts

from threadreader.formats.json_fields import Object

Parents = list[int]
"""Of the comments 1, 2 and so on in preorder: the number of the parent, 0 for the article."""

NOON = "2020-03-05T12:00:00.000Z"


def lobsters(parents: Parents) -> Object:
    levels = [0]
    for parent in parents:
        levels.append(levels[parent] + 1)
    user: Object = {
        "commenting_user": {"username": "ann"},
        "created_at": NOON,
        "comment": "<p>hm</p>",
    }
    comments = [
        {"short_id": f"c{n}", "indent_level": levels[n], **user} for n in range(1, len(levels))
    ]
    story: Object = {"short_id": "s", "title": "A kite", "submitter_user": "bo", "tags": []}
    story |= {"comments_url": "https://lobste.rs/s/s/a", "comment_count": len(parents)}
    return {**story, "comments": comments}


def discourse(parents: Parents) -> Object:
    posts = [
        {"id": n, "post_number": n, "cooked": f"<p>{n}", "username": "ann", "topic_id": 7}
        | {"reply_to_post_number": parents[n - 2] + 1 if n > 1 else None, "created_at": NOON}
        for n in range(1, len(parents) + 2)
    ]
    return {"id": 7, "title": "A bell", "post_stream": {"posts": posts}}


def lemmy(parents: Parents) -> Object:
    paths = ["0"]
    for number, parent in enumerate(parents, 1):
        paths.append(f"{paths[parent]}.{number}")
    known = {"post_id": 5, "creator_id": 9, "content": "hm", "published": "2020-03-05T12:00:00"}
    views = [{"comment": {"id": n, "path": paths[n], **known}} for n in range(1, len(paths))]
    post = {"id": 5, "name": "A spoon", "creator_id": 1, "community_id": 2, "published": NOON}
    return {"post_view": {"post": post}, "comments": views}


def mastodon(parents: Parents) -> list[Object]:
    def status(number: int, parent: int | None) -> Object:
        known: Object = {"id": str(number), "content": f"<p>{number}", "account": {"acct": "ann"}}
        known |= {"in_reply_to_id": None if parent is None else str(parent), "created_at": NOON}
        return known | {"visibility": "public", "spoiler_text": ""}

    after = [status(100 + n, 100 + parent) for n, parent in enumerate(parents, 1)]
    return [status(100, None), {"ancestors": [], "descendants": after}]


def nested(parents: Parents, write: Callable[[int], Object], key: str) -> Object:
    made = [write(number) for number in range(len(parents) + 1)]
    for number, parent in enumerate(parents, 1):
        made[parent][key].append(made[number])
    return made[0]


def bluesky(parents: Parents) -> Object:
    def view(number: int) -> Object:
        record: Object = {"text": f"post {number}", "createdAt": NOON}
        if number:
            parent, root = ({"uri": f"at://a/{n}"} for n in (parents[number - 1], 0))
            record["reply"] = {"parent": parent, "root": root}
        post = {"uri": f"at://a/{number}", "author": {"handle": "ann"}, "record": record}
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": post, "replies": []}

    return {"thread": nested(parents, view, "replies")}


def github(parents: Parents) -> Object:
    def node(number: int) -> Object:
        known: Object = {
            "databaseId": number,
            "author": {"login": "ann"},
            "body": "hm",
            "replies": [],
        }
        return known | {"createdAt": NOON}

    root = nested(parents, node, "replies")
    subject: Object = {"title": "A kettle", "author": {"login": "bo"}, "number": 3, "body": "hm"}
    subject |= {"url": "https://github.com/a/b/discussions/3", "createdAt": NOON}
    return {
        "data": {"repository": {"discussion": subject | {"comments": {"nodes": root["replies"]}}}}
    }


def algolia(parents: Parents) -> Object:
    def item(number: int) -> Object:
        known: Object = {
            "id": number + 1,
            "type": "comment" if number else "story",
            "author": "ann",
        }
        known |= {"text": "<p>hm", "created_at_i": 1583409600, "story_id": 1, "children": []}
        return known | {"points": 1, "title": None if number else "A lamp", "parent_id": None}

    return nested(parents, item, "children")


WRITERS = {
    "lobsters": lobsters,
    "discourse": discourse,
    "lemmy": lemmy,
    "mastodon": mastodon,
    "bluesky": bluesky,
    "github": github,
    "hackernews_algolia": algolia,
}


def preorder(numbers: list[int]) -> Parents:
    """Parents of a tree in preorder: each is the comment before or one of its ancestors."""
    parents: Parents = []
    for number in numbers:
        chain = [0]
        at = len(parents)
        while at:
            chain.append(at)
            at = parents[at - 1]
        parents.append(chain[number % len(chain)])
    return parents


@pytest.mark.parametrize("name", WRITERS)
@given(st.lists(st.integers(0, 99), max_size=20))
def test_any_tree_reads_back(name: str, numbers: list[int]) -> None:
    parents = preorder(numbers)
    found = events(name, WRITERS[name](parents))
    assert len(starts(found)) == 1
    assert notices(found) == {}
    thread = built(found)
    assert [above + 1 for above in thread.parent] == parents


@pytest.mark.parametrize("name", ["lobsters", "discourse", "mastodon"])
def test_a_thread_of_thousands_of_levels_is_read(name: str) -> None:
    found = events(name, WRITERS[name](list(range(3_000))))
    assert max(built(found).depth) == 3_000


def test_all_formats_with_trees_are_here_or_have_a_test_of_their_own() -> None:
    others = {"own_json", "hackernews_firebase", "reddit", "stackexchange"}
    assert set(FORMATS) - set(WRITERS) == others
