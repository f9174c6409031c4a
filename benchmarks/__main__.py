"""`make bench`: what keys and starts cost at every size, as ratios of one run.

usage: python -m benchmarks [--quick] [--sizes 1000,100000] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.discussion import write_page
from benchmarks.stopwatch import Stopwatch

RESULTS = Path(__file__).parent / "RESULTS.md"
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (1_000, 100_000)
# Keys in an order in which each finds something to do; the text, where one is given, is its end.
KEYS = (
    ("down", "j", 5),
    ("page", "pagedown", 5),
    ("page back", "pageup", 3),
    ("next unread", "n", 3),
    ("next sibling", "J", 3),
    ("parent", "p", 2),
    ("next thread", "]", 3),
    ("end", "G", 2),
    ("start", "g", 2),
    ("fold one", "enter", 4),
    ("fold thread", "c", 2),
    ("undo", "u", 2),
    ("fold all", "-", 3),
    ("open all", "+", 3),
    ("to depth 2", "2", 3),
    ("open again", "+", 1),
    ("first author", "a", 1),
    ("clear filter", "a", 1),
    ("same author", "a", 1),
    ("clear again", "a", 1),
    ("mark subtree read", "M", 2),
    ("other pane", "tab", 4),
)


@dataclass
class Figures:
    """What was measured at one size, in milliseconds and megabytes, one entry a run or press."""

    size: int
    first_picture: list[float] = field(default_factory=list)
    again_picture: list[float] = field(default_factory=list)
    first_answer: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    keys: dict[str, list[float]] = field(default_factory=dict)
    written: dict[str, list[int]] = field(default_factory=dict)


def measure(size: int, runs: int, folder: Path) -> Figures:
    """Starts the program on a page of that size, in new folders, twice a run, and presses keys."""
    page = folder / f"{size}.txt"
    if not page.exists():
        write_page(page, size)
    figures = Figures(size)
    for run in range(runs):
        home = folder / f"home-{size}-{run}"
        environment = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        command = [sys.executable, "-m", "threadreader", str(page)]
        with Stopwatch(command, environment) as first:
            figures.first_picture.append(first.ready("tide gauge was moved"))
            first.settle()
            first.press("tab")
            first.settle()
            first.time("q")
            first.wait_end()
        with Stopwatch(command, environment) as again:
            figures.again_picture.append(again.ready("1/"))
            figures.first_answer.append(figures.again_picture[-1] + again.time("j").milliseconds)
            for name, key, presses in KEYS:
                for _ in range(presses):
                    answer = again.time(key)
                    figures.keys.setdefault(name, []).append(answer.milliseconds)
                    figures.written.setdefault(name, []).append(answer.size)
            figures.memory.append(again.peak_megabytes())
            figures.processor.append(again.processor_seconds())
    return figures


def table(all_figures: Sequence[Figures]) -> str:
    """The figures as a Markdown table, with the largest size as a ratio to 1,000 comments."""
    base = next((f for f in all_figures if f.size == 1_000), all_figures[0])
    last = all_figures[-1]
    heading = " | ".join(f"{f.size:,}" for f in all_figures)
    lines = [f"| | {heading} | ratio |", "| --- |" + " --- |" * (len(all_figures) + 1)]
    for name in ("first_picture", "again_picture", "first_answer", "memory", "processor"):
        values = [statistics.median(getattr(f, name)) for f in all_figures]
        ratio = values[-1] / max(statistics.median(getattr(base, name)), 1e-9)
        cells = " | ".join(f"{value:.1f}" for value in values)
        lines.append(f"| {_LABELS[name]} | {cells} | {ratio:.2f} |")
    for name, _, _ in KEYS:
        values = [statistics.median(f.keys[name]) for f in all_figures]
        ratio = statistics.median(last.keys[name]) / statistics.median(base.keys[name])
        lines.append(f"| {name} | {' | '.join(f'{v:.1f}' for v in values)} | {ratio:.2f} |")
    return "\n".join(lines)


_LABELS = {
    "first_picture": "first opening, ms to the article",
    "again_picture": "opened again, ms to the comments",
    "first_answer": "opened again, ms to the first answered key",
    "memory": "peak memory, MB",
    "processor": "processor, s",
}


def main() -> int:
    """Measures and writes benchmarks/RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="two sizes, one run")
    parser.add_argument("--sizes", help="comma-separated numbers of comments")
    parser.add_argument("--runs", type=int)
    options = parser.parse_args()
    sizes: tuple[int, ...] = QUICK_SIZES if options.quick else SIZES
    if options.sizes:
        sizes = tuple(int(size) for size in options.sizes.split(","))
    runs = options.runs or (1 if options.quick else 3)
    with tempfile.TemporaryDirectory(prefix="threadreader-bench-") as folder:
        figures = [measure(size, runs, Path(folder)) for size in sizes]
    text = table(figures)
    print(text)
    if not options.quick and not options.sizes:
        RESULTS.write_text(f"{_preface(runs)}\n{text}\n")
    return 0


def _preface(runs: int) -> str:
    day = datetime.now(UTC).date().isoformat()
    return (
        "# Measured\n\n"
        f"{day}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, Textual {version('textual')}. Medians of {runs} "
        "runs in a pseudo-terminal of 120×40; a key's time ends with its last byte. The ratio is\n"
        "that of the largest size to 1,000 comments.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
