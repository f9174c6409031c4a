"""The part of a page above its comments: title, article, and the heading of the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from threadreader.formats.text_bodies import paragraphs
from threadreader.formats.text_words import HEADING, PAGES

_QUOTED = re.compile(r"[“\"«„‘](.+)[”\"»“’]\W*$")
_NEAR = 6
_LONGEST_TITLE = 300
_CHROME = re.compile(
    r"\s*(?:Link: \[|#(?!\s)|(?:skip to|jump to|zum inhalt|aller au|saltar al|vai al|ga naar|"
    r"przejdź do|перейти к)\b)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Article:
    """`stated` is how many comments the page says it has, None where it does not say."""

    title: str
    body: str
    stated: int | None


def article(lines: list[str], width: int, *, with_comments: bool) -> Article:
    """The article of a page, of the lines before its first comment."""
    lines = list(lines)
    stated, quoted = _take_heading(lines) if with_comments else (None, "")
    at = next((i for i, line in enumerate(lines) if line), None)
    if at is None:
        return Article("", "", stated)
    title = _BLANKS.sub(" ", lines[at]).strip()
    indent = min((_indent(line) for line in lines[at + 1 :] if line), default=0)
    body = paragraphs([line[indent:] for line in lines[at + 1 :]], width, indent)
    return Article(title, body, stated)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _take_heading(lines: list[str]) -> tuple[int | None, str]:
    """Takes the heading of the comments off the end of the lines: its number and quoted title."""
    near = [at for at in range(len(lines)) if lines[at]][-_NEAR:]
    for at in reversed(near):
        match = HEADING.match(lines[at])
        if match and (match["count"] or match["other"]):
            quoted = _QUOTED.search(match["rest"])
            count = re.sub(r"\D", "", match["count"] or match["other"])
            del lines[at]
            return int(count) if count else 1, quoted[1] if quoted else ""
    return None, ""
