"""Where a text is broken into lines of so many cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from threadreader.text.cells import (
    EXTENDING,
    class_width,
    cluster_end,
    cluster_start,
    joined,
    most_cells,
)
from threadreader.text.characters import classes_of

# Within a word too long for a line: after its last hyphen or slash, but not those of "https://".
_WITHIN_WORD = re.compile(r"\S*[^\s:/-][-/](?![/-])")
_ONE_CELL_EACH = re.compile("[nesxp]*")
_NARROW_WORD = re.compile("[nexp]*")
# The classes between which a line may end without a blank: one of the two is not written in words
# that blanks separate.
_BREAKS = frozenset(
    before + after
    for before in "nexwhcgr"
    for after in "nepwhogr"
    if before in "whcgr" or after in "whogr"
)


LineSpan = tuple[int, int, int]
"""Where a line begins and ends in its text, and the cells between."""


def line_spans(text: str, width: int) -> Iterator[LineSpan]:
    """The lines of `text`; a newline ends one, and the blanks at any other break belong to none."""
    classes = "" if text.isascii() else classes_of(text)
    start = 0
    while start <= len(text):
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline
        if classes:
            yield from _mixed(text, classes, (start, stop), width)
        else:
            yield from _narrow(text, start, stop, width)
        start = stop + 1


def _narrow(text: str, start: int, stop: int, width: int) -> Iterator[LineSpan]:
    """The lines of a text in which each character takes one cell."""
    if text[start : start + 1] == " ":
        start = _indented(text, start, stop, width)
    while stop - start > width:
        end = place = _narrow_end(text, text, " ", (start, stop), width)
        while end > start and text[end - 1] == " ":
            end -= 1
        yield start, end, end - start
        while place < stop and text[place] == " ":
            place += 1
        start = place
        if start == stop:
            return
    yield start, stop, stop - start


def _mixed(text: str, classes: str, span: tuple[int, int], width: int) -> Iterator[LineSpan]:
    """The lines of a text of any characters."""
    start, stop = span
    if text[start : start + 1] == " ":
        start = _indented(text, start, stop, width)
    while True:
        is_narrow = _ONE_CELL_EACH.fullmatch(classes, start, min(stop, start + width + 1))
        if is_narrow and stop - start <= width:
            yield start, stop, stop - start
            return
        if is_narrow:
            place = _narrow_end(text, classes, "s", (start, stop), width)
        else:
            place = _mixed_end(text, classes, (start, stop), width)
        end = _before_blanks(classes, start, place, "sSb")
        yield start, end, end - start if is_narrow else class_width(classes[start:end])
        start = _after_blanks(classes, place, stop, "sSb")
        if start == stop:
            return


def _indented(text: str, start: int, stop: int, width: int) -> int:
    """Where a line indented by blanks begins: behind them where its first word has no room."""
    word = _after_blanks(text, start, stop, " ")
    end = text.find(" ", word, stop)
    return word if (stop if end < 0 else end) - start > width else start


def _narrow_end(text: str, signs: str, blank: str, span: tuple[int, int], width: int) -> int:
    """Where the first line of a span longer than `width` ends; `blank` is a blank in `signs`."""
    start, stop = span
    limit = start + width
    last_blank = signs.rfind(blank, start, limit + 1)
    word = last_blank + 1 if last_blank >= 0 else start
    if stop - word <= width or signs.find(blank, limit, word + width + 1) >= 0:
        return last_blank
    found = _WITHIN_WORD.match(text, word, limit)
    if found:
        return found.end()
    return last_blank if last_blank > start else limit


def _mixed_end(text: str, classes: str, span: tuple[int, int], width: int) -> int:
    """Where the first line of a span ends."""
    start, stop = span
    limit = _reach(classes, start, stop, width)
    if limit == stop:
        return stop
    place = _last_break(classes, start, limit)
    word = place + (classes[place] in "sS")
    if _NARROW_WORD.fullmatch(classes, word, min(stop, word + width + 1)):
        found = _WITHIN_WORD.match(text, word, limit)
        place = found.end() if found else place
    if place > start:
        return place
    place = cluster_start(classes, limit, start)
    if place > start:
        return place
    # One character at least; but not a whole chain of joined letters.
    end = cluster_end(classes, start, stop)
    return end if class_width(classes[start:end]) <= max(width, 2) else max(limit, start + 1)


def _reach(classes: str, start: int, stop: int, width: int) -> int:
    """How far a line of `width` cells from `start` on reaches at most."""
    size = width + 8
    while True:
        ends = list(accumulate(most_cells(classes[start : min(stop, start + size)])))
        fitting = bisect_right(ends, width)
        if fitting < len(ends) or start + size >= stop:
            return start + fitting
        size *= 2


def _last_break(classes: str, start: int, limit: int) -> int:
    """The last place up to `limit` before which a line may end; `start` where there is none."""
    blank = classes.rfind("s", start, limit + 1)
    if blank > start and _NARROW_WORD.fullmatch(classes, blank + 1, limit + 1):
        return blank
    place = limit
    while place > start and not _may_break(classes, place, start):
        place -= 1
    return place


def _may_break(classes: str, place: int, start: int) -> bool:
    """Whether a line that begins at `start` may end before `place`."""
    after, before = classes[place], classes[place - 1]
    if after in "sS":
        return True
    if after in "bcx":
        return False
    if before in "sSb":
        return after not in EXTENDING
    if joined(classes, place, start):
        return False
    base = place - 1
    while base > start and classes[base] in EXTENDING:
        base -= 1
    return classes[base] + after in _BREAKS


def _before_blanks(signs: str, start: int, place: int, blanks: str) -> int:
    while place > start and signs[place - 1] in blanks:
        place -= 1
    return place


def _after_blanks(signs: str, place: int, stop: int, blanks: str) -> int:
    while place < stop and signs[place] in blanks:
        place += 1
    return place
