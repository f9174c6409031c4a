"""Makes the tree: the only place where comments in any order become a thread's columns.

Nothing is dropped: a reply to a comment that is not there becomes top-level, circles are cut at
their earliest comment, a second comment of the same id gets another. Each repair is a notice.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterator, KeysView
from itertools import repeat
from zlib import crc32

from threadreader.model import Comment, Notice, SiblingOrder
from threadreader.text.body import pack, unpack
from threadreader.thread import tree
from threadreader.thread.bodies import Bodies, Spool
from threadreader.thread.keys import digest, id_key, written_key
from threadreader.thread.preorder import are_in_preorder, cut_circles, preorder
from threadreader.thread.strings import Strings, StringsAt

_AT_ONCE = 1 << 15
_HEX_KEY = re.compile(r"[0-9a-f]{16}")


class Builder:
    """Takes comments as they are read; `thread` makes the tree of those taken so far."""

    def __init__(self, siblings: SiblingOrder = "file", spool: Spool | None = None) -> None:
        """Takes where bodies go that are too many for memory; stories can share it."""
        self.notices: list[Notice] = []
        self._siblings = siblings
        self._parts = [0]  # the number of arrival with which each part begins
        self._numbers: dict[str, int] = {}  # id -> number of arrival
        self._copies: dict[str, int] = {}  # id that came again -> its latest number
        self._ids: list[str] = []
        self._parents: list[str | None] = []
        self._names: dict[str, int] = {}
        self._author = array("i")
        self._seconds = array("q")
        self._offset = array("h")
        self._flags = array("B")
        self._keys = bytearray()
        self._prints = array("I")
        self._line = array("i")
        self._urls: dict[int, str] = {}
        self._bodies = Bodies(spool)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._numbers

    def next_part(self) -> None:
        """From now on comments come from another file of the same discussion.

        Ids that its format made up are of that file alone; replies to one comment stand in order
        of their dates.
        """
        self._siblings = "date"
        self._parts.append(len(self._ids))

    def add(self, comment: Comment) -> None:
        """Takes one comment."""
        number, packed = len(self._ids), pack(comment.body)
        identifier = comment.id
        if identifier in self._numbers or len(self._parts) > 1:
            identifier = self._free_id(comment)
        self._numbers[identifier] = number
        self._ids.append(identifier)
        self._parents.append(comment.parent)
        self._author.append(self._names.setdefault(comment.author, len(self._names)))
        self._line.append(comment.line or 0)
        self._bodies.append(packed)
        self._prints.append(crc32(packed) or 1)
        if comment.url:
            self._urls[number] = comment.url
        self._add_date(comment)
        self._keys += self._key(comment, identifier, packed)

    def answers(self, identifier: str, parent: str) -> None:
        """Says of a comment taken before what it answers."""
        part = len(self._parts)
        own = self._numbers.get(f"{part}:{identifier}") if part > 1 else None
        number = self._numbers.get(identifier) if own is None else own
        if number is not None:
            self._parents[number] = parent

    def comments(self) -> Iterator[Comment]:
        """The comments taken so far, as they came but for their ids, which are single now."""
        names, ids = list(self._names), self._ids
        for number, (name, parent) in enumerate(self._named_parents()):
            flags, offset = self._flags[number], self._offset[number]
            yield Comment(
                id=ids[number],
                author=names[self._author[number]],
                parent=ids[parent] if parent >= 0 else name,
                date=tree.moment_of(flags, self._seconds[number], offset),
                body=unpack(self._bodies[number]) if self._bodies.length(number) else "",
                kind=tree.kind_of(flags),
                status="deleted" if flags & tree.DELETED else "visible",
                own_id=bool(flags & tree.OWN_ID),
                url=self._urls.get(number, ""),
                key=self._keys[number * 8 : number * 8 + 8].hex(),
                line=self._line[number] or None,
                seen=bool(flags & tree.SEEN),
            )

    def ids(self) -> KeysView[str]:
        """The ids of all comments taken so far."""
        return self._numbers.keys()

    def thread(self) -> tuple[tree.Thread, list[Notice]]:
        """The thread of all comments taken so far, and a notice for each repair."""
        repairs: list[Notice] = []
        parents = self._resolved_parents(repairs)
        if self._siblings == "file" and are_in_preorder(parents):
            return self._in_order(parents), [*self.notices, *repairs]
        self._cut_circles(parents, repairs)
        order = preorder(parents, self._sibling_order())
        return self._in_order(parents, order), [*self.notices, *repairs]

    def _add_date(self, comment: Comment) -> None:
        date = comment.date
        self._flags.append(tree.flags_of(comment))
        self._seconds.append(date.seconds if date else 0)
        known = date is not None and date.offset is not None
        self._offset.append(date.offset if known else tree.NO_OFFSET)  # type: ignore[union-attr, arg-type]

    def _free_id(self, comment: Comment) -> str:
        wanted = comment.id
        if not comment.own_id and len(self._parts) > 1:
            wanted = f"{len(self._parts)}:{wanted}"
        if wanted not in self._numbers:
            return wanted
        copy = self._copies.get(wanted, 1) + 1
        while f"{wanted}~{copy}" in self._numbers:
            copy += 1
        self._copies[wanted] = copy
        message = f"Another comment has the id {wanted}; this one is kept as {wanted}~{copy}."
        self.notices.append(Notice("duplicate-id", message, comment.line))
        return f"{wanted}~{copy}"

    @staticmethod
    def _key(comment: Comment, identifier: str, packed: bytes) -> bytes:
        if comment.key and _HEX_KEY.fullmatch(comment.key):
            return bytes.fromhex(comment.key)
        if comment.own_id:
            return id_key(identifier)
        return written_key(comment.author, comment.date, packed)

    def _named_parents(self) -> Iterator[tuple[str | None, int]]:
        """What each comment answers: the name, and its number (-1 where there is none)."""
        find, names = self._numbers.get, self._parents
        ends = [*self._parts[1:], len(names)]
        for part, (start, end) in enumerate(zip(self._parts, ends, strict=True), 1):
            for number in range(start, end):
                name = names[number]
                found = -1
                if name is not None:
                    found = find(f"{part}:{name}", -1) if part > 1 else -1
                    found = find(name, -1) if found < 0 else found
                yield name, found

    def _resolved_parents(self, repairs: list[Notice]) -> array[int]:
        if len(self._parts) == 1:
            find: Callable[..., int] = self._numbers.get
            parents = array("i")
            for part in _slices(len(self._parents)):
                parents.extend(map(find, self._parents[part], repeat(-1)))
        else:
            parents = array("i", (found for _, found in self._named_parents()))
        for number, name in enumerate(self._parents):
            if name is not None and parents[number] < 0:
                message = f"The comment answers {name}, which is not in the file; it stands on top."
                repairs.append(Notice("missing-parent", message, self._line[number] or None))
        return parents

    def _cut_circles(self, parents: array[int], repairs: list[Notice]) -> None:
        for earliest in cut_circles(parents):
            message = "Comments answer each other in a circle; it is cut at the earliest."
            repairs.append(Notice("cycle", message, self._line[earliest] or None))

    def _sibling_order(self) -> list[int] | range:
        numbers = range(len(self._ids))
        if self._siblings == "file":
            return numbers
        return sorted(numbers, key=self._seconds.__getitem__)

    def _in_order(self, parents: array[int], order: array[int] | None = None) -> tree.Thread:
        """The thread of the comments in `order`, or as they came."""
        total = len(parents)
        if order is None:
            parent, body = parents, array("i", range(total))
            position = body
        else:
            body, position = order, array("i", bytes(4 * total))
            for at, number in enumerate(order):
                position[number] = at
            parent = array("i", (position[p] if (p := parents[n]) >= 0 else -1 for n in order))
        depth, size = array("i", bytes(4 * total)), array("i", [1]) * total
        top = array("i")
        for at, above in enumerate(parent):
            depth[at] = depth[above] + 1 if above >= 0 else 1
            if above < 0:
                top.append(at)
        for at in range(total - 1, -1, -1):
            if parent[at] >= 0:
                size[parent[at]] += size[at]
        keys, twins = self._keys_in_order(body, parent)
        columns = tree.Columns(
            parent=parent,
            size=size,
            depth=depth,
            author=_picked(self._author, order),
            seconds=_picked(self._seconds, order),
            offset=_picked(self._offset, order),
            flags=bytearray(_picked(self._flags, order)),
            body=body,
            keys=keys,
            prints=_big_endian(_picked(self._prints, order)),
            top=top,
        )
        urls = StringsAt.of({position[number]: url for number, url in self._urls.items()})
        names = list(self._names)
        return tree.Thread(columns, names, self._bodies, Strings.of(self._ids), urls, twins)

    def _keys_in_order(
        self, order: array[int], parent: array[int]
    ) -> tuple[bytes, dict[bytes, list[int]]]:
        """Every key once: of several equal ones the first stays, body, parent, number tell others.

        Also the positions that shared a key, by that key.
        """
        found = _picked(array("Q", bytes(self._keys)), order)
        distinct: set[int] = set()
        for part in _slices(len(found)):
            distinct.update(found[part])
        if len(distinct) == len(found):
            return found.tobytes(), {}
        taken: dict[bytes, int] = {}
        latest: dict[bytes, bytes] = {}
        twins: dict[bytes, list[int]] = {}
        keys = bytearray()
        for at, number in enumerate(order):
            key = bytes(self._keys[number * 8 : number * 8 + 8])
            if key in taken:
                twins.setdefault(key, [taken[key]]).append(at)
                above = parent[at]
                parent_key = bytes(keys[above * 8 : above * 8 + 8])
                other = self._other_key(key, number, parent_key, taken)
                key = latest.get(other, other)
                while key in taken:
                    key = digest(key, b"again")
                latest[other] = key
            taken[key] = at
            keys += key
        return bytes(keys), twins

    def _other_key(
        self, key: bytes, number: int, parent_key: bytes, taken: dict[bytes, int]
    ) -> bytes:
        other = digest(key, self._bodies[number])
        return digest(other, parent_key) if other in taken else other


def _slices(total: int) -> Iterator[slice]:
    """Slices of so many things, so that no compiled loop over them keeps the screen waiting."""
    return (slice(start, start + _AT_ONCE) for start in range(0, total, _AT_ONCE))


def _picked(column: array[int], order: array[int] | None) -> array[int]:
    """A column in another order, or a copy of it."""
    if order is None:
        return column[:]
    picked = array(column.typecode)
    for part in _slices(len(order)):
        picked.extend(map(column.__getitem__, order[part]))
    return picked


def _big_endian(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()
