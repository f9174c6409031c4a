"""Blocks as lines of so many terminal cells, without any styling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from threadreader.model import Block, Span
from threadreader.text.body import spans_text
from threadreader.text.cells import cell_width, cut
from threadreader.text.line_breaks import LineSpan, line_spans

PICTURE = "▢"
"""The sign before the words of a picture."""

_TAB = 8
# What the plain spans of a block are; of the others they are "text".
_PLAIN_KINDS = {
    "quote": "quote",
    "code": "code",
    "heading": "heading",
    "attribution": "attribution",
    "signature": "signature",
}
_HUNK_STARTS = ("@@", "+++", "---", "diff ", "index ", "Index: ")


class Piece(NamedTuple):
    """A run of a line's text of one meaning; `target` is the address of a link or picture.

    `kind` is one of "text", "emphasis", "strong", "code", "link", "quote", "attribution",
    "signature", "heading", "image", "marker", "added", "removed", "hunk".
    """

    text: str
    kind: str
    target: str = ""


class Line(NamedTuple):
    """A line on the screen.

    `block` is the index of its block, -1 between blocks; `start` the offset in the block's text
    (`body.spans_text`) at which it begins, not counting "marker" pieces; `kind` the block's, or
    "gap". `quote` is the depth of quotation: for each level two cells were left for a bar, which
    `width`, the cells of the pieces, does not count.
    """

    pieces: tuple[Piece, ...]
    block: int
    start: int = 0
    kind: str = "text"
    quote: int = 0
    width: int = 0


_GAP = Line((), -1, 0, "gap")


def wrap(blocks: Sequence[Block], width: int) -> list[Line]:
    """The lines of `blocks`, none wider than `width` cells but those of code and patches."""
    lines: list[Line] = []
    width = max(width, 1)
    before: Block | None = None
    for index, block in enumerate(blocks):
        if not _says_something(block):
            continue
        if before is not None and apart(before, block):
            lines.append(_gap(before, block, width))
        if block.kind == "paragraph" and len(block.spans) == 1 and not block.spans[0].target:
            lines += _simple_lines(block.spans[0], index, width)
        else:
            lines += _block_lines(block, index, width)
        before = block
    return lines


def _says_something(block: Block) -> bool:
    spans = block.spans
    if spans and spans[0].text:
        return True
    return block.kind in ("item", "image") or any(span.text for span in spans)


def apart(before: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if block.kind == "item":
        return before.kind != "item"
    return not (before.kind == "attribution" and block.kind == "quote")


def _gap(before: Block, block: Block, width: int) -> Line:
    """The empty line between two blocks; the bars of a quotation go on through it."""
    if before.kind == block.kind == "paragraph":
        return _GAP
    return Line((), -1, 0, "gap", min(_bars(before, width), _bars(block, width)))


def _bars(block: Block, width: int) -> int:
    """How many levels of quotation are shown: the text keeps half of the width."""
    if block.kind == "quote":
        return min(max(block.depth, 1), width // 4)
    return min(block.depth, width // 4) if block.kind == "attribution" else 0


def _simple_lines(span: Span, index: int, width: int) -> list[Line]:
    """The lines of a paragraph of one span, which most paragraphs are."""
    text = span.text.replace("\t", " ")
    kind = "text" if span.kind == "plain" else span.kind
    return [
        Line(
            (Piece(text[start:end], kind),) if end > start else (),
            index,
            start,
            "paragraph",
            0,
            cells,
        )
        for start, end, cells in line_spans(text, width)
    ]


def _block_lines(block: Block, index: int, width: int) -> list[Line]:
    kind = block.kind
    if kind == "item":
        return _item_lines(block, index, width)
    if kind in ("code", "diff"):
        return _kept_lines(block, index)
    if kind == "image":
        return [_picture(block, index, width)]
    bars = _bars(block, width)
    text, lines = _wrapped(block, width - 2 * bars)
    plain = _PLAIN_KINDS.get(kind, "text")
    return [
        Line(pieces, index, start, kind, bars, cells)
        for pieces, start, cells in _with_pieces(block, text, lines, plain)
    ]


def _wrapped(block: Block, width: int) -> tuple[str, Iterator[LineSpan]]:
    """A block's text, its tabs as blanks, and where its lines are."""
    text = spans_text(block).replace("\t", " ")
    return text, line_spans(text, width)


def _with_pieces(
    block: Block, text: str, lines: Iterator[LineSpan], plain: str
) -> Iterator[tuple[tuple[Piece, ...], int, int]]:
    """The pieces, start and cells of each line: the part of each span on it is a piece."""
    ends = list(accumulate(len(span.text) for span in block.spans))
    current = 0
    for start, end, cells in lines:
        while current < len(ends) and ends[current] <= start:
            current += 1
        pieces, place, index = [], start, current
        while place < end:
            stop = min(ends[index], end)
            if stop > place:
                pieces.append(_piece(block.spans[index], text[place:stop], plain))
            place = stop
            index += 1
        yield tuple(pieces), start, cells


def _piece(span: Span, text: str, plain: str) -> Piece:
    return Piece(text, plain if span.kind == "plain" else span.kind, span.target)


def _item_lines(block: Block, index: int, width: int) -> list[Line]:
    """A list item; its lines hang under its marker, which stands alone where there is no room."""
    marker = f"{block.marker or '-'} "
    marker_width = cell_width(marker)
    indent = " " * min(2 * (max(block.depth, 1) - 1), max(width // 2 - marker_width, 0))
    taken = len(indent) + marker_width
    lines: list[Line] = []
    lead: tuple[Piece, ...] = (Piece(indent + marker, "marker"),)
    hanging: tuple[Piece, ...] = (Piece(" " * taken, "marker"),)
    if taken > width // 2:
        alone = cut(marker.rstrip(), width)
        lines.append(Line((Piece(alone, "marker"),), index, 0, "item", 0, cell_width(alone)))
        lead, hanging, taken = (), (), 0
    text, spans = _wrapped(block, width - taken)
    for pieces, start, cells in _with_pieces(block, text, spans, "text"):
        lines.append(Line(lead + pieces, index, start, "item", 0, taken + cells))
        lead = hanging
    return lines


def _kept_lines(block: Block, index: int) -> list[Line]:
    """The lines of code or of a patch as they are, their tabs expanded."""
    lines: list[Line] = []
    start = 0
    for text in spans_text(block).split("\n"):
        shown = text.expandtabs(_TAB)
        kind = _diff_kind(text) if block.kind == "diff" else "code"
        lines.append(Line((Piece(shown, kind),), index, start, block.kind, 0, cell_width(shown)))
        start += len(text) + 1
    return lines


def _diff_kind(line: str) -> str:
    if line.startswith(_HUNK_STARTS):
        return "hunk"
    return {"+": "added", "-": "removed"}.get(line[:1], "text")


def _picture(block: Block, index: int, width: int) -> Line:
    alternative = " ".join(spans_text(block).split())
    shown = cut(f"{PICTURE} picture: {alternative}" if alternative else f"{PICTURE} picture", width)
    target = block.spans[0].target if block.spans else ""
    return Line((Piece(shown, "image", target),), index, 0, "image", 0, cell_width(shown))
