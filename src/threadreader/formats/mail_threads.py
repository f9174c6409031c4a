"""Which message answers which: the JWZ algorithm, without its grouping by subject.

Works on whole columns, without recursion; circles are found with a union of sets.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threading:
    """The outcome, by number of message (in the order they were added).

    `parent` is the nearest ancestor that is there, -1 for none; `root` the message that opens the
    story; `circular` are those whose references lead back to themselves. For messages that open a
    story: `answers` is the id of the nearest message that is not there, `first` of the farthest.
    """

    parent: array[int]
    root: array[int]
    circular: frozenset[int]
    answers: dict[int, bytes]
    first: dict[int, bytes]


class Threads:
    """Collects ids and references, message by message."""

    def __init__(self) -> None:
        self._nodes: dict[bytes, int] = {}  # id -> node; messages that are not there have one too
        self._names: list[bytes] = []
        self._message = array("i")  # node -> message, -1 where it is not there
        self._node = array("i")  # message -> node
        self._references = array("i")
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._node)

    def add(self, message_id: bytes, references: Sequence[bytes]) -> int | None:
        """Adds a message; returns the number of an earlier one with its id, which keeps the id."""
        number = len(self._node)
        node = self._node_of(message_id) if message_id else self._new_node(b"")
        earlier = self._message[node]
        if earlier >= 0:
            node = self._new_node(message_id)
        self._message[node] = number
        self._node.append(node)
        nodes = self._nodes
        for name in references:
            found = nodes.get(name)
            self._references.append(self._node_of(name) if found is None else found)
        self._ends.append(len(self._references))
        return earlier if earlier >= 0 else None

    def hide(self, number: int) -> None:
        """The message counts as not there; what it refers to still tells of others."""
        self._message[self._node[number]] = -1

    def is_hidden(self, number: int) -> bool:
        """Whether `hide` was said of the message."""
        return self._message[self._node[number]] != number

    def id(self, number: int) -> bytes:
        """The id of a message, b"" where it has none."""
        return self._names[self._node[number]]

    def resolve(self) -> Threading:
        """Threads all messages added."""
        self._join_cases()
        links, circular = self._linked()
        nearest = self._nearest(links.above)
        parent = array("i", (nearest[node] for node in self._node))
        root = self._roots(parent)
        answers: dict[int, bytes] = {}
        first: dict[int, bytes] = {}
        for number, up in enumerate(parent):
            node = links.above[self._node[number]]
            if up < 0 <= node and self._ends[number] < self._ends[number + 1]:
                answers[number] = self._names[node]
                first[number] = self._names[links.top(node)]
        return Threading(parent, root, frozenset(circular), answers, first)

    def _node_of(self, name: bytes) -> int:
        node = self._nodes.get(name)
        if node is None:
            node = self._nodes[name] = self._new_node(name)
        return node

    def _new_node(self, name: bytes) -> int:
        self._names.append(name)
        self._message.append(-1)
        return len(self._names) - 1

    def _join_cases(self) -> None:
        """References in another case than the id of a message that is there mean that message."""
        absent = [node for node in set(self._references) if self._message[node] < 0]
        if not absent:
            return
        present = {
            name.lower(): node for name, node in self._nodes.items() if self._message[node] >= 0
        }
        same = {
            node: found
            for node in absent
            if (found := present.get(self._names[node].lower())) is not None
        }
        if same:
            self._references = array("i", (same.get(node, node) for node in self._references))

    def _linked(self) -> tuple[_Links, list[int]]:
        """Which node is under which, and the messages where a circle was cut.

        A message's own nearest reference comes first; the latest messages are linked first, so that
        a circle is cut at its earliest. Then chains tell of messages that say nothing themselves.
        """
        links = _Links(len(self._names))
        circular = []
        references, ends = self._references, self._ends
        for number in range(len(self._node) - 1, -1, -1):
            start, end = ends[number], ends[number + 1]
            if start < end:
                node = self._node[number]
                linked = (links.link(node, references[at]) for at in range(end - 1, start - 1, -1))
                if not any(linked):
                    circular.append(number)
        cut = {self._node[number] for number in circular}
        for number in range(len(self._node)):
            for at in range(ends[number] + 1, ends[number + 1]):
                node = references[at]
                if links.above[node] < 0 and node not in cut:
                    links.link(node, references[at - 1])
        return links, circular

    def _nearest(self, above: array[int]) -> array[int]:
        """For each node the nearest message above that is there, -1 for none."""
        unknown = -2
        nearest = array("i", [unknown]) * len(above)
        for start in range(len(above)):
            path, at = [], start
            while nearest[at] == unknown:
                path.append(at)
                up = above[at]
                if up < 0 or self._message[up] >= 0:
                    nearest[at] = self._message[up] if up >= 0 else -1
                else:
                    at = up
            for node in path:
                nearest[node] = nearest[at]
        return nearest

    @staticmethod
    def _roots(parent: array[int]) -> array[int]:
        root = array("i", [-1]) * len(parent)
        for start in range(len(parent)):
            path, at = [], start
            while root[at] < 0:
                path.append(at)
                if parent[at] < 0:
                    root[at] = at
                else:
                    at = parent[at]
            for number in path:
                root[number] = root[at]
        return root


class _Links:
    """Nodes under nodes; a link that would close a circle is refused.

    `above` holds for each node the one above it, -1 for none.
    """

    def __init__(self, count: int) -> None:
        self.above = array("i", [-1]) * count
        self._set = array("i", range(count))

    def link(self, node: int, up: int) -> bool:
        """Puts a node that has none above it under `up`; False where `up` is below it."""
        top = self.top(up)
        if top == self.top(node):
            return False
        self.above[node] = up
        self._set[node] = top
        return True

    def top(self, node: int) -> int:
        """The node above all that are above this one."""
        members = self._set
        while members[node] != node:
            members[node] = members[members[node]]
            node = members[node]
        return node
