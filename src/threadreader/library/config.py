"""The reader's settings, from `config.toml`; the program never writes that file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli_w

from threadreader.library.directories import config_directory
from threadreader.library.files import reason
from threadreader.library.statements import Statement, statements

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
        kind, _, limit = value.partition(" ")
        if value in ("open", "folded", "smart") or (
            kind in ("depth", "size") and limit.isdecimal() and int(limit) > 0
        ):
            return value
    raise ValueError('"open", "folded", "smart", "depth 2" or "size 20" (or another number)')


def _folders(value: Any) -> tuple[Path, ...]:
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        with suppress(RuntimeError):  # there is no such user
            return tuple(Path(item).expanduser() for item in value)
    raise ValueError("a list of folders in quotes")


def _keys(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split()
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    raise ValueError("a key or a list of keys in quotes")


def _setting(default: Any, check: Check, text: str, *, table: bool = False) -> Any:
    metadata = {"check": check, "help": text, "table": table}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Config:
    """Every setting: its default, what it may be, and what it means.

    A new setting is one field here. `lines` says where each stands in the file ("fold",
    "keys.next"), for later complaints.
    """

    mark_read: str = _setting(
        "on_pass",
        _one_of("on_pass", "on_select", "never"),
        "when a comment counts as read: as the cursor passes on, as it is selected, or never",
    )
    seen_mail: bool = _setting(
        default=False,
        check=_flag,
        text="whether messages that a mail folder marks as seen are read at first",
    )
    theme: str = _setting("", _text, "the name of a theme; empty: the one that fits the terminal")
    density: str = _setting(
        "normal", _one_of("normal", "compact", "roomy"), "how much space there is between comments"
    )
    age: str = _setting(
        "gap",
        _one_of("gap", "date", "ago"),
        "a comment's time: how long after the one it answers, its date, or how long ago",
    )
    dim_read: bool = _setting(default=True, check=_flag, text="whether read comments are dimmed")
    glyphs: str = _setting(
        "auto", _one_of("auto", "unicode", "ascii"), "the signs for guides and marks"
    )
    text_width: int = _setting(72, _number(20, 400), "the most columns a line of text takes")
    fold: str = _setting(
        "open",
        _fold,
        'how comments stand at first: "open", "folded", "smart", "depth 2" (deeper replies are'
        ' hidden) or "size 20" (threads of more comments are folded)',
    )
    folders: tuple[Path, ...] = _setting(
        (), _folders, "the folders of the library, which is read where no path is given"
    )
    mouse: bool = _setting(default=True, check=_flag, text="whether the mouse is used")
    launch_picture: bool = _setting(
        default=True,
        check=_flag,
        text="whether a story that was read before is on the screen before the program is loaded",
    )
    keys: Mapping[str, tuple[str, ...]] = _setting(
        _NONE, _keys, "keys of your own: the name of an action, and a key or a list", table=True
    )
    filters: Mapping[str, str] = _setting(
        _NONE, _text, "saved filters: a name, and a query", table=True
    )
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


_SETTINGS = {setting.name: setting for setting in fields(Config) if setting.metadata}


def config_path() -> Path:
    """The path of `config.toml`."""
    return config_directory() / "config.toml"


def load_config() -> tuple[Config, list[str]]:
    """The settings, and a sentence for each mistake in the file, which names its line.

    Where there is a mistake the default stays. Never raises.
    """
    path = config_path()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Config(), []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Config(), [f"{path}, line {line}: this is not UTF-8; all settings are the defaults."]
    except OSError as error:
        return Config(), [f"{path}: it cannot be read ({reason(error)}); defaults are used."]
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> tuple[Config, list[str]]:
    """The settings in a text, and a sentence for each mistake; `path` is what they call it."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    problems = []
    for statement in statements(text):
        for names, value in _entries(statement):
            problem = statement.error or _take(names, value, values)
            name = ".".join(names)
            if not problem and name in lines:
                problem = f"{name} stands in line {lines[name]} as well, which is not used"
            if problem:
                problems.append(f"{path}, line {statement.line}: {problem}; the default stays.")
            else:
                lines[name] = statement.line
    return Config(**values, lines=lines), problems


def _entries(statement: Statement) -> Iterator[tuple[tuple[str, ...], Any]]:
    """A table written on one line is a statement for each of its entries."""
    if len(statement.path) == 1 and isinstance(statement.value, dict) and statement.value:
        for name, value in statement.value.items():
            yield (*statement.path, name), value
    else:
        yield statement.path, statement.value


def _take(names: tuple[str, ...], value: Any, values: dict[str, Any]) -> str:
    """Puts a value among `values`; returns what is wrong with it, "" where it is right."""
    setting = _SETTINGS.get(names[0])
    if setting is None:
        near = get_close_matches(names[0], _SETTINGS, 1)
        return f"there is no setting {names[0]}" + (f" (is it {near[0]}?)" if near else "")
    is_table = setting.metadata["table"]
    if is_table and value == {}:
        return ""
    if len(names) != 1 + is_table:
        kind = "a table of names and values" if is_table else "a single value"
        return f"{names[0]} is {kind}"
    try:
        checked = setting.metadata["check"](value)
    except ValueError as error:
        return f"{'.'.join(names)} must be {error}"
    if is_table:
        values[names[0]] = {**values.get(names[0], {}), names[1]: checked}
    else:
        values[names[0]] = checked
    return ""


def config_lines(config: Config) -> Iterator[str]:
    """The settings as they hold, as lines of TOML that say what each means."""
    tables = [name for name, setting in _SETTINGS.items() if setting.metadata["table"]]
    for name in [*(name for name in _SETTINGS if name not in tables), *tables]:
        value = getattr(config, name)
        yield f"# {_SETTINGS[name].metadata['help']}"
        if name in tables:
            plain = {key: _plain(entry) for key, entry in value.items()}
            yield tomli_w.dumps({name: plain}).rstrip("\n")
        else:
            yield tomli_w.dumps({name: _plain(value)}).rstrip("\n")
        yield ""


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value
