"""Text selected with the mouse on rows that are painted line by line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from threadreader.text.cells import cell_width


def selected_strip(row: Strip, selection: Selection, y: int, style: Style) -> Strip:
    """A row with its selected part in a style."""
    span = selection.get_span(y)
    if span is None:
        return row
    text = row.text
    start, end = span
    end = len(text) if end == -1 else min(end, len(text))
    first, last = cell_width(text[:start]), cell_width(text[:end])
    if first >= last:
        return row
    before, inside, after = row.crop(0, first), row.crop(first, last), row.crop(last)
    marked = Strip([Segment(piece.text, style) for piece in inside], inside.cell_length)
    return Strip.join([before, marked, after])


def selected_text(rows: Sequence[str], selection: Selection) -> str:
    """What is selected of the rows, without the blanks and guides around it."""
    text = selection.extract("\n".join(row.rstrip() for row in rows))
    return "\n".join(line.strip(" ▎▌▏▸▹|#") for line in text.split("\n"))
