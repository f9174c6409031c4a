"""Runs a program on a discussion, and takes its times."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.data import data
from benchmarks.programs import Figures, Press, Program
from benchmarks.stopwatch import MissedError, Stopwatch

ROOT = Path(__file__).parents[1]
_MORE_STARTS = 2
"""How often a program that remembers is started in each run, beside the start for its keys."""


def is_installed(program: Program) -> bool:
    """Whether the program is there."""
    return shutil.which(program.command[0]) is not None


def version(program: Program) -> str:
    """What the program says its version is: the first words with a number in them."""
    if not program.version:
        return ""
    try:
        told = subprocess.run(
            program.version, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+[.\d]+\w*", told.stdout + told.stderr)
    return found.group() if found else ""


def measure(program: Program, count: int, figures: Figures, more: Sequence[Press] = ()) -> None:
    """One run in a new folder: the start, the start again where it remembers, and its keys.

    `more` keys are pressed before its own.
    """
    path = data(program.data, count)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        try:
            if program.is_primed:
                _settings(program, home, path)
                _run(program, count, home, Figures(), ("primed", ()))
            if program.second:
                _settings(program, home, path)
                _run(program, count, home, figures, ("first start", ()), ends=True)
            _settings(program, home, path)
            again = "start again" if program.second else "start"
            for _ in range(_MORE_STARTS if program.second else 0):
                _run(program, count, home, figures, (again, ()))
            _run(program, count, home, figures, (again, (*more, *program.presses)))
            for _ in range(_MORE_STARTS + 1 if program.unpictured else 0):
                _see_picture(program, count, home, figures)
        except MissedError as error:
            figures.missed.append(f"{program.name} at {count:,}: {error}")


def milliseconds_of_python(runs: int) -> list[float]:
    """What `python3 -c pass` takes, from its start to its end."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _settings(program: Program, home: Path, path: Path) -> None:
    for name, text in program.settings.items():
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(program.filled(text, home, path))


def _see_picture(program: Program, count: int, home: Path, figures: Figures) -> None:
    """A start that leaves a picture, and one that shows it: only its first sight counts."""
    with _started(program, count, home, again=True, pictured=True) as watch:
        watch.ready(_filled(program.start[0].until, count))
        _leave(program, watch)
    with _started(program, count, home, again=True, pictured=True) as watch:
        figures.add("picture", watch.ready(_filled(program.start[0].until, count)))


@contextmanager
def _started(
    program: Program, count: int, home: Path, *, again: bool, pictured: bool = False
) -> Iterator[Stopwatch]:
    path = data(program.data, count)
    words = program.second_command if again and program.second_command else program.command
    command = [program.filled(word, home, path) for word in words]
    environment = {
        name: program.filled(value, home, path) for name, value in program.environment.items()
    }
    environment |= {} if pictured else program.unpictured
    with Stopwatch(command, {"PYTHONPATH": str(ROOT), **environment}) as watch:
        yield watch


def _run(
    program: Program,
    count: int,
    home: Path,
    figures: Figures,
    what: tuple[str, Sequence[Press]],
    *,
    ends: bool = False,
) -> None:
    name, presses = what
    with _started(program, count, home, again=name == "start again") as watch:
        _start(program, count, watch, figures, name)
        for press in presses:
            _press(press, count, watch, figures)
        if ends:
            _leave(program, watch)


def _leave(program: Program, watch: Stopwatch) -> None:
    """Ends the program, so that what it keeps is whole."""
    with suppress(MissedError):
        watch.press(program.leave)
    watch.process.wait(120)


def _start(program: Program, count: int, watch: Stopwatch, figures: Figures, name: str) -> None:
    total = watch.ready(_filled(program.start[0].until, count))
    for step in program.start[1:]:
        total += watch.press(step.keys, _filled(step.until, count)).milliseconds
    figures.add(name, total)
    is_new = name == "first start"
    answer = watch.press(program.first if is_new and program.first else program.plain)
    figures.add(f"{name}, first key answered", total + answer.milliseconds)
    figures.add(f"{name}, megabytes", watch.peak_megabytes())
    figures.add(f"{name}, processor", watch.processor_seconds())


def _press(press: Press, count: int, watch: Stopwatch, figures: Figures) -> None:
    for _ in range(press.times):
        try:
            if press.size:
                answer = watch.resize(*press.size)
            else:
                answer = watch.press(press.keys, _filled(press.until, count))
        except MissedError as error:
            if press.name or watch.process.poll() is not None:
                figures.missed.append(f"{press.name}: {error}")
            continue
        if press.name:
            figures.add(press.name, answer.milliseconds)
            figures.sizes.setdefault(press.name, []).append(answer.size)
            figures.processor.setdefault(press.name, []).append(answer.processor)


def _filled(pattern: str, count: int) -> str:
    filled = pattern.replace("{messages}", str(count + 1))
    return filled.replace("{comments}", f"{count:,}")
