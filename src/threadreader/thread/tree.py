"""A story's comments as columns in preorder: each is followed by its replies, strictly deeper."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from threadreader.model import Block, Comment, CommentKind, CommentStatus, Moment
from threadreader.text.body import blocks, plain_text
from threadreader.thread.contents import TextIndex
from threadreader.thread.strings import Buffer

NO_OFFSET = -32768
"""In `Columns.offset`: the source gives no offset from UTC."""

HAS_DATE, DAY_ONLY, APPROXIMATE, DELETED, PINGBACK, TRACKBACK, OWN_ID = 1, 2, 4, 8, 16, 32, 64
SEEN = 128
"""Bits in `Columns.flags`."""

_KIND_BITS = {"comment": 0, "pingback": PINGBACK, "trackback": TRACKBACK}


def moment_of(flags: int, seconds: int, offset: int) -> Moment | None:
    """The date that one entry of the columns tells."""
    if not flags & HAS_DATE:
        return None
    return Moment(
        seconds,
        None if offset == NO_OFFSET else offset,
        day_only=bool(flags & DAY_ONLY),
        approximate=bool(flags & APPROXIMATE),
    )


def flags_of(comment: Comment) -> int:
    """The flags that tell of a comment."""
    flags = _KIND_BITS[comment.kind] | (OWN_ID if comment.own_id else 0)
    flags |= DELETED if comment.status == "deleted" else 0
    flags |= SEEN if comment.seen else 0
    if (date := comment.date) is not None:
        flags |= HAS_DATE | (DAY_ONLY if date.day_only else 0)
        flags |= APPROXIMATE if date.approximate else 0
    return flags


def kind_of(flags: int) -> CommentKind:
    """The kind of comment that flags tell."""
    return "pingback" if flags & PINGBACK else "trackback" if flags & TRACKBACK else "comment"


class PackedBodies(Protocol):
    """Bodies by number, as `text.body.pack` packs them."""

    @property
    def ends(self) -> Sequence[int]:
        """0, and where each body ends among all of them: the difference is what it takes."""
        ...

    def __getitem__(self, number: int) -> bytes: ...


class Columns(Struct):
    """One entry a comment, in preorder. Arrays, or mapped views of the same."""

    parent: Sequence[int]  # position of the parent, -1 at top level
    size: Sequence[int]  # comments in the subtree, itself included
    depth: Sequence[int]  # 1 at top level
    author: array[int] | memoryview[int]  # index into Thread.names
    seconds: Sequence[int]  # since 1970 UTC; 0 without HAS_DATE
    offset: Sequence[int]  # minutes east of UTC, or NO_OFFSET
    flags: Sequence[int]  # bits, see above
    body: Sequence[int]  # number of the body in Thread.bodies
    keys: Buffer  # eight bytes each
    prints: Buffer  # four bytes each, that stand for the body
    top: Sequence[int]  # positions of the top-level comments


@dataclass
class Thread:
    """The whole discussion of one story; immutable once it is built.

    `ids` are handles by body number (own ones or made up); `urls` maps positions to addresses;
    `index` answers what is asked about all bodies, once there is one.
    """

    columns: Columns
    names: Sequence[str]
    bodies: PackedBodies
    ids: Sequence[str]
    urls: Mapping[int, str] = field(default_factory=dict)
    twins: dict[bytes, list[int]] = field(default_factory=dict)
    index: TextIndex | None = None

    def __post_init__(self) -> None:
        columns = self.columns
        self.parent, self.size, self.depth = columns.parent, columns.size, columns.depth

    def __len__(self) -> int:
        return len(self.size)

    def author(self, position: int) -> str:
        """The author's name."""
        return self.names[self.columns.author[position]]

    def key(self, position: int) -> bytes:
        """The comment's key, eight bytes."""
        return bytes(self.columns.keys[position * 8 : position * 8 + 8])

    def fingerprint(self, position: int) -> bytes:
        """Four bytes that stand for the comment's body."""
        return bytes(self.columns.prints[position * 4 : position * 4 + 4])

    def id(self, position: int) -> str:
        """The format's own id, or the key in hexadecimal digits where it has none."""
        if self.columns.flags[position] & OWN_ID:
            return self.ids[self.columns.body[position]]
        return self.key(position).hex()

    def date(self, position: int) -> Moment | None:
        """When the comment was written, as its source says it."""
        columns = self.columns
        return moment_of(
            columns.flags[position], columns.seconds[position], columns.offset[position]
        )

    def kind(self, position: int) -> CommentKind:
        """Comment, pingback or trackback."""
        return kind_of(self.columns.flags[position])

    def status(self, position: int) -> CommentStatus:
        """Visible or deleted."""
        return "deleted" if self.columns.flags[position] & DELETED else "visible"

    def seen(self, position: int) -> bool:
        """Whether its file says that it was read, as mail folders do."""
        return bool(self.columns.flags[position] & SEEN)

    def packed_body(self, position: int) -> bytes:
        """The body as it is kept; b"" where there is none."""
        return self.bodies[self.columns.body[position]]

    def body(self, position: int) -> tuple[Block, ...]:
        """The body's blocks; none where it is empty."""
        return blocks(self.packed_body(position))

    def text(self, position: int) -> str:
        """The body as plain text, paragraphs separated by one empty line."""
        return plain_text(self.packed_body(position))

    def end(self, position: int) -> int:
        """The position after the comment's last descendant."""
        return position + self.size[position]

    def replies(self, position: int) -> Iterator[int]:
        """The positions of the direct replies, in order."""
        reply, end = position + 1, self.end(position)
        while reply < end:
            yield reply
            reply += self.size[reply]

    def ancestors(self, position: int) -> Iterator[int]:
        """Parent, grandparent, up to the top level."""
        parent = self.parent[position]
        while parent >= 0:
            yield parent
            parent = self.parent[parent]

    def thread_number(self, position: int) -> int:
        """Which thread (from 0) the comment belongs to."""
        return bisect_right(self.columns.top, position) - 1

    def root(self, position: int) -> int:
        """The top-level comment of the thread the comment belongs to."""
        return self.columns.top[self.thread_number(position)]

    def next_sibling(self, position: int) -> int | None:
        """The next comment with the same parent."""
        sibling, parent = self.end(position), self.parent[position]
        end = len(self) if parent < 0 else self.end(parent)
        return sibling if sibling < end else None

    def previous_sibling(self, position: int) -> int | None:
        """The comment before with the same parent."""
        parent, before = self.parent[position], position - 1
        if before == parent:
            return None
        while self.parent[before] != parent:
            before = self.parent[before]
        return before

    def comments_by_author(self) -> Counter[int]:
        """How many comments each author wrote, by index into `names`."""
        return Counter(self.columns.author)

    def position_of(self, key: bytes) -> int:
        """Where the comment with a key stands, or -1, by a compiled search."""
        keys = bytes(self.columns.keys)
        at = keys.find(key)
        while at >= 0 and at % len(key):
            at = keys.find(key, at + 1)
        return at // len(key) if at >= 0 else -1

    def positions_by(self, author: int) -> array[int]:
        """The positions of one author's comments, in order, by a compiled search."""
        data, wanted = self.columns.author.tobytes(), array("i", [author]).tobytes()
        width = len(wanted)
        found = array("i")
        at = data.find(wanted)
        while at >= 0:
            if at % width == 0:
                found.append(at // width)
                at = data.find(wanted, at + width)
            else:
                at = data.find(wanted, at + 1)
        return found
