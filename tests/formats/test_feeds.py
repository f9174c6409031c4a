from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.formats.json_reading import comments, events, notices, said, sniff, starts

from threadreader.library.discussions import read_sources
from threadreader.library.sources import find
from threadreader.model import Event, Moment, Span, StoryStart
from threadreader.text.body import blocks, pack

PAGE = "https://a.example/tea/"


def rss(inside: str, title: str = "Comments on: Tea", link: str = PAGE) -> list[Event]:
    text = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:slash="http://purl.org/rss/1.0/modules/slash/">'
        f"<channel><title>{title}</title><link>{link}</link>{inside}</channel></rss>"
    )
    return events("feeds", text.encode())


def atom(inside: str, title: str = "A site", link: str = "https://a.example/") -> list[Event]:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:thr="http://purl.org/syndication/thread/1.0">'
        f'<title>{title}</title><link href="{link}"/>{inside}</feed>'
    )
    return events("feeds", text.encode())


def comment(number: int, text: str, page: str = PAGE) -> str:
    return (
        f"<item><title>By: Al</title><link>{page}#comment-{number}</link>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0"?><rss version="0.91"><channel>',
        b'<rss version="2.0"><channel><item>',
        b'<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/">',
        b'<rdf:RDF xmlns:rdf="x" xmlns="http://my.netscape.com/rdf/simple/0.9/">',
        b'\xef\xbb\xbf\n<feed xmlns="http://www.w3.org/2005/Atom">',
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom">',
        b'{"items": [], "version": "https://jsonfeed.org/version/1.1"}',
    ],
)
def test_every_kind_of_feed_is_known_by_its_beginning(head: bytes) -> None:
    assert sniff("feeds", head) >= 0.9


@pytest.mark.parametrize("head", [b"<html><body>feed", b"{}", b'<disqus xmlns="x">', b"", b"[1]"])
def test_what_is_no_feed_is_not_claimed(head: bytes) -> None:
    assert sniff("feeds", head) == 0


def test_entries_are_stories_and_counts_say_what_is_elsewhere() -> None:
    found = rss(
        f"<item><title>One</title><link>{PAGE}</link><slash:comments>4</slash:comments></item>"
        "<item><title>Two</title><link>https://a.example/two</link></item>",
        "A site",
    )
    assert [s.title for s in starts(found)] == ["One", "Two"]
    assert "counts 4" in notices(found)["comments-elsewhere"]


def test_a_comment_feed_is_one_story_in_order_of_its_dates() -> None:
    found = rss(comment(9, "<p>b</p>") + comment(8, "<p>a</p>"))
    (start,) = starts(found)
    assert (start.title, start.siblings, start.has_article) == ("Tea", "date", False)
    assert [(c.id, c.own_id, c.author) for c in comments(found)] == [
        ("9", True, "Al"),
        ("8", True, "Al"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        'In reply to <a href="{}#comment-5">Bo</a>.',
        '<p>In reply to <a href="{}#comment-5">Bo</a>.</p>\n',
        'Als Antwort auf <a href="{}#comment-5">Bo</a>. ',
        'En réponse à <a href="{}#comment-5">Bo</a>.',
        '<a href="{}#comment-5">Bo</a> への返信。<br />',
        'In reply to <a href="{}#comment-5">Bo</a>. ',
    ],
)
def test_rss_names_the_parent_in_a_sentence_that_is_no_text(sentence: str) -> None:
    for text in ("<p>Yes.</p>", "\n\nYes."):
        (one,) = comments(rss(comment(6, sentence.format(PAGE) + text)))
        assert (one.parent, said(one)) == ("5", "Yes.")


def test_the_sentence_may_stand_in_one_paragraph_with_the_text() -> None:
    found = rss(
        comment(6, f'In reply to <a href="{PAGE}#comment-5">Bo</a>. Yes.')
        + comment(7, f'Look at <a href="{PAGE}#comment-5">this</a>. Yes.')
        + comment(8, f'Look at <a href="{PAGE}#comment-5">this</a>. No.')
    )
    assert [(c.parent, said(c)) for c in comments(found)] == [
        ("5", "Yes."),
        (None, "Look at this. Yes."),
        (None, "Look at this. No."),
    ]


def test_a_sentence_of_another_language_is_one_where_comments_share_it() -> None:
    words = f'<p>Vastaus henkilölle <a href="{PAGE}#comment-%d">Bo</a>.</p><p>%s</p>'
    found = rss(comment(6, words % (5, "x")) + comment(7, words % (6, "y")))
    assert [(c.parent, said(c)) for c in comments(found)] == [("5", "x"), ("6", "y")]


