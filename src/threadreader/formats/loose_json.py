"""JSON read forgivingly from a text that is at hand as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from threadreader.formats.json_decoder import LooseDecoder

_decode = json.JSONDecoder(strict=False).raw_decode


@dataclass
class LooseJson:
    """The values of a text, one after the other: pages of a list may stand in one file.

    `damage` is the position of the first character that could not be read (the end of the text,
    where it is cut), None where all could.
    """

    text: str
    damage: int | None = field(init=False, default=None)

    def values(self) -> Iterator[Any]:
        """Each value at the top; of one that is cut or damaged, what is whole of it."""
        decoder, fails = LooseDecoder(self.text), False
        while decoder.has_more():
            value: Any = None
            if not fails:
                try:
                    value, decoder.at = _decode(self.text, decoder.at)
                except (ValueError, RecursionError):
                    fails = True  # once only: its error takes as long as all of the text
            if fails:
                value = decoder.value()
            self.damage = decoder.damage
            if decoder.damage is None and decoder.is_cut:
                self.damage = len(self.text)
            if value is not None:
                yield value

    def line(self) -> int | None:
        """The line of the damage, from 1."""
        return None if self.damage is None else self.text.count("\n", 0, self.damage) + 1


def text_of(value: Any, *path: str) -> str:
    """The text at a path of keys, "" where there is none; a number as it is written."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
