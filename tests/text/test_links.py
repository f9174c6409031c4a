from __future__ import annotations

import pytest

from threadreader.model import Block, Span
from threadreader.text.body import spans_text
from threadreader.text.links import Link, links_of, numbered_links, with_links

A, B = "https://example.org/a", "https://example.org/b"


def paragraph(*spans: Span) -> Block:
    return Block("paragraph", spans)


def test_links_are_listed_in_order_and_once() -> None:
    blocks = [
        paragraph(Span("see "), Span("the report", "link", A), Span(f" and {B}.")),
        paragraph(Span("again", "link", A)),
        Block("image", (Span("the needle", "link", "https://example.org/n.png"),)),
    ]
    assert links_of(blocks) == [
        Link("the report", A),
        Link(B, B),
        Link("the needle", "https://example.org/n.png"),
    ]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (f"{A}", [A]),
        (f"({A})", [A]),
        (f"{A}_(tide)", [f"{A}_(tide)"]),
        (f"(see {A}_(tide)), then", [f"{A}_(tide)"]),
        (f"{A}, {B}!", [A, B]),
        (f"“{A}”", [A]),
        ("mailto:pim@example.org", ["mailto:pim@example.org"]),
        ("xhttps://example.org", []),
        ("https://", []),
    ],
)
def test_addresses_in_plain_text_are_links(text: str, addresses: list[str]) -> None:
    assert [link.address for link in links_of([paragraph(Span(text))])] == addresses


def test_addresses_in_code_are_none() -> None:
    blocks = [Block("code", (Span(A),)), paragraph(Span(A, "code"))]
    assert links_of(blocks) == []


def test_the_words_of_a_link_are_one_though_they_are_styled_apart() -> None:
    block = paragraph(Span("the ", "link", A), Span("long", "strong", A), Span(" way", "link", A))
    assert links_of([block]) == [Link("the long way", A)]
    assert spans_text(numbered_links([block])[0]) == "the long way[1]"


def test_links_are_numbered_after_their_words_unless_these_are_the_address() -> None:
    blocks = [
        paragraph(Span(f"{A} "), Span("report", "link", B), Span(" now")),
        paragraph(Span(A, "link", A), Span(" or "), Span("here", "link", A)),
        paragraph(Span("www.example.org/b/", "link", B)),
    ]
    numbered = numbered_links(blocks)
    assert [spans_text(block) for block in numbered] == [
        f"{A} report[2] now",
        f"{A} or here[1]",
        "www.example.org/b/",
    ]
    assert numbered[0].spans[2] == Span("[2]", "link", B)


def test_addresses_in_a_text_become_links_and_the_text_stays() -> None:
    block = Block(
        "paragraph",
        (Span("See (https://example.org/a_(b)), or "), Span("https://code.example", "code")),
    )
    linked = with_links(block)
    assert [span.target for span in linked.spans] == ["", "https://example.org/a_(b)", "", ""]
    assert spans_text(linked) == spans_text(block)
    assert with_links(linked) == linked
    code = Block("code", (Span("curl https://example.org/a"),))
    assert with_links(code) is code
