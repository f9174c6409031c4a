"""What the header line, the captions and the filter bar say of a session."""

from __future__ import annotations

from collections import Counter

from threadreader.text.cells import cut
from threadreader.thread.views import FlatView
from threadreader.ui.bars import Fact
from threadreader.ui.filter_words import filter_words
from threadreader.ui.looking import CONTEXT_NAMES, Sight
from threadreader.ui.pace import minutes_left
from threadreader.ui.scene import Scene
from threadreader.ui.session import Session

_LONG_FILTER = 32
_NARROW, _HINTED = 60, 72
_CLEARS: Fact = ("  esc clears", "muted")
LEFT: Fact = (" left", "muted")
"""What goes without saying where the header line has no room for it."""


def header_facts(
    session: Session, scene: Scene, cursor: int | None, words_a_minute: float, *, width: int
) -> list[list[Fact]]:
    """The facts of the header line, from the left: filter or match, place, unread and new.

    On a screen of few cells (`width`) those are left out that can be missed.
    """
    thread = session.story.thread
    facts: list[list[Fact]] = []
    glyph, is_narrow = scene.look.glyph, width < _NARROW
    if session.found is not None and session.found.matches is not None and cursor is not None:
        matches = session.found.matches
        nth = matches.count(0, cursor + 1) if matches[cursor] else 0
        nth_words = f"{nth:,}/{session.found.count:,}" if nth else f"{session.found.count:,}"
        facts.append([(f"match {nth_words}", "key")])
    wish = session.sight.wish
    if wish.filter:
        longest = max(min((width - 24) // 2, _LONG_FILTER), width - 80, 1)
        text = cut(filter_words(wish.filter), longest, glyph("ellipsis"))
        facts.append([(text, "key"), *([_CLEARS] if width >= _HINTED else [])])
    if cursor is not None and not is_narrow and session.sight.wish.is_plain:
        threads = thread.columns.top
        facts.append([(f"thread {thread.thread_number(cursor) + 1:,}/{len(threads):,}", "muted")])
    if cursor is not None:
        facts.append([(_place(session, cursor), "text")])
    unread = session.unread()
    if unread and not is_narrow:
        minutes = minutes_left(session.story, unread, words_a_minute)
        facts.append([(f"{minutes:,} min", "muted"), LEFT])
    if unread:
        facts.append([(f"{unread:,} {glyph('unread')}", "unread")])
    new = session.new()
    if new:
        facts.append([(f"{new:,} {glyph('new')}", "new")])
    return facts


def _place(session: Session, cursor: int) -> str:
    sight = session.sight
    if isinstance(sight.view, FlatView):
        return f"{sight.view.rank(cursor) + 1:,}/{sight.count:,}"
    if sight.matches is None:
        return f"{cursor + 1:,}/{len(session.story.thread):,}"
    return f"{sight.matches.count(0, cursor + 1):,}/{sight.count:,}"


def fold_notes(session: Session) -> list[Fact]:
    """Who folded what: at the right end of the caption of the comments."""
    if not session.has_own_folds:
        sight = session.sight
        hidden = len(session.story.thread) - sight.count - sight.beside
        order = session.sight.wish.order
        if session.sight.wish.filter:
            return [(f"{hidden:,} hidden by filter", "muted")]
        return [(f"in order: {order}", "muted")]
    base, count = session.folds.base, session.folds.folded
    by_base = {
        "smart": "read ones folded by 0",
        "depth": f"to depth {base.limit}",
        "size": f"threads over {base.limit:,} folded by default",
        "folded": "all folded by me",
    }
    words = by_base.get(base.kind) or (f"{count:,} folded by me" if count else "")
    return [(words, "muted")] if words else []


def search_notes(sight: Sight, cursor: int | None) -> list[Fact]:
    """How much a search finds, and which of it the cursor is on: at the right end of its bar."""
    matches, count = sight.matches, sight.count
    if matches is None or cursor is None or not matches[cursor]:
        return [(f"{count:,} match" + ("es" if count != 1 else ""), "title")]
    return [(f"match {matches.count(0, cursor + 1):,} of {count:,}", "title")]


def filter_notes(session: Session, scene: Scene) -> list[Fact]:
    """How much a filter finds: at the right end of its bar."""
    sight, story = session.sight, session.story
    if sight.matches is None:
        return [(f"{len(story.thread):,} comments", "muted")]
    notes: list[Fact] = [(f"{sight.count:,} of {len(story.thread):,}", "title")]
    flags = sight.matches.to_bytes()
    if sight.count <= 50_000:
        column = story.thread.columns.author
        authors = len(Counter(column[at] for at in range(len(flags)) if flags[at]))
        notes.append((f"{authors:,} author" + ("s" if authors != 1 else ""), "muted"))
    found = int.from_bytes(flags, "little")
    unread = (found & ~int.from_bytes(story.read.to_bytes(), "little")).bit_count()
    new = (found & int.from_bytes(story.new.to_bytes(), "little")).bit_count()
    if unread:
        notes.append((f"{unread:,} {scene.look.glyph('unread')}", "unread"))
    if new:
        notes.append((f"{new:,} {scene.look.glyph('new')}", "new"))
    if sight.wish.order == "thread":
        notes.append((CONTEXT_NAMES[sight.wish.context], "muted"))
    return notes
