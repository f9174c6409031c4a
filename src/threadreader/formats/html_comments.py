"""Finds the comments of a page by rules: a table of selectors, best first, and a few questions.

The page is walked once. Elements that stand for a comment are opened and closed with their tree;
what the selectors mark in between is theirs: names, dates, texts, and the theme's own words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from threadreader.formats.html_nodes import positions
from threadreader.formats.html_page import Page
from threadreader.text.clean import clean_line

_SAME_ELEMENT = ("li", "tr", "dt")  # such an element in a comment is never the same comment


@dataclass(frozen=True, slots=True)
class Rules:
    """How a family of sites marks up its comments. Selectors have no descendant combinators.

    `comment` marks what may be a comment, `is_comment` decides, `number` gives its id or "".
    `authors`, `dates`, `bodies` and `links` (to the comment itself) are tried in their order.
    `replies` holds the replies of the comment around it. `theme` is never text. `outside` holds no
    discussion. `depth` is the level that a comment's element says, from 1, or None. `nests`: such
    an element in another is always another comment, never a second mark of the same.
    """

    comment: str
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    bodies: tuple[str, ...]
    links: tuple[str, ...]
    theme: str
    number: Callable[[Any], str]
    replies: str = ".children"
    outside: str = ""
    is_comment: Callable[[Any], bool] = bool
    depth: Callable[[Any], int | None] = lambda _: None
    nests: bool = False


@dataclass(eq=False, slots=True)
class Found:
    """A comment's element, and the marked nodes in it, each with the rank of its selector."""

    node: Any
    number: str
    around: Found | None
    depth: int | None
    parent: Found | None = None
    in_replies: bool = False
    marked: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)

    def best(self, role: str) -> list[Any]:
        """The nodes of a role, those of the best selector first."""
        return [node for _, node in sorted(self.marked.get(role, ()), key=lambda mark: mark[0])]


class CommentFinder:
    """The comments of one page.

    `theme` are the nodes that are no text of a comment; `impure` those that have such a node, or
    another comment, in them.
    """

    def __init__(self, page: Page, rules: Rules) -> None:
        self.theme: set[int] = set()
        self.impure: set[int] = set()
        self.found: list[Found] = []
        self._page = page
        self._rules = rules
        self._marks: dict[int, list[tuple[str, int]]] = {}
        self._outside = positions(page.all(rules.outside)) if rules.outside else frozenset()

    def find(self) -> list[Found]:
        """The comments in the order of the page, each with its parent."""
        self._mark()
        self._walk(self._outside)
        if not self.found and self._outside:
            self._walk(frozenset())
        self._give_parents()
        return self.found

    def _mark(self) -> None:
        rules = self._rules
        singles = (("comment", rules.comment), ("replies", rules.replies), ("theme", rules.theme))
        ranked = (
            ("author", rules.authors),
            ("date", rules.dates),
            ("body", rules.bodies),
            ("link", rules.links),
        )
        for role, selector in singles:
            self._mark_all(role, 0, selector)
        for role, selectors in ranked:
            for rank, selector in enumerate(selectors):
                self._mark_all(role, rank, selector)

    def _mark_all(self, role: str, rank: int, selector: str) -> None:
        mark = role, rank
        for node in self._page.all(selector):
            self._marks.setdefault(node.mem_id, []).append(mark)

    def _walk(self, outside: frozenset[int]) -> None:
        current: Found | None = None
        opened: list[tuple[Any, tuple[Found | None, bool]]] = []
        node = self._page.body
        while node is not None:
            mark = node.mem_id
            child = None
            if mark not in outside:
                before = current, current is not None and current.in_replies
                if mark in self._marks:
                    current = self._enter(node, self._marks[mark], current)
                child = node.child
            if child is not None:
                opened.append((node, before))
                node = child
                continue
            if mark not in outside and mark in self._marks:
                current = self._restored(*before)
            while (following := node.next) is None and opened:
                node, before = opened.pop()
                current = self._restored(*before)
            node = following if opened else None

    @staticmethod
    def _restored(current: Found | None, in_replies: bool) -> Found | None:  # noqa: FBT001
        if current is not None:
            current.in_replies = in_replies
        return current

    def _enter(
        self, node: Any, marks: list[tuple[str, int]], current: Found | None
    ) -> Found | None:
        for role, rank in marks:
            if role == "comment":
                current = self._comment(node, current)
            elif role == "theme":
                self.leave_out(node)
            elif current is None:
                continue
            elif role == "replies":
                current.in_replies = True
                self.leave_out(node)
            elif not current.in_replies:
                current.marked.setdefault(role, []).append((rank, node))
        return current

    def _comment(self, node: Any, current: Found | None) -> Found | None:
        if not self._rules.is_comment(node):
            return current
        number = clean_line(self._rules.number(node))
        if current is not None and self._is_same(node, number, current):
            current.number = current.number or number
            if current.depth is None:
                current.depth = self._rules.depth(node)
            return current
        if current is not None:
            self.leave_out(node)
        found = Found(node, number, current, self._rules.depth(node))
        self.found.append(found)
        return found

    def _is_same(self, node: Any, number: str, current: Found) -> bool:
        """Whether an element in a comment's element stands for the same comment."""
        if number and current.number:
            return number == current.number
        if self._rules.nests:
            return False
        return not current.in_replies and node.tag not in _SAME_ELEMENT

    def leave_out(self, node: Any) -> None:
        """Takes a node out of the text of the comment around it."""
        self.theme.add(node.mem_id)
        parent = node.parent
        while parent is not None and parent.mem_id not in self.impure:
            self.impure.add(parent.mem_id)
            parent = parent.parent

    def _give_parents(self) -> None:
        trusted = self._depths_tell()
        path: list[tuple[int, Found]] = []
        for found in self.found:
            if not trusted:
                found.parent = found.around
                continue
            if found.depth is None:
                found.depth = 1 + ((found.around.depth or 0) if found.around else 0)
            while path and path[-1][0] >= found.depth:
                path.pop()
            found.parent = path[-1][1] if path else None
            path.append((found.depth, found))

    def _depths_tell(self) -> bool:
        """Whether the levels that comments say can be believed."""
        depths = {found.depth for found in self.found if found.depth is not None}
        nested = any(found.around is not None for found in self.found)
        return bool(depths) and (len(depths) > 1 or not nested)
