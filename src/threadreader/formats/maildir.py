"""Maildir: a folder with `cur` and `new`, and folders below it (`.Name` or plain).

Follows maildir(5): what stands after `:2,` in a file's name are flags; `S` is seen, `T` trashed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from threadreader.formats.base import Source
from threadreader.formats.mail_files import MessageFile, MessageFiles
from threadreader.formats.mail_stories import deleted_notice, events
from threadreader.formats.moments import from_epoch
from threadreader.model import Event

name = "maildir"
extensions = ()

_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_DELIVERED = re.compile(r"(\d{9,10})\.")


def sniff(head: bytes, path: Path | None) -> float:
    """Whether a folder has the two sub-folders of every Maildir."""
    if head or path is None:
        return 0.0
    return 0.95 if (path / "cur").is_dir() and (path / "new").is_dir() else 0.0


def read(source: Source) -> Iterator[Event]:
    """The threads of all messages in the folder and those below it."""
    if source.path is None:
        return
    files, trashed = _messages(source.path)
    if trashed:
        yield deleted_notice(trashed)
    yield from events(MessageFiles(source.path, files))


def _messages(root: Path) -> tuple[list[MessageFile], int]:
    """The messages, folder by folder in order of delivery, and how many are trashed."""
    files: list[MessageFile] = []
    trashed = 0
    for folder, folders, _ in os.walk(root):
        folders.sort()
        found = []
        for part in ("cur", "new"):
            if part in folders:
                folders.remove(part)
                found += _in_folder(Path(folder, part))
        shown = [file for file in found if "T" not in _flags(file.path)]
        trashed += len(found) - len(shown)
        files += sorted(shown, key=_order)
    return files, trashed


def _in_folder(folder: Path) -> list[MessageFile]:
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return []
    return [_message(folder / name) for name in names if not name.startswith(".")]


def _message(path: Path) -> MessageFile:
    delivered = _DELIVERED.match(path.name)
    moment = from_epoch(int(delivered[1])) if delivered else None
    return MessageFile(path, moment, "S" in _flags(path))


def _flags(path: Path) -> str:
    match = _FLAGS.search(path.name)
    return match[1] if match else ""


def _order(file: MessageFile) -> tuple[int, str]:
    return (file.delivered.seconds if file.delivered else 0, file.path.name)
