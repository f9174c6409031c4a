from __future__ import annotations

import random

import pytest

from threadreader.library.past import past_comment
from threadreader.model import Comment, Moment
from threadreader.thread.build import Builder
from threadreader.thread.merge import PastComment, merged
from threadreader.thread.tree import Thread


def thread_of(rows: list[tuple[str, str | None]]) -> Thread:
    builder = Builder()
    for identifier, parent in rows:
        url = f"https://e.example/{identifier}"
        author, when = f"Author {identifier}", Moment(int(identifier) * 100, 60)
        builder.add(Comment(identifier, author, parent, when, f"text {identifier}", url=url))
    return builder.thread()[0]


def facts(thread: Thread) -> list[tuple[object, ...]]:
    return [
        (
            thread.id(at),
            thread.parent[at],
            thread.size[at],
            thread.depth[at],
            thread.author(at),
            thread.date(at),
            thread.text(at),
            thread.key(at),
            thread.fingerprint(at),
            thread.urls[at],
            thread.root(at),
        )
        for at in range(len(thread))
    ]


@pytest.mark.parametrize("seed", range(40))
def test_taking_comments_out_and_putting_them_back_changes_nothing(seed: int) -> None:
    """Where the first replies stay: of what followed nothing it is not known what it preceded."""
    chance = random.Random(seed)
    count = chance.randint(1, 30)
    rows = [
        (str(n), str(chance.randrange(n)) if n and chance.random() < 0.8 else None)
        for n in range(count)
    ]
    whole = thread_of(rows)
    out = {str(n) for n in range(count) if chance.random() < 0.4}
    for identifier, parent in rows:  # what is below one that is gone is gone as well
        if parent in out:
            out.add(identifier)
    rest = thread_of([row for row in rows if row[0] not in out])
    gone = [past_comment(whole, at) for at in range(count) if whole.id(at) in out]
    chance.shuffle(gone)
    again, marks = merged(rest, gone)
    assert facts(again) == facts(whole)
    assert {again.id(at) for at in range(count) if marks[at]} == out


def past(identifier: str, parent: bytes, before: bytes = b"") -> PastComment:
    key = f"{int(identifier):016x}"
    return PastComment(Comment(identifier, "Ada", body="x", key=key), parent, before)


def test_what_answers_something_unknown_stands_on_top() -> None:
    again, _ = merged(thread_of([("1", None)]), [past("7", b"nowhere.", b"nothing.")])
    assert sorted(again.id(at) for at in again.columns.top) == ["1", "7"]


def test_comments_of_different_versions_that_answer_each_other_are_all_there() -> None:
    one, two, three = (past(n, bytes.fromhex(f"{int(m):016x}")) for n, m in ("78", "87", "97"))
    again, marks = merged(thread_of([("1", None)]), [one, two, three])
    assert marks.count() == 3
    assert sorted(again.id(at) for at in range(4)) == ["1", "7", "8", "9"]


def test_replies_of_one_that_is_gone_that_are_still_there_stay_on_top() -> None:
    whole = thread_of([("1", None), ("2", "1"), ("3", "2")])
    rest = thread_of([("1", None), ("3", None)])
    again, _ = merged(rest, [past_comment(whole, 1)])
    assert [(again.id(at), again.depth[at]) for at in range(3)] == [("1", 1), ("2", 2), ("3", 1)]
