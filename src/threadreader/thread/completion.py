"""What can be written next in a query: keys, the values of `is:` and `has:`, names of authors.

And which word is not written to its end yet, so that nobody looks for a half of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from threadreader.text.searchable import searchable
from threadreader.thread.query import CONTENTS, KEYS, PEOPLE, STATES, QueryError, parse, quoted

Completion = tuple[int, int, str]
"""From where to where in the text, and what to put there."""

_MOST = 20
_KEY = re.compile(r"([A-Za-z][A-Za-z-]*):(?!//)")
_DANGLING = ("or", "OR", "-")
_CHOICES = {"is": STATES, "has": CONTENTS}


def completions(text: str, cursor: int, names: Iterable[str]) -> list[Completion]:
    """What the word at the cursor can become, the likeliest first; none where it is no start.

    `names` are the authors, those with most comments first.
    """
    start = _word_start(text, cursor)
    while start < cursor and text[start] in "(-":
        start += 1
    word = text[start:cursor]
    key = _KEY.match(word)
    if key is None:
        return _keys(start, cursor, word.lower())
    name, start = key[1].lower(), start + key.end()
    if name in _CHOICES:
        typed = text[start:cursor].lower()
        return [(start, cursor, f"{c} ") for c in _CHOICES[name] if c.startswith(typed)]
    return _names(text, start, cursor, names) if name in PEOPLE else []


def finished(text: str, cursor: int) -> str:
    """The query without the word at the cursor, where that can be but the beginning of one."""
    start = _word_start(text, cursor)
    typed = text[start:cursor]
    if text[cursor : cursor + 1] in ("", " ", ")") and typed and _is_begun(typed.lstrip("(-")):
        text = text[:start] + text[cursor:]
    text = text.strip()
    while (last := text.rpartition(" ")[2]) and last in _DANGLING:
        text = text[: -len(last)].rstrip()
    return text


def ended(text: str) -> str:
    """The query when its last word is not being typed any more."""
    return finished(f"{text} ", len(text) + 1)


def _is_begun(word: str) -> bool:
    """Whether a word is the beginning of a key, or has a key and no value that means anything."""
    if _KEY.match(word) is None:
        return any(key.startswith(word.lower()) for key in (*KEYS, "or"))
    try:
        parse(word)
    except QueryError:
        return True
    return False


def _word_start(text: str, cursor: int) -> int:
    """Where the word at the cursor begins; blanks in a phrase do not end it."""
    start, quotes = 0, False
    for at, character in enumerate(text[:cursor]):
        if character == '"':
            quotes = not quotes
        elif not quotes and (character.isspace() or character == "("):
            start = at + 1
    return start


def _keys(start: int, cursor: int, typed: str) -> list[Completion]:
    return [(start, cursor, f"{key}:") for key in KEYS if typed and key.startswith(typed)]


def _names(text: str, start: int, cursor: int, names: Iterable[str]) -> list[Completion]:
    """Those whose beginning, or the beginning of a word in them, is typed; that first."""
    start = max(start, text.rfind(",", start, cursor) + 1) if _outside(text, start) else start
    exact = text[start : start + 1] == "="
    typed = searchable(text[start + exact : cursor].lstrip('"'))
    begin: list[Completion] = []
    within: list[Completion] = []
    for name in names:
        folded = searchable(name)
        if folded.startswith(typed):
            begin.append((start, cursor, f"={quoted(name)} "))
        elif f" {typed}" in folded:
            within.append((start, cursor, f"={quoted(name)} "))
        if len(begin) >= _MOST:
            break
    return (begin + within)[:_MOST]


def _outside(text: str, start: int) -> bool:
    """Whether the last comma from `start` on stands outside quotation marks."""
    return text.count('"', start, max(text.rfind(","), start)) % 2 == 0
