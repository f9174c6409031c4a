"""Where the reader's own files and the cache are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from threadreader.model import UnreadableError

_NAME = "threadreader"


def config_directory() -> Path:
    """The directory of `config.toml`, the state, and what is chosen on screen."""
    from platformdirs import user_config_dir  # noqa: PLC0415

    return _at_home(user_config_dir)


def state_directory() -> Path:
    """The directory of the state files, one a story."""
    return config_directory() / "state"


def cache_directory() -> Path:
    """The directory of what can be deleted at any time."""
    from platformdirs import user_cache_dir  # noqa: PLC0415

    return _at_home(user_cache_dir)


def _at_home(directory: Callable[[str], str]) -> Path:
    try:
        return Path(directory(_NAME))
    except RuntimeError:
        raise UnreadableError("it is not known where your home directory is; set HOME.") from None


def catalogue_path() -> Path:
    """The file of the catalogue of what was read."""
    return cache_directory() / "catalogue.sqlite"
