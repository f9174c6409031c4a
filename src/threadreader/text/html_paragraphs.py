"""Markup that is paragraphs and line breaks alone, as most comments are, read without a parser."""

from __future__ import annotations

import re
from html import unescape

from threadreader.text.clean import clean

_WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")
_EMPTY_LINES = re.compile(r"\n(?:[ \t\r\f]*\n)+")
_PARAGRAPHS = re.compile(r"\s*(?:<p>[^<]*(?:<br ?/?>[^<]*)*</p>\s*)+")
_PARAGRAPH_TAG = re.compile(r"</?p>")
_LINE_BREAK_TAG = re.compile(r"<br ?/?>")
_EMPTY_LINE_OF_TAGS = re.compile(r"<br ?/?>[ \t\n\f\r]*<br")
_CONTROL_REFERENCE = re.compile(r"&#(?:[xX]|0*(?:[0-2]?\d|3[01]|12[7-9]|1[345]\d)(?!\d))")


def plain_paragraphs(markup: str, *, newlines: bool) -> list[str] | None:
    """The paragraphs of markup that has nothing else in it, without a parser; None of others."""
    if "&" in markup and _CONTROL_REFERENCE.search(markup):
        return None
    if "<" not in markup:
        parts = _EMPTY_LINES.split(markup) if newlines else [markup]
    elif newlines or not _PARAGRAPHS.fullmatch(markup) or _EMPTY_LINE_OF_TAGS.search(markup):
        return None
    else:
        parts = _PARAGRAPH_TAG.split(markup)
    return [_plain_lines(part, newlines=newlines) for part in parts]


def _plain_lines(markup: str, *, newlines: bool) -> str:
    parts = markup.split("\n") if newlines else _LINE_BREAK_TAG.split(markup)
    lines = [_WHITE_SPACE.sub(" ", unescape(part)).strip(" ") for part in parts]
    return clean("\n".join(lines)).strip()
