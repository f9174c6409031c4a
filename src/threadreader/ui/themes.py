"""The themes: files of meanings in `styles/themes/` and in the config directory."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.errors import StyleSyntaxError
from rich.style import Style
from textual.theme import Theme

from threadreader.library.directories import config_directory
from threadreader.resources import bundled
from threadreader.ui.look import ASCII, UNICODE, Look

DEFAULT = "lamp"
WITHOUT_COLOUR = "ink"
NAMES = ("lamp", "night", "paper", "daylight", "contrast", "terminal", "ink")
"""The themes that come with the program, in the order in which they are offered."""

_UNICODE_LOCALES = ("utf-8", "utf8")


def theme_names() -> list[str]:
    """All themes: those of the program, then the reader's own."""
    own = sorted(path.stem for path in _folder().glob("*.toml")) if _folder().is_dir() else []
    return [*NAMES, *(name for name in own if name not in NAMES)]


def load_look(name: str, glyphs: str = "auto") -> tuple[Look, list[str]]:
    """The look of a theme, and a sentence for each thing wrong with its file.

    What is wrong or missing in a theme is taken from the default one; an unknown name is the
    default. With `NO_COLOR` in the environment every theme is the one without colour.
    """
    chosen = WITHOUT_COLOUR if os.environ.get("NO_COLOR") else name or DEFAULT
    base = _document(_bundled(chosen if chosen in NAMES else DEFAULT))
    problems: list[str] = []
    document = base
    path = _folder() / f"{chosen}.toml"
    if chosen not in NAMES or path.is_file():
        document, problems = _own(path, base)
    styles = {token: Style.parse(text) for token, text in base["styles"].items()}
    for token, text in document["styles"].items():
        try:
            styles[token] = Style.parse(text)
        except StyleSyntaxError:
            problems.append(f"{path}: {token} is no style ({text!r}); the default is used.")
    return Look(
        name=str(document.get("name", chosen)),
        dark=bool(document.get("dark", True)),
        tinted=_is_coloured(styles["bg"]),
        styles=styles,
        glyphs=ASCII if _is_ascii(glyphs) else UNICODE,
    ), problems


def textual_theme(look: Look) -> Theme:
    """The colours of Textual's own widgets (inputs, the palette) in a look."""

    def colour(token: str) -> str:
        found = look.styles[token].color
        if found is None or found.is_default:
            return "ansi_default"
        return found.get_truecolor().hex if not found.name.startswith("#") else found.name

    return Theme(
        name=f"threadreader-{look.name}",
        primary=colour("accent"),
        secondary=colour("author_op"),
        accent=colour("accent"),
        success=colour("author_op"),
        warning=colour("new"),
        error=colour("error"),
        foreground=colour("text"),
        background=colour("bg"),
        surface=colour("surface"),
        panel=colour("surface"),
        dark=look.dark,
    )


def _own(path: Path, base: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A theme of the reader's own; what it does not say, the default one says."""
    try:
        document = _document(path)
    except FileNotFoundError:
        names = ", ".join(theme_names())
        return dict(base), [f"there is no theme {path.stem}; there are {names}."]
    except (OSError, ValueError) as error:
        return dict(base), [f"{path}: it is no theme ({error}); the default is used."]
    styles = document.get("styles")
    if not isinstance(styles, dict):
        return dict(base), [f"{path}: it has no table [styles]; the default is used."]
    problems = list(_odd_tokens(path, styles, base["styles"]))
    known = {t: s for t, s in styles.items() if t in base["styles"] and isinstance(s, str)}
    return {**document, "styles": {**base["styles"], **known}}, problems


def _odd_tokens(path: Path, styles: Mapping[str, Any], base: Mapping[str, Any]) -> Iterator[str]:
    for token, text in styles.items():
        if token not in base:
            yield f"{path}: there is no meaning {token}; it is left out."
        elif not isinstance(text, str):
            yield f"{path}: {token} must be a style in quotes; the default is used."


def _document(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_bytes().decode("utf-8"))


def _bundled(name: str) -> Path:
    return bundled("styles") / "themes" / f"{name}.toml"


def _folder() -> Path:
    return config_directory() / "themes"


def _is_coloured(style: Style) -> bool:
    return style.color is not None and not style.color.is_default


def _is_ascii(glyphs: str) -> bool:
    """Whether the terminal may show no more than ASCII."""
    if glyphs != "auto":
        return glyphs == "ascii"
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((os.environ[name] for name in names if os.environ.get(name)), "")
    encoding = locale.lower().partition(".")[2]
    return os.environ.get("TERM") == "linux" or not encoding.startswith(_UNICODE_LOCALES)
