"""The path of a reader, through the keys, in a real pseudo-terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.terminal.conftest import LATER, PAGE, Start
from tests.terminal.pseudo_terminal import PseudoTerminal

SIZES = [(80, 24), (120, 40), (200, 60)]


def into_comments(terminal: PseudoTerminal) -> None:
    terminal.wait_for("The Barometer in the Reading Room")
    terminal.wait_for("Comments")
    terminal.press("tab")
    terminal.wait_for("Odile Tern")
    terminal.wait_quiet()


def fold_first_thread(terminal: PseudoTerminal) -> None:
    into_comments(terminal)
    terminal.press("enter")
    terminal.wait_for("+3")
    terminal.wait_for(lambda text: "The tapping" not in text)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_folds_marks_and_place_are_there_again_after_quitting(
    start: Start, page: Path, columns: int, rows: int
) -> None:
    terminal = start(page, columns=columns, rows=rows)
    fold_first_thread(terminal)
    terminal.press("j", "s")
    terminal.wait_for("★")
    terminal.press("j", "m")  # read already: closing the story marks what is left
    terminal.wait_quiet()
    before = terminal.rows
    terminal.press("q")
    assert terminal.wait_end() == 0
    again = start(page, columns=columns, rows=rows)
    again.wait_for("★")
    again.wait_quiet()
    assert again.rows == before


def test_a_filter_by_author_is_there_again_and_leaves_the_folds(start: Start, page: Path) -> None:
    terminal = start(page, columns=120, rows=40)
    fold_first_thread(terminal)
    terminal.press("j", "j", "a")
    terminal.wait_for("author:")
    terminal.wait_for("I logged the pressure")
    terminal.wait_for(lambda text: "painted shut" not in text)
    terminal.press("q")
    terminal.wait_end()
    again = start(page, columns=120, rows=40)
    again.wait_for("I logged the pressure")
    again.press("a")
    again.wait_for("painted shut")
    again.wait_for(lambda text: "I logged the pressure" not in text)
    assert "+3" in again.text


def test_what_was_done_survives_a_kill(start: Start, page: Path) -> None:
    terminal = start(page)
    fold_first_thread(terminal)
    terminal.press("j", "s")
    terminal.wait_for("★")
    terminal.wait_quiet(0.25)
    before = terminal.rows
    terminal.kill()
    again = start(page)
    again.wait_for("★")
    again.wait_quiet()
    assert again.rows == before


def test_a_resize_in_the_middle_loses_nothing(start: Start, page: Path) -> None:
    terminal = start(page)
    fold_first_thread(terminal)
    for columns, rows in [(200, 60), (40, 20), (120, 40), (80, 24)]:
        terminal.resize(columns, rows)
        terminal.wait_quiet()
        terminal.wait_for("Odile Tern")
    assert "+3" in terminal.text
    assert "The tapping" not in terminal.text


def test_a_page_saved_again_shows_exactly_the_new_comments_as_new(
    start: Start, page: Path, tmp_path: Path
) -> None:
    terminal = start(page, columns=120, rows=40)
    into_comments(terminal)
    terminal.press("R")
    terminal.wait_for(lambda text: "●" not in text)
    terminal.press("q")
    terminal.wait_end()
    later = tmp_path / "saved-again.txt"
    later.write_text(PAGE + LATER, encoding="utf-8")
    again = start(later, columns=120, rows=40)
    again.wait_for("3 ◆")
    again.press("n")
    again.wait_for("First visit after the move")
    again.wait_quiet()
    marked = [row for row in again.rows[2:-1] if "◆" in row]
    assert [name for name in ("Ingrid", "Cass", "Tomas") if any(name in row for row in marked)]
    assert sum("◆ " in row for row in marked) == 3


def test_a_page_without_comments_is_read(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("A Quiet Page\n\nNothing was said of it.\n", encoding="utf-8")
    terminal = start(path)
    terminal.wait_for("Nothing was said of it.")
    terminal.press("tab", "j", "enter", "n", "a", "G")
    terminal.wait_quiet()
    terminal.press("q")
    assert terminal.wait_end() == 0


def test_no_command_of_a_story_reaches_the_terminal(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    evil = "\x1b]52;c;aGk=\x07\x1b[31mred\x1b[0m \x9b5n \u202e [@click=app.quit]x[/] [/nope]"
    path.write_text(PAGE.replace("Odile Tern", f"Odile {evil}").replace("Cass", evil))
    terminal = start(path, columns=120, rows=40)
    terminal.wait_for("Odile red")
    terminal.press("tab", "j", "j", "a")
    terminal.wait_for("author:")
    assert b"\x1b]52" not in terminal.raw
    assert "\u202e".encode() not in terminal.raw
    assert b"\x9b5n" not in terminal.raw
    assert terminal.process.poll() is None


def test_the_folder_of_samples_is_a_list_and_back(start: Start) -> None:
    terminal = start(columns=120, rows=40)
    terminal.wait_for("Stories")
    terminal.press("enter")
    terminal.wait_for("Comments")
    terminal.press("q")
    terminal.wait_for("Stories")
    terminal.press("q")
    assert terminal.wait_end() == 0


@pytest.mark.parametrize("key", ["Q", "ctrl+c"])
def test_quitting_from_anywhere_leaves_the_terminal_as_it_was(
    start: Start, page: Path, key: str
) -> None:
    terminal = start(page)
    into_comments(terminal)
    terminal.press(key)
    assert terminal.wait_end() == 0
    assert b"\x1b[?1049l" in terminal.raw
    assert b"\x1b[?25h" in terminal.raw
