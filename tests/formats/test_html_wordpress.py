from __future__ import annotations

import io

import pytest

from threadreader.formats import html
from threadreader.formats.base import Source
from threadreader.model import Comment, Moment, Notice
from threadreader.text.body import pack, plain_text

# id ("?" where it is made up), parent, author, text
_Row = tuple[str, str | None, str, str]

_TWENTY_TEN = """<div id="comments"><h3 id="comments-title">2 Responses to <em>Ten</em></h3>
<ol class="commentlist"><li class="comment depth-1" id="li-comment-5"><div id="comment-5">
<div class="comment-author vcard"><img class="avatar"><cite class="fn"><a class="url" href="http://a">
Al</a></cite> <span class="says">says:</span></div><div class="comment-meta commentmetadata">
<a href="http://s.example/p/#comment-5">June 3, 2010 at 5:43 pm</a> <a class="comment-edit-link">
(Edit)</a></div><div class="comment-body"><p>Body <cite>Book</cite>.</p></div><div class="reply">
<a>Reply</a></div></div></li><li class="post pingback"><p>Pingback: <a href="http://b.example/x"
class="url">B blog</a> <a class="comment-edit-link">(Edit)</a></p></li></ol></div>"""

_TWENTY_ELEVEN = """<div id="comments"><ol class="commentlist"><li class="comment depth-1"
id="li-comment-5"><article id="comment-5" class="comment"><footer class="comment-meta"><div
class="comment-author vcard"><span class="fn">El</span> on <a href="http://s.example/p/#comment-5">
<time pubdate datetime="2011-05-06T07:08:09+00:00">May 6</time></a> <span class="says">said:</span>
</div></footer><div class="comment-content"><p>Eleven.</p></div></article></li></ol></div>"""

_GENESIS = """<div class="entry-comments" id="comments"><ol class="comment-list"><li
class="comment depth-1" id="comment-9"><article id="article-comment-9" itemprop="comment" itemscope
itemtype="https://schema.org/Comment"><header class="comment-header"><p class="comment-author"
itemprop="author"><span itemprop="name"><a href="http://x" itemprop="url">Gen</a></span> <span
class="says">says</span></p><p class="comment-meta"><time datetime="2015-01-02T03:04:05+00:00">
<a href="http://s.example/p/#comment-9">January 2</a></time></p></header><div
class="comment-content" itemprop="text"><p>Hello.</p></div><div class="comment-reply"><a>Reply</a>
</div></article><ul class="children"><li class="comment depth-2" id="comment-10"><article
itemprop="comment"><p class="comment-author" itemprop="author"><span itemprop="name">Kid</span>
<span class="says">says</span></p><div class="comment-content"><p>Re.</p></div></article></li></ul>
</li></ol></div>"""

_HOLDERS = """<div id="comments"><ol class="commentlist"><li class="comment depth-1"
id="li-comment-70"><div id="comment-70" class="commentholder"><div class="comment-author vcard">
<cite class="fn">Sol</cite> <span class="says">says:</span></div><div class="comment-meta
commentmetadata"><a href="http://s.example/p/#comment-70">March 3, 2015 at 1:11 am</a></div><div
class="comment-body"><p>One</p><p>Two</p></div><div class="reply"><a>Reply</a></div></div><ul
class="children"><li class="comment depth-2" id="li-comment-71"><div id="comment-71"
class="commentholder"><div class="comment-author vcard"><cite class="fn">Kid</cite> says:</div><div
class="comment-body"><p>Three</p></div></div></li></ul></li></ol></div>"""

_FIRST = """<h2 id="comments">2 Comments</h2><ol id="commentlist"><li id="comment-1"><p>First text,
<em>fine</em>.</p><p><cite>Comment by <a href="http://ida.example">Ida</a> &#8212; March 3, 2005 @
<a href="#comment-1">8:12 am</a></cite></p></li><li id="comment-2"><p>Second.</p><p><cite>Comment by
Jon &#8212; March 4, 2005 @ <a href="#comment-2">9:12 pm</a></cite></p></li></ol>"""

_TERMS = """<div id="comments"><dl id="comment_list"><dt class="comment depth-1" id="comment-31">
<span class="comment_num"><a href="#comment-31">1</a></span><span class="comment_author">Theo</span>
<span class="comment_time">March 4, 2010 at 10:00 am</span></dt><dd class="comment"><div
class="format_text" id="comment-body-31"><p>Term text.</p><p class="reply"><a>Reply</a></p></div>
</dd></dl></div>"""

_UNCLOSED = """<div id=comments><ol class=commentlist><li class="comment depth-1" id=comment-1><div
class=comment-body><cite class=fn>A</cite><p>x<li class="comment depth-1" id=comment-2><div
class=comment-body><cite class=fn>B</cite><p>y<ul class=children><li class="comment depth-2"
id=comment-3><cite class=fn>C</cite><p>z</ul><li class="comment depth-1" id=comment-4><cite
class=fn>D</cite><p>w</ol>"""

