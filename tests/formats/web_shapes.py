"""Discussions written in the shapes of pages, exports and feeds, for tests that read them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

PAGE = "https://meadow.example/bees/"


@dataclass(frozen=True, slots=True)
class Written:
    """A comment as it is to be written: `number` from 1 in preorder, `parent` 0 at top level."""

    number: int
    parent: int
    depth: int
    author: str
    text: str

    @property
    def paragraph(self) -> str:
        return f"<p>{escape(self.text)}</p>"

    @property
    def markup(self) -> str:
        """The text as people write it, who encode only what would be a tag."""
        return self.text.replace("&", "&amp;").replace("<", "&lt;")

    @property
    def clock(self) -> str:
        return f"{8 + self.number // 60:02}:{self.number % 60:02}:00"

    @property
    def address(self) -> str:
        return f"{PAGE}#comment-{self.number}"


@dataclass(frozen=True, slots=True)
class Document:
    """What was written: a head, a piece for each comment in the order of the file, a tail."""

    head: str
    pieces: list[str]
    numbers: list[int]
    tail: str

    @property
    def data(self) -> bytes:
        return (self.head + "".join(self.pieces) + self.tail).encode()

    def whole_before(self, cut: int) -> list[int]:
        """The numbers of the comments of which the first `cut` bytes have everything."""
        end = len(self.head.encode())
        found = []
        for number, piece in zip(self.numbers, self.pieces, strict=True):
            end += len(piece.encode())
            if end > cut:
                break
            found.append(number)
        return found


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def wxr(comments: list[Written]) -> Document:
    head = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Bees</title><link>{PAGE}</link><content:encoded><![CDATA[They hum.]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_type><![CDATA[post]]></wp:post_type>"""
    pieces = [
        f"""<wp:comment>
    <wp:comment_id>{c.number}</wp:comment_id>
    <wp:comment_author>{_cdata(escape(c.author))}</wp:comment_author>
    <wp:comment_date><![CDATA[2019-05-04 {c.clock}]]></wp:comment_date>
    <wp:comment_date_gmt><![CDATA[2019-05-04 {c.clock}]]></wp:comment_date_gmt>
    <wp:comment_content>{_cdata(c.markup)}</wp:comment_content>
    <wp:comment_approved><![CDATA[1]]></wp:comment_approved>
    <wp:comment_parent>{c.parent}</wp:comment_parent>
</wp:comment>
"""
        for c in comments
    ]
    return Document(head, pieces, [c.number for c in comments], "</item></channel></rss>")


def disqus(comments: list[Written]) -> Document:
    head = f"""<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="4"><id>bees</id><link>{PAGE}</link><title>Bees</title></thread>"""

    def post(c: Written) -> str:
        parent = f'<parent dsq:id="{c.parent}" />' if c.parent else ""
        return f"""<post dsq:id="{c.number}"><message>{_cdata(c.paragraph)}</message>
<createdAt>2019-05-04T{c.clock}Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>{escape(c.author)}</name></author><thread dsq:id="4" />{parent}</post>
"""

    return Document(head, [*map(post, comments)], [c.number for c in comments], "</disqus>")


def atom(comments: list[Written]) -> Document:
    head = f"""<?xml version="1.0" encoding="UTF-8" ?><feed xmlns="http://www.w3.org/2005/Atom"
    xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Comments on Bees</title>
<link rel="alternate" type="text/html" href="{PAGE}#comments" />"""

    def entry(c: Written) -> str:
        answers = f"{PAGE}#comment-{c.parent}" if c.parent else PAGE
        return f"""<entry><title>By: {escape(c.author)}</title>
<link rel="alternate" href="{c.address}" type="text/html" /><id>{c.address}</id>
<author><name>{escape(c.author)}</name></author><published>2019-05-04T{c.clock}Z</published>
<content type="html">{_cdata(c.paragraph)}</content>
<thr:in-reply-to ref="{answers}" href="{answers}" type="text/html" /></entry>
"""

    newest_first = comments[::-1]
    return Document(head, [*map(entry, newest_first)], [c.number for c in newest_first], "</feed>")


def rss(comments: list[Written]) -> Document:
    head = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Comments on: Bees</title><link>{PAGE}</link>"""

    def item(c: Written) -> str:
        answers = f'<p>In reply to <a href="{PAGE}#comment-{c.parent}">x</a>.</p>\n'
        return f"""<item><title>By: {escape(c.author)}</title><link>{c.address}</link>
