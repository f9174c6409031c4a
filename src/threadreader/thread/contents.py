"""What is in a comment's body besides its text: links, quotations, code, how many words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from threadreader.model import Block
from threadreader.text.body import blocks, spans_text

LINK, QUOTE, CODE = 1, 2, 4
"""Bits of what a body has."""

CONTENT_BITS = {"link": LINK, "quote": QUOTE, "code": CODE}

_LINK = re.compile(r"https?://|www\.\w", re.IGNORECASE)
_QUOTE = re.compile(r"^[ \t]*>", re.MULTILINE)
_PLAIN = b"p"


class TextIndex(Protocol):
    """What was found out about all bodies of a thread once, so that none need be read again."""

    @property
    def contents(self) -> bytes:
        """Bits a comment."""
        ...

    @property
    def words(self) -> Sequence[int]:
        """How many words each comment has."""
        ...

    def having(self, text: str, cancelled: Callable[[], bool]) -> bytes:
        """A byte 0 or 1 a comment: whether its text has this, as `searchable` writes it.

        Raises CancelledError where `cancelled` says so.
        """
        ...


class CancelledError(Exception):
    """The reader wants something else; what was worked out is thrown away."""


def contents(packed: bytes) -> tuple[int, int]:
    """Bits of what a packed body has, and how many words (its code included)."""
    if not packed:
        return 0, 0
    if packed[:1] == _PLAIN:
        text = packed[1:].decode()
        bits = LINK if _has_link(text) else 0
        return bits | (QUOTE if ">" in text and _QUOTE.search(text) else 0), len(text.split())
    bits = words = 0
    for block in blocks(packed):
        bits |= _block_bits(block)
        words += len(spans_text(block).split())
    return bits, words


def _block_bits(block: Block) -> int:
    bits = QUOTE if block.kind == "quote" else 0
    bits |= CODE if block.kind in ("code", "diff") else 0
    for span in block.spans:
        bits |= CODE if span.kind == "code" else 0
        bits |= LINK if span.kind == "link" or _has_link(span.text) else 0
    return bits


def _has_link(text: str) -> bool:
    """Looks first for what every address has, which costs a sixth of the pattern."""
    if "://" not in text and "www." not in text.lower():
        return False
    return _LINK.search(text) is not None
