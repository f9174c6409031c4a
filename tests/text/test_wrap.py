from __future__ import annotations

import re
import unicodedata

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth, wcwidth

from threadreader.model import Block, BlockKind, Span, SpanKind
from threadreader.text.body import spans_text
from threadreader.text.cells import joined
from threadreader.text.characters import classes_of
from threadreader.text.wrap import Line, wrap


def paragraph(text: str) -> Block:
    return Block("paragraph", (Span(text),))


def shown(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def lines_of(text: str, width: int) -> list[str]:
    return [shown(line) for line in wrap([paragraph(text)], width)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the pier was wet", 8, ["the pier", "was wet"]),
        ("the pier   was wet", 8, ["the pier", "was wet"]),
        ("the pier was wet   ", 16, ["the pier was wet"]),
        ("the pier\twas", 20, ["the pier was"]),
        ("one\n\ntwo", 8, ["one", "", "two"]),
        ("  indented line", 10, ["  indented", "line"]),
        ("     barometer", 10, ["barometer"]),
        ("a barometer", 4, ["a", "baro", "mete", "r"]),
        ("café “noir” — naïve", 11, ["café “noir”", "— naïve"]),
        ("50\u00a0km away", 6, ["50\u00a0km", "away"]),
        ("שלום עולם\u200e (טוב) ok", 8, ["שלום", "עולם\u200e", "(טוב) ok"]),
    ],
)
def test_text_is_broken_at_blanks_and_newlines(text: str, width: int, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a well-known pier", 13, ["a well-known", "pier"]),
        ("a well-known pier", 8, ["a well-", "known", "pier"]),
        (
            "see https://example.org/a/long-way/home",
            24,
            ["see https://example.org/", "a/long-way/home"],
        ),
        ("see https://example.org", 12, ["see", "https://exam", "ple.org"]),
        ("é see/the/long/way/home", 12, ["é see/the/", "long/way/", "home"]),
        ("漢 see/the/long/way/home", 12, ["漢 see/the/", "long/way/", "home"]),
    ],
)
def test_a_word_too_long_is_broken_after_hyphens_and_slashes(
    text: str, width: int, lines: list[str]
) -> None:
    assert lines_of(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("吾輩は猫である", 6, ["吾輩は", "猫であ", "る"]),
        ("彼は「はい、」と言った。", 10, ["彼は「は", "い、」と", "言った。"]),
        ("漢字漢「字」", 8, ["漢字漢", "「字」"]),
        ("ラーメンとコーヒー", 5, ["ラー", "メン", "と", "コー", "ヒー"]),
        ("人々が散々", 4, ["人々", "が", "散々"]),
        ("word漢字word漢字", 8, ["word漢字", "word漢字"]),
        ("漢字 word 漢字", 9, ["漢字 word", "漢字"]),
        ("漢(字)", 4, ["漢", "(字)"]),
        ("안녕하세요", 4, ["안녕", "하세", "요"]),
        ("ไปไหนมา", 3, ["ไป", "ไหน", "มา"]),
        ("zero\u200bwidth", 5, ["zero", "width"]),
        ("漢\u2060字", 2, ["漢\u2060", "字"]),
        ("漢字\u2060漢字", 4, ["漢", "字\u2060漢", "字"]),
    ],
)
def test_scripts_without_blanks_are_broken_between_characters(
    text: str, width: int, lines: list[str]
) -> None:
    assert lines_of(text, width) == lines


@pytest.mark.parametrize("sign", "、。」』）！？，．：；…ー々ぁぃぅぇぉっゃゅょ")
def test_a_line_does_not_begin_with_what_belongs_to_the_word_before(sign: str) -> None:
    assert lines_of(f"漢字{sign}漢", 4)[:2] == ["漢", f"字{sign}"]


