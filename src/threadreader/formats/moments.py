"""Dates that machines write: ISO 8601, RFC 822, seconds and milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from threadreader.model import Moment

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T\s]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?\s*$",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(r"\+00:?00\b|\b(?:UTC?|GMT|Z)\b", re.IGNORECASE)
_EARLIEST, _LATEST = -62135596800, 253402300799  # years 1 and 9999
_MILLISECONDS = 100_000_000_000  # as seconds: the year 5138


def from_iso(text: str) -> Moment | None:
    """The moment of an ISO 8601 date or date and time, with its offset where it has one."""
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    numbers = [int(part or 0) for part in (year, month, day, hour, minute, second)]
    return from_parts(numbers, _zone_minutes(zone) if zone else None, day_only=hour is None)


def from_parts(
    numbers: list[int], offset: int | None = None, *, day_only: bool = False
) -> Moment | None:
    """The moment of year, month, day, hour, minute, second; None for a day that does not exist."""
    year, month, day, hour, minute, second = numbers
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return Moment(int(local.timestamp()) - (offset or 0) * 60, offset, day_only=day_only)


def from_rfc822(text: str) -> Moment | None:
    """The moment of a mail's or RSS feed's date; "-0000" means no known offset."""
    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    seconds = parsed[9]  # 0 also where there is no zone
    offset = seconds // 60 if seconds or (seconds == 0 and _UNIVERSAL.search(text)) else None
    return from_parts(list(parsed[:6]), offset)


def from_epoch(number: float) -> Moment | None:
    """The moment of seconds (or, where they are too many, milliseconds) since 1970, in UTC."""
    try:
        seconds = int(number / 1000 if abs(number) >= _MILLISECONDS else number)
    except (OverflowError, ValueError):
        return None
    return Moment(seconds, 0) if _EARLIEST <= seconds <= _LATEST else None


def from_local_and_utc(local: Moment | None, utc: Moment | None) -> Moment | None:
    """One moment of a site's local time and its universal time: local, with the offset between."""
    if local is None or utc is None:
        return local or utc
    offset = round((local.seconds - utc.seconds) / 60)
    if abs(offset) > 18 * 60:
        return local
    return Moment(utc.seconds, offset)


def _zone_minutes(zone: str) -> int:
    if zone.upper() in ("Z", "UTC"):
        return 0
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return sign * (int(digits[:2]) * 60 + int(digits[2:]))
