"""The authors of a discussion: counted, found by typing, picked, followed and muted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from threadreader.library.screen import Authors
from threadreader.model import Moment
from threadreader.text.searchable import searchable
from threadreader.thread.authors import AuthorRow
from threadreader.ui.author_rows import SORTS, AuthorPainter, Sort
from threadreader.ui.line_input import LineInput
from threadreader.ui.list_box import ListBox, RowPlace
from threadreader.ui.look import Look
from threadreader.ui.paint import Run
from threadreader.ui.panel import Panel


class AuthorsChoice(Struct, frozen=True):
    """What was chosen: whose comments to show (none where nothing is to change), and how.

    `conversation`: only what they said to each other. `authors` are those followed and muted now.
    """

    names: tuple[str, ...]
    conversation: bool
    authors: Authors


class AuthorsPanel(Panel[AuthorsChoice]):
    """A dialog of authors; what is typed finds them."""

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("space", "pick", "pick"),
        ("enter", "show only these", "choose(False)"),
        ("ctrl+t", "conversation", "choose(True)"),
        ("ctrl+x", "mute", "mute"),
        ("ctrl+f", "follow", "follow"),
        ("ctrl+s", "sort", "sort"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, action, show=False) for key, _, action in KEYS[2:]),
        Binding("space", "blank", show=False),
        Binding("tab", "pick", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self,
        look: Look,
        rows: Sequence[AuthorRow],
        authors: Authors,
        picked: Collection[str] = (),
        dates: Callable[[AuthorRow], tuple[Moment | None, Moment | None]] | None = None,
    ) -> None:
        super().__init__(look)
        self._rows = rows
        self._shown = list(rows)
        self._before = authors
        self._picked = {row.name: row for row in rows if row.name in set(picked)}
        self._sort: Sort = SORTS[0]
        most = max((row.comments for row in rows), default=1)
        self._painter = AuthorPainter(look, authors, dates, most)
        self._find = LineInput(look, hint="type to find", refused=" ", last=("space", "tab"))
        self._box = ListBox(look, "Authors", self._row, find=self._find, heading=self._heading)

    @property
    def authors(self) -> Authors:
        """Those followed and muted now."""
        return self._painter.authors

    def compose(self) -> ComposeResult:
        """The dialog over the row of keys."""
        yield self._box
        yield self.footer

    def on_mount(self) -> None:
        """Shows all authors."""
        self._show()
        self._find.focus()

    # Keys

    def action_close(self) -> None:
        """Takes off what is typed; then leaves, with what was followed and muted."""
        if self._find.value:
            self._find.value = ""
        else:
            changed = self.authors != self._before
            self.dismiss(AuthorsChoice((), False, self.authors) if changed else None)

    def action_blank(self) -> None:
        """Goes on in a name that has a blank there, or else picks."""
        typed = f"{searchable(self._find.value)} "
        if typed[:-1] and self._find.value[-1:] != " " and any(typed in n for n in self._searched):
            self._find.insert_text_at_cursor(" ")
            self._release()
        else:
            self.action_pick()

    def action_pick(self) -> None:
        """Picks the author under the cursor, or no more; what was typed has done its work."""
        self._release()
        row = self._under_cursor()
        if row is None:
            return
        if self._picked.pop(row.name, None) is None:
            self._picked[row.name] = row
        if self._find.value:
            self._find.fill("")
            self._show(row)
        else:
            self._box.move(1)
            self._count()

    def _release(self) -> None:
        """Letters typed ahead are of the next name."""
        self.call_later(self._find.release)

    def action_choose(self, conversation: bool) -> None:  # noqa: FBT001 (an action's argument)
        """Ends with the picked authors, or the one under the cursor."""
        names = tuple(self._picked)
        if conversation and len(names) < 2:
            self.say("Pick two or more with space: what they said to each other is shown.")
            return
        row = self._under_cursor()
        if not names and row is not None:
            names = (row.name,)
        if names:
            self.dismiss(AuthorsChoice(names, conversation, self.authors))

    def action_mute(self) -> None:
        """Mutes the author under the cursor, or no more."""
        row = self._under_cursor()
        if row is not None:
            mute = row.name not in self.authors.mute
            self._painter.authors = self.authors.muting(row.name, mute=mute)
            self._box.refresh()

    def action_follow(self) -> None:
        """Follows the author under the cursor, or no more."""
        row = self._under_cursor()
        if row is not None:
            follow = row.name not in self.authors.follow
            self._painter.authors = self.authors.following(row.name, follow=follow)
            self._box.refresh()

    def action_sort(self) -> None:
        """The next order."""
        sorts = [sort for sort in SORTS if self._painter.dates or sort.column != "last"]
        self._sort = sorts[(sorts.index(self._sort) + 1) % len(sorts)]
        self._show(self._under_cursor())
        self.say(f"Sorted by {self._sort.words}.")

    def action_move(self, items: int) -> None:
        """Moves the cursor."""
        self._box.move(items)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a page."""
        self._box.page(pages)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.footer.quiet()
        self._show()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose(False)

    @on(ListBox.Chosen)
    def _clicked(self, event: ListBox.Chosen) -> None:
        event.stop()
        self.action_pick()

    # What is shown

    def _show(self, keep: AuthorRow | None = None) -> None:
        """Shows the authors that what is typed finds, in their order."""
        self._shown = self._sort.sorted(self._found(), self._painter.dates)
        cursor = self._shown.index(keep) if keep is not None else 0
        self._box.show(len(self._shown), cursor=cursor, nothing="Nobody here is called so.")
        self._count()

    def _found(self) -> Sequence[AuthorRow]:
        typed = searchable(self._find.value)
        if not typed:
            return self._rows
        return [row for row, name in zip(self._rows, self._searched, strict=True) if typed in name]

    @cached_property
    def _searched(self) -> list[str]:
        """The names as they are searched."""
        return [searchable(row.name) for row in self._rows]

    def _count(self) -> None:
        facts = [f"{len(self._shown):,}"]
        if self._picked:
            comments = sum(row.comments for row in self._picked.values())
            words = "comment" if comments == 1 else "comments"
            facts += [f"{len(self._picked)} picked", f"{comments:,} {words}"]
        self._box.set_notes([(f" {self.look.glyph('dot')} ".join(facts), "muted")])

    def _under_cursor(self) -> AuthorRow | None:
        cursor = self._box.cursor
        return None if cursor is None else self._shown[cursor]

    def _heading(self, width: int) -> list[Run]:
        return self._painter.heading(width, self._sort)

    def _row(self, place: RowPlace) -> list[Run]:
        row = self._shown[place.index]
        return self._painter.row(row, place, picked=row.name in self._picked)