def test_a_link_to_a_comment_in_the_text_is_text() -> None:
    found = rss(comment(6, f'<p>I say <a href="{PAGE}#comment-5">that</a></p><p>x</p>'))
    assert [(c.parent, said(c)) for c in comments(found)] == [(None, "I say that\n\nx")]


def test_comments_on_many_posts_are_many_stories() -> None:
    other = "https://a.example/soup/"
    found = rss(
        comment(6, "a") + comment(7, "b", other) + comment(8, "c"),
        "Comments for A site",
        "https://a.example/",
    )
    by_story = {s.id: s.story for s in starts(found)}
    assert by_story.keys() == {"a.example/tea", "a.example/soup"}
    assert {c.id: c.story for c in comments(found)} == {
        "6": by_story["a.example/tea"],
        "7": by_story["a.example/soup"],
        "8": by_story["a.example/tea"],
    }


def test_atom_threads_go_below_their_posts_in_any_order() -> None:
    found = atom(
        '<entry><id>r2</id><thr:in-reply-to ref="r1"/></entry>'
        '<entry><id>r1</id><thr:in-reply-to ref="p1"/></entry>'
        '<entry><id>p1</id><title>Post</title><link href="https://a.example/p1"/></entry>'
        '<entry><id>r3</id><thr:in-reply-to ref="gone"/></entry>'
    )
    post = next(s for s in starts(found) if s.title == "Post")
    placed = {c.id: (c.parent, c.story == post.story) for c in comments(found)}
    assert placed["r1"] == (None, True)
    assert placed["r2"] == ("r1", True)
    assert placed["r3"][1] is False


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<content type='text'>a &lt;b&gt;\n\nc</content>", "a <b>\n\nc"),
        ("<content type='html'>&lt;p&gt;a &amp;lt;b&amp;gt;&lt;/p&gt;</content>", "a <b>"),
        (
            "<content type='xhtml'><div><p>a &lt;b></p><p>c</p></div></content>",
            "a <b>\n\nc",
        ),
        ("<summary>a</summary>", "a"),
    ],
)
def test_atom_texts_are_of_three_kinds(written: str, read: str) -> None:
    assert [said(s) for s in starts(atom(f"<entry><id>1</id>{written}</entry>"))] == [read]


@pytest.mark.parametrize(
    "written",
    [
        "&lt;p&gt;a &amp;amp; b&lt;/p&gt;",
        "&amp;lt;p&amp;gt;a &amp;amp;amp; b&amp;lt;/p&amp;gt;",
        "<![CDATA[<p>a &amp; b</p>]]>",
        "a & b",
    ],
)
def test_descriptions_are_encoded_once_or_twice(written: str) -> None:
    found = rss(f"<item><title>x</title><description>{written}</description></item>", "A site")
    assert said(starts(found)[0]) == "a & b"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("<pubDate>Wed, 06 Apr 2022 09:00:00 +0200</pubDate>", Moment(1649228400, 120)),
        ("<pubDate>6 Apr 22 07:00 GMT</pubDate>", Moment(1649228400, 0)),
        ("<dc:date>2022-04-06T09:00:00+02:00</dc:date>", Moment(1649228400, 120)),
        ("<dc:date>2022-04-06</dc:date>", Moment(1649203200, day_only=True)),
        ("<pubDate>never</pubDate>", None),
    ],
)
def test_dates_are_those_of_mail_or_iso(written: str, moment: Moment | None) -> None:
    item = comment(1, "x").replace("</item>", f"{written}</item>")
    found = rss(item)
    assert comments(found)[0].date == moment
    assert ("unknown-date" in notices(found)) is (moment is None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("<author>al@a.example (Al Bo)</author>", "Al Bo"),
        ("<dc:creator><![CDATA[Al &amp; Bo]]></dc:creator>", "Al & Bo"),
        ("<author><name>/u/al_bo</name></author>", "al_bo"),
    ],
)
def test_authors_are_written_in_many_ways(written: str, name: str) -> None:
    found = rss(f"<item><title>x</title>{written}</item>", "A site")
    assert starts(found)[0].author == name


