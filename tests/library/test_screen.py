"""What is chosen on screen, and authors followed or muted: kept, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from threadreader.library.screen import (
    Authors,
    Screen,
    load_authors,
    load_screen,
    save_authors,
    save_screen,
)


def test_what_was_chosen_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "screen.toml"
    chosen = Screen(layout="stacked", split=0.35, theme="paper", hints=("first",))
    assert save_screen(chosen, path) is None
    assert load_screen(path) == (chosen, [])
    assert load_screen(tmp_path / "none.toml") == (Screen(), [])


def test_authors_are_followed_or_muted_and_never_both(tmp_path: Path) -> None:
    authors = Authors().following("Ruth", follow=True).muting("Tom", mute=True)
    authors = authors.muting("Ruth", mute=True).following("Tom", follow=True)
    assert authors == Authors(frozenset({"Tom"}), frozenset({"Ruth"}))
    assert save_authors(authors, tmp_path / "authors.toml") is None
    assert load_authors(tmp_path / "authors.toml") == (authors, [])
    assert authors.muting("Ruth", mute=False).mute == frozenset()


def test_what_a_newer_version_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "screen.toml"
    path.write_text('zoom = 3\ntheme = "dusk"\n')
    save_screen(Screen(theme="paper"), path)
    assert "zoom = 3" in path.read_text()
    assert load_screen(path)[0].theme == "paper"


def test_a_wrong_value_is_said_and_only_that_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "screen.toml"
    path.write_text('split = "half"\ntheme = "paper"\nhints = [1]\n')
    screen, problems = load_screen(path)
    assert screen == Screen(theme="paper")
    assert [word in " ".join(problems) for word in ("split", "hints")] == [True, True]


@pytest.mark.parametrize("data", [b"theme = ", b"\xff\xfe\0", b"x = " + b"[" * 5000])
def test_a_damaged_file_is_set_aside(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "authors.toml"
    path.write_bytes(data)
    authors, problems = load_authors(path)
    assert authors == Authors()
    assert "damaged" in problems[0]
    assert (tmp_path / "authors.toml.damaged").read_bytes() == data
    assert save_authors(Authors(frozenset({"Ruth"})), path) is None


def test_a_disk_that_does_not_take_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    problem = save_screen(Screen(), tmp_path / "folder" / "screen.toml")
    assert problem is not None
    assert "cannot be written" in problem


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "-1.0"])
def test_a_number_that_is_none_is_the_default(tmp_path: Path, number: str) -> None:
    path = tmp_path / "screen.toml"
    path.write_text(f'pace = {number}\nsplit = {number}\nlayout = "wide"\n')
    chosen, problems = load_screen(path)
    assert (chosen.pace, chosen.split, chosen.layout) == (0.0, 0.0, "wide")
    assert len(problems) == 2
