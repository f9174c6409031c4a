"""The stories given, one row each, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from threadreader.library.changes import MarkChange, changed_runs
from threadreader.library.comments import Slots, by_position, recognise
from threadreader.library.config import Config
from threadreader.library.counts import Counts, CountsStore, last_read
from threadreader.library.discussions import Discussion, Reading, versions
from threadreader.library.glance import Glance, glance
from threadreader.library.identity import Identities, Kept
from threadreader.library.journal import story_line
from threadreader.library.openstory import Clock, OpenStory
from threadreader.library.past import Past, PastComment, past_of
from threadreader.library.recorder import Recorder, now
from threadreader.library.states import StateFile, StateFolder
from threadreader.library.visits import known_before, stamp_of
from threadreader.model import Body, Moment
from threadreader.thread.marks import Marks


class StoryRow(Struct, frozen=True):
    """One line of the list of stories.

    `saved` is when its file was written (seconds since 1970); `read_share` from 0 to 1.
    """

    key: str
    title: str
    author: str
    source: str
    format: str
    path: Path | None
    published: Moment | None
    saved: float
    comments: int
    unread: int
    new: int
    starred: bool
    last_read: datetime | None
    body: Body
    read_share: float


class _StoryStar(Struct, frozen=True):
    """A story that got a star or lost it."""

    starred: bool

    def inverse(self) -> _StoryStar:
        return _StoryStar(not self.starred)


class Shelf:
    """The stories given, with what is known of them; showing them is no visit.

    `problems` are sentences about state that could not be read or kept, for who shows them.
    """

    def __init__(
        self, reading: Reading, states: StateFolder, config: Config, clock: Clock = now
    ) -> None:
        self.errors = reading.errors
        self.problems: list[str] = []
        self._fold, self._seen_mail = config.fold, config.seen_mail
        self._clock = clock
        groups = versions(reading.discussions)
        self._catalogued = reading.past
        self._stories: dict[str, Discussion] = {}
        self._earlier: dict[str, list[Discussion]] = {}
        for present, *earlier in groups:
            self._stories[present.story.key] = present
            self._earlier[present.story.key] = earlier
        self._files: dict[str, StateFile] = {}
        counts = self._counted(reading, states)
        self.rows = [_row(story, counts[key]) for key, story in self._stories.items()]
        self._done: list[tuple[str, MarkChange | _StoryStar]] = []
        self._undone: list[tuple[str, MarkChange | _StoryStar]] = []

    def open(self, key: str, after: OpenStory | None = None) -> OpenStory:
        """Begins a visit of a story, or goes on with that of `after`, a part of the same story."""
        return OpenStory(
            self._stories[key],
            self._files[key],
            self._fold,
            self._clock,
            seen_mail=self._seen_mail,
            past=self._past(key),
            after=after,
        )

    def _past(self, key: str) -> Past:
        """Finds comments in earlier versions: those at hand, those the catalogue knows."""

        def past(stories: Iterable[str], wanted: Mapping[bytes, bytes]) -> dict[bytes, PastComment]:
            found: dict[bytes, PastComment] = {}
            for version in self._earlier[key]:
                found |= past_of(version.thread, {k: wanted[k] for k in wanted if k not in found})
            rest = {k: now for k, now in wanted.items() if k not in found}
            return found | (self._catalogued(stories, rest) if self._catalogued and rest else {})

        return past

    def refresh(self, key: str) -> StoryRow:
        """The story's row, counted again."""
        kept = Kept(self._files[key], self._files[key].load())
        counts = self._count(self._stories[key], kept)
        if self._counts is not None:
            self._counts.keep([(self._stories[key], counts)])
        row = _row(self._stories[key], counts)
        self.rows[list(self._stories).index(key)] = row
        return row

    def glance(self, key: str, most: int = 8) -> Glance:
        """Where its reader was, and the first threads with unread comments; from any thread."""
        return glance(self._stories[key], self._files[key].load(), most)

    def set_story_starred(self, key: str, *, starred: bool) -> None:
        """Stars a story, or takes its star away."""
        if self._files[key].load().state.starred != starred:
            self._do(key, _StoryStar(starred))

    def mark_all_read(self, key: str) -> bool:
        """Marks all comments of a story read; False where all were. It is no visit."""
        read = Marks(self._recorder(key).marks("read"))
        runs = tuple(changed_runs(read, 0, len(read), marked=True))
        if runs:
            self._do(key, MarkChange("read", runs, marked=True))
        return bool(runs)

    def undo(self) -> str | None:
        """Takes the last change of a story back; returns its key, None where there is none."""
        if not self._done:
            return None
        key, change = self._done.pop()
        self._undone.append((key, change))
        self._keep(key, change.inverse())
        return key

    def redo(self) -> str | None:
        """Makes again what `undo` took back; returns the story's key."""
        if not self._undone:
            return None
        key, change = self._undone.pop()
        self._done.append((key, change))
        self._keep(key, change)
        return key

    def _do(self, key: str, change: MarkChange | _StoryStar) -> None:
        self._undone.clear()
        self._done.append((key, change))
        self._keep(key, change)

    def _keep(self, key: str, change: MarkChange | _StoryStar) -> None:
        recorder = self._recorder(key)
        recorder.keep(
            change if isinstance(change, MarkChange) else story_line(starred=change.starred)
        )
        recorder.close()
        self.problems += recorder.problems
        self.refresh(key)

    def _counted(self, reading: Reading, states: StateFolder) -> dict[str, Counts]:
        """The numbers of each story: as they are kept, or counted."""
        stories, store = self._stories, None
        if reading.store is not None:
            store = CountsStore(reading.store, states, "seen" if self._seen_mail else "")
        self._counts = store
        counts = store.find(stories.values()) if store is not None else {}
        claimed = {known.file for known in counts.values()}
        left = [story for key, story in stories.items() if key not in counts]
        kept = _kept(left, Identities(states), claimed)
        fresh = {key: self._count(stories[key], found) for key, found in kept.items()}
        if store is not None:
            store.keep((stories[key], counted) for key, counted in fresh.items())
        counts |= fresh
        self._files = {key: states.file(counts[key].file) for key in stories}
        return counts

    def _count(self, discussion: Discussion, kept: Kept) -> Counts:
        return _counts(discussion, kept, seen_mail=self._seen_mail)

    def _recorder(self, key: str) -> Recorder:
        return Recorder(self._files[key], self._stories[key], self._clock)