@pytest.mark.parametrize("sign", "「『（")
def test_a_line_does_not_end_with_an_opening_sign(sign: str) -> None:
    assert lines_of(f"漢{sign}字", 4) == ["漢", f"{sign}字"]


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301\u0323",
        "\U0001f469\u200d\U0001f4bb",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\U0001f1e9\U0001f1ea",
        "\U0001f44d\U0001f3fd",
        "1\ufe0f\u20e3",
        "❤\ufe0f",
        "\u1112\u1161\u11ab",
        "กำ",
        "ក្ម",
        "क्षि",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("width", [1, 2, 3, 5, 7])
def test_what_is_seen_as_one_character_is_never_split(cluster: str, width: int) -> None:
    for line in lines_of(f"{cluster}{cluster}a{cluster}{cluster}b漢{cluster}", width):
        assert line.replace(cluster, "").strip("ab漢") == ""
        assert line


@pytest.mark.parametrize("joiner", ["\u2060", "\u094d"], ids=ascii)
def test_a_chain_of_joined_letters_is_no_wider_than_the_line(joiner: str) -> None:
    lines = wrap([paragraph(f"क{joiner}" * 50)], 10)
    assert len(lines) == 5
    assert all(line.width == 10 for line in lines)


def test_many_marks_do_not_make_a_line_short() -> None:
    assert lines_of("e\u0301\u0323\u0324" * 40, 30)[0] == "e\u0301\u0323\u0324" * 30


def test_links_keep_their_address_on_every_line() -> None:
    block = Block(
        "paragraph",
        (Span("see "), Span("the long report", "link", "https://example.org/r"), Span(" now")),
    )
    lines = wrap([block], 8)
    assert [shown(line) for line in lines] == ["see the", "long", "report", "now"]
    assert [[(p.kind, p.target) for p in line.pieces] for line in lines] == [
        [("text", ""), ("link", "https://example.org/r")],
        [("link", "https://example.org/r")],
        [("link", "https://example.org/r")],
        [("text", "")],
    ]


@pytest.mark.parametrize(
    ("kind", "piece"),
    [
        ("paragraph", "text"),
        ("quote", "quote"),
        ("heading", "heading"),
        ("attribution", "attribution"),
        ("signature", "signature"),
        ("code", "code"),
    ],
)
def test_pieces_say_what_they_are(kind: BlockKind, piece: str) -> None:
    (line,) = wrap([Block(kind, (Span("words"),), 1)], 40)
    assert (line.kind, [p.kind for p in line.pieces]) == (kind, [piece])


@pytest.mark.parametrize("kind", ["emphasis", "strong", "code", "link"])
def test_a_span_keeps_its_meaning_within_any_block(kind: SpanKind) -> None:
    (line,) = wrap([Block("quote", (Span("a "), Span("b", kind)), 1)], 40)
    assert [p.kind for p in line.pieces] == ["quote", kind]


def test_blocks_stand_apart_but_items_and_what_an_attribution_leads_to() -> None:
    blocks = [
        paragraph("a"),
        Block("item", (Span("b"),), 1, "-"),
        Block("item", (Span("c"),), 1, "-"),
        Block("attribution", (Span("Cass wrote:"),)),
        Block("quote", (Span("d"),), 1),
        Block("quote", (Span("e"),), 2),
        paragraph("f"),
    ]
    assert [(line.block, line.kind, line.quote) for line in wrap(blocks, 40)] == [
        (0, "paragraph", 0),
        (-1, "gap", 0),
        (1, "item", 0),
        (2, "item", 0),
        (-1, "gap", 0),
        (3, "attribution", 0),
        (4, "quote", 1),
        (-1, "gap", 1),
        (5, "quote", 2),
        (-1, "gap", 0),
        (6, "paragraph", 0),
    ]


def test_a_block_that_says_nothing_takes_no_line() -> None:
    blocks = [paragraph("a"), Block("paragraph", ()), Block("quote", (Span(""),), 1)]
    assert [line.block for line in wrap(blocks, 40)] == [0]


