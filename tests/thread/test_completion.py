from __future__ import annotations

import pytest

from threadreader.thread.completion import completions, finished
from threadreader.thread.query import parse

NAMES = ["Ruth Gale", "Tom", "Étienne", "Gail (the Elder)", 'The "Bell" Keeper']


def completed(text: str, cursor: int | None = None) -> list[str]:
    """What becomes of the text, for each completion."""
    at = len(text) if cursor is None else cursor
    return [text[:start] + new + text[end:] for start, end, new in completions(text, at, NAMES)]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("", []),
        ("aut", ["author:"]),
        ("tide A", ["tide author:", "tide answered-by:", "tide after:"]),
        ("-(un", ["-(under:"]),
        ("is:un", ["is:unread "]),
        ("-is:s", ["-is:starred "]),
        ("has:q", ["has:quote "]),
        ("author:t", ["author:=Tom ", 'author:="The  Bell  Keeper" ']),
        ("author:ga", ['author:="Gail (the Elder)" ', 'author:="Ruth Gale" ']),
        ('author:"ruth g', ['author:="Ruth Gale" ']),
        ("author:=eti", ["author:=Étienne "]),
        ("under:tom,ru", ['under:tom,="Ruth Gale" ']),
        ("reply-to:nobody", []),
        ("after:20", []),
        ("https://e", []),
        ('"is:un', []),
    ],
)
def test_the_word_at_the_cursor_is_completed(text: str, becomes: list[str]) -> None:
    assert completed(text) == becomes


def test_only_the_word_at_the_cursor_is_touched() -> None:
    assert completed("is:re tide", 5) == ["is:read  tide"]


@pytest.mark.parametrize("name", NAMES[:4])
def test_a_completed_name_is_a_query(name: str) -> None:
    parse(completed(f"author:{name[:3]}")[0])


def test_every_state_is_offered_after_its_key() -> None:
    assert len(completed("is:")) == 10


@pytest.mark.parametrize(
    ("text", "remains"),
    [
        ("a", ""),
        ("ab", "ab"),
        ("author:", ""),
        ("author:r", "author:r"),
        ('author:"Ru', ""),
        ("is:unr", ""),
        ("is:unread", "is:unread"),
        ("lamp -aut", "lamp"),
        ("lamp -", "lamp"),
        ("lamp or b", "lamp"),
        ("lamp or bo", "lamp or bo"),
        ("lamp or or ", "lamp"),
        ("after:20", ""),
        ("words ", "words"),
        ("(lamp or au", "(lamp"),
        (" " * 9, ""),
    ],
)
def test_what_may_be_but_the_beginning_of_a_word_is_left_out(text: str, remains: str) -> None:
    assert finished(text, len(text)) == remains


def test_a_word_is_only_begun_at_its_end() -> None:
    assert finished("aut lamp", 3) == "lamp"
    assert finished("aut lamp", 2) == "aut lamp"
    assert finished("aut lamp", 8) == "aut lamp"
