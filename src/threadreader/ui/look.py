"""What meanings look like: styles by token and glyphs by name, for painters to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.style import Style

UNICODE: Mapping[str, str] = {
    "guide": "▎",
    "cursor": "▌",
    "unread": "●",
    "new": "◆",
    "new_read": "◇",
    "star": "★",
    "folded": "▸",
    "folded_leaf": "▹",
    "dot": "·",
    "ellipsis": "…",
    "more": "⋯",
    "heavy": "━",
    "light": "─",
    "thumb": "▐",
    "track": "▕",
    "match": "◂",
    "author": "•",
    "picked": "✓",
    "followed": "♥",
    "quote": "▏",
    "sorted": "▾",
    "hang": "╰",
    "hang_left": "╯",
    "divider": "│",
    "top_left": "╭",
    "top_right": "╮",
    "bottom_left": "╰",
    "bottom_right": "╯",
    "picture": "▢",
    "none": "–",
}
ASCII: Mapping[str, str] = {
    "guide": "|",
    "cursor": "#",
    "unread": "*",
    "new": "+",
    "new_read": "-",
    "star": "!",
    "folded": ">",
    "folded_leaf": "}",
    "dot": "-",
    "ellipsis": "~",
    "more": "~",
    "heavy": "=",
    "light": "-",
    "thumb": "#",
    "track": "|",
    "match": "<",
    "author": "o",
    "picked": "x",
    "followed": "&",
    "quote": "|",
    "sorted": "v",
    "hang": "`",
    "hang_left": "'",
    "divider": "|",
    "top_left": ".",
    "top_right": ".",
    "bottom_left": "`",
    "bottom_right": "'",
    "picture": "#",
    "none": "-",
}
GUIDES = 6

_PLAIN = str.maketrans(
    {"↑": "up", "↓": "down", "←": "left", "→": "right", "…": "..", "·": "-", "“": '"', "”": '"'}
)

_BACKGROUNDS = ("bg", "surface", "selected", "code_bg")


@dataclass(frozen=True)
class Look:
    """A theme made ready to paint with.

    `styles` has a Rich style a token, as in `styles/themes/`; `tinted`: it has colours of its own,
    so that a cell's background can say something.
    """

    name: str
    dark: bool
    tinted: bool
    styles: Mapping[str, Style]
    glyphs: Mapping[str, str] = field(default_factory=lambda: UNICODE)
    _made: dict[tuple[str, str, str], Style] = field(default_factory=dict, compare=False)

    def style(self, token: str, on: str = "bg", extra: str = "") -> Style:
        """The style of a meaning on a background; `extra` adds attributes ("bold underline")."""
        made = self._made.get((token, on, extra))
        if made is None:
            own = self.styles[token]
            if own.bgcolor is None:
                own += Style(bgcolor=self.styles[on].color)
            made = own + Style.parse(extra) if extra else own
            self._made[token, on, extra] = made
        return made

    @property
    def is_ascii(self) -> bool:
        """Whether the terminal is trusted with nothing but ASCII."""
        return self.glyphs is ASCII

    def glyph(self, name: str) -> str:
        """The sign of a meaning, one cell wide."""
        return self.glyphs[name]

    def keys(self, text: str) -> str:
        """Keys, or a sentence about them, as this terminal can show them."""
        return text.translate(_PLAIN) if self.is_ascii else text

    def guide(self, depth: int) -> str:
        """The token of the guide of a depth (1 at top level)."""
        return f"guide_{(depth - 1) % GUIDES + 1}"

    def blank(self, on: str = "bg") -> Style:
        """The style of cells with nothing in them."""
        return self.style("text", on)
