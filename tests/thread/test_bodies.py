"""Bodies read back the same, whether they are in memory or in the file that stories share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from threadreader.thread import bodies
from threadreader.thread.bodies import Bodies, Spool


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.binary(max_size=40)), max_size=40))
def test_bodies_of_stories_that_share_a_file(
    monkeypatch: pytest.MonkeyPatch, added: list[tuple[int, bytes]]
) -> None:
    monkeypatch.setattr(bodies, "_IN_MEMORY", 60)
    monkeypatch.setattr(bodies, "_FLUSH", 25)
    spool = Spool()
    stories = [Bodies(spool) for _ in range(3)]
    expected: list[list[bytes]] = [[], [], []]
    for story, body in added:
        stories[story].append(body)
        expected[story].append(body)
        assert stories[story][len(stories[story]) - 1] == body
    for found, wanted in zip(stories, expected, strict=True):
        assert [found[number] for number in range(len(found))] == wanted
        assert [found.length(number) for number in range(len(found))] == list(map(len, wanted))
        assert b"".join(found.pieces()) == b"".join(wanted)
