"""A shelf of small stories, and an app that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from textual.app import App
from textual.binding import BindingsMap

from threadreader.library.config import Config
from threadreader.library.discussions import Discussion, Part, Reading
from threadreader.library.shelf import Shelf
from threadreader.library.states import StateFolder
from threadreader.model import Comment, Moment, Origin, StoryStart
from threadreader.resources import bundled
from threadreader.thread.build import Builder
from threadreader.ui.keys import bindings
from threadreader.ui.look import Look
from threadreader.ui.stories_screen import StoriesScreen

DAY = 86400
PUBLISHED = int(datetime(2017, 11, 13, 9, tzinfo=UTC).timestamp())

Told = tuple[str, str, str, int]
"""Of a story: title, author, source, how many comments."""

STORIES: list[Told] = [
    ("A Bridge With One Lamp", "Ruth Vale", "Harbour Notes", 12),
    ("夜行列車の時刻表を読む", "北村 澪", "北の図書室", 4),
    ("Counting Swifts From a Rooftop", "Tom Hale", "Small Science", 0),
    ("The Ferry Bell", "Ada Finch", "Harbour Notes", 3),
    ("A Recipe for Ink", "Ivo Lind", "Paper and Glue", 7),
]


def story(told: Told, number: int) -> Discussion:
    """A story; of its comments each third one begins a thread."""
    title, author, source, comments = told
    builder = Builder()
    for at in range(comments):
        parent = f"c{at - 1}" if at % 3 else None
        body = f"Remark {at} on the matter."
        builder.add(Comment(f"c{at}", f"Reader {at % 4}", parent, Moment(PUBLISHED + at), body))
    start = StoryStart(
        title=title,
        author=author,
        source=source,
        published=Moment(PUBLISHED, 0),
        body=f"{title} begins here, and goes on for a while.\n\nA second paragraph.",
        id=f"story-{number}",
    )
    saved = datetime.now(UTC).timestamp() - (number + 0.1) * DAY
    return Part(start, builder, Origin(Path(f"{number}.html"), "html", modified=saved)).discussion()


def shelf(folder: Path, told: Sequence[Told] = STORIES) -> Shelf:
    """A shelf of stories, the first saved last; its state in the folder."""
    reading = Reading([story(each, number) for number, each in enumerate(told)])
    return Shelf(reading, StateFolder(folder), Config())


class StoriesApp(App[None]):
    """An app with the stories of a shelf; `opened` are those it was asked to open."""

    CSS_PATH = bundled("styles") / "threadreader.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, shown: Shelf, look: Look, config: Config | None = None) -> None:
        super().__init__(ansi_color=not look.tinted)
        self.stories = StoriesScreen(shown, look, config or Config())
        self.opened: list[str] = []
        self._bindings = BindingsMap(bindings("everywhere"))

    def on_mount(self) -> None:
        self.push_screen(self.stories)

    def on_stories_screen_opened(self, event: StoriesScreen.Opened) -> None:
        self.opened.append(event.key)

    def action_take_off(self) -> None:
        self.stories.take_off()


def picture(app: App[None]) -> list[str]:
    """The whole screen as plain text."""
    width, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    assert len(lines) == height
    assert all(line.cell_length == width for line in lines)
    return [line.text for line in lines]
