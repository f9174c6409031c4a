"""Pages saved as text: an article, and under it the list of its comments.

No grammar exists: such a page is what a text browser or a person made of a web page. The reader
learns its geometry from its first part, then reads on line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from threadreader.formats.base import Source
from threadreader.formats.decode import is_binary
from threadreader.formats.text_learning import learned
from threadreader.formats.text_lines import Lines
from threadreader.formats.text_reading import Reading
from threadreader.formats.text_stream import TextStream
from threadreader.model import Event

name = "text"
extensions = (".txt", ".text", ".asc")

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|rss|feed)", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*[{\[\"])")


def sniff(head: bytes, path: Path | None) -> float:
    """Any text could be a page saved as text; its name makes it a little surer."""
    if not head.strip() or is_binary(head) or _MARKUP.match(head):
        return 0.0
    if _JSON.match(head):
        return 0.05
    return 0.3 if path is not None and path.suffix.casefold() in extensions else 0.2


def read(source: Source) -> Iterator[Event]:
    """Yields the story, then its comments as they are read."""
    stream = TextStream(source)
    lines = Lines(stream)
    layout, dates = learned(lines, source.modified or None)
    lines.settle()
    yield from Reading(lines, layout, dates).events()
    yield from stream.notices()
