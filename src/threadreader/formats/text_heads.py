"""Finds the heads of comments in the lines of a page: marker, name and date.

A head is a line with a marker (a number, a bullet), followed by the name on that line or soon
after it, followed by a date. Which markers, columns and places of the date are those of the page
is not known here.
"""

from __future__ import annotations

import re
from itertools import chain

from msgspec import Struct

from threadreader.formats.date_words import DAYS_BACK, KNOWN, MONTHS, WEEKDAYS
from threadreader.formats.dates import LONGEST, DateReader
from threadreader.formats.text_words import PINGED, SAID
from threadreader.model import Moment

BULLETS = "•*+o-□☆○■★◎●△#@=–·◦▪▫‣⁃◆◇▲▶►∙"
MARKER = re.compile(rf"( *+)(?:(\d{{1,8}})[.)]|([{re.escape(BULLETS)}]))(?:[ \u00a0]+(.*))?$")
MAY_BEGIN = re.compile(rf" *+[\d{re.escape(BULLETS)}]")
"""Takes all lines that `MARKER` takes, and few others; it is quicker."""

LOOKAHEAD = 10
"""Within how many lines a head ends."""

_SHORT = 20
_MOST_STARTS = 12
_LEAST_DATE = 4
_LONGEST_THEME = 60
_AROUND = " |·,;:()[]–—-"
_LONGEST_LINE = 400
_MOST_WORDS = 3  # lines of text between a marker and its date
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]*\)\s*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_NUMBERED = re.compile(r"\[\d{1,6}\]")
_OPEN_LINK = re.compile(r"\[[^\]]*$|\]\([^)]*$")
_THEME_WORDS = (
    "permalink|permanent link|link|reply|edit|quote|report|said|says|wrote|antworten|bearbeiten|"
    "permanenter link|sagte?|schrieb|répondre|modifier|a dit|a écrit|responder|editar|dijo|disse|"
    "rispondi|modifica|ha detto|beantwoorden|bewerken|zei|schreef|odpowiedz|edytuj|ответить|"
    "изменить|返信|編集"
)
_THEME = re.compile(
    rf"[\s|·•#¶(\[,;–—-]*(?:(?:{_THEME_WORDS}|#\d+|[#¶↓→↩])[\s|·)\]:,;.↓→↩]*)+$", re.IGNORECASE
)
_THEME_ENDS = tuple(re.split("[| ]", _THEME_WORDS.replace("sagte?", "sagt|sagte")))
_POSTED = (
    "posted|published|written|commented|submitted|veröffentlicht|verfasst|geschrieben|publié|"
    "publicado|pubblicato|geplaatst|dodano|опубликовано|date|datum"
)
_LEADING = re.compile(rf"[\s|·(\[,;–—-]*(?:(?:{_POSTED})\s*:?\s*)?", re.IGNORECASE)
_START = re.compile(r"(?<![^\W_])(?:\d|[^\W\d_]+)")
_GLUED = re.compile(r"(?<=[^\W_A-Z])[A-Z][a-z]{2,8}(?=\.? \d)")
_STARTERS = frozenset(MONTHS) | WEEKDAYS | frozenset(DAYS_BACK) | {"vor", "il", "hace", "há"}
_DIGIT = re.compile(r"\d")
_NO_DIGITS = ("ago", "hier", "gestern", "heute", "ayer", "hoy", "day", "vor ", "hace", "前", "日")
_FIRST = re.compile(r"\W*(?:\d|([^\W\d_]+))")
_FIRST_WORDS = KNOWN.union(_POSTED.split("|"))
_JOINT = re.compile(r"(?:\s+(?:on|at|am|um|le|el|em|il|op|dnia|в|-|–|—|\||·|,|\()|[\s,|(·–—-])\s*$")


class Head(Struct):
    """The head of a comment: lines `at` to `end` (exclusive).

    `column` is where the marker stands, `content` where its date stands (-1 without one). `mark`
    is the bullet, "1" for a number, "" for none. `shape` says what stands on its lines: "m" a
    marker with text, "M" one alone, "t" text, "." an empty line, "d" a date; "D" a date on the
    marker's line; "P" a pingback without a date, "S" a name with "says:" without one.
    """

    at: int
    end: int
    column: int
    mark: str
    number: int
    words: list[str]
    content: int = -1
    date: Moment | None = None
    shape: str = ""


def find_head(lines: list[str], at: int, dates: DateReader) -> Head | None:
    """The head that begins with the marker on line `at`; None where there is none."""
    marker = MARKER.match(lines[at])
    if marker is None:
        return None
    lead, number, bullet, rest = marker.groups()
    if rest and not rest.strip("*-_= "):  # a line across the page
        return None
    words = [rest] if rest else []
    head = Head(at, at + 1, len(lead), bullet or "1", int(number or 0), words)
    head.shape = "m" if rest else "M"
    if not _find_date(head, lines, dates):
        return _on_one_line(head, rest, lines, dates)
    return head


