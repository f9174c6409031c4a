"""The reader's settings, from `config.toml`; the program never writes that file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from threadreader.library.directories import config_directory

Check = Callable[[Any], Any]
"""Takes a value as TOML gives it; returns the setting's. Raises ValueError: what it must be."""


def _one_of(*choices: str) -> Check:
    def check(value: Any) -> str:
        if value in choices:
            return str(value)
        raise ValueError("one of " + ", ".join(f'"{choice}"' for choice in choices))

    return check


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("a text in quotes")


def _number(least: int, most: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"a number from {least} to {most}")

    return check


def _fold(value: Any) -> str:
    if isinstance(value, str):
        kind, _, depth = value.partition(" ")
        if value in ("open", "folded", "smart") or (
            kind == "depth" and depth.isdecimal() and int(depth) > 0
        ):
            return value
    raise ValueError('"open", "folded", "smart" or "depth 1", "depth 2" and so on')


def _folders(value: Any) -> tuple[Path, ...]:
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(Path(item).expanduser() for item in value)
    raise ValueError("a list of folders in quotes")


def _keys(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split()
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    raise ValueError("a key or a list of keys in quotes")


def _setting(default: Any, check: Check, *, table: bool = False) -> Any:
    metadata = {"check": check, "table": table}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Config:
    """Every setting with its default; a field is all that a new one needs."""

    mark_read: str = _setting("on_pass", _one_of("on_pass", "on_select", "never"))
    """When a comment counts as read: as the cursor leaves it, as it is selected, never."""

    theme: str = _setting("", _text)
    """The name of a theme; empty: the default one."""

    density: str = _setting("normal", _one_of("normal", "compact", "roomy"))
    """How much space there is between comments."""

    age: str = _setting("gap", _one_of("gap", "date", "ago"))
    """A comment's time: since the one it answers, its date, or how long ago."""

    dim_read: bool = _setting(default=True, check=_flag)
    """Whether read comments are dimmed."""

    glyphs: str = _setting("auto", _one_of("auto", "unicode", "ascii"))
    """The signs for guides and marks."""

    text_width: int = _setting(72, _number(20, 400))
    """The most columns a line of text takes."""

    fold: str = _setting("open", _fold)
    """How the comments of a story stand on its first visit."""

    folders: tuple[Path, ...] = _setting((), _folders)
    """The folders of the library, which is read where no path is given."""

    mouse: bool = _setting(default=True, check=_flag)
    """Whether the mouse is used."""

    keys: Mapping[str, tuple[str, ...]] = _setting(_NONE, _keys, table=True)
    """Keys of one's own: the name of an action, and a key or a list of keys."""

    filters: Mapping[str, str] = _setting(_NONE, _text, table=True)
    """Saved filters: a name, and a query."""

    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Where each setting stands in the file ("fold", "keys.next"), for later complaints."""


def config_path() -> Path:
    """The path of `config.toml`."""
    return config_directory() / "config.toml"


def load_config() -> tuple[Config, list[str]]:
    """The settings, and a sentence for each mistake in the file, which names its line."""
    return Config(), []


def setting_names() -> list[str]:
    """The names of all settings."""
    return [setting.name for setting in fields(Config) if setting.metadata]
