"""Opens paths beside the screen: what is known at once, the rest while it is being read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from threadreader.formats.base import Source
from threadreader.library.catalogue import Catalogue, FileStamp
from threadreader.library.discussions import (
    Discussion,
    Part,
    Reading,
    Remembered,
    read_sources,
)
from threadreader.library.sources import find

_FIRST_PARTIAL = 256
_GROWTH = 4
_NEVER = 1 << 62


class AbandonedError(Exception):
    """The reader left before the file was read."""


class Progress(Struct, frozen=True):
    """How far the reading is: bytes of the present file, and comments so far.

    `discussion` is what can be read already, where it grew enough to be worth showing.
    """

    done: int
    size: int
    comments: int
    discussion: Discussion | None = None

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(self.done / self.size, 1.0) if self.size else 0.0


class Opening:
    """Reads paths; made for a thread beside the screen.

    What the catalogue knows of an unchanged file comes from there. The story of a single
    file is shown while it is read: as it was before, where the catalogue knows it; else in parts,
    each four times the one before, so that all parts cost a third more.
    """

    def __init__(self, paths: Sequence[str | Path], catalogue: Catalogue | None = None) -> None:
        self.paths = paths
        self._catalogue = catalogue
        self._next_partial = _FIRST_PARTIAL
        self._is_alone = False
        self._abandoned = False
        self._known: dict[Path, Remembered] = {}
        self._tell: Callable[[Progress], None] = lambda _: None

    def read(self, tell: Callable[[Progress], None] | None = None) -> Reading:
        """Reads all; `tell` is called now and then from this thread.

        Raises AbandonedError after `abandon`.
        """
        self._tell = tell or self._tell
        known = self._remembered if self._catalogue else None
        found = find(self.paths)
        first = list(islice(found, 2))
        self._is_alone = len(first) < 2
        reading = read_sources(chain(first, found), self._progress, known)
        if self._catalogue is not None:
            reading.past, reading.store = self._catalogue.past, self._catalogue
        return reading

    def remember(self, reading: Reading, *, texts: bool = True) -> None:
        """Keeps in the catalogue what was read anew; in a thread of its own, it takes a while.

        First all threads, so that they need not be read again; then (with `texts`) what makes
        searching fast.
        """
        catalogue = self._catalogue
        if catalogue is None:
            return
        kept = dict(self._known)
        for path, remembered in reading.read.items():
            stamp = FileStamp.of(path)
            origin = remembered.discussions[0].story.origin
            if (
                stamp
                and stamp.size == origin.size
                and not self._abandoned
                and catalogue.put(stamp, remembered, self._is_abandoned)
            ):
                kept[path] = remembered
        for path, remembered in kept.items() if texts else ():
            catalogue.index(path, remembered, self._is_abandoned)

    def abandon(self) -> None:
        """Ends reading and remembering at the next occasion."""
        self._abandoned = True

    def _is_abandoned(self) -> bool:
        return self._abandoned

    def _remembered(self, path: Path) -> Remembered | None:
        stamp = FileStamp.of(path)
        if self._catalogue is None or stamp is None:
            return None
        if (known := self._catalogue.find(stamp)) is not None:
            self._known[path] = known
            return known
        earlier = self._catalogue.earlier(stamp) if self._is_alone else None
        if earlier is not None and len(earlier.discussions) == 1:
            self._next_partial = _NEVER  # what was known is more than the first parts of it
            self._tell(Progress(0, stamp.size, 0, earlier.discussions[0]))
        return None

    def _progress(self, source: Source, parts: Collection[Part], comments: int) -> None:
        if self._abandoned:
            raise AbandonedError
        partial = None
        if self._is_alone and len(parts) == 1 and comments >= self._next_partial:
            self._next_partial = comments * _GROWTH
            partial = replace(next(iter(parts)).discussion(), is_whole=False)
        self._tell(Progress(source.progress, source.size, comments, partial))