<dc:creator>{_cdata(escape(c.author))}</dc:creator>
<pubDate>Sat, 04 May 2019 {c.clock} +0000</pubDate><guid isPermaLink="false">{c.address}</guid>
<content:encoded>{_cdata((answers if c.parent else "") + c.paragraph)}</content:encoded></item>
"""

    newest_first = comments[::-1]
    tail = "</channel></rss>"
    return Document(head, [*map(item, newest_first)], [c.number for c in newest_first], tail)


def wordpress_rest(comments: list[Written]) -> Document:
    def record(c: Written) -> str:
        return json.dumps(
            {
                "id": c.number,
                "post": 1,
                "parent": c.parent,
                "author_name": escape(c.author),
                "date": f"2019-05-04T{c.clock}",
                "date_gmt": f"2019-05-04T{c.clock}",
                "content": {"rendered": c.paragraph},
                "link": c.address,
                "type": "comment",
            }
        )

    newest_first = comments[::-1]
    pieces = [f"{',' if at else ''}{record(c)}" for at, c in enumerate(newest_first)]
    return Document("[", pieces, [c.number for c in newest_first], "]")


def wordpress_page(comments: list[Written]) -> Document:
    def item(c: Written) -> str:
        return (
            f'<li id="comment-{c.number}" class="comment depth-{c.depth}">'
            f'<article id="div-comment-{c.number}" class="comment-body">'
            '<footer class="comment-meta">'
            f'<div class="comment-author vcard"><b class="fn">{escape(c.author)}</b>'
            '<span class="says">says:</span></div><div class="comment-metadata">'
            f'<a href="{c.address}"><time datetime="2019-05-04T{c.clock}+00:00">4 May</time></a>'
            f'</div></footer><div class="comment-content">{c.paragraph}</div></article>'
        )

    return _nested(
        '<div id="comments"><ol class="comment-list">',
        comments,
        item,
        ("</li>", '<ol class="children">', "</ol>"),
        "</ol></div>",
    )


def oldreddit_page(comments: list[Written]) -> Document:
    def thing(c: Written) -> str:
        return (
            f'<div class="thing comment" id="thing_t1_{c.number}" data-fullname="t1_{c.number}">'
            f'<div class="entry"><p class="tagline"><a class="author">{escape(c.author)}</a>'
            f'<time datetime="2019-05-04T{c.clock}+00:00">5 years ago</time></p>'
            f'<div class="usertext-body"><div class="md">{c.paragraph}</div></div>'
            '<ul class="flat-list buttons"><li><a class="bylink">permalink</a></li></ul></div>'
            '<div class="child">'
        )

    return _nested(
        '<div class="commentarea"><div class="sitetable nestedlisting">',
        comments,
        thing,
        ("</div></div>", '<div class="sitetable listing">', "</div>"),
        "</div></div>",
    )


def lobsters_page(comments: list[Written]) -> Document:
    def subtree(c: Written) -> str:
        return (
            f'<li class="comments_subtree"><div class="comment" id="c_{c.number}" '
            f'data-shortid="{c.number}"><div class="details"><div class="byline">'
            f'<a href="/~someone">{escape(c.author)}</a>'
            f'<time datetime="2019-05-04 {c.clock}">4 May</time></div>'
            f'<div class="comment_text">{c.paragraph}</div></div></div><ol class="comments">'
        )

    return _nested('<ol class="comments">', comments, subtree, ("</ol></li>", "", ""), "</ol>")


def hackernews_page(comments: list[Written]) -> Document:
    head = '<html lang="en"><body><table class="comment-tree">'
    pieces = [
        f'<tr class="athing comtr" id="{c.number}"><td><table><tr>'
        f'<td class="ind" indent="{c.depth - 1}"><img src="s.gif" width="{c.depth * 40 - 40}"></td>'
        f'<td class="default"><div><span class="comhead"><a class="hnuser">{escape(c.author)}</a> '
        f'<span class="age" title="2019-05-04T{c.clock}"><a>on May 4, 2019</a></span></span></div>'
        f'<div class="comment"><div class="commtext c00">{escape(c.text)}</div><div class="reply">'
        '<p><font size="1"><u><a>reply</a></u></font></div></div></td></tr></table></td></tr>\n'
        for c in comments
    ]
    return Document(head, pieces, [c.number for c in comments], "</table></body></html>")


def _nested(
    head: str,
    comments: list[Written],
    opening: Callable[[Written], str],
    ends: tuple[str, str, str],
    tail: str,
) -> Document:
    """Comments that have their replies in them; `ends` a comment, begins and ends replies."""
    end, begin_replies, end_replies = ends

    def pieces() -> Iterator[str]:
        depth = 0
        for comment in comments:
            if comment.depth > depth:
                before = begin_replies if depth else ""
            else:
                before = end + (end_replies + end) * (depth - comment.depth)
            depth = comment.depth
            yield before + opening(comment)

    start = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{head}"
    depth = comments[-1].depth if comments else 0
    close = end + (end_replies + end) * (depth - 1) if comments else ""
    numbers = [comment.number for comment in comments]
    return Document(start, [*pieces()], numbers, f"{close}{tail}</body></html>")


SHAPES: dict[str, tuple[str, Callable[[list[Written]], Document]]] = {
    "wxr": ("wxr", wxr),
    "disqus": ("disqus", disqus),
    "atom": ("feeds", atom),
    "rss": ("feeds", rss),
    "wordpress_rest": ("wordpress_rest", wordpress_rest),
    "wordpress page": ("html", wordpress_page),
    "oldreddit page": ("html", oldreddit_page),
    "lobsters page": ("html", lobsters_page),
    "hackernews page": ("html", hackernews_page),
}
