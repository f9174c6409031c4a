"""Mail folders in one file, and what list archives hand out: mboxo, mboxrd and mboxcl2.

Follows RFC 4155 and the mbox page of qmail: a line that begins with "From ", tells a date and
stands after an empty line begins a message; `>From ` in a body stands for `From `; a
`Content-Length` is obeyed where it ends at a separator.
"""

from __future__ import annotations

import io
import re
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from threadreader.formats import mail_headers
from threadreader.formats.base import Source
from threadreader.formats.mail_stories import (
    LONGEST_HEADER,
    READING_ERRORS,
    Message,
    events,
    undamaged,
)
from threadreader.model import Event, Notice

name = "mbox"
extensions = (".mbox", ".mbx", ".mbox.gz", ".txt.gz")

_CHUNK = 1 << 20
_LOOKAHEAD = 2048
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TIME = rb"\d{1,2}:\d\d(?::\d\d)?"
_DATE_IN_LINE = (
    rb"(?:" + _MONTH + rb",? +\d{1,2},? +" + _TIME + rb"[^\n]{0,20}? \d{4}"
    rb"|\d{1,2}[ -]" + _MONTH + rb"[ -]\d{2,4} +" + _TIME + rb"|\d{4}-\d\d-\d\d[T ]" + _TIME + rb")"
)
_ASCTIME = (
    rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    + _MONTH
    + rb" [ \d]\d "
    + _TIME
    + rb"(?: [A-Z]{1,5})? \d{4}"
)
# The usual form speaks for itself; any other needs a header after it.
_SEPARATOR = re.compile(
    rb"From (?:[^\s]{0,250}(?: at [^\s]{1,250})?[ ]+" + _ASCTIME + rb"[ \t]*(?:\r?\n|\Z)"
    rb"|[^\n]{0,300}?" + _DATE_IN_LINE + rb"[^\n]{0,40}(?:\n|\Z)"
    rb"(?=\r?\n|\Z|>From |[!-9;-~]{1,200}[ \t]*:))"
)
_LANDING = re.compile(rb"(?:\r?\n){0,3}(?=\Z|" + _SEPARATOR.pattern + rb")")
_HEADER_END = re.compile(rb"\n\r?(?:\n|\Z)")
_CONTENT_LENGTH = mail_headers.header_pattern(("content-length",))
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LEADING_BLANKS = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*")


def sniff(head: bytes, path: Path | None) -> float:
    """Whether the first line separates messages and a header follows."""
    start = _LEADING_BLANKS.match(head)
    match = _SEPARATOR.match(head, start.end() if start else 0)
    if match is None or b"\0" in match[0]:
        return 0.0
    if mail_headers.looks_like_header(head[match.end() : match.end() + 300]):
        return 0.95
    return 0.9 if path is not None and path.suffix in extensions else 0.6


def read(source: Source) -> Iterator[Event]:
    """The threads of the messages; memory for each message, not for its bytes."""
    with source.open() as stream:
        if isinstance(stream, io.BufferedReader):
            source.sweeps = 2  # the headers; then all messages in their places
            yield from events(_Mailbox(stream, source), may_look_ahead=source.may_look_ahead)
            return
        with tempfile.TemporaryFile(prefix="threadreader-") as file:
            source.sweeps = 3
            yield from _decompressed(stream, file)
            source.swept, source.done = 1, 0
            yield from events(_Mailbox(file, source), may_look_ahead=source.may_look_ahead)


def _decompressed(stream: BinaryIO, file: BinaryIO) -> Iterator[Notice]:
    """Copies what can be decompressed."""
    try:
        file.writelines(undamaged(stream, _CHUNK))
    except READING_ERRORS:
        text = "The compressed file is damaged or cut off here; what comes before is read."
        yield Notice("damaged", text, byte=file.tell())
    file.flush()


