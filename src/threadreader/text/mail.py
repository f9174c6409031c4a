"""A mail's body as blocks: which of its parts are shown, which are only named."""

from __future__ import annotations

import re

from threadreader.model import Block, Span
from threadreader.text.clean import clean, clean_line
from threadreader.text.mail_text import attachment_line, mail_text_blocks
from threadreader.text.mail_words import decode_words
from threadreader.text.mime import Part, decoded_text, read_part, sub_parts

_DEEPEST = 50
_FORWARDED_HEADER = re.compile(
    rb"\n(from|date|subject)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE
)

_Waiting = list[tuple[Part | Block, int]]
"""What is still to be shown, the next last: parts with their level, or blocks."""


def mail_blocks(data: bytes) -> tuple[Block, ...]:
    """The blocks of a mail: its content headers, an empty line and its body, as the mail has them.

    Of alternatives the plain text is read; attachments are named in a line each, never opened.
    """
    blocks: list[Block] = []
    waiting: _Waiting = [(read_part(data), 0)]
    while waiting:
        item, level = waiting.pop()
        if isinstance(item, Block):
            blocks.append(item)
            continue
        inner = _inner(item, level) if level < _DEEPEST else []
        if inner:
            waiting.extend(reversed(inner))
        else:
            blocks.extend(_leaf(item))
    return tuple(blocks)


def _inner(part: Part, level: int) -> _Waiting:
    """What a part consists of; empty for one that is shown itself."""
    if part.type == "message/rfc822":
        return [*((block, level) for block in _forwarded(part)), (read_part(part.body), level + 1)]
    if not part.type.startswith("multipart/"):
        return []
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    parts = [read_part(piece, default) for piece in sub_parts(part)]
    if part.type == "multipart/alternative" and parts:
        parts = [_preferred(parts)]
    return [(inner, level + 1) for inner in parts]


def _preferred(parts: list[Part]) -> Part:
    """Plain text that says something, else a multipart (which may hold it), HTML, the last."""
    for part in parts:
        if part.type == "text/plain" and part.body.strip():
            return part
    for wanted in ("multipart/", "text/html", "text/"):
        for part in parts:
            if part.type.startswith(wanted) and part.body.strip():
                return part
    return parts[-1]


def _forwarded(part: Part) -> list[Block]:
    """A mail within a mail: what it is called, and whose it is."""
    header = read_part(part.body).header
    fields = {
        match[1].lower(): clean_line(decode_words(match[2]))
        for match in _FORWARDED_HEADER.finditer(header)
    }
    by = ", ".join(filter(None, (fields.get(b"from"), fields.get(b"date"))))
    blocks = []
    if fields.get(b"subject"):
        blocks.append(Block("heading", (Span(fields[b"subject"]),), 2))
    if by:
        blocks.append(Block("attribution", (Span(by),)))
    return blocks


def _leaf(part: Part) -> list[Block]:
    if part.is_attachment:
        return [Block("paragraph", (Span(attachment_line(part.name, part.type, part.size)),))]
    text = decoded_text(part)
    if part.type == "text/html":
        from threadreader.text.html import html_blocks  # noqa: PLC0415

        return list(html_blocks(text.encode("utf-8", "replace")))
    flowed = part.parameters.get("format", "").lower() == "flowed"
    delete_space = part.parameters.get("delsp", "").lower() == "yes"
    return mail_text_blocks(clean(text), flowed=flowed, delete_space=delete_space)
