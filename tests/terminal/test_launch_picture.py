"""The launch picture: on the screen at once, never one that is not true, and no trace of it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyte
import pytest
from tests.terminal.conftest import LATER, PAGE, Start, environment
from tests.terminal.pseudo_terminal import _SILENT, PseudoTerminal, Screen, threadreader

PICTURE_BEGINS, PICTURE_ENDS = b"\x1b[?2026h\x1b[?1049h", b"\x1b[?2026l"
TEXTUAL_BEGINS = b"\x1b[?1000h"
FIRST_ROW = b"\x1b[1;1H"
TITLE = "The Barometer in the Reading Room"
# What a start does first, and nothing more.
SHOW = """
import sys
from threadreader import launch_picture
launch_picture.show(sys.argv[1:])
stands = launch_picture.stands()
launch_picture.take_off()
print("a picture" if stands else "no picture")
"""


def leave(terminal: PseudoTerminal) -> None:
    terminal.wait_quiet()
    terminal.press("q")
    assert terminal.wait_end() == 0


def is_drawn(terminal: PseudoTerminal) -> bool:
    """Whether Textual has drawn a whole screen."""
    _, _, by_textual = terminal.raw.partition(TEXTUAL_BEGINS)
    return FIRST_ROW in by_textual


def begins_with_picture(terminal: PseudoTerminal) -> bool:
    terminal.wait_for(lambda _: TEXTUAL_BEGINS in terminal.raw or PICTURE_ENDS in terminal.raw)
    return terminal.raw.startswith(PICTURE_BEGINS)


def wait_for_picture(terminal: PseudoTerminal) -> None:
    assert begins_with_picture(terminal)
    assert TEXTUAL_BEGINS not in terminal.raw


def shows(
    path: Path, variables: Mapping[str, str] | None = None, columns: int = 80, program: str = SHOW
) -> str:
    """Does what a start does first; says whether there was a picture."""
    words = [sys.executable, "-c", program, str(path)]
    with PseudoTerminal(
        words, {**environment(path.parent), **(variables or {})}, columns
    ) as terminal:
        return terminal.wait_for(" picture")


def fold_and_leave(terminal: PseudoTerminal) -> None:
    terminal.wait_for("Comments")
    terminal.press("tab", "enter")
    terminal.wait_for("+3")
    leave(terminal)


class Kept:
    """A folder that can be put back as it was: the same files, with the same times."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder = folder
        self._files = []
        for number, path in enumerate(sorted(p for p in folder.rglob("*") if p.is_file())):
            (link := aside / str(number)).hardlink_to(path)
            self._files.append((path, link, path.read_bytes(), path.stat().st_mtime_ns))

    def restore(self) -> None:
        """Puts everything back."""
        for path in [*self._folder.iterdir()]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path, link, data, modified in self._files:
            path.parent.mkdir(parents=True, exist_ok=True)
            link.write_bytes(data)
            os.utime(link, ns=(modified, modified))
            path.hardlink_to(link)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kept]:
    """A page that was read and left, with one thread folded; and how to have it so again."""
    path = tmp_path_factory.mktemp("once") / "barometer.txt"
    path.write_text(PAGE, encoding="utf-8")
    with PseudoTerminal(threadreader(str(path)), environment(path.parent)) as terminal:
        fold_and_leave(terminal)
    return path, Kept(path.parent, tmp_path_factory.mktemp("aside"))