class _Window:
    """A stretch of the file in memory, moved on as it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        self.data = b""
        self.start = self.end = 0
        self.ended = False
        self._line, self._counted = 1, 0  # the number of the line at an offset
        self.extend(0)

    def extend(self, keep: int) -> None:
        """Reads on; what lies before `keep` is forgotten."""
        keep = min(max(keep, self.start), self.end)
        self.line(max(keep, self._counted))
        self._stream.seek(self.end)  # messages may have been read meanwhile
        more = self._stream.read(_CHUNK)
        self.data = self.data[keep - self.start :] + more
        self.start, self.end = keep, keep + len(self.data)
        if not more:
            self.size = self.end
        self.ended = self.end >= self.size

    def move(self, to: int) -> None:
        """Reads on until `to` is in the window."""
        while self.end < to and not self.ended:
            self.extend(self.end)

    def line(self, at: int) -> int:
        """The number of the line at `at`, which never goes back."""
        self._line += self.data.count(b"\n", self._counted - self.start, at - self.start)
        self._counted = at
        return self._line

    def peek(self, at: int, size: int) -> bytes:
        """Bytes anywhere in the file, the window kept."""
        if self.start <= at and (at + size <= self.end or self.ended):
            return self.data[at - self.start : at - self.start + size]
        self._stream.seek(at)
        data = self._stream.read(size)
        self._stream.seek(self.end)
        return data

    def separator(self, at: int) -> int:
        """Where the next separator from `at` on begins; the file's end where none comes."""
        while True:
            hit = self.data.find(b"\nFrom ", max(at - self.start, 0))
            if hit < 0 and self.ended:
                return self.end
            if hit < 0 or (hit + _LOOKAHEAD > len(self.data) and not self.ended):
                at = self.start + hit if hit >= 0 else max(at, self.end - 5)
                self.extend(at - 3)
                continue
            if self._separates(hit):
                return self.start + hit + 1
            at = self.start + hit + 1

    def header_end(self, at: int) -> tuple[int, int]:
        """Where the header that begins at `at` ends, and where the body begins."""
        while True:
            match = _HEADER_END.search(self.data, at - self.start)
            if match is not None and (match.end() < len(self.data) or self.ended):
                return self.start + match.start() + 1, self.start + match.end()
            if self.ended or self.end - at > LONGEST_HEADER:
                return self.end, self.end
            self.extend(at)

    def _separates(self, hit: int) -> bool:
        data = self.data
        after_empty = data[hit - 1 : hit] == b"\n" or data[max(hit - 2, 0) : hit] == b"\n\r"
        return after_empty and _SEPARATOR.match(data, hit + 1) is not None


class _Mailbox:
    """The messages of one file; only where each lies is kept."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._stream = stream
        self._source = source
        self._starts = array("q")
        self._ends = array("q")
        self._begins = array("q")  # of the header and of the body, from the message's start
        self._bodies = array("q")
        self._lines = array("q")
        self._counted = bytearray()  # whether a Content-Length told the end

    def headers(self) -> Iterator[bytes | Notice]:
        """The header of each message, in one pass over the file."""
        window = _Window(self._stream)
        blank = _LEADING_BLANKS.match(window.data)
        at = blank.end() if blank else 0
        if not window.ended or at < window.end:
            notice = self._before_first(window, at)
            if notice is not None:
                yield notice
                at = window.separator(at)
        while at < window.end or not window.ended:
            at, found = self._message(window, at)
            yield found
        self._source.swept, self._source.done = self._source.sweeps - 1, 0

    @staticmethod
    def _before_first(window: _Window, at: int) -> Notice | None:
        """What stands before the first separator is a message only if it begins like one."""
        start = window.peek(at, _LOOKAHEAD)
        if start.startswith(b"From ") or mail_headers.looks_like_header(start):
            return None
        return Notice("text-before-mail", "Text before the first message is not read.", 1, at)

    def _message(self, window: _Window, at: int) -> tuple[int, bytes | Notice]:
        """Where the next message begins, and the header of this one."""
        if at + _LOOKAHEAD > window.end and not window.ended:
            window.extend(at)
        line = window.line(at)
        begin = _separator_end(window.data, at - window.start) + window.start
        if mail_headers.looks_like_header(window.data, begin - window.start):
            header_end, body = window.header_end(begin)
            header = b"\n" + window.data[begin - window.start : header_end - window.start]
        else:
            header, body = b"\n", begin
        end = following = -1
        if b"-length" in header.lower() and (counted := _CONTENT_LENGTH.search(header)):
            end, following = self._counted_end(window, counted[2], body)
        if end < 0:
            following = window.separator(max(body - 2, at))
        if len(header) < 2 and window.peek(body, min(following - body, _LOOKAHEAD)).strip() == b"":
            text = "A separator without a message after it."
            return following, Notice("empty-message", text, line, at)
        self._starts.append(at)
        self._ends.append(following if end < 0 else end)
        self._begins.append(begin - at)
        self._bodies.append(body - at)
        self._lines.append(line)
        self._counted.append(end >= 0)
        return following, header

    @staticmethod
    def _counted_end(window: _Window, value: bytes, body: int) -> tuple[int, int]:
        """Where the body ends by its Content-Length, and the next separator; -1 where none is."""
        number = value.strip()[:18]
        if not number.isdigit() or body + int(number) > window.size:
            return -1, -1
        end = body + int(number)
        landing = _LANDING.match(window.peek(end, _LOOKAHEAD))
        if landing is None:
            return -1, -1
        following = end + landing.end()
        window.move(following)
        return end, following

    def message(self, number: int) -> Message:
        """Reads one message again."""
        start, begin, split = self._starts[number], self._begins[number], self._bodies[number]
        self._stream.seek(start)
        data = self._stream.read(self._ends[number] - start)
        body = data[split:]
        if not self._counted[number] and b">From " in body:
            body = _QUOTED_FROM.sub(rb"\1", body)
        header = data[begin - 1 : split] if begin else b"\n" + data[:split]
        return Message(
            header, body, f"byte {start}", data[:begin].rstrip(), None, start, self._lines[number]
        )


def _separator_end(data: bytes, at: int) -> int:
    """After the line of the separator at `at`; `at` itself for a message without one."""
    if not data.startswith(b"From ", at):
        return at
    end = data.find(b"\n", at)
    return end + 1 if end >= 0 else len(data)
