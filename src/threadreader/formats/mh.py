"""MH: a folder in which every message is a file whose name is its number.

Follows mh-format(5) as far as files go; `.mh_sequences` tells which messages are unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from threadreader.formats import mail_headers
from threadreader.formats.base import Source
from threadreader.formats.mail_files import (
    MessageFile,
    MessageFiles,
    header_of,
    numbered_files,
    only_numbered,
)
from threadreader.formats.mail_stories import events
from threadreader.model import Event

name = "mh"
extensions = ()

_SEQUENCES = ".mh_sequences"
_UNSEEN = re.compile(r"^unseen:(.*)$", re.MULTILINE)


def sniff(head: bytes, path: Path | None) -> float:
    """Whether a folder holds numbered mails and nothing else."""
    if head or path is None or not path.is_dir():
        return 0.0
    first = [header_of(file) for file in only_numbered(path)]
    if not first or not any(map(mail_headers.is_mail, first)):
        return 0.0
    if (path / _SEQUENCES).exists():
        return 0.95
    return 0.3 if all(map(mail_headers.is_news, first)) else 0.9


def read(source: Source) -> Iterator[Event]:
    """The threads of all messages in the folder and those below it."""
    if source.path is not None:
        yield from events(MessageFiles(source.path, _with_marks(source.path)))


def _with_marks(root: Path) -> Iterator[MessageFile]:
    """Where a folder keeps the sequence "unseen", all others are seen."""
    unseen: dict[Path, set[int] | None] = {}
    for file in numbered_files(root):
        folder = file.path.parent
        if folder not in unseen:
            unseen[folder] = _unseen(folder)
        numbers = unseen[folder]
        seen = numbers is not None and int(file.path.name) not in numbers
        yield file._replace(seen=seen)


def _unseen(folder: Path) -> set[int] | None:
    try:
        text = (folder / _SEQUENCES).read_text("utf-8", "replace")
    except OSError:
        return None
    match = _UNSEEN.search(text)
    numbers: set[int] = set()
    for word in match[1].split() if match else ():
        first, _, last = word.partition("-")
        if first.isdecimal() and (last or first).isdecimal() and len(last or first) < 8:
            numbers.update(range(int(first), int(last or first) + 1))
    return numbers
