"""What the launch picture brings: starts with it and without, beside Python that does nothing.

usage: python -m benchmarks.launch [--comments N] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from benchmarks.data import data
from benchmarks.terminal import controlling, open_terminal
from threadreader.library.catalogue import Catalogue
from threadreader.library.opening import Opening

_PROGRAM = "import sys; from threadreader.start import main; sys.exit(main())"
_PICTURE_ENDS = b"\x1b[?2026l"
_TEXTUAL_BEGINS = b"\x1b[?1000h"
_FIRST_ROW = b"\x1b[1;1H"
_QUIET = 0.5
_OFF = {"THREADREADER_NO_PICTURE": "1"}


def main() -> int:
    """Prints the medians, in milliseconds, and the ratio to Python's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.launch")
    parser.add_argument("--comments", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    medians = measure(options.comments, options.runs)
    python = medians["python3 -c pass"]
    for name, milliseconds in medians.items():
        print(f"{name:<36} {milliseconds:7.1f} ms  {milliseconds / python:5.2f} ×")
    return 0


def measure(comments: int, runs: int) -> dict[str, float]:
    """Medians of starts on a known story, taken in turn; by name, in milliseconds."""
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        path = data("page.txt", comments)
        command = [sys.executable, "-c", _PROGRAM, str(path)]
        _make_known(path, home)
        _run(command, home, {}, leaves=True)
        for _ in range(runs):
            _add(taken, "python3 -c pass", _python(home))
            shown = _run(command, home, {}, leaves=True)
            _add(taken, "known story, picture whole", shown[_PICTURE_ENDS])
            _add(taken, "known story, drawn over the picture", shown[_FIRST_ROW])
            plain = _run(command, home, _OFF, leaves=False)
            _add(taken, "known story, drawn without a picture", plain[_FIRST_ROW])
    return {name: statistics.median(values) for name, values in taken.items()}


def _make_known(path: Path, home: str) -> None:
    """Has the story read and remembered, which a short visit would not wait for."""
    catalogue = Path(home) / "CACHE" / "threadreader" / "catalogue.sqlite"
    opening = Opening([path], Catalogue(catalogue))
    opening.remember(opening.read())


def _add(taken: dict[str, list[float]], name: str, milliseconds: float) -> None:
    taken.setdefault(name, []).append(milliseconds)


def _python(home: str) -> float:
    """The whole of a Python that does nothing."""
    with _Start([sys.executable, "-c", "pass"], home, {}) as start:
        start.process.wait()
        return start.milliseconds()


def _run(
    command: Sequence[str], home: str, variables: Mapping[str, str], *, leaves: bool
) -> dict[bytes, float]:
    """Milliseconds to the picture's last byte, if any, and to Textual's first whole screen."""
    with _Start(command, home, variables) as start:
        raw, times = bytearray(), {}
        while _FIRST_ROW not in raw.partition(_TEXTUAL_BEGINS)[2]:
            raw += os.read(start.terminal, 1 << 16)
            if raw.endswith(_PICTURE_ENDS):
                times[_PICTURE_ENDS] = start.milliseconds()
        times[_FIRST_ROW] = start.milliseconds()
        if leaves:
            start.settle()
            os.write(start.terminal, b"q")
            start.drain()
            start.process.wait()
    return times


class _Start:
    """A program started in a terminal of its own, 120 columns and 40 rows."""

    def __init__(self, command: Sequence[str], home: str, variables: Mapping[str, str]) -> None:
        self.terminal, slave = open_terminal(120, 40)
        places = {f"XDG_{name}_HOME": f"{home}/{name}" for name in ("CONFIG", "CACHE", "DATA")}
        fixed = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home}
        self._began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"PATH": os.environ["PATH"], **fixed, **places, **variables},
            start_new_session=True,
            preexec_fn=controlling,  # noqa: PLW1509  no other thread runs when it forks
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)

    def milliseconds(self) -> float:
        """Since the start."""
        return (time.perf_counter() - self._began) * 1000

    def settle(self) -> None:
        """Reads until nothing more comes, so that the whole story is there."""
        while select.select([self.terminal], [], [], _QUIET)[0]:
            os.read(self.terminal, 1 << 16)

    def drain(self) -> None:
        """Reads until the program has ended."""
        try:
            while os.read(self.terminal, 1 << 16):
                pass
        except OSError:  # so Linux tells of the end
            pass


if __name__ == "__main__":
    sys.exit(main())
