"""The parts of a mail: what each is, where its bytes are, its transfer encoding taken off.

Follows RFC 2045, 2046 and 2183, and reads on where boundaries are missing or wrong.
"""

from __future__ import annotations

import binascii
import re

from msgspec import Struct

from threadreader.text.clean import clean_line
from threadreader.text.mail_words import decode_base64, decode_charset, header_parameters

LARGE = 32768
"""Bodies above this many bytes are kept without their attachments' bytes."""

_CONTENT_HEADER = re.compile(
    rb"\n([Cc][Oo][Nn][Tt][Ee][Nn][Tt]-[\w-]+|X-Left-Out)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)"
)
_HEADER_END = re.compile(rb"\n\r?\n")
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\s]")
_ENCODED_LINE = re.compile(rb"(?:^|\n)[A-Za-z0-9+/]{60,}\r?\n")
_GUESSED_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\s-][^\r\n]{0,98})\r?\n(?=[Cc]ontent-[Tt]ype:)")
_UUENCODED = re.compile(rb"(?:\A|\n)begin [0-7]{3,4} [^\n]+\n(.*?)\n(?:`\r?\n)?end", re.DOTALL)


class Part(Struct, frozen=True):
    """A part as it lies in the mail: `body` has its transfer encoding still on.

    `size` is that of the decoded body, near enough to be told; `name` is a file name or "".
    """

    type: str
    parameters: dict[str, str]
    encoding: str
    disposition: str
    name: str
    body: bytes
    header: bytes
    size: int

    @property
    def is_attachment(self) -> bool:
        """Whether the part is to be named, not shown."""
        if self.type.startswith("multipart/") or self.type == "message/rfc822":
            return False
        shown = self.type.startswith("text/") and self.type not in ("text/calendar", "text/vcard")
        shown = shown or self.type in ("message/delivery-status", "message/news")
        return self.disposition == "attachment" or not shown


def read_part(data: bytes, default: str = "text/plain") -> Part:
    """The part in `data`: its headers up to the first empty line, then its body."""
    header, body = split_header(data)
    fields = {m[1].lower(): m[2] for m in reversed(list(_CONTENT_HEADER.finditer(header)))}
    kind, parameters = header_parameters(fields.get(b"content-type", b""))
    disposition, placed = header_parameters(fields.get(b"content-disposition", b""))
    encoding = decode_charset(fields.get(b"content-transfer-encoding", b"")).strip().lower()
    name = placed.get("filename") or parameters.get("name") or ""
    left_out = fields.get(b"x-left-out", b"").strip()
    return Part(
        type=kind if "/" in kind else {"text": "text/plain"}.get(kind, default),
        parameters=parameters,
        encoding=encoding,
        disposition=disposition,
        name=clean_line(name.replace("\\", "/").rpartition("/")[2]),
        body=body,
        header=header,
        size=int(left_out[:18]) if left_out.isdigit() else _decoded_size(body, encoding),
    )


def split_header(data: bytes) -> tuple[bytes, bytes]:
    """The header (a newline before it) and the body."""
    if data.startswith((b"\n", b"\r\n")):
        return b"\n", data[data.index(b"\n") + 1 :]
    end = _HEADER_END.search(data)
    if end is None:
        return b"\n" + data, b""
    return b"\n" + data[: end.start() + 1], data[end.end() :]


def sub_parts(part: Part) -> list[bytes]:
    """What lies between the boundaries of a multipart; empty where there is no boundary at all.

    Where the declared boundary never comes, the first line that looks like one is taken.
    """
    declared = part.parameters.get("boundary", "").rstrip()
    boundary = declared.encode("utf-8", "surrogateescape")
    found = _between(part.body, boundary) if boundary else []
    if not found and (guess := _GUESSED_BOUNDARY.search(part.body)):
        found = _between(part.body, guess[1].rstrip())
    return found


def decoded_body(part: Part) -> bytes:
    """The body without its transfer encoding; what does not fit the encoding stays as it is."""
    if part.encoding == "quoted-printable":
        return binascii.a2b_qp(part.body)
    if part.encoding == "base64":
        return _base64_body(part.body)
    if part.encoding in ("x-uuencode", "uuencode", "x-uue"):
        return _uudecoded(part.body)
    return part.body


def decoded_text(part: Part) -> str:
    """The text of a text part, in whatever charset it turns out to be."""
    return decode_charset(decoded_body(part), part.parameters.get("charset", ""))


def without_attachments(data: bytes) -> bytes:
    """A large mail with its attachments' bytes left out, their sizes noted; others as they are."""
    if len(data) <= LARGE:
        return data
    part = read_part(data)
    if part.is_attachment and part.encoding:
        return _left_out(part)
    inner = sub_parts(part) if part.type.startswith("multipart/") else []
    if not inner:
        return data
    boundary = b"threadreader-boundary"
    while boundary in data:
        boundary += b"-"
    kind = part.type.encode("utf-8", "replace")
    header = b"Content-Type: %s; boundary=%s\n" % (kind, boundary)
    default = b"Content-Type: message/rfc822\n" if part.type == "multipart/digest" else b""
    pieces = [header]
    for piece in inner:
        kept = _smaller(piece)
        pieces.append(b"\n--%s\n%s%s" % (boundary, default if kept[:1] == b"\n" else b"", kept))
    return b"".join([*pieces, b"\n--%s--\n" % boundary])


def _smaller(piece: bytes) -> bytes:
    if len(piece) <= 1024:
        return piece
    part = read_part(piece)
    return _left_out(part) if part.is_attachment else piece


def _left_out(part: Part) -> bytes:
    return b"%s\nX-Left-Out: %d\n\n" % (part.header[1:].rstrip(), part.size)


def _between(body: bytes, boundary: bytes) -> list[bytes]:
    """The stretches after each delimiter line, up to the next or the closing one."""
    mark = b"--" + boundary
    found: list[bytes] = []
    start, at = -1, body.find(mark)
    while at >= 0:
        line_end = body.find(b"\n", at)
        line_end = len(body) if line_end < 0 else line_end
        rest = body[at + len(mark) : line_end].rstrip()
        if (at == 0 or body[at - 1] == 10) and rest in (b"", b"--"):
            if start >= 0:
                found.append(_trimmed(body, start, at))
            start = line_end + 1 if not rest else -1
            if rest:
                return found
        at = body.find(mark, line_end)
    if 0 <= start < len(body):
        found.append(body[start:])
    return found


def _trimmed(body: bytes, start: int, end: int) -> bytes:
    """The newline before a delimiter belongs to the delimiter."""
    piece = body[start:end]
    return piece[:-2] if piece.endswith(b"\r\n") else piece[:-1]


def _base64_body(body: bytes) -> bytes:
    """Decoded base64; text that a mailing list put after it comes as it stands."""
    foreign = _FOREIGN.search(body)
    if foreign is None:
        return decode_base64(body)
    line = body.rfind(b"\n", 0, foreign.start()) + 1
    if _ENCODED_LINE.search(body, line):
        return decode_base64(body)
    if not body[:line].strip():
        return body
    return decode_base64(body[:line]) + b"\n" + body[line:]


def _uudecoded(body: bytes) -> bytes:
    match = _UUENCODED.search(body)
    if match is None:
        return body
    decoded = []
    for line in match[1].splitlines():
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(decoded)


def _decoded_size(body: bytes, encoding: str) -> int:
    if encoding == "base64":
        digits = len(body) - body.count(b"\n") - body.count(b"\r")
        padding = body[-8:].count(b"=")
        return max(digits * 3 // 4 - padding, 0)
    return len(body)
