"""The text of a comment or an article, out of its lines."""

from __future__ import annotations

import re

from threadreader.formats.text_heads import undressed
from threadreader.formats.text_layout import Layout
from threadreader.formats.text_words import REPLY
from threadreader.formats.text_wrap import rejoin
from threadreader.model import Body, Raw

_EMPTY_LINES = re.compile("\n{3,}")
_LONGEST_REPLY = 80
_PICTURES = ("[s.gif]", "[s]", "[IMAGE]", "[image]", "[IMG]")


def body_of(lines: list[str], indent: int, layout: Layout) -> tuple[Body, bool]:
    """Paragraphs separated by one empty line; the indent and what the theme adds taken off.

    Also whether it is certain that no line begins to the left of `indent`.
    """
    own = without_reply(lines) if layout.replies else lines
    text, is_certain = _without_indent(own, indent)
    is_certain = is_certain and len(own) == len(lines)
    if layout.markdown:
        return Raw("markdown", text.strip("\n").encode()), is_certain
    return paragraphs(text, layout.width, indent), is_certain


def paragraphs(text: str, width: int, indent: int) -> str:
    """Lines as paragraphs, rejoined where the page was wrapped at `width`."""
    if width:
        text = "\n".join(rejoin(text.split("\n"), width, indent))
    if "\n\n\n" in text:
        text = _EMPTY_LINES.sub("\n\n", text)
    return text.strip("\n")


def _without_indent(lines: list[str], indent: int) -> tuple[str, bool]:
    """The lines, joined, without what they are indented; and whether all of them are."""
    text = "\n".join(("", *lines))
    plain = text.replace("\n" + " " * indent, "\n")
    if len(text) - len(plain) == indent * (len(lines) - lines.count("")):
        return plain[1:], True
    lead = " " * indent
    lines = [line[indent:] if line.startswith(lead) else line.lstrip() for line in lines]
    return "\n".join(lines), False


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
