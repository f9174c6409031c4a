"""The text of a comment or an article, out of its lines."""

from __future__ import annotations

from threadreader.formats.text_heads import undressed
from threadreader.formats.text_layout import Layout
from threadreader.formats.text_words import REPLY
from threadreader.formats.text_wrap import rejoin
from threadreader.model import Body, Raw

_LONGEST_REPLY = 80
_PICTURES = ("[s.gif]", "[s]", "[IMAGE]", "[image]", "[IMG]")


def body_of(lines: list[str], indent: int, layout: Layout) -> Body:
    """Paragraphs separated by one empty line; the indent and what the theme adds taken off."""
    if layout.replies:
        lines = without_reply(lines)
    lead = " " * indent
    lines = [line[indent:] if line.startswith(lead) else line.lstrip() for line in lines]
    if layout.markdown:
        return Raw("markdown", "\n".join(lines).strip("\n").encode())
    return paragraphs(lines, layout.width, indent)


def paragraphs(lines: list[str], width: int, indent: int) -> str:
    """The lines as paragraphs, rejoined where the page was wrapped at `width`."""
    if width:
        lines = rejoin(lines, width, indent)
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def without_reply(lines: list[str]) -> list[str]:
    """The lines without those at the end that are the theme's."""
    end = len(lines)
    while end:
        line = lines[end - 1]
        if line and (len(line) > _LONGEST_REPLY + 200 or not is_reply(line)):
            break
        end -= 1
    return lines[:end]


def indent_of(lines: list[str]) -> int:
    """The column in which the first line of text begins."""
    first = next((line for line in lines if line), "")
    return len(first) - len(first.lstrip())


def ends_in_reply(lines: list[str]) -> bool:
    """Whether the theme closes these lines."""
    last = next((line for line in reversed(lines) if line), "")
    return is_reply(last)


def is_reply(line: str) -> bool:
    """Whether a line is what themes put after a comment."""
    text = undressed(line.strip())
    if text in _PICTURES:
        return True
    return 0 < len(text) <= _LONGEST_REPLY and REPLY.match(text) is not None
