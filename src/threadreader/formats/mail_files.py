"""Folders in which every message is a file: what Maildir, MH, `.eml` folders and spools share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from threadreader.formats import mail_headers
from threadreader.formats.base import Source
from threadreader.formats.mail_stories import LONGEST_HEADER, READING_ERRORS, Message, undamaged
from threadreader.model import Moment, Notice

_FIRST_READ = 16384
_PIECE = 1 << 20
_BOM = b"\xef\xbb\xbf"


class MessageFile(NamedTuple):
    """A file that is one message; `delivered` and `seen` as its name tells."""

    path: Path
    delivered: Moment | None = None
    seen: bool = False


class MessageFiles:
    """The messages in files below `root`, in the order given."""

    def __init__(self, root: Path, files: Iterable[MessageFile]) -> None:
        self._root = root
        self._files = files
        self._read: list[MessageFile] = []

    def headers(self) -> Iterator[bytes | Notice]:
        """The header of each; a notice for one that is empty or cannot be read."""
        for file in self._files:
            try:
                data = _header_bytes(file.path)
            except OSError as error:
                reason = error.strerror or "error"
                text = f"{self._place(file)}: the file cannot be read ({reason})."
                yield Notice("unreadable-file", text)
                continue
            if not data.strip():
                yield Notice("empty-message", f"{self._place(file)}: there is nothing in the file.")
                continue
            self._read.append(file)
            yield mail_headers.split_message(_without_separator(data)[1])[0]

    def message(self, number: int) -> Message:
        """The whole message; without a text where its file has gone in the meantime."""
        file = self._read[number]
        try:
            separator, data = _without_separator(file.path.read_bytes())
        except OSError:
            separator, data = b"", b""
        header, body = mail_headers.split_message(data)
        return Message(header, body, self._place(file), separator, file.delivered, seen=file.seen)

    def _place(self, file: MessageFile) -> str:
        return file.path.relative_to(self._root).as_posix()


class SingleMessage:
    """A file that is one message."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._separator, self._data = b"", b""

    def headers(self) -> Iterator[bytes | Notice]:
        """The header; the file is read whole, as far as it is not damaged."""
        pieces: list[bytes] = []
        with self._source.open() as stream:
            try:
                pieces.extend(undamaged(stream, _PIECE))
            except READING_ERRORS:
                text = "The compressed file is damaged or cut off here; what comes before is read."
                yield Notice("damaged", text, byte=sum(map(len, pieces)))
        self._separator, self._data = _without_separator(b"".join(pieces))
        if self._data.strip():
            yield mail_headers.split_message(self._data)[0]

    def message(self, number: int) -> Message:  # noqa: ARG002
        """The message."""
        header, body = mail_headers.split_message(self._data)
        return Message(header, body, "", self._separator, byte=0, line=1)


def numbered_files(root: Path) -> Iterator[MessageFile]:
    """The messages `1`, `2`, ... of a folder and of those below it, each folder by number."""
    for folder in _folders(root):
        names = [entry for entry in file_names(folder) if is_number(entry)]
        yield from (MessageFile(folder / name) for name in sorted(names, key=int))


def named_files(root: Path, suffix: str) -> Iterator[MessageFile]:
    """The files of a folder and of those below it that end in `suffix`, by name."""
    for folder in _folders(root):
        names = [entry for entry in file_names(folder) if entry.lower().endswith(suffix)]
        yield from (MessageFile(folder / name) for name in sorted(names))


def file_names(folder: Path) -> list[str]:
    """The files of a folder, in no order; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_file()]
    except OSError:
        return []


def is_number(name: str) -> bool:
    """Whether a file's name is a message number."""
    return name.isascii() and name.isdigit()


def only_numbered(folder: Path) -> list[Path]:
    """The first message files of a folder that holds nothing else; empty for any other folder.

    Hidden files and what MH leaves of deleted messages (`,3` or `#3`) do not count.
    """
    names = [n for n in file_names(folder) if n[0] not in ".,#"]
    if not names or not all(map(is_number, names)):
        return []
    return [folder / name for name in sorted(names, key=int)[:3]]


def header_of(path: Path) -> bytes:
    """The first bytes of a file, b"" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(_FIRST_READ)
    except OSError:
        return b""


def _folders(root: Path) -> Iterator[Path]:
    for here, folders, _ in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(here)


def _header_bytes(path: Path) -> bytes:
    """The file as far as its header goes, and somewhat further."""
    with path.open("rb") as stream:
        data = stream.read(_FIRST_READ)
        while not mail_headers.has_header_end(data) and len(data) < LONGEST_HEADER:
            more = stream.read(len(data))
            if not more:
                break
            data += more
    return data


def _without_separator(data: bytes) -> tuple[bytes, bytes]:
    """A `From ` line that came along from an mbox, and the message."""
    data = data.removeprefix(_BOM)
    if not data.startswith(b"From "):
        return b"", data
    separator, _, message = data.partition(b"\n")
    return separator.rstrip(), message
