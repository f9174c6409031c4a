"""The rows of the panel of authors: its columns, their orders, and how a row is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from threadreader.library.screen import Authors
from threadreader.model import Moment
from threadreader.text.cells import cell_width, cut
from threadreader.thread.authors import AuthorRow
from threadreader.ui.ages import date
from threadreader.ui.frame import ON
from threadreader.ui.list_box import RowPlace
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, width_of

Dates = Callable[[AuthorRow], tuple[Moment | None, Moment | None]]

_NUMBER = 10  # cells of a column of numbers
_DATES = 27
_MARK = 2  # the sign of a picked one and a blank
_BAR_FROM, _REPLIES_FROM, _DATES_FROM = 52, 80, 96


class Sort(Struct, frozen=True):
    """An order of authors: the column it sorts by, and its name."""

    column: str
    words: str
    key: Callable[[AuthorRow], tuple[object, ...]]

    def sorted(self, rows: Sequence[AuthorRow], dates: Dates | None) -> list[AuthorRow]:
        """The rows in this order."""
        if self.column != "last" or dates is None:
            return sorted(rows, key=self.key)
        lasts = [(_seconds(dates(row)[1]), row) for row in rows]
        return [row for _, row in sorted(lasts, key=lambda pair: (-pair[0], _name(pair[1])))]


def _seconds(moment: Moment | None) -> float:
    return float("-inf") if moment is None else moment.seconds


def _name(row: AuthorRow) -> str:
    return row.name.casefold()


SORTS = (
    Sort("comments", "number of comments", lambda row: (-row.comments, _name(row))),
    Sort("unread", "unread comments", lambda row: (-row.unread, -row.comments, _name(row))),
    Sort("author", "name", lambda row: (_name(row),)),
    Sort("last", "last comment", lambda row: (_name(row),)),
    Sort("answers", "answers received", lambda row: (-row.replies_received, _name(row))),
)


class AuthorPainter(Struct):
    """Paints authors; `most` is the number of comments whose bar is the longest."""

    look: Look
    authors: Authors
    dates: Dates | None
    most: int

    def heading(self, width: int, sort: Sort) -> list[Run]:
        """The names of the columns, the sorted one with its sign."""
        look = self.look
        style = look.style("muted", ON)

        def cell(column: str, cells: int, text: str = "") -> Run:
            sign = look.glyph("sorted") if column == sort.column else ""
            return (f"{sign}{text or column}".rjust(cells), style)

        name_cells, bar_cells = self._widths(width)
        sign = look.glyph("sorted") if sort.column == "author" else ""
        runs = [(f"{' ' * _MARK}author{sign}".ljust(_MARK + name_cells + bar_cells), style)]
        if self._has_dates(width):
            runs.append(cell("last", _DATES, "first and last"))
        if width >= _REPLIES_FROM:
            runs.append(cell("answers", _NUMBER))
        return [*runs, cell("comments", _NUMBER), cell("unread", _NUMBER)]

    def row(self, author: AuthorRow, place: RowPlace, *, picked: bool) -> list[Run]:
        """One author."""
        look, on, width = self.look, place.on, place.width
        muted, text = look.style("muted", on), look.style("text", on)
        name_cells, bar_cells = self._widths(width)
        sign = look.glyph("picked") if picked else " "
        runs: list[Run] = [(f"{sign} ", look.style("accent", on))]
        runs += self._name(author, name_cells, on)
        runs += self._bar(author, bar_cells, on)
        if self._has_dates(width):
            runs.append((self._span(author).rjust(_DATES), muted))
        if width >= _REPLIES_FROM:
            runs.append((f"{author.replies_received or '':>{_NUMBER}}", muted))
        runs.append((f"{author.comments:,}".rjust(_NUMBER), text))
        unread = f"{author.unread:,} {look.glyph('unread')}" if author.unread else ""
        return [*runs, (unread.rjust(_NUMBER), look.style("unread", on))]

    def _widths(self, width: int) -> tuple[int, int]:
        """The cells of the name and of the bar."""
        rest = width - _MARK - 2 * _NUMBER
        rest -= _NUMBER if width >= _REPLIES_FROM else 0
        rest -= _DATES if self._has_dates(width) else 0
        bar = rest // 2 if width >= _BAR_FROM else 0
        return rest - bar, bar

    def _has_dates(self, width: int) -> bool:
        return self.dates is not None and width >= _DATES_FROM

    def _name(self, author: AuthorRow, cells: int, on: str) -> list[Run]:
        """The name and what it is to the reader, in so many cells."""
        look = self.look
        token, badge = "author", ""
        if author.is_story_author:
            token, badge = "author_op", " author"
        if author.name in self.authors.mute:
            token, badge = "context", f"{badge} muted"
        elif author.name in self.authors.follow:
            token, badge = "followed", f"{badge} {look.glyph('followed')} followed"
        extra = "" if author.name in self.authors.mute else "bold"
        if on == "selected" and not look.tinted:
            extra = "reverse"
        name = author.name or "Anonymous"
        if cell_width(name + badge) > cells - 1:
            badge = badge if cells > 30 else ""
        name = cut(name, max(cells - 1 - cell_width(badge), 1), look.glyph("ellipsis"))
        runs: list[Run] = [(name, look.style(token, on, extra)), (badge, look.style(token, on))]
        return [*runs, (" " * (cells - width_of(runs)), look.blank(on))]

    def _bar(self, author: AuthorRow, cells: int, on: str) -> list[Run]:
        """How many comments, and how many of them are unread, as a line."""
        if not cells:
            return []
        look, heavy = self.look, self.look.glyph("heavy")
        length = max(round(author.comments / self.most * cells), 1)
        unread = -(-author.unread * length // max(author.comments, 1))
        return [
            (heavy * unread, look.style("unread", on)),
            (heavy * (length - unread), look.style("rule", on)),
            (" " * (cells - length), look.blank(on)),
        ]

    def _span(self, author: AuthorRow) -> str:
        first, last = self.dates(author) if self.dates else (None, None)
        if first is None or last is None:
            return ""
        begin, end = (date(replace(when, day_only=True), short=True) for when in (first, last))
        return begin if begin == end else f"{begin} {self.look.glyph('light')} {end}"
