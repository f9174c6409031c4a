"""Learns how a page is laid out: tries what its first part could be, and takes what reads most."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from threadreader.formats.dates import DateReader
from threadreader.formats.text_bodies import is_reply
from threadreader.formats.text_heads import MARKER, Head, find_head
from threadreader.formats.text_layout import NUMBER, Layout, learn
from threadreader.formats.text_levels import Levels
from threadreader.formats.text_lines import Lines
from threadreader.formats.text_plain import find_plain_head
from threadreader.formats.text_words import HEADING
from threadreader.formats.text_wrap import wrap_width

_SAMPLE = 1 << 18
_MOST_SHAPES = 4
_TABS = (8, 4, 2)
_REPLIES = 0.3
_MOST_MEASURED = 20000
_MOST_PLAIN = 40000  # lines
_TIGHT = 2
_TIGHTER = 5
_CLEARLY = 3
_LONGEST_HEADING = 200


def learned(lines: Lines, saved: float | None) -> tuple[Layout, DateReader]:
    """The layout of the page (without shapes where it has no comments), and its dates' reader."""
    dates = DateReader(saved)
    size = _SAMPLE
    while True:
        lines.fill_size(size)
        dates.learn(line for line in lines.lines if "/" in line)
        layout = _best_of_tabs(lines, dates) if lines.has_tabs else _best(lines.lines, dates)[1]
        if layout is not None or lines.ended:
            break
        size *= 4
    layout = layout or Layout()
    layout.width = wrap_width(lines.lines[:_MOST_MEASURED])
    return layout, dates


def _best_of_tabs(lines: Lines, dates: DateReader) -> Layout | None:
    found = []
    for tab in _TABS:
        lines.retab(tab)
        found.append((*_best(lines.lines, dates), tab))
    score, layout, tab = max(found, key=lambda one: one[0])
    lines.retab(tab if score else _TABS[0])
    return layout


def _best(lines: list[str], dates: DateReader) -> tuple[int, Layout | None]:
    """The layout by which most comments are read, and how well it does.

    One without markers must read clearly more, and more than one comment, and begin near the top.
    """
    marked = [at for at, line in enumerate(lines) if MARKER.match(line)]
    heads = [head for at in marked if (head := find_head(lines, at, dates))]
    best = _best_of(heads, lines, plain=False)
    if len(lines) > _MOST_PLAIN:
        return best
    first = _heading(lines)
    plain = [head for at in range(first, len(lines)) if (head := find_plain_head(lines, at, dates))]
    other = _best_of(plain, lines, plain=True)
    if other[1] is None or other[0] <= 1 + best[0] * _CLEARLY:
        return best
    other[1].first = first
    return other


def _best_of(heads: list[Head], lines: list[str], *, plain: bool) -> tuple[int, Layout | None]:
    best: tuple[int, Layout | None] = (0, None)
    first = 0
    for shape, _ in Counter(head.shape for head in heads).most_common(_MOST_SHAPES):
        layout = learn(heads, shape, lines, plain=plain)
        placed = _placed(heads, layout)
        is_above = len(placed) == best[0] > 0 and placed[0].at < first
        if len(placed) > best[0] or is_above:
            first = placed[0].at
            layout.replies = _has_replies(placed, lines)
            layout.cap = _cap(placed, layout, lines) if layout.replies else -1
            best = len(placed), layout
    return best


def _heading(lines: list[str]) -> int:
    """The line below the heading of the comments, 0 where there is none."""
    for at, line in enumerate(lines):
        match = HEADING.match(line) if 0 < len(line) < _LONGEST_HEADING else None
        if match and (match["count"] or match["other"]):
            return at + 1
    return 0


def _placed(heads: list[Head], layout: Layout) -> list[Head]:
    levels = Levels(layout)
    placed = []
    for head in heads:
        if layout.fits(head) and (kept := levels.place(head)) is not None:
            levels.add(head, kept, "")
            placed.append(head)
    return placed


def _has_replies(heads: list[Head], lines: list[str]) -> bool:
    """Whether the theme closes comments with "Reply" and the like."""
    ends = [head.at - 1 for head in heads[1:]]
    found = sum(1 for at in ends if is_reply(_last_text(lines, at)))
    if not ends:
        return any(is_reply(line) for line in lines[heads[0].end :])
    return found > len(ends) * _REPLIES


def _cap(heads: list[Head], layout: Layout, lines: list[str]) -> int:
    """The level at which the program stopped to indent, -1 where none is seen.

    Where siblings follow without an empty line after "Reply", an empty line there means another
    depth, though the column is the same.
    """
    last = max(layout.level(head) for head in heads)
    spaced: Counter[tuple[bool, bool]] = Counter()
    for head, following in pairwise(heads):
        level = layout.level(head)
        is_beside = level == layout.level(following) and head.mark == following.mark
        is_told = head.mark == NUMBER and level != layout.top
        if is_beside and not is_told and is_reply(_last_text(lines, following.at - 1)):
            spaced[level == last, not lines[following.at - 1]] += 1
    tight, loose = spaced[False, False], spaced[False, True]
    return last if spaced[True, True] and tight >= max(_TIGHT, loose * _TIGHTER) else -1


def _last_text(lines: list[str], at: int) -> str:
    while at > 0 and not lines[at]:
        at -= 1
    return lines[at]
