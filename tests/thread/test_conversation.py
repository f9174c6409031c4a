from __future__ import annotations

import pytest

from threadreader.model import Comment
from threadreader.thread.build import Builder
from threadreader.thread.conversation import conversation, conversation_marks
from threadreader.thread.tree import Thread

ROWS = [  # id, author, what it answers
    ("a", "Ruth", None),
    ("b", "Tom", "a"),
    ("c", "Ruth", "b"),
    ("d", "Ruth", "c"),
    ("e", "Ada", "b"),
    ("f", "Tom", "e"),
    ("g", "Tom", None),
    ("h", "Ada", "g"),
    ("i", "Ruth", "h"),
]


@pytest.fixture
def thread() -> Thread:
    builder = Builder()
    for identifier, author, parent in ROWS:
        builder.add(Comment(identifier, author, parent))
    return builder.thread()[0]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Ruth", "Tom"], "abc"),
        (["Tom", "Ada"], "befgh"),
        (["Ruth", "Ada"], "hi"),
        (["Ruth", "Tom", "Ada"], "abcefghi"),
        (["Ruth"], ""),
        (["Ruth", "Nobody"], ""),
        ([], ""),
    ],
)
def test_an_exchange_is_an_answer_with_what_it_answers(
    thread: Thread, names: list[str], expected: str
) -> None:
    assert "".join(map(thread.id, conversation(thread, names))) == expected
    assert conversation_marks(thread, names).count() == len(expected)
