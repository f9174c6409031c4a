"""Puts comments that are gone from a story back where they stood, among those still there."""

from __future__ import annotations

from array import array
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Generic, TypeVar, overload
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from threadreader.model import Comment
from threadreader.text.body import pack, plain_text
from threadreader.text.searchable import searchable
from threadreader.thread import tree
from threadreader.thread.contents import TextIndex, contents
from threadreader.thread.marks import Marks
from threadreader.thread.strings import StringsAt

Entry = TypeVar("Entry")


class PastComment(Struct, frozen=True):
    """A comment as it was; `parent` and `before` are the keys of what it answered and followed.

    They are b"" at top level, and where it was the first. `comment.key` is its own.
    """

    comment: Comment
    parent: bytes
    before: bytes

    @property
    def key(self) -> bytes:
        """Its key."""
        return bytes.fromhex(self.comment.key)


class _Place(Struct, frozen=True):
    """Where a comment is put in: before `at` of the old positions, under `parent` (-1: none).

    `parent` counts old positions, and on from their end those put in, in their order.
    """

    past: PastComment
    at: int
    depth: int
    parent: int


def merged(thread: tree.Thread, gone: Iterable[PastComment]) -> tuple[tree.Thread, Marks]:
    """The thread with the comments in it, and marks on them.

    One that answered something unknown stands on top; where what it followed is unknown, it is the
    first of the replies.
    """
    places = _places(thread, {past.key: past for past in gone})
    count = len(thread)
    cuts = [place.at for place in places]
    positions = _new_positions(count, cuts)
    columns = _columns(thread, places, positions)
    index = None if thread.index is None else _MergedIndex(thread.index, cuts, _packed(places))
    urls = StringsAt(array("i", map(positions.__getitem__, thread.urls)), _texts(thread.urls))
    fresh = {
        positions[count + number]: place.past.comment.url
        for number, place in enumerate(places)
        if place.past.comment.url
    }
    whole = tree.Thread(
        columns,
        _names(thread, places)[0],
        _MergedBodies(thread.bodies, _packed(places)),
        _Joined(thread.ids, [place.past.comment.id for place in places]),
        ChainMap(fresh, urls),  # type: ignore[arg-type]
        {key: [positions[at] for at in twins] for key, twins in thread.twins.items()},
        index,
    )
    flags = bytearray(len(whole))
    for at in positions[count : count + len(places)]:
        flags[at] = 1
    return whole, Marks(flags)


def _texts(urls: Mapping[int, str]) -> Any:
    return urls.texts if isinstance(urls, StringsAt) else list(urls.values())


def _places(thread: tree.Thread, gone: dict[bytes, PastComment]) -> list[_Place]:
    """All places in the order in which they are put in, each comment after what it answered."""
    _without_circles(gone)
    replies: dict[bytes, list[PastComment]] = {}
    for past in gone.values():
        replies.setdefault(past.parent, []).append(past)
    roots = [past for past in gone.values() if past.parent not in gone]
    heads = [_root(thread, past, gone) for past in _after_each_other(roots)]
    heads.sort(key=lambda head: (head.at, -head.depth))
    places: list[_Place] = []
    for head in heads:
        stack = [head]
        while stack:
            place = stack.pop()
            number = len(thread) + len(places)
            places.append(place)
            below = _after_each_other(replies.pop(place.past.key, []))
            stack += [_Place(past, head.at, place.depth + 1, number) for past in reversed(below)]
    return places


def _without_circles(gone: dict[bytes, PastComment]) -> None:
    """Comments of different versions may answer each other: such a circle is cut."""
    safe: set[bytes] = set()
    for start in gone:
        passed: dict[bytes, None] = {}
        key = start
        while key in gone and key not in safe and key not in passed:
            passed[key] = None
            key = gone[key].parent
        if key in passed:
            gone[key] = replace(gone[key], parent=b"")
        safe.update(passed)


def _after_each_other(siblings: list[PastComment]) -> list[PastComment]:
    """Each after the one it followed, as far as that is among them."""
    here = {past.key for past in siblings}
    followers: dict[bytes, list[PastComment]] = {}
    for past in siblings:
        followers.setdefault(past.before if past.before in here else b"", []).append(past)
    ordered: list[PastComment] = []
    stack = followers.pop(b"", [])[::-1]
    while stack:
        ordered.append(stack.pop())
        stack += followers.pop(ordered[-1].key, [])[::-1]
    return ordered + [past for rest in followers.values() for past in rest]


def _root(thread: tree.Thread, past: PastComment, gone: dict[bytes, PastComment]) -> _Place:
    parent = thread.position_of(past.parent) if past.parent else -1
    followed, passed = past.before, set[bytes]()
    while followed in gone and followed not in passed:
        passed.add(followed)
        followed = gone[followed].before
    before = thread.position_of(followed) if followed else -1
    while before >= 0 and thread.parent[before] != parent and thread.parent[before] >= 0:
        before = thread.parent[before]
    follows = before >= 0 and thread.parent[before] == parent
    at = thread.end(before) if follows else parent + 1
    return _Place(past, at, thread.depth[parent] + 1 if parent >= 0 else 1, parent)


def _new_positions(count: int, cuts: Sequence[int]) -> array[int]:
    """New positions by old ones, then those of the comments put in, then -1 for -1."""
    old, fresh = array("i"), array("i")
    for number, (first, last) in enumerate(pairwise((0, *cuts, count))):
        old.extend(range(first + number, last + number))
        fresh.append(last + number)
    fresh[-1] = -1
    return old + fresh


