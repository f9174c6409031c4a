"""The folder of state files."""

from __future__ import annotations

from pathlib import Path

from threadreader.library.directories import state_directory


class StateFolder:
    """The folder of state files, one a story."""

    def __init__(self, path: Path | None = None) -> None:
        """Takes the folder; without one, that of the config directory."""
        self.path = path or state_directory()
