"""The whole app before a story of a test's own: keys in, what is painted out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ui.at_rest import send_key
from tests.ui.shelves import picture
from tests.ui.stage import look
from textual.pilot import Pilot

from threadreader.library.config import Config
from threadreader.library.openstory import OpenStory
from threadreader.library.screen import Authors
from threadreader.library.screen import Screen as Chosen
from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.manners import Manners
from threadreader.ui.reader_screen import ReaderScreen
from threadreader.ui.reading import Reader
from threadreader.ui.session import Session

LAMP = """
title = "The Lamp on the Landing"
author = "Odile Tern"
url = "https://example.org/lamp"
source = "The House Paper"
body = '''
The lamp on the landing is lit at dusk.

Whoever comes home last puts it out, and [the book](https://example.org/book) says who that was.
'''
"""
COMMENTS = [
    # id, parent, author, text
    (1, 0, "Wren", "My aunt kept such a lamp by the door."),
    (2, 1, "Marlow", "Was it ever out before midnight?"),
    (3, 2, "Wren", "Once, in the year of the long winter."),
    (4, 3, "Odile Tern", "The long winter is in the book too."),
    (5, 1, "Cass", "Ours hangs from a hook."),
    (6, 0, "Pim", "Who buys the oil? See https://example.org/oil for prices."),
    (7, 6, "Marlow", "The house does, in spring."),
    (8, 7, "Pim", "A good house."),
    (9, 0, "Cass", "The window over the stairs is painted shut."),
    (10, 9, "Wren", "Then the lamp never flickers."),
]


def write_story(path: Path, head: str = LAMP, count: int = len(COMMENTS)) -> Path:
    """A file of the program's own format; of the comments the first ones."""
    parts = [head]
    for number, parent, author, text in COMMENTS[:count]:
        answers = f"parent = {parent}\n" if parent else ""
        date = f"2021-03-{number:02}T18:00:00Z"
        parts.append(
            f'[[comments]]\nid = {number}\n{answers}author = "{author}"\ndate = {date}\n'
            f'body = "{text}"\nurl = "https://example.org/lamp#{number}"\n'
        )
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


class Seat:
    """A running app; comments are told by their number in the file, which begins at 1."""

    def __init__(self, app: ThreadreaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        """The reader."""
        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, ReaderScreen))

    @property
    def session(self) -> Session:
        """What the reader reads."""
        return self.screen.session

    @property
    def story(self) -> OpenStory:
        """The story that is read."""
        return self.session.story

    @property
    def cursor(self) -> int:
        """The number of the comment under the cursor."""
        cursor = self.screen.panes.comments.cursor
        return -1 if cursor is None else cursor + 1

    @property
    def seen(self) -> list[int]:
        """The numbers of the comments that are shown, from the first to the last."""
        view, numbers = self.session.view, []
        position = view.first()
        while position is not None:
            numbers.append(position + 1)
            position = view.next(position)
        return numbers

    def marked(self, name: str = "read") -> list[int]:
        """The numbers of the comments that have a mark."""
        marks = getattr(self.story, name)
        return [at + 1 for at in range(len(marks)) if marks[at]]

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return [row.rstrip() for row in picture(self.app)]

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.rows)

    @property
    def said(self) -> str:
        """The last row: keys, or a sentence."""
        return self.rows[-1].strip()

    async def press(self, *keys: str) -> None:
        """Types keys one right after the other, and waits until all they do is painted."""
        await self.pilot.press(*keys)

    async def burst(self, *keys: str) -> None:
        """Types keys before any of them was seen, as when they are pasted."""
        for key in keys:
            send_key(self.app, key)
        await self.settle()

    async def settle(self) -> None:
        """Waits until every part has done what it was told, and all is painted."""
        await self.pilot.pause()

    async def at(self, number: int) -> None:
        """Puts the cursor on a comment, and the keys to the comments."""
        self.screen._focus("comments")
        assert self.session.view.contains(number - 1)
        self.screen.panes.comments.go(number - 1)
        await self.settle()


@asynccontextmanager
async def seat(
    paths: Iterable[Path],
    config: Config | None = None,
    size: tuple[int, int] = (120, 40),
    theme: str = "lamp",
    glyphs: str = "unicode",
) -> AsyncIterator[Seat]:
    """The app before what the paths hold."""
    config = config or Config()
    reader = Reader([*paths], config)
    assert reader.wait(20) is not None
    app = ThreadreaderApp(reader, Manners(config, look(theme, glyphs), Chosen(), Authors()), [])
    async with app.run_test(size=size) as pilot:
        taken = Seat(app, pilot)
        await taken.settle()
        yield taken
