"""Which known comment each comment of a thread is, though its page was saved again."""

from __future__ import annotations

import zlib
from array import array

from threadreader.library.known import NO_PRINT, Known, split
from threadreader.thread.keys import KEY_SIZE, digest
from threadreader.thread.tree import Thread


def fingerprint(thread: Thread, position: int) -> bytes:
    """Four bytes that stand for a comment's body."""
    return (zlib.crc32(thread.packed_body(position)) or 1).to_bytes(4, "big")


def add_fingerprints(known: Known, thread: Thread, slots: array[int] | range) -> None:
    """Remembers the fingerprints that are not known yet of the comments in a thread."""
    at = known.prints.find(NO_PRINT)
    if at < 0:
        return
    first = at // len(NO_PRINT)
    for position, slot in enumerate(slots):
        if slot >= first and known.print(slot) == NO_PRINT:
            known.set_print(slot, fingerprint(thread, position))


def recognise(known: Known, thread: Thread) -> array[int] | range:
    """The slot of each comment, by position; those not known yet are added."""
    keys, count = bytes(thread.columns.keys), len(thread)
    groups = _twin_groups(known, thread)
    if not groups:
        if known.keys[: len(keys)] == keys:
            return range(count)
        if not known:
            known.extend(keys)
            return range(count)
    find = known.index.get
    slots = array("i", [find(key, -1) for key in split(keys, KEY_SIZE)])
    for key, positions in groups.items():
        for position in positions:
            slots[position] = -1
        _recognise_twins(known, thread, key, positions, slots)
    at = slots.index(-1) if -1 in slots else count
    for position in range(at, count):
        if slots[position] < 0:
            slots[position] = known.add(thread.key(position))
    return range(count) if slots == array("i", range(count)) else slots


def _twin_groups(known: Known, thread: Thread) -> dict[bytes, list[int]]:
    """Positions that share a written key now, or did in an earlier version of the story."""
    groups = dict(thread.twins)
    for key in known.twins:
        if key not in groups and (position := _position(thread, key)) >= 0:
            groups[key] = [position]
    return groups


def _position(thread: Thread, key: bytes) -> int:
    """Where a key stands in the thread, or -1, by a compiled search."""
    keys = bytes(thread.columns.keys)
    at = keys.find(key)
    while at >= 0 and at % KEY_SIZE:
        at = keys.find(key, at + 1)
    return at // KEY_SIZE


def _recognise_twins(
    known: Known, thread: Thread, key: bytes, positions: list[int], slots: array[int]
) -> None:
    """Twins are told by their bodies, then by their keys; what is left is taken in order."""
    members = dict.fromkeys((*known.twins.get(key, ()), key, *map(thread.key, positions)))
    free = [slot for slot in map(known.slot, members) if slot >= 0]
    prints = {position: fingerprint(thread, position) for position in positions}

    def take(position: int, slot: int) -> None:
        free.remove(slot)
        slots[position] = slot
        known.set_print(slot, prints.pop(position))

    for position, body in list(prints.items()):
        if same := [slot for slot in free if known.print(slot) == body]:
            take(position, same[0])
    for position in list(prints):
        if (slot := known.slot(thread.key(position))) in free:
            take(position, slot)
    for position in list(prints):
        if free:
            take(position, free[0])
    for position, body in prints.items():
        slots[position] = known.add(_free_key(known, thread, key, position), body)
    here = dict.fromkeys(known.key(slots[position]) for position in positions)
    together = dict.fromkeys((*known.twins.get(key, ()), *here))
    if len(together) > 1:
        known.twins[key] = list(together)


def _free_key(known: Known, thread: Thread, key: bytes, position: int) -> bytes:
    """A key no known comment has."""
    if known.slot(thread.key(position)) < 0:
        return thread.key(position)
    other = digest(key, thread.packed_body(position))
    while known.slot(other) >= 0:
        other = digest(other, b"again")
    return other
