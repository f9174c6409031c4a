"""Escape sequences go whole, and no letter that only looks like the beginning of one costs text."""

from __future__ import annotations

import pytest

from threadreader.text.clean import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mb\x9b31mc", "abc"),
        ("a\x1b]0;title\x07b\x1b]8;;x\x1b\\c", "abc"),
        ("a\x9d52;c;aGk=\x07b\x9d0;title\x9cc", "abc"),
        ("a\x1bP1;2qpicture\x1b\\b\x1bcc", "abc"),
    ],
)
def test_escape_sequences_go_with_their_parameters(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("said", ["“lighthouse”, and the “harbour”, too", "АПМРО и другие Ы"])
def test_letters_that_were_decoded_twice_cost_nothing_that_follows(said: str) -> None:
    twice = said.encode().decode("latin-1")
    assert clean(twice) == "".join(c for c in twice if not "\x80" <= c <= "\x9f")
