"""The formats, and which of them reads a file."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from msgspec import Struct

from threadreader.formats.base import Format, Source

# The order decides between equals. A new format is its module and its name here.
FORMATS: tuple[str, ...] = (
    "native",
    "wxr",
    "disqus",
    "feeds",
    "wordpress_rest",
    "own_json",
    "hackernews_algolia",
    "hackernews_firebase",
    "reddit",
    "lobsters",
    "discourse",
    "lemmy",
    "mastodon",
    "bluesky",
    "stackexchange",
    "github",
    "mbox",
    "maildir",
    "mh",
    "eml",
    "html",
    "text",
)


class Candidate(Struct, frozen=True):
    """A format that claims a source, and how sure it is (0 to 1)."""

    format: Format
    confidence: float


def load(name: str) -> Format:
    """The format module of that name."""
    return cast("Format", import_module(f"threadreader.formats.{name}"))


def candidates(source: Source) -> list[Candidate]:
    """The formats that claim the source, the surest first; none where no format knows it."""
    claims = [Candidate(f, f.sniff(source.head, source.path)) for f in map(load, FORMATS)]
    return sorted(
        (claim for claim in claims if claim.confidence > 0), key=lambda claim: -claim.confidence
    )
