"""What other programs do, and do not, costs the reader nothing."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from threadreader.ui import outside

LARGE = "tide " * 1_000_000


@pytest.mark.parametrize("command", ["true", "exec <&-"])
def test_a_command_need_not_read(command: str) -> None:
    assert outside.Command(command).lines(LARGE) == ["(it wrote nothing)"]


def test_a_command_that_writes_without_end_is_ended() -> None:
    lines = outside.Command("yes").lines(LARGE)
    assert lines[0] == "y"
    assert lines[-1] == "(the rest is left out)"


def test_a_command_that_never_ends_can_be_stopped_with_what_it_started() -> None:
    command = outside.Command("sleep 1000 & sleep 1000")
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(command.lines(LARGE)), daemon=True)
    thread.start()
    command.stop()
    thread.join(20)
    assert found == [["('sleep 1000 & sleep 1000' ended with code -9)"]]


@pytest.mark.parametrize(
    "address", ["-h", "--help", "file:///etc", "javascript:1", "http://a\x1b[m", "http://a\nb", ""]
)
def test_no_other_address_is_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setattr(subprocess, "Popen", forbidden)
    assert "are opened" in outside.open_address(address)


@pytest.mark.parametrize("address", ["http://[reef", "HTTPS://reef.example/", "mailto:-x@y.z"])
def test_an_address_is_one_argument(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setattr(subprocess, "Popen", lambda words, **_: started.append(words))
    assert outside.open_address(address) == f"Opened {address}"
    assert [words[1:] for words in started] == [[address]]


def test_a_clipboard_that_ends_at_once_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copier = tmp_path / "wl-copy"
    copier.write_text("#!/bin/sh\nexit 1\n")
    copier.chmod(0o755)
    monkeypatch.setenv("WAYLAND_DISPLAY", "x")
    monkeypatch.setenv("PATH", str(tmp_path))
    outside.copy_to_system(LARGE)


def test_a_command_reads_all_of_the_text() -> None:
    assert outside.Command("wc -c").lines(LARGE) == [str(len(LARGE)), ""]
