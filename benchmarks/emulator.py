"""The screen of a program that is timed: pyte, and the sequences of ncurses that it lacks."""

from __future__ import annotations

import re
from typing import Any

import pyte

# What an xterm obeys without a mark on the screen, and pyte would print.
_SILENT = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\??[0-9;]*[ !\"#$%&'*]+[@-~]|\x1b[P_^X][^\x1b]*\x1b\\"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>]"
)
_CUT = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?)?$")


class _Screen(pyte.Screen):
    _last = " "

    def draw(self, data: str) -> None:
        self._last = data[-1:] or self._last
        super().draw(data)

    def repeat(self, count: int | None = None, **_: Any) -> None:
        super().draw(self._last * min(count or 1, self.columns))

    def move_up(self, count: int | None = None, **_: Any) -> None:
        self._shift(count or 1, up=True)

    def move_down(self, count: int | None = None, **_: Any) -> None:
        self._shift(count or 1, up=False)

    def select_graphic_rendition(self, *attributes: int, **_: Any) -> None:
        super().select_graphic_rendition(*attributes)

    def report_device_status(self, *_: int, **__: Any) -> None:
        pass

    def report_device_attributes(self, *_: int, **__: Any) -> None:
        pass

    def _shift(self, lines: int, *, up: bool) -> None:
        cursor = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        self.delete_lines(lines) if up else self.insert_lines(lines)
        self.cursor.x, self.cursor.y = cursor


class _Stream(pyte.ByteStream):
    csi = {  # noqa: RUF012  as the class above has it
        **pyte.ByteStream.csi,
        "b": "repeat",
        "S": "move_up",
        "T": "move_down",
    }
    events = pyte.ByteStream.events | {"repeat", "move_up", "move_down"}


class Emulator:
    """Bytes in, a screen out."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = _Stream(self._screen)
        self._rest = b""

    @property
    def text(self) -> str:
        """The screen, a line a row, without blanks at the ends."""
        lines, columns = self._screen.buffer, range(self._screen.columns)
        rows = ("".join(lines[y][x].data for x in columns) for y in range(self._screen.lines))
        return "\n".join(map(str.rstrip, rows))

    def resize(self, columns: int, rows: int) -> None:
        """Another size."""
        self._screen.resize(rows, columns)

    def feed(self, data: bytes) -> None:
        """Shows what a program wrote."""
        data = self._rest + data
        cut = _CUT.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(_SILENT.sub(b"", data[: cut.start()] if cut else data))
