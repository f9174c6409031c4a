"""The real program in a real pseudo-terminal, its screen kept by an emulator."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "alt+o": "\x1bo",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
# Sequences an xterm obeys without a mark on the screen, which the emulator would print.
_SILENT = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\?[0-9;]*\$[@-~]|\x1b[P_^X][^\x1b]*\x1b\\"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>]"
)
_CUT = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?)?$")
PATIENCE = 20.0
# Makes the pseudo-terminal the controlling one, then becomes the program.
_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)


class Screen(pyte.Screen):
    """The emulator's screen; it takes colours of any kind and answers nothing."""

    def select_graphic_rendition(self, *attributes: int, **_: Any) -> None:
        super().select_graphic_rendition(*attributes)

    def report_device_status(self, *_: int, **__: Any) -> None:
        pass

    def report_device_attributes(self, *_: int, **__: Any) -> None:
        pass


class PseudoTerminal:
    """Starts a program and speaks with it as a person would: keys in, a screen out.

    `raw` keeps every byte the program wrote.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._text: str | None = None
        self.raw = bytearray()
        self._master, slave = os.openpty()
        self._set_size(columns, rows)
        keep = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**keep, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment},
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """The screen, a line a row, without blanks at the ends."""
        self._take(0.0)
        if self._text is None:
            self._text = "\n".join(line.rstrip() for line in self.screen.display)
        return self._text

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return self.text.split("\n")

    def press(self, *keys: str) -> None:
        """Sends keys, by name or as letters, without waiting for what they do."""
        os.write(self._master, "".join(KEYS.get(key, key) for key in keys).encode())

    def wait_for(self, wanted: str | Callable[[str], bool], patience: float = PATIENCE) -> str:
        """Waits until the screen has a text, or fits a condition; returns the screen."""
        fits = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        until = time.monotonic() + patience
        while not fits(self.text):
            if time.monotonic() > until:
                raise AssertionError(f"not seen: {wanted!r}\n{self.text}")
            self._take(0.05)
            if self.process.poll() is not None and not self._take(0.05):
                assert fits(self.text), f"ended without {wanted!r}\n{self.text}"
        return self.text

    def wait_quiet(self, seconds: float = 0.15) -> str:
        """Waits until nothing was written for so long; returns the screen."""
        while self._take(seconds):
            pass
        return self.text

    def wait_end(self) -> int:
        """Waits until the program has ended; returns its exit code."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            self._take(0.05)
        return self.process.wait(timeout=1)

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size, as when its window is dragged."""
        self.screen.resize(rows, columns)
        self._text = None
        self._set_size(columns, rows)

    def kill(self) -> None:
        """`kill -9`."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _take(self, seconds: float) -> bool:
        """Takes what the program wrote within so many seconds; False where it wrote nothing."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.feed(data)
        return bool(data)

    def feed(self, data: bytes) -> None:
        """Shows what the program wrote."""
        self._text = None
        self.raw += data
        data = self._rest + data
        cut = _CUT.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(_SILENT.sub(b"", data[: cut.start()] if cut else data))


def threadreader(*arguments: str) -> list[str]:
    """The command line that runs the program of this environment."""
    return [sys.executable, "-m", "threadreader", *arguments]
