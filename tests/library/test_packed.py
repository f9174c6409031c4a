"""Damage of what is packed stays where it is."""

from __future__ import annotations

import random
from binascii import b2a_base64

import pytest

from threadreader.library.packed import packed_lines, unpacked

DATA = random.Random(3).randbytes(40_000)


def packed() -> str:
    text = "".join(packed_lines("known", DATA))
    return text.removeprefix("known = '''\n").removesuffix("'''\n")


def kept(text: str) -> int:
    """How many entries of eight bytes are where they were."""
    found, sound = unpacked(text, "known")
    assert not sound
    return sum(found[at : at + 8] == DATA[at : at + 8] for at in range(0, len(DATA), 8))


def test_what_is_whole_is_read_as_it_was() -> None:
    assert unpacked(packed(), "known") == (DATA, True)
    assert unpacked(b2a_base64(DATA).decode(), "known") == (DATA, True)


@pytest.mark.parametrize("letter", ["\0", "\ufffd", "é", "=", "'"])
def test_a_letter_costs_the_entries_it_is_in(letter: str) -> None:
    text = packed()
    assert kept(text[:9000] + letter + text[9001:]) >= len(DATA) // 8 - 2


@pytest.mark.parametrize("put", ["", "AA", "\ufffd\ufffd\ufffd"])
def test_letters_more_or_fewer_cost_no_more_than_their_line(put: str) -> None:
    text = packed()
    assert kept(text[:9000] + put + text[9004:]) >= len(DATA) // 8 - 5712 // 8 - 1


@pytest.mark.parametrize("at", [40, 5000, 6000, 7600, 14_000, 48_000])
def test_a_block_that_was_wiped_costs_only_what_stood_in_it(at: int) -> None:
    text = packed()
    wiped = text[:at] + "\0" * 4096 + text[at + 4096 :]
    assert kept(wiped) >= len(DATA) // 8 - 4096 * 3 // 4 // 8 - 5


@pytest.mark.parametrize("at", [0, 3, 6])
@pytest.mark.parametrize("count", [1, 2])
def test_lines_that_are_missing_move_no_others(at: int, count: int) -> None:
    lines = packed().split("\n")
    del lines[at : at + count]
    assert kept("\n".join(lines)) >= len(DATA) // 8 - count * 5712 // 8


def test_lines_that_ran_together_cost_nothing() -> None:
    assert kept(packed().replace("\n", "\0", 3)) == len(DATA) // 8


@pytest.mark.parametrize("number", ["known 5713 ", "known 57120 ", "known ", "known 999999999 "])
def test_a_number_that_is_damaged_costs_no_more_than_its_line(number: str) -> None:
    assert kept(packed().replace("known 5712 ", number)) >= len(DATA) // 8 - 2 * 5712 // 8


def test_the_last_line_tells_what_is_missing_at_the_end() -> None:
    assert kept(packed().removesuffix("known 40000 end\n")) >= len(DATA) // 8 - 2
