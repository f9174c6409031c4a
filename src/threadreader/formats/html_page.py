"""A saved page: its text decoded, parsed once, and what it says of itself.

Follows the HTML standard's rules for the encoding (with UTF-8 preferred wherever the bytes are
valid), the marks that browsers and SingleFile leave in saved pages, and the Open Graph names.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from threadreader.formats.dates import DateReader
from threadreader.formats.decode import decode, detect, is_latin
from threadreader.formats.html_index import NodeIndex
from threadreader.formats.html_nodes import attribute
from threadreader.formats.moments import from_epoch, from_iso
from threadreader.model import Moment
from threadreader.text.clean import clean_line

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""")
_SAVED_FROM = (
    re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->"),
    re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)"),
    re.compile(r"<!--\s*Saved with .{0,60}?\surl:\s*(\S+)", re.DOTALL),
)
_HEAD = 65536
_SEVEN_BIT = ("iso-2022", "iso2022", "hz")
_YEAR = re.compile(r"\d{4}")
_MOST_WORDS = 60
_ENOUGH_TRIED = 20
_ZEROS = {ord(digit): "0" for digit in "123456789"}
_AROUND_DATES = re.compile(r"^[\s|·•(,–—-]+|[\s|·•),#–—-]+$")


def page_text(data: bytes) -> tuple[str, int, int]:
    """The text of a page, at how many places its bytes did not fit, and how many were NUL."""
    text, places = _decoded(data)
    nuls = text.count("\0")
    return (text.replace("\0", "") if nuls else text), places, nuls


def _decoded(data: bytes) -> tuple[str, int]:
    if detect(data[:_HEAD]):
        return decode(data)
    declared = _declared(data)
    if declared.startswith(_SEVEN_BIT) and data.isascii():
        return decode(data, declared)
    latin = is_latin(declared)
    if latin or declared.startswith(("utf", "unicode")):
        declared = ""  # single bytes among UTF-8 are repaired one by one
    try:
        text, places = data.decode(), 0
    except UnicodeDecodeError:
        text, places = decode(data, declared)
    return text, 0 if latin else places


def _declared(data: bytes) -> str:
    """The encoding that a page declares, in small letters, or ""."""
    match = _XML_DECLARED.match(data) or _DECLARED.search(data, 0, _HEAD)
    return match[1].decode("ascii", "replace").lower() if match else ""


class Page:
    """A parsed page, its address and the reader of its dates.

    `saved`, in seconds since 1970, is when it was saved, against which "3 hours ago" is resolved.
    `discussion` are the nodes (by `mem_id`) in which comments were found: they are no article.
    """

    def __init__(self, text: str, saved: float | None = None) -> None:
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415

        self.text = text
        try:
            self.tree = LexborHTMLParser(text)
        except SelectolaxError as error:  # its one failure
            raise MemoryError from error
        self.saved = saved
        self.dates = DateReader(saved)
        self.discussion: set[int] = set()
        self._strange: Counter[str] = Counter()  # shapes of texts that were no dates

    @cached_property
    def title_text(self) -> str:
        """What the page's `title` element says."""
        node = self.first("title")
        return clean_line(node.text() or "") if node is not None else ""

    @property
    def body(self) -> Any:
        """The element in which everything is that a page shows."""
        return self.tree.body or self.tree.root

    def all(self, selector: str) -> list[Any]:
        """The nodes that a selector means, in the order of the page."""
        return self._index.all(selector)

    @cached_property
    def _index(self) -> NodeIndex:
        return NodeIndex(self.tree)

    def first(self, selector: str) -> Any:
        """The first node that a selector means, or None."""
        return next(iter(self.all(selector)), None)

    def meta(self, *names: str) -> str:
        """What the first `meta` element of one of these names says, else ""."""
        for name in names:
            if text := self._metas.get(name):
                return text
        return ""

    @cached_property
    def _metas(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self.all("meta[content]"):
            for key in ("name", "property"):
                if name := attribute(node, key).strip().lower():
                    found.setdefault(name, attribute(node, "content").strip())
        return found

    @cached_property
    def url(self) -> str:
        """The address of the page as it says it itself, else where it was saved from, or ""."""
        head = self.text[:_HEAD]
        says = [attribute(self.first('link[rel~="canonical"]'), "href"), self.meta("og:url")]
        saved = [match[1] for pattern in _SAVED_FROM if (match := pattern.search(head))]
        base = attribute(self.first("base[href]"), "href")
        for address in (*says, *saved, base):
            absolute = urljoin_safely(saved[0] if saved else base, address.strip())
            if absolute.startswith(("http://", "https://")):
                return clean_line(absolute)
        return ""

    @cached_property
    def base(self) -> str:
        """Against what relative addresses are resolved, or ""."""
        return urljoin_safely(self.url, attribute(self.first("base[href]"), "href").strip())

    def absolute(self, address: str) -> str:
        """An address of the page, absolute where its own is known."""
        return clean_line(urljoin_safely(self.base, address.strip()))

    def moment(self, text: str) -> Moment | None:
        """The time of a machine's or a person's date, with or without a word around it."""
        text = clean_line(text)
        if not text or len(text) > 200:
            return None
        if text.isascii() and text.isdigit() and len(text) in (10, 13):
            return from_epoch(int(text))
        found = from_iso(text) or self.dates.read(text)
        shape = text.translate(_ZEROS)
        if found is None and self._strange[shape] < _ENOUGH_TRIED:
            found = self._moment_in_words(text)
            self._strange[shape] += found is None
        return found

    def _moment_in_words(self, text: str) -> Moment | None:
        found: Moment | None = None
        words = _AROUND_DATES.sub("", text).split()
        for start in range(min(4, len(words))):
            for end in range(len(words), max(start, len(words) - 3), -1):
                if any(character.isdigit() for word in words[start:end] for character in word):
                    found = self.dates.read(_AROUND_DATES.sub("", " ".join(words[start:end])))
                if found is not None:
                    return found
        return None

    def moment_within(self, text: str) -> Moment | None:
        """The time of the first date in a longer text that has a day, a month and a year."""
        words = clean_line(text).split()[:_MOST_WORDS]
        for start in range(len(words)):
            for end in range(min(start + 8, len(words)), start, -1):
                part = _AROUND_DATES.sub("", " ".join(words[start:end]))
                if _YEAR.search(part) and (found := self.dates.read(part)):
                    return found
        return None

    @cached_property
    def linked_data(self) -> list[dict[str, Any]]:
        """The objects of the page's JSON-LD, those that stand in others before what is in them."""
        return [thing for root in self.linked_roots for thing in _objects(root)]

    @cached_property
    def linked_roots(self) -> list[Any]:
        """What the scripts of JSON-LD in the page hold, as it stands."""
        scripts = self.all('script[type="application/ld+json"]')
        return [_json(script.text() or "") for script in scripts]


def urljoin_safely(base: str, address: str) -> str:
    """`urljoin` that takes any text for an address."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _json(text: str) -> Any:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        thing = pending.pop()
        if isinstance(thing, dict):
            yield thing
            pending.extend(reversed([v for v in thing.values() if isinstance(v, dict | list)]))
        elif isinstance(thing, list):
            pending.extend(reversed(thing))
