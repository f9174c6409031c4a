"""The pane beside the list of stories: it tells of a story once the cursor rests on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer

from threadreader.library.glance import Glance
from threadreader.library.shelf import StoryRow
from threadreader.model import Block
from threadreader.ui.bars import Caption
from threadreader.ui.look import Look
from threadreader.ui.story_preview import StoryPreview, first_paragraph

_REST = 0.1
"""Seconds the cursor rests on a story before more is told of it."""
_MOST_KEPT = 200


class StoryBeside(Vertical):
    """A caption and a preview; `glance` looks at a story by its key, from any thread."""

    @dataclass
    class Glanced(Message):
        """What there is to tell of a story was worked out."""

        key: str
        paragraph: Block | None
        glance: Glance

    def __init__(self, look: Look, glance: Callable[[str], Glance]) -> None:
        super().__init__()
        self._caption = Caption(look)
        self._preview = StoryPreview(look)
        self._glance = glance
        self._story: StoryRow | None = None
        self._known: dict[str, tuple[Block | None, Glance]] = {}
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """The caption above the preview."""
        yield self._caption
        yield self._preview

    def on_mount(self) -> None:
        """The caption never changes."""
        self._caption.show("Preview")

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        self._caption.set_look(look)
        self._preview.set_look(look)

    def forget(self, key: str) -> None:
        """A story was read or marked: it is looked at again."""
        self._known.pop(key, None)

    def tell(self, story: StoryRow | None) -> None:
        """Tells of a story: at once what is known, the rest when the cursor rests on it."""
        self._story = story
        if self._rest is not None:
            self._rest.stop()
        if not self.display:
            return
        known = self._known.get(story.key) if story else None
        self._preview.show(story, *(known or ()))
        if story is not None and known is None:
            self._rest = self.set_timer(_REST, lambda: self._look_at(story))

    def on_story_beside_glanced(self, event: Glanced) -> None:
        """Tells the rest of a story, where it is still the one."""
        event.stop()
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[event.key] = event.paragraph, event.glance
        if self._story is not None and self._story.key == event.key:
            self._preview.show(self._story, event.paragraph, event.glance)

    def _look_at(self, story: StoryRow) -> None:
        def work() -> None:
            found = first_paragraph(story.body), self._glance(story.key)
            self.post_message(self.Glanced(story.key, *found))

        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)