def _spliced(column: Sequence[int], cuts: Sequence[int], fresh: list[int]) -> list[Any]:
    """The pieces of a column, with a new entry at each cut."""
    pieces: list[Any] = []
    for number, (first, last) in enumerate(pairwise((0, *cuts, len(column)))):
        pieces.append(column[first:last])
        if number < len(fresh):
            pieces.append(fresh[number : number + 1])
    return pieces


def _numbers(kind: str, column: Sequence[int], cuts: list[int], fresh: list[int]) -> array[int]:
    whole = array(kind)
    for piece in _spliced(column, cuts, fresh):
        if isinstance(piece, list):
            whole.extend(piece)
        else:
            whole.frombytes(memoryview(piece).cast("B"))
    return whole


def _columns(thread: tree.Thread, places: list[_Place], positions: array[int]) -> tree.Columns:
    old, cuts, count = thread.columns, [place.at for place in places], len(thread)
    comments = [place.past.comment for place in places]
    parents = array("i", map(positions.__getitem__, old.parent))
    parent = _numbers("i", parents, cuts, [positions[place.parent] for place in places])
    size = _numbers("i", old.size, cuts, [1] * len(places))
    for at in positions[count : count + len(places)]:
        above = parent[at]
        while above >= 0:
            size[above] += 1
            above = parent[above]
    depth = _numbers("i", old.depth, cuts, [place.depth for place in places])
    tops = [positions[at] for at in old.top]
    tops += [positions[count + n] for n, place in enumerate(places) if place.depth == 1]
    dates = [comment.date for comment in comments]
    offsets = [tree.NO_OFFSET if d is None or d.offset is None else d.offset for d in dates]
    keys = b"".join(place.past.key for place in places)
    prints = b"".join((crc32(p) or 1).to_bytes(4, "big") for p in _packed(places))
    bodies = len(thread.bodies.ends) - 1
    return tree.Columns(
        parent=parent,
        size=size,
        depth=depth,
        author=_numbers("i", old.author, cuts, _names(thread, places)[1]),
        seconds=_numbers("q", old.seconds, cuts, [d.seconds if d else 0 for d in dates]),
        offset=_numbers("h", old.offset, cuts, offsets),
        flags=_numbers("B", old.flags, cuts, list(map(tree.flags_of, comments))),
        body=_numbers("i", old.body, cuts, list(range(bodies, bodies + len(places)))),
        keys=_bytes(old.keys, cuts, keys, 8),
        prints=_bytes(old.prints, cuts, prints, 4),
        top=array("i", sorted(tops)),
    )


def _bytes(column: Any, cuts: list[int], fresh: bytes, size: int) -> bytes:
    entries = [fresh[at : at + size] for at in range(0, len(fresh), size)]
    pieces = []
    for number, (first, last) in enumerate(pairwise((0, *cuts, len(column) // size))):
        pieces.append(column[first * size : last * size])
        pieces += entries[number : number + 1]
    return b"".join(pieces)


def _names(thread: tree.Thread, places: list[_Place]) -> tuple[list[str], list[int]]:
    """All names, and the author of each comment put in."""
    numbers = {name: number for number, name in enumerate(thread.names)}
    authors = [numbers.setdefault(p.past.comment.author, len(numbers)) for p in places]
    return list(numbers), authors


def _packed(places: list[_Place]) -> list[bytes]:
    return [pack(place.past.comment.body) for place in places]


class _Joined(Sequence[Entry], Generic[Entry]):
    """Two sequences, one after the other."""

    def __init__(self, first: Sequence[Entry], second: Sequence[Entry]) -> None:
        self._first = first
        self._second = second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        count = len(self._first)
        return self._first[index] if index < count else self._second[index - count]


class _MergedBodies:
    """Packed bodies, with a few after them."""

    def __init__(self, bodies: tree.PackedBodies, fresh: list[bytes]) -> None:
        self._bodies = bodies
        self._count = len(bodies.ends) - 1
        self._fresh = fresh

    @property
    def ends(self) -> array[int]:
        """Where each body ends."""
        ends = array("q", self._bodies.ends)
        for packed in self._fresh:
            ends.append(ends[-1] + len(packed))
        return ends

    def __getitem__(self, number: int) -> bytes:
        if number < self._count:
            return self._bodies[number]
        return self._fresh[number - self._count]


class _MergedIndex:
    """An index, with what is in a few comments more."""

    def __init__(self, index: TextIndex, cuts: list[int], fresh: list[bytes]) -> None:
        self._index = index
        self._cuts = cuts
        self._fresh = [(*contents(packed), searchable(plain_text(packed))) for packed in fresh]

    @property
    def contents(self) -> bytes:
        """Bits a comment."""
        bits = [bits for bits, _, _ in self._fresh]
        return _bytes(self._index.contents, self._cuts, bytes(bits), 1)

    @property
    def words(self) -> array[int]:
        """How many words each comment has."""
        return _numbers("i", self._index.words, self._cuts, [words for _, words, _ in self._fresh])

    def having(self, text: str, cancelled: Callable[[], bool]) -> bytes:
        """A byte a comment. Raises CancelledError where `cancelled` says so."""
        found = self._index.having(text, cancelled)
        return _bytes(found, self._cuts, bytes(text in own for _, _, own in self._fresh), 1)
