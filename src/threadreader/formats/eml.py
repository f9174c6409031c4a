"""A mail or news article in a file of its own, folders of them, and news spools.

Follows RFC 5322 and RFC 5536. A folder is one archive when it holds `.eml` files, or numbered
articles, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from threadreader.formats import mail_headers
from threadreader.formats.base import Source
from threadreader.formats.mail_files import (
    MessageFiles,
    SingleMessage,
    file_names,
    header_of,
    named_files,
    numbered_files,
    only_numbered,
)
from threadreader.formats.mail_stories import events
from threadreader.model import Event

name = "eml"
extensions = (".eml",)

_SUFFIX = ".eml"


def sniff(head: bytes, path: Path | None) -> float:
    """Whether a file begins with the header of a mail, or a folder holds nothing but mails."""
    if head:
        alone = 0.5 if head.startswith(b"From ") else 0.9
        return alone if mail_headers.is_mail(head) else 0.0
    if path is None or not path.is_dir():
        return 0.0
    if _is_folder(path):
        return 0.9
    first = [header_of(file) for file in only_numbered(path)]
    return 0.9 if first and all(map(mail_headers.is_news, first)) else 0.0


def read(source: Source) -> Iterator[Event]:
    """The message, or the threads of the folder's messages."""
    if source.path is None or not source.is_folder:
        yield from events(SingleMessage(source))
    elif _is_folder(source.path):
        yield from events(MessageFiles(source.path, named_files(source.path, _SUFFIX)))
    else:
        yield from events(MessageFiles(source.path, numbered_files(source.path)))


def _is_folder(folder: Path) -> bool:
    names = [n for n in file_names(folder) if not n.startswith(".")]
    return bool(names) and all(n.lower().endswith(_SUFFIX) for n in names)
