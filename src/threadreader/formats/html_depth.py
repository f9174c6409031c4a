"""Bounds how deep a page's elements lie in one another, as browsers do.

A parser that follows the HTML standard looks through all open elements at most start tags, and
opens unclosed elements of form again in every paragraph, so that without a bound a page of nothing
but start tags would take time and memory in the square of its length.
"""

from __future__ import annotations

import re
from collections import defaultdict

DEEPEST = 16_000
"""So many elements may be open at once; a thread of 5,000 levels stays well below."""

_FORM = frozenset(
    ("b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u")
)
_MOST_OF_ONE = {**dict.fromkeys(_FORM, 24), "table": 200, "dl": 200, "pre": 200}
# Other elements only where nobody leaves out the end tag: those without one lie in these.
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{'|'.join(_MOST_OF_ONE)}|div|ul|ol|section|article|blockquote|center"
    r"|details|fieldset|figure|main|menu|nav|aside|header|footer|address|dir|dialog|hgroup|search)"
    r"(?P<attributes>\s[^<>]*)?>",
    re.IGNORECASE,
)
_KEPT, _COUNTED, _DROPPED = range(3)


class _Depth:
    """How many elements of each name are open, and what became of their start tags."""

    def __init__(self) -> None:
        self._open: defaultdict[str, list[int]] = defaultdict(list)
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._total = 0

    def begin(self, name: str, *, has_attributes: bool) -> bool:
        """Whether the start tag lies too deep; those of form that are all alike never do."""
        state = _KEPT if name in _FORM and not has_attributes else _COUNTED
        if state and (
            self._counts[name] >= _MOST_OF_ONE.get(name, DEEPEST) or self._total >= DEEPEST
        ):
            state = _DROPPED
        self._add(name, state, 1)
        self._open[name].append(state)
        return state == _DROPPED

    def end(self, name: str) -> bool:
        """Whether the end tag is that of an element whose start tag lay too deep."""
        if not self._open[name]:
            return False
        state = self._open[name].pop()
        self._add(name, state, -1)
        return state == _DROPPED

    def _add(self, name: str, state: int, count: int) -> None:
        if state == _COUNTED:
            self._counts[name] += count
            self._total += count if name not in _FORM else 0


def bounded(text: str) -> tuple[str, int]:
    """The page without the tags of elements that lie too deep, and how many those are."""
    kept: list[str] = []
    depth = _Depth()
    at = dropped = 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if tag["end"]:
            is_deep = depth.end(name)
        else:
            is_deep = depth.begin(name, has_attributes=bool(tag["attributes"]))
            dropped += is_deep
        if is_deep:
            kept.append(text[at : tag.start()])
            at = tag.end()
    return ("".join(kept) + text[at:], dropped) if dropped else (text, 0)