@pytest.mark.parametrize(
    "link", ["https://www.reddit.com/r/tea/comments/x1/pot/{}/", "https://talk.example/t/pot/44/{}"]
)
def test_sites_whose_feeds_name_no_parents_are_flat(link: str) -> None:
    entries = "".join(
        f'<entry><id>e{n}</id><title>x</title><link href="{link.format(n)}"/></entry>'
        for n in (2, 3, 4)
    )
    found = atom(entries, "Pot", link.removesuffix("{}/").removesuffix("/{}"))
    assert len(starts(found)) == 1
    assert [c.parent for c in comments(found)] == [None, None, None]


def test_blogger_names_the_kind_and_the_parent() -> None:
    kind = '<category term="http://schemas.google.com/blogger/2008/kind#{}"/>'
    tag = "tag:blogger.com,1999:blog-1.post-{}"
    reply = (
        f"<entry><id>{tag.format(11)}</id>{kind.format('comment')}"
        f'<link rel="related" href="https://www.blogger.com/feeds/1/7/comments/default/10"/>'
        f'<thr:in-reply-to ref="{tag.format(7)}"/></entry>'
    )
    found = atom(
        f"<entry><id>{tag.format(7)}</id><title>P</title>{kind.format('post')}</entry>"
        f"<entry><id>{tag.format(8)}</id>{kind.format('template')}</entry>"
        f"<entry><id>{tag.format(10)}</id>{kind.format('comment')}"
        f'<thr:in-reply-to ref="{tag.format(7)}"/></entry>{reply}'
    )
    assert [s.title for s in starts(found)] == ["P"]
    assert [(c.id, c.parent) for c in comments(found)] == [
        (tag.format(10), None),
        (tag.format(11), tag.format(10)),
    ]
    assert notices(found)["other-items"].endswith(": 1.")


def test_json_feeds_are_of_posts() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": "Pots",
        "author": {"name": "Ida"},
        "items": [
            {"id": 1, "content_text": "a <b>", "date_published": "2020-01-02T03:04:05Z"},
            {"id": "2", "content_html": "<p>c</p>", "title": "T", "author": {"name": "Bo"}},
            7,
        ],
    }
    found = starts(events("feeds", json.dumps(feed).encode()))
    assert [(s.author, s.title, said(s)) for s in found] == [
        ("Ida", "Untitled", "a <b>"),
        ("Bo", "T", "c"),
    ]


def test_a_post_that_is_repeated_is_shown_once() -> None:
    item = f"<item><guid>1</guid><title>x</title><link>{PAGE}</link></item>"
    found = rss(item * 3, "A site")
    assert len(starts(found)) == 1
    assert notices(found)["repeated"].endswith(": 2.")


def test_a_feed_without_entries_says_so() -> None:
    assert set(notices(rss("", "A site", "https://a.example/"))) == {"empty-feed"}
    (start,) = starts(rss(""))
    assert start.title == "Tea"


def test_relative_and_dangerous_addresses_are_no_commands() -> None:
    text = '<p><a href="javascript:alert(1)">x</a> <a href="https://b.example/&#x1b;[2J">y</a></p>'
    (one,) = comments(rss(comment(1, text)))
    spans = blocks(pack(one.body))[0].spans
    assert spans == (Span("x "), Span("y", "link", "https://b.example/"))


def posts_feed() -> str:
    return (
        '<rss xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>A site</title>'
        f"<item><title>Tea</title><link>{PAGE}</link><description>Hot.</description>"
        f"<wfw:commentRss>{PAGE}feed/</wfw:commentRss></item></channel></rss>"
    )


def comments_feed() -> str:
    return (
        f"<rss><channel><title>Comments on: Tea</title><link>{PAGE}</link>"
        f"{comment(2, 'b')}{comment(1, 'a')}</channel></rss>"
    )


@pytest.mark.parametrize("order", [("a.xml", "b.xml"), ("b.xml", "a.xml")])
@pytest.mark.parametrize("as_folder", [True, False])
def test_a_feed_of_posts_and_that_of_the_comments_are_one_story(
    tmp_path: Path, order: tuple[str, str], *, as_folder: bool
) -> None:
    (tmp_path / order[0]).write_text(posts_feed())
    (tmp_path / order[1]).write_text(comments_feed())
    paths = [tmp_path] if as_folder else [tmp_path / name for name in order]
    (story,) = read_sources(find(paths)).discussions
    assert (story.story.title, len(story.thread)) == ("Tea", 2)
    assert said(StoryStart(body=story.story.body)) == "Hot."
