"""The parts of a comment that was found in a page: its author, time, text and address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from msgspec.structs import replace

from threadreader.formats.addresses import comment_number
from threadreader.formats.html_comments import CommentFinder, Found, Rules
from threadreader.formats.html_lines import LineFinder, line_of
from threadreader.formats.html_nodes import (
    ancestors,
    attribute,
    children,
    decoded_line,
    line,
    texts,
)
from threadreader.formats.html_page import Page
from threadreader.model import Body, Comment, CommentKind, Moment, Notice, Raw
from threadreader.text.html import nodes_blocks

_SAYS = re.compile(
    r"(?:\s+(?:says|said|wrote|writes|replied|sagt|sagte|schreibt|schrieb|meint|dit|a\s+dit"
    r"|a\s+écrit|écrit|dice|dijo|diz|disse|ha\s+detto|scrive|schreef|zegt|pisze|napisał|mówi"
    r"|пишет|говорит)|より)?\s*[:：,]+\s*$|\s+(?:says|said)\s*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:comment|posted|written)\s+by|(?:pingback|trackback)\s+by|by)\s*:?\s+", re.IGNORECASE
)
_SIGNED = re.compile(r"^(.+?)\s+(?:[—–|-]+|at|on)\s+(\S.*\d.*)$")
_TEXT_ELEMENTS = frozenset(("p", "blockquote", "ul", "ol", "pre", "table", "dl", "figure"))
_ALSO_TEXT = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hr", "address"))
_CONTAINERS = frozenset(("div", "section", "article", "td", "dd", "main"))
_RELATIVE = re.compile(r"\s(?:href|src)=\"(?![A-Za-z][A-Za-z0-9+.-]*:|#)[^\"]")
_LONGEST_DATE, _LONGEST_LINE = 100, 120
_NAME = "[itemprop~=name], .p-name, .fn"


def read_comments(
    page: Page, rules: Rules, kind_of: dict[str, CommentKind] | None = None
) -> Iterator[Comment | Notice]:
    """The comments that the rules find in a page, and what was not understood of them.

    `kind_of` says of which kind a comment with a class is.
    """
    finder = CommentFinder(page, rules)
    parts = CommentParts(page, finder, kind_of or {})
    for position, found in enumerate(finder.find(), 1):
        parts.name(found, position)
        page.discussion.add(found.node.mem_id)
    lines = LineFinder(page.text)
    for found in finder.found:
        identity = attribute(found.node, "id")
        comment = parts.comment(found)
        yield replace(comment, line=lines.line("id", identity)) if identity else comment
    yield from unknown_dates(page, parts.unknown_dates)


def unknown_dates(page: Page, texts_of_dates: list[str]) -> Iterator[Notice]:
    """One notice for all dates that are not understood."""
    if texts_of_dates:
        count, example = len(texts_of_dates), texts_of_dates[0][:60]
        message = f"Dates that are not understood: {count}, such as {example}."
        yield Notice("unknown-date", message, line_of(page.text, example))


def markup_body(page: Page, markup: str) -> Body:
    """A body of HTML as the page has it, its relative addresses kept resolvable."""
    if not markup.strip():
        return ""
    if page.base and _RELATIVE.search(markup):
        markup = f'<base href="{escape(page.base)}">{markup}'
    return Raw("html", markup.encode("utf-8", "replace"))


def link_body(address: str) -> Body:
    """The body of a story that is but the address of another page."""
    if not address.startswith(("http://", "https://")):
        return ""
    address = escape(address)
    return Raw("html", f'<p><a href="{address}">{address}</a></p>'.encode("utf-8", "replace"))


def author_name(text: str) -> str:
    """A name without the words that a theme puts around it."""
    return _SAYS.sub("", _BY.sub("", text)).strip(" ,:")


@dataclass
class CommentParts:
    """Turns what a `CommentFinder` found into comments, and notes the dates it cannot read."""

    page: Page
    finder: CommentFinder
    kind_of: dict[str, CommentKind]
    unknown_dates: list[str] = field(default_factory=list)
    _handles: dict[Found, str] = field(default_factory=dict)
    _authors: set[int] = field(default_factory=set)

    def name(self, found: Found, position: int) -> None:
        """Gives a comment the handle by which its replies name it."""
        self._handles[found] = found.number or f"without id {position}"

    def comment(self, found: Found) -> Comment:
        """One comment with all its parts."""
        node = found.node
        kinds = [self.kind_of[c] for c in attribute(node, "class").split() if c in self.kind_of]
        kind = kinds[0] if kinds else "comment"
        author, link = self._author(found, kind)
        date, signed = self._date(found), _SIGNED.match(author)
        if date is None and signed and (date := self.page.moment(signed[2].replace("@", "at"))):
            author = signed[1]
        url = self._url(found)
        return Comment(
            id=self._handles[found],
            own_id=bool(found.number),
            author=author or "Anonymous",
            parent=self._handles[found.parent] if found.parent else None,
            date=date,
            body=self._body(found, kind),
            kind=kind,
            url=link if link and kind != "comment" else url,
        )

    def _author(self, found: Found, kind: CommentKind) -> tuple[str, str]:
        """The name, and the address it leads to."""
        nodes = self._outside_text(found, "author")
        if not nodes and kind != "comment" and (link := found.node.css_first("a[href]")):
            nodes = [link]
        for node in nodes:
            named = node.css_first(_NAME) or node.css_first("strong, b") or node
            name = line(named, self.finder.theme) or decoded_line(attribute(named, "content"))
            if name := author_name(name):
                self._authors.add(node.mem_id)
                self._leave_out(found, node)
                link = node if node.tag == "a" else node.css_first("a[href]")
                return name, self.page.absolute(attribute(link, "href")) if link else ""
        return "", ""

    def _leave_out(self, found: Found, node: Any) -> None:
        """Takes a node out of the text, with the paragraph of a theme's words around it."""
        self.finder.leave_out(node)
        edge = found.node.mem_id
        for around in ancestors(node):
            if around.mem_id == edge:
                return
            if around.tag == "p" and len(around.text() or "") < _LONGEST_LINE:
                self.finder.leave_out(around)

    def _date(self, found: Found) -> Moment | None:
        unknown = ""
        by_day: Moment | None = None
        for node in self._outside_text(found, "date"):
            own = comment_number(attribute(node, "href"))
            if own and found.number and own != found.number:
                continue
            moment = self._moment(node)
            if moment is not None:
                self._leave_out(found, node)
                if not moment.day_only:
                    return moment if by_day is None or _is_near(moment, by_day) else by_day
                by_day = by_day or moment
                continue
            said = line(node)
            if any(map(str.isdigit, said)) and len(said) < _LONGEST_DATE and not own:
                unknown = unknown or said
        if unknown and by_day is None:
            self.unknown_dates.append(unknown)
        return by_day

    def _moment(self, node: Any) -> Moment | None:
        by_day: Moment | None = None
        for text in _dates_of(node):
            moment = self.page.moment(text)
            if moment is not None and not moment.day_only:
                return moment
            by_day = by_day or moment
        return by_day

    def _url(self, found: Found) -> str:
        for node in self._outside_text(found, "link"):
            address = attribute(node, "href")
            number = comment_number(address)
            is_own = not number or not found.number or number == found.number
            if address and is_own and not self._is_of_author(found, node):
                self._leave_out(found, node)
                absolute = self.page.absolute(address)
                return "" if absolute.startswith("#") else absolute
        return ""

    def _outside_text(self, found: Found, role: str) -> list[Any]:
        """The nodes of a role that are not in the text itself; all of them where none is not."""
        nodes = found.best(role)
        text = _text_element(found)
        if text is None:
            return nodes
        outside = [n for n in nodes if not _is_in(n, text, found.node)]
        if role == "link":  # a link in the text is the comment's own only where it is its date
            return outside or [n for n in nodes if self.page.moment(line(n))]
        return outside or nodes

    def _is_of_author(self, found: Found, node: Any) -> bool:
        """Whether a link leads to the author's own page."""
        return any(around.mem_id in self._authors for around in _up_to(node, found.node))

    def _body(self, found: Found, kind: CommentKind) -> Body:
        text = _text_element(found)
        root = _definition(found.node) if text is None else text
        finder = self.finder
        if text is not None and root.mem_id not in finder.impure:
            return markup_body(self.page, root.inner_html or "")
        pieces, whole = self._pieces(root)
        if not whole and kind != "comment":
            return ""  # the word "Pingback" before the link that was taken for the author
        if whole and not any(piece.mem_id in finder.impure for piece in pieces):
            return markup_body(self.page, "".join(piece.html or "" for piece in pieces))
        return nodes_blocks(pieces, base=self.page.base, without=finder.theme)

    def _pieces(self, root: Any) -> tuple[list[Any], bool]:
        """The nodes of the text in an element that has other things in it as well.

        Where there are paragraphs, whatever is not in one is the theme's. The second value is
        False where there are none, so that all that is left was taken.
        """
        sure: list[Any] = []
        loose: list[Any] = []
        pending = [root]
        while pending:
            node = pending.pop()
            is_text = node.tag in _TEXT_ELEMENTS or node.mem_id not in self.finder.impure
            if node is not root and is_text:
                sure.append(node)
                continue
            parts = [c for c in children(node) if c.mem_id not in self.finder.theme]
            if any(c.tag in _TEXT_ELEMENTS or c.tag in _CONTAINERS for c in parts):
                pending.extend(filter(self._may_hold_text, parts))
            else:
                loose.extend(parts)
        return (sure[::-1], True) if sure else (loose, False)

    def _may_hold_text(self, node: Any) -> bool:
        if node.tag in _ALSO_TEXT:
            return node.mem_id not in self.finder.impure
        return node.tag in _TEXT_ELEMENTS or node.tag in _CONTAINERS


