"""JSON Feed, versions 1 and 1.1; follows jsonfeed.org."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threadreader.formats.base import Source
from threadreader.formats.feed_document import Entry, Facts, TextForm
from threadreader.formats.loose_json import LooseJson, text_of
from threadreader.formats.markup import name_line
from threadreader.formats.moments import from_iso
from threadreader.formats.text_stream import TextStream
from threadreader.model import Notice
from threadreader.text.clean import clean_line

_VERSION = re.compile(
    r"""\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version""", re.DOTALL
)
_BODIES: tuple[tuple[str, TextForm], ...] = (
    ("content_html", "html"),
    ("content_text", "plain"),
    ("summary", "plain"),
)


def is_json_feed(head: str) -> bool:
    """Whether the first text of a file says that it is a JSON Feed."""
    return bool(_VERSION.match(head.lstrip("\ufeff")))


class JsonFeed:
    """A source that is a JSON Feed."""

    def __init__(self, source: Source) -> None:
        text, self._notices = whole_text(source)
        loose = LooseJson(text)
        documents = (value for value in loose.values() if isinstance(value, dict))
        self._document: dict[str, Any] = next(documents, {})
        self._notices.extend(damage_notices(loose))

    def entries(self) -> Iterator[Entry]:
        """Every item."""
        items = self._document.get("items")
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict):
                yield _entry(item)

    def facts(self) -> Facts:
        """What the document says beside its items."""
        document = self._document
        link = clean_line(text_of(document, "home_page_url"))
        return Facts(clean_line(text_of(document, "title")), link, _author(document))

    def notices(self) -> Iterator[Notice]:
        """What was wrong with the bytes and the JSON."""
        yield from self._notices


def whole_text(source: Source) -> tuple[str, list[Notice]]:
    """All text of a source, and what was wrong with its bytes."""
    stream = TextStream(source)
    pieces = []
    while not stream.ended:
        pieces.append(stream.read(1 << 20))
    return "".join(pieces), stream.notices()


def damage_notices(loose: LooseJson) -> list[Notice]:
    """A notice where the JSON is cut or damaged."""
    if loose.damage is None:
        return []
    message = "The JSON is cut or damaged here; everything before is read."
    return [Notice("truncated", message, loose.line())]


def _entry(item: dict[str, Any]) -> Entry:
    text, form = next(
        ((body, form) for key, form in _BODIES if (body := text_of(item, key)).strip()),
        ("", "html"),
    )
    written = text_of(item, "date_published") or text_of(item, "date_modified")
    return Entry(
        id=clean_line(text_of(item, "id")),
        link=clean_line(text_of(item, "url") or text_of(item, "external_url")),
        title=clean_line(text_of(item, "title")),
        author=_author(item),
        date=from_iso(written),
        written_date=written,
        text=text,
        form=form,
    )


def _author(holder: dict[str, Any]) -> str:
    authors = holder.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else holder.get("author")
    return name_line(text_of(first, "name"))
