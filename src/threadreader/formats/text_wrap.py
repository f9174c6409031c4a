"""Finds at which width a page was wrapped, and joins the lines that were one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

NEVER = 0
"""The width of a page that was not wrapped."""

_BEYOND_LATIN = re.compile("[\u0300-\U0010ffff]")
_LEAST, _MOST = 40, 400
_ENOUGH = 4
_OVERFLOWS = 0.02  # lines that stick out of a page, as tables and addresses do
_MIN_SHARE = 0.8
_NEARLY = 0.6


def cells(text: str) -> int:
    """How many columns a text takes in a terminal, nearly enough for measuring lines."""
    width = len(text)
    if text.isascii():
        return width
    for letter in _BEYOND_LATIN.findall(text):
        if unicodedata.east_asian_width(letter) in "WF":
            width += 1
        elif unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            width -= 1
    return width


def wrap_width(lines: list[str]) -> int:
    """The width at which the lines of a page were wrapped, or NEVER.

    A page was wrapped where its lines end because the next word would not have fitted.
    """
    widths = sorted(cells(line) for line in lines if " " in line.strip())
    if not widths:
        return NEVER
    for width in sorted({widths[-1], widths[int((len(widths) - 1) * (1 - _OVERFLOWS))]})[::-1]:
        if _LEAST <= width <= _MOST and _is_wrapped(lines, width):
            return width
    return NEVER


def _is_wrapped(lines: list[str], width: int) -> bool:
    full: set[str] = set()
    short: set[str] = set()
    for line, following in pairwise(lines):
        if not line or not following or _indent(line) != _indent(following):
            continue
        if cells(line) <= width:
            if _did_not_fit(line, following, width):
                full.add(line.strip())
            elif cells(line) > width * _NEARLY:
                short.add(line.strip())
    return len(full) >= _ENOUGH and len(full) >= _MIN_SHARE * (len(full) + len(short))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _did_not_fit(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line had no room on this one."""
    used = cells(line)
    word = following.lstrip(" ").partition(" ")[0]
    if _is_wide(word[:1]):
        return used + 2 + 2 > width
    return used + 1 + cells(word) > width


def _is_wide(letter: str) -> bool:
    return letter > "\u2e7f" and unicodedata.east_asian_width(letter) in "WF"


def rejoin(lines: Iterable[str], width: int, indent: int = 0) -> list[str]:
    """The lines, those joined that were one before the page was wrapped at `width`.

    `indent` columns were taken off the lines already.
    """
    room = width - indent
    joined: list[str] = []
    last = ""
    for line in lines:
        if last and line and _continues(last, line, room):
            word = line.lstrip(" ")
            glue = "" if _is_wide(last[-1]) and _is_wide(word[0]) else " "
            joined[-1] += glue + word
        else:
            joined.append(line)
        last = line
    return joined


def _continues(last: str, line: str, room: int) -> bool:
    if len(last) * 2 + 1 + len(line) < room or _indent(line) != _text_column(last):
        return False
    return _did_not_fit(last, line, room)


def _text_column(line: str) -> int:
    """Where the text of a line begins, behind the marker of a list."""
    indent = _indent(line)
    word, _, rest = line.lstrip(" ").partition(" ")
    if rest and (word in {"•", "*", "+", "-", "o", "□", "☆", "○", "#"} or word[:-1].isdigit()):
        return indent + len(word) + 1 + _indent(rest)
    return indent
