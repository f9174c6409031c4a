"""The library: the folders of stories the reader keeps."""

from __future__ import annotations

from pathlib import Path

from threadreader.library.config import Config
from threadreader.resources import bundled


def library_paths(config: Config) -> list[Path]:
    """The folders of the library; the samples while there is no file in them."""
    kept = [folder for folder in config.folders if _has_files(folder)]
    return kept or [bundled("sample_feeds")]


def _has_files(folder: Path) -> bool:
    try:
        return any(not path.name.startswith(".") for path in folder.iterdir())
    except OSError:
        return False
