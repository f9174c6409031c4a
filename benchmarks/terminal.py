"""A pseudo-terminal, and what its keys send."""

from __future__ import annotations

import fcntl
import os
import struct
import termios

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
}
WHEEL_DOWN = "\x1b[<65;60;20M"


def open_terminal(columns: int, rows: int) -> tuple[int, int]:
    """Both ends of a new one: the emulator's and the program's."""
    master, slave = os.openpty()
    resize(master, columns, rows)
    return master, slave


def resize(master: int, columns: int, rows: int) -> None:
    """Gives it a size."""
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def controlling() -> None:
    """In the new process: makes it the controlling terminal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
