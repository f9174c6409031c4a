"""Sources to discussions: the format that fits is chosen, its stream built, parts are joined."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from threadreader.formats.base import Format, Source
from threadreader.formats.decode import is_binary
from threadreader.formats.registry import Candidate, candidates
from threadreader.library.sources import Found
from threadreader.model import (
    Comment,
    Event,
    Notice,
    NotRecognisedError,
    Origin,
    Story,
    StoryStart,
    ThreadreaderError,
)
from threadreader.thread.build import Builder
from threadreader.thread.keys import story_identity, story_key
from threadreader.thread.tree import Thread

_CLOSE = 0.25  # formats this near to the surest one are tried as well
_MOST_TRIED = 3
_PROGRESS_EVERY = 512


@dataclass(frozen=True, slots=True)
class Discussion:
    """A story with its thread, as read from one file or joined from several."""

    story: Story
    thread: Thread
    notices: tuple[Notice, ...]


@dataclass
class Reading:
    """What came of the sources: the discussions, and for each file what was considered.

    `considered` maps a path to the formats that claimed it, the chosen one first; `notices` are
    those of files as a whole; `errors` are the files that gave nothing. `read` are the files that
    were read now and hold whole stories of their own.
    """

    discussions: list[Discussion] = field(default_factory=list)
    considered: dict[Path, list[Candidate]] = field(default_factory=dict)
    notices: dict[Path, list[Notice]] = field(default_factory=dict)
    errors: list[ThreadreaderError] = field(default_factory=list)
    read: dict[Path, Remembered] = field(default_factory=dict)


Progress = Callable[[Source, "list[Part]"], None]
"""Called now and then with the source being read and the parts so far."""

Known = Callable[[Path], "Remembered | None"]
"""Says what was read of a file before, None where that is not what is in it now."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a file held when it was read: its format, stories, and notices on the whole of it."""

    format: str
    discussions: list[Discussion]
    notices: list[Notice]


@dataclass
class Part:
    """A story while it is being read: its start, its comments so far, its notices."""

    start: StoryStart
    builder: Builder
    origin: Origin
    notices: list[Notice] = field(default_factory=list)
    files: int = 1

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


def read_sources(
    found: Iterable[Found], progress: Progress | None = None, known: Known | None = None
) -> Reading:
    """Reads every source that is not `known`; never raises for what is in a file.

    A plain text file without a comment that was only come upon in a folder is no story.
    """
    reading = Reading()
    shelf = _Shelf(progress)
    for item in found:
        remembered = known(item.path) if known and item.source else None
        if remembered is not None:
            shelf.parts.extend(remembered.discussions)
            reading.notices[item.path] = remembered.notices
        elif item.source is None:
            reading.errors.append(item.error or NotRecognisedError(f"{item.path}: not readable."))
        else:
            _read_one(item, item.source, shelf, reading)
    _finish(shelf, reading)
    return reading


def _finish(shelf: _Shelf, reading: Reading) -> None:
    """Builds the threads, and tells which files can be remembered without the others."""
    kept: dict[Path, list[Discussion]] = {}
    joined: set[Path] = set()
    for part in shelf.parts:
        if isinstance(part, Discussion):
            reading.discussions.append(part)
            continue
        discussion = part.discussion()
        reading.discussions.append(discussion)
        if part.origin.path is not None:
            kept.setdefault(part.origin.path, []).append(discussion)
            if part.start.join:
                joined.add(part.origin.path)
    for path, discussions in kept.items():
        if path not in joined:
            chosen = discussions[0].story.origin.format
            reading.read[path] = Remembered(chosen, discussions, reading.notices.get(path, []))


def _read_one(item: Found, source: Source, shelf: _Shelf, reading: Reading) -> None:
    claims = candidates(source)
    if not claims or (_only_text(claims) and is_binary(source.head)):
        if item.named or not is_binary(source.head):
            reading.errors.append(_not_recognised(item.path, source))
        return
    chosen, claims = _chosen(source, claims)
    reading.considered[item.path] = claims
    before = len(shelf.parts)
    joined, notices = shelf.put(chosen, source, item.path)
    reading.notices[item.path] = notices
    fresh = shelf.parts[before:]
    if not item.named and chosen.name == "text" and not any(map(_has_comments, fresh)):
        del shelf.parts[before:]
    elif not fresh and not joined:
        reading.errors.append(
            NotRecognisedError(f"{item.path}: there is nothing in it to show{_why(notices)}.")
        )


def _has_comments(part: Part | Discussion) -> bool:
    return len(part.builder if isinstance(part, Part) else part.thread) > 0


def _only_text(claims: list[Candidate]) -> bool:
    return all(claim.format.name == "text" for claim in claims)


