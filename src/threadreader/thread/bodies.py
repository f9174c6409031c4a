"""Packed bodies in order of arrival: in memory while they are few, else in a temporary file."""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO

_IN_MEMORY = 32 << 20
_FLUSH = 1 << 20


class Spool:
    """A file without a name, which the system removes with the process, that stories share.

    While all their bodies together are less than 32 MB, nothing is written.
    """

    def __init__(self) -> None:
        self._size = 0
        self._waiting: list[Bodies] = []
        self._in_memory = 0
        self._file: BinaryIO | None = None

    def keep(self, bodies: Bodies, size: int, *, first: bool) -> None:
        """Counts what bodies hold in memory; `first` since they were written last."""
        if first:
            self._waiting.append(bodies)
        self._in_memory += size
        if self._in_memory > (_FLUSH if self._file else _IN_MEMORY):
            self._spill()

    def read(self, place: int, size: int) -> bytes:
        """Bytes that were written; from any thread."""
        assert self._file is not None  # noqa: S101
        return os.pread(self._file.fileno(), size, place)

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="threadreader-")  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        waiting, self._waiting = self._waiting, []
        ends = []
        for bodies in waiting:
            ends.append((bodies, self._size))
            self._size += self._file.write(bodies.unwritten)
        self._file.flush()
        for bodies, place in ends:
            bodies.written_at(place)
        self._in_memory = 0


class Bodies:
    """An append-only store of byte strings, each read by its number.

    Reading is by position and safe from several threads.
    """

    def __init__(self, spool: Spool | None = None) -> None:
        """Takes what stories that are read together share; without it, it has its own."""
        self.ends = array("q", [0])
        self.unwritten = bytearray()
        self._spool = spool or Spool()
        self._starts = array("q")  # of each stretch that was written: the first byte, and where
        self._places = array("q")
        self._written = 0

    def __len__(self) -> int:
        return len(self.ends) - 1

    def append(self, packed: bytes) -> None:
        """Adds one body; its number is how many there were before."""
        first = not self.unwritten
        self.unwritten += packed
        self.ends.append(self.ends[-1] + len(packed))
        if packed:
            self._spool.keep(self, len(packed), first=first)

    def __getitem__(self, number: int) -> bytes:
        start, stop = self.ends[number], self.ends[number + 1]
        unwritten, written = self.unwritten, self._written  # in this order: see `written_at`
        if start >= written:
            return bytes(unwritten[start - written : stop - written])
        stretch = bisect_right(self._starts, start) - 1
        return self._spool.read(self._places[stretch] + start - self._starts[stretch], stop - start)

    def length(self, number: int) -> int:
        """How many bytes a body takes, without reading it."""
        return self.ends[number + 1] - self.ends[number]

    def pieces(self) -> Iterator[bytes]:
        """All bodies in their order, joined, piece by piece."""
        for start, stop, place in zip(
            self._starts, [*self._starts[1:], self._written], self._places, strict=False
        ):
            for at in range(start, stop, _FLUSH):
                yield self._spool.read(place + at - start, min(_FLUSH, stop - at))
        yield bytes(self.unwritten)

    def written_at(self, place: int) -> None:
        """Said by the spool when it has written what was in memory.

        What is in memory goes last: another thread may be reading.
        """
        self._starts.append(self._written)
        self._places.append(place)
        self._written += len(self.unwritten)
        self.unwritten = bytearray()
