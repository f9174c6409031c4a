"""HTML to blocks: what a browser would show of a fragment, without its styling.

The parser is lexbor, which follows the HTML standard's rules for damaged markup. The tree is walked
once and without recursion. Tables become a line a row, and whatever has no block of its own becomes
paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import urljoin

from threadreader.model import Block, BlockKind, Span, SpanKind
from threadreader.text.clean import clean, clean_line
from threadreader.text.html_elements import (
    BREAKING,
    DROPPED,
    EMBEDDED,
    ENDING,
    HEADINGS,
    INLINE,
    LISTS,
    RANK,
    VERBATIM,
    is_small,
    lazy_source,
    number,
)
from threadreader.text.html_paragraphs import plain_paragraphs

_WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")
_BLANKS = re.compile(r"[ \t\f]+")
_LINE_BREAK = re.compile(r"[ \t\f]*\r?\n[ \t\f]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(
    r"(?:https?|ftps?|mailto|gopher|gemini|news|nntp|xmpp|irc|tel|magnet):", re.IGNORECASE
)
_RULE = "* * *"
_TABLE_OF_BLOCKS = (
    "div, td table, th table, ul, ol, dl, blockquote, pre, h1, h2, h3, h4, h5, h6, hr, p + p"
)
_NEIGHBOURING_CELLS = "td + td, th + td, td + th, th + th"


def html_blocks(data: bytes | str, *, newlines: bool = False) -> tuple[Block, ...]:
    """The blocks of an HTML fragment (bytes in UTF-8), its references decoded once.

    Args:
        data: The markup; a `base` element in it resolves relative addresses.
        newlines: A bare newline is a line break, and an empty line ends a paragraph.
    """
    markup = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    if (paragraphs := plain_paragraphs(markup, newlines=newlines)) is not None:
        return tuple(Block("paragraph", (Span(text),)) for text in paragraphs if text)
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    tree = LexborHTMLParser(markup, is_fragment=True)
    return _Blocks(newlines=newlines).read(_followers(tree.root))


def wordpress_blocks(data: bytes | str) -> tuple[Block, ...]:
    """The blocks of a body as WordPress keeps it, where a newline is a line break."""
    return html_blocks(data, newlines=True)


def node_blocks(
    node: Any, *, newlines: bool = False, base: str = "", without: Collection[int] = ()
) -> tuple[Block, ...]:
    """The blocks of what is in a node of a parsed page.

    Args:
        node: A lexbor node.
        newlines: A bare newline is a line break, and an empty line ends a paragraph.
        base: The address of the page, which relative addresses are resolved against.
        without: The `mem_id` of nodes that are left out.
    """
    blocks = _Blocks(newlines=newlines, base=base, without=without)
    return blocks.read(_followers(node.child))


def nodes_blocks(
    nodes: Iterable[Any], *, base: str = "", without: Collection[int] = ()
) -> tuple[Block, ...]:
    """The blocks of some nodes of a parsed page, one after the other; else as `node_blocks`."""
    return _Blocks(base=base, without=without).read(nodes)


def html_text(fragment: str) -> str:
    """One clean line of what a fragment says, without its tags: a title or a name."""
    if "<" not in fragment and "&" not in fragment:
        return clean_line(fragment)
    said = (
        "".join(span.text for span in block.spans)
        for block in html_blocks(fragment)
        if block.kind != "image"
    )
    return clean_line(" ".join(said))


class _State(NamedTuple):
    """What the elements around a text make of it."""

    block: BlockKind = "paragraph"
    depth: int = 0
    quotes: int = 0
    lists: int = 0
    counter: list[int] | None = None  # the next number of the ordered list around
    span: SpanKind = "plain"
    target: str = ""
    table: bool = False


class _Blocks:
    """Collects the blocks of a tree that is walked from its first to its last node."""

    def __init__(
        self, *, newlines: bool = False, base: str = "", without: Collection[int] = ()
    ) -> None:
        self._newlines = newlines
        self._base = base
        self._without = without
        self._done: list[Block] = []
        self._parts: list[tuple[SpanKind, str, str]] = []
        self._state = _State()
        self._marker = ""
        self._after_blank = True
        self._after_break = False
        self._cell = False

    def read(self, nodes: Iterable[Any]) -> tuple[Block, ...]:
        """The blocks of some nodes and all that is in them."""
        for node in nodes:
            self._walk(node)
        self._end_block()
        return tuple(self._done)

    def _walk(self, node: Any) -> None:
        open_nodes: list[tuple[Any, str, _State, str]] = []
        while node is not None or open_nodes:
            if node is None:
                node, tag, state, marker = open_nodes.pop()
                self._leave(tag, state, marker)
                node = node.next if open_nodes else None
                continue
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content)
            elif tag not in DROPPED and not (self._without and node.mem_id in self._without):
                before = self._state, self._marker
                self._enter(tag, node)
                if (child := node.child) is not None and tag not in EMBEDDED:
                    open_nodes.append((node, tag, *before))
                    node = child
                    continue
                self._leave(tag, *before)
            elif tag == "base":
                self._base = self._base or (node.attributes.get("href") or "").strip()
            node = node.next if open_nodes else None

    def _enter(self, tag: str, node: Any) -> None:
        if tag in INLINE:
            self._enter_span(INLINE[tag])
        elif tag in BREAKING:
            self._end_block()
        elif tag == "br":
            self._line_break()
            self._after_break = True
        elif tag == "a":
            target = self._address(node.attributes.get("href"))
            if target:
                self._state = self._state._replace(span="link", target=target)
        else:
            self._enter_structure(tag, node)

    def _enter_structure(self, tag: str, node: Any) -> None:
        if tag in EMBEDDED or tag in ("img", "image"):
            self._embed(tag, node)
        elif tag in ("table", "tr", "td", "th"):
            self._enter_table(tag, node)
        elif tag == "q":
            self._add("“")
        elif tag in LISTS or tag == "li":
            self._enter_list(tag, node)
        elif tag in VERBATIM or tag in HEADINGS or tag in ("blockquote", "hr"):
            self._enter_block(tag)

    def _enter_span(self, kind: SpanKind) -> None:
        if RANK[kind] > RANK[self._state.span]:
            self._state = self._state._replace(span=kind)

    def _enter_block(self, tag: str) -> None:
        self._end_block()
        state = self._state
        if tag == "blockquote":
            depth = state.quotes + 1
            self._state = state._replace(block="quote", depth=depth, quotes=depth, lists=0)
        elif tag == "hr":
            self._add(_RULE)
            self._end_block()
        elif tag in VERBATIM:
            self._state = state._replace(block="code", depth=0)
        elif state.block == "paragraph":
            self._state = state._replace(block="heading", depth=HEADINGS[tag])

    def _enter_list(self, tag: str, node: Any) -> None:
        self._end_block()
        state = self._state
        if tag != "li":
            counter = [number(node.attributes.get("start"), 1)] if tag == "ol" else None
            self._state = state._replace(lists=state.lists + 1, counter=counter)
            return
        self._marker = "-"
        if state.counter is not None:
            own = number(node.attributes.get("value"), state.counter[0])
            self._marker = f"{own}."
            state.counter[0] = own + 1
        if not state.quotes:
            self._state = state._replace(block="item", depth=max(state.lists, 1))

    def _enter_table(self, tag: str, node: Any) -> None:
        if tag == "table":
            self._end_block()
            in_lines = not node.css_first(_TABLE_OF_BLOCKS) and node.css_first(_NEIGHBOURING_CELLS)
            self._state = self._state._replace(table=bool(in_lines))
        elif not self._state.table:
            self._end_block()
        elif tag == "tr":
            self._cell = False
            if self._parts and self._parts[-1][2] != "\n":
                self._line_break()
        else:
            if self._cell:
                self._add(" | ")
            self._cell = True

    def _leave(self, tag: str, state: _State, marker: str) -> None:
        if tag == "q":
            self._add("”")
        elif tag in ENDING:
            if tag == "table":
                self._state = state
            self._end_block()
            if tag == "li":
                self._marker = marker
        self._state = state

    def _embed(self, tag: str, node: Any) -> None:
        """A picture, or the address of what a terminal cannot show."""
        attributes = node.attributes
        address = attributes.get("src") or attributes.get("data")
        text = clean_line(attributes.get("alt") or attributes.get("title") or "")
        if tag not in ("img", "image"):
            address = address or _source_of(node)
            target = self._address(address)
            if target:
                self._end_block()
                self._parts.append(("link", target, text or target))
                self._end_block()
            return
        target = self._address(lazy_source(attributes) or address)
        if is_small(attributes) or self._state.table or self._state.block in ("heading", "code"):
            self._add(text)
        elif text or target:
            self._picture(text, target)

    def _picture(self, text: str, target: str) -> None:
        self._end_block()
        block = Block("image", (Span(text, "link", target),))
        if not self._done or self._done[-1] != block:
            self._done.append(block)

    def _text(self, text: str) -> None:
        state = self._state
        if state.block == "code":
            self._parts.append(("code", "", text))
        elif self._newlines and "\n" in text and not state.table:
            self._lines(text)
        else:
            if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
                text = _WHITE_SPACE.sub(" ", text)
            self._add(text)
            self._after_break = self._after_break and not text.strip()

    def _lines(self, text: str) -> None:
        first, *others = _LINE_BREAK.split(text)
        self._add(_BLANKS.sub(" ", first))
        after_break = self._after_break and not first
        self._after_break = False
        for line in others:
            if not after_break:
                self._line_break()
            after_break = False
            self._add(_BLANKS.sub(" ", line))

    def _add(self, text: str) -> None:
        """Adds text whose white space is single blanks."""
        if self._after_blank:
            text = text.lstrip(" ")
        if text:
            self._after_blank = text[-1] == " "
            self._parts.append((self._state.span, self._state.target, text))

    def _line_break(self) -> None:
        if self._state.block == "code":
            self._parts.append(("code", "", "\n"))
        elif self._state.table and self._cell:
            self._add(" ")
        elif self._parts:
            kind, target, last = self._parts[-1]
            if last == "\n":
                self._end_block()
            else:
                self._parts[-1] = kind, target, last.rstrip(" ")
                self._parts.append((kind, target, "\n"))
                self._after_blank = True

    def _end_block(self) -> None:
        if self._state.table:
            self._add(" ")
            return
        parts, self._after_blank = self._parts, True
        self._after_break = False
        if not parts:
            return
        self._parts = []
        state = self._state
        if state.block == "code":
            text = clean("".join(part[2] for part in parts)).strip("\n").rstrip()
            spans: tuple[Span, ...] = (Span(text),) if text else ()
        else:
            spans = _spans(parts)
        if not spans:
            return
        marker = ""
        if state.block == "item":
            marker, self._marker = self._marker or " ", " "
        elif self._marker.strip() and state.block == "quote":
            indent = "  " * (state.lists - 1)
            spans, self._marker = (Span(f"{indent}{self._marker} "), *spans), " "
        self._done.append(Block(state.block, spans, state.depth, marker))

    def _address(self, address: str | None) -> str:
        """The address as far as a reader could follow it, else ""."""
        found = clean_line(address or "")
        if not found or found.startswith("#"):
            return ""
        if _SCHEME.match(found):
            return found if _WEB.match(found) else ""
        if not self._base:
            return found
        try:
            return urljoin(self._base, found)
        except ValueError:
            return found


def _spans(parts: list[tuple[SpanKind, str, str]]) -> tuple[Span, ...]:
    """The spans of a block's parts, neighbours of one meaning joined, its ends without blanks."""
    if len(parts) == 1:
        kind, target, text = parts[0]
        text = clean(text).strip()
        return (Span(text, kind, target),) if text else ()
    spans = [
        [clean("".join(part[2] for part in group)), *meaning]
        for meaning, group in groupby(parts, itemgetter(0, 1))
    ]
    while spans and not spans[-1][0].rstrip():
        spans.pop()
    while spans and not spans[0][0].lstrip():
        del spans[0]
    if spans:
        spans[-1][0] = spans[-1][0].rstrip()
        spans[0][0] = spans[0][0].lstrip()
    return tuple(Span(text, kind, target) for text, kind, target in spans if text)


def _followers(node: Any) -> Iterator[Any]:
    """A node and those after it in the same parent."""
    while node is not None:
        yield node
        node = node.next


def _source_of(node: Any) -> str | None:
    source = node.css_first("source[src], embed[src]")
    return source.attributes.get("src") if source else None
