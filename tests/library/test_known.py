from __future__ import annotations

import pytest

from threadreader.library import known as module
from threadreader.library.known import Known
from threadreader.thread.keys import digest

KEYS = [digest(str(n).encode()) for n in range(300)]


@pytest.fixture(params=["small", "large"])
def known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Known:
    if request.param == "large":
        monkeypatch.setattr(module, "_LARGE", 10)
    return Known(b"".join(KEYS))


def test_every_key_has_its_slot_however_many_are_asked_for(known: Known) -> None:
    assert [known.slot(key) for key in KEYS] == list(range(300))
    assert known.slot(digest(b"other")) == -1


def test_a_key_added_is_found_and_is_added_once(known: Known) -> None:
    other = digest(b"other")
    assert known.add(other) == known.add(other) == known.slot(other) == 300
    assert known.add(KEYS[7]) == 7
    assert len(known) == 301
    assert known.key(300) == other


def test_no_key_is_found_across_two_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGE", 1)
    known = Known(b"aaaabbbb" + b"ccccdddd" + b"eeeeffff")
    assert known.slot(b"bbbbcccc") == -1
    assert known.slot(b"eeeeffff") == 2


def test_a_key_asked_for_by_its_slot_is_found_without_a_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LARGE", 10)
    monkeypatch.setattr(module, "_MOST_SEARCHES", 0)
    known = Known(b"".join(KEYS))
    assert known.slot(known.key(200)) == 200
    assert known._index is None
