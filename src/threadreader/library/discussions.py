"""Sources to discussions: the format that fits is chosen, its stream built, parts are joined."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from threadreader.formats.base import Format, Source
from threadreader.formats.decode import is_binary
from threadreader.formats.registry import Candidate, candidates
from threadreader.library.parts import Discussion, Part, Parts, Progress
from threadreader.library.past import Past, Store
from threadreader.library.sources import Found
from threadreader.model import (
    Comment,
    Event,
    Notice,
    NotRecognisedError,
    Origin,
    ThreadreaderError,
)
from threadreader.thread.keys import story_key
from threadreader.thread.tree import Thread

__all__ = ["Discussion", "Part", "Reading", "Remembered", "read_sources", "versions"]

_CLOSE = 0.25  # formats this near to the surest one are tried as well
_MOST_TRIED = 3
_MOST_ALONE = 1000  # stories of one file; of more, remembering takes longer than reading again


class Reading(Struct):
    """What came of the sources: the discussions, and for each file what was considered.

    `considered` maps a path to the formats that claimed it, the chosen one first; `notices` are
    those of files as a whole; `errors` are the files that gave nothing. `read` are the files that
    were read now and hold whole stories of their own. `past`, where there is a catalogue, finds
    comments as they were before, and `store` is where it keeps what else is worth it.
    """

    discussions: list[Discussion] = field(default_factory=list)
    considered: dict[Path, list[Candidate]] = field(default_factory=dict)
    notices: dict[Path, list[Notice]] = field(default_factory=dict)
    errors: list[ThreadreaderError] = field(default_factory=list)
    read: dict[Path, Remembered] = field(default_factory=dict)
    past: Past | None = None
    store: Store | None = None


Known = Callable[[Path], "Remembered | None"]
"""Says what was read of a file before, None where that is not what is in it now."""


class Remembered(Struct, frozen=True):
    """What a file held when it was read: its format, stories, and notices on the whole of it.

    `alone`: other files could hold parts of its stories, so that it holds where it is read alone.
    """

    format: str
    discussions: list[Discussion]
    notices: list[Notice]
    alone: bool = False


def read_sources(
    found: Iterable[Found], progress: Progress | None = None, known: Known | None = None
) -> Reading:
    """Reads every source that is not `known`; never raises for what is in a file.

    A plain text file without a comment that was only come upon in a folder is no story.
    """
    reading = Reading()
    parts = Parts(progress)
    items = iter(found)
    first = list(islice(items, 2))
    alone = len(first) < 2
    for item in chain(first, items):
        remembered = known(item.path) if known and item.source else None
        if remembered is not None and (alone or not remembered.alone):
            parts.found.extend(remembered.discussions)
            reading.notices[item.path] = remembered.notices
        elif item.source is None:
            reading.errors.append(item.error or NotRecognisedError(f"{item.path}: not readable."))
        else:
            item.source.may_look_ahead = alone and progress is not None
            _read_one(item, item.source, parts, reading)
    _finish(parts, reading, alone=alone)
    return reading


def _finish(parts: Parts, reading: Reading, *, alone: bool) -> None:
    """Builds the threads, and tells which files can be remembered without the others."""
    kept: dict[Path, list[Discussion]] = {}
    joined = {
        part.origin.path
        for part in parts.found
        if isinstance(part, Part) and (part.start.join or part.start.opening)
    }
    parts.settle()
    for part in parts.found:
        if isinstance(part, Discussion):
            reading.discussions.append(part)
            continue
        discussion = part.discussion()
        reading.discussions.append(discussion)
        if part.origin.path is not None:
            kept.setdefault(part.origin.path, []).append(discussion)
            if part.files > 1:
                joined.add(part.origin.path)
    for path, discussions in kept.items():
        if path not in joined or (alone and len(discussions) <= _MOST_ALONE):
            chosen, notices = discussions[0].story.origin.format, reading.notices.get(path, [])
            reading.read[path] = Remembered(chosen, discussions, notices, alone=path in joined)


def _read_one(item: Found, source: Source, parts: Parts, reading: Reading) -> None:
    claims = candidates(source)
    if not claims or (_only_text(claims) and is_binary(source.head)):
        if item.named or not is_binary(source.head):
            reading.errors.append(_not_recognised(item.path, source))
        return
    chosen, claims = _chosen(source, claims)
    reading.considered[item.path] = claims
    before = len(parts.found)
    origin = Origin(item.path, chosen.name, source.size, source.modified)
    joined, notices = parts.put(_read_to_the_end(chosen, source), source, origin)
    reading.notices[item.path] = notices
    fresh = parts.found[before:]
    if not item.named and chosen.name == "text" and not any(map(_has_comments, fresh)):
        del parts.found[before:]
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
    if len(near) == 1 or claims[0].confidence >= 1:
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
    return {bytes(keys[at : at + 8]) for at in range(0, len(keys), 8)}
