"""`make bench`: starts and keys at every size, beside other programs, as ratios of one run.

usage: python -m benchmarks [--quick] [--sizes 1000,100000] [--runs N] [--only NAME …] [--out FILE]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.data import data
from benchmarks.medians import Measured
from benchmarks.ours import BARE, HELD, OURS, TREE, WIDGETS
from benchmarks.peers import NEOMUTT, PEERS
from benchmarks.programs import Figures, Program
from benchmarks.ratios import LARGE, MIDDLE, SMALL
from benchmarks.report import report
from benchmarks.running import is_installed, measure, milliseconds_of_python

RESULTS = Path(__file__).parent / "RESULTS.md"
_SIZES = (100, SMALL, 10_000, MIDDLE, LARGE)
_COMPARED = (SMALL, MIDDLE)
_SLOW = 20.0
"""Seconds of a run after which a program is not run again at that size."""


def main() -> int:
    """Measures, prints, and writes benchmarks/RESULTS.md."""
    options = _parser().parse_args()
    runs = options.runs or (1 if options.quick else 3)
    programs = [p for p in _programs(options) if not options.only or p.name in options.only]
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else None
    sizes = sizes or ([SMALL, MIDDLE] if options.quick else list(_SIZES))
    python = milliseconds_of_python(11)
    measured = _measure_all(programs, sizes, runs)
    text = report(measured, programs, python, runs)
    print(text)
    out = options.out or (None if options.quick or options.sizes else RESULTS)
    if out:
        Path(out).write_text(text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="two sizes, one run, two minutes")
    parser.add_argument("--sizes", help="comma-separated numbers of comments")
    parser.add_argument("--runs", type=int, help="how often everything is done, in turn")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these programs")
    parser.add_argument("--out", help="where the result is written")
    return parser


def _programs(options: argparse.Namespace) -> Iterator[Program]:
    peers: Sequence[Program] = (NEOMUTT,) if options.quick else PEERS
    yield from (OURS, BARE)
    yield from () if options.quick else (TREE, WIDGETS)
    for peer in peers:
        if is_installed(peer):
            yield peer
        else:
            _say(f"{peer.name}: not installed, left out")


def _measure_all(programs: Sequence[Program], sizes: Sequence[int], runs: int) -> Measured:
    measured: Measured = {}
    done: set[tuple[str, int]] = set()
    for run in range(runs):
        for size in sizes:
            for program in programs:
                if not _is_tried(program, size) or (program.name, size) in done:
                    continue
                _say(f"run {run + 1}: {program.name} at {size:,}")
                data(program.data, size)
                began = time.monotonic()
                figures = measured.setdefault((program.name, size), Figures())
                held = HELD if program is OURS and size == max(sizes) and not run else ()
                measure(program, size, figures, held)
                if time.monotonic() - began > _SLOW and program is not OURS:
                    done.add((program.name, size))
                if program is OURS and size >= LARGE:
                    done.add((program.name, size))
    return measured


def _is_tried(program: Program, size: int) -> bool:
    if program is OURS:
        return True
    if program is BARE:
        return size == SMALL
    return size in _COMPARED and size <= program.most


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
