"""What the reader chose on screen (`screen.toml`), and the authors they follow or mute."""

from __future__ import annotations

import tomllib
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import tomli_w
from msgspec import Struct
from msgspec.structs import fields, replace

from threadreader.library.directories import config_directory
from threadreader.library.files import reason, write_whole


class Screen(Struct, frozen=True):
    """What was chosen on screen: the layout, the share of the article, the theme, hints seen.

    `split` is 0 and `density` "" where they were never chosen; `pace` is the reader's, in words a
    minute, 0 while it is not known.
    """

    layout: str = ""
    split: float = 0.0
    theme: str = ""
    density: str = ""
    pace: float = 0.0
    hints: tuple[str, ...] = ()


class Authors(Struct, frozen=True):
    """The authors the reader follows, and those muted, by name."""

    follow: frozenset[str] = frozenset()
    mute: frozenset[str] = frozenset()

    def following(self, name: str, *, follow: bool) -> Authors:
        """The same with an author followed, or no more; a followed one is not muted."""
        if follow:
            return replace(self, follow=self.follow | {name}, mute=self.mute - {name})
        return replace(self, follow=self.follow - {name})

    def muting(self, name: str, *, mute: bool) -> Authors:
        """The same with an author muted, or no more; a muted one is not followed."""
        if mute:
            return replace(self, mute=self.mute | {name}, follow=self.follow - {name})
        return replace(self, mute=self.mute - {name})


Chosen = TypeVar("Chosen", Screen, Authors)


def screen_path() -> Path:
    """The path of `screen.toml`."""
    return config_directory() / "screen.toml"


def authors_path() -> Path:
    """The path of `authors.toml`."""
    return config_directory() / "authors.toml"


def load_screen(path: Path | None = None) -> tuple[Screen, list[str]]:
    """What was chosen on screen, and a sentence where the file could not be read."""
    return _load(path or screen_path(), Screen())


def save_screen(screen: Screen, path: Path | None = None) -> str | None:
    """Keeps it; returns a sentence where it cannot be written."""
    return _save(path or screen_path(), screen)


def load_authors(path: Path | None = None) -> tuple[Authors, list[str]]:
    """The authors followed and muted, and a sentence where the file could not be read."""
    return _load(path or authors_path(), Authors())


def save_authors(authors: Authors, path: Path | None = None) -> str | None:
    """Keeps them; returns a sentence where they cannot be written."""
    return _save(path or authors_path(), authors)


def _load(path: Path, default: Chosen) -> tuple[Chosen, list[str]]:
    """What a file says; where a value is not what it should be, the default stays."""
    document, problems = _document(path)
    values = {}
    for item in fields(default):
        if item.name not in document:
            continue
        before, value = getattr(default, item.name), document[item.name]
        if isinstance(before, tuple | frozenset):
            fits = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
            value = type(before)(value) if fits else value
        else:
            value = float(value) if type(value) is int else value
            fits = isinstance(value, type(before)) and not _is_odd(value)
        if fits:
            values[item.name] = value
        else:
            problems.append(f"{path}: {item.name} is not what it should be; the default is used.")
    return replace(default, **values), problems


def _is_odd(value: object) -> bool:
    """Whether it is a number that is none, or below 0."""
    return isinstance(value, float) and not (value >= 0 and isfinite(value))


def _document(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8")), []
    except FileNotFoundError:
        return {}, []
    except (ValueError, RecursionError) as error:
        words = f"{path}: the file is damaged ({error})"
    except OSError as error:
        return {}, [f"{path}: it cannot be read ({reason(error)}); the defaults are used."]
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        return {}, [f"{words}; the defaults are used."]
    return {}, [f"{words}; it is kept as {aside.name}, and the defaults are used."]


def _save(path: Path, chosen: Screen | Authors) -> str | None:
    """Writes what was chosen; what a newer version of the program wrote beside it stays."""
    document = _document(path)[0] if path.exists() else {}
    for item in fields(chosen):
        value = getattr(chosen, item.name)
        if isinstance(value, frozenset):
            value = sorted(value)
        document[item.name] = list(value) if isinstance(value, tuple) else value
    try:
        write_whole(path, tomli_w.dumps(document).encode("utf-8", "replace"))
    except OSError as error:
        return f"{path}: it cannot be written ({reason(error)})."
    return None
