"""What the reader chose on screen (`screen.toml`), and the authors they follow or mute."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from threadreader.library.directories import config_directory


@dataclass(frozen=True)
class Screen:
    """What was chosen on screen: the layout, the share of the article, the theme, hints seen."""

    layout: str = ""
    split: float = 0.5
    theme: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Authors:
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


def load_screen(path: Path | None = None) -> tuple[Screen, list[str]]:
    """What was chosen on screen, and a sentence for each thing that could not be read."""
    return Screen(), []


def save_screen(screen: Screen, path: Path | None = None) -> str | None:
    """Keeps it; returns a sentence where it cannot be written."""
    return None


def load_authors(path: Path | None = None) -> tuple[Authors, list[str]]:
    """The authors followed and muted, and a sentence for each thing that could not be read."""
    return Authors(), []


def save_authors(authors: Authors, path: Path | None = None) -> str | None:
    """Keeps them; returns a sentence where they cannot be written."""
    return None


def screen_path() -> Path:
    """The path of `screen.toml`."""
    return config_directory() / "screen.toml"


def authors_path() -> Path:
    """The path of `authors.toml`."""
    return config_directory() / "authors.toml"
