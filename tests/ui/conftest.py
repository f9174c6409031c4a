from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.seat import write_story


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
