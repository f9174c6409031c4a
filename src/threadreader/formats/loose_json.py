"""JSON read forgivingly: a file that is cut or damaged gives every value before the damage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_decode = json.JSONDecoder(strict=False).raw_decode
_BLANK = re.compile(r"[\s\ufeff]*")
_SEPARATOR = re.compile(r"[\s,]*")
_COLON = re.compile(r"\s*:\s*")


@dataclass
class LooseJson:
    """The values of a text, one after the other: pages of a list may stand in one file.

    `damage` is the position of the first character that could not be read, None where all could.
    """

    text: str
    damage: int | None = field(init=False, default=None)

    def values(self) -> Iterator[Any]:
        """Each value at the top; of one that is cut, the members or items that are complete."""
        at = self._skip(_BLANK, 0)
        while at < len(self.text) and not self._is_damaged:
            value, at = self._value(at)
            if value or not self._is_damaged:
                yield value
            at = self._skip(_SEPARATOR, at)

    def line(self) -> int | None:
        """The line of the damage, from 1."""
        return None if self.damage is None else self.text.count("\n", 0, self.damage) + 1

    @property
    def _is_damaged(self) -> bool:
        return self.damage is not None

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return _decode(self.text, at)
        except (ValueError, RecursionError):
            pass
        opening = self.text[at : at + 1]
        if opening == "[":
            return self._items(at + 1)
        if opening == "{":
            return self._members(at + 1)
        self.damage = at
        return None, at

    def _items(self, at: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        while True:
            at = self._skip(_SEPARATOR, at)
            if self.text[at : at + 1] == "]":
                return items, at + 1
            try:
                item, at = _decode(self.text, at)
            except (ValueError, RecursionError):
                self.damage = at
                return items, at
            items.append(item)

    def _members(self, at: int) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        while True:
            at = self._skip(_SEPARATOR, at)
            if self.text[at : at + 1] == "}":
                return members, at + 1
            try:
                key, at = _decode(self.text, at)
            except (ValueError, RecursionError):
                key = None
            if not isinstance(key, str):
                self.damage = at
                return members, at
            at = self._skip(_COLON, at)
            value, at = self._member(at)
            if value is not None or not self._is_damaged:
                members[key] = value
            if self._is_damaged:
                return members, at

    def _member(self, at: int) -> tuple[Any, int]:
        try:
            return _decode(self.text, at)
        except (ValueError, RecursionError):
            if self.text[at : at + 1] == "[":
                return self._items(at + 1)
            self.damage = at
            return None, at

    def _skip(self, what: re.Pattern[str], at: int) -> int:
        found = what.match(self.text, at)
        return found.end() if found else at


def text_of(value: Any, *path: str) -> str:
    """The text at a path of keys, "" where there is none; a number as it is written."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
