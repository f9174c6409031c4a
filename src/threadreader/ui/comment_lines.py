"""One comment of the tree as strips: guides, marks, header and text, or one line of it."""

from __future__ import annotations

from msgspec import Struct
from rich.style import Style
from textual.strip import Strip

from threadreader.text.body import plain_text
from threadreader.text.cells import cut
from threadreader.ui import comment_header
from threadreader.ui.comment_body import Manner, body_runs
from threadreader.ui.paint import Margin, Run, strip, width_of
from threadreader.ui.scene import Kind, Scene

_MOST_KEPT = 800
_FIRST_WORDS = 400  # characters of a body from which the words of one line are taken


class Item(Struct, frozen=True):
    """A comment on screen: its rows, the blank ones before it first."""

    rows: tuple[Strip, ...]


class CommentLines:
    """Paints comments of a scene, and keeps what it painted while nothing changes."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._kept: dict[tuple[object, ...], Item] = {}
        self._heights: dict[int, tuple[int, Kind, int, int]] = {}

    def rows_of(self, position: int, cursor: int | None) -> tuple[int, int]:
        """How many rows the comment has, and how many of them are blank, at the top.

        Neither depends on the cursor or on marks: for them no comment is painted again.
        """
        scene = self.scene
        kind, lead = scene.kind(position), scene.lead(position)
        generation, as_kind, with_lead, rows = self._heights.get(position, (-1, kind, lead, 0))
        if (generation, as_kind, with_lead) != (scene.generation, kind, lead):
            rows = len(self.item(position, cursor).rows)
            if len(self._heights) >= _MOST_KEPT:
                self._heights.clear()
            self._heights[position] = scene.generation, kind, lead, rows
        return rows, lead

    def item(self, position: int, cursor: int | None) -> Item:
        """The rows of the comment at `position`; `cursor` is the selected one."""
        scene = self.scene
        story, kind, lead = scene.story, scene.kind(position), scene.lead(position)
        hides = kind in ("folded", "closed")
        key = (
            position,
            scene.generation,
            position == cursor,
            kind,
            lead,
            story.read[position],
            story.new[position],
            story.starred[position],
            story.thread.columns.author[position] == scene.author_under_cursor,
            self._hidden(position) if hides else None,
            hides and scene.hides_match(position),
            position == scene.current,
        )
        item = self._kept.pop(key, None)
        if item is None:
            item = self._paint(position, kind, lead, is_cursor=position == cursor)
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = item
        return item

    def _paint(self, position: int, kind: Kind, lead: int, *, is_cursor: bool) -> Item:
        blank = [self._blank(position)] * lead
        if kind == "folded":
            rows = [self._folded(position, is_cursor=is_cursor)]
        elif kind in ("context", "deleted", "muted"):
            rows = [self._one_line(position, kind, is_cursor=is_cursor)]
        else:
            rows = self._open(position, is_cursor=is_cursor)
            if kind == "closed":
                rows.append(self._closed(position, is_cursor=is_cursor))
        return Item((*blank, *rows))

    def _open(self, position: int, *, is_cursor: bool) -> list[Strip]:
        scene = self.scene
        depth, on = scene.depth(position), "selected" if is_cursor else "bg"
        width = scene.shape.tint_end(depth) - scene.shape.text_cell(depth)
        head = [*self._past_cap(position, on)]
        head += comment_header.header(scene, position, width - width_of(head), on)
        answers = [self._answers(position, on)] if scene.view.is_flat else []
        lines = [*answers, head, *self._body(position, depth, on, is_cursor=is_cursor)]
        margin = self._margin(position, on, is_cursor=is_cursor, mark=False)
        marked = self._margin(position, on, is_cursor=is_cursor, mark=True)
        end = scene.shape.tint_end(depth) if is_cursor else 0
        return [self._behind(marked if line is head else margin, line, on, end) for line in lines]

    def _body(self, position: int, depth: int, on: str, *, is_cursor: bool) -> list[list[Run]]:
        scene = self.scene
        look, story = scene.look, scene.story
        blocks = story.thread.body(position)
        if not blocks:
            if story.thread.status(position) == "deleted":
                return []
            return [[("no text", look.style("muted", on, "italic"))]]
        is_dim = scene.dim_read and look.tinted and story.read[position] and not is_cursor
        manner = Manner(
            look,
            "read" if is_dim else "text",
            on,
            scene.found,
            position == scene.current,
            scene.code_shift,
            scene.whole_quotes,
        )
        return body_runs(blocks, scene.shape.text_width(depth), manner)

    def _answers(self, position: int, on: str) -> list[Run]:
        """In a flat order: the line of what the comment answers."""
        scene, parent = self.scene, self.scene.story.thread.parent[position]
        style = scene.look.style("context", on)
        if parent < 0:
            return [("to the story", style)]
        width = scene.shape.text_width(1)
        runs = [(f"to {scene.story.thread.author(parent)}  ", style)]
        words = self._cut_words(parent, width - width_of(runs))
        return [*runs, (words, scene.look.style("context", on, "italic"))]

    def _past_cap(self, position: int, on: str) -> list[Run]:
        scene, depth = self.scene, self.scene.depth(position)
        if depth <= scene.shape.cap:
            return []
        return [(f"{scene.look.glyph('more')}{depth} ", scene.look.style("muted", on))]

    def _closed(self, position: int, *, is_cursor: bool) -> Strip:
        """In the place of the first reply: how many replies are hidden."""
        scene = self.scene
        look, on = scene.look, "selected" if is_cursor else "bg"
        hidden, unread, new = self._hidden(position)
        words = f"{hidden:,} repl" + ("ies" if hidden > 1 else "y")
        runs: list[Run] = [
            (f"{look.glyph('folded')} {words}", look.style("folded", on)),
        ]
        if unread:
            runs.append((f"  {unread:,} {look.glyph('unread')}", look.style("unread", on)))
        if new:
            runs.append((f"  {new:,} {look.glyph('new')}", look.style("new", on)))
        if scene.hides_match(position):
            runs.append((f"  {look.glyph('match')}", look.style("match_mark", on)))
        return self._row(position, runs, on, is_cursor=is_cursor, mark=False)

    def _folded(self, position: int, *, is_cursor: bool) -> Strip:
        scene = self.scene
        look, shape, on = scene.look, scene.shape, "selected" if is_cursor else "bg"
        start, end = shape.text_cell(scene.depth(position)), shape.folded_text_end()
        who = [*self._past_cap(position, on), *comment_header.name(scene, position, on)]
        who += [*comment_header.fates(scene, position, on), ("  ", look.blank(on))]
        match: list[Run] = []
        if scene.hides_match(position):
            match = [(f" {look.glyph('match')}", look.style("match_mark", on))]
        room = max(end - start - width_of(match), 0)
        words = self._cut_words(position, room - width_of(who))
        runs = [*who, (words, look.style("folded", on))]
        runs.append((" " * max(room - width_of(runs), 0), look.blank(on)))
        runs += [*match, *self._counts(position, on)]
        return self._row(position, runs, on, is_cursor=is_cursor, mark=True)

    def _counts(self, position: int, on: str) -> list[Run]:
        look, shape = self.scene.look, self.scene.shape
        hidden, unread, new = self._hidden(position)
        if not hidden:
            return []
        count = f"+{hidden:,}"
        if shape.is_narrow:
            marks = f"{unread}{look.glyph('unread')}" if unread else ""
            return [
                (f"{count:>4} ", look.style("folded", on)),
                (marks, look.style("unread", on)),
            ]
        unread_text = f"{unread:,} {look.glyph('unread')}" if unread else ""
        new_text = f"{new:,} {look.glyph('new')}" if new else ""
        return [
            (f"{count:>5}", look.style("folded", on)),
            (f"{unread_text:>6}", look.style("unread", on)),
            (f"{new_text:>6}", look.style("new", on)),
        ]

    def _one_line(self, position: int, kind: Kind, *, is_cursor: bool) -> Strip:
        scene = self.scene
        look, on = scene.look, "selected" if is_cursor else "bg"
        width = scene.shape.text_width(scene.depth(position))
        author = scene.story.thread.author(position)
        dot = f" {look.glyph('dot')} "
        facts = [comment_header.replies(scene, position)]
        if kind == "context":
            runs = [(f"{author}  ", look.style("context", on))]
            words = self._cut_words(position, width - width_of(runs))
            runs.append((words, look.style("context", on, "italic")))
        elif kind == "deleted":
            known = [author] if author and not author.startswith("[") else []
            words = dot.join(filter(None, [*known, "deleted", *facts]))
            runs = [(words, look.style("deleted", on))]
        else:
            count = len(plain_text(scene.story.thread.packed_body(position)).split())
            words = dot.join(filter(None, [author, f"muted, {count} words", *facts]))
            runs = [(words, look.style("context", on))]
        return self._row(position, runs, on, is_cursor=is_cursor, mark=kind == "deleted")

    def first_words(self, position: int) -> str:
        """The beginning of a comment's text, on one line."""
        text = plain_text(self.scene.story.thread.packed_body(position))
        return " ".join(text[:_FIRST_WORDS].split()) or "no text"

    def _cut_words(self, position: int, room: int) -> str:
        return cut(self.first_words(position), max(room, 0), self.scene.look.glyph("ellipsis"))

    def _hidden(self, position: int) -> tuple[int, int, int]:
        """How many replies are under the comment, unread among them, new and unread among them."""
        story, start = self.scene.story, position + 1
        end = story.thread.end(position)
        unread = end - start - story.read.count(start, end)
        new = story.new.count(start, end) if unread else 0
        return end - start, unread, min(new, unread)

    def _row(
        self, position: int, runs: list[Run], on: str, *, is_cursor: bool, mark: bool
    ) -> Strip:
        """Guides, the mark cell, then the runs; the tint ends at the measure."""
        shape, depth = self.scene.shape, self.scene.depth(position)
        end = shape.tint_end(depth) if on == "selected" else 0
        margin = self._margin(position, on, is_cursor=is_cursor, mark=mark)
        return self._behind(margin, runs, on, end)

    def _behind(self, margin: Margin, runs: list[Run], on: str, end: int) -> Strip:
        look = self.scene.look
        if end:
            room = end - margin.width - width_of(runs)
            runs = [*runs, (" " * max(room, 0), look.blank(on))]
        return strip(runs, self.scene.shape.width, look.blank(), margin)

    def _margin(self, position: int, on: str, *, is_cursor: bool, mark: bool) -> Margin:
        """The guides, the cell of the mark, and the blank before the text."""
        blank = (" ", self.scene.look.blank(on))
        guides = self._guides(position, is_cursor=is_cursor, on=on)
        return Margin([*guides, self._mark(position, on) if mark else blank, blank])

    def _guides(self, position: int, *, is_cursor: bool, on: str) -> list[Run]:
        scene = self.scene
        look, shape = scene.look, scene.shape
        runs = self._outer_guides(position)
        own = self._own_guide_style(position)
        if is_cursor:
            glyph, style = look.glyph("cursor"), look.style("accent", on, "bold")
        elif scene.kind(position) == "folded":
            leaf = scene.story.thread.size[position] == 1
            glyph = look.glyph("folded_leaf" if leaf else "folded")
            style = own + Style(bold=True)
        else:
            glyph, style = look.glyph("guide"), own
        return [*runs, (glyph, style), (" " * (shape.step - 1), look.blank(on))]

    def _own_guide_style(self, position: int) -> Style:
        true_depth = self.scene.story.thread.depth[position]
        return self.scene.look.style(self.scene.look.guide(true_depth))

    def _outer_guides(self, position: int) -> list[Run]:
        """The margin and the guides of the ancestors that have a column of their own."""
        look, shape = self.scene.look, self.scene.shape
        blank = look.blank()
        runs: list[Run] = [(" ", blank)]
        for level in range(1, shape.levels(self.scene.depth(position))):
            runs.append((look.glyph("guide"), look.style(look.guide(level))))
            runs.append((" " * (shape.step - 1), blank))
        return runs

    def _blank(self, position: int) -> Strip:
        """A row before the comment: the guides of what goes on through it."""
        runs = self._outer_guides(position)
        scene = self.scene
        depth = scene.depth(position)
        if depth > scene.shape.cap:
            look = scene.look
            runs.append((look.glyph("guide"), look.style(look.guide(depth - 1))))
        return strip(runs, scene.shape.width, scene.look.blank())

    def _mark(self, position: int, on: str) -> Run:
        look, story = self.scene.look, self.scene.story
        new, read = story.new[position], story.read[position]
        if not read:
            token = "new" if new else "unread"
            return look.glyph(token), look.style(token, on)
        return (look.glyph("new_read"), look.style("new", on)) if new else (" ", look.blank(on))
