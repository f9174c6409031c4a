from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadreader.model import Block, Raw, Span
from threadreader.text.body import pack, plain_text
from threadreader.text.markdown import markdown_blocks, markdown_line_blocks


def read(text: str) -> list[tuple[str, str, int, str]]:
    return [
        (block.kind, "".join(span.text for span in block.spans), block.depth, block.marker)
        for block in markdown_blocks(text.encode())
    ]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("# A title", ("heading", "A title", 1, "")),
        ("    if a:\n        b()", ("code", "if a:\n    b()", 0, "")),
        ("```py\na  <b>\n```", ("code", "a  <b>", 0, "")),
        ("> one", ("quote", "one", 1, "")),
        ("- one", ("item", "one", 1, "-")),
        ("7. one", ("item", "one", 1, "7.")),
        ("![a cat](https://example.org/c.png)", ("image", "a cat", 0, "")),
        ("one  \ntwo", ("paragraph", "one\ntwo", 0, "")),
        ("one\ntwo", ("paragraph", "one two", 0, "")),
        ("a | b\n--|--\n1 | 2", ("paragraph", "a | b\n1 | 2", 0, "")),
        ("~~old~~ new", ("paragraph", "old new", 0, "")),
        (">!a secret!<", ("paragraph", ">!a secret!<", 0, "")),
        ("a vector<int> here", ("paragraph", "a vector<int> here", 0, "")),
        ("<script>x</script>", ("paragraph", "<script>x</script>", 0, "")),
        ("a <b>bold</b><br>word<!-- aside -->", ("paragraph", "a bold\nword", 0, "")),
        ("R&amp;D &lt;3", ("paragraph", "R&D <3", 0, "")),
        ("&#x200B;\n\nafter", ("paragraph", "after", 0, "")),
        ("[x](javascript:run)", ("paragraph", "[x](javascript:run)", 0, "")),
    ],
)
def test_a_block_is_what_it_says(text: str, block: tuple[str, str, int, str]) -> None:
    assert read(text) == [block]


def test_quotations_and_lists_nest() -> None:
    assert read("> a\n> > b\n\n- c\n  1. d\n- e") == [
        ("quote", "a", 1, ""),
        ("quote", "b", 2, ""),
        ("item", "c", 1, "-"),
        ("item", "d", 2, "1."),
        ("item", "e", 1, "-"),
    ]


def test_spans_have_their_meaning() -> None:
    text = "a *b* **c** `d` [e](https://example.org/e) <https://example.org>"
    (block,) = markdown_blocks(text.encode())
    assert [(span.text, span.kind, span.target) for span in block.spans if span.text.strip()] == [
        ("a ", "plain", ""),
        ("b", "emphasis", ""),
        ("c", "strong", ""),
        ("d", "code", ""),
        ("e", "link", "https://example.org/e"),
        ("https://example.org", "link", "https://example.org"),
    ]


def test_text_without_marks_is_paragraphs() -> None:
    text = "One line\nand another.\n\n\n Two, with (brackets) - and a dash. "
    assert markdown_blocks(text.encode()) == (
        Block("paragraph", (Span("One line and another."),)),
        Block("paragraph", (Span("Two, with (brackets) - and a dash."),)),
    )


@pytest.mark.parametrize("text", ["one\ntwo", "*one*\ntwo"])
def test_line_ends_are_kept_where_a_site_shows_them(text: str) -> None:
    assert plain_text(pack(Raw("markdown-lines", text.encode()))) == "one\ntwo"
    assert [b.kind for b in markdown_line_blocks(text.encode())] == ["paragraph"]


@pytest.mark.parametrize("text", ["> " * 300 + "deep", "- " * 200 + "deep", "[" * 9000 + "deep"])
def test_what_is_nested_too_deep_for_the_parser_is_shown_as_it_is_written(text: str) -> None:
    assert read(text) == [("code", text, 0, "")]


@pytest.mark.parametrize("depth", [1, 20, 39])
def test_nothing_is_lost_in_depth(depth: int) -> None:
    assert read("> " * depth + "deep") == [("quote", "deep", depth, "")]
    assert read("1. " * depth + "deep")[-1][1] == "deep"


@given(st.text(alphabet="ab *_`[]()<>!#>-1.\n\\&;|~\t\x1b\x9b\u202e", max_size=60))
def test_no_text_raises_or_brings_a_control_character(text: str) -> None:
    for block in markdown_blocks(text.encode()):
        said = "".join(span.text + span.target for span in block.spans)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


@given(st.lists(st.text(alphabet="abcde", min_size=1, max_size=5), min_size=1, max_size=8))
def test_words_stay_with_marks_and_without(words: list[str]) -> None:
    plain, marked = " ".join(words), f"*{words[0]}* {' '.join(words[1:])}"
    assert read(plain)[0][1] == plain
    assert read(marked)[0][1] == plain
