"""Stories while they are read: parts in several files that are one discussion are joined.

Parts with the same join key are joined as they come. A part whose article answers something (a
month of a mailing list that begins in the middle of a thread, a comment with its replies) waits
until all is read: its article becomes a comment where another part holds what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from threadreader.formats.base import Source
from threadreader.model import Comment, Event, Notice, Origin, Reply, Restart, Story, StoryStart
from threadreader.thread.bodies import Spool
from threadreader.thread.build import Builder
from threadreader.thread.keys import story_identity, story_key
from threadreader.thread.tree import Thread

Progress = Callable[[Source, Collection["Part"], int], None]
"""Called now and then with the source being read, its parts so far, and its number of comments."""

_PROGRESS_EVERY = 512
_SPACE = re.compile(r"[^:/]*")
_NO_LONGER_TRUE = "missing-ancestors"


class Discussion(Struct, frozen=True):
    """A story with its thread, as read from one file or joined from several.

    `is_whole` is False while its file is still being read.
    """

    story: Story
    thread: Thread
    notices: tuple[Notice, ...]
    is_whole: bool = True


class Part(Struct):
    """A story while it is being read: its start, its comments so far, its notices."""

    start: StoryStart
    builder: Builder
    origin: Origin
    notices: list[Notice] = field(default_factory=list)
    files: int = 1

    @property
    def space(self) -> str:
        """Whose ids its comments have: a site's, or those of all mail."""
        found = _SPACE.match(self.start.join or self.start.id)
        return found[0] if found else ""

    def add(self, comment: Comment) -> None:
        """Takes a comment that no file before had."""
        if self.files == 1 or not comment.own_id or comment.id not in self.builder:
            self.builder.add(comment)

    def begin_again(self, start: StoryStart, origin: Origin) -> None:
        """Takes what its file says of the story when more is known of it."""
        if self.files == 1:
            self.start = start
        else:
            self._complete(start, origin)

    def join(self, start: StoryStart, origin: Origin) -> None:
        """Takes what another file says of the story; comments come from there from now on."""
        self.next_file()
        self._complete(start, origin)

    def _complete(self, start: StoryStart, origin: Origin) -> None:
        if start.has_article and not self.start.has_article:
            self.start, self.origin, start = start, origin, self.start
        self.start = _completed(self.start, start)

    def next_file(self) -> None:
        """From now on comments come from another file."""
        self.files += 1
        self.builder.next_part()

    def discussion(self) -> Discussion:
        """The story and thread of what was read so far."""
        start = self.start
        thread, repairs = self.builder.thread()
        identity = story_identity(start)
        story = Story(
            key=start.key or story_key(identity),
            identity=identity,
            title=start.title,
            author=start.author,
            url=start.url,
            published=start.published,
            body=start.body,
            source=start.source,
            origin=self.origin,
        )
        return Discussion(story, thread, (*self.notices, *repairs))


class Parts:
    """The parts read so far, joined as they come."""

    def __init__(self, progress: Progress | None) -> None:
        self.found: list[Part | Discussion] = []
        self._joined: dict[str, Part] = {}
        self._progress = progress
        self._spool = Spool()

    def put(
        self, events: Iterable[Event], source: Source, origin: Origin
    ) -> tuple[bool, list[Notice]]:
        """Adds what a format reads.

        Returns whether it went (also) into a story of an earlier file, and the notices of the file
        as a whole.
        """
        source.sweeps, source.swept = 1, 0
        file = self._file(source, origin)
        for count, event in enumerate(events):
            if isinstance(event, Restart):
                self._tell(source, file)
                file = self._anew(file, source, origin)
            file.take(event)
            if source.on_read and count % _PROGRESS_EVERY == 0:
                source.on_read()
        source.on_read = None
        return file.joined, file.loose_notices()

    def _file(self, source: Source, origin: Origin) -> _File:
        file = _File(self, origin)
        if self._progress is not None:
            source.on_read = partial(self._tell, source, file)
        return file

    def _anew(self, ahead: _File, source: Source, origin: Origin) -> _File:
        """Forgets the stories the only file told so far; what is shown of them keeps its bodies."""
        self.found.clear()
        self._joined.clear()
        self._spool = Spool()
        file = self._file(source, origin)
        file.loose = ahead.loose
        return file

    def _tell(self, source: Source, file: _File) -> None:
        if self._progress is not None:
            self._progress(source, file.here.values(), file.comments)

    def settle(self) -> None:
        """Puts the parts that answer another one where they belong; called when all is read."""
        parts = [part for part in self.found if isinstance(part, Part)]
        holders, stories = _holders(parts), _stories(parts)
        answered: dict[int, Part] = {}
        for part in parts:
            if part.start.opening is not None:
                parent = (part.space, part.start.opening.parent or "")
                holder = holders.get(parent) or stories.get(part.start.join)
                if holder is not None:
                    answered[id(part)] = holder
        gone = set()
        for part in parts:
            if (holder := _uppermost(part, answered)) is not None:
                _merge(part, holder)
                gone.add(id(part))
        if gone:
            self.found = [part for part in self.found if id(part) not in gone]

    def begin(self, start: StoryStart, origin: Origin) -> Part:
        """The part of a story that begins, one of an earlier file where it goes on."""
        key = start.join
        if start.opening is not None:
            key = f"{key}\n{start.opening.id}"
        part = self._joined.get(key) if start.join else None
        if part is None or _are_different(start, part.start):
            part = Part(start, Builder(start.siblings, self._spool), origin)
            self.found.append(part)
            if start.join:
                self._joined.setdefault(key, part)
            return part
        part.join(start, origin)
        return part


