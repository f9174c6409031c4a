"""What is alike in all comments of a page: its geometry, learned from its first part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from threadreader.formats.text_heads import Head, undressed
from threadreader.formats.text_words import SAYS, SAYS_GLUED

NUMBER = "1"
_RARE = 0.03
_SELDOM = 0.1
_MANY = 0.2
_NEARLY_ALL = 0.8
_MOST = 0.6
_WIDEST_STEP = 8
_AVATAR = re.compile(r"\s*\[[^\]\s]{0,40}\]\s*")
_LINK_NUMBER = re.compile(r"\[\d{1,6}\]")


@dataclass(slots=True)
class Layout:
    """The geometry of a page.

    `shapes`: what the heads look like (see `Head.shape`). `marks`: the bullets of replies.
    `by_marker`: depth shows in the columns of markers alone. `right_aligned`: numbers end, not
    begin, in one column. `top`: the level of top-level comments, `top_mark` their marker.
    `steps`: by how many columns a reply stands deeper, under a number and under a bullet.
    `plain`: there are no markers. `first`: the line before which no comment stands.
    `offsets`: how far the content stands from the marker, likewise. `body`: how far the text stands
    from the date. `cap`: the level at which the program stopped to indent, -1 where it
    did not or where markers tell the depth there.
    """

    shapes: frozenset[str] = frozenset()
    marks: set[str] = field(default_factory=set)
    by_marker: bool = False
    right_aligned: bool = False
    top: int = 0
    top_mark: str = NUMBER
    steps: dict[bool, set[int]] = field(default_factory=lambda: {True: set(), False: set()})
    offsets: dict[bool, int] = field(default_factory=dict)
    body: int = 0
    cap: int = -1
    says: re.Pattern[str] | None = None
    avatars: bool = False
    link_numbers: bool = False
    underscores: bool = False
    markdown: bool = False
    plain: bool = False
    first: int = 0
    replies: bool = False
    width: int = 0

    def column(self, head: Head) -> int:
        """The column of a head's marker, that of its number brought in line."""
        if self.right_aligned and head.mark == NUMBER:
            return head.column + len(str(head.number)) - 1
        return head.column

    def level(self, head: Head) -> int:
        """The column by which the depth of a comment is told."""
        if self.by_marker:
            return self.column(head)
        if head.content >= 0:
            return head.content
        return self.column(head) + self.offsets.get(head.mark == NUMBER, 2)

    def fits(self, head: Head) -> bool:
        """Whether a head looks as the heads of this page do."""
        if head.shape not in self.shapes and not self._was_wrapped(head):
            return head.shape == "P" and self._is_in_place(head)
        if self.by_marker or head.content < 0 or self.plain:
            return self._is_in_place(head)
        offset = self.offsets.get(head.mark == NUMBER)
        found = head.content - self.column(head)
        if found != offset and offset is not None:
            return False
        return head.content > head.column and self._is_in_place(head)

    def _was_wrapped(self, head: Head) -> bool:
        """Whether the name went on on a second line, for which its shape is another one."""
        if len(head.words) < 2 or head.shape.replace("t", "", 1) not in self.shapes:
            return False
        used = head.column + len(head.words[0]) + len(head.words[1].partition(" ")[0])
        return 0 < self.width <= used + 4

    def _is_in_place(self, head: Head) -> bool:
        """Whether the marker is one that heads of the page have."""
        return head.mark == NUMBER or len(self.marks) != 1 or head.mark in self.marks


def learn(heads: list[Head], shape: str, lines: list[str], *, plain: bool = False) -> Layout:
    """The layout of a page whose heads look like `shape`, or nearly."""
    counts = Counter(head.shape for head in heads)
    least = max(2, counts[shape] * _SELDOM)
    shapes = {o for o, count in counts.items() if count >= least and _plain(o) == _plain(shape)}
    shapes |= {shape, shape.replace("m", "M", 1), shape.replace("M", "m", 1)}
    layout = Layout(frozenset(shapes), plain=plain)
    fitting = [head for head in heads if head.shape in shapes]
    layout.by_marker = not plain and _is_by_marker(fitting)
    if not layout.by_marker and not plain:
        fitting = [head for head in fitting if head.content > head.column]
    if fitting:
        _learn_columns(layout, fitting)
        _learn_levels(layout, fitting)
        _learn_words(layout, fitting)
        _learn_text(layout, fitting, lines)
    return layout


