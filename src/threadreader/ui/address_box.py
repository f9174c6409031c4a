"""A dialog that shows a whole address, before it is opened."""

from __future__ import annotations

from urllib.parse import urlsplit

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from threadreader.model import Block, Span
from threadreader.text.cells import cell_width
from threadreader.text.links import Link
from threadreader.text.wrap import wrap
from threadreader.ui import frame
from threadreader.ui.frame import ON
from threadreader.ui.look import Look

OPENED = ("http", "https", "mailto")
"""The kinds of address that are opened."""


def can_open(address: str) -> bool:
    """Whether an address is of a kind that is opened."""
    return _parts(address)[0] in OPENED


def host_note(address: str) -> str:
    """What to say of an address whose host is not what it seems; "" for plain ones."""
    scheme, place, host = _parts(address)
    if scheme not in OPENED:
        return "Only addresses of the web and of mail are opened; y copies this one."
    if host and not host.isascii():
        return f"Its host has letters beyond ASCII: {_ascii(host)}"
    if host.startswith("xn--") or ".xn--" in host:
        return f"Its host is written in ASCII, and looks like {_decoded(host)} elsewhere."
    if "@" in place:
        return f"What stands before @ is no host; the host is {host}"
    return ""


def _parts(address: str) -> tuple[str, str, str]:
    """Scheme, place and host."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower(), parts.netloc, parts.hostname or ""
    except ValueError:
        return "", "", ""


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(host)[1:-1]


def _decoded(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return "something else"


class AddressBox(Widget, can_focus=True):
    """The address of a link, whole, its words over it, and what is odd about its host."""

    ALLOW_SELECT = False

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._link = Link("", "")

    def show(self, link: Link) -> None:
        """Shows a link."""
        self._link = link
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as the address needs, where there is room."""
        return min(len(self._rows(width)) + 2, max(container.height - 2, 3))

    def render_line(self, y: int) -> Strip:
        """A row of the dialog."""
        look, width = self.look, self.size.width
        if y == 0:
            title = "Open this address?" if can_open(self._link.address) else "This address"
            return frame.top(look, title, (), width)
        if y == self.size.height - 1:
            return frame.bottom(look, width)
        rows = self._rows(width)
        text, token = rows[y - 1] if y <= len(rows) else ("", "text")
        return frame.inside(look, [(text, look.style(token, ON))], width)

    def _rows(self, width: int) -> list[tuple[str, str]]:
        """The texts of the rows, each with its token."""
        link, room = self._link, max(width - 2 * frame.INDENT, 1)
        note = host_note(link.address)
        rows = [] if link.text == link.address else _wrapped(link.text, room, "muted")
        rows += _broken(link.address, room)
        return rows + (_wrapped(note, room, "error") if note else [])


def _wrapped(text: str, width: int, token: str) -> list[tuple[str, str]]:
    if not text:
        return []
    lines = wrap([Block("paragraph", (Span(text),))], width)
    return [("".join(piece.text for piece in line.pieces), token) for line in lines]


def _broken(address: str, width: int) -> list[tuple[str, str]]:
    """An address in rows that are as full as can be: nothing of it is left out."""
    rows, row = [], ""
    for character in address:
        if cell_width(row + character) > width:
            rows.append((row, "link"))
            row = ""
        row += character
    return [*rows, (row, "link")]
