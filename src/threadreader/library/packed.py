"""Bytes and flags packed into text, in lines of which a damaged one spoils no other.

A line is the name of what is packed, the number of its first byte, and base64; the last line is
how many bytes there are, and "end". So nothing moves where lines are missing or ran together.
"""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from msgspec import Struct

from threadreader.thread.strings import Buffer

_ENTRY_BYTES = 5712  # multiples of 24: no letter, key or fingerprint goes over the end of a line
_MARK_BYTES = 240
_MOST_LOST = 4  # a number so many times what the text can hold is damaged
_OTHER = re.compile(r"[^A-Za-z0-9+/]")
_FIRST_LETTERS = re.compile(r"[A-Za-z0-9+/]*")
_LAST_LETTERS = re.compile(r"[A-Za-z0-9+/]*={0,2}$")
_TO_DIGITS, _TO_FLAGS = bytes.maketrans(b"\0\1", b"01"), bytes.maketrans(b"01", b"\0\1")


def packed_lines(name: str, data: Buffer, size: int = _ENTRY_BYTES) -> Iterator[str]:
    """A statement of base64 in a literal string, which is read at once and not letter by letter."""
    yield f"{name} = '''\n"
    view = memoryview(data)
    for start in range(0, len(view), size):
        yield f"{name} {start} {b2a_base64(view[start : start + size]).decode()}"
    yield f"{name} {len(view)} end\n'''\n"


def packed_marks(name: str, flags: bytes | bytearray) -> Iterator[str]:
    """The same of bytes 0 or 1, as their bits."""
    return packed_lines(name, to_bits(flags), _MARK_BYTES)


def packed_flags(flags: bytearray) -> str:
    """Bytes 0 or 1 as base64 of their bits, in one line."""
    return b2a_base64(to_bits(flags), newline=False).decode()


def unpacked(text: str, name: str = "") -> tuple[bytes, bool]:
    """What is packed in the lines of a name, and whether all of them were as they should be.

    What cannot be read is zero, and moves nothing of the rest; lines of other names are passed
    over. Base64 that has no blank in it is taken as one line without a name.
    """
    if " " not in text:
        return _joined("".join(text.split()))
    found = _as_written(text, name)
    return (_salvaged(text, name), False) if found is None else (found, True)


def _joined(letters: str) -> tuple[bytes, bool]:
    try:
        return a2b_base64(letters, strict_mode=True), True
    except ValueError:
        return _in_place(letters.rstrip("=")), False


def _as_written(text: str, name: str) -> bytes | None:
    """What all lines say together; None where one of them is not as it should be."""
    found = bytearray()
    for line in text.split("\n"):
        start, _, letters = line.rpartition(" ")
        if start != f"{name} {len(found)}":
            return None
        if letters == "end":
            return bytes(found)
        try:
            found += a2b_base64(letters, strict_mode=True)
        except ValueError:
            return None
    return None


class _Line(Struct, frozen=True):
    """A line in a damaged text: its first byte, where it begins, and where its letters do."""

    start: int
    begins: int
    letters: int
    is_end: bool


def _salvaged(text: str, name: str) -> bytes:
    lines, step = _lines(text, name)
    found = bytearray()
    for line, after in zip_longest(lines, lines[1:]):
        found += bytes(line.start - len(found))
        if not line.is_end:
            letters = text[line.letters : after.begins if after else None].strip()
            found += _piece(letters, after.start - line.start if after else None, step)
    return bytes(found)


def _lines(text: str, name: str) -> tuple[list[_Line], int]:
    """The lines of a name in a damaged text, and how many bytes one has."""
    found = [
        _Line(int(at[1]), at.start(), at.end(), text.startswith("end", at.end()))
        for at in re.finditer(rf"(?<![A-Za-z0-9+/=]){name} (\d{{1,10}}) ", text)
    ]
    steps = Counter(after.start - line.start for line, after in pairwise(found))
    step = max(steps.most_common(1)[0][0], 1) if steps else len(text)
    lines: list[_Line] = []
    for line, after in zip_longest(found, found[1:]):
        before, most = (lines[-1].start if lines else -1), len(text) * _MOST_LOST
        is_sound = not steps or line.start % step == 0 or line.is_end  # else its number is damaged
        if is_sound and before < line.start < (min(after.start, most) if after else most):
            lines.append(line)
    return lines, step


def _piece(letters: str, size: int | None, step: int) -> bytes:
    """So many bytes of a damaged text; where letters are missing, those before and behind.

    Letters that are none show where some are missing.
    """
    first, last = _FIRST_LETTERS.match(letters), _LAST_LETTERS.search(letters)
    before, behind = first[0] if first else "", last[0] if last else ""
    if size is None:
        return _in_place(before)[:step]
    is_line = before == letters and len(letters) == _letters(step) and size > step
    if is_line or len(letters) == _letters(size):
        return _in_place(letters)[:size].ljust(size, b"\0")
    if before == letters:
        return bytes(size)
    data = a2b_base64(behind[len(behind) % 4 :])[-size:]
    return _in_place(before)[: size - len(data)].ljust(size - len(data), b"\0") + data


def _letters(size: int) -> int:
    """How many letters of base64 so many bytes take."""
    return -(-size // 3) * 4


def _in_place(letters: str) -> bytes:
    """What letters say; one that is none costs only what it stands for."""
    return a2b_base64(_OTHER.sub("A", letters[: len(letters) // 4 * 4]))


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
