from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from threadreader.model import Comment, Moment
from threadreader.thread.build import Builder
from threadreader.thread.tree import Thread


def build(*comments: Comment, siblings: str = "file") -> tuple[Thread, list[str]]:
    builder = Builder(siblings)  # type: ignore[arg-type]
    for comment in comments:
        builder.add(comment)
    thread, notices = builder.thread()
    return thread, [notice.code for notice in notices]


def outline(thread: Thread) -> list[tuple[str, int]]:
    return [(thread.id(at), thread.depth[at]) for at in range(len(thread))]


def test_replies_follow_what_they_answer_in_any_order_of_the_file() -> None:
    thread, codes = build(
        Comment("3", "c", "2"), Comment("1", "a"), Comment("2", "b", "1"), Comment("4", "d")
    )
    assert outline(thread) == [("1", 1), ("2", 2), ("3", 3), ("4", 1)]
    assert list(thread.size) == [3, 2, 1, 1]
    assert codes == []


def test_a_reply_to_nobody_stands_on_top_with_a_notice() -> None:
    thread, codes = build(Comment("1", "a", "gone"), Comment("2", "b", "1"))
    assert outline(thread) == [("1", 1), ("2", 2)]
    assert codes == ["missing-parent"]


def test_a_circle_is_cut_at_its_earliest_and_keeps_everybody() -> None:
    thread, codes = build(
        Comment("x", "a", "z"),
        Comment("y", "b", "x"),
        Comment("z", "c", "y"),
        Comment("s", "d", "s"),
    )
    assert outline(thread) == [("x", 1), ("y", 2), ("z", 3), ("s", 1)]
    assert codes == ["cycle", "cycle"]


def test_a_second_comment_of_the_same_id_gets_another() -> None:
    thread, codes = build(
        Comment("5", "a"), Comment("5", "b"), Comment("5", "c"), Comment("6", "d", "5")
    )
    assert outline(thread) == [("5", 1), ("6", 2), ("5~2", 1), ("5~3", 1)]
    assert codes == ["duplicate-id", "duplicate-id"]


def test_siblings_by_date_keep_the_tree() -> None:
    thread, _ = build(
        Comment("new", "a", date=Moment(300)),
        Comment("reply", "b", "old", date=Moment(400)),
        Comment("old", "c", date=Moment(100)),
        siblings="date",
    )
    assert outline(thread) == [("old", 1), ("reply", 2), ("new", 1)]


def test_a_chain_of_twenty_thousand_is_a_tree() -> None:
    count = 20_000
    chain = [Comment(str(i), "a", str(i - 1) if i else None, own_id=False) for i in range(count)]
    thread, codes = build(*chain)
    assert thread.depth[count - 1] == count
    assert thread.size[0] == count
    assert codes == []


@given(st.lists(st.integers(-2, 30), max_size=30), st.randoms(use_true_random=False))
def test_columns_agree_with_each_other_for_any_parents(
    parents: list[int], order: random.Random
) -> None:
    comments = [
        Comment(str(i), f"a{i % 3}", None if p < 0 else str(p)) for i, p in enumerate(parents)
    ]
    order.shuffle(comments)
    thread, _ = build(*comments)
    assert sorted(thread.id(at) for at in range(len(thread))) == sorted(c.id for c in comments)
    for at in range(len(thread)):
        parent = thread.parent[at]
        assert parent < at
        assert thread.depth[at] == (thread.depth[parent] + 1 if parent >= 0 else 1)
        assert parent < 0 or at < thread.end(parent)
        assert thread.size[at] == 1 + sum(thread.size[r] for r in thread.replies(at))
        siblings = list(thread.replies(parent)) if parent >= 0 else list(thread.columns.top)
        index = siblings.index(at)
        following = siblings[index + 1] if index + 1 < len(siblings) else None
        assert thread.next_sibling(at) == following
        assert thread.previous_sibling(at) == (siblings[index - 1] if index else None)


