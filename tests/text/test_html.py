from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadreader.model import Block, Raw
from threadreader.text.body import blocks, pack, plain_text
from threadreader.text.html import html_blocks, html_text, node_blocks, wordpress_blocks


def text_of(found: tuple[Block, ...]) -> list[str]:
    return ["".join(span.text for span in block.spans) for block in found]


def shapes_of(markup: str) -> list[tuple[str, int, str, str]]:
    return [
        (block.kind, block.depth, block.marker, "".join(span.text for span in block.spans))
        for block in html_blocks(markup)
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("One line", [("paragraph", 0, "", "One line")]),
        ("a &amp; b &#8217;c", [("paragraph", 0, "", "a & b ’c")]),
        ("<p>a  b\n c</p><p>d</p>", [("paragraph", 0, "", "a b c"), ("paragraph", 0, "", "d")]),
        ("<p>a<br />\nb</p>", [("paragraph", 0, "", "a\nb")]),
        ("<p>a<br><br>b</p>", [("paragraph", 0, "", "a"), ("paragraph", 0, "", "b")]),
        ("bare<p>tagged", [("paragraph", 0, "", "bare"), ("paragraph", 0, "", "tagged")]),
        ("<p>&nbsp;</p><p> </p><div></div>", []),
        (
            "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>",
            [("quote", 1, "", "a"), ("quote", 2, "", "b")],
        ),
        ("<pre>  x\n    y <b>z</b>\n</pre>", [("code", 0, "", "  x\n    y z")]),
        (
            "<ul><li>a<ul><li>b</ul>c</ul>",
            [("item", 1, "-", "a"), ("item", 2, "-", "b"), ("item", 1, " ", "c")],
        ),
        (
            '<ol start="3"><li>a<li><p>b</p><p>c</p></ol>',
            [("item", 1, "3.", "a"), ("item", 1, "4.", "b"), ("item", 1, " ", "c")],
        ),
        (
            "<blockquote><ul><li>a</ul></blockquote>",
            [("quote", 1, "", "- a")],
        ),
        ("<h2>Two</h2>", [("heading", 2, "", "Two")]),
        (
            '<p>a <img src="/p.png" alt="P"> b</p>',
            [
                ("paragraph", 0, "", "a"),
                ("image", 0, "", "P"),
                ("paragraph", 0, "", "b"),
            ],
        ),
        ('<p>a <img class="emoji" alt="🙂" src="x.png"> b</p>', [("paragraph", 0, "", "a 🙂 b")]),
        ('<img src="https://count.example/1.gif" width="1" height="1">', []),
        (
            "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
            [("paragraph", 0, "", "a | b\n1 | 2")],
        ),
        (
            "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
            [("paragraph", 0, "", "a"), ("paragraph", 0, "", "b")],
        ),
        (
            "<dl><dt>a<dd>b</dl><details><summary>c</summary>d</details>",
            [("paragraph", 0, "", text) for text in "abcd"],
        ),
        ("a<hr>b", [("paragraph", 0, "", text) for text in ("a", "* * *", "b")]),
        (
            "<script>x</script><style>y</style><template>z</template>a<!-- b -->",
            [
                ("paragraph", 0, "", "a"),
            ],
        ),
    ],
)
def test_markup_becomes_blocks(markup: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert shapes_of(markup) == expected


def test_spans_keep_their_meaning_and_links_their_address() -> None:
    (block,) = html_blocks(
        '<p>see <em>it</em> <strong>now</strong> <code>x</code> <a href="https://a.example/">'
        'the <b>place</b></a> <a href="javascript:go()">not</a> <a href="#here">here</a></p>'
    )
    found = [(span.text, span.kind, span.target) for span in block.spans]
    assert found == [
        ("see ", "plain", ""),
        ("it", "emphasis", ""),
        (" ", "plain", ""),
        ("now", "strong", ""),
        (" ", "plain", ""),
        ("x", "code", ""),
        (" ", "plain", ""),
        ("the place", "link", "https://a.example/"),
        (" not here", "plain", ""),
    ]


def test_a_base_resolves_what_is_relative() -> None:
    packed = pack(Raw("html", b'<base href="https://a.example/b/"><p><a href="c">d</a></p>'))
    assert blocks(packed)[0].spans[0].target == "https://a.example/b/c"


@pytest.mark.parametrize("newlines", [False, True])
@pytest.mark.parametrize(
    "markup",
    ["&#x1b;[31mred", "<p>&#27;[31mred</p>", "\x1b[31mred", "<i>&#x1b;]0;title&#7;</i>red"],
)
def test_an_escape_that_is_decoded_is_cleaned(markup: str, *, newlines: bool) -> None:
    assert text_of(html_blocks(markup, newlines=newlines)) == ["red"]


def test_a_bare_newline_is_a_line_break_where_wordpress_says_so() -> None:
    markup = "one\ntwo<br />\nthree\r\n\r\nfour <em>x\ny</em>\n<ul>\n<li>a</li>\n</ul>\nfive"
    found = wordpress_blocks(markup)
    assert text_of(found) == ["one\ntwo\nthree", "four x\ny", "a", "five"]
    assert [block.kind for block in found] == ["paragraph", "paragraph", "item", "paragraph"]


def test_preformatted_text_keeps_its_empty_lines_where_newlines_break() -> None:
    assert text_of(wordpress_blocks("a\n<pre>b\n\nc</pre>")) == ["a", "b\n\nc"]


def test_nodes_that_are_left_out_are_no_text() -> None:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    tree = LexborHTMLParser('<div><p>a <b>b</b></p><a href="c">d</a></div>')
    node, bold = tree.css_first("div"), tree.css_first("b")
    assert node is not None
    assert bold is not None
    found = node_blocks(node, base="https://x.example/y/", without={bold.mem_id})
    assert text_of(found) == ["a", "d"]
    assert found[1].spans[0].target == "https://x.example/y/c"


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "table><tr><td", "b", "span", "q"])
def test_depth_is_no_trouble(tag: str) -> None:
    assert "x" in "".join(text_of(html_blocks(f"<{tag}>" * 5000 + "x")))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("A title", "A title"),
        ("A <em>fine</em>\n title &amp; more", "A fine title & more"),
        ("One<br>two &#x1b;[1m", "One two"),
        ("<p>a</p><p>b</p>", "a b"),
        ("", ""),
    ],
)
def test_a_title_is_one_line(fragment: str, expected: str) -> None:
    assert html_text(fragment) == expected


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "<br />", "\n", "\n\n", " ", "a", "é", "&amp;", "&#8217;", "&nbsp;",
     "&#x1b;", "&#27;[1m", "\x1b[2J", "\u202e", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<table>",
     "<td>", "<tr>", "<pre>", "</pre>", "<blockquote>", "<a href='x'>", "</a>", "<img alt=i src=s>",
     "<!--", "-->", "<", "\0", "\ud800", "<script>", "<template>", "<svg>", "<math>", "<hr>"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join), st.booleans())
def test_no_markup_raises_or_brings_a_command(markup: str, newlines: bool) -> None:  # noqa: FBT001
    for block in html_blocks(markup, newlines=newlines):
        assert any(span.text for span in block.spans) or block.kind == "image"
        for span in block.spans:
            assert not set(span.text) & {"\x1b", "\0", "\x07", "\u202e", "\ud800"}


def test_plain_text_of_a_raw_body_has_its_paragraphs() -> None:
    packed = pack(Raw("html", b"<p>a</p>\n<p>b<br>c</p>\n<ul><li>d</li></ul>"))
    assert plain_text(packed) == "a\n\nb\nc\n\n- d"
