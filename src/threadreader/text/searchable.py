"""Text as it is searched: without case and accents, every run of white space one blank."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache


def searchable(text: str) -> str:
    """`text` casefolded, its accents taken off, its white space single blanks."""
    text = " ".join(text.split())
    if text.isascii():
        return text.lower()
    return folded(text)


def folded(text: str) -> str:
    """`text` casefolded, its accents taken off; blanks stay as they are."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    for mark in filter(unicodedata.combining, set(parts)):
        parts = parts.replace(mark, "")
    return parts.casefold()


def found_ranges(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of the words (each `searchable`) stands in `text`: starts and ends, ascending.

    Ranges that overlap are one.
    """
    if not words:
        return []
    as_searched, offsets = _with_offsets(text)
    ranges = sorted(
        (offsets[at], offsets[at + len(word) - 1] + 1)
        for word in words
        for at in _each(as_searched, word)
    )
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _each(text: str, word: str) -> Iterator[int]:
    at = text.find(word) if word else -1
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is searched, and for each of its characters where it stands in `text`."""
    parts: list[str] = []
    offsets: list[int] = []
    blank = True
    for at, character in enumerate(text):
        if character.isspace():
            piece = "" if blank else " "
            blank = True
        else:
            piece = character.lower() if character.isascii() else _folded_character(character)
            blank = blank and not piece
        parts.append(piece)
        offsets.extend([at] * len(piece))
    return "".join(parts), offsets


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    return folded(character)
