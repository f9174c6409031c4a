"""The links of a text by number, with their true addresses; one is opened after it was shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from threadreader.text.cells import cut
from threadreader.text.links import Link
from threadreader.ui.address_box import AddressBox, can_open
from threadreader.ui.list_box import ListBox, RowPlace
from threadreader.ui.look import Look
from threadreader.ui.paint import Run
from threadreader.ui.panel import Panel

_ASKING = (("enter", "open", "choose"), ("y", "copy", "copy"))


class LinksPanel(Panel[Link | str]):
    """Ends with the link to open (or the comment to go to), or with an address to copy.

    `author_of` names the author of a comment that a link points to. One link alone is asked for at
    once.
    """

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("j k", "link", "move(1)"),
        ("enter", "open", "choose"),
        ("y", "copy", "copy"),
        ("1 … 9", "number", ""),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "page(1)", show=False),
        Binding("backspace,pageup,ctrl+u", "page(-1)", show=False),
        Binding("g,home", "to(0)", show=False),
        Binding("G,end", "to(999999)", show=False),
        Binding("enter,l,right,o", "choose", show=False),
        Binding("y", "copy", show=False),
        Binding("h,left", "back", show=False),
        Binding("q", "leave", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
    ]

    def __init__(
        self,
        look: Look,
        links: Sequence[Link],
        author_of: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__(look)
        self._links = links
        self._author_of = author_of
        self._typed = 0
        self._box = ListBox(look, "Links", self._row, lines=2)
        self._address = AddressBox(look)
        self._asked: Link | None = None

    def compose(self) -> ComposeResult:
        """The list, and the address that is asked for in its place."""
        yield self._box
        yield self._address
        yield self.footer

    def on_mount(self) -> None:
        """Shows the links, or asks for the only one."""
        count = len(self._links)
        self._box.show(count, notes=[(f"{count:,}", "muted")], nothing="There is no link.")
        alone = self._links[0] if count == 1 and self._links[0].comment is None else None
        self._ask(alone)

    # Keys

    def action_close(self) -> None:
        """From the address back to the list; from there out."""
        if self._asked is None or len(self._links) == 1:
            self.dismiss(None)
        else:
            self._ask(None)

    def action_leave(self) -> None:
        """Leaves at once."""
        self.dismiss(None)

    def action_back(self) -> None:
        """From the address back to the list."""
        if self._asked is not None:
            self.action_close()

    def action_move(self, items: int) -> None:
        """Moves the cursor."""
        self._typed = 0
        self._box.move(items)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a page."""
        self._typed = 0
        self._box.page(pages)

    def action_to(self, index: int) -> None:
        """Moves the cursor to a link."""
        self._typed = 0
        self._box.to(index)

    def action_digit(self, digit: int) -> None:
        """Moves the cursor to the number that is typed."""
        if self._asked is not None:
            return
        number = self._typed * 10 + digit
        number = number if number <= len(self._links) else digit
        self._typed = number if number <= len(self._links) else 0
        if self._typed:
            self._box.to(self._typed - 1)

    def action_choose(self) -> None:
        """Shows the whole address; once it is shown, ends with it. A comment is gone to at once."""
        link = self._asked or self._under_cursor()
        if link is None:
            return
        if link.comment is not None or (self._asked is not None and can_open(link.address)):
            self.dismiss(link)
        elif self._asked is None:
            self._ask(link)

    def action_copy(self) -> None:
        """Ends with the address, to copy it."""
        link = self._asked or self._under_cursor()
        if link is not None and link.address:
            self.dismiss(link.address)

    @on(ListBox.Chosen)
    def _clicked(self, event: ListBox.Chosen) -> None:
        event.stop()
        self.action_choose()

    # What is shown

    def _ask(self, link: Link | None) -> None:
        self._asked = link
        self._box.display, self._address.display = link is None, link is not None
        if link is None:
            self._box.focus()
            self.footer.show([(key, word) for key, word, _ in self.KEYS])
        else:
            self._address.show(link)
            self._address.focus()
            opens = can_open(link.address)
            self.footer.show([key[:2] for key in (_ASKING if opens else _ASKING[1:])])

    def _under_cursor(self) -> Link | None:
        cursor = self._box.cursor
        return None if cursor is None else self._links[cursor]

    def _row(self, place: RowPlace) -> list[Run]:
        look, link, on = self.look, self._links[place.index], place.on
        ellipsis = look.glyph("ellipsis")
        number = f"{place.index + 1:>{len(str(len(self._links)))}}  "
        room = place.width - len(number)
        if place.line == 0:
            extra = "reverse" if on == "selected" and not look.tinted else ""
            words = " ".join(link.text.split()) or "(no words)"
            text = look.style("title" if on == "selected" else "text", on, extra)
            return [(number, look.style("key", on)), (cut(words, room, ellipsis), text)]
        token = "muted" if link.comment is not None else "link"
        return [
            (" " * len(number), look.blank(on)),
            (cut(self._true_address(link), room, ellipsis), look.style(token, on)),
        ]

    def _true_address(self, link: Link) -> str:
        if link.comment is None:
            return link.address
        name = self._author_of(link.comment) if self._author_of else ""
        return f"comment by {name or 'Anonymous'}" if self._author_of else "a comment here"