_SWALLOWED = """<div id=comments><div class="comment depth-1" id=comment-1><b class=fn>A</b><div
class="comment-content"><p>x</div><div class="comment depth-1" id=comment-2><b class=fn>B</b><div
class="comment-content"><p>y</div><div class="comment depth-2" id=comment-3><b class=fn>C</b><div
class="comment-content"><p>z</div>"""

_NO_IDS = """<div id=comments><ol class=comment-list><li class="comment depth-1"><cite class=fn>A
</cite><p>x</p><ul class=children><li class="comment depth-2"><cite class=fn>B</cite><p>y</p></li>
</ul></li><li class="comment depth-1"><cite class=fn>C</cite><p>z</p></li></ol></div>"""

_TABLE = """<div id="comments"><ol class="commentlist"><li id="comment-12" class="comment depth-1">
<table><tr><td class="avatar"></td><td><span class="author">Ta says:</span><br><small>5 March 2009
</small><div>Text without paragraphs<br>and two lines</div></td></tr></table></li></ol></div>"""

_SIDEBAR = """<div id="sidebar"><ul class="commentlist"><li class="comment depth-1" id="comment-7">
<cite class="fn">Stranger</cite><p>Elsewhere.</p></li></ul></div><div id="comments"><ol
class="commentlist"><li class="comment depth-1" id="comment-8"><cite class="fn">Ann</cite><p>Here.
</p></li></ol></div>"""

_HIDDEN_PARENT = """<div id="comments"><ol class="commentlist"><li class="comment depth-1"
id="comment-1"><cite class="fn">A</cite><p>a</p></li><li class="comment depth-3" id="comment-4">
<cite class="fn">B</cite><p>b</p></li><li class="comment depth-3" id="comment-5"><cite class="fn">C
</cite><p>c</p></li></ol></div>"""

_SHORTENED = """<div id=comments class=comments-area><h2 class=comments-title> 2 Comments</h2><ol
class=comment-list><li id=comment-1 class="comment depth-1"><article id=div-comment-1
class=comment-body><footer class=comment-meta><div class="comment-author vcard"><img alt
src=data:image/jpeg;base64,/9j class=avatar> <b class=fn>Ann</b> <span class=says>says:</span>
</div>
<div class=comment-metadata><a href=https://e.example/#comment-1><time
datetime=2021-01-01T00:00:00+00:00>January 1</time></a></div></footer><div class=comment-content>
<p>One<p>Two</div><div class=reply><a>Reply</a></div></article><ol class=children><li id=comment-2
class="comment depth-2"><article id=div-comment-2 class=comment-body><b class=fn>Bob</b><div
class=comment-content><p>Three</div></article></ol></ol></div>"""

_PLUGIN = """<div id="wpdcom"><div id="wpd-comm-12_0" class="comment depth-1 wpd-comment"><div
class="wpd-comment-wrap"><div id="comment-12" class="wpd-comment-right"><div
class="wpd-comment-header"><div class="wpd-comment-author ">Wim</div><div class="wpd-comment-date"
title="March 4, 2021 9:30 am">3 years ago</div></div><div class="wpd-comment-text"><p>A plugin.</p>
</div><div class="wpd-comment-footer"><div class="wpd-vote">1</div></div></div></div><div
id="wpd-comm-13_12" class="comment depth-2 wpd-comment"><div id="comment-13"><div
class="wpd-comment-header"><div class="wpd-comment-author">Xi</div><div class="wpd-reply-to">Reply
to
<a href="#comment-12">Wim</a></div></div><div class="wpd-comment-text"><p>Indeed.</p></div></div>
</div></div></div>"""

_IN_ONE_LINE = """<ol class="commentlist"><li class="comment depth-1" id="comment-4"><div
class="the-comment"><div class="comment-author meta"><strong>Ava</strong>May 5, 2017 at 3:00 pm<a
class="comment-reply-link"> - Reply</a></div><div class="comment-text"><p>Text.</p></div></div></li>
</ol>"""