@pytest.fixture
def left(once: tuple[Path, Kept]) -> Path:
    """A page that was read and left, with one thread folded."""
    path, kept = once
    kept.restore()
    return path


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program; what it keeps goes beside the page."""
    with ExitStack() as open_terminals:

        def run(*arguments: Path, columns: int = 80, rows: int = 24) -> PseudoTerminal:
            words = threadreader(*map(str, arguments))
            variables = environment(arguments[0].parent)
            return open_terminals.enter_context(PseudoTerminal(words, variables, columns, rows))

        yield run


def cells(screen: Screen) -> list[list[object]]:
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def assert_never_another_screen(raw: bytes, columns: int, rows: int) -> None:
    """From the picture on, the screen is the same after every piece that was written."""
    screen = Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    picture, _, rest = raw.partition(PICTURE_ENDS)
    stream.feed(_SILENT.sub(b"", picture))
    before = cells(screen)
    assert b"\x1b[?1049h" not in rest
    assert not re.search(rb"\x1b\[\d?[JK]", rest)
    for piece in re.split(rb"(?=\x1b\[\d+;\d+H)", rest):
        stream.feed(_SILENT.sub(b"", piece))
        assert cells(screen) == before


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_next_start_shows_at_once_what_it_will_show(
    start: Start, page: Path, columns: int, rows: int
) -> None:
    first = start(page, columns=columns, rows=rows)
    first.wait_for("Comments")
    assert not first.raw.startswith(PICTURE_BEGINS)
    first.press("tab", "j", "enter", "j", "s")
    first.wait_for("★")
    leave(first)
    again = start(page, columns=columns, rows=rows)
    wait_for_picture(again)
    assert TITLE in again.text
    assert "★" in again.text
    again.wait_for(lambda _: is_drawn(again))
    again.wait_quiet()
    assert_never_another_screen(bytes(again.raw), columns, rows)
    again.press("j")
    again.wait_for("Which shelf")
    leave(again)


def test_a_filter_and_an_order_are_in_the_picture(start: Start, page: Path) -> None:
    first = start(page)
    first.wait_for("Comments")
    first.press("tab", "j", "j", "a")
    first.wait_for("author:")
    leave(first)
    again = start(page)
    wait_for_picture(again)
    assert "author:" in again.text
    again.wait_for(lambda _: is_drawn(again))
    again.wait_quiet()
    assert_never_another_screen(bytes(again.raw), 80, 24)


def test_keys_typed_while_it_stands_are_kept(start: Start, left: Path) -> None:
    terminal = start(left)
    wait_for_picture(terminal)
    terminal.press("j", "s", "enter")
    terminal.wait_for("★")
    terminal.wait_for(lambda text: "Temperature yes" not in text)
    leave(terminal)


def test_the_terminal_is_afterwards_what_it_was(start: Start, left: Path) -> None:
    terminal = start(left)
    before = termios.tcgetattr(terminal._master)
    wait_for_picture(terminal)
    assert termios.tcgetattr(terminal._master) != before
    terminal.wait_for(lambda _: is_drawn(terminal))
    leave(terminal)
    assert termios.tcgetattr(terminal._master) == before
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")


def test_a_start_that_fails_takes_it_off(left: Path) -> None:
    program = """
import sys, termios
from threadreader import launch_picture, start
before = termios.tcgetattr(0)
sys.modules["threadreader.cli"] = None
try:
    start.main()
except ImportError:
    same = termios.tcgetattr(0) == before
    print(same, launch_picture.stands(), "picture")
