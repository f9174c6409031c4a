"""Which words stand in which comments, for a segment of a thread at a time.

A segment is the sizes of its first two parts; its words, each between newlines; how many places
the words up to each have; and the places: the numbers of the comments that have the word.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from functools import partial, reduce
from itertools import accumulate, repeat
from operator import and_

SEGMENT = 1 << 16
"""Comments in a segment, so that a place takes two bytes."""

_SIZES = 8
_MANY = 2
"""Places a comment from which on it is as fast to look through the texts."""


class SegmentWriter:
    """Collects the words of one segment after the other."""

    def __init__(self) -> None:
        self._places: defaultdict[str, array[int]] = defaultdict(partial(array, "H"))

    def add(self, number: int, text: str) -> None:
        """Takes the searchable text of a comment, by its number in the segment."""
        places = self._places
        for word in set(text.split(" ")):
            places[word].append(number)

    def finish(self) -> bytes:
        """The bytes of the segment; what is added from now on is another one."""
        words = "\n".join(("", *self._places, "")).encode("utf-8", "surrogatepass")
        ends = array("I", accumulate(map(len, self._places.values())))
        sizes = array("I", (len(words), len(ends) * ends.itemsize))
        data = b"".join((sizes, words, ends, *self._places.values()))
        self._places.clear()
        return data


class Segment:
    """A segment of `count` comments; `read` gives bytes of it, from where and how many."""

    def __init__(self, read: Callable[[int, int], bytes], count: int) -> None:
        self._read = read
        self._count = count
        word_size, end_size = array("I", read(0, _SIZES))
        self._words = read(_SIZES, word_size)
        self._ends = array("I", read(_SIZES + word_size, end_size))
        self._first = _SIZES + word_size + end_size

    def having(self, text: str) -> bytes | None:
        """A byte 0 or 1 a comment: 0 where its words show that it does not have `text`.

        Where `text` is part of one word, all that have a 1 do have it. None where so many
        might have it that their words do not tell enough.
        """
        found = [flags for part in _as_written(text) if (flags := self._with(part)) is not None]
        if not found:
            return None
        numbers = (int.from_bytes(flags, "little") for flags in found)
        return reduce(and_, numbers).to_bytes(self._count, "little")

    def _with(self, wanted: bytes) -> bytearray | None:
        """The comments with a word in which this stands; None where there are many such words."""
        left = self._count * _MANY
        ranges = []
        for number in self._numbers(wanted):
            start, stop = self._ends[number - 1] if number else 0, self._ends[number]
            left -= stop - start
            if left < 0:
                return None
            ranges.append((start, stop))
        flags = bytearray(self._count)
        for start, stop in ranges:
            places = array("H", self._read(self._first + start * 2, (stop - start) * 2))
            deque(map(flags.__setitem__, places, repeat(1)), maxlen=0)
        return flags

    def _numbers(self, wanted: bytes) -> Iterator[int]:
        """The words in which this stands, from hit to hit."""
        words, number, counted = self._words, -1, 0
        at = words.find(wanted)
        while at >= 0:
            inside = at + wanted.startswith(b"\n")
            number += words.count(b"\n", counted, inside)
            yield number
            counted = words.find(b"\n", inside)
            at = words.find(wanted, counted)


def _as_written(text: str) -> list[bytes]:
    """What of the words a text needs: newlines are where its words begin and end."""
    return [part.encode("utf-8", "surrogatepass") for part in text.replace(" ", "\n \n").split(" ")]
