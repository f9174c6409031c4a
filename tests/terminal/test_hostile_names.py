"""Names of files are no commands for the terminal, and commands that never end are no end."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.conftest import PAGE, Start

EVIL = "\x1b]0;x\x07\x9b31m\u202e"


def test_no_name_of_a_file_reaches_the_terminal_as_it_is(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(2):
        page = PAGE.replace("The Barometer", f"Barometer {number}")
        (folder / f"{number}{EVIL}.txt").write_text(page)
    (folder / f"damaged{EVIL}.xz").write_bytes(b"\xfd7zXZ\0" + b"not at all" * 9)
    terminal = start(folder, columns=160, rows=40)
    terminal.wait_for("it cannot be read")
    assert b"\x1b]0;" not in terminal.raw
    assert "\x9b".encode() not in terminal.raw
    assert "\u202e".encode() not in terminal.raw


def test_what_ended_the_start_is_said_without_commands(start: Start, tmp_path: Path) -> None:
    terminal = start(tmp_path / f"missing{EVIL}.txt")
    assert terminal.wait_end() == 3
    assert b"\x1b]0;" not in terminal.raw


def test_a_command_that_never_ends_is_stopped(start: Start, page: Path) -> None:
    terminal = start(page)
    terminal.wait_for("Barometer")
    terminal.press("|")
    terminal.wait_for("Give it to")
    terminal.press(*"sleep 1000", "enter")
    terminal.wait_for(lambda text: "Give it to" not in text)
    terminal.press("tab")
    terminal.wait_for("━ Comments")
    terminal.press("escape")
    terminal.wait_for("The command was stopped.")
    terminal.press("|")
    terminal.wait_for("Give it to")
    terminal.press(*"sleep 1000", "enter")
    terminal.wait_for(lambda text: "Give it to" not in text)
    terminal.press("Q")
    assert terminal.wait_end() == 0
