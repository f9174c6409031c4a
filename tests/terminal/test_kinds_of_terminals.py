"""What the real program writes to terminals that can do less than others."""

from __future__ import annotations

import re
from pathlib import Path

from tests.terminal.conftest import environment
from tests.terminal.pseudo_terminal import PseudoTerminal, threadreader

_COLOURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|38|48|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def test_a_terminal_that_cannot_draw_gets_plain_text(tmp_path: Path, page: Path) -> None:
    variables = {**environment(tmp_path), "TERM": "dumb"}
    with PseudoTerminal(threadreader(str(page)), variables) as terminal:
        terminal.wait_for("The window is painted shut.")
        assert terminal.wait_end() == 0
        assert b"\x1b" not in terminal.raw


def test_without_colour_only_attributes_are_sent(tmp_path: Path, page: Path) -> None:
    variables = {**environment(tmp_path), "NO_COLOR": "1"}
    with PseudoTerminal(threadreader(str(page)), variables) as terminal:
        terminal.wait_for("1/7")
        terminal.press("\t", "/shelf\r")
        terminal.wait_for("match 1/1")
        terminal.press("?")
        terminal.wait_for("Keys and signs")
        assert _COLOURS.findall(bytes(terminal.raw)) == []
        assert re.search(rb"\x1b\[1;[0-9;]*m", bytes(terminal.raw))
