"""Notices that the file of the story being read was saved again."""

from __future__ import annotations

from pathlib import Path

from threadreader.library.catalogue import FileStamp


class Watch:
    """One file; a change counts once the file has stopped changing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = self._last = FileStamp.of(path)

    def has_changed(self) -> bool:
        """Whether there is another version than at the last yes (or at the beginning)."""
        stamp = FileStamp.of(self.path)
        is_steady, self._last = stamp == self._last, stamp
        if stamp is None or stamp == self._read or not is_steady:
            return False
        self._read = stamp
        return True
