from __future__ import annotations

import pytest

from threadreader.model import Block, Body, Raw, Span
from threadreader.text.body import pack
from threadreader.thread.contents import CODE, LINK, QUOTE, contents


@pytest.mark.parametrize(
    ("body", "bits", "words"),
    [
        ("", 0, 0),
        ("plain words > here", 0, 4),
        ("see HTTPS://e.example/a", LINK, 2),
        ("see www.e.example", LINK, 2),
        ("see www. and ftp://e", 0, 4),
        ("> said\nthen", QUOTE, 3),
        ((Block("quote", (Span("one two"),)),), QUOTE, 2),
        ((Block("paragraph", (Span("x", "code"), Span(" y", "link", "z"))),), CODE | LINK, 2),
        ((Block("diff", (Span("+ a\n- b"),)),), CODE, 4),
        (Raw("html", b"<p>one <a href='https://e.example'>two</a>"), LINK, 2),
    ],
)
def test_what_is_in_a_body(body: Body, bits: int, words: int) -> None:
    assert contents(pack(body)) == (bits, words)
