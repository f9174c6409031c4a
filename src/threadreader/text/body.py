"""Bodies as they are kept and as they are read: packed bytes, blocks, plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module

import msgspec

from threadreader.model import Block, Body, Raw, Span

_PLAIN, _BLOCKS, _RAW = b"p", b"b", b"r"
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[Block, ...]).decode
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

# Readers of raw markup: module and function, imported when the first such body is shown.
_MARKUP = {
    "html": ("threadreader.text.html", "html_blocks"),
    "wordpress": ("threadreader.text.html", "wordpress_blocks"),
    "markdown": ("threadreader.text.markdown", "markdown_blocks"),
    "markdown-lines": ("threadreader.text.markdown", "markdown_line_blocks"),
    "mail": ("threadreader.text.mail", "mail_blocks"),
}
_readers: dict[str, Callable[[bytes], tuple[Block, ...]]] = {}


def pack(body: Body) -> bytes:
    """The bytes in which a body is kept; `blocks` and `plain_text` read them."""
    if isinstance(body, str):
        return _PLAIN + body.encode() if body else b""
    if isinstance(body, Raw):
        return _RAW + body.markup.encode() + b"\0" + body.data
    return _BLOCKS + _encode(body)


def unpack(packed: bytes) -> Body:
    """The body that `pack` packed."""
    kind, rest = packed[:1], packed[1:]
    if kind == _BLOCKS:
        return _decode(rest)
    if kind == _RAW:
        markup, _, data = rest.partition(b"\0")
        return Raw(markup.decode(), data)
    return rest.decode()


def blocks(packed: bytes) -> tuple[Block, ...]:
    """The blocks of a packed body; those of plain text are its paragraphs and code."""
    if not packed:
        return ()
    kind, rest = packed[:1], packed[1:]
    if kind == _PLAIN:
        return text_blocks(rest.decode())
    if kind == _BLOCKS:
        return _decode(rest)
    markup, _, data = rest.partition(b"\0")
    return _reader(markup.decode())(data)


def plain_text(packed: bytes) -> str:
    """The text of a packed body: paragraphs separated by one empty line, line breaks kept."""
    if packed[:1] == _PLAIN:
        return packed[1:].decode()
    return "\n\n".join(filter(None, map(_block_text, _grouped(blocks(packed)))))


def text_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text; an empty line ends one."""
    return tuple(
        Block("paragraph", (Span(part),)) for part in _EMPTY_LINES.split(text.strip("\n")) if part
    )


def spans_text(block: Block) -> str:
    """What a block says, without markers."""
    return "".join(span.text for span in block.spans)


def _reader(markup: str) -> Callable[[bytes], tuple[Block, ...]]:
    if markup not in _readers:
        module, name = _MARKUP[markup]
        _readers[markup] = getattr(import_module(module), name)
    return _readers[markup]


def _grouped(all_blocks: tuple[Block, ...]) -> list[list[Block]]:
    """Neighbouring list items are one paragraph of lines."""
    groups: list[list[Block]] = []
    for block in all_blocks:
        if block.kind == "item" and groups and groups[-1][0].kind == "item":
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _block_text(group: list[Block]) -> str:
    return "\n".join(map(_line_text, group))


def _line_text(block: Block) -> str:
    text = spans_text(block)
    if block.kind == "quote" or (block.kind == "attribution" and block.depth):
        prefix = "> " * max(block.depth, 1)
        return "\n".join(map(partial(str.__add__, prefix), text.split("\n")))
    if block.kind == "item":
        return "  " * (max(block.depth, 1) - 1) + f"{block.marker or '-'} {text}"
    if block.kind == "image":
        target = block.spans[0].target if block.spans else ""
        return f"[{text or 'picture'}]" + (f" {target}" if target else "")
    return text
