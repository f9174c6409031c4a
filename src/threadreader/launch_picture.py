"""The launch picture: what a start will show, kept at the end of the last one and shown at once.

A start puts it on the terminal before anything but `os`, `sys` and `termios` is imported, and only
where everything it depends on is what it was. Any doubt means no picture.
"""

import os
import sys
import time

from threadreader import COMMANDS, __version__

try:
    import termios
except ImportError:  # not on this system
    termios = None  # type: ignore[assignment]

SWITCH = "THREADREADER_NO_PICTURE"
"""The variable of the environment with which there are no pictures."""

_VARIABLES = ("COLORTERM", "COLUMNS", "FORCE_COLOR", "HOME", "LINES", "NO_COLOR", "XDG_CONFIG_HOME")
_FAMILIES = ("LANG", "LC_", "TERM", "TEXTUAL", "TTY_")
_MOST_FILES, _MOST_BYTES = 50, 4_000_000
_BEGIN = "\x1b[?2026h\x1b[?1049h\x1b[?25l\x1b[?7l"
_END = "\x1b[?2026l"
_TAKEN_OFF = b"\x1b[?2026l\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
_IN, _OUT = 0, 2
_AS_TYPED, _UNSEEN = 0, 3  # what to do with keys: where they stand among a terminal's attributes


class _Standing:
    """What the terminal was like before a picture came on it; None while there is none."""

    attributes: "list[int | list[bytes | int]] | None" = None


def folder() -> str:
    """The folder of the pictures, in the cache directory."""
    home = os.path.expanduser("~")  # noqa: PTH111  pathlib takes longer than all the rest
    usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    above = chosen if os.path.isabs(chosen) else f"{home}/{usual}"  # noqa: PTH117
    return f"{above}/threadreader/pictures"


def show(words: list[str]) -> None:
    """Puts the picture of a command line on the terminal, where there is one that is true."""
    if termios is None or len(words) != 1 or words[0] in COMMANDS or words[0].startswith("-"):
        return
    try:
        if os.environ.get(SWITCH) or not _owns_terminal():
            return
        if picture := _picture(words[0]):
            _keep_keys()
            _write(picture)
    except (OSError, ValueError, termios.error):
        take_off()


def stands() -> bool:
    """Whether a picture is on the terminal, and nothing has been drawn over it."""
    return _Standing.attributes is not None


def hand_over() -> "list[int | list[bytes | int]] | None":
    """From now on whoever draws over the picture restores the terminal: to these attributes."""
    attributes, _Standing.attributes = _Standing.attributes, None
    return attributes


def take_off() -> None:
    """Takes the picture off, where one still stands, and leaves the terminal as it was."""
    if (attributes := hand_over()) is None:
        return
    try:
        termios.tcsetattr(_IN, termios.TCSANOW, attributes)
        _write(_TAKEN_OFF)
    except (OSError, termios.error):
        pass  # the terminal is gone


def stamps(files: list[str]) -> list[str]:
    """By which each file is known to be the same: size, time, inode; "" where there is none."""
    return [_stamp(path) for path in files]


def keep(word: str, files: list[str], known: list[str], rows: list[str], not_before: float) -> bool:
    """Keeps a picture for the next start with `word`, from a moment on.

    `files` are all it depends on and `known` their stamps from before it was made. False where
    one of them was changed meanwhile. Raises OSError.
    """
    name = _name(word)
    if not rows or stamps(files) != known:
        return False
    lines = "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
    frame = (_BEGIN + lines + _END).encode("utf-8", "replace")
    pairs = [part for pair in zip(files, known, strict=True) for part in pair]
    head = os.fsencode("\0".join([*_circumstances(word), "", *pairs]))
    os.makedirs(folder(), mode=0o700, exist_ok=True)  # noqa: PTH103
    fresh = f"{name}.{os.getpid()}"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123
        file.write(f"{len(head)} {len(frame)} {not_before:.0f}\n".encode() + head + frame)
    os.replace(fresh, name)  # noqa: PTH105
    _prune()
    return True


def forget(word: str | None = None) -> None:
    """Deletes the picture of a word, or all of them."""
    for path in _kept() if word is None else [_name(word)]:
        try:  # noqa: SIM105  contextlib would have to be imported
            os.unlink(path)  # noqa: PTH108
        except OSError:
            pass  # it is gone, or never was


def _owns_terminal() -> bool:
    """Whether this is a start in the foreground of a terminal."""
    return all(map(os.isatty, (_IN, 1, _OUT))) and os.tcgetpgrp(_IN) == os.getpgrp()


def _picture(word: str) -> bytes | None:
    """The bytes of the picture; None where there is none that holds now."""
    with open(_name(word), "rb") as file:  # noqa: PTH123
        data = file.read()
    first, _, rest = data.partition(b"\n")
    head_size, frame_size, not_before = map(int, first.split())
    if len(rest) != head_size + frame_size:
        return None
    head, frame = os.fsdecode(rest[:head_size]), rest[head_size:]
    circumstances, _, files = head.partition("\0\0")
    parts = files.split("\0")
    holds = circumstances == "\0".join(_circumstances(word)) and stamps(parts[::2]) == parts[1::2]
    return frame if holds and time.time() >= not_before else None


def _circumstances(word: str) -> list[str]:
    """All that a picture depends on but files."""
    columns, rows = os.get_terminal_size(1)
    variables = sorted(
        f"{name}={value}"
        for name, value in os.environ.items()
        if name in _VARIABLES or name.startswith(_FAMILIES)
    )
    return [__version__, _path(word), f"{columns} {rows}", *variables]


def _path(word: str) -> str:
    return os.path.abspath(word)  # noqa: PTH100


def _name(word: str) -> str:
    """The picture's file: a number made of the path, as no module that hashes is loaded yet."""
    return f"{folder()}/{int.from_bytes(os.fsencode(_path(word)), 'big') % (2**127 - 1):x}"


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _keep_keys() -> None:
    """Keys typed while the picture stands stay with the terminal, unseen, for the reader."""
    _Standing.attributes = termios.tcgetattr(_IN)
    attributes = termios.tcgetattr(_IN)
    attributes[_AS_TYPED] &= ~(
        termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
    )
    attributes[_UNSEEN] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    attributes[6][termios.VMIN], attributes[6][termios.VTIME] = 1, 0
    termios.tcsetattr(_IN, termios.TCSANOW, attributes)


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(_OUT, data) :]


def _kept() -> list[str]:
    try:
        return [f"{folder()}/{name}" for name in os.listdir(folder())]  # noqa: PTH208
    except OSError:
        return []


def _prune() -> None:
    """Deletes the oldest pictures, where they are too many."""
    found = sorted(((s.st_mtime_ns, s.st_size, path) for path, s in _statuses()), reverse=True)
    size = 0
    for number, (_, own, path) in enumerate(found):
        size += own
        if number and (number >= _MOST_FILES or size > _MOST_BYTES):
            os.unlink(path)  # noqa: PTH108


def _statuses() -> "list[tuple[str, os.stat_result]]":
    return [(path, os.stat(path)) for path in _kept()]  # noqa: PTH116
