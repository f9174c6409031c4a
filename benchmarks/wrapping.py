"""What wrapping a comment costs beside the standard library and Rich, as ratios of one run.

usage: python -m benchmarks.wrapping
"""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.text import Text

from benchmarks.discussion import rows
from threadreader.text.body import text_blocks
from threadreader.text.wrap import wrap

WIDTH = 90
COMMENTS = 2_000
RUNS = 5


def main() -> None:
    texts = ["\n\n".join(row.paragraphs) for row in rows(COMMENTS)]
    plain = [text for text in texts if text.isascii()]
    other = [text for text in texts if not text.isascii()]
    for name, chosen in (("plain ASCII", plain), ("with other scripts", other), ("all", texts)):
        own, *rest = _microseconds((_own, _textwrap, _rich), chosen)
        ratios = ", ".join(
            f"{peer} {cost / own:.1f} x"
            for peer, cost in zip(("textwrap", "rich"), rest, strict=True)
        )
        print(f"{name}: {own:.1f} µs a comment of {_mean(chosen):.0f} characters; {ratios}")


def _own(texts: list[str]) -> None:
    for blocks in map(text_blocks, texts):
        wrap(blocks, WIDTH)


def _textwrap(texts: list[str]) -> None:
    wrapper = textwrap.TextWrapper(WIDTH)
    for text in texts:
        for paragraph in text.split("\n\n"):
            wrapper.wrap(paragraph)


def _rich(texts: list[str]) -> None:
    console = Console(width=WIDTH)
    for text in texts:
        Text(text).wrap(console, WIDTH)


def _microseconds(works: Sequence[Callable[[list[str]], None]], texts: list[str]) -> list[float]:
    """For each work the best of some runs, taken in turn, of processor time for one text."""
    best = [float("inf")] * len(works)
    for _ in range(RUNS):
        for index, work in enumerate(works):
            began = time.process_time()
            work(texts)
            best[index] = min(best[index], time.process_time() - began)
    return [seconds / len(texts) * 1e6 for seconds in best]


def _mean(texts: list[str]) -> float:
    return sum(map(len, texts)) / len(texts)


if __name__ == "__main__":
    main()
