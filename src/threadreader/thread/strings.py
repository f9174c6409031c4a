"""Many strings without an object for each: their bytes, and where each ends."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

Buffer = bytes | bytearray | memoryview


class Strings(Sequence[str]):
    """A sequence of strings, decoded when they are asked for."""

    def __init__(self, data: Buffer, ends: Sequence[int]) -> None:
        """Takes them as UTF-8, one after the other; `ends` begins with 0."""
        self.data = data
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """Packs strings."""
        data, ends = bytearray(), array("q", [0])
        for text in texts:
            data += text.encode("utf-8", "surrogatepass")
            ends.append(len(data))
        return cls(data, ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = index if index >= 0 else index + len(self)
        if not 0 <= at < len(self):
            raise IndexError(index)
        return str(self.data[self.ends[at] : self.ends[at + 1]], "utf-8", "surrogatepass")


class StringsAt(Mapping[int, str]):
    """Strings of some positions."""

    def __init__(self, positions: Sequence[int], texts: Strings) -> None:
        """Takes ascending positions, and the string of each."""
        self.positions = positions
        self.texts = texts

    @classmethod
    def of(cls, texts: Mapping[int, str]) -> StringsAt:
        """Packs the strings of a mapping."""
        positions = array("i", sorted(texts))
        return cls(positions, Strings.of(map(texts.__getitem__, positions)))

    def __len__(self) -> int:
        return len(self.positions)

    def __iter__(self) -> Iterator[int]:
        return iter(self.positions)

    def __getitem__(self, position: int) -> str:
        at = bisect_left(self.positions, position)
        if at == len(self.positions) or self.positions[at] != position:
            raise KeyError(position)
        return self.texts[at]
