"""Messages of an archive become stories: threads of mails, each with its opening message.

Two passes: the headers of all messages are read to thread them, then every message is read once
more, in its place, and handed out; between the two only columns of numbers and ids are kept.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Protocol

from threadreader.formats import mail_headers
from threadreader.formats.mail_threads import Threading, Threads
from threadreader.model import Comment, Event, Moment, Notice, Raw, Restart, StoryStart
from threadreader.text.clean import clean_line
from threadreader.text.mail_words import decode_charset
from threadreader.text.mime import LARGE, without_attachments

LONGEST_HEADER = 16 << 20
"""A header above this many bytes is read as far as that."""

READING_ERRORS = (OSError, EOFError, lzma.LZMAError, zlib.error)
"""What a damaged compressed file raises."""

_THREADING = mail_headers.header_pattern(
    ("message-id", "references", "in-reply-to", "x-status", "x-mozilla-status")
)
_SHOWN = mail_headers.header_pattern(
    ("from", "sender", "reply-to", "subject", "date", "list-id", "newsgroups", "status"),
    ("x-mozilla-status", "content-type", "content-transfer-encoding", "content-disposition"),
)
_CONTENT = (b"content-type", b"content-transfer-encoding", b"content-disposition")
_MARKS = frozenset((b"x-status", b"x-mozilla-status"))
_CUT = (b"subject", b"from", b"list-id", b"newsgroups")
_LOOKS = (512, 8192)  # after so many messages it is tried to tell them beforehand
_LATEST_AFTER_DELIVERY = 2 * 86400
_DELETED, _READ = 0x8, 0x1  # bits of X-Mozilla-Status
_HEXADECIMAL = re.compile(rb"\s*[0-9a-fA-F]{4}\s*$")


def undamaged(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The bytes of a stream, piece by piece, up to where it is damaged; there it raises.

    One read gives what one gives: a longer one would lose what stands before the damage.
    """
    read = stream.read1 if hasattr(stream, "read1") else stream.read
    while data := read(size):
        yield data


class Message(NamedTuple):
    """A message as it lies in its archive.

    `header` begins with a newline; `body` has the archive's own quoting taken off; `separator` is
    the `From ` line, `delivered` what else the archive says of the time, `place` how a message
    without an id is named.
    """

    header: bytes
    body: bytes
    place: str
    separator: bytes = b""
    delivered: Moment | None = None
    byte: int | None = None
    line: int | None = None
    seen: bool = False


class Archive(Protocol):
    """Where messages lie, in an order that stays."""

    def headers(self) -> Iterator[bytes | Notice]:
        """The header of every message (a newline before it), and what could not be read."""

    def message(self, number: int) -> Message:
        """A message, by the number of its header."""


def events(archive: Archive, *, may_look_ahead: bool = False) -> Iterator[Event]:
    """The stories of an archive and their comments, in the order of the archive.

    Where its first messages are all one story, `may_look_ahead` lets them be told beforehand.
    """
    gathered = _Gathered()
    first: list[mail_headers.Headers] = []
    looks = list(_LOOKS) if may_look_ahead else []
    for item in archive.headers():
        if isinstance(item, Notice):
            yield item
            continue
        found = mail_headers.read_headers(item, _THREADING)
        gathered.add(found)
        if looks:
            first.append(found)
            if len(first) == looks[0]:
                ahead = list(_look_ahead(archive, first))
                looks = looks[1:] if ahead else []
                yield from ahead
        else:
            first.clear()
    if gathered.deleted:
        yield deleted_notice(gathered.deleted)
    yield from _Reading(archive, gathered).events()