def _not_recognised(path: Path, source: Source) -> NotRecognisedError:
    if not source.is_folder and not source.head:
        return NotRecognisedError(f"{path}: the file is empty.")
    return NotRecognisedError(
        f"{path}: no format knows this file; `threadreader --help` names where to read of them."
    )


def _why(notices: list[Notice]) -> str:
    return f" ({notices[0].message.rstrip('.')})" if notices else ""


def _chosen(source: Source, claims: list[Candidate]) -> tuple[Format, list[Candidate]]:
    """The surest format; of several about equally sure the one that reads most, trouble least."""
    near = [c for c in claims if c.confidence >= claims[0].confidence - _CLOSE][:_MOST_TRIED]
    if len(near) == 1:
        return claims[0].format, claims
    best = max(near, key=lambda claim: _worth(claim.format, source))
    return best.format, [best, *(claim for claim in claims if claim is not best)]


def _worth(candidate: Format, source: Source) -> tuple[int, int]:
    comments = notices = 0
    for event in _read_to_the_end(candidate, source):
        comments += isinstance(event, Comment)
        notices += isinstance(event, Notice)
    return comments, -notices


def _read_to_the_end(chosen: Format, source: Source) -> Iterator[Event]:
    """The format's stream; a file that breaks off or breaks its reader costs only what follows."""
    try:
        yield from chosen.read(source)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield Notice("damaged", f"The file is damaged or breaks off: {reason}.", byte=source.done)
    except MemoryError:
        yield Notice("too-large", "There is not enough memory for the rest.", byte=source.done)


class _Shelf:
    """The parts read so far, joined as they come."""

    def __init__(self, progress: Progress | None) -> None:
        self.parts: list[Part | Discussion] = []
        self._joined: dict[str, Part] = {}
        self._progress = progress

    def put(self, chosen: Format, source: Source, path: Path) -> tuple[bool, list[Notice]]:
        """Adds what the format reads.

        Returns whether it went (also) into a story of an earlier file, and the notices of the file
        as a whole.
        """
        here: dict[str, Part] = {}
        loose: list[Notice] = []
        joined = False
        origin = Origin(path, chosen.name, source.size, source.modified)
        for count, event in enumerate(_read_to_the_end(chosen, source)):
            if isinstance(event, StoryStart):
                known = len(self.parts)
                here[event.story] = self._part(event, origin)
                joined = joined or len(self.parts) == known
            elif isinstance(event, Comment):
                self._add(here.get(event.story), event)
            else:
                part = here.get(event.story) if event.story is not None else None
                (part.notices if part else loose).append(event)
            if self._progress and count % _PROGRESS_EVERY == 0:
                self._progress(source, list(here.values()))
        if len(here) == 1:
            next(iter(here.values())).notices.extend(loose)
            loose = []
        return joined, loose

    def _part(self, start: StoryStart, origin: Origin) -> Part:
        part = self._joined.get(start.join) if start.join else None
        if part is None:
            part = Part(start, Builder(start.siblings), origin)
            self.parts.append(part)
            if start.join:
                self._joined[start.join] = part
            return part
        part.files += 1
        if start.has_article and not part.start.has_article:
            part.start, part.origin = start, origin
        part.start = _completed(part.start, start)
        part.builder.order_by_date()
        return part

    @staticmethod
    def _add(part: Part | None, comment: Comment) -> None:
        if part is None:
            return
        if part.files > 1:
            if comment.own_id and comment.id in part.builder:
                return
            comment = _renamed(comment, part.files)
        part.builder.add(comment)


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


def _renamed(comment: Comment, part: int) -> Comment:
    """Made-up handles of different files must not meet."""
    if comment.own_id:
        return comment
    parent = None if comment.parent is None else f"{part}:{comment.parent}"
    return replace(comment, id=f"{part}:{comment.id}", parent=parent)


def versions(discussions: Iterable[Discussion]) -> Iterator[list[Discussion]]:
    """Groups of discussions that are versions of one story, the present one first.

    Two of one key are versions only when they share a comment or one has none; else the later one
    is a story of its own, with a key of its own.
    """
    groups: dict[str, list[Discussion]] = {}
    for discussion in discussions:
        key, number = discussion.story.key, 1
        current = discussion
        while key in groups and not _share(groups[key][0].thread, current.thread):
            number += 1
            key = story_key(f"{discussion.story.identity}\n{number}")
            current = replace(discussion, story=replace(discussion.story, key=key))
        groups.setdefault(key, []).append(current)
    for group in groups.values():
        yield sorted(group, key=lambda d: (-d.story.origin.modified, -len(d.thread)))


def _share(one: Thread, other: Thread) -> bool:
    if not len(one) or not len(other):
        return True
    known = _keys(one)
    return any(key in known for key in _keys(other))


def _keys(thread: Thread) -> set[bytes]:
    keys = thread.columns.keys
    return {keys[at : at + 8] for at in range(0, len(keys), 8)}
