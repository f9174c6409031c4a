"""The snapshot: what is written is read again, whole or damaged."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from threadreader.library.changes import View
from threadreader.library.known import Known
from threadreader.library.state import KeptPlace, StoryState, dump, load
from threadreader.library.visits import Visit
from threadreader.thread.keys import digest

BEGAN = datetime(2024, 5, 1, 9, 0, tzinfo=UTC)


def keys(count: int) -> bytes:
    return b"".join(digest(str(n).encode()) for n in range(count))


def full_state(count: int) -> StoryState:
    known = Known(keys(count), b"\1\2\3\4" * count)
    known.read[:] = bytes(n % 3 == 0 for n in range(count))
    known.starred[:] = bytes(n % 5 == 0 for n in range(count))
    return StoryState(
        identity="A gauge\nIt stands.",
        title='The "old" gauge',
        also=["0123456789abcdef"],
        starred=True,
        visits=[Visit(BEGAN, BEGAN + timedelta(minutes=4), count)],
        view=View("author:ruth", "threads", "newest"),
        place=KeptPlace("comments", known.key(2), 3, 7, 0.25),
        base="smart",
        base_read=bytearray(known.read),
        folds={known.key(1): 2, known.key(3): 1, known.key(4): 0},
        known=known,
    )


def facts(state: StoryState) -> dict[str, object]:
    known = vars(state.known)
    kept = {name: known[name] for name in ("keys", "prints", "read", "starred", "twins")}
    return {**asdict(state), "known": kept, "other": None}


@pytest.mark.parametrize("count", [5, 499, 501, 3000])
def test_a_state_is_read_as_it_was_written(count: int) -> None:
    state = full_state(count)
    again, sound = load(dump(state))
    assert sound
    assert facts(again) == facts(state)


@given(st.binary(max_size=700), st.integers(0, 700))
def test_marks_come_back_one_for_one(flags: bytes, starred: int) -> None:
    known = Known(keys(len(flags)))
    known.read[:] = bytes(flag & 1 for flag in flags)
    known.starred[:] = bytes(n < starred for n in range(len(flags)))
    again = load(dump(StoryState(known=known)))[0].known
    assert (again.read, again.starred) == (known.read, known.starred)


def test_a_person_can_read_the_state_of_a_short_story() -> None:
    document = tomllib.loads(dump(full_state(5)))
    assert document["read"] == [full_state(5).known.key(0).hex(), full_state(5).known.key(3).hex()]
    assert document["folds"]["folded"] == [full_state(5).known.key(1).hex()]


def test_the_marks_of_a_long_story_are_packed() -> None:
    known = Known(keys(20_000))
    known.read[:] = b"\1" * 20_000
    assert len(dump(StoryState(known=known))) < 20_000 * 20


def test_what_a_newer_version_wrote_is_kept() -> None:
    text = dump(full_state(5)).replace("version = 1", 'version = 3\nmood = "calm"')
    text = text.replace("[place]", "[place]\nzoom = 2")
    again = tomllib.loads(dump(load(text)[0]))
    assert (again["version"], again["mood"], again["place"]["zoom"]) == (3, "calm", 2)


@pytest.mark.parametrize("count", [6, 600])
def test_a_state_cut_anywhere_never_raises_and_claims_no_mark_of_its_own(count: int) -> None:
    state, text = full_state(count), dump(full_state(count))
    true = {
        key for key, flag in zip(_split(state.known.keys), state.known.read, strict=True) if flag
    }
    for end in range(0, len(text), 1 if count < 10 else 13):
        half, _ = load(text[:end])
        read = {k for k, flag in zip(_split(half.known.keys), half.known.read, strict=True) if flag}
        assert read <= true


def _split(joined: bytes | bytearray) -> list[bytes]:
    return [bytes(joined[at : at + 8]) for at in range(0, len(joined), 8)]


def test_one_damaged_line_costs_only_what_it_says() -> None:
    state = full_state(6)
    lines = dump(state).split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("order = "))
    lines[at] = 'order = "new'
    again, sound = load("\n".join(lines))
    assert not sound
    assert again.view == View("author:ruth", "threads", "thread")
    assert again.known.read == state.known.read
    assert again.folds == state.folds


def test_an_entry_that_is_no_key_costs_only_itself() -> None:
    state = full_state(6)
    broken = dump(state).replace(f'"{state.known.key(3).hex()}"', '"zz"', 1)
    again, sound = load(broken)
    assert not sound
    for slot in (0, 1, 2, 3, 4, 5):
        assert again.known.read[again.known.slot(state.known.key(slot))] == (slot in (0, 3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0\1\2",
        "known = 7",
        "visits = [3]",
        "[place]\nline = true",
        "[folds]\nbase = 3",
        "x = " + "[" * 9000,
    ],
)
def test_nonsense_is_an_empty_state(text: str) -> None:
    state, _ = load(text)
    assert len(state.known) == 0
    assert not state.visits


def test_packed_marks_that_are_cut_keep_those_before_the_cut() -> None:
    known = Known(keys(2000))
    known.read[:] = b"\1" * 2000
    text = dump(StoryState(known=known))
    start = text.index("read = '''")
    again, sound = load(text[: start + 100])
    assert not sound
    assert again.known.keys == known.keys
    assert again.known.read.count(1) > 200


def test_letters_that_are_none_cost_no_more_than_their_own_entries() -> None:
    state = full_state(3000)
    text = dump(state)
    at = text.index("fingerprints = '''") + 100
    again, sound = load(text[:at] + "é" + text[at + 1 :])
    assert not sound
    assert (again.known.read, again.known.keys) == (state.known.read, state.known.keys)


def test_a_quote_that_is_missing_costs_no_more_than_its_own_entry() -> None:
    state = full_state(5)
    text = dump(state)
    at = text.index('"', text.index("\nread = "))
    again, sound = load(text[:at] + text[at + 1 :])
    assert not sound
    assert again.known.read == state.known.read


@pytest.mark.parametrize("is_wiped", [True, False])
def test_a_block_that_is_lost_gives_no_comment_the_marks_of_another(*, is_wiped: bool) -> None:
    known = Known(keys(3000))
    known.read[:] = bytes(n % 3 == 1 for n in range(3000))
    text = dump(StoryState(known=known))
    for at in range(0, len(text), 997):
        block = "\0" * 4096 if is_wiped else ""
        half, sound = load(text[:at] + block + text[at + 4096 :])
        assert not sound
        read = {k for k, flag in zip(_split(half.known.keys), half.known.read, strict=True) if flag}
        unread = {key for slot, key in enumerate(_split(known.keys)) if slot % 3 != 1}
        assert not read & unread


def test_marks_whose_name_is_lost_are_known_by_their_lines() -> None:
    known = Known(keys(9000))
    known.read[:] = b"\1" * 9000
    text = dump(StoryState(known=known))
    at = text.index("read = '''")
    half, sound = load(text[: at - 200] + "\0" * 600 + text[at + 400 :])
    assert not sound
    assert half.known.read.count(1) >= 9000 - 2 * 240 * 8 - 50


def test_an_empty_file_is_a_damaged_one() -> None:
    assert not load("")[1]
