"""Which known comment each comment of a thread is, though its page was saved again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from threadreader.library.known import NO_PRINT, PRINT_SIZE, Known, split
from threadreader.thread.keys import KEY_SIZE, digest
from threadreader.thread.tree import Thread
from threadreader.thread.views import positions

_INVERT = bytes.maketrans(b"\0\1", b"\1\0")

Slots = Sequence[int]
"""For each position in a thread the comment's slot among the known ones."""


def by_position(flags: bytes | bytearray, slots: Slots) -> bytes:
    """A byte for each comment, of those by slot."""
    if isinstance(slots, range):
        return bytes(flags[: len(slots)])
    return bytes(map(flags.__getitem__, slots))


def since(slots: Slots, seen: int) -> bytes:
    """A byte for each comment: whether its slot is `seen` or a later one."""
    if isinstance(slots, range):
        old = min(seen, len(slots))
        return bytes(old) + b"\1" * (len(slots) - old)
    return bytes(map(seen.__le__, slots))


def missing(known: Known, slots: Slots) -> Sequence[int]:
    """The slots of known comments that are not in a thread."""
    if isinstance(slots, range):
        return range(len(slots), len(known))
    here = bytearray(len(known))
    for slot in slots:
        here[slot] = 1
    return positions(here.translate(_INVERT))


def keep_fingerprints(known: Known, thread: Thread, slots: Slots) -> list[int]:
    """Remembers how the bodies are now; returns the positions of those that were others before."""
    if isinstance(slots, range):
        if known.prints.startswith(thread.columns.prints):
            return []
        before = bytes(known.prints[: len(slots) * PRINT_SIZE])
    else:
        before = b"".join(map(split(known.prints, PRINT_SIZE).__getitem__, slots))
    after = bytes(thread.columns.prints)
    changed = [
        position
        for position, (old, new) in enumerate(
            zip(split(before, PRINT_SIZE), split(after, PRINT_SIZE), strict=True)
        )
        if old != new
    ]
    edited = []
    for position in changed:
        if known.print(slots[position]) != NO_PRINT:
            edited.append(position)
        known.set_print(slots[position], thread.fingerprint(position))
    return edited


def recognise(known: Known, thread: Thread) -> Slots:
    """The slot of each comment, by position; those not known yet are added."""
    keys, count = thread.columns.keys, len(thread)
    groups = _twin_groups(known, thread)
    if not groups:
        if known.keys.startswith(keys):
            return range(count)
        if not known:
            known.extend(keys)
            return range(count)
    find = known.index.get
    slots = array("i", [find(key, -1) for key in split(keys, KEY_SIZE)])
    for key, twins in groups.items():
        for position in twins:
            slots[position] = -1
        _recognise_twins(known, thread, key, twins, slots)
    at = slots.index(-1) if -1 in slots else count
    for position in range(at, count):
        if slots[position] < 0:
            slots[position] = known.add(thread.key(position))
    return range(count) if slots == array("i", range(count)) else slots


def _twin_groups(known: Known, thread: Thread) -> dict[bytes, list[int]]:
    """Positions that share a written key now, or did in an earlier version of the story."""
    groups = dict(thread.twins)
    for key in known.twins:
        if key not in groups and (position := thread.position_of(key)) >= 0:
            groups[key] = [position]
    return groups


def _recognise_twins(
    known: Known, thread: Thread, key: bytes, positions: list[int], slots: array[int]
) -> None:
    """Twins are told by their bodies, then by their keys; what is left is taken in order."""
    members = dict.fromkeys((*known.twins.get(key, ()), key, *map(thread.key, positions)))
    free = [slot for slot in map(known.slot, members) if slot >= 0]
    prints = {position: thread.fingerprint(position) for position in positions}

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
        free_key = _free_key(known, thread, key, position)
        slots[position] = known.add(free_key, body)
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
