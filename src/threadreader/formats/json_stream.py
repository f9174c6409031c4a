"""A source as a stream of JSON values: a document, several in one file, or one a line.

Values that stand on a line of their own are read one by one, so that memory does not grow with the
file. What a library can decode it decodes; what is too deep for it, cut or damaged goes through
`LooseDecoder`.
"""

from __future__ import annotations

import json
import lzma
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from threadreader.formats.base import Source
from threadreader.formats.decode import decode, detect
from threadreader.formats.json_decoder import LooseDecoder
from threadreader.formats.text_stream import TextStream
from threadreader.model import Notice

_PIECE = 1 << 20
_DAMAGED = (OSError, EOFError, lzma.LZMAError, zlib.error)
_UTF8_MARK = b"\xef\xbb\xbf"
_MOST_IN_HEAD = 8
_MOST_NOTICES = 100
_BLANKS = " \t\r\n\ufeff"
_FAILED = object()
_standard = json.JSONDecoder(strict=False).raw_decode


class Value(NamedTuple):
    """A value, and the line (from 1) on which it begins."""

    value: Any
    line: int


class JsonStream:
    """The values of a source, decoded one after the other; `notices` says what was wrong."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._line = 0
        self._byte = 0
        self._misfits = 0
        self._notices: list[Notice] = []

    def values(self) -> Iterator[Value]:
        """Every value, in the order of the file; of one that is cut, what is whole of it."""
        with self._source.open() as stream:
            lines = self._lines(stream)
            ahead = next(lines, b"")
            while ahead:
                line, ahead = ahead, next(lines, b"")
                self._line += 1
                if (value := _decoded(line)) is not _FAILED:
                    yield Value(value, self._line)
                elif line.strip() and (not ahead or _is_of_lines(line, ahead)):
                    yield from self._loosely(line)
                elif line.strip():
                    yield from self._document(b"".join(chain((line, ahead), lines)))
                    ahead = b""
                self._byte += len(line)

    def notices(self) -> list[Notice]:
        """What was wrong with the bytes and the JSON so far."""
        found = self._notices[:_MOST_NOTICES]
        if left := len(self._notices) - len(found):
            message = f"Such damage is at {left} more places; everything that can be read is."
            found.append(Notice("syntax", message))
        if self._misfits:
            message = f"Bytes at {self._misfits} places are not in the file's encoding;"
            found.append(Notice("encoding", f"{message} they were read as Windows-1252."))
        return found

    def _document(self, data: bytes) -> Iterator[Value]:
        """The value of bytes that are one document over several lines, else all that are there."""
        if (value := _decoded(data)) is not _FAILED:
            yield Value(value, self._line)
        else:
            yield from self._loosely(data)

    def _loosely(self, data: bytes) -> Iterator[Value]:
        """The values of bytes that are not one whole document."""
        text, misfits = decode(_whole_letters(data))
        self._misfits += misfits
        decoder = LooseDecoder(text)
        line, counted, fails = self._line, 0, False
        while decoder.has_more():
            line, counted = line + text.count("\n", counted, decoder.at), decoder.at
            value = _FAILED if fails else _next_value(decoder)
            if value is _FAILED:  # once only: its error takes as long as all of the text
                fails, value = True, decoder.value()
            if value is not None:
                yield Value(value, line)
        self._note(decoder)

    def _note(self, decoder: LooseDecoder) -> None:
        if decoder.damage is not None:
            message = "The file is no valid JSON here; everything that can be read is."
            self._notices.append(self._notice("syntax", message, decoder.text, decoder.damage))
        if decoder.is_cut:
            message = "The JSON ends before its end; what is whole is read."
            end = len(decoder.text)
            self._notices.append(self._notice("truncated", message, decoder.text, end))

    def _notice(self, code: str, message: str, text: str, at: int) -> Notice:
        before = text[:at].rstrip("\n") if at == len(text) else text[:at]
        byte = self._byte + len(before.encode("utf-8", "replace"))
        return Notice(code, message, self._line + before.count("\n"), byte)

    def _lines(self, stream: BinaryIO) -> Iterator[bytes]:
        """The lines of the file with their ends, in UTF-8; a long line is put together once."""
        parts: list[bytes] = []
        for piece in self._pieces(stream):
            first, *others = piece.split(b"\n")
            parts.append(first)
            for other in others:
                yield b"".join(parts) + b"\n"
                parts = [other]
        if last := b"".join(parts):
            yield last

    def _pieces(self, stream: BinaryIO) -> Iterator[bytes]:
        if detect(self._source.head) not in (None, "utf-8"):
            yield from self._recoded()
            return
        try:
            piece = _piece(stream)
            self._byte = len(_UTF8_MARK) if piece.startswith(_UTF8_MARK) else 0
            piece = piece.removeprefix(_UTF8_MARK)
            while piece:
                yield piece
                piece = _piece(stream)
        except _DAMAGED as error:
            message = f"The file is damaged ({error}); what stands before is read."
            self._notices.append(Notice("truncated", message, byte=self._source.done))

    def _recoded(self) -> Iterator[bytes]:
        text = TextStream(self._source)
        while not text.ended:
            yield text.read(_PIECE).encode("utf-8", "replace")
        self._notices.extend(text.notices())


@lru_cache(maxsize=4)
def head_values(head: bytes) -> tuple[Any, ...]:
    """The values with which a file begins, as far as its head has them; () where it is no JSON.

    They are shared by all formats that look at the same head: nobody may change them.
    """
    begin = head[:64].removeprefix(_UTF8_MARK).lstrip(b" \t\r\n\0\xff\xfe")[:1]
    if begin not in (b"{", b"["):
        return ()
    decoder = LooseDecoder(decode(head)[0].lstrip(_BLANKS), stops=True)
    values: list[Any] = []
    while len(values) < _MOST_IN_HEAD and decoder.has_more():
        values.append(decoder.value())
    return tuple(value for value in values if isinstance(value, dict | list))


def _piece(stream: BinaryIO) -> bytes:
    """What one read gives: a longer one would lose what stands before damage."""
    return bytes(stream.read1(_PIECE)) if hasattr(stream, "read1") else stream.read(_PIECE)


def _decoded(data: bytes) -> Any:
    """The one value that `data` is, or `_FAILED`."""
    import msgspec.json  # noqa: PLC0415

    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _FAILED


def _next_value(decoder: LooseDecoder) -> Any:
    """The value at which a decoder stands by the standard library, or `_FAILED`."""
    try:
        value, decoder.at = _standard(decoder.text, decoder.at)
    except (ValueError, RecursionError):
        return _FAILED
    return value


def _whole_letters(data: bytes) -> bytes:
    """UTF-8 without the half letter at its end."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start]
    return data


def _is_of_lines(line: bytes, ahead: bytes) -> bool:
    """Whether a line that is no value is a damaged one among others, not a document's first."""
    return not line.rstrip().endswith((b"{", b"[", b",", b":")) and ahead.lstrip()[:1] == b"{"