def test_items_hang_under_their_marker() -> None:
    blocks = [
        Block("item", (Span("one two three"),), 1, "-"),
        Block("item", (Span("four "), Span("five six", "strong")), 2, "12."),
    ]
    lines = wrap(blocks, 14)
    assert [shown(line) for line in lines] == [
        "- one two",
        "  three",
        "  12. four",
        "      five six",
    ]
    assert [line.pieces[0].kind for line in lines] == ["marker"] * 4
    assert [line.start for line in lines] == [0, 8, 0, 5]
    assert [line.width for line in lines] == [9, 7, 10, 14]


def test_a_marker_without_room_stands_alone() -> None:
    lines = wrap([Block("item", (Span("one two"),), 3, "12.")], 5)
    assert [shown(line) for line in lines] == ["12.", "one", "two"]


def test_quotations_leave_two_cells_a_level() -> None:
    (first, second) = wrap([Block("quote", (Span("one two three"),), 2)], 14)
    assert (first.quote, shown(first), shown(second)) == (2, "one two", "three")


def test_a_deep_quotation_keeps_half_of_the_width() -> None:
    lines = wrap([Block("quote", (Span("one two three"),), 40)], 16)
    assert (lines[0].quote, shown(lines[0])) == (4, "one two")


def test_code_keeps_its_lines_and_its_columns() -> None:
    block = Block("code", (Span("if a:\n\tbarometer(fell, slowly)\n\nb\tc"),))
    lines = wrap([block], 8)
    assert [(shown(line), line.start, line.width) for line in lines] == [
        ("if a:", 0, 5),
        ("        barometer(fell, slowly)", 6, 31),
        ("", 31, 0),
        ("b       c", 32, 9),
    ]


def test_the_lines_of_a_patch_say_what_they_do() -> None:
    text = "diff a b\n--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n same"
    lines = wrap([Block("diff", (Span(text),))], 40)
    assert [line.pieces[0].kind for line in lines] == [
        *["hunk"] * 4,
        "removed",
        "added",
        "text",
    ]


@pytest.mark.parametrize(
    ("alternative", "width", "text"),
    [
        ("the needle", 40, "▢ picture: the needle"),
        ("the\nneedle", 40, "▢ picture: the needle"),
        ("", 40, "▢ picture"),
        ("the needle", 15, "▢ picture: the…"),
    ],
)
def test_a_picture_is_one_line(alternative: str, width: int, text: str) -> None:
    span = Span(alternative, "link", "https://example.org/n.png")
    (line,) = wrap([Block("image", (span,))], width)
    assert [tuple(piece) for piece in line.pieces] == [(text, "image", "https://example.org/n.png")]
    assert line.width == cell_len(text)


WORDS = st.sampled_from(
    [
        "pier",
        "barometer",
        "a",
        "well-known",
        "https://example.org/a/long-way/home.html?x=1",
        "naïve",
        "“quoted”",
        "吾輩は猫である。",
        "「はい」と、",
        "ラーメン",
        "한국어",
        "\u1112\u1161\u11ab",
        "สวัสดีชาวโลก",
        "ប្រទេសកម្ពុជា",
        "क्षिति",
        "மிகவும்",
        "שלום\u200e",
        "e\u0301\u0323e\u0301",
        "\U0001f469\u200d\U0001f4bb\U0001f469\u200d\U0001f4bb",
        "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7\U0001f1e9",
        "\U0001f44d\U0001f3fd",
        "❤\ufe0f1\ufe0f\u20e3",
        "\u3000漢\u2060字",
        "zero\u200bwidth",
        "x" * 30,
        "…",
    ]
)
SPAN_KINDS: list[SpanKind] = ["plain", "emphasis", "strong", "code", "link"]
BLOCK_KINDS: list[BlockKind] = ["paragraph", "quote", "item", "heading", "attribution", "signature"]
GLUE = st.sampled_from([" ", " ", " ", "  ", "\n", "", "\t"])
SPANS = st.builds(
    lambda words, kind: Span("".join(word + glue for word, glue in words), kind, "address"),
    st.lists(st.tuples(WORDS, GLUE), min_size=1, max_size=6),
    st.sampled_from(SPAN_KINDS),
)
BLOCKS = st.builds(
    lambda spans, kind, depth: Block(kind, tuple(spans), depth, "3."),
    st.lists(SPANS, min_size=1, max_size=4),
    st.sampled_from(BLOCK_KINDS),
    st.integers(1, 3),
)
BLANKS = re.compile("[ \\n\t\u3000\u200b]+")


