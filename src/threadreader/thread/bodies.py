"""Packed bodies in order of arrival: in memory while they are few, else in a temporary file."""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from typing import BinaryIO

_IN_MEMORY = 32 << 20
_FLUSH = 1 << 20


class Bodies:
    """An append-only store of byte strings, each read by its number.

    Past 32 MB all goes to a file without a name, which the system removes with the process; reading
    is by position and safe from several threads.
    """

    def __init__(self) -> None:
        self.ends = array("q", [0])
        self._buffer = bytearray()
        self._written = 0
        self._file: BinaryIO | None = None

    def __len__(self) -> int:
        return len(self.ends) - 1

    def append(self, packed: bytes) -> None:
        """Adds one body; its number is how many there were before."""
        self._buffer += packed
        self.ends.append(self.ends[-1] + len(packed))
        if len(self._buffer) > (_FLUSH if self._file else _IN_MEMORY):
            self._spill()

    def __getitem__(self, number: int) -> bytes:
        start, stop = self.ends[number], self.ends[number + 1]
        if start >= self._written or self._file is None:
            return bytes(self._buffer[start - self._written : stop - self._written])
        return os.pread(self._file.fileno(), stop - start, start)

    def length(self, number: int) -> int:
        """How many bytes a body takes, without reading it."""
        return self.ends[number + 1] - self.ends[number]

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="threadreader-")  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        self._file.write(self._buffer)
        self._file.flush()
        self._written += len(self._buffer)
        self._buffer = bytearray()
