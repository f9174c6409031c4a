from __future__ import annotations

from threadreader.model import Comment, Moment
from threadreader.thread.authors import author_rows, dates
from threadreader.thread.build import Builder
from threadreader.thread.marks import Marks


def test_authors_are_counted_with_what_is_unread_and_what_they_were_answered() -> None:
    builder = Builder()
    builder.add(Comment("1", "Ruth", date=Moment(500)))
    builder.add(Comment("2", "Tom", "1", date=Moment(100)))
    builder.add(Comment("3", "Ruth", "2", date=Moment(900)))
    builder.add(Comment("4", "ada", "1"))
    thread, _ = builder.thread()
    rows = author_rows(thread, Marks(b"\1\0\0\0"), Marks(b"\0\0\0\1"), "RUTH")
    assert [(r.name, r.comments, r.unread, r.new, r.replies_received) for r in rows] == [
        ("Ruth", 2, 1, 0, 2),
        ("ada", 1, 1, 1, 0),
        ("Tom", 1, 1, 0, 1),
    ]
    assert [r.is_story_author for r in rows] == [True, False, False]
    assert dates(thread, rows[0]) == (Moment(500), Moment(900))
    assert dates(thread, rows[1]) == (None, None)