def _definition(node: Any) -> Any:
    """The element of a comment, of a term that is one what it defines."""
    if node.tag == "dt":
        following = node.next
        while following is not None and following.tag in ("-text", "-comment"):
            following = following.next
        if following is not None and following.tag == "dd":
            return following
    return node


def _up_to(node: Any, end: Any) -> Iterator[Any]:
    """A node and those around it, as far as another one, which is left out."""
    while node is not None and node.mem_id != end.mem_id:
        yield node
        node = node.parent


def _text_element(found: Found) -> Any:
    """The element that is marked as the text; of one in another the inner one. None without."""
    bodies = found.best("body")
    text = bodies[0] if bodies else None
    ranks = sorted(rank for rank, _ in found.marked.get("body", ()))
    for node in bodies[1 : ranks.count(ranks[0])] if bodies else ():
        if _is_in(node, text, found.node):
            text = node
    return text


def _is_in(node: Any, outer: Any, end: Any) -> bool:
    return any(around.mem_id == outer.mem_id for around in _up_to(node.parent, end))


def _is_near(moment: Moment, day: Moment) -> bool:
    """Whether a moment can be of that day, in whatever zone."""
    return abs(moment.seconds - day.seconds - 43200) < 2 * 86400


def _dates_of(node: Any) -> Iterable[str]:
    """What of a node may say a date, the surest first."""
    inner = node.css_first("time[datetime], abbr[title]") if node.tag == "a" else None
    for dated in filter(None, (inner, node)):
        for name in ("datetime", "content", "title", "data-time"):
            if value := attribute(dated, name):
                yield value
    whole = line(node)
    yield whole
    parts = list(texts(node))
    if len(parts) > 1:
        yield from parts
