"""The states of large stories as they are in memory, so that their text need not be read again.

A copy is valid while the snapshot it was made of is the same file; it can be deleted at any time.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from threadreader.library.files import write_whole
from threadreader.library.known import Known
from threadreader.library.state import StoryState, dump, load

LARGE = 200_000
"""Bytes of a snapshot from which on a copy is worth it."""

Stamp = tuple[int, int, int]
"""By which a snapshot is known to be the same: its inode, size and time."""


class _Copy(msgspec.Struct, array_like=True):
    """All of a state; `text` is its TOML without what is known of the comments."""

    stamp: Stamp
    text: str
    keys: memoryview
    prints: memoryview
    read: memoryview
    starred: memoryview
    base_read: memoryview


_decode = msgspec.msgpack.Decoder(_Copy).decode


def keep_copy(path: Path, stamp: Stamp, state: StoryState) -> None:
    """Keeps a copy of what a snapshot says; where it cannot be kept, nothing is lost."""
    known, bare = state.known, Known()
    bare.twins = known.twins
    text = dump(replace(state, known=bare, base_read=bytearray()))
    kept = (known.keys, known.prints, known.read, known.starred, state.base_read)
    copy = _Copy(stamp, text, *(memoryview(part) for part in kept))
    with suppress(OSError):
        write_whole(path, msgspec.msgpack.encode(copy), durable=False)


def copied(path: Path, stamp: Stamp) -> StoryState | None:
    """The state in a copy, None where there is none of this snapshot."""
    try:
        copy = _decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    if copy.stamp != stamp:
        return None
    state, sound = load(copy.text)
    twins = state.known.twins
    state.known = Known(copy.keys, copy.prints)
    state.known.read[:], state.known.starred[:] = copy.read, copy.starred
    state.known.twins = twins
    state.base_read = bytearray(copy.base_read)
    return state if sound and len(copy.read) == len(copy.starred) == len(state.known) else None