class _Gathered:
    """What the headers of messages tell of their threads.

    `earlier` has for each message whose id was there already the message that has it.
    """

    def __init__(self) -> None:
        self.threads = Threads()
        self.earlier: dict[int, int] = {}
        self.deleted = 0

    def add(self, found: mail_headers.Headers) -> None:
        """Takes the next message."""
        number = len(self.threads)
        same = self.threads.add(mail_headers.message_id(found), mail_headers.references(found))
        if _is_deleted(found):
            self.threads.hide(number)
            self.deleted += 1
        elif same is not None:
            self.earlier[number] = same

    def is_one_story(self) -> bool:
        """Whether all messages are answers to the first, which itself answers nothing."""
        threading = self.threads.resolve()
        return not any(threading.root) and not threading.answers and not self.deleted


def _look_ahead(archive: Archive, first: list[mail_headers.Headers]) -> Iterator[Event]:
    """The first messages if they are one story, and that they will be told again; else nothing."""
    gathered = _Gathered()
    for found in first:
        gathered.add(found)
    if gathered.is_one_story():
        for event in _Reading(archive, gathered).events():
            if not isinstance(event, Notice):
                yield event
        yield Restart()


def deleted_notice(count: int) -> Notice:
    """What is said of messages that their owner marked as deleted."""
    are = "message is" if count == 1 else "messages are"
    return Notice("deleted-mail", f"{count} {are} marked as deleted and not shown.")


class _Shown(NamedTuple):
    """What is shown of a message."""

    headers: dict[bytes, bytes]
    author: str
    date: Moment | None
    dated: bool  # whether the date is that of its own header
    body: Raw | str
    seen: bool


class _Reading:
    """The second pass."""

    def __init__(self, archive: Archive, gathered: _Gathered) -> None:
        self._archive = archive
        self._threads = gathered.threads
        self._earlier = gathered.earlier
        self._copy: dict[int, int] = {}  # of an opening message's id that others had: which it is
        self._started: set[int] = set()

    def events(self) -> Iterator[Event]:
        yield from self._copies()
        threading = self._threads.resolve()
        for number, root in enumerate(threading.root):
            if self._threads.is_hidden(number):
                continue
            if root not in self._started:
                self._started.add(root)
                yield from self._start(root, threading)
            if root != number:
                message = self._archive.message(number)
                shown = _shown(message)
                parent = threading.parent[number]
                handle = None if parent == root else self._id(parent)
                yield self._comment(number, handle, message, shown, story=str(root))
                circular = number in threading.circular
                if circular or not shown.dated or len(message.header) > mail_headers.LONGEST:
                    yield from _notices(message, shown, str(root), circular=circular)

    def _copies(self) -> Iterator[Notice]:
        """Hides what is there a second time; where the bodies differ both stay."""
        bodies: dict[int, set[bytes]] = {}
        for number, first in self._earlier.items():
            known = bodies.get(first) or {_digest(self._archive.message(first).body)}
            message = self._archive.message(number)
            digest = _digest(message.body)
            if digest in known:
                self._threads.hide(number)
                text = f"The message {self._id(number)} is there again; it counts once."
                yield _notice(message, "copy", text)
            else:
                self._copy[number] = len(known) + 1
            bodies[first] = known | {digest}

    def _start(self, number: int, threading: Threading) -> Iterator[Event]:
        message = self._archive.message(number)
        shown = _shown(message)
        own, story = self._id(number), str(number)
        if number in self._copy:
            own = f"{own}~{self._copy[number]}"
        answers = threading.answers.get(number)
        opening = None
        if answers is not None:
            opening = self._comment(number, _text(answers), message, shown, story=story)
        yield StoryStart(
            story=story,
            title=mail_headers.subject(shown.headers),
            author=shown.author,
            published=shown.date,
            body=shown.body,
            id=_key(own),
            source=mail_headers.list_name(shown.headers),
            join=_key(own if answers is None else _text(threading.first[number])),
            siblings="date",
            opening=opening,
            seen=shown.seen,
        )
        if answers is not None:
            text = f"What this answers ({_text(answers)}) is not in the file; it opens a story."
            yield _notice(message, "missing-ancestors", text, story)
        yield from _notices(message, shown, story, circular=number in threading.circular)

    def _comment(
        self, number: int, parent: str | None, message: Message, shown: _Shown, *, story: str
    ) -> Comment:
        identifier = self._id(number)
        return Comment(
            id=identifier or message.place,
            author=shown.author,
            parent=parent,
            date=shown.date,
            body=shown.body,
            story=story,
            own_id=bool(identifier),
            line=message.line,
            seen=shown.seen,
        )

    def _id(self, number: int) -> str:
        return _text(self._threads.id(number))


