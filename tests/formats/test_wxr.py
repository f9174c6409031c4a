from __future__ import annotations

import pytest
from tests.formats.json_reading import comments, events, notices, said, sniff, starts

from threadreader.model import Comment, Event, Moment


def item(inside: str, kind: str = "post") -> str:
    return (
        f"<item><title>Ropes</title><link>https://a.example/ropes/</link>"
        f"<wp:post_type>{kind}</wp:post_type>{inside}</item>"
    )


def comment(inside: str) -> str:
    return f"<wp:comment>{inside}<wp:comment_content>x</wp:comment_content></wp:comment>"


def export(*items: str, version: str = "1.2") -> list[Event]:
    text = (
        f'<rss xmlns:wp="http://wordpress.org/export/{version}/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{"".join(items)}</channel></rss>'
    )
    return events("wxr", text.encode())


def only(found: list[Event]) -> Comment:
    (one,) = comments(found)
    return one


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_every_version_of_the_vocabulary_is_read(version: str) -> None:
    found = export(item(comment("<wp:comment_id>5</wp:comment_id>")), version=version)
    assert only(found).id == "5"
    assert only(found).url == "https://a.example/ropes/#comment-5"


def test_exports_are_told_from_other_feeds() -> None:
    feed = b'<rss version="2.0" xmlns:%s><channel><item>'
    assert sniff("wxr", feed % b'wp="http://wordpress.org/export/1.0/"') > 0.9
    assert sniff("feeds", feed % b'wp="http://wordpress.org/export/1.0/"') < 0.5
    assert sniff("wxr", feed % b'dc="http://purl.org/dc/elements/1.1/"') == 0
    assert sniff("wxr", b"<html><body>wordpress.org/export/ &lt;wp:comment") == 0


@pytest.mark.parametrize("kind", ["attachment", "nav_menu_item", "revision", "wp_template"])
def test_items_that_are_no_posts_are_counted_with_their_comments(kind: str) -> None:
    found = export(item("", "page"), item(comment(""), kind))
    assert len(starts(found)) == 1
    assert comments(found) == []
    assert notices(found)["other-items"].endswith(f"({kind}: 1), nor are their comments (1).")


def test_a_type_of_a_plugin_is_a_story_where_people_discuss_it() -> None:
    found = export(item(comment(""), "recipe"), item("", "recipe"))
    assert len(starts(found)) == len(comments(found)) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("0", "awaiting moderation"),
        ("spam", "marked as spam"),
        ("trash", "in the trash"),
        ("post-trashed", "in the trash with their post"),
        ("odd", "of status odd"),
    ],
)
def test_what_the_site_hides_stays_hidden_and_is_counted(status: str, reason: str) -> None:
    hidden = comment(f"<wp:comment_approved>{status}</wp:comment_approved>")
    shown = comment("<wp:comment_approved>1</wp:comment_approved>")
    found = export(item(hidden + hidden + shown))
    assert len(comments(found)) == 1
    assert notices(found) == {"hidden": f"Comments that are not shown: 2 {reason}."}


@pytest.mark.parametrize("kind", ["note", "order_note", "review"])
def test_comments_of_other_types_are_hidden(kind: str) -> None:
    found = export(item(comment(f"<wp:comment_type>{kind}</wp:comment_type>")))
    assert comments(found) == []
    assert f"1 of type {kind}" in notices(found)["hidden"]


@pytest.mark.parametrize(
    ("local", "utc", "moment"),
    [
        ("2019-07-01 12:00:00", "2019-07-01 10:00:00", Moment(1561975200, 120)),
        ("2019-12-01 12:00:00", "2019-12-01 11:00:00", Moment(1575198000, 60)),
        ("2019-07-01 12:00:00", "0000-00-00 00:00:00", Moment(1561982400)),
        ("2019-07-01 12:00:00", "", Moment(1561982400)),
        ("", "2019-07-01 10:00:00", Moment(1561975200, 0)),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", None),
    ],
)
def test_local_and_universal_time_give_the_offset(
    local: str, utc: str, moment: Moment | None
) -> None:
    dates = f"<wp:comment_date>{local}</wp:comment_date>"
    found = export(item(comment(f"{dates}<wp:comment_date_gmt>{utc}</wp:comment_date_gmt>")))
    assert only(found).date == moment
    assert "unknown-date" not in notices(found)


def test_an_impossible_date_is_told_and_costs_nothing_else() -> None:
    found = export(item(comment("<wp:comment_date>2019-02-31 10:00:00</wp:comment_date>")))
    assert only(found).date is None
    assert "2019-02-31" in notices(found)["unknown-date"]


def test_line_breaks_are_kept_but_not_in_what_the_block_editor_wrote() -> None:
    old = "<content:encoded><![CDATA[one\ntwo\n\nthree]]></content:encoded>"
    new = "<content:encoded><![CDATA[<!-- wp:paragraph --><p>one\ntwo</p>]]></content:encoded>"
    assert [said(s) for s in starts(export(item(old), item(new)))] == [
        "one\ntwo\n\nthree",
        "one two",
    ]


def test_names_and_texts_are_decoded_once_more_within_cdata() -> None:
    found = export(
        "<wp:author><wp:author_login>al</wp:author_login>"
        "<wp:author_display_name><![CDATA[Al &amp; Bo]]></wp:author_display_name></wp:author>",
        item(
            "<dc:creator><![CDATA[al]]></dc:creator>"
            + comment("<wp:comment_author><![CDATA[J&ouml;rg &#x1b;[31m]]></wp:comment_author>")
        ),
    )
    assert starts(found)[0].author == "Al & Bo"
    assert only(found).author == "Jörg"


def test_a_comment_before_its_post_says_what_it_is_waits_for_it() -> None:
    text = f"<item>{comment('')}<title>Late</title><wp:post_type>post</wp:post_type></item>"
    found = export(text)
    assert [type(event).__name__ for event in found] == ["StoryStart", "Comment"]
    assert starts(found)[0].title == "Late"


def test_a_post_that_nobody_ends_keeps_its_comments() -> None:
    found = export(item(comment("") * 3).removesuffix("</item>"))
    assert len(comments(found)) == 3
    assert set(notices(found)) == {"not-well-formed"}


def test_comments_outside_of_any_post_are_a_story() -> None:
    found = export(comment("<wp:comment_id>1</wp:comment_id>"))
    assert starts(found)[0].title == "Comments without a post"
    assert only(found).story == starts(found)[0].story


def test_threads_of_one_identifier_are_one_story() -> None:
    def thread(name: str) -> str:
        return (
            f"<item><title>T</title><dsq:thread_identifier>{name}</dsq:thread_identifier>"
            f"{comment('')}</item>"
        )

    found = export(thread("a"), thread("b"), thread("a"))
    assert [s.story for s in starts(found)] == ["post 1", "post 2"]
    assert [c.story for c in comments(found)] == ["post 1", "post 2", "post 1"]
