"""How many cells a text takes on a terminal, as Textual measures it."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from threadreader.text.characters import classes_of


def _table(cells: dict[str, int]) -> bytes:
    return bytes(cells.get(chr(code), 1) for code in range(256))


_NOTHING = dict.fromkeys("zbjkmvt", 0)
_TWO = dict.fromkeys("whcoS", 2)
_CELLS = _table({**_NOTHING, **_TWO})
_MOST_CELLS = _table({**_NOTHING, **_TWO, "m": 1, "v": 1, "r": 2, "t": 2})
# What belongs to the character before it.
EXTENDING = "zmvty"
# A joiner swallows what follows; a picture sign widens the last character that has a width.
_JOINED = re.compile("j.?")
_WIDENED = re.compile("e[zbkmt]*v")


def cell_width(text: str) -> int:
    """The cells that `text` takes on a terminal."""
    return len(text) if text.isascii() else class_width(classes_of(text))


def class_width(classes: str) -> int:
    """The cells of a text of these classes."""
    if "j" in classes:
        classes = _JOINED.sub("", classes)
    widened = len(_WIDENED.findall(classes)) if "v" in classes else 0
    return sum(classes.encode().translate(_CELLS)) + widened


def most_cells(classes: str) -> bytes:
    """For each character the cells that it takes where terminals disagree to its cost."""
    return classes.encode().translate(_MOST_CELLS)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells; where something was cut off it ends in `ellipsis`."""
    if len(text) * 2 <= width or (text.isascii() and len(text) <= width):
        return text
    classes = classes_of(text)
    if class_width(classes) <= width:
        return text
    room = width - cell_width(ellipsis)
    if room < 0:
        return ""
    ends = list(accumulate(classes[: 2 * width + 64].encode().translate(_MOST_CELLS)))
    return text[: cluster_start(classes, bisect_right(ends, room))].rstrip() + ellipsis


def cluster_start(classes: str, place: int, start: int = 0) -> int:
    """The nearest place from `place` back to `start` that splits nothing seen as one character."""
    while start < place < len(classes) and joined(classes, place, start):
        place -= 1
    return place


def cluster_end(classes: str, place: int, stop: int) -> int:
    """Where what is seen as one character and begins at `place` ends, at most at `stop`."""
    end = place + 1
    while end < stop and joined(classes, end, place):
        end += 1
    return end


def joined(classes: str, place: int, start: int = 0) -> bool:
    """Whether the characters around `place` are seen as one; flags are counted from `start` on."""
    after, before = classes[place], classes[place - 1]
    if after in EXTENDING or after in "jk" or before == "j":
        return True
    if before == "k":
        return after not in "sSb"
    if after == before == "r":
        return _flags_before(classes, place, start) % 2 == 1
    return after == before == "h"


def _flags_before(classes: str, place: int, start: int) -> int:
    first = place
    while first > start and classes[first - 1] == "r":
        first -= 1
    return place - first
