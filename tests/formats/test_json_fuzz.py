"""Damaged and twisted JSON of every format never raises, and brings no control character."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.json_reading import FORMATS, comments, events, sniff, starts

from threadreader.formats.registry import candidates
from threadreader.library.sources import open_source
from threadreader.model import Comment, StoryStart
from threadreader.text.body import blocks, pack, plain_text

DATA = Path(__file__).parents[1] / "data"
CASES = sorted(
    path
    for name in FORMATS
    for path in (DATA / name).rglob("*.json*")
    if ".expected." not in path.name
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e300, 10**400, "", "0", "x\x1b[31m\x9b\u202e\ud800", "\x00"),
    *([], {}, [None], [[]], [{}], {"": []}, {"data": 1}, "2020-13-45T99:00:00Z"),
)


def mutated(value: Any, rng: random.Random) -> Any:
    """A copy in which some things are something else; no recursion, as documents are deep."""
    copy: list[Any] = [json.loads(json.dumps(value))]
    places: list[tuple[Any, Any]] = [(copy, 0)]
    for holder, key in places:
        inner = holder[key]
        keys = (
            inner
            if isinstance(inner, dict)
            else range(len(inner))
            if isinstance(inner, list)
            else ()
        )
        places += [(inner, k) for k in keys]
    for _ in range(rng.randint(1, 6)):
        holder, key = rng.choice(places)
        other_holder, other_key = rng.choice(places)
        try:
            found = json.loads(json.dumps(other_holder[other_key]))
            holder[key] = rng.choice((rng.choice(ODD), found))
        except (KeyError, IndexError):
            continue
    return copy[0]


def check(name: str, data: Any) -> None:
    sniff(name, data)
    found = events(name, data)
    stories = {start.story for start in starts(found)}
    for event in found:
        texts = [v for f in event.__struct_fields__ if isinstance(v := getattr(event, f), str)]
        if isinstance(event, StoryStart | Comment):
            texts = [t for t in texts if not isinstance(event.body, str) or t is not event.body]
            texts.append(plain_text(pack(event.body)))
            texts += [s.target for b in blocks(pack(event.body)) for s in b.spans]
        assert not any(map(CONTROLS.search, texts)), event
    assert all(comment.story in stories for comment in comments(found))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_twisted_documents_are_read(case: Path) -> None:
    name = next(name for name in FORMATS if name in case.parts)
    written = case.read_text()
    values = (
        [json.loads(line) for line in written.split("\n") if line]
        if case.suffix == ".jsonl"
        else json.loads(written)
    )
    rng = random.Random(case.name)
    for _ in range(25):
        check(name, mutated(values, rng))


@pytest.mark.parametrize("name", FORMATS)
def test_cut_and_damaged_bytes_are_read(name: str) -> None:
    rng = random.Random(name)
    cases = [case for case in CASES if name in case.parts]
    for _ in range(25):
        data = bytearray(rng.choice(cases).read_bytes())
        for _ in range(rng.randint(0, 5)):
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 9)] = rng.randbytes(rng.randint(0, 3))
        check(name, bytes(data[: rng.randint(0, len(data))]))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_other_json_is_read_by_none_and_breaks_none(value: Any) -> None:
    for name in FORMATS:
        assert sniff(name, value) == 0
        check(name, value)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_sample_is_claimed_by_its_format_first(case: Path) -> None:
    name = next(name for name in FORMATS if name in case.parts)
    claims = candidates(open_source(case))
    assert claims[0].format.name == name
    assert [claim.confidence for claim in claims[1:] if claim.confidence > 0.5] == []
