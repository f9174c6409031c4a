"""Draws docs/images from the program itself, with a story that comes with it."""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from threadreader.library.config import Config
from threadreader.library.screen import Authors, Screen
from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.reader_screen import Manners
from threadreader.ui.reading import Reader
from threadreader.ui.themes import load_look

IMAGES = Path(__file__).parent / "images"
STORY = Path(__file__).parents[1] / "sample_feeds" / "words-for-small-weather.toml"
PICTURES = (
    ("reader", (120, 36), "lamp", ("tab", "J", "j", "j", "s", "j", "j", "j")),
    ("filter", (120, 36), "paper", ("tab", "f", *"author:agnes", "enter")),
    ("folded", (80, 24), "night", ("tab", "-", "j", "j", "enter")),
)


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
        (IMAGES / f"{name}.svg").write_text(app.export_screenshot(title="threadreader"))


def main() -> None:
    """Draws every picture, in folders of its own."""
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as home:
            os.environ.update(XDG_CONFIG_HOME=f"{home}/config", XDG_CACHE_HOME=f"{home}/cache")
            asyncio.run(draw(*picture))


if __name__ == "__main__":
    main()
