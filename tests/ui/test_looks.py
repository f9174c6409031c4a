"""Pictures of the main screens, and the colours of every theme on them.

To paint the pictures anew: UPDATE_SNAPSHOTS=1 pytest -n 0 tests/ui/test_looks.py, then look at the
difference before it is committed.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from rich.color import Color
from tests.ui.seat import LAMP, Seat, seat, write_story
from textual.color import Color as Colour

from threadreader.ui.look import Look
from threadreader.ui.themes import NAMES

SNAPSHOTS = Path(__file__).parent / "snapshots"
KETTLE = LAMP.replace("Lamp on the Landing", "Kettle in the Kitchen").replace("lamp", "kettle")
WALKS: dict[tuple[int, int], list[tuple[str, list[str]]]] = {
    (120, 40): [
        ("stories", []),
        ("article", ["enter"]),
        ("reader", ["tab", "j", "s", "j", "enter", "]"]),
    ],
    (80, 24): [
        ("help", ["?"]),
        ("reader", ["escape", "enter", "tab", "j", "s", "j", "enter", "]"]),
        ("authors", ["A"]),
        ("palette", ["escape", ":", *"mark"]),
        ("search", ["escape", "/", *"lamp"]),
        ("filter", ["escape", "f", *"lamp depht:>1"]),
        ("author", ["escape", "a"]),
    ],
    (40, 20): [
        ("stories", []),
        ("reader", ["enter", "tab", "j", "s", "j", "enter", "]"]),
    ],
}


@pytest.fixture
def two(folder: Path) -> list[Path]:
    """Two stories, saved three and four days ago."""
    paths = [write_story(folder / "lamp.toml"), write_story(folder / "kettle.toml", KETTLE, 3)]
    for days, path in enumerate(paths, 3):
        os.utime(path, (time.time() - days * 86_400 - 3600,) * 2)
    return paths


@pytest.mark.parametrize("size", WALKS, ids=str)
async def test_the_screens_look_as_in_their_pictures(
    two: list[Path], size: tuple[int, int]
) -> None:
    painted = {}
    async with seat(two, size=size) as taken:
        for name, keys in WALKS[size]:
            await taken.press(*keys)
            path = SNAPSHOTS / f"{name}-{size[0]}x{size[1]}.txt"
            painted[path] = "".join(f"{row}\n" for row in taken.rows)
    for path, text in painted.items():
        if os.environ.get("UPDATE_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")


PANELS = ["A", "?", ":", "GP", "O", "e", "L"]


@pytest.mark.parametrize(("name", "panel"), [*zip(NAMES, PANELS, strict=True)])
async def test_a_theme_paints_every_screen_in_its_own_colours_alone(
    two: list[Path], name: str, panel: str
) -> None:
    async with seat(two, size=(80, 24)) as taken:
        taken.app.set_theme(name)
        look = taken.app.manners.look
        assert look.name == name
        await taken.settle()
        assert strange(taken, look) == set()
        await taken.press("enter", "tab", "]", "s")
        for keys in ["h"], ["f", *"oil x:"], ["escape", *panel]:
            await taken.press(*keys)
            assert strange(taken, look) == set()
        assert len(taken.app.screen_stack) > 3


def strange(taken: Seat, look: Look) -> set[Color]:
    """The colours on the screen that are none of the theme's."""
    own = {color for style in look.styles.values() for color in (style.color, style.bgcolor)}
    shade = taken.app.screen.styles.background
    if 0 < shade.a < 1:  # of what is behind a panel
        behind = [Colour.from_rich_color(color) + shade for color in own if color is not None]
        own |= {color.rich_color for color in behind}
    painted = {
        color
        for row in taken.app.screen._compositor.render_strips()
        for _, style, _ in row
        if style is not None
        for color in (style.color, style.bgcolor)
    }
    return {color for color in painted - own if color is not None}
