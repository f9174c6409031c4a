"""The headers of mail and news, read in bytes.

Follows RFC 5322 and RFC 5536, and what list archives make of them (`user at host (Name)`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from threadreader.formats.moments import from_parts, from_rfc822
from threadreader.model import Moment
from threadreader.text.clean import clean_line
from threadreader.text.mail_words import decode_words
from threadreader.text.mime import split_header

LONGEST = 65536
"""Of a header that is shown, this many bytes are read."""

Headers = Mapping[bytes, bytes]
"""Values by lower-case name, as they stand, with the line breaks of folding."""

_HEADER_LINE = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|>?From ")
_NO_HEADER_LINE = re.compile(rb"\n(?![!-9;-~]{1,200}[ \t]*:|[ \t]|>?From |\r?\n|\Z)")
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_BREAK = re.compile(rb"\r?\n[ \t]+")
_BRACKETED = re.compile(rb"<([^<>\s]+)>")
_BROKEN_BRACKETED = re.compile(rb"<([^<>]*)>")
_DATE = re.compile(
    rb"\s*(?:[A-Za-z]{3,9},?\s+)?(\d{1,2}[ -][A-Za-z]{3}[ -]\d{4})\s+"
    rb"(\d{1,2}):(\d\d)(?::(\d\d))?\s+([+-]\d{4})\b"
)
_ASCTIME = re.compile(
    rb" (?:[A-Z][a-z]{2},? +)?([A-Z][a-z]{2}) +(\d{1,2}) +(\d{1,2}):(\d\d)(?::(\d\d))?"
    rb"(?: +[A-Z]{1,5})?(?: +([+-]\d{4}))? +(\d{4})"
)
_MONTHS = {
    name: number
    for number, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MOST_KEPT = 1024  # of a mailbox, this many bytes: all that is kept stays below some megabytes
_EARLIEST = 31536000  # 1971: what is dated before was never set
_LATEST = 4102444800  # 2100
_ANSWER_PREFIX = re.compile(
    r"\s*((?:\[[^\]]{1,60}\]\s*)?)(?:(?:re|aw|sv|vs|antw|odp|ynt|bls|rif|回复|答复|回覆|返信)"
    r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4}|\*\d{1,4})?\s*[:：]\s*)",
    re.IGNORECASE,
)
_ADDRESS_AT = re.compile(rb"([\w.+=%-]{1,200}) (?:at|\(at\)|\[at\]) ([\w.-]+)")
_NAMED = re.compile(rb'(?:"((?:[^"\\]|\\.)*)"\s*|([^<]*))<([^<>]*)')
_QUOTED = re.compile(rb"\\(.)")


def header_pattern(*groups: Iterable[str]) -> re.Pattern[bytes]:
    """A pattern for `read_headers` that finds only the headers named, whatever their case."""

    def either_case(name: str) -> str:
        return "".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in name)

    names = list(chain(*groups))
    first = "".join(sorted({either_case(name[0]).strip("[]") for name in names}))
    choice = f"(?=[{first}])(?:{'|'.join(map(either_case, names))})"
    return re.compile(rf"\n({choice})[ \t]*:([^\n]*+(?:\n[ \t][^\n]*+)*+)".encode())


def read_headers(block: bytes, pattern: re.Pattern[bytes]) -> dict[bytes, bytes]:
    """The headers of `block`, which begins with a newline; of several by one name the last."""
    return {name.lower(): value for name, value in pattern.findall(block)}


def looks_like_header(data: bytes, at: int = 0) -> bool:
    """Whether a line begins as the first line of a header does."""
    return _HEADER_LINE.match(data, at) is not None


_TELLING = header_pattern(
    (
        "from",
        "date",
        "message-id",
        "received",
        "return-path",
        "to",
        "subject",
        "newsgroups",
        "path",
    ),
    ("mime-version", "references", "in-reply-to", "delivered-to", "reply-to", "cc", "sender"),
)
_NEWSGROUPS = header_pattern(("newsgroups",))


def split_message(data: bytes) -> tuple[bytes, bytes]:
    """The header of a message (a newline before it) and its body; a mail may have no header."""
    if not looks_like_header(data):
        return b"\n", data.removeprefix(b"\r\n") if data[:1] == b"\r" else data.removeprefix(b"\n")
    return split_header(data)


def has_header_end(data: bytes) -> bool:
    """Whether the empty line after the header is in `data`."""
    return _EMPTY_LINE.search(data) is not None


def is_mail(head: bytes) -> bool:
    """Whether a file begins with a mail's or an article's header, lines of headers only."""
    header = split_message(head.removeprefix(b"\xef\xbb\xbf"))[0][:LONGEST]
    if len(header) < 2 or (_NO_HEADER_LINE.search(header) and has_header_end(head)):
        return False
    found = read_headers(header, _TELLING)
    told = b"date" in found or b"message-id" in found or b"received" in found
    sent = b"from" in found or b"received" in found or b"return-path" in found
    return told and sent and len(found) >= 3


def is_news(head: bytes) -> bool:
    """Whether a file begins with the header of a news article."""
    return is_mail(head) and _NEWSGROUPS.search(split_message(head)[0]) is not None


def message_ids(value: bytes) -> list[bytes]:
    """The message ids in a header's value, without their brackets and without blanks."""
    found = _BRACKETED.findall(value)
    if len(found) == value.count(b"<"):
        return found or [word.strip(b">,;") for word in value.split() if b"@" in word]
    broken = [b"".join(identifier.split()) for identifier in _BROKEN_BRACKETED.findall(value)]
    return list(filter(None, broken)) or [
        word.strip(b"<>,;") for word in value.split() if b"@" in word
    ]


