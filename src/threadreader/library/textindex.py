"""All texts of a thread as they are searched, in one file, and what else was found in them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import repeat
from operator import contains

from threadreader.library.datafile import DataFile, DataWriter, Layout
from threadreader.library.wordindex import SEGMENT, Segment, SegmentWriter
from threadreader.text.body import plain_text
from threadreader.text.searchable import searchable
from threadreader.thread.contents import CancelledError, contents
from threadreader.thread.tree import Thread

_PAGE = 2048  # comments whose texts are read, and looked through, at once
_END = b"\n"  # no searchable text has one


def write_index(thread: Thread, writer: DataWriter, cancelled: Callable[[], bool]) -> None:
    """Reads every body once. Raises CancelledError where `cancelled` says so."""
    gathered = _Gathered(thread, cancelled)
    writer.add("texts", "B", gathered.pieces())
    writer.add_numbers("pages", "q", gathered.pages)
    writer.add_numbers("segments", "q", gathered.segments)
    writer.add("contents", "B", [gathered.contents])
    writer.add_numbers("words", "i", gathered.words)


class _Gathered:
    """What is found in the bodies of a thread, while its texts are written.

    Behind the pages of texts of a segment stand its words. `pages` and `segments` have for each
    where it begins and where it ends.
    """

    def __init__(self, thread: Thread, cancelled: Callable[[], bool]) -> None:
        self.pages, self.segments = array("q"), array("q")
        self.contents, self.words = bytearray(), array("i")
        self._thread = thread
        self._cancelled = cancelled
        self._segment = SegmentWriter()
        self._size = 0

    def pieces(self) -> Iterator[bytes]:
        """The pages, and the segments."""
        count = len(self._thread)
        for first in range(0, count, _PAGE):
            stop = min(first + _PAGE, count)
            yield self._placed(_END.join(map(self._text, range(first, stop))), self.pages)
            if stop % SEGMENT == 0 or stop == count:
                yield self._placed(self._segment.finish(), self.segments)

    def _text(self, position: int) -> bytes:
        if position % 64 == 0 and self._cancelled():
            raise CancelledError
        packed = self._thread.packed_body(position)
        bits, words = contents(packed)
        self.contents.append(bits)
        self.words.append(words)
        text = searchable(plain_text(packed))
        self._segment.add(position % SEGMENT, text)
        return text.encode("utf-8", "surrogatepass")

    def _placed(self, data: bytes, places: array[int]) -> bytes:
        places.append(self._size)
        self._size += len(data)
        places.append(self._size)
        return data


class StoredIndex:
    """Answers from the file: from the words where they tell, else from the texts."""

    def __init__(self, count: int, layout: Layout, opener: Callable[[], DataFile]) -> None:
        self._count = count
        self._layout = layout
        self._opener = opener
        self._file: DataFile | None = None

    @property
    def contents(self) -> bytes:
        """Bits a comment."""
        return bytes(self._part("contents"))

    @property
    def words(self) -> memoryview[int]:
        """How many words each comment has."""
        return self._part("words")

    def having(self, text: str, cancelled: Callable[[], bool]) -> bytes:
        """A byte 0 or 1 a comment. Raises CancelledError where `cancelled` says so."""
        found = bytearray()
        for first in range(0, self._count, SEGMENT):
            if cancelled():
                raise CancelledError
            flags = self._segment(first).having(text)
            if flags is None or " " in text:
                flags = self._looked_at(first, text, flags, cancelled)
            found += flags
        return bytes(found)

    def _segment(self, first: int) -> Segment:
        start = self._layout["texts"][1] + self._part("segments")[first // SEGMENT * 2]

        def read(at: int, size: int) -> bytes:
            return self._open().read(start + at, size)

        return Segment(read, min(SEGMENT, self._count - first))

    def _looked_at(
        self, first: int, text: str, among: bytes | None, cancelled: Callable[[], bool]
    ) -> bytes:
        """What the texts of a segment say; only those `among` which (None: all) can have it."""
        wanted, found = text.encode("utf-8", "surrogatepass"), bytearray()
        for start in range(first, min(first + SEGMENT, self._count), _PAGE):
            if cancelled():
                raise CancelledError
            these = None if among is None else among[start - first : start - first + _PAGE]
            if these is not None and 1 not in these:
                found += these
            else:
                found += _having(wanted, self._page(start).split(_END), these)
        return bytes(found)

    def _page(self, first: int) -> bytes:
        number, begin = first // _PAGE * 2, self._layout["texts"][1]
        start, stop = self._part("pages")[number : number + 2]
        return self._open().read(begin + start, stop - start)

    def _part(self, name: str) -> memoryview:
        return self._open().part(self._layout, name)

    def _open(self) -> DataFile:
        if self._file is None:
            self._file = self._opener()
        return self._file


def _having(wanted: bytes, texts: list[bytes], among: bytes | None) -> bytes:
    """A byte 0 or 1 for each text."""
    if among is None:
        return bytes(map(contains, texts, repeat(wanted)))
    return bytes(may and wanted in text for may, text in zip(among, texts, strict=True))
