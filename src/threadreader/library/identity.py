"""Which state belongs to a story: also when its headline or address changed."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

from threadreader.library.discussions import Discussion
from threadreader.library.known import Known, split
from threadreader.library.packed import unpacked
from threadreader.library.states import Loaded, StateFile, StateFolder
from threadreader.model import Story
from threadreader.thread.keys import KEY_SIZE, normalised, story_key
from threadreader.thread.tree import Thread

_ENOUGH_KEYS = 3
_HEAD_BYTES = 8192  # of each state file, where its title and its first comments stand
_MOST_FILES = 2000
_MOST_TRIED = 20
_MOST_KEYS = 20_000  # of a thread, the first: a state begins with the first as well
_MOST_NUMBERS = 1000
_LINE = re.compile(
    r'^(title|also|known) = (".*"|\[[^\]]*\]?|\'\'\'\n[A-Za-z0-9+/= \n]*)', re.MULTILINE
)
_KEY = re.compile(r'"([0-9a-f]{16})"')


class Kept(Struct, frozen=True):
    """What is kept of a story: its files, and the state in them."""

    file: StateFile
    loaded: Loaded


class Identities:
    """Finds the state of a story. All state files are looked into only for an unknown story."""

    def __init__(self, states: StateFolder) -> None:
        self._states = states
        self._seen = -1
        self._titles: dict[str, list[str]] = {}
        self._also: dict[str, list[str]] = {}
        self._stories_of: dict[bytes, str] = {}

    def own(self, discussion: Discussion, claimed: Collection[str] = ()) -> Kept | None:
        """The state under the story's own key, or under one for a further story of its identity.

        `claimed` are the keys of states that belong to other stories at hand.
        """
        for number, key in enumerate(_own_keys(discussion.story)):
            if self._states.file(key).exists():
                if kept := self._fitting(key, discussion, claimed):
                    return kept
            elif number > 1:
                return None
        return None

    def find(self, discussion: Discussion, claimed: Collection[str] = ()) -> Kept:
        """The story's state: its own, else that of the same story under another key, else none."""
        kept = self.own(discussion, claimed) or self._another(discussion, claimed)
        if kept is not None:
            return kept
        for key in _own_keys(discussion.story):
            if key not in claimed and not self._states.file(key).exists():
                break
        return Kept(self._states.file(key), Loaded())

    def _fitting(self, key: str, discussion: Discussion, claimed: Collection[str]) -> Kept | None:
        if key in claimed:
            return None
        file = self._states.file(key)
        loaded = file.load()
        fits = loaded.state.known.shares(discussion.thread.columns.keys)
        return Kept(file, loaded) if fits else None

    def _another(self, discussion: Discussion, claimed: Collection[str]) -> Kept | None:
        """The state of the same story under another key, by its title or its comments."""
        self._look()
        for key in islice(self._candidates(discussion), _MOST_TRIED):
            if kept := self._fitting(key, discussion, claimed):
                return kept
        for key in self._with_comments_of(discussion.thread):
            kept = self._fitting(key, discussion, claimed)
            if kept and _has_same_texts(kept.loaded.state.known, discussion.thread):
                return kept
        return None

    def _candidates(self, discussion: Discussion) -> Iterator[str]:
        story = discussion.story
        yield from self._also.get(story.key, ())
        yield from self._titles.get(normalised(story.title), ())

    def _with_comments_of(self, thread: Thread) -> list[str]:
        found = Counter(
            self._stories_of[key]
            for key in split(thread.columns.keys[: _MOST_KEYS * KEY_SIZE], KEY_SIZE)
            if key in self._stories_of
        )
        return [key for key, count in found.most_common(_MOST_TRIED) if count >= _ENOUGH_KEYS]

    def _look(self) -> None:
        """Reads the head of each state file, again only when one of them was replaced."""
        if (changed := self._states.changed()) == self._seen:
            return
        self._seen = changed
        self._titles, self._also, self._stories_of = {}, {}, {}
        for path in self._states.snapshots()[:_MOST_FILES]:
            self._look_into(path)

    def _look_into(self, path: Path) -> None:
        key = path.stem
        for name, value in _head(path):
            if name == "title" and (title := normalised(_string(value))):
                self._titles.setdefault(title, []).append(key)
            elif name == "also":
                for other in _KEY.findall(value):
                    self._also.setdefault(other, []).append(key)
            elif name == "known":
                for comment in _comment_keys(value):
                    self._stories_of.setdefault(comment, key)


def _has_same_texts(known: Known, thread: Thread) -> bool:
    """Whether comments in common say the same: small numbers are ids in many a story."""
    same = 0
    for position in range(min(len(thread), _MOST_KEYS)):
        slot = known.slot(thread.key(position))
        same += slot >= 0 and known.print(slot) == thread.fingerprint(position)
        if same >= _ENOUGH_KEYS:
            return True
    return False


def _own_keys(story: Story) -> Iterator[str]:
    """The story's key, and those of further stories of the same identity."""
    yield story.key
    first = story_key(story.identity)
    if first != story.key:
        yield first
    for number in range(2, _MOST_NUMBERS):
        key = story_key(f"{story.identity}\n{number}")
        if key != story.key:
            yield key


def _head(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return []
    return [(match[1], match[2]) for match in _LINE.finditer(text)]


def _string(literal: str) -> str:
    try:
        return str(tomllib.loads(f"x = {literal}")["x"])
    except tomllib.TOMLDecodeError:
        return ""


def _comment_keys(value: str) -> list[bytes]:
    """The first comment keys of a state: written one by one, or packed."""
    if not value.startswith("'''"):
        return [bytes.fromhex(key) for key in _KEY.findall(value)]
    packed, _ = unpacked(value[3:], "known")
    return split(packed[: len(packed) // KEY_SIZE * KEY_SIZE], KEY_SIZE)
