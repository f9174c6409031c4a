"""Feeds are told while they are read, and told the same in whatever order their entries stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.json_reading import comments, events, notices, said, starts

from threadreader.formats import feeds
from threadreader.formats.base import Source
from threadreader.library.discussions import Discussion, read_sources
from threadreader.library.opening import Opening, Progress
from threadreader.library.sources import find
from threadreader.model import Comment, Event, Reply, StoryStart
from threadreader.thread.build import Builder

PAGE = "https://garden.example/pears/"
TITLES = "<title>Comments on: Pears</title><link>{}</link>"
MANY = 3000


def wordpress(number: int, text: str = "<p>Ripe.</p>", page: str = PAGE) -> str:
    return (
        f"<item><title>By: Ann</title><link>{page}#comment-{number}</link>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


def answer(number: int, to: int) -> str:
    sentence = f'In reply to <a href="{PAGE}#comment-{to}">Bea</a>.'
    return wordpress(number, f"<p>{sentence}</p><p>Sweet.</p>")


def rss(*items: str, before: str = TITLES.format(PAGE), after: str = "") -> str:
    return f"<rss><channel>{before}{''.join(items)}{after}</channel></rss>"


def entry(name: str, *answers: tuple[str, str], link: str = "", text: str = "Ripe.") -> str:
    references = "".join(f'<thr:in-reply-to ref="{r}" href="{h}"/>' for r, h in answers)
    return (
        f'<entry><id>{name}</id><title>Pears</title><link href="{link or PAGE}"/>{references}'
        f"<content type='text'>{text}</content></entry>"
    )


def atom(*entries: str, title: str = "A garden") -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:thr="http://purl.org/syndication/thread/1.0">'
        f'<title>{title}</title><link href="https://garden.example/"/>{"".join(entries)}</feed>'
    )


def built(found: list[Event]) -> dict[str, str]:
    """The comment that each comment answers, "" at top level."""
    builder = Builder()
    for event in found:
        if isinstance(event, Comment):
            builder.add(event)
        elif isinstance(event, Reply):
            builder.answers(event.id, event.parent)
    thread, _ = builder.thread()
    columns = thread.columns
    return {
        thread.id(at): thread.id(above) if (above := columns.parent[at]) >= 0 else ""
        for at in range(len(thread))
    }


def stories(path: Path, text: str) -> list[Discussion]:
    path.write_text(text, encoding="utf-8")
    return read_sources(find([path])).discussions


def feed_of(kind: str) -> str:
    numbers = range(MANY, 0, -1)
    if kind == "rss":
        return rss(*(answer(n, n - 1) if n % 3 else wordpress(n) for n in numbers))
    marked = (entry(f"c{n}", (f"c{n - 1}", PAGE), link=f"{PAGE}#c{n}") for n in numbers)
    return atom(entry("post", text="All about pears."), *marked)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_comments_are_told_long_before_the_end_is_read(kind: str) -> None:
    data = feed_of(kind).encode()
    source = Source(lambda: io.BytesIO(data), size=len(data))
    told = (event for event in feeds.read(source) if isinstance(event, Comment))
    assert len(list(islice(told, 20))) == 20
    assert source.done < len(data) * 0.75
    told.close()


def test_the_first_comments_of_a_feed_can_be_read_while_the_rest_is(tmp_path: Path) -> None:
    path = tmp_path / "comments.xml"
    path.write_text(feed_of("rss"))
    seen: list[Progress] = []
    reading = Opening([path]).read(seen.append)
    partial = [p for p in seen if p.discussion is not None]
    assert partial[0].done < path.stat().st_size
    assert partial[0].discussion is not None
    assert partial[0].discussion.story.title == "Pears"
    assert len(reading.discussions[0].thread) == MANY


def test_the_bytes_read_are_told_also_where_nothing_can_be_shown_yet(tmp_path: Path) -> None:
    path = tmp_path / "late.xml"
    text = "Pears. " * 1000
    posts = (f"<item><guid>p{n}</guid><title>{text}</title></item>" for n in range(300))
    path.write_text(rss(*posts, before="", after="<title>A garden</title>"))
    seen: list[Progress] = []
    Opening([path]).read(seen.append)
    assert len({p.done for p in seen if p.done < path.stat().st_size}) > 2


def test_what_is_answered_may_come_after_the_answer(tmp_path: Path) -> None:
    places = (f"{PAGE}#c{n}" for n in (3, 2, 1))
    found = events(
        "feeds",
        atom(
            entry("three", ("two", PAGE), link=next(places)),
            entry("two", ("one", PAGE), link=next(places)),
            entry("one", ("elsewhere", PAGE), link=next(places)),
        ).encode(),
    )
    assert built(found) == {"three": "two", "two": "one", "one": ""}
    assert comments(found)[0].parent is None
    (story,) = stories(tmp_path / "feed.xml", atom(*_chain_newest_first(5)))
    assert max(story.thread.depth) == 5
    assert not story.notices


def _chain_newest_first(count: int) -> Iterator[str]:
    for number in range(count, 0, -1):
        above = f"c{number - 1}" if number > 1 else "post"
        yield entry(f"c{number}", (above, PAGE), link=f"{PAGE}#c{number}")


def test_the_better_of_two_answers_counts_whenever_it_comes() -> None:
    reply = entry("reply", ("first", ""), ("second", ""), link=f"{PAGE}#c9")
    first, second = (entry(n, link=f"{PAGE}#{c}") for n, c in (("first", "c1"), ("second", "c2")))
    for order in ((reply, first, second), (reply, second, first)):
        assert built(events("feeds", atom(*order).encode()))["reply"] == "first"


def test_a_post_may_come_after_its_comments(tmp_path: Path) -> None:
    late = entry("post", text="All about pears.")
    (story,) = stories(tmp_path / "feed.xml", atom(*_chain_newest_first(3), late))
    assert said(StoryStart(body=story.story.body)) == "All about pears."
    assert (story.story.title, len(story.thread)) == ("Pears", 3)


def test_comments_wait_for_a_post_that_alone_tells_their_place() -> None:
    opaque = entry("c1", ("post", ""), link="https://garden.example/c1")
    found = events("feeds", atom(opaque, entry("post")).encode())
    assert {s.id for s in starts(found)} == {"garden.example/pears"}
    assert comments(found)[0].story == starts(found)[0].story


def test_a_second_page_tells_that_the_feed_is_not_about_the_first(tmp_path: Path) -> None:
    other = wordpress(7, page="https://garden.example/plums/")
    home = TITLES.format("https://garden.example/").replace("on: Pears", "for A garden")
    one = stories(tmp_path / "one.xml", rss(wordpress(5), wordpress(6), before=home))
    two = stories(tmp_path / "two.xml", rss(wordpress(5), other, wordpress(6), before=home))
    assert [d.story.source for d in one] == ["garden.example"]
    assert [d.story.source for d in two] == ["A garden", "A garden"]
    assert [len(d.thread) for d in two] == [2, 1]


def test_a_feed_may_say_what_it_is_after_its_entries() -> None:
    found = events("feeds", rss(wordpress(2), before="", after=TITLES.format(PAGE)).encode())
    assert [s.title for s in starts(found)] == ["Pears"]
    assert not starts(found)[0].has_article


def test_words_that_only_one_comment_begins_with_are_its_text() -> None:
    words = f'<p>Svar till <a href="{PAGE}#comment-1">Bea</a>.</p><p>Sweet.</p>'
    lone = comments(events("feeds", rss(wordpress(3, words), wordpress(2)).encode()))
    assert {c.id: c.parent for c in lone} == {"2": None, "3": None}
    assert said(next(c for c in lone if c.id == "3")) == "Svar till Bea.\n\nSweet."
    twice = rss(wordpress(3, words), wordpress(2), wordpress(4, words)).encode()
    assert {c.id: c.parent for c in comments(events("feeds", twice))} == {
        "2": None,
        "3": "1",
        "4": "1",
    }


def test_counts_of_comments_are_compared_when_all_are_read() -> None:
    post = (
        f"<item><guid>1</guid><title>Pears</title><link>{PAGE}</link>"
        '<s:comments xmlns:s="http://purl.org/rss/1.0/modules/slash/">{}</s:comments></item>'
    )
    before = TITLES.format("https://garden.example/").replace("Comments on: Pears", "A garden")
    for count, told in ((2, False), (3, True)):
        text = rss(post.format(count), wordpress(1), wordpress(2), before=before)
        found = notices(events("feeds", text.encode()))
        assert ("comments-elsewhere" in found) is told


_PARENTS = st.lists(st.integers(0, 20), max_size=12)


@settings(max_examples=50, deadline=None)
@given(_PARENTS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_entries_does_not_matter(
    wanted: list[int],
    chance: Random,
    marked: bool,  # noqa: FBT001
) -> None:
    entries = [entry("post", text="All about pears.")]
    parents = {}
    for number, above in enumerate(wanted):
        parent = f"c{above % number}" if number and above % 3 else "post"
        parents[f"c{number}"] = "" if parent == "post" else parent
        link = f"{PAGE}#c{number}" if marked else f"https://garden.example/c{number}"
        entries.append(entry(f"c{number}", (parent, ""), link=link))
    chance.shuffle(entries)
    found = events("feeds", atom(*entries).encode())
    assert built(found) == parents
    assert {s.story for s in starts(found)} | {c.story for c in comments(found)} == {"story 0"}
