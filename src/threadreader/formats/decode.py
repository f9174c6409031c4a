"""Bytes to text: declared and detected encodings, and bytes that do not fit them."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65536
_LATIN = ("ascii", "iso8859-1", "cp1252", "iso8859-15")
_NOT_FOR_FILES = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")
_INVALID = re.compile("[\udc80-\udcff]+")
_TOO_LONG = re.compile(rb"(?:[\xf8-\xfb][\x80-\xbf]{4}|[\xfc\xfd][\x80-\xbf]{5})")


def detect(head: bytes) -> str | None:
    """The encoding that a byte order mark or the pattern of NULs in `head` tells, else None."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    sample = head[: len(head) // 2 * 2]
    if b"\0" in sample and len(sample) >= 4:
        half = len(sample) // 2
        low, high = sample[0::2].count(0), sample[1::2].count(0)
        if high > half * 0.3 and low < half * 0.05:
            return "utf-16-le"
        if low > half * 0.3 and high < half * 0.05:
            return "utf-16-be"
    return None


def is_binary(head: bytes) -> bool:
    """Whether `head` has NUL bytes that no encoding explains."""
    return b"\0" in head and detect(head) is None


def decode(data: bytes, declared: str | None = None) -> tuple[str, int]:
    """The text of `data`, and at how many places its bytes did not fit the encoding.

    A byte order mark wins, then `declared`, then UTF-8. Bytes that do not fit are read as
    Windows-1252, so that no byte is lost and a page in Latin-1 reads right.
    """
    found = detect(data[:_SAMPLE])
    name = found or _known(declared) or "utf-8"
    if found:
        data = data.removeprefix({n: m for m, n in _BOMS}.get(found, b""))
    try:
        return data.decode(name), 0
    except UnicodeDecodeError:
        pass
    if name != "utf-8":
        return data.decode(name, "replace"), 1
    return repaired(data.decode("utf-8", "surrogateescape"))


def repaired(text: str) -> tuple[str, int]:
    """Text decoded with `surrogateescape`: its stray bytes as Windows-1252, and their places.

    Sequences of five and six bytes, which UTF-8 once had, are no letters of any encoding.
    """
    places = 0

    def repair(match: re.Match[str]) -> str:
        nonlocal places
        places += 1
        raw = match[0].encode("utf-8", "surrogateescape")
        return "\ufffd".join(map(_single_bytes, _TOO_LONG.split(raw)))

    return _INVALID.sub(repair, text), places


def is_latin(declared: str | None) -> bool:
    """Whether the encoding of that name is Latin-1 or one of its kin."""
    return _known(declared) in _LATIN


def stream_encoding(head: bytes, declared: str | None) -> str:
    """The encoding of a file of which only `head` is known; a declaration is not simply believed.

    A byte order mark wins, then UTF-8 where the head shows it, then `declared`, then UTF-8. Latin-1
    and its kin come as "utf-8": `repaired` reads their bytes right, also where both are mixed.
    """
    found = detect(head)
    name = _known(declared) or "utf-8"
    if found or is_latin(declared) or name.startswith(("utf-16", "utf-32")):
        return found or "utf-8"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return name
    return name if head.isascii() else "utf-8"


def _single_bytes(raw: bytes) -> str:
    return raw.decode("cp1252", "replace") if _fits(raw) else raw.decode("latin-1")


def _fits(raw: bytes) -> bool:
    return not any(byte in b"\x81\x8d\x8f\x90\x9d" for byte in raw)


def _known(name: str | None) -> str | None:
    try:
        b"".decode(name or "utf-8")
        known = codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None
    return None if known in _NOT_FOR_FILES else known
