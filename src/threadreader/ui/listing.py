"""Which rows of a long list are on screen, and which of them is chosen."""

from __future__ import annotations

from msgspec import Struct


class Listing(Struct):
    """A list of `count` items, of which `room` are on screen, from `top` on."""

    count: int = 0
    room: int = 1
    cursor: int = 0
    top: int = 0

    def set_count(self, count: int, cursor: int = 0) -> None:
        """Another list, with the cursor on an item."""
        self.count, self.top = count, 0
        self.to(cursor)

    def set_room(self, room: int) -> None:
        """More or fewer items are on screen; the chosen one stays there."""
        self.room = max(room, 1)
        self.to(self.cursor)

    def to(self, cursor: int) -> None:
        """Chooses an item, the nearest where there is none; it comes on screen."""
        self.cursor = max(min(cursor, self.count - 1), 0)
        self.top = min(max(self.top, self.cursor - self.room + 1), self.cursor)
        self.top = max(min(self.top, self.count - self.room), 0)

    def scroll(self, items: int) -> None:
        """Moves the list under its window; the cursor stays in the window."""
        self.top = max(min(self.top + items, self.count - self.room), 0)
        self.cursor = min(max(self.cursor, self.top), self.top + self.room - 1, self.count - 1)
        self.cursor = max(self.cursor, 0)

    def is_thumb(self, row: int, rows: int) -> bool:
        """Whether the scroll bar of so many rows shows a row as on screen."""
        if self.count <= self.room:
            return False
        start = self.top * rows // self.count
        end = max(-(-(self.top + self.room) * rows // self.count), start + 1)
        return start <= row < end
