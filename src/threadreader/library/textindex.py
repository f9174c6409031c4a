"""All texts of a thread as they are searched, in one file, and what else was found in them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

from threadreader.library.datafile import DataFile, DataWriter, Layout
from threadreader.text.body import plain_text
from threadreader.text.searchable import searchable
from threadreader.thread.contents import CancelledError, contents
from threadreader.thread.tree import Thread

_PAGE = 2048  # comments whose texts are read, and looked through, at once
_END = b"\n"  # no searchable text has one


def write_index(thread: Thread, writer: DataWriter, cancelled: Callable[[], bool]) -> None:
    """Reads every body once. Raises CancelledError where `cancelled` says so."""
    bits, words, starts = bytearray(), array("i"), array("q", [0])

    def pages() -> Iterator[bytes]:
        for first in range(0, len(thread), _PAGE):
            texts = []
            for position in range(first, min(first + _PAGE, len(thread))):
                if position % 64 == 0 and cancelled():
                    raise CancelledError
                packed = thread.packed_body(position)
                bit, count = contents(packed)
                bits.append(bit)
                words.append(count)
                texts.append(searchable(plain_text(packed)))
            page = _END.join(text.encode("utf-8", "surrogatepass") for text in texts)
            starts.append(starts[-1] + len(page))
            yield page

    writer.add("texts", "B", pages())
    writer.add_numbers("text_pages", "q", starts)
    writer.add("contents", "B", [bits])
    writer.add_numbers("words", "i", words)


class StoredIndex:
    """Answers from the file; a page that holds nothing wanted is passed over as a whole."""

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
        wanted, pages = text.encode("utf-8", "surrogatepass"), self._part("text_pages")
        begin = self._layout["texts"][1]
        found = bytearray()
        for page in range(len(pages) - 1):
            if cancelled():
                raise CancelledError
            data = self._open().read(begin + pages[page], pages[page + 1] - pages[page])
            found += _having(wanted, data, min(_PAGE, self._count - page * _PAGE))
        return bytes(found)

    def _part(self, name: str) -> memoryview:
        return self._open().part(self._layout, name)

    def _open(self) -> DataFile:
        if self._file is None:
            self._file = self._opener()
        return self._file


def _having(wanted: bytes, data: bytes, count: int) -> bytearray:
    """A byte 0 or 1 for each text of a page, by compiled searches from hit to hit."""
    flags = bytearray(count)
    number = at = 0
    hit = data.find(wanted)
    while hit >= 0:
        number += data.count(_END, at, hit)
        flags[number] = 1
        at = data.find(_END, hit) + 1
        number += 1
        hit = data.find(wanted, at) if at else -1
    return flags
