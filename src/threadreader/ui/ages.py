"""Times as a reader of a saved story wants them: how long after what they answer, or the date."""

from __future__ import annotations

from calendar import month_name
from datetime import UTC, datetime, timedelta

from threadreader.model import Moment

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MONTHS = tuple(month_name)[1:]


def gap(answered: Moment | None, moment: Moment | None) -> str:
    """How long after `answered` ("2 h", "3 days"); "" where that cannot be said."""
    if answered is None or moment is None or (answered.offset is None) != (moment.offset is None):
        return ""
    seconds = moment.seconds - answered.seconds
    if seconds < 0:
        return ""
    if answered.day_only or moment.day_only:
        return _days(seconds // _DAY) if seconds >= _DAY else ""
    return duration(seconds)


def duration(seconds: int) -> str:
    """A length of time in one unit."""
    if seconds < _HOUR:
        return f"{max(seconds // _MINUTE, 1)} min"
    if seconds < _DAY:
        return f"{seconds // _HOUR} h"
    return _days(seconds // _DAY)


def _days(days: int) -> str:
    for unit, length in (("year", 365), ("month", 30)):
        if days >= 2 * length:
            return f"{days // length} {unit}s"
    return f"{days} day" + ("s" if days > 1 else "")


def date(moment: Moment, *, short: bool = False) -> str:
    """The date as its source says it: "13 November 2017 at 12:52"."""
    local = _local(moment)
    month = _MONTHS[local.month - 1]
    day = f"{local.day} {month[:3] if short else month} {local.year}"
    if moment.day_only:
        return day
    return f"{day} {local:%H:%M}" if short else f"{day} at {local:%H:%M}"


def ago(moment: Moment, now: float) -> str:
    """How long before `now` (seconds since 1970)."""
    seconds = int(now) - moment.seconds
    return f"{duration(seconds)} ago" if seconds >= 0 else date(moment, short=True)


def _local(moment: Moment) -> datetime:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return epoch + timedelta(seconds=moment.seconds + (moment.offset or 0) * 60)
