from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadreader.library import textindex
from threadreader.library.datafile import DataFile, DataWriter
from threadreader.library.textindex import StoredIndex, write_index
from threadreader.model import Comment
from threadreader.text.searchable import searchable
from threadreader.thread.build import Builder
from threadreader.thread.contents import CancelledError
from threadreader.thread.tree import Thread

WORDS = ("tide", "tides", "ebb", "a", "Ångström", "潮の", "the\u0301", "e", "side")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
WANTED = st.lists(st.sampled_from([*WORDS, "id", "de", "t", "no"]), min_size=1, max_size=3)


def thread_of(texts: list[str]) -> Thread:
    builder = Builder()
    for number, text in enumerate(texts):
        builder.add(Comment(str(number), "Ruth", None, None, text))
    return builder.thread()[0]


def stored(thread: Thread, path: Path) -> StoredIndex:
    with path.open("wb") as file:
        writer = DataWriter(file)
        write_index(thread, writer, bool)
    return StoredIndex(len(thread), writer.layout, lambda: DataFile(path))


@given(st.lists(TEXTS, max_size=30), WANTED.map(" ".join))
@settings(max_examples=50, deadline=None)
def test_the_index_finds_what_looking_at_each_text_finds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], wanted: str
) -> None:
    thread, wanted = thread_of(texts), searchable(wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textindex, "SEGMENT", 8)
        patch.setattr(textindex, "_PAGE", 4)
        index = stored(thread, tmp_path_factory.mktemp("index") / "texts")
        found = index.having(wanted, bool)
    assert found == bytes(wanted in searchable(text) for text in texts)


def test_a_search_in_the_index_ends_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    index = stored(thread_of(["tide"]), tmp_path / "texts")
    with pytest.raises(CancelledError):
        index.having("tide", lambda: True)
