"""The words of mail: charsets as they are named and misnamed, encoded words, header parameters.

Follows RFC 2047 (encoded words) and RFC 2231 (parameters), as mail in the wild does: leniently.
"""

from __future__ import annotations

import binascii
import codecs
import re
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from threadreader.text.clean import clean_line

# Charsets whose name promises less than the mails that bear it hold.
_WIDER = {
    "us-ascii": "",
    "ascii": "",
    "unknown-8bit": "",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "iso-2022-jp": "iso2022_jp_ext",
    "tis-620": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "cp-850": "cp850",
}
# Python's codecs that are no charset of mail.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_SEVEN_BIT = {
    "utf-7",
    "hz",
    "iso2022_jp_ext",
    "iso2022_jp",
    "iso2022_kr",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
}
_INVALID = re.compile("[\udc80-\udcff]+")
_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^\n]{0,2000}?)\?=")
_BETWEEN_WORDS = re.compile(rb"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_NOT_BASE64 = bytes(
    sorted(
        set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    )
)
_PARAMETER = re.compile(rb';\s*([\w.*%\'-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def decode_charset(data: bytes, charset: str = "") -> str:
    """The text of `data` in the charset its mail declares; no byte is lost.

    Where the name is unknown or the bytes do not fit, UTF-8 is tried, then Windows-1252.
    """
    codec = _codec(charset)
    if codec not in _SEVEN_BIT and data.isascii():
        return _japanese(data) if b"\x1b$" in data else data.decode("ascii")
    if codec and codec != "cp1252":
        try:
            return data.decode(codec)
        except UnicodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if codec and codec not in ("utf-8", "cp1252"):
        return data.decode(codec, "replace")
    if codec == "cp1252":
        return _western(data)
    return _INVALID.sub(_repaired, data.decode("utf-8", "surrogateescape"))


def decode_words(value: bytes) -> str:
    """The text of a header's value: encoded words decoded, other 8-bit bytes read as they can be.

    Neighbouring words of one charset are joined before decoding: writers cut letters in two.
    """
    if b"=?" not in value:
        return decode_charset(value)
    value = _BETWEEN_WORDS.sub(rb"\1", value)
    pieces: list[tuple[str | None, bytes]] = []
    end = 0
    for word in _WORD.finditer(value):
        if word.start() > end:
            pieces.append((None, value[end : word.start()]))
        charset = word[1].decode("ascii", "replace").partition("*")[0].lower()
        data = decode_base64(word[3]) if word[2] in b"bB" else _decode_q(word[3])
        if pieces and pieces[-1][0] == charset and end == word.start():
            pieces[-1] = (charset, pieces[-1][1] + data)
        else:
            pieces.append((charset, data))
        end = word.end()
    pieces.append((None, value[end:]))
    return "".join(decode_charset(data, charset or "") for charset, data in pieces)


def decode_base64(data: bytes) -> bytes:
    """The bytes of base64 of any length, foreign characters skipped; padding ends a stretch."""
    decoded = []
    for stretch in data.split(b"="):
        digits = stretch.translate(None, _NOT_BASE64)
        if len(digits) % 4 == 1:
            digits = digits[:-1]
        if digits:
            decoded.append(binascii.a2b_base64(digits + b"=" * (-len(digits) % 4)))
    return b"".join(decoded)


def header_parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """The value before the first ";" in lower case, and the parameters after it, decoded."""
    main, _, _ = value.partition(b";")
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, bytes]]] = {}
    for match in _PARAMETER.finditer(value, len(main)):
        name = match[1].decode("ascii", "replace").lower()
        data = match[3].strip() if match[2] is None else _ESCAPED.sub(rb"\1", match[2])
        if "*" not in name:
            plain.setdefault(name, decode_words(data))
            continue
        name, *rest = name.split("*")
        number = int(rest[0]) if rest and rest[0].isdecimal() else 0
        pieces.setdefault(name, []).append((number, rest[-1] == "", data))
    plain.update((name, _continued(parts)) for name, parts in pieces.items())
    return clean_line(decode_charset(main)).lower(), plain


def _continued(parts: list[tuple[int, bool, bytes]]) -> str:
    """A value in numbered pieces, each percent-encoded or not; the first names the charset."""
    charset, joined = "", b""
    for number, encoded, data in sorted(parts):
        if not encoded:
            joined += data
            continue
        if number == 0 and data.count(b"'") >= 2:
            name, _, rest = data.split(b"'", 2)
            charset, data = name.decode("ascii", "replace"), rest  # noqa: PLW2901
        joined += unquote_to_bytes(data)
    return decode_charset(joined, charset)


@lru_cache(256)
def _codec(charset: str) -> str:
    """The name of Python's codec for a charset, "" where there is none."""
    name = charset.strip(" \t\r\n\"'").lower()
    name = _WIDER.get(name, name)
    try:
        found = codecs.lookup(name).name if name else ""
        "a".encode(found or "ascii")
    except (LookupError, ValueError):
        return ""
    return "" if found in _NO_CHARSETS or found == "ascii" else found


def _decode_q(data: bytes) -> bytes:
    return binascii.a2b_qp(data, header=True)


def _japanese(data: bytes) -> str:
    try:
        return data.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return data.decode("ascii")


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _repaired(match: re.Match[str]) -> str:
    return _western(match[0].encode("utf-8", "surrogateescape"))
