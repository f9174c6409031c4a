"""Nothing of a file that a terminal obeys gets past the border."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadreader.text.clean import clean, clean_line

ODD = st.sampled_from(
    [
        *("\x1b[31m", "\x1b]52;c;aGk=\x07", "\x9b5n", "\x00", "\x7f", "\x85", "\u2028", "\u2029"),
        *("\u202e", "\u2066", "\ufeff", "\u200b", "\u200d", "\u200e", "\u0301", "\ud800", "\r\n"),
        *("\U000e0041", "\u00ad", "\t", "\n", "ä", "日本", "🙂", "a", " "),
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ODD, max_size=30).map("".join))
def test_no_control_and_no_direction_is_left(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff") & set(cleaned)
    assert "\u200b\u200b" not in cleaned
    assert "\u0301" * 9 not in cleaned
    assert clean(cleaned) == cleaned


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(ODD, max_size=8).map("".join), max_size=6))
def test_a_line_is_cleaned_alike_whatever_stands_on_the_others(lines: list[str]) -> None:
    assert clean("\n".join(lines)) == "\n".join(map(clean, lines))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain text\n\twith a tab", "plain text\n\twith a tab"),
        ("a\x1b[1;31mred\x1b[0m", "ared"),
        ("a\x1b]0;title\x07b", "ab"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2029two", "one\n\ntwo"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("a\u200b\u200bb", "ab"),
        ("soft\u00adhyphen", "softhyphen"),
        ("e" + "\u0301" * 12, "e" + "\u0301" * 8),
        ("\u05e9\u200e!", "\u05e9\u200e!"),
        ("e\u0301" * 12 + "\x00", "e\u0301" * 12),
        ("a\u200bb\u200bc", "a\u200bb\u200bc"),
        ("fine\r\nna\u200b\x07\u200bme\n\x1b[2Jend", "fine\nname\nend"),
    ],
)
def test_what_becomes_of_a_text(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_line_has_single_blanks() -> None:
    assert clean_line("  a \n b\u2028 c\t") == "a b c"
