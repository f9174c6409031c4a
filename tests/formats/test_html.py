from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadreader.formats import html
from threadreader.formats.base import Source
from threadreader.model import Comment, Event, Moment, Notice, Reply, Restart, StoryStart
from threadreader.text.body import blocks, pack, plain_text

_SAVED = 1_600_000_000.0  # 13 September 2020


def events_of(data: bytes) -> list[Event]:
    return list(html.read(Source(lambda: io.BytesIO(data), size=len(data), modified=_SAVED)))


def read(data: bytes) -> tuple[StoryStart, list[Comment], list[Notice]]:
    start, *others = events_of(data)
    assert isinstance(start, StoryStart)
    comments = [event for event in others if isinstance(event, Comment)]
    return start, comments, [event for event in others if isinstance(event, Notice)]


def codes(notices: list[Notice]) -> list[str]:
    return [notice.code for notice in notices]


def page(body: str, head: str = "") -> bytes:
    start = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head>"
    return f"{start}<body>{body}</body></html>".encode("utf-8", "replace")


def item(number: int, inner: str, depth: int = 1) -> str:
    return (
        f'<li class="comment depth-{depth}" id="comment-{number}"><div class="comment-author">'
        f'<b class="fn">Reader {number}</b> says:</div><div class="comment-content">{inner}</div>'
    )


def listed(*items: str) -> str:
    return f'<div id="comments"><ol class="comment-list">{"".join(items)}</ol></div>'


@pytest.mark.parametrize(
    ("head", "at_least"),
    [
        (b"<!DOCTYPE html><html><head>", 0.8),
        (b"\xef\xbb\xbf  <!-- saved from url=(0020)http://a.example -->\r\n<HTML>", 0.8),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y"><html>', 0.8),
        ("<html>".encode("utf-16"), 0.8),
        (b"<div class=x><p>a</p></div>", 0.5),
    ],
)
def test_pages_are_recognised(head: bytes, at_least: float) -> None:
    assert html.sniff(head, None) >= at_least


@pytest.mark.parametrize(
    "head", [b"", b'<?xml version="1.0"?><rss version="2.0">', b"[1]", b"From a\n", b"a < b"]
)
def test_what_is_no_page_is_not_claimed(head: bytes) -> None:
    assert html.sniff(head, None) == 0


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("Grüße".encode(), ""),
        ("Grüße".encode("latin-1"), "iso-8859-1"),
        ("Grüße".encode(), "iso-8859-1"),
        ("Grüße".encode("latin-1"), "utf-8"),
        ("Grüße".encode("cp1252"), "no-such-thing"),
        ("Grüße".encode() + b"\0", "utf-8"),
    ],
)
def test_the_encoding_is_found_whatever_is_declared(data: bytes, declared: str) -> None:
    start, _, _ = read(b"<title>" + data + f"</title><meta charset={declared}><p>x".encode())
    assert start.title == "Grüße"


def test_other_encodings_are_believed_and_utf16_is_seen() -> None:
    cyrillic = b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>'
    assert read(cyrillic + "Привет".encode("cp1251"))[0].title == "Привет"
    assert read("<html><title>Привет</title>".encode("utf-16"))[0].title == "Привет"


def test_two_encodings_in_one_file_are_both_read_and_told() -> None:
    text = page(listed(item(1, "<p>é</p>"), item(2, "<p>BYTE</p>"))).replace(b"BYTE", b"\xe9")
    _, comments, notices = read(text)
    assert [plain_text(pack(c.body)) for c in comments] == ["é", "é"]
    assert codes(notices) == ["encoding"]


def test_nul_bytes_are_left_out_and_told() -> None:
    text = page(listed(item(1, "<p>One and a half.</p>"))).replace(b"half", b"ha\0lf\0")
    _, comments, notices = read(text)
    assert plain_text(pack(comments[0].body)) == "One and a half."
    assert codes(notices) == ["nul-bytes"]


def test_an_escape_in_a_reference_reaches_nobody() -> None:
    bad = "&#x1b;[31mred&#x9b;2J"
    body = f'<h1 class="entry-title">{bad}</h1>' + listed(
        item(1, f'<p>{bad} <a href="https://a.example/{bad}">x</a></p>').replace("Reader 1", bad)
    )
    start, comments, _ = read(page(body, f"<title>{bad}</title>"))
    (span, link) = blocks(pack(comments[0].body))[0].spans
    for text in (start.title, comments[0].author, span.text, link.target):
        assert "\x1b" not in text
        assert "\x9b" not in text
        assert "[31m" not in text


