"""What WordPress's formats share: which comments it shows, their kinds, and their times."""

from __future__ import annotations

from collections import Counter
from typing import cast

from threadreader.formats.moments import from_iso, from_local_and_utc
from threadreader.model import CommentKind, Moment, Notice

_SHOWN = frozenset({"", "1", "approve", "approved"})
_NOT_SHOWN = {
    "0": "awaiting moderation",
    "hold": "awaiting moderation",
    "unapproved": "awaiting moderation",
    "spam": "marked as spam",
    "trash": "in the trash",
    "post-trashed": "in the trash with their post",
}
_KINDS = frozenset({"comment", "pingback", "trackback"})


class HiddenComments:
    """Counts the comments of a story that its site does not show."""

    def __init__(self) -> None:
        self._reasons: Counter[str] = Counter()

    def hides(self, status: str, kind: str) -> bool:
        """Whether a comment of that status and type is hidden; it is counted if so."""
        reason = ""
        if status not in _SHOWN:
            reason = _NOT_SHOWN.get(status, f"of status {status}")
        elif kind and kind not in _KINDS:
            reason = f"of type {kind}"
        self._reasons.update([reason] if reason else [])
        return bool(reason)

    def notices(self, story: str | None) -> list[Notice]:
        """One notice that counts them, if there are any."""
        if not self._reasons:
            return []
        reasons = ", ".join(f"{count} {reason}" for reason, count in self._reasons.items())
        return [Notice("hidden", f"Comments that are not shown: {reasons}.", story=story)]


def comment_kind(kind: str) -> CommentKind:
    """The kind that a comment's type says; an empty type is a comment."""
    return cast("CommentKind", kind) if kind in _KINDS else "comment"


def moment(local: str, utc: str) -> Moment | None:
    """The time of a local date and its universal time, of which one may be missing or zeros."""
    universal = from_iso(utc)
    if universal is not None:
        universal = Moment(universal.seconds, 0)
    return from_local_and_utc(from_iso(local), universal)


def is_unknown(date: Moment | None, *texts: str) -> bool:
    """Whether something is written as a date (zeros are nothing) and it is not understood."""
    return date is None and any(text.strip(" 0-:T") for text in texts)
