"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as package_version

from benchmarks.medians import Measured, Medians
from benchmarks.ours import OURS
from benchmarks.programs import Program
from benchmarks.ratios import key_names, ratios
from benchmarks.running import version

_STARTS = (
    "first start", "first start, first key answered", "picture", "start again", "start",
    "start again, first key answered", "start, first key answered",
)  # fmt: skip
_MEMORY = ("first start, megabytes", "start again, megabytes", "start, megabytes")


def report(
    measured: Measured, programs: Sequence[Program], python: Sequence[float], runs: int
) -> str:
    """Versions, ratios with what is to be reached, then every median."""
    medians = Medians(measured)
    pass_time = sorted(python)[len(python) // 2]
    parts = [
        "# Measured\n",
        *_preface(programs, runs, pass_time),
        "\n## Figures to reach\n",
        "| what | measured | to reach | reached |\n| --- | --- | --- | --- |",
        *(
            f"| {r.what} | {r.measured} | {r.wanted} | {'yes' if r.is_reached else 'no'} |"
            for r in ratios(medians, pass_time)
        ),
        *_own_keys(measured, medians),
        *_all_programs(measured, medians, programs),
        *_missed(measured),
    ]
    return "\n".join(parts) + "\n"


def _preface(programs: Sequence[Program], runs: int, python: float) -> Iterator[str]:
    day, load = datetime.now(UTC).date().isoformat(), os.getloadavg()
    yield (
        f"{day}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors (load "
        f"{load[2]:.1f}), Python {platform.python_version()}, Textual "
        f"{package_version('textual')}. Medians of {runs} runs, taken in turn, in a "
        f"pseudo-terminal of 120×40; `python3 -c pass` took {python:.1f} ms."
    )
    told = [f"{p.name} {v}" for p in programs if "cache" not in p.name and (v := version(p))]
    yield f"\nBeside it: {', '.join(told) or 'nothing that is installed'}."


def _own_keys(measured: Measured, medians: Medians) -> Iterator[str]:
    sizes = sorted(count for name, count in measured if name == OURS.name)
    yield "\n## Keys, from the second press on\n"
    yield (
        "Milliseconds to the last byte; in brackets what the program used of the processor, which "
        "says more where the machine had other work. Bytes are those at the largest size.\n"
    )
    yield f"| key | {' | '.join(f'{size:,}' for size in sizes)} | bytes |"
    yield "| --- |" + " --- |" * (len(sizes) + 1)
    once = ["first author", "first query", "first order"]
    loads = ["resize", "held down: 100 keys", "wheel: 100 turns", "page at 300×100"]
    for name in [*key_names(medians), *once, *loads]:
        cells = []
        for size in sizes:
            value = medians.from_second(OURS, size, name)
            used = medians.processor(OURS, size, name)
            cells.append("–" if value is None else f"{value:.1f} ({used or 0:.1f})")
        written = medians.size(OURS, sizes[-1], name) if sizes else None
        yield f"| {name} | {' | '.join(cells)} | {written or 0:,.0f} |"


def _all_programs(
    measured: Measured, medians: Medians, programs: Sequence[Program]
) -> Iterator[str]:
    names = ["down", "page", "last", "first", "fold one", "fold all", "open all"]
    names += ["first author", "same author", "clear author"]
    for size in sorted({count for _, count in measured}):
        present = [program for program in programs if (program.name, size) in measured]
        yield f"\n## {size:,} comments\n\nMilliseconds, and megabytes at most.\n"
        yield f"| | {' | '.join(program.name for program in present)} |"
        yield "| --- |" + " --- |" * len(present)
        for name in (*_STARTS, *names, *_MEMORY):
            values = [medians.median(program, size, name) for program in present]
            if any(value is not None for value in values):
                cells = ("–" if value is None else f"{value:,.1f}" for value in values)
                yield f"| {name} | {' | '.join(cells)} |"


def _missed(measured: Measured) -> Iterator[str]:
    missed = [text for figures in measured.values() for text in figures.missed]
    if missed:
        yield "\n## Not answered\n"
        yield from sorted({f"- {text.splitlines()[0]}" for text in missed})
