"""Times what a program paints in a real pseudo-terminal.

A thread stamps what the program writes as it comes; the emulator sees it afterwards, so that its
own time is in no figure. A key's time is from the write to the last byte before the program was
quiet for 60 ms, and neither ran nor waited for a processor meanwhile. A time-out is never a result.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.emulator import Emulator
from benchmarks.terminal import KEYS, controlling, open_terminal, resize

_QUIET = 0.06
_BUSY = 0.4
_PATIENCE = 2.0
"""Seconds of idleness in which a key has to bring something."""


class MissedError(Exception):
    """What was waited for did not come."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key brought: milliseconds to the last byte, bytes, processor milliseconds."""

    milliseconds: float
    size: int
    processor: float


class Stopwatch:
    """A program that is timed."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        columns: int = 120,
        rows: int = 40,
        patience: float = 900.0,
    ) -> None:
        sys.setswitchinterval(0.0005)
        self._patience = patience
        self._emulator = Emulator(columns, rows)
        self._chunks: deque[tuple[float, bytes]] = deque()
        self._master, slave = open_terminal(columns, rows)
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        fixed = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        self._began = time.perf_counter()
        self.process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**kept, **fixed, **environment},
            start_new_session=True,
            preexec_fn=controlling,  # noqa: PLW1509  no other thread runs when it forks
        )
        os.close(slave)
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        self._reading.join(1)
        os.close(self._master)

    @property
    def text(self) -> str:
        """The screen, a line a row."""
        return self._emulator.text

    def ready(self, pattern: str) -> float:
        """Milliseconds from the start to the bytes after which the screen fits a pattern."""
        wanted, until = re.compile(pattern, re.MULTILINE), time.monotonic() + self._patience
        while time.monotonic() < until:
            if not self._chunks:
                if self.process.poll() is not None:
                    break
                time.sleep(0.001)
                continue
            stamp, data = self._chunks.popleft()
            self._emulator.feed(data)
            if wanted.search(self.text):
                return (stamp - self._began) * 1000
        raise MissedError(f"not seen: {pattern}\n{self.text}")

    def press(self, keys: str, until: str = "") -> Answer:
        """Presses keys (one by name, or letters) at once, and times the answer."""
        self.settle()
        before, began = self._processor()[0], time.perf_counter()
        os.write(self._master, KEYS.get(keys, keys).encode())
        return self._answer(keys, began, before, until)

    def resize(self, columns: int, rows: int) -> Answer:
        """Gives the terminal another size, and times the answer."""
        self.settle()
        self._emulator.resize(columns, rows)
        before, began = self._processor()[0], time.perf_counter()
        resize(self._master, columns, rows)
        os.killpg(self.process.pid, signal.SIGWINCH)
        return self._answer("resize", began, before, "")

    def settle(self) -> None:
        """Waits until the program is quiet and idle."""
        while self._wait_quiet() is not None:
            pass

    def peak_megabytes(self) -> float:
        """The most memory the program held so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """What the program used of the processors so far, in threads that ended too."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _answer(self, keys: str, began: float, before: float, until: str) -> Answer:
        size, last, wanted = 0, 0.0, re.compile(until, re.MULTILINE)
        while True:
            brought = self._wait_quiet()
            elapsed = time.perf_counter() - began
            if brought is not None:
                last, size = brought[0], size + brought[1]
            elif size and (not until or wanted.search(self.text)):
                used = (self._processor()[0] - before) * 1000
                return Answer((last - began) * 1000, size, used)
            elif elapsed > (self._patience if until else _PATIENCE):
                raise MissedError(f"no answer to {keys!r} ({until})\n{self.text}")
            if self.process.poll() is not None or elapsed > self._patience:
                raise MissedError(f"no answer to {keys!r} ({until})\n{self.text}")

    def _wait_quiet(self) -> tuple[float, int] | None:
        """Takes what comes until it is quiet: last stamp and bytes; None where nothing came."""
        size, last = 0, 0.0
        busy, since = sum(self._processor()), time.perf_counter()
        while True:
            time.sleep(0.004)
            while self._chunks:
                last, data = self._chunks.popleft()
                size += len(data)
                self._emulator.feed(data)
                busy, since = sum(self._processor()), time.perf_counter()
            if time.perf_counter() - since >= _QUIET:
                now = sum(self._processor())
                if now - busy < _QUIET * _BUSY or self.process.poll() is not None:
                    return (last, size) if size else None
                busy, since = now, time.perf_counter()

    def _processor(self) -> tuple[float, float]:
        """The seconds that all threads of the program ran, and waited for a processor."""
        ran = waited = 0
        for file in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat"):
            try:
                fields = file.read_text().split()
            except OSError:
                continue
            ran, waited = ran + int(fields[0]), waited + int(fields[1])
        return ran / 1e9, waited / 1e9

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            self._chunks.append((time.perf_counter(), data))
            if not data:
                return
