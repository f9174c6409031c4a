"""What is named on the command line and is no plain file, and names that are no plain names."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from threadreader.cli import main
from threadreader.formats import base

COMMANDS = ["show", "check", "list"]
EVIL = "\x1b]0;x\x07\x9b31m\u202ereef\x1b[31m"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_a_pipe_or_a_device_is_one_sentence(
    tmp_path: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert main([command, str(tmp_path / name)]) == 3
    errors = capsys.readouterr().err
    assert "a pipe or a device" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_in_a_folder_is_passed_over(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    story = "title = 'The Reef'\n[[comments]]\nauthor = 'Ida'\nbody = 'Blue.'\n"
    (tmp_path / "reef.toml").write_text(story)
    assert main([command, str(tmp_path)]) == 0
    assert "The Reef" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["x" * 5000, "damaged.xz"])
def test_what_no_file_can_be_is_one_sentence(
    tmp_path: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "damaged.xz").write_bytes(b"\xfd7zXZ\0" + b"not at all" * 9)
    assert main([command, str(tmp_path / name)]) == 3
    errors = capsys.readouterr().err
    assert errors.startswith("threadreader: ")
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("words", [["check"], ["list"], ["list", "--json"], ["show", "--json"]])
def test_nothing_in_the_name_of_a_file_is_a_command_for_the_terminal(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{EVIL}.txt"
    path.write_text("The Reef\n\nBlue.\n")
    assert main([*words, str(path)]) == 0
    assert main([*words, f"{path}.missing"]) == 3
    said = capsys.readouterr()
    written = (said.out + said.err).replace("\n", "")
    assert not [c for c in written if unicodedata.category(c) in {"Cc", "Cf"}]


def test_the_path_in_a_record_is_the_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{EVIL}\U000e0041\udcff.txt"
    path.write_text("The Reef\n\nBlue.\n")
    assert main(["list", "--json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == str(path)


@pytest.mark.parametrize("module", [bz2, gzip, lzma])
def test_a_small_file_that_unpacks_to_far_too_much_is_read_to_the_limit(
    tmp_path: Path, module: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(module.compress(b"The Reef\n\n" + b"Blue, blue.\n" * 400_000))
    assert main(["check", str(path)]) == 0
    assert "200 times" not in capsys.readouterr().out
    monkeypatch.setattr(base, "HARMLESS_SIZE", 1 << 20)
    assert main(["check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "The Reef: 0 comments" in said
    assert "unpacks to more than 200 times its size" in said