def _kept(
    discussions: Iterable[Discussion], identities: Identities, claimed: set[str]
) -> dict[str, Kept]:
    """What is kept of each story: those that are known by their own key choose first.

    `claimed` are the keys of states that belong to other stories.
    """
    kept: dict[str, Kept] = {}
    for find in (identities.own, identities.find):
        for discussion in discussions:
            key = discussion.story.key
            if key not in kept and (found := find(discussion, claimed)) is not None:
                kept[key] = found
                claimed.add(found.file.key)
    return kept


def _counts(discussion: Discussion, kept: Kept, *, seen_mail: bool) -> Counts:
    state = kept.loaded.state
    visits, known = state.dated_visits(), state.known
    before, slots = len(known), recognise(known, discussion.thread)
    seen = known_before(visits, stamp_of(discussion), len(known))
    read = by_position(known.read, slots).count(1)
    if seen_mail and len(known) > before:
        is_seen = discussion.thread.seen
        read += sum(slot >= before and is_seen(at) for at, slot in enumerate(slots))
    return Counts(
        file=kept.file.key,
        unread=len(slots) - read,
        new=0 if seen is None else _count_from(seen, slots),
        starred=state.starred,
        last_read=visits[-1].ended.isoformat() if visits else "",
    )


def _row(discussion: Discussion, counts: Counts) -> StoryRow:
    story, comments = discussion.story, len(discussion.thread)
    return StoryRow(
        key=story.key,
        title=story.title,
        author=story.author,
        source=story.source,
        format=story.origin.format,
        path=story.origin.path,
        published=story.published,
        saved=story.origin.modified,
        comments=comments,
        unread=counts.unread,
        new=counts.new,
        starred=counts.starred,
        last_read=last_read(counts),
        body=story.body,
        read_share=(comments - counts.unread) / comments if comments else 0.0,
    )


def _count_from(seen: int, slots: Slots) -> int:
    """How many slots are `seen` or later ones."""
    return max(len(slots) - seen, 0) if isinstance(slots, range) else sum(map(seen.__le__, slots))
