from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth

from threadreader.text.cells import cell_width, cut, most_cells
from threadreader.text.characters import classes_of

# What makes widths hard: joiners, picture signs, skin tones, flags, jamo, marks, wide and narrow.
HARD = (
    "aé漢。「ー한\u1100\u1161\u11a8\u0301\u0e33ก็क\u094dषि\u200d\ufe0f\u20e31#❤"
    "👩💻👍🏽🇩🇪🏴\u200b\u00a0\u3000 …●"
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("naïve — “yes”…", 14),
        ("e\u0301", 1),
        ("漢字", 4),
        ("ｱｲｳ", 3),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("\U0001f469\u200d\U0001f4bb", 2),
        ("\U0001f44d\U0001f3fd", 2),
        ("\U0001f1e9\U0001f1ea", 2),
        ("❤", 1),
        ("❤\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("a\u200bb", 2),
    ],
)
def test_a_text_takes_the_cells_that_it_shows(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_every_character_is_as_wide_as_textual_takes_it() -> None:
    ranges = (0x20, 0x7F), (0xA0, 0x3400), (0xA480, 0xABFF), (0xFB00, 0x11800), (0x1D000, 0x20000)
    characters = [chr(code) for first, last in ranges for code in range(first, last)]
    assert [c for c in characters if cell_width(c) != cell_len(c)] == []


@given(st.text(st.sampled_from(HARD), max_size=30))
def test_sequences_are_as_wide_as_textual_takes_them(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@given(st.text(st.sampled_from(HARD.replace("\u094d", "")), max_size=30))
def test_the_most_cells_are_no_fewer_than_anyone_counts(text: str) -> None:
    most = sum(most_cells(classes_of(text)))
    assert most >= cell_len(text)
    assert most >= wcswidth(text)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("barometer", 9, "barometer"),
        ("barometer", 8, "baromet…"),
        ("the pier", 5, "the…"),
        ("barometer", 1, "…"),
        ("barometer", 0, ""),
        ("漢字漢字", 8, "漢字漢字"),
        ("漢字漢字", 7, "漢字漢…"),
        ("漢字漢字", 6, "漢字…"),
        ("ee\u0301e", 2, "e…"),
        ("a\U0001f469\u200d\U0001f4bb!", 3, "a…"),
        ("한국", 2, "…"),
    ],
)
def test_a_cut_text_says_so_and_keeps_to_its_cells(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_another_sign_can_stand_where_a_text_was_cut() -> None:
    assert cut("barometer", 6, "~") == "barom~"


@given(st.text(st.sampled_from(HARD), max_size=30), st.integers(0, 20))
def test_a_cut_text_is_never_too_wide(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) <= width
    kept = shown.removesuffix("…")
    assert text.startswith(kept)
    rest = text[len(kept) :]
    assert not (kept and shown != text and unicodedata.combining(rest[0]))