@given(st.lists(st.integers(-2, 30), max_size=30))
def test_comments_that_come_in_preorder_make_the_thread_they_make_in_another_order(
    parents: list[int],
) -> None:
    written = {
        str(i): Comment(
            str(i),
            f"a{i % 3}",
            None if parent < 0 else str(parent),
            date=Moment(60 * (i % 4)) if i % 5 else None,
            body="body" * (i % 2),
            url=f"https://example.org/{i}" if i % 7 == 0 else "",
            own_id=i % 2 == 0,
        )
        for i, parent in enumerate(parents)
    }
    thread, _ = build(*written.values())
    order = [thread.ids[thread.columns.body[at]] for at in range(len(thread))]
    above = [thread.parent[at] for at in range(len(thread))]
    again, codes = build(
        *(
            replace(written[name], parent=order[parent] if parent >= 0 else None)
            for name, parent in zip(order, above, strict=True)
        )
    )
    assert codes == []
    for name in ("parent", "size", "depth", "seconds", "offset", "flags", "top"):
        assert list(getattr(again.columns, name)) == list(getattr(thread.columns, name)), name
    assert list(again.columns.body) == list(range(len(order)))
    assert bytes(again.columns.prints) == bytes(thread.columns.prints)
    assert list(map(again.author, range(len(order)))) == [written[n].author for n in order]
    assert [again.text(at) for at in range(len(order))] == [written[n].body for n in order]
    assert dict(again.urls) == dict(thread.urls)
    assert bytes(again.columns.keys) == bytes(thread.columns.keys)


def test_keys_stay_when_a_body_is_edited_or_a_reply_moves() -> None:
    def keys(*comments: Comment) -> set[bytes]:
        thread, _ = build(*comments)
        return {thread.key(at) for at in range(len(thread))}

    when = Moment(1_510_577_520)
    before = keys(
        Comment("1", "Ruth", date=when, body="first", own_id=False),
        Comment("2", "Tom", "1", date=when, body="second", own_id=False),
    )
    after = keys(
        Comment("1", "Ruth", date=when, body="first, edited", own_id=False),
        Comment("2", "Tom", date=when, body="second", own_id=False),
    )
    assert before == after
    assert len(before) == 2


def test_two_comments_of_one_author_in_one_minute_have_keys_of_their_own() -> None:
    twin = Comment("1", "Ruth", date=Moment(60), body="same", own_id=False)
    thread, _ = build(twin, Comment("2", "Ruth", date=Moment(60), body="same", own_id=False))
    assert thread.key(0) != thread.key(1)
    assert list(thread.twins.values()) == [[0, 1]]


def test_any_number_of_equal_comments_have_keys_of_their_own_at_once() -> None:
    equal = (Comment(str(n), "Ruth", date=Moment(60), own_id=False) for n in range(20_000))
    thread, _ = build(*equal)
    assert len({thread.key(at) for at in range(len(thread))}) == 20_000


def test_a_date_from_three_hours_ago_is_not_in_the_key() -> None:
    first, _ = build(Comment("1", "a", date=Moment(100, approximate=True), body="b", own_id=False))
    later, _ = build(Comment("1", "a", date=Moment(900, approximate=True), body="b", own_id=False))
    assert first.key(0) == later.key(0)


def test_bodies_past_memory_come_back_whole() -> None:
    builder = Builder()
    for number in range(40):
        builder.add(Comment(str(number), "a", body=f"{number} " + "x" * 1_000_000))
    thread, _ = builder.thread()
    for number in (0, 17, 39):
        assert thread.text(number).startswith(f"{number} x")
        assert len(thread.text(number)) > 1_000_000


def test_the_comments_of_an_author_are_found() -> None:
    thread, _ = build(*(Comment(str(i), f"a{i % 300}") for i in range(1000)))
    wanted = thread.names.index("a256")
    assert list(thread.positions_by(wanted)) == [256, 556, 856]
    assert thread.comments_by_author()[wanted] == 3