def _find_date(head: Head, lines: list[str], dates: DateReader) -> bool:
    """Looks for the line of the date below the marker."""
    shape = head.shape
    words: list[str] = []
    for at in range(head.at + 1, min(len(lines), head.at + LOOKAHEAD)):
        line = lines[at]
        if not line:
            if shape[-1] != ".":
                shape += "."
            continue
        text = line.lstrip()
        moment, used = _date_at(lines, at, text, dates)
        if used:
            head.words.extend(words)
            head.shape = shape + "d"
            head.date, head.content, head.end = moment, len(line) - len(text), at + used
            return True
        words.append(text)
        shape += "t"
        if len(words) == _MOST_WORDS or MARKER.match(line) or len(text) > LONGEST:
            return False
    return False


def _date_at(lines: list[str], at: int, text: str, dates: DateReader) -> tuple[Moment | None, int]:
    """The date that line `at` is (with the next one, where a link was wrapped), and its lines."""
    found, moment = date_of(text, dates)
    if found:
        marker = MARKER.match(text) if MAY_BEGIN.match(text) else None
        if marker and dates.is_date(marker[4] or ""):  # a name that looks like a date
            return None, 0
        return moment, 1
    if at + 1 < len(lines) and (_OPEN_LINK.search(text) or _begins_date(text)):
        found, moment = date_of(f"{text} {lines[at + 1].lstrip()}", dates)
        if found:
            return moment, 2
    return None, 0


def _without_theme(text: str) -> str:
    """A text without what themes write behind a date: "(Edit)", "said:", "| Reply"."""
    end = text.casefold().rstrip(_AROUND + ".↓→↩")
    if end.endswith(_THEME_ENDS) or "#" in end or "¶" in end:
        theme = _THEME.search(text, max(0, len(text) - _LONGEST_THEME))
        text = text[: theme.start()] if theme else text
    return text.rstrip(_AROUND + "↓→↩")


def _has_date_signs(text: str) -> bool:
    return _DIGIT.search(text) is not None or any(map(text.__contains__, _NO_DIGITS))


def _begins_date(line: str) -> bool:
    word = _START.search(line)
    return word is not None and len(line) - len(line.lstrip()) == word.start() and _starts(word[0])


def _starts(word: str) -> bool:
    return word[0].isdigit() or word.casefold() in _STARTERS


def date_of(line: str, dates: DateReader) -> tuple[bool, Moment | None]:
    """Whether the whole of a line is a date (with what themes add), and which."""
    text = line.strip()
    if len(text) <= LONGEST and (moment := dates.read(text)) is not None:
        return True, moment
    if len(text) > _LONGEST_LINE or not _has_date_signs(text):
        return False, None
    plain = undressed(text)
    first = _FIRST.match(plain)
    if first and first[1] and first[1].casefold() not in _FIRST_WORDS and text.isascii():
        return False, None
    plain = plain.replace("_", " ")
    plain = _without_theme(plain[_LEADING.match(plain).end() :]).strip(_AROUND)  # type: ignore[union-attr]
    if not plain or not _has_date_signs(plain):
        return False, None
    moment = dates.read(plain)
    return moment is not None or dates.is_date(plain), moment


def undressed(text: str) -> str:
    """Text without the signs of links and pictures that Markdown and text browsers put."""
    if "[" not in text:
        return text
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return _NUMBERED.sub("", text).strip()


def _on_one_line(head: Head, rest: str | None, lines: list[str], dates: DateReader) -> Head | None:
    """The head whose date stands on the line of the marker, or that has none."""
    found, used = _split_date_at(lines, head.at, rest or "", dates)
    if found is not None:
        head.end += used
        head.words, head.date = [found[0]], found[1]
        head.shape = "D"
        return head
    plain = undressed(rest or "")
    head.shape = _shape_without_date(plain)
    return head if head.shape else None


def _shape_without_date(text: str) -> str:
    if PINGED.match(text):
        return "P"
    return "S" if text.endswith((":", "：")) and SAID.match(text) else ""


def _split_date_at(
    lines: list[str], at: int, text: str, dates: DateReader
) -> tuple[tuple[str, Moment | None] | None, int]:
    """The name and date on a line, or on it and the next, where the line was wrapped."""
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if following and len(following) < _SHORT and _has_date_signs(text):
        found = split_date(f"{text} {following}", dates)
        if found is not None:
            return found, 1
    return split_date(text, dates), 0


def split_date(text: str, dates: DateReader) -> tuple[str, Moment | None] | None:
    """What stands before the date at the end of a line, and the date; None without a date."""
    if len(text) > _LONGEST_LINE or not _has_date_signs(text):
        return None
    plain = undressed(text)
    starts = [
        start.start()
        for start in chain(_START.finditer(plain), _GLUED.finditer(plain))
        if start.start() and _starts(start[0])
    ]
    if not starts:
        return None
    plain = _without_theme(plain)
    for start in starts[:_MOST_STARTS]:
        date = plain[start:]
        moment = dates.read(date)
        if moment is not None or (len(date) > _LEAST_DATE and dates.is_date(date)):
            return _JOINT.sub("", plain[:start]).strip(), moment
    return None
