from __future__ import annotations

import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import source

from threadreader.formats.base import Source
from threadreader.formats.json_decoder import LooseDecoder
from threadreader.formats.json_stream import JsonStream, head_values

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def read(data: bytes) -> tuple[list[Any], list[tuple[str, int | None, int | None]]]:
    stream = JsonStream(source(data))
    values = [value for value, _ in stream.values()]
    return values, [(n.code, n.line, n.byte) for n in stream.notices()]


@pytest.mark.parametrize(
    ("data", "values"),
    [
        (b'{"a": 1}', [{"a": 1}]),
        (b'\xef\xbb\xbf{"a": 1}', [{"a": 1}]),
        ('{"a": "é"}'.encode("utf-16"), [{"a": "é"}]),
        (b'{"a": 1}{"a": 2}', [{"a": 1}, {"a": 2}]),
        (b'{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        (b"[1]\n\n[2]\r\n[3]", [[1], [2], [3]]),
        (b'{\n "a": 1\n}\n{\n "a": 2\n}\n', [{"a": 1}, {"a": 2}]),
        (b'{"a": "\\ud83d\\ude00"}', [{"a": "😀"}]),
        (b'{"a": "one\nline"}', [{"a": "one\nline"}]),
        (b'{"a": 12345678901234567890123}', [{"a": 12345678901234567890123}]),
        (b"", []),
        (b" \n ", []),
    ],
)
def test_whole_documents_read_without_a_notice(data: bytes, values: list[Any]) -> None:
    assert read(data) == (values, [])


def test_nan_is_read() -> None:
    (value,), noted = read(b'{"a": NaN, "b": [Infinity], "c": 1}')
    assert (value["c"], noted) == (1, [])


@pytest.mark.parametrize(
    ("data", "values", "noted"),
    [
        (b'{"a": 1, "b": [{"c": "whole"}, {"c": "cu', [{"a": 1, "b": [{"c": "whole"}, {}]}], 40),
        (b'[{"a": 12}, {"a": 34', [[{"a": 12}, {}]], 20),
        (b'\xef\xbb\xbf{"a": 1, "b": "\xc3', [{"a": 1}], 18),
        (b'{"a": 1}\n{"a": 2, "b"', [{"a": 1}, {"a": 2}], 21),
    ],
)
def test_of_a_cut_document_all_is_read_that_is_whole(
    data: bytes, values: list[Any], noted: int
) -> None:
    found, notices = read(data)
    assert found == values
    assert notices == [("truncated", data.count(b"\n") + 1, noted)]


def test_a_damaged_line_costs_only_itself() -> None:
    values, notices = read(b'{"a": 1}\n{"a": "two}\n{"a": 3}\nrubbish\n{"a": 5}\n')
    assert [v for v in values if v] == [{"a": 1}, {"a": 3}, {"a": 5}]
    assert [(code, line) for code, line, _ in notices] == [("truncated", 2), ("syntax", 4)]


def test_many_damaged_lines_are_counted() -> None:
    values, notices = read(b'{"a": "\n' * 5000)
    assert len(values) == 5000
    assert len(notices) == 101


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": 1,, "b": 2,}', {"a": 1, "b": 2}),
        (b'{"a" 1 "b": [1 2]}', {"a": 1, "b": [1, 2]}),
        (b'{"a": [1, 2}', {"a": [1, 2]}),
        (b'{"a": bare, "b": 2}', {"b": 2}),
        (b'{"a": "\\x \\n"}', {"a": "\\x \n"}),
        (b'{"a": 1]}', {"a": 1}),
    ],
)
def test_small_mistakes_cost_little(data: bytes, value: Any) -> None:
    values, notices = read(data)
    assert values == [value]
    assert len(notices) <= 1


def test_bytes_of_another_encoding_are_read_and_noted() -> None:
    values, notices = read(b'{"a": "caf\xe9"}')
    assert (values, notices) == ([{"a": "café"}], [("encoding", None, None)])


def test_depth_has_no_limit() -> None:
    data = b'{"a":[' * 10_000 + b"1" + b"]}" * 10_000
    (value,), noted = read(data)
    depth = 0
    while isinstance(value, dict):
        value, depth = value["a"][0], depth + 1
    assert (value, depth, noted) == (1, 10_000, [])


def test_a_broken_archive_gives_what_stands_before() -> None:
    lines = b"".join(
        json.dumps({"number": n, "x": str(n * 7919)}).encode() + b"\n" for n in range(20000)
    )
    data = gzip.compress(lines)
    values, notices = read(data[: len(data) // 2])
    assert values[0] == {"number": 0, "x": "0"}
    assert len(values) > 1000
    assert "truncated" in [code for code, _, _ in notices]


def test_lines_are_read_as_they_are_wanted() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(size) or (self.seek(0), super().read(size))[1]

    line = b'{"a": 1}\n'
    stream = JsonStream(Source(lambda: Endless(line * 8)))
    values = stream.values()
    assert [next(values).line for _ in range(1000)] == list(range(1, 1001))


@given(VALUES)
def test_the_loose_decoder_reads_what_the_library_writes(value: Any) -> None:
    decoder = LooseDecoder(json.dumps([value]))
    assert decoder.value() == [value]
    assert (decoder.damage, decoder.is_cut, decoder.has_more()) == (None, False, False)


@given(st.text(alphabet='{}[],:"\\ 1aet\n'))
def test_the_loose_decoder_takes_any_text(text: str) -> None:
    decoder = LooseDecoder(text)
    while decoder.has_more():
        before = decoder.at
        decoder.value()
        assert decoder.at > before


@pytest.mark.parametrize(
    ("head", "values"),
    [
        (b'{"a": {"b": [1, 2', ({"a": {"b": [1]}},)),
        (b'\xef\xbb\xbf [{"a": 1}]', ([{"a": 1}],)),
        (b'{"a": 1}\n{"b": 2}\n{"c"', ({"a": 1}, {"b": 2}, {})),
        (b'[[comments]]\nauthor = "Ida"\n', ([[]],)),
        (b"<html>", ()),
        (b"", ()),
        (b"\0\0\0", ()),
    ],
)
def test_a_head_shows_its_shape(head: bytes, values: tuple[Any, ...]) -> None:
    assert head_values(head) == values
