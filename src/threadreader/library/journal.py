"""The journal: one line of text for each change since the last snapshot of a state.

A line is `1 KIND WORD…` (1 is the version). It sets values and toggles nothing, so that it may be
replayed any number of times. Comments are named by key; `KEY-KEY` is every comment from the one to
the other in the order in which they were first seen.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import cast

from threadreader.library.changes import (
    Change,
    FoldStates,
    MarkChange,
    MarkName,
    Pane,
    Place,
    Rebase,
    Runs,
    View,
    changed_runs,
)
from threadreader.library.known import Known
from threadreader.library.state import KeptPlace, StoryState
from threadreader.library.visits import Visit
from threadreader.thread.folds import LIMITED, NAMES, FoldBase

Slots = Sequence[int]
"""For each position in the thread the comment's slot among the known ones."""

_MARK_WORDS: dict[str, tuple[MarkName, bool]] = {
    "read": ("read", True),
    "unread": ("read", False),
    "star": ("starred", True),
    "unstar": ("starred", False),
}
_WORDS_OF_MARKS = {meaning: word for word, meaning in _MARK_WORDS.items()}
_ON_BASE = "base"


def lines(change: Change, known: Known, slots: Slots) -> Iterator[str]:
    """The lines that record a change of a thread."""
    if isinstance(change, MarkChange):
        word = _WORDS_OF_MARKS[change.name, change.marked]
        yield _line(word, *_spans(change.runs, known, slots))
    elif isinstance(change, FoldStates):
        yield from _fold_lines(change, known, slots)
    elif isinstance(change, Rebase):
        yield _line("rebase", str(change.base), *_base_spans(change.base, known, slots))
    elif isinstance(change, Place):
        key = "-" if change.comment is None else known.key(slots[change.comment]).hex()
        yield _line("place", change.pane, key, change.line, change.row, f"{change.article:.6g}")
    else:
        filter_text = json.dumps(change.filter)
        yield _line("view", change.context, change.order, filter_text)


def visit_line(visit: Visit) -> str:
    """The line that records how long a visit has lasted."""
    left = [visit.unfinished] if visit.unfinished else []
    return _line("visit", visit.began.isoformat(), visit.ended.isoformat(), visit.known, *left)


def story_line(*, starred: bool) -> str:
    """The line that records whether the story has a star."""
    return _line("story", "star" if starred else "unstar")


def _line(*words: object) -> str:
    return " ".join(("1", *map(str, words))) + "\n"


def _fold_lines(change: FoldStates, known: Known, slots: Slots) -> Iterator[str]:
    by_state: dict[str, list[str]] = {}
    for position, state in change.states:
        name = _ON_BASE if state is None else NAMES[state]
        by_state.setdefault(name, []).append(known.key(slots[position]).hex())
    for name, keys in by_state.items():
        yield _line("fold", name, *keys)


def _base_spans(base: FoldBase, known: Known, slots: Slots) -> Iterator[str]:
    if base.kind == "smart" and base.read is not None:
        read = base.read
        runs = tuple(changed_runs(read, 0, len(read), marked=False))
        yield from _spans(runs, known, slots)


def _spans(runs: Runs, known: Known, slots: Slots) -> Iterator[str]:
    """Runs of positions as runs of slots, each named by its first and last key."""
    for start, stop in runs:
        part = slots[start:stop]
        for first, last in [(part[0], part[-1])] if isinstance(part, range) else _slot_runs(part):
            key = known.key(first).hex()
            yield key if first == last else f"{key}-{known.key(last).hex()}"


def _slot_runs(slots: Slots) -> Iterator[tuple[int, int]]:
    ordered = array("i", sorted(slots))
    first = last = ordered[0]
    for slot in ordered[1:]:
        if slot != last + 1:
            yield first, last
            first = slot
        last = slot
    yield first, last


def replay(text: str, state: StoryState) -> list[str]:
    """Applies the lines to a state; returns those that say nothing, or not all they should."""
    return [line for line in text.split("\n") if line and not _apply(line, state)]


def _apply(line: str, state: StoryState) -> bool:
    version, _, rest = line.partition(" ")
    words = rest.split(" ")
    try:
        return version == "1" and _apply_words(words, state)
    except (ValueError, IndexError):
        return False


def _apply_words(words: list[str], state: StoryState) -> bool:
    kind, rest = words[0], words[1:]
    if kind in _MARK_WORDS:
        name, marked = _MARK_WORDS[kind]
        return _set_flags(state.known, rest, name, marked=marked)
    if kind == "fold":
        _set_folds(state, rest[0], [bytes.fromhex(_key(word)) for word in rest[1:]])
    elif kind == "rebase":
        return _rebase(state, rest)
    elif kind == "place":
        state.place = _place(rest)
    elif kind == "view":
        context, order, filter_text = " ".join(rest).split(" ", 2)
        state.view = View(str(json.loads(filter_text)), context, order)
    elif kind == "visit":
        _set_visit(state, rest)
    elif kind == "story":
        state.starred = rest == ["star"]
    else:
        return False
    return True


def _key(word: str) -> str:
    if len(word) != 16:
        raise ValueError(word)
    return word


def _slot_ranges(known: Known, words: Iterable[str]) -> tuple[list[tuple[int, int]], bool]:
    """The ranges of slots, and whether it is known of each what it holds.

    Of a range that is lost with a damaged snapshot its ends are taken, which are named.
    """
    ranges, is_whole = [], True
    for word in words:
        ends = [bytes.fromhex(_key(end)) for end in word.split("-", 1)]
        start, stop = known.slot(ends[0]), known.slot(ends[-1])
        if 0 <= start <= stop:
            ranges.append((start, stop + 1))
            continue
        is_whole = is_whole and len(ends) == 1
        ranges += [(slot, slot + 1) for slot in map(known.add, ends)]
    return ranges, is_whole


def _set_flags(known: Known, words: list[str], name: MarkName, *, marked: bool) -> bool:
    ranges, is_whole = _slot_ranges(known, words)
    for start, stop in ranges:
        known.marks(name)[start:stop] = bytes([marked]) * (stop - start)
    return is_whole


def _set_folds(state: StoryState, name: str, keys: list[bytes]) -> None:
    if name == _ON_BASE:
        for key in keys:
            state.folds.pop(key, None)
        return
    fold = NAMES.index(name)
    for key in keys:
        state.folds[key] = fold


def _rebase(state: StoryState, words: list[str]) -> bool:
    limit = words[1:2] if words[0] in LIMITED else []
    state.base = " ".join([words[0], *limit])
    state.folds.clear()
    ranges, is_whole = _slot_ranges(state.known, words[1 + len(limit) :])
    state.base_read = bytearray(len(state.known))
    for start, stop in ranges:
        state.base_read[start:stop] = b"\1" * (stop - start)
    return is_whole


def _place(words: list[str]) -> KeptPlace:
    pane, key, line, row, article = words
    if pane not in ("article", "comments"):
        raise ValueError(pane)
    comment = b"" if key == "-" else bytes.fromhex(_key(key))
    return KeptPlace(cast("Pane", pane), comment, int(line), int(row), float(article))


def _set_visit(state: StoryState, words: list[str]) -> None:
    began, ended = map(datetime.fromisoformat, words[:2])
    if began.tzinfo is None or ended.tzinfo is None:
        raise ValueError(words)
    visit = Visit(began, ended, int(words[2]), "".join(words[3:4]))
    state.visits = [other for other in state.visits if other.began != began] + [visit]
    state.dated_visits()