def _plain(shape: str) -> str:
    """A shape without the lines of text that some heads of a page have and others lack."""
    plain = shape.replace(".t", "").replace("t", "").replace("M", "m")
    return plain.replace("nn", "n").replace("n.n", "n")


def _is_by_marker(heads: list[Head]) -> bool:
    """Whether all dates stand in one column, to the left of the markers."""
    contents = {head.content for head in heads}
    to_the_right = sum(head.content < head.column for head in heads)
    return len(contents) == 1 and to_the_right > len(heads) * _NEARLY_ALL


def _learn_columns(layout: Layout, heads: list[Head]) -> None:
    numbers = [head for head in heads if head.mark == NUMBER]
    ends = Counter(h.content - h.column - len(str(h.number)) for h in numbers)
    starts = Counter(h.content - h.column for h in numbers)
    if layout.by_marker:
        ends = Counter(h.column + len(str(h.number)) for h in numbers)
        starts = Counter(h.column for h in numbers)
    layout.right_aligned = len(ends) < len(starts)
    for is_number in (True, False):
        found = Counter(
            h.content - layout.column(h) for h in heads if (h.mark == NUMBER) == is_number
        )
        if found:
            layout.offsets[is_number] = found.most_common(1)[0][0]


def _learn_levels(layout: Layout, heads: list[Head]) -> None:
    numbers = [head for head in heads if head.mark == NUMBER]
    tops = numbers or heads
    layout.top = _outermost(layout, tops)
    layout.top_mark = Counter(h.mark for h in tops if layout.level(h) == layout.top).most_common(1)[
        0
    ][0]
    replies = [head for head in heads if layout.level(head) > layout.top]
    marks = Counter(head.mark for head in replies)
    layout.marks = {m for m, count in marks.items() if count >= len(replies) * _RARE}
    steps: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for head, following in pairwise(heads):
        step = layout.level(following) - layout.level(head)
        if 0 < step <= _WIDEST_STEP:
            steps[head.mark == NUMBER][step] += 1
    if not layout.by_marker:  # the columns of texts go in under a number as under a bullet
        steps[True] = steps[False] = steps[True] + steps[False]
    for kind, found in steps.items():
        if found:
            usual = min(step for step, count in found.items() if count == max(found.values()))
            least = max(2, found[usual] * _MANY)
            layout.steps[kind] = {usual} | {s for s, count in found.items() if count >= least}
            if usual > 2:
                layout.steps[kind].update(range(1, usual))


def _outermost(layout: Layout, heads: list[Head]) -> int:
    """The level of top-level comments; without markers, a line that stands alone is none."""
    levels = Counter(layout.level(head) for head in heads)
    least = max(levels.values()) * _SELDOM if layout.plain else 0
    return min(level for level, count in levels.items() if count >= least)


def _learn_words(layout: Layout, heads: list[Head]) -> None:
    texts = [head.words[-1] for head in heads if head.words]
    if not texts:
        return
    layout.markdown = _share("](" in text for text in texts) > _RARE * 3
    layout.link_numbers = _share(_LINK_NUMBER.search(text) for text in texts) > 0.1
    layout.avatars = _share(_AVATAR.match(text) for text in texts) > _MOST
    plain = [undressed(text) for text in texts]
    for says in (SAYS, SAYS_GLUED):
        if _share(_stripped(says, text) for text in plain) > _MOST:
            layout.says = says
            return


def _learn_text(layout: Layout, heads: list[Head], lines: list[str]) -> None:
    """Where the text stands, and whether links were written with underscores."""
    starts: Counter[int] = Counter()
    dressed = 0
    begun = {head.at for head in heads}
    for head in heads:
        dressed += "_" in lines[head.end - 1] and " " not in lines[head.end - 1].strip()
        at = next((i for i in range(head.end, min(head.end + 3, len(lines))) if lines[i]), None)
        if at is not None and at not in begun:
            indent = len(lines[at]) - len(lines[at].lstrip())
            starts[indent - (layout.level(head) if head.content < 0 else head.content)] += 1
    layout.underscores = dressed > len(heads) * _MOST
    if starts:
        usual = starts.most_common(1)[0][0]
        layout.body = usual if usual < 0 or layout.by_marker or layout.plain else 0


def _stripped(says: re.Pattern[str], text: str) -> bool:
    match = says.search(text)
    return match is not None and bool(match[0].strip(" :"))


def _share(found: Iterable[object]) -> float:
    hits = [bool(hit) for hit in found]
    return sum(hits) / len(hits) if hits else 0.0
