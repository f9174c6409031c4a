"""Runs of text in a style to strips of an exact width: how every line of ours is painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from threadreader.text.cells import cell_width, cut

Run = tuple[str, Style]
"""A text without control characters, and its style."""


def width_of(runs: Iterable[Run]) -> int:
    """How many cells the runs take."""
    return sum(cell_width(text) for text, _ in runs)


class Margin:
    """What stands at the left of several lines: measured and joined once for all of them."""

    def __init__(self, runs: Sequence[Run] = ()) -> None:
        self.runs = runs
        self.width = width_of(runs)
        self.segments = _joined(runs)


def strip(runs: Iterable[Run], width: int, fill: Style, margin: Margin | None = None) -> Strip:
    """A line of exactly `width` cells: cut at the edge, or filled up with blanks."""
    if margin is not None and margin.width > width:
        return strip([*margin.runs, *runs], width, fill)
    shown: list[Run] = []
    taken = margin.width if margin else 0
    for text, style in runs:
        cells = len(text) if text.isascii() else cell_width(text)
        if taken + cells > width:
            piece = cut(text, width - taken, "")
            shown.append((piece, style))
            taken += cell_width(piece)
            break
        shown.append((text, style))
        taken += cells
    shown.append((" " * (width - taken), fill))
    return Strip([*(margin.segments if margin else ()), *_joined(shown)], width)


def _joined(runs: Iterable[Run]) -> list[Segment]:
    """The runs that have text, neighbours of one style as one: fewer bytes to the terminal.

    Styles are compared by identity, which is most of the time: a `Look` makes each only once.
    """
    joined: list[Segment] = []
    before: Style | None = None
    for text, style in runs:
        if not text:
            continue
        if style is before:
            joined[-1] = Segment(joined[-1].text + text, style)
        else:
            joined.append(Segment(text, style))
            before = style
    return joined


def both_ends(left: list[Run], right: list[Run], width: int, fill: Style) -> Strip:
    """A line with runs at its left and at its right end; the left ones are cut first."""
    room = max(width - width_of(right), 0)
    shown: list[Run] = []
    for text, style in left:
        cells = cell_width(text)
        if cells > room:
            shown.append((cut(text, room), style))
            room = 0
            break
        shown.append((text, style))
        room -= cells
    gap = width - width_of(shown) - width_of(right)
    return strip([*shown, (" " * max(gap, 0), fill), *right], width, fill)
