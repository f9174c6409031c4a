"""A story is known again by what it is, and never by ids that any story has."""

from __future__ import annotations

from pathlib import Path

from tests.library.stories import discussion

from threadreader.library.identity import Identities
from threadreader.library.openstory import OpenStory
from threadreader.library.states import StateFolder


def test_small_numbers_in_common_make_no_two_stories_one(tmp_path: Path) -> None:
    states = StateFolder(tmp_path)
    first = discussion([(str(n), "Ada", None, f"Of clocks {n}") for n in range(9)], "Clocks")
    kept = Identities(states).find(first)
    OpenStory(first, kept.file).close()
    other = discussion([(str(n), "Tom", None, f"Of ferries {n}") for n in range(9)], "Ferries")
    assert Identities(states).find(other).file.key == other.story.key
