"""Ratios are computed from what was measured, and nothing is said of what was not."""

from __future__ import annotations

from benchmarks.medians import Medians
from benchmarks.ours import OURS
from benchmarks.peers import NEOMUTT
from benchmarks.programs import Figures
from benchmarks.ratios import ratios
from benchmarks.report import report


def test_a_key_that_grows_with_the_thread_is_not_reached() -> None:
    figures = {
        (OURS.name, 1_000): Figures({"down": [50.0, 5.0, 5.0], "page": [5.0, 5.0]}),
        (OURS.name, 1_000_000): Figures({"down": [90.0, 5.4, 5.2], "page": [5.0, 6.0]}),
    }
    told = {ratio.what: ratio.is_reached for ratio in ratios(Medians(figures), 10.0)}
    assert told == {
        "down: 1,000,000 to 1,000 comments": True,
        "page: 1,000,000 to 1,000 comments": False,
    }


def test_a_peer_that_is_missing_is_in_no_ratio() -> None:
    figures = {(OURS.name, 100_000): Figures({"down": [9.0, 6.0]})}
    told = [ratio.what for ratio in ratios(Medians(figures), 10.0)]
    assert told == ["down at 100,000"]
    figures[NEOMUTT.name, 100_000] = Figures({"down": [2.0, 3.0]})
    told = [ratio.what for ratio in ratios(Medians(figures), 10.0)]
    assert told == ["down at 100,000", "down to neomutt's down at 100,000"]


def test_what_was_not_answered_stands_in_the_report() -> None:
    figures = {(OURS.name, 1_000): Figures(missed=["page: no answer to 'x' ()\nthe screen"])}
    text = report(figures, [OURS], [10.0], 1)
    assert "- page: no answer to 'x' ()" in text
    assert "the screen" not in text
