"""Finds the heads of comments that have no marker: a name and a date, depth by indent alone."""

from __future__ import annotations

import re

from threadreader.formats.dates import DateReader
from threadreader.formats.text_bodies import is_reply
from threadreader.formats.text_heads import MARKER, Head, date_of, split_date, undressed

_LONGEST = 160
_LONGEST_NAME = 60
_MOST_WORDS = 6
_MOST_LINES = 2
_LOOKAHEAD = 5
_TAIL = re.compile(r"\s*(?:\||\[).*$")
_PICTURE = re.compile(r"\W*(?:s(?:\.gif)?|image|img|votearrow\S*)?\W*$", re.IGNORECASE)
_COUNTED = re.compile(r"\b\d+\s+(?:points?|votes?|comments?)\b", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ";", ",")


def find_plain_head(lines: list[str], at: int, dates: DateReader) -> Head | None:
    """The head that begins on line `at`; None where there is none."""
    text = lines[at].lstrip()
    if not text or len(text) > _LONGEST or not _may_begin(lines, at) or MARKER.match(text):
        return None
    head = Head(at, at + 1, len(lines[at]) - len(text), "", 0, [])
    head.content = head.column
    if _take_inline(head, text, dates) or _take_block(head, lines, dates):
        return head
    return None


def _may_begin(lines: list[str], at: int) -> bool:
    """Whether the line above ends something."""
    above = lines[at - 1] if at else ""
    return not above or is_reply(above) or _PICTURE.match(above) is not None


def _take_inline(head: Head, text: str, dates: DateReader) -> bool:
    plain = undressed(text)
    has_tail = "|" in plain
    plain = _TAIL.sub("", plain)
    if _COUNTED.search(plain):
        return False
    found, moment = date_of(plain, dates)
    name = ""
    if not found:
        split = split_date(plain, dates)
        if split is None:
            return False
        name, moment = split
        is_short = len(name.split()) == 1 or (moment is not None and moment.approximate)
        if not name or len(name.split()) > _MOST_WORDS // 2 or not (has_tail or is_short):
            return False
    elif not has_tail:
        return False
    head.words, head.date, head.shape = [name], moment, "i"
    return True


def _take_block(head: Head, lines: list[str], dates: DateReader) -> bool:
    """A name, on a line or two, and below it the date."""
    shape = ""
    for at in range(head.at, min(len(lines), head.at + _LOOKAHEAD)):
        text = lines[at].lstrip()
        if not text:
            shape += "." if shape[-1:] != "." else ""
            continue
        if len(lines[at]) - len(text) != head.column or len(text) > _LONGEST_NAME + 20:
            return False
        found, moment = date_of(text, dates)
        if found:
            head.date, head.end, head.shape = moment, at + 1, shape + "e"
            return bool(head.words)
        if len(head.words) == _MOST_LINES or not _is_name(text):
            return False
        head.words.append(text)
        shape += "n"
    return False


def _is_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME
        and len(text.split()) <= _MOST_WORDS
        and (not text.endswith(_SENTENCE_END) or len(text.split()) <= _MOST_WORDS // 2)
    )
