"""Paths to sources: files, folders and standard input, found and opened."""

from __future__ import annotations

import atexit
import lzma
import os
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from threadreader.formats.base import Source
from threadreader.formats.registry import candidates
from threadreader.model import NotRecognisedError, ThreadreaderError, UnreadableError
from threadreader.text.clean import clean_line

STANDARD_INPUT = "-"


class Found(Struct, frozen=True):
    """A source; `named` on the command line, or come upon in a folder. `error`: why it is none."""

    path: Path
    source: Source | None
    named: bool
    error: ThreadreaderError | None = None


class NoFileError(UnreadableError):
    """A pipe, a socket or a device."""


def find(paths: Iterable[str | Path]) -> Iterator[Found]:
    """A source for each file named and for each file in the folders named, in order of name.

    A folder that is one archive (a mail folder, say) is one source. What cannot be opened comes
    as an error, in its place.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _found(received(path), named=True)
        elif os.path.isdir(Path(path)):  # noqa: PTH112  the other raises for some names
            yield from _in_folder(Path(path))
        else:
            yield _found(Path(path), named=True)


def open_source(path: Path) -> Source:
    """The source at `path`.

    Raises UnreadableError where it is missing or cannot be read, and where it may never end.
    """
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise NoFileError(f"{path}: this is a pipe or a device; read it with `- < {path}`.")
        return Source(lambda: path.open("rb"), path, status.st_size, status.st_mtime)
    except FileNotFoundError:
        raise UnreadableError(f"{path}: there is no such file; check the name.") from None
    except PermissionError:
        raise UnreadableError(f"{path}: you may not read this file; check its rights.") from None
    except (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"{path}: it cannot be read ({reason}).") from None


def _found(path: Path, *, named: bool) -> Found:
    try:
        return Found(path, open_source(path), named)
    except ThreadreaderError as error:
        return Found(path, None, named, error)


def _in_folder(folder: Path) -> Iterator[Found]:
    whole = _found(folder, named=True)
    if whole.error is not None or (whole.source is not None and candidates(whole.source)):
        yield whole
        return
    some = False
    for path in _files(folder):
        some = True
        found = _found(path, named=False)
        if not isinstance(found.error, NoFileError):
            yield found
    if not some:
        error = NotRecognisedError(f"{folder}: there is no file in this folder.")
        yield Found(folder, None, named=True, error=error)


def _files(folder: Path) -> Iterator[Path]:
    """All files below, sorted; hidden ones and the parts of saved pages are left out."""

    def failed(error: OSError) -> None:
        name = clean_line(str(error.filename or folder))
        sys.stderr.write(f"threadreader: {name}: it cannot be read ({error.strerror}).\n")

    for here, folders, files in os.walk(folder, onerror=failed):
        pages = {Path(name).stem for name in files}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _is_part(f, pages))
        inner = [Path(here, name) for name in folders]
        for path in list(inner):
            if (found := _found(path, named=False)).source and candidates(_sure(found)):
                folders.remove(path.name)
                yield path
        yield from (Path(here, name) for name in sorted(files) if not name.startswith("."))


def _sure(found: Found) -> Source:
    assert found.source is not None  # noqa: S101
    return found.source


def _is_part(folder: str, pages: set[str]) -> bool:
    return any(folder == f"{page}{ending}" for page in pages for ending in ("_files", ".files"))


def received(path: str | Path) -> Path:
    """The path itself; for "-" a temporary file of all of standard input, removed at the end."""
    if path != STANDARD_INPUT:
        return Path(path)
    with tempfile.NamedTemporaryFile(prefix="threadreader-", delete=False) as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    atexit.register(os.unlink, file.name)
    return Path(file.name)
