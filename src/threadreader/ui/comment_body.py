"""The lines of a comment's text, painted: spans, quotations, code, and what a search found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.style import Style

from threadreader.model import Block
from threadreader.text.body import spans_text
from threadreader.text.cells import cell_width, cut
from threadreader.text.links import with_links
from threadreader.text.searchable import found_ranges
from threadreader.text.wrap import PICTURE, Line, Piece, wrap
from threadreader.ui.look import Look
from threadreader.ui.paint import Run

_TOKENS = {
    "quote": "quote",
    "attribution": "quote",
    "signature": "muted",
    "code": "code",
    "link": "link",
    "heading": "title",
    "image": "link",
    "marker": "muted",
    "added": "author_op",
    "removed": "error",
    "hunk": "link",
}
_ATTRIBUTES = {"emphasis": "italic", "strong": "bold"}
_LONG_QUOTE = 5
_SHOWN_OF_LONG = 2
_QUOTED = ("quote", "attribution")


class Manner(Struct, frozen=True):
    """How a text is painted: in which token, on which background, and what is marked in it.

    `bar` is the glyph beside quotations, `bar_gap` the blanks between it and the text beyond one.
    """

    look: Look
    token: str = "text"  # noqa: S105
    on: str = "bg"
    found: Sequence[str] = ()
    is_current: bool = False
    code_shift: int = 0
    whole_quotes: bool = False
    bar: str = "quote"
    bar_gap: int = 0


def body_runs(blocks: Sequence[Block], width: int, manner: Manner) -> list[list[Run]]:
    """A line of runs for each line of the text, none wider than `width` cells."""
    blocks = [with_links(block) for block in blocks]
    if not manner.look.tinted:
        blocks = [_with_ticks(block) for block in blocks]
    lines = wrap(blocks, width)
    found = {
        number: found_ranges(spans_text(block), manner.found)
        for number, block in enumerate(blocks)
        if manner.found
    }
    shown = lines if manner.whole_quotes else _without_long_quotes(lines)
    return [line_runs(line, width, manner, found.get(line.block, [])) for line in shown]


def _with_ticks(block: Block) -> Block:
    """Code within a text between backticks, where no colour tells it from the rest."""
    if block.kind in ("code", "diff") or all(span.kind != "code" for span in block.spans):
        return block
    spans = (
        replace(span, text=f"`{span.text}`") if span.kind == "code" else span
        for span in block.spans
    )
    return replace(block, spans=tuple(spans))


def _without_long_quotes(lines: list[Line]) -> Iterator[Line]:
    """The lines; of more than five quoted ones together only the first two, and how many more."""
    at = 0
    while at < len(lines):
        end = at
        while (
            end < len(lines)
            and lines[end].kind in (*_QUOTED, "gap")
            and (lines[end].kind != "gap" or _goes_on(lines, end))
        ):
            end += 1
        if end - at <= _LONG_QUOTE:
            end = max(end, at + 1)
            yield from lines[at:end]
        else:
            yield from lines[at : at + _SHOWN_OF_LONG]
            words = f"{end - at - _SHOWN_OF_LONG} more quoted lines"
            yield Line((Piece(words, "more"),), lines[at].block, 0, "quote", 1, len(words))
        at = end


def _goes_on(lines: list[Line], gap: int) -> bool:
    return gap > 0 and gap + 1 < len(lines) and lines[gap + 1].kind in _QUOTED


def line_runs(
    line: Line, width: int, manner: Manner, found: Sequence[tuple[int, int]]
) -> list[Run]:
    """One line of a text of `wrap`; `found` are the ranges of its block's text that are marked."""
    look = manner.look
    bar = look.style("rule", manner.on)
    runs: list[Run] = [(f"{look.glyph(manner.bar)} ", bar)] * line.quote
    if runs and manner.bar_gap:
        runs.append((" " * manner.bar_gap, bar))
    if line.kind in ("code", "diff"):
        return [*runs, *_code_line(line, width - 2 * line.quote, manner, found)]
    offset = line.start
    for piece in line.pieces:
        style = _style(piece, line, manner)
        if piece.kind == "image":
            runs.append((piece.text.replace(PICTURE, look.glyph("picture"), 1), style))
        elif piece.kind == "marker" or not found:
            runs.append((piece.text, style))
        else:
            runs += _marked(piece.text, offset, style, manner, found)
        if piece.kind != "marker":
            offset += len(piece.text)
    return runs


def _style(piece: Piece, line: Line, manner: Manner) -> Style:
    look, on = manner.look, manner.on
    token = _TOKENS.get(piece.kind) or _TOKENS.get(line.kind, manner.token)
    if piece.kind == "more":
        return look.style("muted", on, "italic")
    if piece.kind == "code" and look.tinted and on == "bg":
        on = "code_bg"
    style = look.style(token, on, _ATTRIBUTES.get(piece.kind, ""))
    return style + Style(meta={"link": piece.target}) if piece.target else style


def _code_line(
    line: Line, width: int, manner: Manner, found: Sequence[tuple[int, int]]
) -> list[Run]:
    """A line of code or of a patch: never wrapped, cut where it is too long."""
    look, on = manner.look, manner.on
    on = "code_bg" if look.tinted and on == "bg" else on
    runs: list[Run] = []
    offset, skip, room = line.start, manner.code_shift, width
    for piece in line.pieces:
        text = piece.text[skip:]
        style = look.style(_TOKENS.get(piece.kind, "code"), on)
        shown = cut(text, room, look.glyph("ellipsis"))
        runs += _marked(shown, offset + skip, style, manner, found) if found else [(shown, style)]
        offset, skip = offset + len(piece.text), max(skip - len(piece.text), 0)
        room -= cell_width(shown)
        if room <= 0:
            break
    runs.append((" " * max(room, 0), look.blank(on)))
    return runs


def _marked(
    text: str, offset: int, style: Style, manner: Manner, found: Sequence[tuple[int, int]]
) -> list[Run]:
    """A piece cut at what was found in it."""
    look = manner.look
    mark = look.style("match_current" if manner.is_current else "match", manner.on)
    runs: list[Run] = []
    at, end = offset, offset + len(text)
    for first, last in found:
        start, stop = max(first, at), min(last, end)
        if start >= stop:
            continue
        runs.append((text[at - offset : start - offset], style))
        runs.append((text[start - offset : stop - offset], mark))
        at = stop
    runs.append((text[at - offset :], style))
    return [run for run in runs if run[0]]
