"""The comment tree: one widget that paints the rows on screen and moves the cursor.

It knows a view and a cursor, and nothing of files, marks or other widgets; what happened is posted
as a message.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from threadreader.thread.views import View
from threadreader.ui.article_lines import ArticleLines
from threadreader.ui.paint import strip
from threadreader.ui.painted import cropped, ready, tell_at_once
from threadreader.ui.pinned import pinned_row
from threadreader.ui.scene import Scene
from threadreader.ui.selected import selected_strip, selected_text
from threadreader.ui.tree_scroll import TreeScroll
from threadreader.ui.window import Slot

_WHEEL = 3
_NO_COMMENTS = "There are no comments in this file."
_NOTHING_FITS = "Nothing fits the filter; escape shows all."


class CommentTree(Widget, can_focus=True):
    """The visible comments of a scene's view.

    The place on screen is an anchor (`TreeScroll`), never a line number: whatever changes, only
    what is on screen is measured.
    """

    @dataclass
    class Moved(Message):
        """The cursor went to another comment; `passed` were read to their end on the way.

        Who hears of it has the tree painted.
        """

        before: int | None
        after: int | None
        passed: tuple[int, ...]

    @dataclass
    class Scrolled(Message):
        """Other comments are on screen: from position `first` to `last`."""

        first: int
        last: int

    @dataclass
    class FoldClicked(Message):
        """The guide of a comment was clicked."""

        position: int

    @dataclass
    class LinkClicked(Message):
        """A link was clicked."""

        address: str

    def __init__(self, scene: Scene, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene = scene
        self.place = TreeScroll(scene, self._moved)
        self._rows: list[Strip] = []
        self._slots: list[Slot] = []
        self._told: tuple[int, int] | None = None
        self._has_told = False

    # What is shown

    @property
    def cursor(self) -> int | None:
        """The comment under the cursor."""
        return self.place.cursor

    @property
    def cursor_row(self) -> int:
        """The screen row of the cursor's first line; 0 where it is not on screen."""
        return self.place.cursor_row

    @property
    def is_in_article(self) -> bool:
        """Whether the reader is in the article that stands above the comments."""
        return self.place.is_in_article

    def has_on_screen(self, position: int) -> bool:
        """Whether any row of a comment is on screen."""
        return any(slot.position == position for slot in self._slots)

    def is_read_to_end(self, position: int | None) -> bool:
        """Whether the comment under the cursor is this one, and was read to its end."""
        return position in self.place.left()

    def show(self, view: View, cursor: int | None, row: int | None = None) -> None:
        """Shows a view with the cursor on a comment (or the nearest to it), on a screen row."""
        self.place.show(view, cursor, self.cursor_row if row is None else row)
        self.repaint()

    def set_article(self, article: ArticleLines | None) -> None:
        """Puts the article above the comments, in one scroll with them, or takes it away."""
        self.place.set_article(article)
        self.repaint()

    def update(self) -> None:
        """Paints again after folds, marks or the look changed; the cursor keeps its row."""
        self.place.update()
        self.repaint()

    # Moves: each says whether there was anywhere to move

    def go(self, position: int | None, row: int | None = None) -> bool:
        """Puts the cursor on a visible comment and shows it."""
        return self._painted(has_moved=self.place.go(position, row))

    def step(self, direction: int) -> bool:
        """To the next (1) or previous (-1) comment; one taller than the screen is shown first."""
        return self._painted(has_moved=self.place.step(direction))

    def scroll(self, lines: int) -> bool:
        """Scrolls by lines; the cursor goes along only where it would leave the screen."""
        return self._painted(has_moved=self.place.scroll(lines))

    def page(self, share: float) -> bool:
        """Scrolls by a share of the screen (1, -1, 0.5); the cursor goes to its top (or end)."""
        return self._painted(has_moved=self.place.page(share))

    def to_top(self) -> None:
        """To the very top: the article where it stands here, and the first comment."""
        self.place.to_top()
        self.repaint()

    # Painting

    def repaint(self) -> None:
        """Works out the rows, and has those drawn that changed."""
        height, width = self.size.height, self.size.width
        if not height:
            return
        self._measure()
        rows = [row for slot in self._slots for row in self._rows_of(slot)][:height]
        rows += [Strip.blank(width, self.scene.look.blank())] * (height - len(rows))
        if not self._slots:
            is_empty = not len(self.scene.story.thread)
            words = f"  {_NO_COMMENTS if is_empty else _NOTHING_FITS}"
            look = self.scene.look
            rows[0] = strip([(words, look.style("muted"))], width, look.blank())
        self._pin(rows)
        changed = [y for y, row in enumerate(rows) if not self._is_as_drawn(y, row)]
        self._rows = rows
        if len(changed) * 2 > height:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))
        if changed:
            tell_at_once(self)

    def _measure(self) -> None:
        """Works out which comments are on screen, and tells it."""
        self._slots = self.place.window.slots()
        self.place.note_painted(self._slots)
        shown = [slot.position for slot in self._slots if slot.position >= 0]
        if shown and (shown[0], shown[-1]) != self._told:
            self._told = shown[0], shown[-1]
            self._tell(self.Scrolled(*self._told))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows as they were painted last, with what is selected.

        Straight to the terminal: a row that was there before costs nothing but its place.
        """
        width, rows, selection = self.size.width, self._rows, self.text_selection
        blank = Strip.blank(width, self.scene.look.blank())
        lines = [rows[y] if y < len(rows) else blank for y in crop.line_range]
        if selection is not None:
            style = self.scene.look.style("match")
            lines = [
                selected_strip(lines[i], selection, y, style) for i, y in enumerate(crop.line_range)
            ]
        lines = [line.adjust_cell_length(width, self.scene.look.blank()) for line in lines]
        return cropped(ready(self, lines), crop, width)

    def render_line(self, y: int) -> Strip:
        """A row that says which cell of the widget each of its texts is, for the mouse."""
        return self._rows[y].apply_offsets(0, y) if y < len(self._rows) else Strip([])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text selected on screen, without guides."""
        return selected_text([row.text for row in self._rows], selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Shows what is selected now."""
        self.refresh()

    def _painted(self, *, has_moved: bool) -> bool:
        """Paints, or leaves it to who hears of the move and has other marks to show with it."""
        if self._has_told and self.size.height:
            self._measure()
        else:
            self.repaint()
        self._has_told = False
        return has_moved

    def _is_as_drawn(self, y: int, row: Strip) -> bool:
        return y < len(self._rows) and self._rows[y] is row

    def _rows_of(self, slot: Slot) -> tuple[Strip, ...]:
        if slot.position < 0:
            return self.place.order.rows(slot.position)[slot.skipped :]
        return self.place.lines.item(slot.position, self.cursor).rows[slot.skipped :]

    def _pin(self, rows: list[Strip]) -> None:
        """Covers the first row with the ancestors that have scrolled away."""
        scene, slots = self.scene, self._slots
        if scene.view.is_flat or not slots or slots[0].position < 0:
            return
        if slots[0].skipped == 0 and slots[0].position == scene.view.first():
            return
        slot = next((slot for slot in slots if slot.end > 1), slots[0])
        chain = list(scene.story.thread.ancestors(slot.position))[::-1]
        is_cut = slot.head < (1 if chain else 0)
        if is_cut:
            chain.append(slot.position)
        if chain:
            words = "" if is_cut else self.place.lines.first_words(chain[-1])
            rows[0] = pinned_row(scene, chain, words)

    # What is told

    def _moved(self, before: int | None, passed: tuple[int, ...]) -> None:
        self._has_told = True
        self._tell(self.Moved(before, self.cursor, passed))

    def _tell(self, message: Message) -> None:
        """Straight to the screen, so that what follows from a move is in the same picture."""
        (self.screen if self.is_attached else self).post_message(message)

    # Events

    def watch_virtual_size(self) -> None:
        """The cursor keeps its row as far as there is one."""
        self._rows = []
        self.place.set_rows(self.size.height)
        self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.stop()
        self.scroll(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.stop()
        self.scroll(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Selects a comment; on a guide folds that ancestor, on a link opens it."""
        slot = next((slot for slot in self._slots if slot.top <= event.y < slot.end), None)
        link = event.style.meta.get("link")
        if link:
            self.post_message(self.LinkClicked(str(link)))
        elif slot is not None and slot.position >= 0:
            self._clicked(slot.position, event.x)

    def _clicked(self, position: int, cell: int) -> None:
        depth = self.scene.depth(position)
        level = self.scene.shape.level_at(cell, depth)
        own = self.scene.shape.levels(depth)
        self.go(position)
        if level:
            thread = self.scene.story.thread
            chain = [position, *thread.ancestors(position)]
            self.post_message(self.FoldClicked(chain[min(own - level, len(chain) - 1)]))
