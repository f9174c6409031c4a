from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadreader.formats.base import Source
from threadreader.formats.xml_elements import Element
from threadreader.formats.xml_stream import XmlStream, root_tag

NAMES = frozenset({"item", "wp:comment"})


def stream(data: str | bytes) -> XmlStream:
    raw = data.encode() if isinstance(data, str) else data
    return XmlStream(Source(lambda: io.BytesIO(raw), size=len(raw)), NAMES)


def records(data: str | bytes) -> list[Element]:
    return list(stream(data).records())


def titles(data: str | bytes) -> list[str]:
    return [record.text("title") for record in records(data)]


def notices(data: str | bytes) -> list[tuple[str, int | None]]:
    reader = stream(data)
    list(reader.records())
    return [(notice.code, notice.line) for notice in reader.notices()]


def rss(inside: str) -> str:
    return f'<?xml version="1.0"?>\n<rss><channel>{inside}</channel></rss>'


def test_records_come_complete_with_their_lines() -> None:
    found = records(rss("\n<item>\n<title>a</title>\n</item><item><title>b</title></item>"))
    assert [(r.text("title"), r.line) for r in found] == [("a", 3), ("b", 5)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a &amp; b &lt;i&gt; &quot;c&quot;", 'a & b <i> "c"'),
        ("&#233;&#xE9;&eacute;&#150;", "ééé–"),
        ("<![CDATA[a & b <i>]]>", "a & b <i>"),
        ("<![CDATA[one ]]]]><![CDATA[> two]]>", "one ]]> two"),
        ("before <![CDATA[&amp;]]> after", "before &amp; after"),
        ("a <!-- no <b> --> b", "a  b"),
        ("fish & chips &unknown; &", "fish & chips &unknown; &"),
        ("3 < 4 <5", "3 < 4 <5"),
        ("&#xD800;|&#x110000;", "\ufffd|\ufffd"),
        ("a &#27;[31m b", "a \x1b[31m b"),
    ],
)
def test_text_is_read_as_it_is_meant(written: str, read: str) -> None:
    assert titles(rss(f"<item><title>{written}</title></item>")) == [read]


def test_a_well_formed_file_has_no_notices() -> None:
    assert notices(rss("<item><title>a &amp; b</title><link/></item>")) == []


@pytest.mark.parametrize(
    ("damaged", "line"),
    [
        (rss("\n<item><title>a & b</title></item>"), 3),
        (rss("\n<item><title>a\x0b b</title></item>"), 1),
        (rss("\n<item><title>a\uffff b</title></item>"), 1),
        (rss("\n\n<item><title><b>a b</title></item>"), 4),
        (rss("\n<item><title kind=x>a b</title></item>"), 3),
        (rss("\n<item><title>a b</title></p></item>"), 3),
        ("\ufffd \n" + rss("<item><title>a b</title></item>"), 1),
    ],
)
def test_what_is_not_well_formed_is_read_and_told(damaged: str, line: int) -> None:
    (record,) = records(damaged)
    title = record.child("title")
    assert title is not None
    assert title.markup(escaped=False).removesuffix("</b>").endswith(" b")
    assert [code for code, _ in notices(damaged)] == ["not-well-formed"]


def test_a_forgotten_end_tag_does_not_reach_beyond_its_record() -> None:
    damaged = rss(
        "<item><title>a<b></title></item><item><title>b<item><title>c</title></item>"
        "<item><title>d</title></item>"
    )
    assert titles(damaged) == ["a", "b", "c", "d"]


def test_a_file_cut_anywhere_gives_what_stands_before() -> None:
    whole = rss("".join(f"<item><title><![CDATA[t{n}]]></title></item>" for n in range(5)))
    for cut in range(len(whole)):
        before = whole[:cut]
        found = titles(before)
        assert len(found) >= before.count("</item>")
        assert found[: before.count("</item>")] == [f"t{n}" for n in range(before.count("</item>"))]


def test_a_cut_is_told_with_its_line() -> None:
    assert notices("<rss>\n<item>\n<title>a") == [("truncated", 3)]


def test_entities_of_the_file_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE rss [\n<!ENTITY a "aaaa">\n<!ENTITY b "&a;&a;">\n<!ENTITY c SYSTEM "/x">\n]>\n'
    )
    assert titles(bomb + rss("<item><title>&b;&c;</title></item>")) == ["&b;&c;"]
    assert ("entities", 1) in notices(bomb + rss("<item><title>&b;</title></item>"))


