"""The comments ever seen in a story, in the order in which they were first seen."""

from __future__ import annotations

from threadreader.library.changes import MarkName
from threadreader.thread.keys import KEY_SIZE
from threadreader.thread.strings import Buffer

PRINT_SIZE = 4
NO_PRINT = bytes(PRINT_SIZE)
_LARGE = 20_000  # from here on an index of all keys costs more than looking for some
_MOST_SEARCHES = 64


def split(joined: Buffer, size: int) -> list[bytes]:
    """Joined entries of one size, one by one."""
    data = bytes(joined)
    return [data[at : at + size] for at in range(0, len(data), size)]


class Known:
    """Comments by their number, here called slot: key, fingerprint of the body, and marks.

    Comments are added and never removed, so a slot means the same comment for ever. `twins` maps a
    key that several comments were written with to the keys they are kept under.
    """

    def __init__(self, keys: Buffer = b"", prints: Buffer = b"") -> None:
        """Takes eight bytes for each key and four for each fingerprint (missing ones: none)."""
        count = len(keys) // KEY_SIZE
        self.keys = bytearray(keys[: count * KEY_SIZE])
        self.prints = bytearray(prints[: count * PRINT_SIZE])
        self.prints += bytes(count * PRINT_SIZE - len(self.prints))
        self.read = bytearray(count)
        self.starred = bytearray(count)
        self.twins: dict[bytes, list[bytes]] = {}
        self._index: dict[bytes, int] | None = None
        self._near: dict[bytes, int] = {}
        self._searches = 0

    def __len__(self) -> int:
        return len(self.read)

    @property
    def index(self) -> dict[bytes, int]:
        """Slots by key."""
        if self._index is None:
            self._index = dict(zip(split(self.keys, KEY_SIZE), range(len(self)), strict=True))
        return self._index

    def key(self, slot: int) -> bytes:
        """The key of the comment in a slot, which `slot` finds from then on without a search."""
        key = bytes(self.keys[slot * KEY_SIZE : slot * KEY_SIZE + KEY_SIZE])
        if self._index is None:
            self._near[key] = slot
        return key

    def print(self, slot: int) -> bytes:
        """The fingerprint of its body; `NO_PRINT` where it is not known."""
        return bytes(self.prints[slot * PRINT_SIZE : slot * PRINT_SIZE + PRINT_SIZE])

    def set_print(self, slot: int, fingerprint: bytes) -> None:
        """Remembers the fingerprint of its body."""
        self.prints[slot * PRINT_SIZE : slot * PRINT_SIZE + PRINT_SIZE] = fingerprint

    def slot(self, key: bytes) -> int:
        """The slot of a key, or -1."""
        if self._index is None and len(self) > _LARGE:
            if (near := self._near.get(key)) is not None:
                return near
            self._searches += 1
            if self._searches <= _MOST_SEARCHES:
                return self._found(key)
        return self.index.get(key, -1)

    def add(self, key: bytes, fingerprint: bytes = NO_PRINT) -> int:
        """Adds a comment; returns its slot (that it has, where it is known)."""
        slot = self.slot(key)
        if slot < 0:
            slot = len(self)
            if self._index is not None:
                self._index[key] = slot
            self.keys += key
            self.prints += fingerprint
            self.read.append(0)
            self.starred.append(0)
        return slot

    def extend(self, keys: Buffer) -> None:
        """Adds many comments, none of them known."""
        count = len(keys) // KEY_SIZE
        self._index = None
        self.keys += keys
        self.prints += bytes(count * PRINT_SIZE)
        self.read += bytes(count)
        self.starred += bytes(count)

    def _found(self, key: bytes) -> int:
        """The slot of a key by a compiled search, or -1."""
        at = self.keys.find(key)
        while at >= 0 and at % KEY_SIZE:
            at = self.keys.find(key, at + 1)
        return at // KEY_SIZE

    def marks(self, name: MarkName) -> bytearray:
        """A byte 0 or 1 for each slot."""
        return self.read if name == "read" else self.starred

    def shares(self, keys: Buffer) -> bool:
        """Whether any of the keys is known, or there are none on one side."""
        if not keys or not self.keys or self.keys[:KEY_SIZE] == keys[:KEY_SIZE]:
            return True
        return not self.index.keys().isdisjoint(split(keys, KEY_SIZE))
