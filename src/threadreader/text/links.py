"""The links in a text, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from threadreader.model import Block, Span

# An address that stands in a text as it is; signs of the sentence at its end are not part of it.
_ADDRESS = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"“”「」]*[^\s<>\"“”「」.,;:!?'’*_]")
_AROUND = re.compile(r"^(?:https?://|mailto:)?(?:www\.)?|/$")


class Link(Struct, frozen=True):
    """A link's words and address; `comment` is the position of the comment it points to."""

    text: str
    address: str
    comment: int | None = None


def links_of(blocks: Iterable[Block]) -> list[Link]:
    """The links of a text in order, each address once; also addresses that stand in it as text."""
    found: dict[str, Link] = {}
    for text, address in _words_and_addresses(blocks):
        found.setdefault(address, Link(text, address))
    return list(found.values())


def numbered_links(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the number in `links_of` after each link whose words are not its address."""
    if not any(map(_has_link, blocks)):
        return tuple(blocks)
    numbers = {link.address: number for number, link in enumerate(links_of(blocks), 1)}
    return tuple(_numbered(block, numbers) if _has_link(block) else block for block in blocks)


def with_links(block: Block) -> Block:
    """The block with the addresses that stand in it as text made links."""
    if block.kind in ("code", "diff") or not any(map(_may_have_address, block.spans)):
        return block
    return replace(block, spans=tuple(part for span in block.spans for part in _linked(span)))


def _may_have_address(span: Span) -> bool:
    is_text = not span.target and span.kind != "code"
    return is_text and ("://" in span.text or "mailto:" in span.text)


def _linked(span: Span) -> Iterator[Span]:
    if not _may_have_address(span):
        yield span
        return
    at = 0
    for start, address in _addresses(span.text):
        if start > at:
            yield replace(span, text=span.text[at:start])
        yield Span(address, "link", address)
        at = start + len(address)
    if at < len(span.text):
        yield replace(span, text=span.text[at:])


def _words_and_addresses(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        for address, spans in groupby(block.spans, _target):
            if address:
                yield "".join(span.text for span in spans), address
            elif block.kind not in ("code", "diff"):
                text = "".join(span.text for span in spans if span.kind != "code")
                yield from ((found, found) for _, found in _addresses(text))


def _target(span: Span) -> str:
    return span.target


def _has_link(block: Block) -> bool:
    return any(span.target for span in block.spans)


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    """Where an address begins, and the address."""
    for match in _ADDRESS.finditer(text):
        address = match[0]
        unopened = max(address.count(")") - address.count("("), 0)
        at_end = len(address) - len(address.rstrip(")"))
        yield match.start(), address[: len(address) - min(unopened, at_end)]


def _numbered(block: Block, numbers: dict[str, int]) -> Block:
    spans: list[Span] = []
    for address, group in groupby(block.spans, _target):
        linked = list(group)
        spans += linked
        words = "".join(span.text for span in linked)
        if address and _bare(words.strip()) != _bare(address):
            spans.append(Span(f"[{numbers[address]}]", "link", address))
    return replace(block, spans=tuple(spans))


def _bare(address: str) -> str:
    return _AROUND.sub("", address)
