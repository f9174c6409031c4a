"""Small questions to the nodes of a parsed page: attributes, classes, texts, neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from threadreader.formats.entities import unescape
from threadreader.text.clean import clean_line
from threadreader.text.html import node_blocks

_ENCODED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


def attribute(node: Any, name: str) -> str:
    """The attribute of a node, "" where it has none."""
    return (node.attributes.get(name) or "") if node is not None else ""


def classes(node: Any) -> list[str]:
    """The classes of a node."""
    return attribute(node, "class").split()


def line(node: Any, without: Collection[int] = ()) -> str:
    """What a node says, on one clean line, without its pictures; encoded twice, decoded twice."""
    if node is None:
        return ""
    said = (
        "".join(span.text for span in block.spans)
        for block in node_blocks(node, without=without)
        if block.kind != "image"
    )
    return decoded_line(" ".join(said))


def decoded_line(text: str) -> str:
    """One clean line of a text that may still be encoded once."""
    return clean_line(unescape(text) if _ENCODED.search(text) else text)


def children(node: Any) -> Iterator[Any]:
    """The nodes right below a node, texts among them."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def ancestors(node: Any) -> Iterator[Any]:
    """The elements around a node, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def texts(node: Any, most: int = 40) -> Iterator[str]:
    """The first texts in a node that are not blank, as they stand."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text" and (text := (inner.text_content or "").strip()):
            yield text
            most -= 1
            if most == 0:
                return


def positions(found: list[Any]) -> frozenset[int]:
    """The `mem_id` of nodes."""
    return frozenset(node.mem_id for node in found)