def message_id(headers: Headers) -> bytes:
    """The message's own id, b"" where it has none."""
    value = headers.get(b"message-id", b"").strip()
    if value.startswith(b"<") and value.endswith(b">") and b" " not in value:
        return value[1:-1]
    found = message_ids(value)
    if found:
        return found[0]
    bare = value.strip(b"<> ")
    return b"" if b" " in bare else bare


def references(headers: Headers) -> list[bytes]:
    """The ids of the messages answered, the nearest last.

    `In-Reply-To` may hold prose and addresses; of several ids the likeliest is taken.
    """
    found = message_ids(headers[b"references"]) if b"references" in headers else []
    value = headers.get(b"in-reply-to")
    if value is None:
        return found
    if found and value.strip()[1:-1] == found[-1]:
        return found
    answered = message_ids(value)
    if found and len(answered) == 1 and answered[0] == found[-1]:
        return found
    answered = [identifier for identifier in answered if b"@" in identifier]
    if not found:
        return [max(answered, key=_digits)] if answered else []
    if len(answered) == 1 and answered[0] not in found:
        found.append(answered[0])
    return found


def author(headers: Headers) -> str:
    """The sender's name, the address where no name is given, "Anonymous" where neither is."""
    for name in (b"from", b"sender", b"reply-to"):
        if (value := headers.get(name)) is not None and (found := _name_in(value[:LONGEST])):
            return found
    return "Anonymous"


def _name_in(value: bytes) -> str:
    """The name in a mailbox; what is too long to come again is not kept."""
    return _name(value) if len(value) <= _MOST_KEPT else _name.__wrapped__(value)


def subject(headers: Headers) -> str:
    """The subject without the marks of answers; a list's `[tag]` stays."""
    text = clean_line(decode_words(unfolded(headers.get(b"subject", b"")[:LONGEST])))
    while (match := _ANSWER_PREFIX.match(text)) is not None:
        text = match[1] + text[match.end() :]
    return text or "(no subject)"


def list_name(headers: Headers) -> str:
    """The mailing list's name, or the newsgroup's; "" where neither is told."""
    value = headers.get(b"list-id", b"")[:LONGEST]
    if value.strip():
        text = clean_line(decode_words(unfolded(value)))
        name, _, address = text.partition("<")
        return name.strip(' "') or address.strip("<> ")
    return clean_line(decode_words(headers.get(b"newsgroups", b"")[:LONGEST])).partition(",")[0]