def test_a_cut_file_gives_every_comment_up_to_the_cut() -> None:
    whole = page(listed(*(item(n, f"<p>Text {n}.</p>") + "</li>" for n in range(1, 51))))
    cut = whole[: whole.index(b"Text 30.") + 8]
    _, comments, _ = read(cut)
    assert [c.id for c in comments] == [str(n) for n in range(1, 31)]
    assert plain_text(pack(comments[-1].body)) == "Text 30."


def test_a_list_2000_deep_keeps_its_parents() -> None:
    deep = "".join(item(n, f"<p>{n}</p>", n) + "<ul class=children>" for n in range(1, 2001))
    _, comments, _ = read(page(listed(deep)))
    assert [c.parent for c in comments] == [None, *(str(n) for n in range(1, 2000))]


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("<div>", 17_000),
        ("<b id=x>", 3_000),
        ("<table><tr><td>", 3_000),
        ("<pre>", 3_000),
        ("<p><font color={}>x</p>", 3_000),
        ("<dl><dd>", 3_000),
    ],
)
def test_a_page_of_nothing_but_start_tags_is_read_to_its_end(piece: str, count: int) -> None:
    body = "".join(piece.replace("{}", str(n)) for n in range(count))
    _, comments, notices = read(page(listed(item(1, "<p>a</p>")) + body))
    assert [c.id for c in comments] == ["1"]
    assert codes(notices) == ["too-deep"]


def test_elements_that_nobody_closes_cost_no_other_ones() -> None:
    unclosed = "<font color=red>" * 100
    inner = '<p>a <b class="x">b</b> <a href="https://a.example/">c</a></p>'
    _, comments, _ = read(page(listed(item(1, unclosed + inner), item(2, inner))))
    assert [c.author for c in comments] == ["Reader 1", "Reader 2"]
    assert [len(blocks(pack(c.body))[-1].spans) for c in comments] == [4, 4]


def test_newest_first_is_told_by_the_dates() -> None:
    def dated(number: int, day: int) -> str:
        return item(number, f"<p>x</p><time datetime=2020-01-{day:02}T10:00:00Z></time>") + "</li>"

    falling = [dated(n, 30 - n) for n in range(1, 5)]
    assert read(page(listed(*falling)))[0].siblings == "date"
    assert read(page(listed(*reversed(falling))))[0].siblings == "file"
    assert read(page(listed(*falling, dated(9, 31))))[0].siblings == "file"


def test_what_is_ago_is_counted_from_the_saving() -> None:
    body = listed(item(1, "<p>x</p>").replace("says:", "<span class=date>3 hours ago</span>"))
    _, comments, _ = read(page(body))
    date = comments[0].date
    assert date is not None
    assert date.approximate
    assert abs(date.seconds - (_SAVED - 3 * 3600)) < 60


@pytest.mark.parametrize(
    ("heading", "stated"),
    [
        ("2 responses", True),
        ("1,002 Comments", True),
        ("One thought", False),
        ("1 thought on “2 birds”", False),
        ("Comments on “12 birds”", False),
    ],
)
def test_a_stated_count_that_differs_is_told(heading: str, *, stated: bool) -> None:
    body = f'<h3 id="comments">{heading}</h3>' + listed(item(1, "<p>x</p>"))
    assert ("count-differs" in codes(read(page(body))[2])) is stated


def test_pages_of_comments_join_by_the_address_of_the_article() -> None:
    body = listed(item(1, "<p>x</p>"))
    more = '<a href="/story/comment-page-2/#comments">Newer</a> <a href="/story/comment-page-2/">2'
    head = '<link rel=canonical href="https://a.example/story/">'
    start, _, notices = read(page(body + more, head))
    assert start.join == start.id == "a.example/story"
    assert codes(notices) == ["more-pages"]
    assert "https://a.example/story/comment-page-2/" in notices[0].message
    assert read(page(body, head))[0].join == ""


@pytest.mark.parametrize(
    "mark",
    [
        '<div id="disqus_thread"></div>',
        '<div class="fb-comments"></div>',
        "<div id=commento></div>",
    ],
)
def test_a_page_that_needs_a_script_says_so(mark: str) -> None:
    assert codes(read(page(f"<p>Words.</p>{mark}"))[2]) == ["needs-script"]
    assert codes(read(page(listed(item(1, "<p>x</p>")) + mark))[2]) == []


