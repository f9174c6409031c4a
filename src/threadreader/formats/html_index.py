"""An index of a page's elements by class, id and property, so that many selectors cost one walk."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any

_SIMPLE = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?P<name>[.#]-?[A-Za-z_][\w-]*)|\[itemprop~=(?P<property>[A-Za-z]+)\]"
)


class NodeIndex:
    """Finds the nodes that lists of selectors mean, each once and in the order of the page."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._named: defaultdict[str, list[Any]] = defaultdict(list)
        self._places: dict[int, int] = {}
        self._found: dict[str, list[Any]] = {}
        nodes = tree.root.traverse() if tree.root is not None else ()
        for place, node in enumerate(nodes):
            if attributes := node.attributes:
                self._places[node.mem_id] = place
                self._take(node, attributes)

    def _take(self, node: Any, attributes: dict[str, str | None]) -> None:
        named = self._named
        if names := attributes.get("class"):
            for name in set(names.split()):
                named[f".{name}"].append(node)
        if identity := attributes.get("id"):
            named[f"#{identity.strip()}"].append(node)
        if names := attributes.get("itemprop"):
            for name in set(names.split()):
                named[f"[itemprop~={name}]"].append(node)

    def all(self, selector: str) -> list[Any]:
        """The nodes that a selector list means, in the order of the page."""
        if selector not in self._found:
            self._found[selector] = self._find(selector)
        return self._found[selector]

    def _find(self, selector: str) -> list[Any]:
        simple, others = _parts(selector)
        found = [self._of(tag, name) for tag, name in simple if name in self._named]
        if others and self._tree.root is not None:
            found.append(self._tree.css(others))
        # a node that several selectors of a list mean is found as often
        nodes = {node.mem_id: node for part in found for node in part}
        if len(found) > 1:
            places = self._places
            return [nodes[mark] for mark in sorted(nodes, key=lambda mark: places.get(mark, 0))]
        return list(nodes.values())

    def _of(self, tag: str, name: str) -> list[Any]:
        nodes = self._named[name]
        return [node for node in nodes if node.tag == tag] if tag else nodes


@cache
def _parts(selector: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The parts of a selector list that the index knows, as tag and name, and the others."""
    simple, others = [], []
    for part in map(str.strip, selector.split(",")):
        match = _SIMPLE.fullmatch(part)
        if match is None:
            others.append(part)
        else:
            simple.append((match["tag"] or "", match["name"] or part))
    return tuple(simple), ", ".join(others)