class _File:
    """What the events of one file put where; `here` are its stories by the names it gives them."""

    def __init__(self, parts: Parts, origin: Origin) -> None:
        self.here: dict[str, Part] = {}
        self.comments = 0
        self.joined = False
        self._parts = parts
        self._origin = origin
        self.loose: list[Notice] = []

    def take(self, event: Event) -> None:
        """Puts one event where it belongs."""
        part = self.here.get(event.story) if event.story is not None else None
        if isinstance(event, Comment):
            if part is not None:
                self.comments += 1
                part.add(event)
        elif isinstance(event, StoryStart):
            if part is None:
                self._begin(event)
            else:
                part.begin_again(event, self._origin)
        elif isinstance(event, Notice):
            (part.notices if part else self.loose).append(event)
        elif part is not None and isinstance(event, Reply):
            part.builder.answers(event.id, event.parent)

    def loose_notices(self) -> list[Notice]:
        """The notices of the file as a whole, but those of a single story become its own."""
        if len(self.here) == 1:
            next(iter(self.here.values())).notices.extend(self.loose)
            return []
        return self.loose

    def _begin(self, start: StoryStart) -> None:
        known = len(self._parts.found)
        self.here[start.story] = self._parts.begin(start, self._origin)
        self.joined = self.joined or len(self._parts.found) == known


def _stories(parts: Iterable[Part]) -> dict[str, Part]:
    """The parts that answer nothing, by their join keys and ids."""
    stories: dict[str, Part] = {}
    for part in parts:
        if part.start.opening is None:
            for key in filter(None, (part.start.join, part.start.id)):
                stories.setdefault(key, part)
    return stories


def _holders(parts: Iterable[Part]) -> dict[tuple[str, str], Part]:
    """The part in which each comment is that an article answers."""
    wanted: dict[str, set[str]] = {}
    for part in parts:
        if part.start.opening is not None and part.start.opening.parent:
            wanted.setdefault(part.space, set()).add(part.start.opening.parent)
    holders: dict[tuple[str, str], Part] = {}
    for part in parts if wanted else ():
        names = wanted.get(part.space, set())
        held = part.builder.ids() & names
        if part.start.opening is not None and part.start.opening.id in names:
            held.add(part.start.opening.id)
        for name in held:
            holders.setdefault((part.space, name), part)
    return holders


def _uppermost(part: Part, answered: dict[int, Part]) -> Part | None:
    """The part in which a part's comments end up; None where it stays a story of its own."""
    passed = {id(part)}
    holder = answered.get(id(part))
    while holder is not None and id(holder) in answered:
        if id(holder) in passed:
            return None
        passed.add(id(holder))
        holder = answered[id(holder)]
    return holder


def _merge(part: Part, holder: Part) -> None:
    """Makes the article of a part a comment of another, with all that is below it."""
    opening = part.start.opening
    if opening is None:
        return
    if opening.parent in _handles(holder.start):
        opening = replace(opening, parent=None)
    holder.next_file()
    holder.add(opening)
    for comment in part.builder.comments():
        parent = opening.id if comment.parent is None else comment.parent
        holder.add(replace(comment, parent=parent))
    holder.notices += [notice for notice in part.notices if notice.code != _NO_LONGER_TRUE]


def _are_different(start: StoryStart, other: StoryStart) -> bool:
    """Whether two articles are not the same: numbers by which parts join are those of a site."""
    return start.has_article and other.has_article and start.id != other.id


def _handles(start: StoryStart) -> tuple[str, ...]:
    """By what replies may name an article: its join key, with or without what that begins with."""
    key = start.join
    return tuple(filter(None, (key, key.partition(":")[2], key.rpartition("=")[2])))


def _completed(start: StoryStart, other: StoryStart) -> StoryStart:
    """A start with what another part of the same discussion knows beside it."""
    return replace(
        start,
        title=start.title or other.title,
        author=start.author or other.author,
        url=start.url or other.url,
        published=start.published or other.published,
        body=start.body or other.body,
        id=start.id or other.id,
        source=start.source or other.source,
    )