def test_a_page_without_comments_is_a_story() -> None:
    words = "The river has moved again, and with it the fence, the field and the argument. " * 3
    menu = "".join(f'<li><a href="/{n}">A long entry of the menu {n}</a></li>' for n in range(30))
    body = f"<div id=menu><ul>{menu}</ul></div><div><div><p>{words}</p><p>{words}</p></div></div>"
    start, comments, notices = read(page(body, "<title>River</title>"))
    assert (start.title, comments, notices) == ("River", [], [])
    assert plain_text(pack(start.body)) == f"{words.strip()}\n\n{words.strip()}"


@pytest.mark.parametrize(
    "data", [b"", b"<", b"<html>", b"\0\0\0", b"<!--", b"\xff\xfe", b"<title>"]
)
def test_next_to_nothing_is_read(data: bytes) -> None:
    start, comments, _ = read(data)
    assert (start.title, comments) == ("", [])


def test_addresses_are_taken_from_where_a_browser_left_them() -> None:
    for mark in (
        "<!-- saved from url=(0029)https://a.example/one/?utm_x=1 -->",
        "<!--\n Page saved with SingleFile \n url: https://a.example/one/ \n saved date: x -->",
        '<meta property="og:url" content="https://www.a.example/one">',
    ):
        assert read(page("<p>x</p>", mark))[0].id == "a.example/one"


def test_a_site_that_nobody_knows_is_read_where_its_elements_look_like_comments() -> None:
    body = """<section class="comments"><div class="comment"><strong class="name">Gus</strong>
    <time datetime="2023-01-01T00:00:00Z">1 Jan</time><div class="comment-text">Just<br>text</div>
    <div class="replies"><div class="comment"><strong class="name">Hal</strong><div
    class="comment-text"><p>A reply</p></div></div></div></div></section>"""
    _, comments, _ = read(page(body))
    found = [(c.author, c.parent, plain_text(pack(c.body))) for c in comments]
    assert found == [("Gus", None, "Just\ntext"), ("Hal", comments[0].id, "A reply")]
    assert not any(c.own_id for c in comments)


def test_the_first_pages_of_hacker_news_name_neither_texts_nor_deleted_rows() -> None:
    def row(width: int, head: str, text: str) -> str:
        return (
            f"<tr><td><table><tr><td><img src=s.gif width={width}></td><td></td>"
            f'<td class="default">{head}<br>{text}<p><font size=1><u><a href="reply">reply</a></u>'
            "</font></td></tr></table></td></tr>"
        )

    head = '<span class="comhead"><a href="user?id={}">{}</a> 2 days ago</span>'
    body = "<table>{}{}{}</table>".format(
        row(0, head.format("gus", "gus"), "<font color=#000000>One<p>Two</font>"),
        row(40, "", '<span class="comment">[deleted]</span>'),
        row(80, head.format("ida", "ida"), "<font color=#000000>Three</font>"),
    )
    _, comments, _ = read(page(body))
    assert [(c.author, c.status, plain_text(pack(c.body))) for c in comments] == [
        ("gus", "visible", "One\n\nTwo"),
        ("[deleted]", "deleted", "[deleted]"),
        ("ida", "visible", "Three"),
    ]
    assert [c.parent for c in comments] == [None, comments[0].id, comments[1].id]


def test_an_exact_time_beside_the_words_for_it_is_taken() -> None:
    dated = (
        '<a href="#comment-1"><abbr title="2009-03-04T12:00:00+01:00">March 4, 2009 12:00</abbr>'
    )
    body = '<p class="byline">By <span class="author">Mara</span> on March 4, 2009</p>'
    body += listed(item(1, "<p>x</p>").replace("says:", f"{dated}</a>"))
    start, comments, _ = read(page(body))
    assert start.author == "Mara"
    assert comments[0].date == Moment(1236164400, 60)


def test_elements_that_are_only_named_like_comments_are_none() -> None:
    words = "The well is deep, the bucket is small, and nobody has complained for a century. " * 2
    body = f'<div class="comment">3 comments</div><p>{words}</p><div class="comment"><form></form>'
    start, comments, _ = read(page(body))
    assert comments == []
    assert plain_text(pack(start.body)) == words.strip()


def test_a_file_that_ends_within_a_tag_says_so() -> None:
    _, comments, notices = read(page(listed(item(1, "<p>x</p>")))[: -len("dy></html>")])
    assert len(comments) == 1
    assert codes(notices) == ["truncated"]


