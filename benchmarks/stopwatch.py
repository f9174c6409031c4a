"""Times what a program in a pseudo-terminal paints.

A key's time is from the write to the last byte the program wrote before it was quiet for 60 ms and
used less than 40 % of a processor meanwhile. A start's time is from the program's start to the
chunk after which a text stands on the screen. A time-out is never a result: it raises.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.pseudo_terminal import KEYS, PseudoTerminal

_QUIET = 0.06
_BUSY = 0.4
_PATIENCE = 300.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key brought: milliseconds to the last byte, and bytes."""

    milliseconds: float
    size: int


class Stopwatch(PseudoTerminal):
    """A program that is timed; 120 columns and 40 rows."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        super().__init__(arguments, environment, 120, 40)

    def ready(self, wanted: str | Callable[[str], bool]) -> float:
        """Milliseconds from the start until the screen has a text or fits a condition."""
        fits = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if select.select([self._master], [], [], 0.5)[0]:
                stamp = time.perf_counter()
                self._take(0)
                if fits(self.text):
                    return (stamp - self.started) * 1000
            elif self.process.poll() is not None:
                break
        raise AssertionError(f"not seen: {wanted!r}\n{self.text}")

    def time(self, key: str, until: str | None = None) -> Answer:
        """Presses a key (by name, or letters) and times its answer, `until` a text is shown."""
        self.settle()
        chunks: list[bytes] = []
        began = last = time.perf_counter()
        os.write(self._master, KEYS.get(key, key).encode())
        limit = began + _PATIENCE
        while time.perf_counter() < limit:
            cpu = self.processor_seconds()
            if select.select([self._master], [], [], _QUIET)[0]:
                chunks.append(os.read(self._master, 1 << 20))
                last = time.perf_counter()
            elif self.processor_seconds() - cpu < _QUIET * _BUSY:
                self._feed(chunks)
                if until is None or until in self.text:
                    break
        else:
            raise AssertionError(f"no answer to {key!r}\n{self.text}")
        self._feed(chunks)
        return Answer((last - began) * 1000, self._size)

    def settle(self) -> None:
        """Waits until the program is quiet and idle."""
        while True:
            cpu = self.processor_seconds()
            if not self._take(_QUIET) and self.processor_seconds() - cpu < _QUIET * _BUSY:
                self._size = 0
                return

    def processor_seconds(self) -> float:
        """What the program used of the processors so far."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def peak_megabytes(self) -> float:
        """The most memory the program held so far."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0.0
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def _feed(self, chunks: list[bytes]) -> None:
        for chunk in chunks:
            self._size += len(chunk)
            self.feed(chunk)
        chunks.clear()
