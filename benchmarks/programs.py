"""What is measured: how a program is started on the discussion, and which keys it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Press:
    """A key (or several at once), how often, and what the screen shows when it is done.

    A `name` of "" is pressed and not told. `size`: not a key, but another size of the terminal.
    """

    name: str
    keys: str
    times: int = 1
    until: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What is typed at the start (nothing: the command itself) and what is seen then.

    `{messages}` in a pattern is the number of comments and one for the article.
    """

    until: str
    keys: str = ""


@dataclass(frozen=True)
class Program:
    """A program, and a discussion in the form that it reads.

    `command` is filled in with the folder of settings (new for each run) and the data; `settings`
    are files to be in that folder, their texts filled in likewise. `plain` is a key that it answers
    at once, `first` such a key in a story that was never open. `second`: it is left with `leave`,
    and started again with what it remembered. `most`: comments above which it is not tried.
    `unpictured` is the environment in which it shows no picture kept from its last start; where
    there is one, starts with a picture are timed too.
    """

    name: str
    data: str
    command: Sequence[str]
    start: Sequence[Start]
    presses: Sequence[Press]
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    version: Sequence[str] = ()
    first: str = ""
    leave: str = "q"
    plain: str = "j"
    is_primed: bool = False
    second: bool = False
    second_command: Sequence[str] = ()
    most: int = 1_000_000
    unpictured: Mapping[str, str] = field(default_factory=dict)

    def filled(self, text: str, home: Path, path: Path) -> str:
        """A text with the folder of settings and the data in their places."""
        return text.replace("@home@", str(home)).replace("@data@", str(path))


@dataclass
class Figures:
    """What was measured of one program at one size: lists of milliseconds, bytes, megabytes."""

    values: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, list[float]] = field(default_factory=dict)
    processor: dict[str, list[float]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def add(self, name: str, value: float) -> None:
        """One more value of a name."""
        self.values.setdefault(name, []).append(value)
