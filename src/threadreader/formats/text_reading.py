"""Reads a page of a known layout, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import compress

from msgspec import Struct

from threadreader.formats.dates import DateReader
from threadreader.formats.text_article import article
from threadreader.formats.text_bodies import body_of, ends_in_reply, indent_of
from threadreader.formats.text_footer import footer_start, is_form_alone
from threadreader.formats.text_heads import LOOKAHEAD, MAY_BEGIN, Head, find_head
from threadreader.formats.text_layout import Layout
from threadreader.formats.text_levels import Levels
from threadreader.formats.text_lines import Lines
from threadreader.formats.text_names import author
from threadreader.formats.text_notices import Findings
from threadreader.formats.text_plain import find_plain_head
from threadreader.formats.text_words import PAGES
from threadreader.model import Comment, CommentKind, Event, Moment, StoryStart

_BATCH = 4096
_NOTHING = re.compile(r"(?!)")
_ANYTHING = re.compile(r"\s*\S")
_DELETED = ("[deleted]", "[removed]", "[flagged]", "[dead]")


class _Begun(Struct):
    """A comment whose head was read. `line` is that of its marker, `after` that of its text."""

    id: str
    parent: str | None
    name: str
    kind: CommentKind
    date: Moment | None
    line: int
    after: int
    indent: int
    is_late: bool


class Reading:
    """One page while it is being read."""

    def __init__(self, lines: Lines, layout: Layout, dates: DateReader) -> None:
        self._source = lines
        self._layout = layout
        self._dates = dates
        self._levels = Levels(self._layout)
        self._kept = 0
        self._count = 0
        self._stated: int | None = None
        self._begun: _Begun | None = None
        self._findings = Findings()

    def events(self) -> Iterator[Event]:
        """The story, its comments, and the notices."""
        for head, body in self._heads():
            text = body if head else self._without_footer(body)
            self._settle(text)
            begun = self._begin(head, text) if head else None
            yield self._finished(text)
            self._begun = begun
        self._conclude()
        yield from self._findings.notices()

    def _heads(self) -> Iterator[tuple[Head | None, list[str]]]:
        """Each head, and the lines before it; at the end None, and the last lines."""
        lines, at = self._source.lines, 0
        body: list[str] = []
        may_begin = self._may_begin()
        while len(lines) > at or not self._source.ended:
            if len(lines) - at <= LOOKAHEAD and not self._source.ended:
                self._source.forget(max(0, at - 1))
                at = min(at, 1)
                self._source.fill(_BATCH)
            end = len(lines) if self._source.ended else len(lines) - LOOKAHEAD
            for begin in compress(range(at, end), map(may_begin, lines[at:end])):
                head = self._head(lines, begin) if begin >= at else None
                if head is not None:
                    yield head, body + lines[at:begin]
                    body, at = [], head.end
            body += lines[at:end]
            at = max(at, end)
        yield None, body

    def _may_begin(self) -> Callable[[str], object]:
        """Says at once of most lines that no comment begins with them."""
        if not self._layout.shapes:
            return _NOTHING.match
        return _ANYTHING.match if self._layout.plain else MAY_BEGIN.match

    def _head(self, lines: list[str], at: int) -> Head | None:
        """The head of a comment that begins on a line, where it fits the page."""
        if self._layout.plain:
            head = self._plain_head(lines, at)
        else:
            head = find_head(lines, at, self._dates)
        if head is None or not self._layout.fits(head):
            return None
        kept = self._levels.place(head)
        if kept is None:
            message = "A line looks like a comment but does not fit among the others; it is text."
            self._findings.add("look-alike", message, self._source.first + at + 1)
            return None
        self._kept = kept
        return head

    def _plain_head(self, lines: list[str], at: int) -> Head | None:
        if self._source.first + at < self._layout.first:
            return None
        return find_plain_head(lines, at, self._dates)

    def _settle(self, body: list[str]) -> None:
        """Corrects the parent of the comment that was begun, where only its text tells."""
        begun = self._begun
        if begun is not None and self._layout.cap >= 0 and begun.kind == "comment":
            begun.parent = self._levels.settle(answerable=ends_in_reply(body))

    def _begin(self, head: Head, before: list[str]) -> _Begun:
        self._count += 1
        name = str(self._count)
        kept = self._kept
        if self._layout.cap >= 0:
            kept = self._levels.place(head) or 0  # again: the comment before was settled since
            spaced = not (before and before[-1])
            answerable = ends_in_reply(before)
            kept = self._levels.place_in_cap(kept, answerable=answerable, spaced=spaced)
        parent = self._levels.add(head, kept, name)
        who, kind = author(head, self._layout)
        line = self._source.first + head.at + 1
        if self._levels.skipped:
            message = f"Comment number {head.number} does not follow the one before it."
            self._findings.add("numbering", message, line)
        layout = self._layout
        content = head.content if head.content >= 0 else layout.level(head)
        indent = max(0, content + layout.body)
        after = line + head.end - head.at
        is_late = self._levels.is_late
        return _Begun(name, parent, who, kind, head.date, line, after, indent, is_late)

    def _finished(self, body: list[str]) -> Event:
        """The comment that was begun, or the story, with its text."""
        begun = self._begun
        if begun is None:
            return self._start(body)
        indent = begun.indent
        if self._layout.by_marker:
            indent = indent_of(body)
        text, is_in_place = body_of(body, indent, self._layout)
        if not is_in_place and indent and not self._layout.by_marker:
            self._find_out_of_place(body, begun)
        self._findings.comment(begun.line, (begun.name, begun.date, text), is_late=begun.is_late)
        is_deleted = text in _DELETED and begun.name in ("", text)
        return Comment(
            id=begun.id,
            author="[deleted]" if is_deleted else begun.name,
            parent=begun.parent,
            date=begun.date,
            body="" if is_deleted else text,
            kind=begun.kind,
            status="deleted" if is_deleted else "visible",
            own_id=False,
            line=begun.line,
        )

    def _find_out_of_place(self, body: list[str], begun: _Begun) -> None:
        lead = " " * begun.indent
        for at, line in enumerate(body):
            if line and not line.startswith(lead):
                message = "Text stands to the left of its comment; it is taken as part of it."
                self._findings.add("out-of-place", message, begun.after + at)
                return

    def _without_footer(self, body: list[str]) -> list[str]:
        """The lines of the last comment without the form and the site below it."""
        if self._begun is None:
            return body
        start = footer_start(body, self._outermost)
        left = body[start:]
        pages = next((line.strip() for line in left if PAGES.fullmatch(line)), None)
        if pages:
            message = f"The discussion goes on on other pages: “{pages}”."
            self._findings.add("more-pages", message, self._begun.after + start)
        if any(left) and not is_form_alone(left):
            first = next(line for line in left if line).strip()
            message = f"What stands below the last comment is left out: “{first[:60]}” and so on."
            self._findings.add("left-out", message, self._begun.after + start)
        return body[:start]

    def _conclude(self) -> None:
        """What only the end of the page tells."""
        if self._levels.guessed:
            message = (
                f"The program that made the page did not indent deeper replies; the places of "
                f"{self._levels.guessed} comments were worked out from other signs."
            )
            self._findings.add("depth-lost", message)
        if self._stated is not None and self._stated != self._count:
            message = f"The page says it has {self._stated} comments; {self._count} are in it."
            self._findings.add("count-differs", message)

    @property
    def _outermost(self) -> int:
        """The column of the text of top-level comments."""
        layout = self._layout
        return max(0, layout.body if layout.by_marker else layout.top + layout.body)

    def _start(self, lines: list[str]) -> StoryStart:
        found = article(lines, self._layout.width, with_comments=bool(self._layout.shapes))
        self._stated = found.stated
        return StoryStart(title=found.title, body=found.body)
