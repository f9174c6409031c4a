"""Where the reader's own files and the cache are."""

from __future__ import annotations

from pathlib import Path

_NAME = "threadreader"


def config_directory() -> Path:
    """The directory of `config.toml`, the state, and what is chosen on screen."""
    from platformdirs import user_config_dir  # noqa: PLC0415

    return Path(user_config_dir(_NAME))


def state_directory() -> Path:
    """The directory of the state files, one a story."""
    return config_directory() / "state"


def cache_directory() -> Path:
    """The directory of what can be deleted at any time."""
    from platformdirs import user_cache_dir  # noqa: PLC0415

    return Path(user_cache_dir(_NAME))


def catalogue_path() -> Path:
    """The file of the catalogue of what was read."""
    return cache_directory() / "catalogue.sqlite"
