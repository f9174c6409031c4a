"""The plain text of a mail as blocks: quotations by depth, attributions, signature, patches.

Follows RFC 3676 (format=flowed, DelSp) and what mail programs have in common.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from threadreader.model import Block, BlockKind, Span

_QUOTE = re.compile(r"(?: ?>)+(?: (?! ?>))?|(?:[A-Z]{2,3}> ?)+(?=\S)")
_FLOWED_QUOTE = re.compile(r">*")
_DIFF_START = re.compile(r"diff --git \S|diff -\S+ \S|Index: \S+$|--- \S|\*\*\* \S+\s.*\d")
_DIFF_HEADER = re.compile(
    r"diff |index [0-9a-f]+|Index: |=+$|--- |\+\+\+ |(?:old|new|deleted) (?:file )?mode "
    r"|(?:similarity|dissimilarity) index |(?:rename|copy) (?:from|to) |Binary files "
    r"|GIT binary patch$|RCS file: |retrieving revision |(?:literal|delta) \d+$|\\ No newline"
)
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_DIFFSTAT = re.compile(r" \S.* \|\s+(?:\d+ [+-]*|Bin\b.*)$", re.MULTILINE)
_UUENCODED = re.compile(r"begin [0-7]{3,4} (\S.*)$")
_FOOTER = re.compile(r"_{30,}$|-{2,}$")
_FOOTER_WORDS = re.compile(r"mailing list|unsubscribe|https?://|listinfo|\S@\S", re.IGNORECASE)
_LONGEST_SIGNATURE = 40
_LONGEST_FOOTER = 12
_LONGEST_DIFF_HEADER = 20
_WROTE = (
    r"wrote|writes|said|says|schrieb|schreibt|meinte|a écrit|écrit|écrivait|escribió|escribe"
    r"|ha scritto|scrive|scrisse|skrev|skriver|schreef|napisała?|napisał\(a\)|pisze|написала?|пишет"
    r"|пише|kirjoitti|escreveu|yazdı|vedl|napsala?|írta|a scris|έγραψε|写道|wrote in message"
    r"|さんは書きました|wrote on .{4,60}|typed|spake|opined|asked|replied"
)
_ATTRIBUTION = re.compile(
    rf"(?:.*\s)?(?:{_WROTE})(?: .{{0,80}})?\s*[:;>…]?(?:\.\.\.)?\s*$", re.IGNORECASE | re.DOTALL
)
_ATTRIBUTION_START = re.compile(
    r"(?:On|Am|Le|El|Il|Den|Op|In|At|Em|W dniu|Dne|Dnia|Po|Quoting|\d)\b.*\d|In article|Thus "
)
_ATTRIBUTION_LINES = 3


class _Line(NamedTuple):
    """A line without its quotation marks, and how many there were."""

    depth: int
    text: str


def mail_text_blocks(text: str, *, flowed: bool = False, delete_space: bool = False) -> list[Block]:
    """The blocks of a mail's plain text, which is clean already.

    `flowed`: the text is format=flowed, soft line breaks are undone (`delete_space`: DelSp=yes).
    """
    lines = _flowed(text, delete_space=delete_space) if flowed else _fixed(text)
    return _Reader(lines).blocks()


def _fixed(text: str) -> list[_Line]:
    lines = []
    for line in text.split("\n"):
        mark = _QUOTE.match(line)
        if mark:
            lines.append(_Line(mark[0].count(">"), line[mark.end() :]))
        else:
            lines.append(_Line(0, line))
    return lines


def _flowed(text: str, *, delete_space: bool) -> list[_Line]:
    """Lines that end in a blank run on in the next of the same depth, but for "-- "."""
    lines: list[_Line] = []
    pieces: list[str] = []
    open_depth = 0
    for line in text.split("\n"):
        depth = _depth(line)
        content = line[depth:].removeprefix(" ")
        soft = content.endswith(" ") and content != "-- "
        if pieces and (depth != open_depth or content == "-- "):
            lines.append(_Line(open_depth, "".join(pieces)))
            pieces = []
        if soft:
            pieces.append(content[:-1] if delete_space else content)
            open_depth = depth
            continue
        lines.append(_Line(depth, "".join([*pieces, content])))
        pieces = []
    if pieces:
        lines.append(_Line(open_depth, "".join(pieces)))
    return lines


def _depth(line: str) -> int:
    mark = _FLOWED_QUOTE.match(line)
    return len(mark[0]) if mark else 0


class _Reader:
    """Walks the lines once and makes the blocks."""

    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines
        self._blocks: list[Block] = []

    def blocks(self) -> list[Block]:
        at = 0
        while at < len(self._lines):
            at = self._special(at) or self._paragraph(at)
        return self._blocks

    def _special(self, at: int) -> int:
        """Reads what begins here and is no paragraph; 0 where nothing does."""
        depth, text = self._lines[at]
        if depth:
            return 0
        if not text.strip():
            return at + 1
        if self._is_signature(at):
            self._add("signature", "\n".join(self._original(at, len(self._lines))).rstrip())
            return len(self._lines)
        if _DIFF_START.match(text) and (end := self._diff_end(at)):
            self._add("diff", "\n".join(line.text for line in self._lines[at:end]))
            return end
        return self._encoded_file(at)

    def _is_signature(self, at: int) -> bool:
        text, left = self._lines[at].text.rstrip(), len(self._lines) - at
        if self._lines[at].text == "-- " and left <= _LONGEST_SIGNATURE:
            return True
        if left > _LONGEST_FOOTER or not _FOOTER.match(text) or at + 1 >= len(self._lines):
            return False
        rest = "\n".join(line.text for line in self._lines[at + 1 :])
        return text == "--" or bool(_FOOTER_WORDS.search(rest))

    def _original(self, start: int, end: int) -> list[str]:
        return [("> " * depth + text if depth else text) for depth, text in self._lines[start:end]]

    def _diff_end(self, at: int) -> int:
        """The line after the patch that begins here; 0 where there is no hunk."""
        lines, start, hunks, end = self._lines, at, 0, 0
        while at < len(lines) and not lines[at].depth:
            text = lines[at].text
            if not hunks and at - start > _LONGEST_DIFF_HEADER:
                break
            if hunk := _HUNK.match(text):
                at = end = self._hunk_end(at + 1, int(hunk[1] or 1), int(hunk[2] or 1))
                hunks += 1
            elif _DIFF_HEADER.match(text) or (at == start):
                at += 1
                end = at if hunks or text.startswith(("rename to", "Binary files")) else end
            elif not text.strip():
                at += 1
            else:
                break
        return end

    def _hunk_end(self, at: int, old: int, new: int) -> int:
        """A hunk says how many old and new lines it holds; an empty one lost its blank."""
        lines = self._lines
        while at < len(lines) and (old > 0 or new > 0) and not lines[at].depth:
            text = lines[at].text
            sign = text[:1] or " "
            if sign not in " +-\\":
                break
            old -= sign in " -"
            new -= sign in " +"
            at += 1
        return at

    def _encoded_file(self, at: int) -> int:
        """A file in uuencode within the text is named, not shown."""
        begin = _UUENCODED.match(self._lines[at].text.rstrip())
        if begin is None:
            return 0
        size = 0
        for end in range(at + 1, len(self._lines)):
            text = self._lines[end].text.rstrip()
            if text == "end":
                self._add("paragraph", attachment_line(begin[1], "uuencoded", size))
                return end + 1
            if not " " < text[:1] <= "`" or len(text) > 62:
                return 0
            size += ord(text[0]) - 32 & 63
        return 0

    def _paragraph(self, at: int) -> int:
        """Lines of one depth up to an empty line, another depth or something special."""
        depth, start = self._lines[at].depth, at
        at += 1
        while at < len(self._lines):
            line = self._lines[at]
            if line.depth != depth or not line.text.strip() or self._ends_paragraph(at):
                break
            at += 1
        texts = [text for line in self._lines[start:at] if (text := line.text.rstrip())]
        if texts:
            if depth:
                self._attribute(depth)
            self._add(_kind(depth, texts), "\n".join(texts), depth)
        return at

    def _ends_paragraph(self, at: int) -> bool:
        text = self._lines[at].text
        if self._lines[at].depth or text[0] not in "dI-*_b":
            return False
        if self._is_signature(at) or text.rstrip() == "---":
            return True
        return bool(_DIFF_START.match(text) and self._diff_end(at)) or bool(_UUENCODED.match(text))

    def _attribute(self, depth: int) -> None:
        """The last lines before a quotation that say whose words follow become an attribution."""
        if not self._blocks or self._blocks[-1].depth >= depth:
            return
        before = self._blocks[-1]
        if before.kind not in ("paragraph", "quote"):
            return
        lines = before.spans[0].text.split("\n")
        count = _attribution_lines(lines)
        if count:
            self._blocks.pop()
            if count < len(lines):
                self._add(before.kind, "\n".join(lines[:-count]), before.depth)
            self._add("attribution", "\n".join(lines[-count:]), before.depth)

    def _add(self, kind: BlockKind, text: str, depth: int = 0) -> None:
        self._blocks.append(Block(kind, (Span(text),), depth))


def _attribution_lines(lines: list[str]) -> int:
    """How many of the last lines say who wrote what follows."""
    if not lines[-1].endswith((":", "...", "…", ";", ">")) or len(lines[-1]) > 400:
        return 0
    most = min(len(lines), _ATTRIBUTION_LINES)
    for count in range(1, most + 1):
        if _ATTRIBUTION_START.match(lines[-count]) and _ATTRIBUTION.match(" ".join(lines[-count:])):
            return count
    if _ATTRIBUTION.match(lines[-1]) and not lines[-1].startswith(("<", "(")):
        return 1
    return len(lines) if most == len(lines) and _ATTRIBUTION.match(" ".join(lines)) else 0


def _kind(depth: int, texts: list[str]) -> BlockKind:
    if depth:
        return "quote"
    if all(text.startswith(("    ", "\t")) for text in texts):
        return "code"
    return "code" if any(map(_DIFFSTAT.match, texts)) else "paragraph"


def attachment_line(name: str, kind: str, size: int) -> str:
    """How an attachment is told: its name, what it is, how large."""
    return f"[Attachment: {name or 'without name'} ({kind}, {_human(size)})]"


def _human(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"
