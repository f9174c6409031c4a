from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import comments, events, notices, said, sniff, starts

from threadreader.library.discussions import Discussion
from threadreader.library.discussions import read_sources as read
from threadreader.library.export import story_record
from threadreader.library.sources import find
from threadreader.model import Comment, Moment, Origin, Story
from threadreader.text.clean import clean, clean_line
from threadreader.thread.build import Builder

DATA = Path(__file__).parents[1] / "data"
KEPT = ("key", "title", "author", "published", "url", "body", "comments")
WORDS = st.text(max_size=20).map(clean)
NAMES = st.text(min_size=1, max_size=9).map(clean_line)
MOMENTS = st.builds(
    Moment,
    st.integers(-(10**10), 10**11),
    st.none() | st.integers(-14 * 60, 14 * 60),
)
DAYS = st.integers(-40000, 40000).map(lambda day: Moment(day * 86400, day_only=True))


def record(value: Any) -> dict[str, Any]:
    return {key: value[key] for key in KEPT}


def comment(number: int, parent: int | None, data: st.DataObject) -> Comment:
    return Comment(
        id=f"c{number}",
        own_id=data.draw(st.booleans()),
        author=data.draw(NAMES),
        parent=None if parent is None else f"c{parent}",
        date=data.draw(st.none() | MOMENTS | DAYS),
        body=data.draw(WORDS),
        kind=data.draw(st.sampled_from(("comment", "pingback", "trackback"))),
        status=data.draw(st.sampled_from(("visible", "deleted"))),
    )


@given(st.data())
def test_what_is_shown_reads_back_as_the_same_comments_tree_and_text(data: st.DataObject) -> None:
    builder = Builder()
    for number in range(data.draw(st.integers(0, 8))):
        parent = data.draw(st.none() | st.integers(0, number - 1)) if number else None
        builder.add(comment(number, parent, data))
    thread, _ = builder.thread()
    story = Story("0123456789abcdef", "", data.draw(NAMES), published=data.draw(st.none() | DAYS))
    shown = story_record(Discussion(story, thread, ()))
    again = Builder()
    found = events("own_json", shown)
    for one in comments(found):
        again.add(one)
    (start,) = starts(found)
    back = Story(start.key, "", start.title, published=start.published, origin=Origin(None, ""))
    assert story_record(Discussion(back, again.thread()[0], ())) == shown


def test_the_expectations_of_other_formats_read_back() -> None:
    for path in sorted(DATA.glob("*/*.expected.json")):
        stories = json.loads(path.read_text())
        shown = [story_record(found) for found in read(find([path])).discussions]
        assert list(map(record, shown)) == list(map(record, stories)), path.name


def test_lines_are_stories_and_their_notices_are_kept() -> None:
    story = {"format": "wxr", "key": "0" * 16, "title": "A", "body": "", "comments": []}
    noted = [{"code": "cycle", "message": "A circle.", "line": 3}]
    lines = "\n".join(json.dumps({**story, "key": f"{n:016}", "notices": noted}) for n in range(3))
    found = events("own_json", lines.encode())
    assert [s.key for s in starts(found)] == ["0" * 16, "0" * 15 + "1", "0" * 15 + "2"]
    assert notices(found) == {"cycle": "A circle."}


def test_what_is_written_into_it_is_cleaned_and_typed() -> None:
    dirty = {"id": 5, "key": "no key", "text": "a\x1b[31mb", "author": ["x"], "date": 7, "kind": 1}
    story = {"format": "x", "key": "0" * 16, "title": "t\x07", "published": None, "body": "\x9bm"}
    (start,) = starts(found := events("own_json", {**story, "comments": [dirty, "x"]}))
    (read_comment,) = comments(found)
    assert (start.title, said(start)) == ("t", "m")
    assert (read_comment.id, said(read_comment), read_comment.kind) == ("5", "ab", "comment")
    assert "wrong-type" in notices(found)


def test_only_its_own_keys_are_claimed() -> None:
    story = {"format": "x", "key": "0" * 16, "title": "t", "body": "", "comments": []}
    assert sniff("own_json", story) == 1
    assert sniff("own_json", [story]) == 1
    assert sniff("own_json", {**story, "key": "else"}) == 0
    assert sniff("own_json", {"key": "0" * 16, "title": "t"}) == 0
