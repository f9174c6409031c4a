"""An article cut into sections small enough to be wrapped and painted one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from threadreader.model import Block, Body, Span
from threadreader.text.body import blocks, pack, spans_text
from threadreader.text.links import numbered_links
from threadreader.text.wrap import apart

_ENOUGH = 2_000
"""A section with so many characters takes no further block."""
_LONG_BLOCK = 8_000
"""A block with more is cut, where its lines end or between words."""


class Section(NamedTuple):
    """Blocks that follow each other; `lead`: whether an empty line stands before them."""

    blocks: tuple[Block, ...]
    lead: bool
    size: int


class _Part(NamedTuple):
    block: Block
    continues: bool


def sections_of(body: Body) -> list[Section]:
    """The sections of an article, its links numbered."""
    whole = body if isinstance(body, tuple) else blocks(pack(body))
    sections: list[Section] = []
    gathered: list[Block] = []
    size, lead = 0, True
    for part in _parts(numbered_links(whole)):
        if gathered and size >= _ENOUGH:
            sections.append(Section(tuple(gathered), lead, size))
            lead = not part.continues and apart(gathered[-1], part.block)
            gathered, size = [], 0
        gathered.append(part.block)
        size += sum(len(span.text) for span in part.block.spans) + 1
    return [*sections, Section(tuple(gathered), lead, size)] if gathered else sections


def _parts(whole: Sequence[Block]) -> Iterator[_Part]:
    """The blocks that say something; long ones in parts."""
    for block in whole:
        if sum(len(span.text) for span in block.spans) > _LONG_BLOCK and block.kind != "image":
            yield from _cut(block)
        elif block.spans or block.kind == "item":
            yield _Part(block, continues=False)


def _cut(block: Block) -> Iterator[_Part]:
    """A long block as several; the line break or blank at which it is cut belongs to none."""
    text = spans_text(block)
    within_lines = block.kind not in ("code", "diff")
    ends = list(accumulate(len(span.text) for span in block.spans))
    start = 0
    while start < len(text):
        end = _end(text, start, within_lines=within_lines)
        marker = " " if start and block.kind == "item" else block.marker
        spans = tuple(_between(block.spans, ends, start, end))
        yield _Part(replace(block, spans=spans, marker=marker), continues=start > 0)
        start = end + (text[end : end + 1] in ("\n", " "))


def _end(text: str, start: int, *, within_lines: bool) -> int:
    """Where a part that begins at `start` ends."""
    limit = start + _LONG_BLOCK
    if len(text) <= limit:
        return len(text)
    end = text.rfind("\n", start + 1, limit)
    if end < 0 and within_lines:
        end = text.rfind(" ", start + 1, limit)
        return limit if end < 0 else end
    if end < 0:
        end = text.find("\n", limit)
    return len(text) if end < 0 else end


def _between(spans: Sequence[Span], ends: list[int], start: int, end: int) -> Iterator[Span]:
    """What of the spans, which end at `ends` in their text, is from `start` to `end`."""
    for index in range(bisect_right(ends, start), len(spans)):
        span = spans[index]
        first = ends[index] - len(span.text)
        if first >= end:
            return
        yield replace(span, text=span.text[max(start - first, 0) : end - first])
