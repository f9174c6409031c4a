"""What a format is, and what it is given: a source of bytes it may read once or again."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from threadreader.model import Event, UnreadableError

HEAD_SIZE = 65536
"""How many bytes `sniff` sees."""

HARMLESS_SIZE = 64 << 20
"""Up to so many bytes a compressed file may unpack to, however small it is."""

_MOST_TIMES = 200
_LARGEST_WINDOW = 1 << 31  # with which the archives of whole sites are compressed


class Format(Protocol):
    """One module of this package.

    `sniff` looks at the first 64 KB (decompressed) and says how sure it is that the file is of this
    format: 0 not at all, 0.2 could be, 0.5 looks like it, 0.8 has its marks, 1 certain. It never
    raises. `read` yields, in the order of the file, a `StoryStart` before the comments and notices
    of that story; it never raises for bad content, but yields notices and what it could read.
    """

    name: str
    extensions: tuple[str, ...]

    def sniff(self, head: bytes, path: Path | None) -> float: ...  # noqa: D102

    def read(self, source: Source) -> Iterator[Event]: ...  # noqa: D102


@dataclass
class Source:
    """A file (or a folder that is one archive) as a format reads it.

    `opener` opens the raw bytes; `open` decompresses them. `path` is None for standard input.
    `done` counts the raw bytes read so far, of `size`, for the progress bar. `modified` is the time
    the file was saved, in seconds since 1970, against which "3 hours ago" is resolved. `on_read` is
    called whenever bytes were read, also while a format has nothing to give yet. A format that goes
    over the file more than once sets `sweeps`, and `swept` after each. `may_look_ahead`: nothing
    else is read with it, and somebody waits, so that a format may tell its first part beforehand.
    """

    opener: Callable[[], BinaryIO]
    path: Path | None = None
    size: int = 0
    modified: float = 0.0
    done: int = 0
    sweeps: int = 1
    swept: int = 0
    may_look_ahead: bool = False
    on_read: Callable[[], None] | None = None
    head: bytes = field(init=False, default=b"")

    def __post_init__(self) -> None:
        if self.path is None or not self.path.is_dir():
            with self.open() as stream:
                self.head = _head(stream)
            self.done = 0

    @property
    def is_folder(self) -> bool:
        """Whether the source is a folder, which the format walks itself (`path` is set)."""
        return self.path is not None and self.path.is_dir()

    @property
    def progress(self) -> int:
        """How far all reading is, in bytes of `size`."""
        return (self.swept * self.size + self.done) // self.sweeps

    def open(self) -> BinaryIO:
        """The decompressed bytes from the start, counted as they are read.

        Raises OSError, EOFError or lzma.LZMAError while reading where the file is damaged, and
        UnreadableError where it is compressed with Zstandard and that library is not there.
        """
        self.done = 0
        raw = _Counted(self.opener(), self)
        magic = raw.peek()
        if magic.startswith(b"\x1f\x8b"):
            return _Gzip(raw, self)  # type: ignore[return-value]
        if magic.startswith(b"BZh"):
            return _Bzip2(raw, self)  # type: ignore[return-value]
        if magic.startswith(b"\xfd7zXZ\0"):
            return _Xz(raw, self)  # type: ignore[return-value]
        if magic.startswith(b"\x28\xb5\x2f\xfd"):
            return io.BufferedReader(_Zstandard(raw, self), 1 << 16)
        return io.BufferedReader(raw, 1 << 16)


def _head(stream: BinaryIO) -> bytes:
    """The first bytes; of a compressed file that is damaged within them those before the damage."""
    head = b""
    try:
        while len(head) < HEAD_SIZE and (data := stream.read1(HEAD_SIZE - len(head))):  # type: ignore[attr-defined]
            head += data
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        if not head:
            raise
    return head


def _check_size(size: int, source: Source) -> None:
    """Raises OSError where a stream unpacks to so much that it can only be meant to harm."""
    if size > HARMLESS_SIZE and size > _MOST_TIMES * source.done:
        raise OSError(f"it unpacks to more than {_MOST_TIMES} times its size")


class _Limited(io.BufferedIOBase):
    """Reads a compressed stream as far as its size is reasonable."""

    source: Source

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(HEAD_SIZE), b""))
        data = super().read(size)
        _check_size(self.tell(), self.source)
        return data

    def read1(self, size: int = -1) -> bytes:
        data = super().read1(size)
        _check_size(self.tell(), self.source)
        return data


class _Gzip(_Limited, gzip.GzipFile):
    def __init__(self, raw: io.RawIOBase, source: Source) -> None:
        self.source = source
        super().__init__(fileobj=raw)


class _Bzip2(_Limited, bz2.BZ2File):
    def __init__(self, raw: io.RawIOBase, source: Source) -> None:
        self.source = source
        super().__init__(raw)


class _Xz(_Limited, lzma.LZMAFile):
    def __init__(self, raw: io.RawIOBase, source: Source) -> None:
        self.source = source
        super().__init__(raw)  # type: ignore[arg-type]


class _Zstandard(io.RawIOBase):
    """What a stream compressed with Zstandard holds, by the optional library."""

    def __init__(self, raw: io.RawIOBase, source: Source) -> None:
        self._source, self._size = source, 0
        try:
            import zstandard  # noqa: PLC0415
        except ImportError:
            name = source.path or "standard input"
            raise UnreadableError(
                f"{name}: to read Zstandard files install threadreader[zstd]."
            ) from None
        self._error = zstandard.ZstdError
        decompressor = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
        self._stream = decompressor.stream_reader(raw, read_across_frames=True, closefd=True)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            count = int(self._stream.readinto(buffer))
        except self._error as error:
            raise OSError(f"it is not whole Zstandard data ({error})") from None
        self._size += count
        _check_size(self._size, self._source)
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Counted(io.RawIOBase):
    """A raw stream that counts what was read of it in its source."""

    def __init__(self, raw: BinaryIO, source: Source) -> None:
        self._raw = raw
        self._source = source

    def peek(self) -> bytes:
        """The first bytes, the position kept."""
        magic = self._raw.read(8)
        self._raw.seek(0)
        return magic

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self._source.done = max(self._source.done, self._raw.tell())
        if self._source.on_read is not None:
            self._source.on_read()
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def close(self) -> None:
        self._raw.close()
        super().close()
