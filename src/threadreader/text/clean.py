"""Cleans what files say, once, at the border: no byte of a story reaches the terminal as a command.

Called after entities and encodings are decoded. Control characters (C0 but newline and tab, DEL,
C1) go, escape sequences with their parameters, characters that embed, override or isolate the
direction of writing, soft hyphens, runs of zero-width characters, lone surrogates, and combining
marks beyond eight on one letter.
"""

from __future__ import annotations

import re

_LINE_ENDS = ("\r\n", "\r", "\x0c", "\u2028", "\x85")
_PARAGRAPH_END = "\u2029"
_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]?"  # CSI with its parameters
    "|\x1b[\\]PX^_][^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?"  # strings
    # In C1 only what is surely one: else it is a letter that was decoded twice.
    "|\x9b[0-?]+[ -/]*[@-~]|\x9d[0-9]+;[^\x07\x1b\x9c\n]{0,256}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]?"  # two-byte sequences
)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
_ZERO_WIDTH_RUNS = re.compile("[\u200b-\u200f\u2060-\u2064]{2,}")
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_TOO_MANY_MARKS = re.compile(f"([{_MARK}]{{8}})[{_MARK}]+")
_PLAIN = bytes([9, 10, *range(32, 127)])  # nothing is ever wrong with these
_SUSPECT = re.compile(
    f"{_FORBIDDEN.pattern}|[\x0c\r\u2028\u2029]|{_ZERO_WIDTH_RUNS.pattern}|[{_MARK}]{{9}}"
)
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` with nothing in it that a terminal obeys; newlines, tabs and all letters stay."""
    if not _is_suspect(text):
        return text
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    text = text.replace(_PARAGRAPH_END, "\n\n")
    if not _is_suspect(text):
        return text
    return "\n".join([_cleaned(line) if _is_suspect(line) else line for line in text.split("\n")])


def _is_suspect(text: str) -> bool:
    """Whether there may be something to remove; False is certain.

    What is looked through is what is left without the plain letters, which is little.
    """
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return bool(odd) and _SUSPECT.search(odd.decode("utf-8", "surrogatepass")) is not None


def _cleaned(line: str) -> str:
    line = _FORBIDDEN.sub("", _ESCAPES.sub("", line))
    return _TOO_MANY_MARKS.sub(r"\1", _ZERO_WIDTH_RUNS.sub("", line))


def clean_line(text: str) -> str:
    """The same on one line: every run of white space is one blank, none at the ends."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _BLANKS.sub(" ", clean(text)).strip()
