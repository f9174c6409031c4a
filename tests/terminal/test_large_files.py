"""A large file: what is there can be read, and nothing done meanwhile is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.terminal.conftest import LATER, PAGE, Start

COUNT, FEWER = 8_000, 3_000


def page_of(count: int, path: Path) -> Path:
    """A page of so many comments."""
    names = ("Odile", "Wren", "Marlow", "Cass")
    parts = ["A Long Day at the Tide Gauge", "", "It was read every minute.", ""]
    for number in range(1, count + 1):
        parts += [
            f"  {number}. {names[number % 4]}",
            "",
            f"    November 13, 2017 at {number % 12 or 12}:{number % 60:02} pm",
            "",
            f"    Reading number {number}, taken at the harbour.",
            "",
        ]
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A page that takes a while to be read."""
    return page_of(COUNT, tmp_path / "large.txt")


def test_what_is_done_while_a_file_is_read_is_kept_when_it_is_whole(
    start: Start, large: Path
) -> None:
    terminal = start(large, columns=120, rows=40)
    terminal.wait_for("so far")
    terminal.press("tab", "enter", "j", "s", "j")
    terminal.wait_for("★")
    terminal.press("f", *"author:wren", "enter")
    terminal.wait_for("author:wren")
    terminal.wait_for(lambda text: f"/{COUNT // 4:,}" in text and "so far" not in text)
    terminal.wait_for("Reading number 5,")
    terminal.wait_for(lambda text: "Odile" not in text.split("Comments", 1)[1])
    terminal.press("escape")
    terminal.wait_for(f"/{COUNT:,}")
    terminal.press("g")
    terminal.wait_for("1 folded by me")
    terminal.wait_for("★")
    terminal.press("q")
    assert terminal.wait_end() == 0
    again = start(large, columns=120, rows=40)
    again.wait_for("1 folded by me")
    again.wait_for("★")


def test_a_changed_file_is_shown_as_it_was_until_it_is_read_again(
    start: Start, tmp_path: Path
) -> None:
    large = page_of(FEWER, tmp_path / "large.txt")
    terminal = start(large, columns=120, rows=40)
    terminal.wait_for(f"/{FEWER:,}")
    terminal.press("tab", "j", "j", "R")
    terminal.wait_for("u takes it back")
    terminal.press("q")
    terminal.wait_end()
    text = large.read_text(encoding="utf-8")
    added = f"  {FEWER + 1}. Ingrid\n\n    November 20, 2017 at 8:00 am\n\n    The last reading.\n"
    large.write_text(text + added, encoding="utf-8")
    again = start(large, columns=120, rows=40)
    again.wait_for(f"3/{FEWER + 1:,}")
    again.wait_for("1 ◆")
    again.wait_for("Reading number 3,")
    again.press("n")
    again.wait_for("The last reading.")


def test_a_page_saved_again_while_it_is_read_shows_what_came(start: Start, page: Path) -> None:
    terminal = start(page, columns=120, rows=40)
    terminal.wait_for("Odile Tern")
    terminal.press("tab", "j", "s")
    terminal.wait_for("★")
    page.write_text(PAGE + LATER, encoding="utf-8")
    terminal.wait_for("3 ◆")
    assert "2/10" in terminal.text
    terminal.press("i")
    terminal.wait_for("First visit after the move")
    terminal.wait_for(lambda text: "The tapping" not in text)
