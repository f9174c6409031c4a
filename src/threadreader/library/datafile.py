"""Large things of the cache in plain files: written once, mapped when they are read."""

from __future__ import annotations

import mmap
import os
import weakref
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from threadreader.thread.strings import Buffer, Strings

Layout = dict[str, tuple[str, int, int]]
"""For each part its name, the type of its entries, where it begins and how many bytes it has."""

_MAPPED_FROM = 1 << 20
_ALIGNED = 8


class DataWriter:
    """Writes parts one after the other; `layout` says where they are."""

    def __init__(self, file: IO[bytes]) -> None:
        self.layout: Layout = {}
        self._file = file
        self._at = file.tell()

    def add(self, name: str, kind: str, pieces: Iterable[Buffer | array[int]]) -> None:
        """Adds a part whose bytes come in pieces."""
        self._at += self._file.write(bytes(-self._at % _ALIGNED))
        start = self._at
        for piece in pieces:
            self._at += self._file.write(piece)
        self.layout[name] = (kind, start, self._at - start)

    def add_numbers(self, name: str, kind: str, numbers: Iterable[int]) -> None:
        """Adds numbers."""
        self.add(name, kind, [array(kind, numbers)])

    def add_strings(self, name: str, strings: Strings) -> None:
        """Adds strings."""
        self.add(name, "B", [strings.data])
        self.add_numbers(f"{name}_ends", "q", strings.ends)


class DataFile:
    """Reads parts. A small file is read at once; of a large one only what is touched."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where it is not there."""
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._handle)
        size = os.fstat(self._handle).st_size
        self.is_mapped = size >= _MAPPED_FROM
        if self.is_mapped:
            self._data = memoryview(mmap.mmap(self._handle, 0, access=mmap.ACCESS_READ))
        else:
            self._data = memoryview(os.read(self._handle, size))

    def part(self, layout: Layout, name: str) -> memoryview:
        """A part; raises ValueError where the file does not have it."""
        kind, start, size = layout[name]
        part = self._data[start : start + size]
        if len(part) != size:
            raise ValueError(name)
        return part.cast(kind) if kind != "B" else part  # type: ignore[call-overload]

    def strings(self, layout: Layout, name: str) -> Strings:
        """A part of strings."""
        return Strings(self.part(layout, name), self.part(layout, f"{name}_ends"))

    def read(self, start: int, size: int) -> bytes:
        """Bytes that are needed once, and are better not mapped."""
        return os.pread(self._handle, size, start)


def in_pieces(data: Buffer, size: int = 1 << 20) -> Iterator[Buffer]:
    """Pieces of a buffer, so that no write takes long."""
    view = memoryview(data)
    for start in range(0, len(view), size):
        yield view[start : start + size]
