"""Small files written safely, and why one could not be."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Writes a file so that at any moment either the old one is there or the new one, whole.

    Unless it is `durable`, that may fail when the machine stops. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.tmp")
    try:
        with fresh.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def append_whole(path: Path, data: bytes) -> int:
    """Adds whole lines to a file in one write; returns its size then.

    Half a line at the end, left by a process that was killed, is taken off first; what does not
    fit on the disk leaves nothing behind. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = _whole_lines(handle)
        try:
            written = os.write(handle, data)
        except OSError:
            written = 0
            raise
        finally:
            if written < len(data):
                os.ftruncate(handle, size)
        if written < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return size + written
    finally:
        os.close(handle)


def _whole_lines(handle: int) -> int:
    """Cuts half a line at the end off; returns the size of what is left."""
    size = os.fstat(handle).st_size
    end = size
    while end:
        start = max(0, end - 4096)
        tail = os.pread(handle, end - start, start)
        if (newline := tail.rfind(b"\n")) >= 0:
            end = start + newline + 1
            break
        end = start
    if end < size:
        os.ftruncate(handle, end)
    return end


def reason(error: Exception) -> str:
    """Why a file could not be read or written, in a few words."""
    if isinstance(error, TimeoutError):
        return "another program holds its lock"
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return words[:1].lower() + words[1:]