def test_the_page_of_a_comment_is_known_by_the_number_it_has_in_other_formats() -> None:
    link = '<a href="/s/#comment-506">here</a>'
    body = listed(item(506, "<p>x</p>").replace("says:", link))
    _, comments, _ = read(page(body, '<link rel=canonical href="https://a.example/s/">'))
    assert [(c.id, c.own_id, c.url) for c in comments] == [
        ("506", True, "https://a.example/s/#comment-506")
    ]


# --- any tree, written as WordPress writes it, reads back the same

_WORDS = st.text(st.sampled_from("abc é&<>\"'ж"), min_size=1, max_size=12).filter(str.strip)
_TREES = st.lists(st.tuples(st.integers(0, 9), _WORDS, _WORDS), max_size=12)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def written(tree: list[tuple[int, str, str]], depths: list[int]) -> Iterator[str]:
    previous = 0
    for number, ((_, author, text), depth) in enumerate(zip(tree, depths, strict=True), 1):
        if depth > previous:
            yield '<ul class="children">' if previous else '<ol class="commentlist">'
        else:
            yield "</li>" + "</ul></li>" * (previous - depth)
        yield (
            f'<li class="comment depth-{depth}" id="comment-{number}">'
            f'<div id="div-comment-{number}" class="comment-body">'
            '<div class="comment-author vcard">'
            f'<cite class="fn">{escaped(author)}</cite> <span class="says">says:</span></div>'
            f'<div class="comment-meta commentmetadata"><a href="https://a.example/b/#comment-'
            f'{number}">March {number}, 2018 at 8:12 am</a></div><p>{escaped(text)}</p>'
            '<div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></div>'
        )
        previous = depth
    yield ("</li>" + "</ul></li>" * (previous - 1) + "</ol>") if tree else ""


@given(_TREES)
def test_any_tree_written_as_wordpress_reads_back(tree: list[tuple[int, str, str]]) -> None:
    depths: list[int] = []
    parents: list[str | None] = []
    for position, (seed, _, _) in enumerate(tree):
        depths.append(1 + seed % ((depths[-1] if depths else 0) + 1))
        above = (n for n in range(position - 1, -1, -1) if depths[n] == depths[-1] - 1)
        parents.append(next((str(n + 1) for n in above), None))
    _, comments, notices = read(page("".join(written(tree, depths))))
    assert notices == []
    assert [c.id for c in comments] == [str(n) for n in range(1, len(tree) + 1)]
    assert [c.parent for c in comments] == parents
    for comment, (_, author, text) in zip(comments, tree, strict=True):
        assert plain_text(pack(comment.body)) == " ".join(text.split())
        assert comment.author == (" ".join(author.split()).strip(" ,:") or "Anonymous")
        assert comment.date is not None
        assert comment.url == f"https://a.example/b/#comment-{comment.id}"


_TAGS = st.sampled_from(
    """
    <li class="comment depth-1" id="comment-1">
    <li class="comment depth-3">
    </li>
    <ul class="children">
    </ul>
    <div class="comment-body" id="div-comment-2">
    <div class="comment-content">
    </div>
    <cite class="fn">
    </cite>
    <p>
    text
    &#x1b;[1m
    <a href="#comment-1">
    <tr class="athing comtr" id="7"><td class="ind"><td class="default"><span class="comhead">
    <div class="commtext">
    <div class="thing comment" data-fullname="t1_a">
    <div class="child">
    <li class="comments_subtree">
    <div class="comment" data-shortid="x">
    <div id="comments">
    <article data-post-id="1" id="post_2">
    <div class="u-comment h-cite">
    <dl id="comments-block">
    <dt id="c123456">
    <dd>
    <div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
    <script type="application/ld+json">{"@type":"Comment","text":[]}</script>
    <template>
    <time datetime="2020-13-45">
    <table>
    </table>
    <!--
    <title>
    <textarea>
    \0
    \ud800
    """.strip().split("\n    ")
)


@given(st.lists(_TAGS, max_size=25).map("".join))
def test_no_page_raises_or_brings_a_command(body: str) -> None:
    for event in events_of(page(body)):
        assert not isinstance(event, Reply | Restart)
        texts = (
            [event.message] if isinstance(event, Notice) else [event.author, event.url, event.id]
        )
        if isinstance(event, Comment):
            texts.append(plain_text(pack(event.body)))
        assert not any(set(text) & {"\x1b", "\0", "\n\x1b"} for text in texts)


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_comments_know_their_lines(quote: str) -> None:
    items = (
        f"\n\n<li id={quote}comment-{n}{quote}><cite>A</cite><p>x</p></li>" for n in (5, 50, 51)
    )
    assert [c.line for c in read(page(listed(*items)))[1]] == [3, 5, 7]
