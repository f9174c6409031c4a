"""The stories of a shelf as records and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from threadreader.library.export import iso, spoken_date
from threadreader.library.shelf import StoryRow


def row_record(row: StoryRow) -> dict[str, Any]:
    """What `list --json` prints of a story."""
    return {
        "key": row.key,
        "title": row.title,
        "format": row.format,
        "path": None if row.path is None else str(row.path),
        "published": iso(row.published),
        "comments": row.comments,
        "unread": row.unread,
        "new": row.new,
    }


def row_lines(rows: Iterable[StoryRow]) -> Iterator[str]:
    """The stories in aligned columns, under a line that names them; the title comes last."""
    table = [("key", "comments", "unread", "new", "format", "published", "title")]
    table += [
        (
            row.key,
            str(row.comments),
            str(row.unread),
            str(row.new),
            row.format,
            spoken_date(row.published)[:10],
            row.title,
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for key, *numbers, name, date, title in table:
        counts = (n.rjust(width) for n, width in zip(numbers, widths[1:4], strict=True))
        yield "  ".join((key, *counts, name.ljust(widths[4]), date.ljust(widths[5]), title))
