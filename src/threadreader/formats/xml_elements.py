"""Elements of XML as records hold them, and the vocabularies their names are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

VOID = frozenset({"br", "hr", "img", "input", "wbr"})
"""Elements of HTML that have no end tag and mean nothing else in a feed."""

# The vocabularies that feeds and exports mix, and the prefix by which this program names each.
_VOCABULARIES = (
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/excerpt/"), "excerpt"),
    (re.compile(r"https?://wordpress\.org/export/"), "wp"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?$"), "content"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/slash/?$"), "slash"),
    (re.compile(r"https?://wellformedweb\.org/CommentAPI"), "wfw"),
    (re.compile(r"https?://purl\.org/dc/elements/"), "dc"),
    (re.compile(r"https?://purl\.org/syndication/thread/"), "thr"),
    (re.compile(r"https?://(?:www\.w3\.org/2005/Atom|purl\.org/atom/ns#)"), "atom"),
    (re.compile(r"https?://(?:purl\.org/rss/1\.0/?$|my\.netscape\.com/)"), "rss"),
    (re.compile(r"https?://www\.w3\.org/1999/02/22-rdf-syntax-ns"), "rdf"),
    (re.compile(r"https?://(?:www\.)?disqus\.com"), "dsq"),
    (re.compile(r"https?://www\.w3\.org/1999/xhtml"), "xhtml"),
)


_MOST_PREFIXES = 64  # so many mean something at one place; copies of more would fill the memory


class Element:
    """An element: its name, attributes by local name, and what is in it, in order.

    Names have the prefix that this program gives their vocabulary ("dc:creator"), none where they
    belong to that of the document itself. A record has its `line` (from 1) and its `parent`: the
    record around it.
    """

    __slots__ = ("attributes", "content", "line", "name", "parent")

    def __init__(self, name: str, attributes: dict[str, str], content: list[str | Element]) -> None:
        self.name = name
        self.attributes = attributes
        self.content = content
        self.line: int | None = None
        self.parent: Element | None = None

    def children(self, name: str) -> Iterator[Element]:
        """The elements of that name directly in this one."""
        for part in self.content:
            if not isinstance(part, str) and part.name == name:
                yield part

    def child(self, *names: str) -> Element | None:
        """The first child of the first of the names that there is one of."""
        for name in names:
            for element in self.children(name):
                return element
        return None

    def text(self, *names: str) -> str:
        """The text directly in the first child of these names that has any, else ""."""
        for name in names:
            for element in self.children(name):
                if text := element.own_text().strip():
                    return text
        return ""

    def texts(self) -> dict[str, str]:
        """The text of every child by its name; of several of one name the first that has any."""
        found: dict[str, str] = {}
        for part in self.content:
            if not isinstance(part, str) and (text := part.own_text().strip()):
                found.setdefault(part.name, text)
        return found

    def own_text(self) -> str:
        """The text directly in this element."""
        content = self.content
        if len(content) == 1 and isinstance(content[0], str):
            return content[0]
        return "".join(part for part in content if isinstance(part, str))

    def markup(self, *, escaped: bool) -> str:
        """What is in this element, its inner elements as HTML; `escaped`: text is no markup."""
        pieces: list[str] = []
        waiting: list[str | Element | _End] = [*reversed(self.content)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                pieces.append(escape(part, quote=False) if escaped else part)
            elif isinstance(part, _End):
                pieces.append(f"</{part.name}>")
            else:
                name = part.name.rpartition(":")[2]
                values = "".join(f' {k}="{escape(v)}"' for k, v in part.attributes.items())
                pieces.append(f"<{name}{values}>")
                if name.lower() not in VOID:
                    waiting.append(_End(name))
                    waiting.extend(reversed(part.content))
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _End:
    """Stands for an end tag that is still to be written."""

    name: str


class Scope:
    """Which vocabulary each prefix means, from one element inwards."""

    def __init__(self, prefixes: dict[str, str], home: str) -> None:
        self._prefixes = prefixes
        self._home = home
        self._names: dict[str, str] = {}

    def inner(self, tag: str, attributes: dict[str, str]) -> Scope:
        """The scope inside an element that declares namespaces."""
        prefixes = dict(self._prefixes)
        for name, value in attributes.items():
            prefix = name[6:]
            if name != "xmlns" and not name.startswith("xmlns:"):
                continue
            if prefix in prefixes or len(prefixes) < _MOST_PREFIXES:
                prefixes[prefix] = _vocabulary(value, prefix)
        home = self._home or prefixes.get(tag.rpartition(":")[0], "") or "none"
        return Scope(prefixes, prefixes.get("", "rss") if home == "rdf" else home)

    def name(self, tag: str) -> str:
        """The name by which this program knows the element written `tag`."""
        known = self._names.get(tag)
        if known is None:
            prefix, _, local = tag.rpartition(":")
            vocabulary = self._prefixes.get(prefix, prefix)
            known = f"{vocabulary}:{local}" if vocabulary not in ("", self._home) else local
            self._names[tag] = known
        return known


def _vocabulary(address: str, prefix: str) -> str:
    return next((name for pattern, name in _VOCABULARIES if pattern.match(address)), prefix)
