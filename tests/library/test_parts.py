"""Files that hold parts of one discussion become one story, in any order of the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from threadreader.library.catalogue import Catalogue
from threadreader.library.discussions import Discussion, read_sources
from threadreader.library.opening import Opening
from threadreader.library.sources import find
from threadreader.model import Comment, Moment, Raw
from threadreader.thread.build import Builder

Write = Callable[..., list[Path]]
NOON = 1583409600


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*values: Any) -> list[Path]:
        paths = []
        for number, value in enumerate(values):
            data = value if isinstance(value, str) else json.dumps(value)
            paths.append(tmp_path / f"{number}{'.mbox' if data.startswith('From ') else '.json'}")
            paths[-1].write_text(data)
        return paths

    return written


def read(*paths: Path) -> list[Discussion]:
    return read_sources(find(paths)).discussions


def shape(found: Discussion) -> list[tuple[str, int]]:
    return [(found.thread.id(at), found.thread.depth[at]) for at in range(len(found.thread))]


def codes(found: Discussion) -> list[str]:
    return [notice.code for notice in found.notices]


def mail(name: str, *references: str, day: int = 1, **headers: str) -> str:
    lines = [f"From x Sun Mar  {day} 10:00:00 2020", f"From: {name} <{name}@example.org>"]
    lines += [f"Date: Sun, {day:02} Mar 2020 10:00:00 +0000", f"Subject: A word from {name}"]
    lines += [f"Message-ID: <{name}@x>"] if name else []
    if references:
        lines.append("References: " + " ".join(f"<{other}@x>" for other in references))
    lines += [f"{key}: {value}" for key, value in headers.items()]
    return "\n".join([*lines, "", f"Text of {name}.", "", ""])


MARCH = mail("ada") + mail("bo", "ada", day=2)
APRIL = mail("cy", "ada", "bo", day=3) + mail("di", "ada", "bo", "cy", day=4)
MAY = mail("eve", "bo", day=5) + mail("flo", "nobody", day=6)


def test_a_thread_over_three_months_of_an_archive_is_one_story(write: Write) -> None:
    paths = write(MARCH, APRIL, MAY)
    for order in permutations(paths):
        stories = {found.story.title: found for found in read(*order)}
        assert sorted(stories) == ["A word from ada", "A word from flo"]
        assert shape(stories["A word from ada"]) == [
            ("bo@x", 1),
            ("cy@x", 2),
            ("di@x", 3),
            ("eve@x", 2),
        ]
        assert codes(stories["A word from ada"]) == []
        assert codes(stories["A word from flo"]) == ["missing-ancestors"]


def test_months_whose_beginning_is_missing_stay_stories_of_their_own(write: Write) -> None:
    first, second = mail("cy", "ada", "bo", day=3), mail("eve", "ada", day=5)
    for order in permutations(write(first, second)):
        assert sorted(found.story.author for found in read(*order)) == ["cy", "eve"]


def test_the_same_month_twice_is_there_once(write: Write) -> None:
    (thread,) = read(*write(MARCH, MARCH))
    assert shape(thread) == [("bo@x", 1)]
    stories = read(*write(APRIL, APRIL))
    assert [shape(found) for found in stories] == [[("di@x", 1)]]


def test_a_circle_over_two_files_is_no_trap(write: Write) -> None:
    for order in permutations(write(mail("ada", "bo"), mail("bo", "ada"))):
        assert sorted(found.story.author for found in read(*order)) == ["ada", "bo"]


def test_messages_without_an_id_keep_what_they_answer(write: Write) -> None:
    answer = mail("", "bo", day=7)
    (thread,) = read(*write(MARCH, MARCH + answer))
    assert [thread.thread.depth[at] for at in range(2)] == [1, 2]


def item(number: int, parent: int | None, *children: Any) -> dict[str, Any]:
    kind = "comment" if parent else "story"
    known = {"id": number, "type": kind, "author": "ann", "created_at_i": NOON + number}
    known |= {"story_id": 1, "parent_id": parent, "points": 1, "children": list(children)}
    return known | ({"text": f"words {number}"} if parent else {"title": "A lamp"})


def test_a_comment_saved_alone_takes_its_place_in_the_whole(write: Write) -> None:
    whole = item(1, None, item(2, 1), item(4, 1))
    branch = item(3, 2, item(5, 3))
    for order in permutations(write(whole, branch)):
        (found,) = read(*order)
        assert found.story.title == "A lamp"
        assert shape(found) == [("2", 1), ("3", 2), ("5", 3), ("4", 1)]


def test_a_comment_saved_with_the_whole_is_there_once(write: Write) -> None:
    branch = item(2, 1, item(3, 2))
    (found,) = read(*write(item(1, None, branch), branch))
    assert shape(found) == [("2", 1), ("3", 2)]


def test_branches_of_branches_come_together(write: Write) -> None:
    whole, branch = item(1, None, item(2, 1)), item(3, 2, item(4, 3))
    for order in permutations(write(whole, branch, item(5, 4))):
        (found,) = read(*order)
        assert shape(found) == [("2", 1), ("3", 2), ("4", 3), ("5", 4)]


def test_single_items_in_several_files_are_one_story(write: Write) -> None:
    known = {"by": "ann", "time": NOON}
    root = {"id": 1, "type": "story", "title": "A lamp", "kids": [2], **known}
    kids = [{"id": n, "type": "comment", "parent": n - 1, "text": "x", **known} for n in (2, 3)]
    for order in permutations(write(root, *kids)):
        (found,) = read(*order)
        assert shape(found) == [("2", 1), ("3", 2)]


def question(site: str) -> dict[str, Any]:
    item = {"question_id": 5, "title": f"Why, {site}?", "creation_date": NOON, "score": 1}
    item |= {"owner": {"display_name": "ann"}, "body": "<p>Why?", "link": f"https://{site}/q/5"}
    return {"items": [item]}


def test_two_articles_of_one_number_are_two_stories(write: Write) -> None:
    paths = write(question("tea.example"), question("soup.example"))
    assert [found.story.title for found in read(*paths)] == [
        "Why, tea.example?",
        "Why, soup.example?",
    ]


def test_answers_and_the_comments_on_them_come_to_their_question(write: Write) -> None:
    post = {"owner": {"display_name": "bo"}, "creation_date": NOON, "score": 0, "body": "Words."}
    answers = {"items": [post | {"answer_id": 6, "question_id": 5}]}
    kinds = [(7, 6, "answer"), (8, 5, "question")]
    items = [post | {"comment_id": n, "post_id": on, "post_type": kind} for n, on, kind in kinds]
    paths = write(question("tea.example"), answers, {"items": items})
    for order in permutations(paths):
        (found,) = read(*order)
        assert found.story.title == "Why, tea.example?"
        assert sorted(shape(found)) == [("answer-6", 1), ("comment-7", 2), ("comment-8", 1)]


def test_a_file_that_could_be_joined_is_remembered_where_it_is_read_alone(
    write: Write, tmp_path: Path
) -> None:
    first, second = write(MARCH, APRIL)
    catalogue = Catalogue(tmp_path / "cache" / "catalogue.sqlite")
    for fresh in (True, False):
        opening = Opening([first], catalogue)
        reading = opening.read()
        assert (first in reading.considered) == fresh
        assert shape(reading.discussions[0]) == [("bo@x", 1)]
        opening.remember(reading)
    both = Opening([first, second], catalogue).read()
    assert set(both.considered) == {first, second}
    assert shape(both.discussions[0]) == [("bo@x", 1), ("cy@x", 2), ("di@x", 3)]


def test_made_up_ids_of_one_file_do_not_meet_those_of_another() -> None:
    builder = Builder()
    builder.add(Comment("1", "ann", own_id=False, date=Moment(1)))
    builder.add(Comment("2", "bo", parent="1", own_id=False, date=Moment(2)))
    builder.next_part()
    builder.add(Comment("2", "cy", parent="1", own_id=False, date=Moment(4)))
    builder.add(Comment("1", "di", own_id=False, date=Moment(3)))
    thread, notices = builder.thread()
    assert notices == []
    assert [(thread.author(at), thread.depth[at]) for at in range(4)] == [
        ("ann", 1),
        ("bo", 2),
        ("di", 1),
        ("cy", 2),
    ]


def test_what_a_builder_took_can_be_given_to_another() -> None:
    comments = [
        Comment("a", "ann", date=Moment(5, 60), body=Raw("mail", b"\nx"), seen=True, url="u"),
        Comment("b", "bo", parent="a", kind="pingback", status="deleted", date=Moment(6)),
        Comment("c", "cy", parent="z", own_id=False, line=7),
    ]
    first, second = Builder(), Builder()
    for comment in comments:
        first.add(comment)
    for comment in first.comments():
        second.add(comment)
    (one, repairs), (other, again) = first.thread(), second.thread()
    assert one.columns == other.columns
    assert repairs == again
    assert [one.seen(at) for at in range(3)] == [True, False, False]
    assert [other.text(at) for at in range(3)] == ["x", "", ""]
