from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import built, comments, events, notices, said, sniff
from tests.formats.web_shapes import SHAPES, Written

from threadreader.formats.registry import FORMATS

_TEXT = st.text(st.sampled_from("abc é&<>]\"'жλ本"), max_size=12).map(lambda t: " ".join(t.split()))
_NAME = _TEXT.map(lambda text: f"N{text}".strip())
_SEEDS = st.lists(st.tuples(st.integers(0, 9), _NAME, _TEXT), max_size=10)
_TAGS = ("</item>", "</entry>", "</li>", "</div>", "<post>", "<wp:comment>", "</wp:comment>")
_SIGNS = ("<", ">", "&", '"', "{", "}", "]", ",", "\\", "\0", "\x1b[2J", "é", "\ud83d", "\ufffe")
_OPENINGS = ("]]>", "<![CDATA[", "<!--", "<!DOCTYPE x [", "<?", '<a b="', "<table>", "<script>")
_HOSTILE = st.sampled_from(("", "&#x1b;", *_TAGS, *_SIGNS, *_OPENINGS))


def tree(seeds: list[tuple[int, str, str]]) -> list[Written]:
    """Comments in preorder, each as deep as its seed says, at most a level below the last."""
    path: list[int] = []
    found = []
    for number, (seed, author, text) in enumerate(seeds, 1):
        depth = 1 + seed % (len(path) + 1)
        del path[depth - 1 :]
        found.append(Written(number, path[-1] if path else 0, depth, author, text))
        path.append(number)
    return found


def several(count: int) -> list[Written]:
    return tree([(n * 7 % 10, f"N {n}", f"Text number {n}.") for n in range(1, count + 1)])


def read(shape: str, data: bytes) -> dict[str, tuple[str | None, str, str]]:
    found = comments(events(SHAPES[shape][0], data))
    return {c.id: (c.parent, c.author, said(c)) for c in found}


def expected(written: list[Written]) -> dict[str, tuple[str | None, str, str]]:
    return {str(c.number): (str(c.parent) if c.parent else None, c.author, c.text) for c in written}


@pytest.mark.parametrize("shape", SHAPES)
@given(seeds=_SEEDS)
def test_any_tree_reads_back_as_it_was_written(
    shape: str, seeds: list[tuple[int, str, str]]
) -> None:
    written = tree(seeds)
    name, write = SHAPES[shape]
    data = write(written).data
    found = events(name, data)
    assert {c.id: (c.parent, c.author, said(c)) for c in comments(found)} == expected(written)
    assert notices(found).keys() <= ({"empty-page"} if not written else set())
    assert sorted(built(found).depth) == sorted(c.depth for c in written)
    assert all(c.date and c.date.seconds % 86400 == seconds(c.id) for c in comments(found))


def seconds(number: str) -> int:
    return 8 * 3600 + int(number) * 60


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_known_by_its_own_format_best(shape: str) -> None:
    name, write = SHAPES[shape]
    data = write(several(5)).data
    claims = {other: sniff(other, data) for other in FORMATS}
    assert claims[name] == max(claims.values()) >= 0.8
    assert [other for other in claims if claims[other] > claims[name] - 0.25] == [name]


@pytest.mark.parametrize("shape", SHAPES)
@given(share=st.floats(0, 1))
def test_a_cut_keeps_every_comment_before_it(shape: str, share: float) -> None:
    written = several(12)
    document = SHAPES[shape][1](written)
    cut = int(len(document.data) * share)
    whole = {str(number) for number in document.whole_before(cut)}
    found = read(shape, document.data[:cut])
    wanted = {number: row for number, row in expected(written).items() if number in whole}
    assert {number: row for number, row in found.items() if number in whole} == wanted


@pytest.mark.parametrize("shape", SHAPES)
@given(
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), _HOSTILE), min_size=1, max_size=4)
)
def test_damage_anywhere_is_read_and_brings_no_command(
    shape: str, edits: list[tuple[float, int, str]]
) -> None:
    document = SHAPES[shape][1](several(12))
    data = document.data
    first = len(data)
    for share, removed, added in edits:
        at = int(len(data) * share)
        first = min(first, at)
        data = data[:at] + added.encode("utf-8", "surrogatepass") + data[at + removed :]
    found = read(shape, data)
    assert {str(number) for number in document.whole_before(first)} <= found.keys()
    texts = "".join(part or "" for row in found.values() for part in row)
    assert not {"\x1b", "\0", "\ud83d", "\ufffe"} & set(texts)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_other_encodings_of_unicode_are_seen(shape: str, encoding: str) -> None:
    written = [Written(1, 0, 1, "Ünal", "Übung macht müde."), *several(30)[1:]]
    data = SHAPES[shape][1](written).data.decode().replace("UTF-8", encoding)
    assert read(shape, data.encode(encoding))["1"][1:] == ("Ünal", "Übung macht müde.")


@pytest.mark.parametrize("shape", SHAPES)
def test_single_bytes_among_utf8_are_read_and_told(shape: str) -> None:
    document = SHAPES[shape][1]([Written(1, 0, 1, "A", "é BYTE"), Written(2, 0, 1, "B", "x")])
    data = document.data.replace(b"\\u00e9", "é".encode()).replace(b"BYTE", b"\xe9")
    found = events(SHAPES[shape][0], data)
    assert said(next(c for c in comments(found) if c.id == "1")) == "é é"
    assert set(notices(found)) == {"encoding"}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_deep_thread_keeps_its_depth(shape: str) -> None:
    depth = 1100  # beyond what Python recurses
    deep = [Written(n, n - 1, n, "A", "x") for n in range(1, depth + 1)]
    thread = built(events(SHAPES[shape][0], SHAPES[shape][1](deep).data))
    assert max(thread.depth) == depth


@pytest.mark.parametrize("shape", SHAPES)
def test_an_empty_discussion_is_a_story_or_says_why_not(shape: str) -> None:
    found = events(SHAPES[shape][0], SHAPES[shape][1]([]).data)
    assert comments(found) == []
    assert found
