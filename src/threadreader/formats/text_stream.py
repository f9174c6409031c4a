"""A source as a stream of text: decoded piece by piece, with notices instead of exceptions."""

from __future__ import annotations

import codecs
import lzma
import zlib

from threadreader.formats.base import Source
from threadreader.formats.decode import is_latin, repaired, stream_encoding
from threadreader.model import Notice

_DAMAGED = (OSError, EOFError, lzma.LZMAError, zlib.error)


class TextStream:
    """The text of a source. `declared` is the encoding that the file itself names."""

    def __init__(self, source: Source, declared: str | None = None) -> None:
        name = stream_encoding(source.head, declared)
        errors = "strict" if name == "utf-8" else "replace"
        self._decoder = codecs.getincrementaldecoder(name)(errors)
        self._latin = is_latin(declared)
        self._bytes = source.open()
        self._started = False
        self._misfits = 0
        self._damage = ""
        self.ended = False

    def read(self, size: int) -> str:
        """About `size` characters; `ended` tells when there are no more."""
        try:
            # one read gives what one gives: a longer one would lose what stands before the damage
            data = self._bytes.read1(size)  # type: ignore[attr-defined]
        except _DAMAGED as error:
            self._damage = str(error) or type(error).__name__
            data = b""
        self.ended = not data
        text = self._decoded(data)
        if self.ended:
            self._bytes.close()
        if not self._started and text:
            self._started = True
            text = text.removeprefix("\ufeff")
        return text

    def notices(self) -> list[Notice]:
        """What was found wrong with the bytes so far."""
        found = []
        if self._misfits:
            message = f"Bytes at {self._misfits} places are not in the file's encoding."
            found.append(Notice("encoding", message))
        if self._damage:
            message = f"The file is damaged ({self._damage}); what stands before is read."
            found.append(Notice("truncated", message))
        return found

    def _decoded(self, data: bytes) -> str:
        try:
            text = self._decoder.decode(data, final=self.ended)
        except UnicodeDecodeError:  # the decoder is as it was before
            self._decoder.errors = "surrogateescape"
            text, places = repaired(self._decoder.decode(data, final=self.ended))
            self._decoder.errors = "strict"
            self._misfits += 0 if self._latin else places
        if self._decoder.errors == "replace":
            self._misfits += text.count("\ufffd")
        return text