@pytest.mark.parametrize(
    ("declared", "data", "read"),
    [
        ("utf-8", "é".encode(), "é"),
        ("utf-8", b"\xe9", "é"),
        ("iso-8859-1", b"\xe9", "é"),
        ("iso-8859-1", "é".encode(), "é"),
        ("koi8-r", "жук".encode("koi8-r"), "жук"),
        ("utf-16", "жук".encode(), "жук"),
        ("no-such-code", "жук".encode(), "жук"),
        ("base64", "жук".encode(), "жук"),
        ("shift_jis", "本".encode("shift_jis"), "本"),
    ],
)
def test_a_declared_encoding_is_taken_only_where_it_fits(
    declared: str, data: bytes, read: str
) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'.encode()
    assert titles(head + b"<rss><item><title>" + data + b"</title></item></rss>") == [read]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_obeyed(encoding: str) -> None:
    assert titles(rss("<item><title>жук</title></item>").encode(encoding)) == ["жук"]


def test_bytes_that_fit_no_encoding_are_told() -> None:
    data = "<rss><item><title>é".encode() + b"\xe9</title></item></rss>"
    assert titles(data) == ["éé"]
    assert notices(data) == [("encoding", None)]


def test_nul_bytes_are_no_text() -> None:
    assert titles(rss("<item><title>a" + "\0b</title></item>" + " " * 400)) == ["ab"]


def test_a_damaged_archive_gives_what_can_be_unpacked() -> None:
    packed = gzip.compress(rss("<item><title>a</title></item>" + " " * 99999).encode())[:-20]
    assert titles(packed) == ["a"]
    assert "truncated" in [code for code, _ in notices(packed)]


def test_vocabularies_are_known_by_their_address_not_their_prefix() -> None:
    data = (
        '<rss xmlns:x="http://purl.org/dc/elements/1.1/" xmlns:w="http://wordpress.org/export/1.2/">'
        "<item><x:creator>Ida</x:creator><w:post_id>1</w:post_id><dc:date>2</dc:date>"
        '<note xmlns="http://purl.org/syndication/thread/1.0"><ref>3</ref></note></item></rss>'
    )
    (record,) = records(data)
    assert record.texts() == {"dc:creator": "Ida", "wp:post_id": "1", "dc:date": "2"}
    assert record.child("thr:note") is not None


def test_a_record_knows_the_record_it_stands_in() -> None:
    found = records("<rss><item><title>a</title><wp:comment><wp:id>1</wp:id></wp:comment></item>")
    assert [(r.name, r.parent and r.parent.text("title")) for r in found] == [
        ("wp:comment", "a"),
        ("item", None),
    ]


def test_markup_inside_a_record_is_written_again() -> None:
    (record,) = records('<a><item><t>1 &lt; 2 <b c="&quot;">x<br>y</b> z</t></item></a>')
    child = record.child("t")
    assert child is not None
    assert child.markup(escaped=True) == '1 &lt; 2 <b c="&quot;">x<br>y</b> z'
    assert child.markup(escaped=False).startswith("1 < 2 <b")


@pytest.mark.parametrize(
    "piece",
    [
        *("<a>", "<a ", "<", "&", "<!--", "<![CDATA[", "<!DOCTYPE [", "</a>", '<a "', "<a x=1>"),
        *("]]>", "<item>", "<a></a", '<a xmlns="b">', "<item><a>"),
    ],
)
def test_any_depth_of_damage_is_read_to_its_end(piece: str) -> None:
    hostile = "<rss>" + piece * 5_000
    reader = stream(hostile)
    text = sum(len(record.markup(escaped=False)) for record in reader.records())
    assert text <= len(hostile) * 3


@given(st.text(alphabet="<>/!?[]-&;=\"' abitem:CDAT\n\0é", max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    reader = stream("<item>" + text)
    for record in reader.records():
        record.markup(escaped=True)
    list(reader.notices())


@pytest.mark.parametrize(
    ("head", "tag"),
    [
        ('<?xml version="1.0"?><rss version="2.0">', "rss"),
        ("junk <b>x</b>\n<?xml version='1.0'?><!-- <a> --><!DOCTYPE x><feed>", "feed"),
        ("<html><body>&lt;rss>", "html"),
        ("no markup", ""),
        ("<rdf:RDF xmlns:rdf='x'", "rdf:RDF"),
    ],
)
def test_the_first_element_is_found(head: str, tag: str) -> None:
    assert root_tag(head)[0] == tag
