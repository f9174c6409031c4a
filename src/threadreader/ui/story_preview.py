"""What is told of the story under the cursor, beside the list."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from textual.strip import Strip

from threadreader.library.glance import Glance, UnreadThread
from threadreader.library.shelf import StoryRow
from threadreader.model import Block, Body
from threadreader.text.body import blocks, pack, text_blocks
from threadreader.text.cells import cell_width, cut
from threadreader.text.wrap import wrap
from threadreader.ui.ages import date
from threadreader.ui.comment_body import Manner, body_runs
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, both_ends, strip, width_of
from threadreader.ui.painted import Painted
from threadreader.ui.story_columns import age, now

_MOST_LINES = 10
_LABEL = 11
_SHARE = 7
_MARGIN = 2


class StoryPreview(Painted):
    """Title, byline and first paragraph of a story; how far it is read, and what is unread."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, id=id)
        self._story: StoryRow | None = None
        self._paragraph: Block | None = None
        self._glance: Glance | None = None
        self._rows: list[Strip] = []

    def show(
        self,
        story: StoryRow | None,
        paragraph: Block | None = None,
        glance: Glance | None = None,
    ) -> None:
        """Shows a story; its first paragraph and the glance at it may follow later."""
        self._story, self._paragraph, self._glance = story, paragraph, glance
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Paints with another look from now on."""
        super().set_look(look)
        self._lay_out()

    def on_resize(self) -> None:
        """Lines are wrapped again."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """A row."""
        return self._rows[y] if y < len(self._rows) else self._row([])

    def _lay_out(self) -> None:
        story = self._story
        self._rows = [] if story is None else list(self._lines(story))
        self.refresh()

    def _lines(self, story: StoryRow) -> Iterator[Strip]:
        yield self._row([])
        yield from self._text(story.title or "(no title)", "title")
        yield from self._text(byline(story, self.look.glyph("dot")), "muted")
        if self._paragraph is not None:
            yield self._row([])
            yield from self._beginning(self._paragraph)
        yield self._row([])
        yield from self._facts(story)
        threads = self._glance.threads if self._glance else ()
        if threads:
            yield self._row([])
            yield self._row([("Threads with unread", self.look.style("title"))])
            yield from map(self._thread, threads)

    def _text(self, text: str, token: str) -> Iterator[Strip]:
        style = self.look.style(token)
        for line in wrap(text_blocks(text), self._width):
            yield self._row([("".join(piece.text for piece in line.pieces), style)])

    def _beginning(self, paragraph: Block) -> Iterator[Strip]:
        """The first lines of the article; an ellipsis says that there are more."""
        lines = body_runs([paragraph], self._width, Manner(self.look))
        for runs in lines[:_MOST_LINES]:
            yield self._row(runs)
        if len(lines) > _MOST_LINES:
            yield self._row([(self.look.glyph("ellipsis"), self.look.style("muted"))])

    def _facts(self, story: StoryRow) -> Iterator[Strip]:
        text = self.look.style("text")
        yield self._fact("Last read", [(last_read(story, now()), text)])
        yield self._fact("Place", [(_place(story, self._glance), text)])
        if story.comments:
            yield self._fact("Read", self._share(story.read_share))

    def _share(self, share: float) -> list[Run]:
        """A share as a bar, and in words."""
        look, cells = self.look, max(self._width - _LABEL - _SHARE, 0)
        done = round(share * cells)
        return [
            (look.glyph("heavy") * done, look.style("accent")),
            (look.glyph("light") * (cells - done), look.style("rule")),
            (f" {round(share * 100)} %", look.style("text")),
        ]

    def _fact(self, label: str, runs: list[Run]) -> Strip:
        return self._row([(label.ljust(_LABEL), self.look.style("muted")), *runs])

    def _thread(self, thread: UnreadThread) -> Strip:
        look = self.look
        unread: list[Run] = [
            (f" {thread.unread:,} {look.glyph('unread')}", look.style("unread")),
            (" ", look.blank()),
        ]
        room = max(self.size.width - _MARGIN - 2 - width_of(unread), 0)
        name = cut(thread.author or "Anonymous", room, look.glyph("ellipsis"))
        words = cut(thread.words, max(room - cell_width(name) - 2, 0), look.glyph("ellipsis"))
        left = [
            *self._margin(),
            (f"{look.glyph('guide')} ", look.style("guide_1")),
            (name, look.style("title")),
            (f"  {words}", look.style("folded")),
        ]
        return both_ends(left, unread, self.size.width, look.blank())

    def _row(self, runs: list[Run]) -> Strip:
        return strip([*self._margin(), *runs], self.size.width, self.look.blank())

    def _margin(self) -> list[Run]:
        look = self.look
        return [(look.glyph("divider"), look.style("faint")), (" " * (_MARGIN - 1), look.blank())]

    @property
    def _width(self) -> int:
        return max(self.size.width - _MARGIN - 1, 1)


def first_paragraph(body: Body) -> Block | None:
    """The first paragraph of an article; of one that has none the first of its text."""
    parts = [block for block in blocks(pack(body)) if block.spans]
    paragraphs = (block for block in parts if block.kind == "paragraph")
    return next(paragraphs, parts[0] if parts else None)


def byline(story: StoryRow, dot: str) -> str:
    """By whom, where and when, as far as it is known, with a dot between."""
    author = f"By {story.author}" if story.author else ""
    published = date(replace(story.published, day_only=True)) if story.published else ""
    return f" {dot} ".join(filter(None, (author, story.source, published)))


def last_read(story: StoryRow, moment: float) -> str:
    """When the story was read last, in words."""
    ended = story.last_read
    if ended is None:
        return "not yet"
    words = age(moment - ended.timestamp())
    if words in ("today", "yesterday"):
        return f"{words} at {ended:%H:%M}"
    return f"{words} ago"


def _place(story: StoryRow, glance: Glance | None) -> str:
    if glance is None:
        return ""
    if glance.comment is None:
        return "in the article" if story.last_read else "at the beginning"
    author = f", {glance.author}" if glance.author else ""
    return f"comment {glance.comment + 1:,} of {story.comments:,}{author}"
