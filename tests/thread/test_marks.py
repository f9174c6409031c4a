"""Marks that are counted together, as they change."""

from __future__ import annotations

import random

from threadreader.thread.marks import Lacking, Marks

COUNT = 10_000


def test_counts_new_comments_that_are_not_read_after_every_kind_of_change() -> None:
    chance = random.Random(7)
    new = Marks(bytes(chance.randint(0, 1) for _ in range(COUNT)))
    read = Marks(COUNT)
    lacking = Lacking(new, read)
    for _ in range(30):
        start = chance.randrange(COUNT)
        stop = min(start + chance.choice((1, 50, 9_000)), COUNT)
        read.fill(start, stop, marked=chance.random() < 0.7)
        read[chance.randrange(COUNT)] = True
        assert lacking.count() == sum(new[at] and not read[at] for at in range(COUNT))


def test_sees_that_one_was_read_and_another_unread_in_between() -> None:
    new, read = Marks(b"\1\0\0"), Marks(b"\0\1\0")
    lacking = Lacking(new, read)
    assert lacking.count() == 1
    read[0], read[1] = True, False
    assert lacking.count() == 0


def test_nothing_is_new() -> None:
    assert Lacking(Marks(COUNT), Marks(COUNT)).count() == 0