def _key(identifier: str) -> str:
    return f"mid:{identifier}" if identifier else ""


def _text(identifier: bytes) -> str:
    text = identifier.decode("ascii") if identifier.isascii() else decode_charset(identifier)
    return text if text.isprintable() and " " not in text else clean_line(text)


def _shown(message: Message) -> _Shown:
    found = mail_headers.read_headers(message.header, _SHOWN)
    own = mail_headers.date(found.get(b"date", b""))
    date = _delivered(message, own) or own
    return _Shown(
        headers=found,
        author=mail_headers.author(found),
        date=date,
        dated=own is not None and date is own,
        body=_body(found, message.body),
        seen=message.seen or b"R" in found.get(b"status", b"") or bool(_mozilla(found) & _READ),
    )


def _delivered(message: Message, own: Moment | None) -> Moment | None:
    """When the message was delivered, where its own date is none or later than that."""
    line = message.separator
    if own is not None and line:
        day = mail_headers.delivery_day(line)
        if day is not None and own.seconds < day + _LATEST_AFTER_DELIVERY:
            return None
    delivered = mail_headers.separator_date(line) if line else message.delivered
    if own is None or delivered is None:
        return delivered
    return delivered if own.seconds > delivered.seconds + _LATEST_AFTER_DELIVERY else None


def _body(found: dict[bytes, bytes], body: bytes) -> Raw | str:
    """The content headers, an empty line and the body; a text reader decodes them when shown."""
    if not body or body.isspace():
        return ""
    content = b""
    for name in _CONTENT:
        if name in found:
            content += b"%s:%s\n" % (name, found[name])
    data = b"%s\n%s" % (content, body)
    return Raw("mail", data if len(data) <= LARGE else without_attachments(data))


def _notices(message: Message, shown: _Shown, story: str, *, circular: bool) -> Iterator[Notice]:
    """What had to be put right in one message."""
    found: list[tuple[str, str]] = []
    if len(message.header) < 2:
        found.append(("no-headers", "A message without headers; all of it is its text."))
    elif not shown.dated:
        instead = "the time of its delivery is taken" if shown.date else "it stands without one"
        found.append(("no-date", f"The message has no date that can be right; {instead}."))
    if circular:
        found.append(("cycle", "Messages refer to each other in a circle; it is cut here."))
    if len(message.header) > mail_headers.LONGEST and _has_long_header(shown.headers):
        found.append(("long-header", "A header is too long; it is read as far as 64 KB."))
    for code, text in found:
        yield _notice(message, code, text, story)


def _notice(message: Message, code: str, text: str, story: str | None = None) -> Notice:
    """A notice that says where: by byte and line in a file, by name in a folder."""
    where = f"{message.place}: " if message.byte is None and message.place else ""
    return Notice(code, where + text, message.line, message.byte, story)


def _has_long_header(found: dict[bytes, bytes]) -> bool:
    return any(len(found.get(name, b"")) > mail_headers.LONGEST for name in _CUT)


def _digest(body: bytes) -> bytes:
    """Equal for bodies that differ in nothing but blanks and line ends."""
    return hashlib.blake2b(b" ".join(body.split()), digest_size=16).digest()


def _is_deleted(found: mail_headers.Headers) -> bool:
    if not _MARKS & found.keys():
        return False
    return b"D" in found.get(b"x-status", b"") or bool(_mozilla(found) & _DELETED)


def _mozilla(found: mail_headers.Headers) -> int:
    value = found.get(b"x-mozilla-status")
    return int(value, 16) if value and _HEXADECIMAL.match(value) else 0
