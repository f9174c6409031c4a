"""Damage of what is packed stays where it is."""

from __future__ import annotations

import random

import pytest

from threadreader.library.packed import packed_lines, unpacked

DATA = random.Random(3).randbytes(40_000)


def packed() -> str:
    return "".join(packed_lines("known", DATA)).partition("'''")[2].removesuffix("'''\n")


def kept(text: str) -> int:
    """How many entries of eight bytes are where they were."""
    found, sound = unpacked(text)
    assert not sound
    return sum(found[at : at + 8] == DATA[at : at + 8] for at in range(0, len(DATA), 8))


def test_what_is_whole_is_read_as_it_was() -> None:
    assert unpacked(packed()) == (DATA, True)


@pytest.mark.parametrize("letter", ["\0", "\ufffd", "é", "=", "'"])
def test_a_letter_costs_the_entries_it_is_in(letter: str) -> None:
    text = packed()
    assert kept(text[:9000] + letter + text[9001:]) >= len(DATA) // 8 - 2


@pytest.mark.parametrize("put", ["", "AA", "\ufffd\ufffd\ufffd"])
def test_letters_more_or_fewer_cost_no_more_than_their_line(put: str) -> None:
    text = packed()
    assert kept(text[:9000] + put + text[9004:]) >= len(DATA) // 8 - 5712 // 8 - 1
