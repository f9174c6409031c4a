"""A thread as it is kept in the cache: columns and bodies in a data file, mapped when needed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from threadreader.library.datafile import DataFile, DataWriter, Layout, in_pieces
from threadreader.library.discussions import read_sources
from threadreader.library.sources import find
from threadreader.model import Origin
from threadreader.thread.bodies import Bodies
from threadreader.thread.strings import Strings, StringsAt
from threadreader.thread.tree import Columns, Thread

_NUMBERS = {
    "parent": "i",
    "size": "i",
    "depth": "i",
    "author": "i",
    "seconds": "q",
    "offset": "h",
    "flags": "B",
    "body": "i",
    "top": "i",
}
_BYTES = ("keys", "prints")

Opener = Callable[[], DataFile]


def write_thread(thread: Thread, writer: DataWriter) -> None:
    """Writes all of a thread but its twins."""
    columns = thread.columns
    for name, kind in _NUMBERS.items():
        writer.add_numbers(name, kind, getattr(columns, name))
    for name in _BYTES:
        writer.add(name, "B", in_pieces(getattr(columns, name)))
    writer.add("bodies", "B", _body_pieces(thread))
    writer.add_numbers("body_ends", "q", thread.bodies.ends)
    writer.add_strings("names", Strings.of(thread.names))
    ids = thread.ids if isinstance(thread.ids, Strings) else Strings.of(thread.ids)
    writer.add_strings("ids", ids)
    urls = thread.urls if isinstance(thread.urls, StringsAt) else StringsAt.of(thread.urls)
    writer.add_numbers("url_positions", "i", urls.positions)
    writer.add_strings("urls", urls.texts)


def _body_pieces(thread: Thread) -> Iterator[bytes]:
    bodies = thread.bodies
    if isinstance(bodies, Bodies):
        yield from bodies.pieces()
    else:
        yield from map(bodies.__getitem__, range(len(bodies.ends) - 1))


class MappedBodies:
    """Packed bodies in a data file."""

    def __init__(self, data: memoryview, ends: Sequence[int]) -> None:
        self._data = data
        self.ends = ends

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._data[self.ends[number] : self.ends[number + 1]])


class RememberedThread(Thread):
    """A thread that opens its data file when something of it is asked for but how long it is.

    `number` is that of its story in the catalogue; `again` reads the story from its own file, where
    the cache was deleted meanwhile.
    """

    def __init__(
        self,
        number: int,
        count: int,
        layout: Layout,
        twins: dict[bytes, list[int]],
        opener: Opener,
        again: Callable[[], Thread],
    ) -> None:
        self.number = number
        self._count = count
        self._layout = layout
        self._opener = opener
        self._again = again
        self.twins = twins
        self.index = None

    def __len__(self) -> int:
        return self._count

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet: all of it is, from then on."""
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            file, layout = self._opener(), self._layout
        except OSError:
            vars(self).update(vars(self._again()))
            self._count = len(self.columns.size)
            return self.__dict__[name]
        numbers: dict[str, Any] = {name: file.part(layout, name) for name in _NUMBERS}
        pieces: dict[str, Any] = {name: file.part(layout, name) for name in _BYTES}
        self.bodies = MappedBodies(file.part(layout, "bodies"), file.part(layout, "body_ends"))
        self.names = file.strings(layout, "names")[:]
        self.ids = file.strings(layout, "ids")
        self.urls = StringsAt(file.part(layout, "url_positions"), file.strings(layout, "urls"))
        self.columns = Columns(**numbers, **pieces)
        self.__post_init__()
        return self.__dict__[name]


def read_again(origin: Origin, place: int) -> Thread:
    """A story's thread from the story's own file. Raises OSError where it is not there."""
    found = [] if origin.path is None else read_sources(find([origin.path])).discussions
    if place >= len(found):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(origin.path))
    return found[place].thread
