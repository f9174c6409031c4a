"""What the palette lists beyond the actions of a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, runtime_checkable

from msgspec import Struct


class Entry(Struct, frozen=True):
    """Something the palette can do: its name, what it does, its keys, and how."""

    name: str
    help: str
    run: Callable[[], object]
    keys: str = ""


@runtime_checkable
class Offers(Protocol):
    """Commands with more to offer than the actions of their screen."""

    def palette_entries(self) -> Iterable[Entry]:
        """What can be done here beyond the actions."""

    def palette_number(self, number: int) -> Entry | None:
        """What a number that is typed means here, None for nothing."""
