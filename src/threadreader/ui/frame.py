"""The border of a dialog, with a title and notes set into it; only dialogs have one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from threadreader.text.cells import cell_width, cut
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, strip, width_of

ON = "surface"
INDENT = 2
"""The cells that the border takes at each side: its line, and a blank."""


def top(look: Look, title: str, notes: Sequence[tuple[str, str]], width: int) -> Strip:
    """The first row; notes are texts with their tokens, those at the left go first."""
    line, fill = look.style("accent", ON, "not bold"), look.blank(ON)
    light = look.glyph("light")
    title = cut(title, max(width - 6, 1), look.glyph("ellipsis"))
    left: list[Run] = [
        (look.glyph("top_left") + light, line),
        (f" {title} ", look.style("title", ON)),
    ]
    told = list(notes)
    room = width - width_of(left) - 6
    while told and sum(cell_width(text) + 2 for text, _ in told) > room:
        del told[0]
    right: list[Run] = [(f" {text} ", look.style(token, ON)) for text, token in told]
    ends: list[Run] = [(light + look.glyph("top_right"), line)]
    rule = max(width - width_of(left) - width_of(right) - 2, 0)
    return strip([*left, (light * rule, line), *right, *ends], width, fill)


def bottom(look: Look, width: int) -> Strip:
    """The last row."""
    line = look.style("accent", ON, "not bold")
    rule = look.glyph("light") * (width - 2)
    words = look.glyph("bottom_left") + rule + look.glyph("bottom_right")
    return strip([(words, line)], width, line)


def inside(
    look: Look, runs: Sequence[Run], width: int, *, bar: str = "", thumb: bool = False
) -> Strip:
    """A row between the sides; `bar` is the background of a chosen one, `thumb` scrolls."""
    line = look.style("accent", ON, "not bold")
    on = bar or ON
    sign = (look.glyph("cursor"), look.style("accent", on, "bold")) if bar else (" ", line)
    row = strip([sign, *runs], width - 2, look.blank(on))
    side = strip([(look.glyph("divider"), line)], 1, line)
    right = look.glyph("thumb" if thumb else "divider")
    return Strip.join([side, row, strip([(right, line)], 1, line)])


def rule(look: Look, width: int) -> list[Run]:
    """A line across a dialog."""
    return [(look.glyph("light") * max(width - 2 * INDENT, 0), look.style("rule", ON))]