_CASES: dict[str, tuple[str, list[_Row]]] = {
    "twenty ten": (_TWENTY_TEN, [("5", None, "Al", "Body Book."), ("?", None, "B blog", "")]),
    "twenty eleven": (_TWENTY_ELEVEN, [("5", None, "El", "Eleven.")]),
    "genesis": (_GENESIS, [("9", None, "Gen", "Hello."), ("10", "9", "Kid", "Re.")]),
    "holders": (_HOLDERS, [("70", None, "Sol", "One\n\nTwo"), ("71", "70", "Kid", "Three")]),
    "the first ones": (
        _FIRST,
        [("1", None, "Ida", "First text, fine."), ("2", None, "Jon", "Second.")],
    ),
    "a list of terms": (_TERMS, [("31", None, "Theo", "Term text.")]),
    "unclosed items": (
        _UNCLOSED,
        [("1", None, "A", "x"), ("2", None, "B", "y"), ("3", "2", "C", "z"), ("4", None, "D", "w")],
    ),
    "unclosed elements": (
        _SWALLOWED,
        [("1", None, "A", "x"), ("2", None, "B", "y"), ("3", "2", "C", "z")],
    ),
    "no ids": (
        _NO_IDS,
        [("?", None, "A", "x"), ("?", "without id 1", "B", "y"), ("?", None, "C", "z")],
    ),
    "end tags left out": (
        _SHORTENED,
        [("1", None, "Ann", "One\n\nTwo"), ("2", "1", "Bob", "Three")],
    ),
    "a plugin": (_PLUGIN, [("12", None, "Wim", "A plugin."), ("13", "12", "Xi", "Indeed.")]),
    "name and date in one line": (_IN_ONE_LINE, [("4", None, "Ava", "Text.")]),
    "a table": (_TABLE, [("12", None, "Ta", "Text without paragraphs\nand two lines")]),
    "a sidebar": (_SIDEBAR, [("8", None, "Ann", "Here.")]),
    "a hidden parent": (
        _HIDDEN_PARENT,
        [("1", None, "A", "a"), ("4", "1", "B", "b"), ("5", "1", "C", "c")],
    ),
}


def read(body: str) -> tuple[list[Comment], list[Notice]]:
    data = f'<!DOCTYPE html><meta charset=utf-8><link href="/wp-content/x.css">{body}'.encode()
    events = list(html.read(Source(lambda: io.BytesIO(data), size=len(data))))
    comments = [event for event in events if isinstance(event, Comment)]
    return comments, [event for event in events if isinstance(event, Notice)]


@pytest.mark.parametrize("case", _CASES)
def test_shapes_of_themes(case: str) -> None:
    body, expected = _CASES[case]
    found = [
        (c.id if c.own_id else "?", c.parent, c.author, plain_text(pack(c.body)))
        for c in read(body)[0]
    ]
    assert found == expected


def test_the_address_of_a_pingback_is_where_it_leads() -> None:
    comments, _ = read(_TWENTY_TEN)
    assert [(c.kind, c.url) for c in comments] == [
        ("comment", "http://s.example/p/#comment-5"),
        ("pingback", "http://b.example/x"),
    ]


def test_a_date_is_taken_from_the_signature_of_the_first_themes() -> None:
    dates = [c.date for c in read(_FIRST)[0]]
    assert [date and date.seconds % 86400 for date in dates] == [8 * 3600 + 720, 21 * 3600 + 720]


def test_style_sheets_and_scripts_that_name_comments_are_none() -> None:
    body = """<style>.comment.depth-1 #comment-4 { color: red }</style><script>
    document.write('<li class="comment depth-1" id="comment-4">x</li>')</script><p>Words.</p>"""
    assert read(body) == ([], [])


def test_comments_that_wait_are_read_without_the_words_about_it_and_counted() -> None:
    comments, notices = read(
        """<ol class="commentlist"><li class="comment depth-1" id="comment-1"><cite class="fn">A
        </cite><em class="comment-awaiting-moderation">Your comment waits.</em><p>x</p></li></ol>"""
    )
    assert [plain_text(pack(c.body)) for c in comments] == ["x"]
    assert [notice.code for notice in notices] == ["awaiting-moderation"]
    assert notices[0].message.endswith(": 1.")


def test_a_link_in_the_text_to_the_comment_itself_is_text() -> None:
    comments, _ = read(
        """<ol class="comment-list"><li class="comment depth-1" id="comment-1"><b class="fn">A</b>
        <i class="comment-date">May 3, 2009</i><div class="comment-content"><p>See
        <a href="https://s.example/p/#comment-1">this</a> of
        <small>March 3, 2001</small>.</p></div></li></ol>"""
    )
    assert plain_text(pack(comments[0].body)) == "See this of March 3, 2001."
    assert comments[0].date == Moment(1241308800, day_only=True)


def test_of_two_elements_that_are_named_like_the_text_the_inner_one_is() -> None:
    comments, _ = read(
        """<ol class="comment-list"><li class="comment depth-1" id="comment-1"><div
        class="comment-content"><h4 class="comment-author">A</h4><span class="comment-date">May 3,
        2009</span><div class="comment-text"><p>x</p></div><a href="#">Like</a></div></li></ol>"""
    )
    (comment,) = comments
    assert (comment.author, plain_text(pack(comment.body))) == ("A", "x")
    assert comment.date == Moment(1241308800, day_only=True)
