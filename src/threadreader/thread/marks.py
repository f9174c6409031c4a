"""Marks on comments (read, new, starred, matching) that are counted and found without a rescan."""

from __future__ import annotations

_BLOCK = 4096


class Marks:
    """One yes or no for each comment, by position.

    Counting a range costs a few compiled look-ups and one sum over blocks of 4,096; finding the
    next mark is one compiled search; changing one mark is two assignments.
    """

    __slots__ = ("_blocks", "_flags", "stamps")

    def __init__(self, flags: int | bytes | bytearray) -> None:
        """Takes how many comments there are (none is marked), or a byte 0 or 1 for each."""
        self._flags = bytearray(flags)
        self._blocks = [0] * (len(self._flags) // _BLOCK + 1)
        self.stamps = [0] * len(self._blocks)
        self._recount(0, len(self._flags))

    def __len__(self) -> int:
        return len(self._flags)

    def __getitem__(self, position: int) -> bool:
        return self._flags[position] == 1

    def __setitem__(self, position: int, marked: bool) -> None:
        self._blocks[position // _BLOCK] += marked - self._flags[position]
        self.stamps[position // _BLOCK] += 1
        self._flags[position] = marked

    def count(self, start: int = 0, stop: int | None = None) -> int:
        """How many of the positions from `start` up to `stop` (not included) are marked."""
        stop = len(self._flags) if stop is None else min(stop, len(self._flags))
        first, last = -(-start // _BLOCK), stop // _BLOCK
        if first >= last:
            return self._flags.count(1, start, stop)
        edges = self._flags.count(1, start, first * _BLOCK)
        edges += self._flags.count(1, last * _BLOCK, stop)
        return edges + sum(self._blocks[first:last])

    def find(self, start: int, stop: int | None = None, *, marked: bool = True) -> int:
        """The first position from `start` on (and before `stop`) that is (not) marked, or -1."""
        return self._flags.find(int(marked), max(start, 0), stop)

    def rfind(self, stop: int, *, marked: bool = True) -> int:
        """The last position before `stop` that is (not) marked, or -1."""
        return self._flags.rfind(int(marked), 0, max(stop, 0))

    def fill(self, start: int, stop: int, *, marked: bool) -> bytes:
        """Marks (or unmarks) a range; returns what it held, for `restore`."""
        before = bytes(self._flags[start:stop])
        self.restore(start, bytes([marked]) * (stop - start))
        return before

    def restore(self, start: int, flags: bytes) -> None:
        """Puts back what `fill` returned."""
        self._flags[start : start + len(flags)] = flags
        self._recount(start, start + len(flags))

    def part(self, start: int, stop: int) -> bytes:
        """A byte 0 or 1 for each comment of a range."""
        return bytes(self._flags[start:stop])

    def to_bytes(self) -> bytes:
        """A byte 0 or 1 for each comment."""
        return bytes(self._flags)

    def _recount(self, start: int, stop: int) -> None:
        for block in range(start // _BLOCK, min(stop // _BLOCK + 1, len(self._blocks))):
            edge = block * _BLOCK
            self._blocks[block] = self._flags.count(1, edge, edge + _BLOCK)
            self.stamps[block] += 1


class Lacking:
    """How many of some marks lack others: counted again only in blocks in which any changed."""

    def __init__(self, marks: Marks, others: Marks) -> None:
        self._marks = marks
        self._others = others
        self._known: dict[int, tuple[int, int, int]] = {}

    def count(self) -> int:
        """How many positions are marked without being marked among the others."""
        if not self._marks.count():
            return 0
        stamps = enumerate(zip(self._marks.stamps, self._others.stamps, strict=True))
        return sum(self._in_block(block, *pair) for block, pair in stamps)

    def _in_block(self, block: int, stamp: int, other_stamp: int) -> int:
        known = self._known.get(block)
        if known is not None and known[:2] == (stamp, other_stamp):
            return known[2]
        start, stop = block * _BLOCK, (block + 1) * _BLOCK
        marked = int.from_bytes(self._marks.part(start, stop), "little")
        others = int.from_bytes(self._others.part(start, stop), "little")
        count = (marked & ~others).bit_count()
        self._known[block] = stamp, other_stamp, count
        return count