def date(value: bytes) -> Moment | None:
    """The moment of a `Date` header; None where it is no date or an absurd one."""
    match = _DATE.match(value)
    midnight = _date_day(match[1]) if match else None
    if match is None or midnight is None:
        return _plausible(_unusual_date(value[:200]))
    _, hour, minute, second, zone = match.groups()
    local = int(hour) * 3600 + int(minute) * 60 + min(int(second or 0), 59)
    return _moment(midnight, local, zone)


def separator_date(line: bytes) -> Moment | None:
    """The moment of delivery in a `From ` line; None for the date that public-inbox puts there."""
    match = _ASCTIME.match(line, line.find(b" ", 5)) or _ASCTIME.search(line)
    month = _MONTHS.get(match[1].lower()) if match else None
    if match is None or month is None:
        return date(line[5:].partition(b" ")[2])
    _, day, hour, minute, second, zone, year = match.groups()
    local = int(hour) * 3600 + int(minute) * 60 + min(int(second or 0), 59)
    return _moment(_midnight(year, month, day), local, zone)


def delivery_day(line: bytes) -> int | None:
    """The first second of the day in a `From ` line of the usual form, else None; quick."""
    at = line.find(b" ", 5) + 5
    return _day(line[at : at + 7], line[-4:])


def unfolded(value: bytes) -> bytes:
    """A value on one line."""
    return _BREAK.sub(b" ", value).strip()


def _digits(identifier: bytes) -> int:
    return sum(48 <= byte <= 57 for byte in identifier)


@lru_cache(4096)
def _midnight(year: bytes, month: int, day: bytes) -> int | None:
    """A day's first second, None for a day that does not exist."""
    moment = from_parts([int(year), month, int(day), 0, 0, 0])
    return moment.seconds if moment else None


@lru_cache(4096)
def _day(month_and_day: bytes, year: bytes) -> int | None:
    month = _MONTHS.get(month_and_day[:3].lower())
    day = month_and_day[3:].strip()
    if month is None or not day.isdigit() or not year.isdigit():
        return None
    return _midnight(year, month, day)


@lru_cache(4096)
def _date_day(written: bytes) -> int | None:
    """The first second of "5 Mar 2020", None for a day that does not exist."""
    day, month, year = written.replace(b"-", b" ").split(b" ")
    number = _MONTHS.get(month.lower())
    return None if number is None else _midnight(year, number, day)


@lru_cache(256)
def _offset(zone: bytes) -> int | None:
    """The minutes of "+0130"; None for "-0000" and an offset that no zone has."""
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    if minutes > 18 * 60 or zone == b"-0000":
        return None
    return -minutes if zone[:1] == b"-" else minutes


def _moment(midnight: int | None, local: int, zone: bytes | None) -> Moment | None:
    """A moment of a plausible year."""
    if midnight is None or local >= 86400 or not _EARLIEST <= midnight < _LATEST:
        return None
    offset = _offset(zone) if zone else None
    return Moment(midnight + local - (offset or 0) * 60, offset)


def _unusual_date(value: bytes) -> Moment | None:
    try:
        moment = from_rfc822(value.decode("latin-1"))
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    if moment is not None and abs(moment.offset or 0) > 18 * 60:
        return Moment(moment.seconds + (moment.offset or 0) * 60)
    return moment


def _plausible(moment: Moment | None) -> Moment | None:
    return moment if moment and _EARLIEST <= moment.seconds < _LATEST else None


@lru_cache(8192)
def _name(value: bytes) -> str:
    """The name in a mailbox, taken apart in bytes: encoded words may hide quotes and brackets."""
    value = _ADDRESS_AT.sub(rb"\1@\2", unfolded(value))
    named = _NAMED.match(value)
    if named is not None:
        name, address = named[2] if named[1] is None else named[1], named[3]
    else:
        address, _, name = value.partition(b"(")
        name = name.strip().removesuffix(b")")
    text = clean_line(decode_words(_QUOTED.sub(rb"\1", name).strip(b' "')))
    if len(text) > 2 and text[0] == text[-1] == "'":
        text = text[1:-1]
    return text or clean_line(decode_words(address)).strip(" <>,;")
