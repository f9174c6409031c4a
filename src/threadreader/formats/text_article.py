"""The part of a page above its comments: title, article, and the heading of the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from threadreader.formats.text_bodies import paragraphs
from threadreader.formats.text_heads import undressed
from threadreader.formats.text_words import HEADING

_QUOTED = re.compile(r"[“\"«„‘](.+)[”\"»“’]\W*$")
_NEAR = 6
_LONGEST_TITLE = 300
_CHROME = re.compile(
    r"\s*(?:Link: |#(?!\s)|(?:skip to|jump to|zum inhalt|aller au|saltar al|vai al|ga naar|"
    r"przejdź do|перейти к)\b)",
    re.IGNORECASE,
)
_RULES = re.compile(r"^\s*(?:[*#=_|]+\s)+|(?:\s[*#=_|]+)+\s*$")
_MOST_ABOVE = 40
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
    at = _title_line(lines, _plain(quoted))
    if at is None:
        return Article("", "", stated)
    title = _BLANKS.sub(" ", undressed(_RULES.sub("", lines[at]))).strip()
    del lines[at]
    indent = min((_indent(line) for line in lines if line), default=0)
    body = paragraphs("\n".join([line[indent:] for line in lines]), width, indent)
    return Article(title, body, stated)


def _title_line(lines: list[str], quoted: str) -> int | None:
    """The line of the title: the one that the heading of the comments quotes, else the first."""
    filled = [at for at, line in enumerate(lines) if line]
    if quoted:
        for at in filled[:_MOST_ABOVE]:
            if _plain(lines[at]) == quoted:
                return at
    for at in filled[:_MOST_ABOVE]:
        if not _CHROME.match(lines[at]) and _plain(undressed(lines[at])):
            return at
    return filled[0] if filled else None


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).casefold()


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
