"""Bytes and flags packed into text, in lines of which a damaged one spoils no other."""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator

_LINE_BYTES = 5712  # a multiple of 24: no letter, key or fingerprint goes over the end of a line
_OTHER = re.compile(r"[^A-Za-z0-9+/]")
_TO_DIGITS, _TO_FLAGS = bytes.maketrans(b"\0\1", b"01"), bytes.maketrans(b"01", b"\0\1")


def packed_lines(name: str, data: bytes | bytearray) -> Iterator[str]:
    """A statement of base64 in a literal string, which is read at once and not letter by letter."""
    yield f"{name} = '''\n"
    for start in range(0, len(data), _LINE_BYTES):
        yield b2a_base64(data[start : start + _LINE_BYTES]).decode()
    yield "'''\n"


def packed_flags(flags: bytearray) -> str:
    """Bytes 0 or 1 as base64 of their bits."""
    return b2a_base64(to_bits(flags), newline=False).decode()


def unpacked(text: str) -> tuple[bytes, bool]:
    """What is packed in lines of base64, and whether all of them were as they should be.

    What cannot be read in one line moves nothing in the others.
    """
    lines = text.split()
    try:
        if len(set(map(len, lines[:-1]))) <= 1:
            return a2b_base64("".join(lines), strict_mode=True), True
    except ValueError:
        pass
    found = bytearray()
    for number, line in enumerate(lines, 1):
        letters = _OTHER.sub("A", line.rstrip("="))
        data = a2b_base64(letters[: len(letters) // 4 * 4])
        found += data if number == len(lines) else data[:_LINE_BYTES].ljust(_LINE_BYTES, b"\0")
    return bytes(found), False


def to_bits(flags: bytes | bytearray) -> bytes:
    """A bit for each byte 0 or 1, the first the highest of the first byte."""
    size = -(-len(flags) // 8)
    digits = flags.ljust(size * 8, b"\0").translate(_TO_DIGITS)
    return int(digits, 2).to_bytes(size, "big") if size else b""


def to_flags(bits: bytes, count: int) -> bytearray:
    """So many bytes 0 or 1 from bits; those that are missing are 0."""
    if not bits:
        return bytearray(count)
    digits = f"{int.from_bytes(bits):b}".zfill(len(bits) * 8)
    return bytearray(digits.encode().translate(_TO_FLAGS)[:count].ljust(count, b"\0"))
