from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui import at_rest
from tests.ui.seat import write_story
from textual.pilot import Pilot


@pytest.fixture(autouse=True)
def _pilots_wait_for_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pilot, "press", at_rest.press)
    monkeypatch.setattr(Pilot, "pause", at_rest.settle)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files; what the program keeps goes beside it."""
    for name in ("CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "kept" / name.lower()))
    made = tmp_path / "stories"
    made.mkdir()
    return made


@pytest.fixture
def lamp(folder: Path) -> Path:
    """A story of ten comments in three threads."""
    return write_story(folder / "lamp.toml")
