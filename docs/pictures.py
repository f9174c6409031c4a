"""Draws docs/images from the program itself, with a story that comes with it."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from threadreader.library.config import Config
from threadreader.library.screen import Authors, Screen
from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.manners import Manners
from threadreader.ui.reading import Reader
from threadreader.ui.themes import load_look

IMAGES = Path(__file__).parent / "images"
STORY = Path(__file__).parents[1] / "sample_feeds" / "words-for-small-weather.toml"
PICTURES = (
    ("reader", (120, 36), "lamp", ("tab", "J", "j", "j", "s", "j", "j", "j")),
    ("filter", (120, 36), "paper", ("tab", "f", *"author:agnes", "enter")),
    ("folded", (80, 24), "night", ("tab", "-", "j", "j", "enter")),
    ("authors", (120, 36), "daylight", ("tab", "A", "space", "down", "down", "space")),
)

_CELL = 12.2  # what Rich takes for the width of a cell
_FONT = re.compile(r"@font-face \{[^}]*\}\s*")
_BLANK = "&#160;"
_END = re.compile(f"({_BLANK})+$")
_TEXT = re.compile(r' x="([\d.]+)"( y="[\d.]+") textLength="([\d.]+)"([^>]*)>((?:&#160;)*)([^<]*)<')


async def draw(name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    """Opens the story in a theme, presses keys, and keeps the picture."""
    config = replace(Config(), launch_picture=False)
    look, _ = load_look(theme, "unicode")
    reader = Reader([STORY], config)
    reader.wait(10)
    app = ThreadreaderApp(reader, Manners(config, look, Screen(), Authors()), [])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        IMAGES.mkdir(exist_ok=True)
        picture = portable(app.export_screenshot(title="threadreader"))
        (IMAGES / f"{name}.svg").write_text(picture)


def portable(picture: str) -> str:
    """The picture without a font from elsewhere, and with every word in its column.

    Some viewers drop the blanks at the beginning of a text, so that each text begins with its
    first word here.
    """
    picture = _FONT.sub("", picture).replace("Fira Code, monospace", "monospace")
    return _TEXT.sub(_moved, picture.replace('font-family: "Fira Code"', "font-family: monospace"))


def _moved(match: re.Match[str]) -> str:
    x, y, length, rest, before, words = match.groups()
    bare = _END.sub("", words)
    lead, trail = (count.count(_BLANK) * _CELL for count in (before, words[len(bare) :]))
    start, cells = float(x) + lead, float(length) - lead - trail
    return f' x="{start:.1f}"{y} textLength="{cells:.1f}"{rest}>{bare}<'


def main() -> None:
    """Draws every picture, in folders of its own."""
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as home:
            os.environ.update(XDG_CONFIG_HOME=f"{home}/config", XDG_CACHE_HOME=f"{home}/cache")
            asyncio.run(draw(*picture))


if __name__ == "__main__":
    main()
