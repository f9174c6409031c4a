"""What stands below the last comment: a form, and the rest of the site."""

from __future__ import annotations

from itertools import islice

from threadreader.formats.text_words import FIELD, FORM, PAGES

_LONGEST_HEADING = 70
_NEAR = 3
_LONGEST_FORM = 40


def footer_start(lines: list[str], indent: int) -> int:
    """Where the site's own begins in the lines after the last head; their number where nowhere.

    Comments stand at `indent` or farther in; where that is 0, only the heading of a form tells.
    """
    lead = " " * indent
    at = 0
    while at < len(lines):
        line = lines[at]
        is_out = line and (not indent or not line.startswith(lead))
        if is_out and (_is_form(lines, at) or (indent and not _returns(lines, at, lead))):
            return at
        at += 1
    return len(lines)


def is_form_alone(lines: list[str]) -> bool:
    """Whether the lines are the form in which comments are written, and nothing else."""
    filled = [line for line in lines if line]
    return (
        len(filled) <= _LONGEST_FORM
        and FORM.match(filled[0]) is not None
        and all(FIELD.match(line) for line in filled[1:])
    )


def _is_form(lines: list[str], at: int) -> bool:
    line = lines[at]
    if len(line) > _LONGEST_HEADING or not (FORM.match(line) or PAGES.fullmatch(line)):
        return False
    return at == 0 or not lines[at - 1] or line[0] != " "


def _returns(lines: list[str], at: int, lead: str) -> bool:
    """Whether after a line that stands out, the text of the comment goes on."""
    seen = 0
    for line in islice(lines, at + 1, None):
        if line:
            if line.startswith(lead):
                return "[  " not in line and "____" not in line
            if FORM.match(line):
                return False
            seen += 1
            if seen == _NEAR:
                return False
    return False
