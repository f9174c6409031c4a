"""The query language over the list of stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from threadreader.library.shelf import StoryRow
from threadreader.model import UsageError
from threadreader.text.searchable import searchable
from threadreader.thread import query as q

_EPOCH = date(1970, 1, 1).toordinal()
_IS: dict[str, Callable[[StoryRow], bool]] = {
    "unread": lambda row: row.unread > 0,
    "read": lambda row: row.unread == 0,
    "new": lambda row: row.new > 0,
    "starred": lambda row: row.starred,
}


def story_query(text: str) -> q.Query:
    """The query for stories that `text` says.

    Raises UsageError: a mistake in it (with its place, a QueryError), or a word for comments only.
    """
    query = q.parse(text)
    for part in q.parts(query):
        _check(part)
    return query


def _check(part: q.Query) -> None:
    wrong = ""
    if isinstance(part, q.Is) and part.state not in _IS:
        wrong = f"is:{part.state}"
    elif isinstance(part, q.Has):
        wrong = f"has:{part.what}"
    elif isinstance(part, q.Related):
        wrong = f"{part.how}:"
    elif isinstance(part, q.Number) and part.what != "replies":
        wrong = f"{part.what}:"
    if wrong:
        raise UsageError(f"{wrong} is asked of comments; a story has none of it.")


def story_matches(query: q.Query, row: StoryRow, today: date | None = None) -> bool:
    """Whether a story fits a query; what is asked of comments alone fits none."""
    if isinstance(query, q.All):
        return all(story_matches(part, row, today) for part in query.queries)
    if isinstance(query, q.Either):
        return any(story_matches(part, row, today) for part in query.queries)
    if isinstance(query, q.Not):
        return not story_matches(query.query, row, today)
    if isinstance(query, q.Day):
        return _on_day(query, row, today or datetime.now(UTC).astimezone().date())
    return _is_so(query, row)


def _is_so(query: q.Query, row: StoryRow) -> bool:
    if isinstance(query, q.Words):
        return any(query.text in searchable(t) for t in (row.title, row.author, row.source))
    if isinstance(query, q.Person):
        return q.is_named(query, searchable(row.author))
    if isinstance(query, q.Is):
        return query.state in _IS and _IS[query.state](row)
    return isinstance(query, q.Number) and query.what == "replies" and query.fits(row.comments)


def _on_day(query: q.Day, row: StoryRow, today: date) -> bool:
    """The day of publication as the source writes it, else the day on which it was saved."""
    wanted, moment = q.day_number(query, today), row.published
    if moment is not None:
        zone = UTC if moment.offset is None else timezone(timedelta(minutes=moment.offset))
        day = datetime.fromtimestamp(moment.seconds, zone).date()
    else:
        day = datetime.fromtimestamp(row.saved, UTC).astimezone().date()
    number = day.toordinal() - _EPOCH
    return {"after": number > wanted, "before": number < wanted, "on": number == wanted}[query.when]