"""
    assert "True False picture" in shows(left, program=program)


def test_a_start_killed_while_it_stands_costs_nothing(start: Start, left: Path) -> None:
    terminal = start(left)
    wait_for_picture(terminal)
    terminal.kill()
    again = start(left)
    wait_for_picture(again)
    again.wait_for(lambda _: is_drawn(again))
    again.wait_quiet()
    assert_never_another_screen(bytes(again.raw), 80, 24)


def test_it_holds_for_one_path_one_size_and_one_kind_of_terminal(left: Path) -> None:
    copy = left.parent / "copy.txt"
    copy.write_text(PAGE, encoding="utf-8")
    assert "a picture" in shows(left)
    assert "no picture" in shows(copy)
    assert "no picture" in shows(left, columns=81)
    for name in ("COLORTERM", "NO_COLOR", "LC_TIME", "XDG_CONFIG_HOME", "TEXTUAL_COLOR_SYSTEM"):
        assert "no picture" in shows(left, {name: "1"})
    assert "no picture" in shows(left, {"TERM": "linux"})
    assert "no picture" in shows(left, {"THREADREADER_NO_PICTURE": "1"})
    assert "a picture" in shows(left)


def test_it_does_not_survive_a_change_of_any_file(left: Path) -> None:
    config = left.parent / "config" / "threadreader"
    (journal,) = (config / "state").glob("*.journal")
    files = [left, *(config / "state").glob("*.toml"), journal, config / "config.toml"]
    files += [config / "screen.toml", config / "authors.toml", config / "themes" / "lamp.toml"]
    assert len(files) == 7
    for path in files:
        aside = path.with_name("aside")
        there = path.exists()
        path.parent.mkdir(exist_ok=True)
        if there:
            path.rename(aside)
            assert "no picture" in shows(left), f"{path} gone"
        path.write_bytes((aside.read_bytes() if there else b"") + b"\n")
        assert "no picture" in shows(left), f"{path} changed"
        path.unlink()
        if there:
            aside.rename(path)
        assert "a picture" in shows(left), f"{path} as it was"


def test_what_another_instance_marks_is_never_missing(start: Start, left: Path) -> None:
    one, other = start(left), start(left)
    one.wait_for(lambda _: is_drawn(one))
    other.wait_for(lambda _: is_drawn(other))
    leave(one)
    other.press("s")
    other.wait_for("★")
    other.wait_quiet(0.25)
    other.kill()
    again = start(left)
    assert not begins_with_picture(again)
    again.wait_for("★")


def test_a_page_saved_again_is_read_before_it_is_shown(start: Start, left: Path) -> None:
    left.write_text(PAGE + LATER, encoding="utf-8")
    again = start(left)
    assert not begins_with_picture(again)
    again.wait_for("3 ◆")


def test_new_comments_are_in_no_picture_of_another_visit(start: Start, left: Path) -> None:
    left.write_text(PAGE + LATER, encoding="utf-8")
    again = start(left)
    again.wait_for("3 ◆")
    leave(again)
    assert "no picture" in shows(left)
    same_visit = start(left)
    same_visit.wait_for("3 ◆")
    same_visit.wait_for(lambda text: any("◆ " in row for row in text.splitlines()[2:-1]))
    leave(same_visit)
    in_two_minutes = "import time; late = time.time() + 120; time.time = lambda: late"
    of_another_visit = shows(left, program=in_two_minutes + SHOW)
    assert "a picture" in of_another_visit
    assert "Comments" in of_another_visit
    assert "◆" not in of_another_visit


def test_another_theme_is_in_the_next_picture(start: Start, left: Path) -> None:
    terminal = start(left)
    wait_for_picture(terminal)
    terminal.press("T")
    terminal.wait_for("Theme: night")
    terminal.kill()
    again = start(left)
    assert not begins_with_picture(again)
    again.wait_for(lambda _: is_drawn(again))
    leave(again)
    third = start(left)
    wait_for_picture(third)
    third.wait_for(lambda _: is_drawn(third))
    third.wait_quiet()
    assert_never_another_screen(bytes(third.raw), 80, 24)


def test_switched_off_there_is_none_and_the_old_ones_are_deleted(start: Start, left: Path) -> None:
    pictures = left.parent / "cache" / "threadreader" / "pictures"
    assert len(list(pictures.iterdir())) == 1
    config = left.parent / "config" / "threadreader" / "config.toml"
    config.write_text("launch_picture = false\n", encoding="utf-8")
    terminal = start(left)
    assert not begins_with_picture(terminal)
    terminal.wait_for("Comments")
    leave(terminal)
    assert not list(pictures.iterdir())


def test_a_list_of_stories_has_none(start: Start, tmp_path: Path, page: Path) -> None:
    (tmp_path / "more.txt").write_text(PAGE.replace("Barometer", "Clock"), encoding="utf-8")
    terminal = start(page, tmp_path / "more.txt")
    terminal.wait_for("Stories")
    leave(terminal)
    assert not (tmp_path / "cache" / "threadreader" / "pictures").exists()
