"""What the launch picture does without a terminal: where pictures are, how many, which hold."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from platformdirs.macos import MacOS

from threadreader import launch_picture
from threadreader.library.directories import cache_directory

WORD, ROWS = "story.txt", ["one", "two"]


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))


def pictures() -> list[Path]:
    return list(Path(launch_picture.folder()).iterdir())


def keep(word: str = WORD, rows: list[str] = ROWS, not_before: float = 0) -> bool:
    files = [__file__, "/none"]
    return launch_picture.keep(word, files, launch_picture.stamps(files), rows, not_before)


@pytest.mark.parametrize("chosen", ["", "/somewhere/else"])
def test_pictures_are_in_the_cache_directory(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", chosen)
    assert Path(launch_picture.folder()) == cache_directory() / "pictures"


def test_so_they_are_on_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert launch_picture.folder() == MacOS("threadreader").user_cache_dir + "/pictures"


def test_nothing_is_imported_before_the_picture() -> None:
    program = """
import os, sys, termios
before = set(sys.modules)
from threadreader import launch_picture, start
launch_picture.show(["story.txt"])
print(*sorted(set(sys.modules) - before))
"""
    words = [sys.executable, "-c", program]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert told == ["threadreader", "threadreader.launch_picture", "threadreader.start"]


def test_a_picture_is_whole_or_none() -> None:
    keep()
    (path,) = pictures()
    data = path.read_bytes()
    frame = launch_picture._picture(WORD)
    assert frame
    assert b"one" in frame
    assert b"two" in frame
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with suppress(ValueError):  # which means none, to who shows it
            assert launch_picture._picture(WORD) is None
    path.write_bytes(data + b"x")
    assert launch_picture._picture(WORD) is None


def test_a_picture_that_holds_later_is_none_now(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(not_before=1000)
    monkeypatch.setattr("time.time", lambda: 999.0)
    assert launch_picture._picture(WORD) is None
    monkeypatch.setattr("time.time", lambda: 1000.0)
    assert launch_picture._picture(WORD)


def test_nothing_is_kept_where_a_file_changed_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    known = launch_picture.stamps([str(file)])
    file.touch()
    assert not launch_picture.keep(WORD, [str(file)], known, ROWS, 0)
    assert not Path(launch_picture.folder()).exists()


def test_old_pictures_do_not_pile_up() -> None:
    for number in range(60):
        keep(f"{number}.txt")
    assert len(pictures()) == 50
    assert launch_picture._picture("59.txt")
    for number in range(3):
        keep(f"large-{number}.txt", ["x" * 1_500_000])
    assert sum(path.stat().st_size for path in pictures()) <= 4_000_000
    assert launch_picture._picture("large-2.txt")


def test_pictures_can_be_forgotten() -> None:
    keep("one.txt")
    keep("two.txt")
    launch_picture.forget("one.txt")
    assert len(pictures()) == 1
    launch_picture.forget()
    assert not pictures()


@pytest.mark.parametrize("words", [[], ["-"], ["--plain"], ["list"], ["one.txt", "two.txt"]])
def test_only_one_path_has_a_picture(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(launch_picture, "_owns_terminal", lambda: looked.append(1))
    launch_picture.show(words)
    assert not looked
    launch_picture.show([WORD])
    assert looked