def one_character(text: str) -> bool:
    classes = classes_of(text)
    return cell_len(text) <= 2 and all(joined(classes, place) for place in range(1, len(classes)))


def said(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces if piece.kind != "marker")


@given(BLOCKS, st.integers(1, 40))
def test_no_line_is_too_wide_and_none_says_its_width_wrongly(block: Block, width: int) -> None:
    for line in wrap([block], width):
        text = shown(line)
        assert line.width == cell_len(text)
        if not one_character(said(line)):
            assert cell_len(text) + 2 * line.quote <= width
            assert wcswidth(text) + 2 * line.quote <= width


@given(BLOCKS, st.integers(1, 40))
def test_the_lines_say_what_the_block_says(block: Block, width: int) -> None:
    text = spans_text(block)
    lines = wrap([block], width)
    assert BLANKS.sub("", "".join(map(said, lines))) == BLANKS.sub("", text)
    place = 0
    for line in lines:
        assert BLANKS.sub("", text[place : line.start]) == ""
        assert text[line.start :].replace("\t", " ").startswith(said(line))
        place = line.start + len(said(line))


@given(BLOCKS, st.integers(1, 40))
def test_pieces_have_the_kind_of_their_span(block: Block, width: int) -> None:
    kinds = [span.kind for span in block.spans for _ in span.text]
    for line in wrap([block], width):
        place = line.start
        for piece in line.pieces:
            if piece.kind != "marker":
                assert piece.text
                expected = {kinds[place + offset] for offset in range(len(piece.text))}
                assert len(expected) == 1
                assert expected <= {piece.kind, "plain"}
                place += len(piece.text)


@given(BLOCKS, st.integers(8, 40))
def test_on_a_terminal_each_line_stays_on_its_row(block: Block, width: int) -> None:
    for line in wrap([block], width):
        # This emulator goes to the next row for a combining mark after a full row, where a terminal
        # puts it on the character before; so there is a column too many, which is never reached.
        # It drops the rest of a text after a character without a width that is no combining mark
        # by the table of Unicode; so it is not shown those.
        screen = pyte.Screen(width + 1, 2)
        drawn = [c for c in shown(line) if wcwidth(c) or unicodedata.combining(c)]
        screen.draw("".join(drawn))
        assert (screen.cursor.y, screen.cursor.x <= width) == (0, True)
        if not re.search("[\ufe0f\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]", shown(line)):
            assert screen.cursor.x == line.width
        else:  # It knows no sequences and counts the cells of their parts.
            assert screen.cursor.x >= line.width - 2 * shown(line).count("\ufe0f")


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize(
    "text", ["words and more", "漢字", "\U0001f469\u200d\U0001f4bb!", " ", "é"]
)
@pytest.mark.parametrize("kind", ["paragraph", "quote", "item", "code", "image"])
def test_a_screen_of_hardly_any_width_still_shows_something(
    width: int, text: str, kind: BlockKind
) -> None:
    lines = wrap([Block(kind, (Span(text),), 2, "-")], width)
    assert lines
    if kind != "image":
        assert BLANKS.sub("", "".join(map(said, lines))) == BLANKS.sub("", text)


@pytest.mark.parametrize(
    "unit", ["x", "é", "漢", "a/", "\U0001f1e9\U0001f1ea", "\u0301"], ids=ascii
)
def test_a_long_text_without_blanks_is_wrapped_whole(unit: str) -> None:
    text = unit * 10_000
    lines = wrap([paragraph(text)], 40)
    assert "".join(map(shown, lines)) == text
    assert all(line.width <= 40 for line in lines)
