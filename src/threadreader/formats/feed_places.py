"""Which story each entry of a feed belongs to, and which comment it answers.

An entry is placed as soon as what was read tells its place: mostly by its own address, else by what
it answers. What it answers may come later; then the entry waits, and all that follow it with it, so
that stories come in the order in which the feed first mentions them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from threadreader.formats.addresses import canonical_address, comment_number
from threadreader.formats.feed_kind import Met, is_comment_address
from threadreader.model import Reply

_NO_ADDRESS = "id:"
_FIRST_POST = re.compile(r"(.+/t/[^/]+/\d+)/1")


def address_of(place: str) -> str:
    """The address that a place is, "" for one that has none."""
    return "" if place.startswith(_NO_ADDRESS) else place


class Places:
    """Finds the place of each entry: the address of its story, or a name for one without.

    `home` is the page that the feed belongs to.
    """

    def __init__(self, home: str, *, is_of_comments: bool) -> None:
        self._home = home
        self._is_of_comments = is_of_comments
        self._all_at_home = is_of_comments and bool(home)
        self._posts: dict[str, str] = {}  # id or address of a post -> its place
        self._comments: dict[str, str] = {}  # handle of a comment -> its place
        self._queue: deque[tuple[Met, str]] = deque()  # with the place of a post
        self._queued: dict[str, Met] = {}  # comments in the queue, by handle
        self._search: _Search | None = None  # for the first in the queue
        self._nameless = 0
        self._ended = False

    def is_comment(self, met: Met) -> bool:
        """Whether an entry is a comment, as it says itself or as its feed is."""
        if met.entry.kind is not None:
            return met.entry.kind == "comment"
        return self._is_of_comments or met.is_like_a_comment

    def take_post(self, met: Met) -> None:
        """Queues a post."""
        entry = met.entry
        address = canonical_address(entry.link)
        if not address and not entry.id:
            self._nameless += 1
        found = _FIRST_POST.fullmatch(address)
        nameless = f"{_NO_ADDRESS}{entry.id or f' {self._nameless}'}"
        place = found[1] if found else address or nameless
        for name in (entry.id, address):
            if name:
                self._posts.setdefault(name, place)
                self._arrived(name)
        self._queue.append((met, place))

    def take_comment(self, met: Met) -> None:
        """Queues a comment."""
        if met.handle:
            self._queued[met.handle] = met
            self._arrived(met.handle)
        self._queue.append((met, ""))

    def placed(self) -> Iterator[tuple[Met, str]]:
        """The entries whose places are known by now, in the order in which they came."""
        while self._queue:
            met, place = self._queue[0]
            if not place:
                place = self._place(met)
                if not place:
                    return
                self._queued.pop(met.handle, None)
            self._all_at_home = self._all_at_home and place == self._home
            self._queue.popleft()
            yield met, place

    def end(self) -> None:
        """Says that nothing follows: then every place is known."""
        self._ended = True

    def is_known(self, handle: str) -> bool:
        """Whether a comment of this handle was met."""
        return handle in self._comments or handle in self._queued

    def _arrived(self, name: str) -> None:
        search = self._search
        if search is not None and name in search.awaited:
            search.has_come = True

    def _place(self, met: Met) -> str:
        """The place of the first in the queue, "" while that depends on what follows."""
        search = self._search = self._search or _Search(met)
        if search.awaited and not (search.has_come or self._ended):
            return ""
        place = self._found(search)
        if place:
            place = self._first_place(search) or place
            self._comments.update(dict.fromkeys(filter(None, search.path), place))
            self._search = None
        return place

    def _found(self, search: _Search) -> str:
        """Where the way up from a comment leads, "" while that depends on what follows."""
        while not (place := self._own_place(search.at)):
            answers = search.at.entry.answers
            name = next(filter(self.is_known, answers), "")
            if not name:
                if answers and not self._ended:
                    search.await_answers()
                    return ""
                return self._last_resort(answers)
            if name in search.path:
                return self._home or _NO_ADDRESS
            if name in self._comments:
                return self._comments[name]
            search.step(name, self._queued[name])
        return place

    def _first_place(self, search: _Search) -> str:
        """The first place on a way up that is known by now, where something was waited for."""
        if search.awaited:
            for passed, (_, met) in enumerate(search.path.items(), 1):
                if place := self._own_place(met):
                    search.path = dict(islice(search.path.items(), passed))
                    return place
        return ""

    def _own_place(self, met: Met) -> str:
        """What the entry says itself of its place, "" where only what it answers can tell."""
        if met.story:
            return self._posts.get(met.story, met.story)
        for answer in met.entry.answers:
            found = self._posts.get(answer) or self._posts.get(canonical_address(answer))
            if found:
                return found
        return self._home if self._all_at_home else ""

    def _last_resort(self, answers: tuple[str, ...]) -> str:
        """The place of a comment that answers nothing that is in the feed."""
        if not (self._is_of_comments and self._home):
            for answer in answers:
                if address := canonical_address(answer):
                    return address
        return self._home or _NO_ADDRESS


class _Search:
    """The way up from a comment to one whose place is known, as far as it was gone.

    `path` are those passed, by handle, `awaited` the names of which one has to come.
    """

    def __init__(self, met: Met) -> None:
        self.at = met
        self.path = {met.handle: met}
        self.awaited: frozenset[str] = frozenset()
        self.has_come = False

    def step(self, handle: str, met: Met) -> None:
        """Goes on to the comment that is answered."""
        self.path[handle] = met
        self.at = met

    def await_answers(self) -> None:
        """Waits until something comes that the present comment answers."""
        names = self.at.entry.answers
        self.awaited = frozenset((*names, *filter(None, map(canonical_address, names))))
        self.has_come = False


class Parents:
    """Finds which comment each comment answers, also one that comes later."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._waiting: dict[str, list[_Waiting]] = {}  # by what they may turn out to answer

    def parent(self, met: Met, address: str, story: str) -> str:
        """The handle of the comment that an entry answers, "" for the story itself, or yet."""
        unknown: list[str] = []
        for answer in met.entry.answers:
            if number := comment_number(answer):
                return number
            if self._places.is_known(answer):
                return answer
            if canonical_address(answer) != address or is_comment_address(answer):
                unknown.append(answer)
        if unknown and met.handle:
            waiting = _Waiting(met.handle, story, tuple(unknown))
            for name in unknown:
                self._waiting.setdefault(name, []).append(waiting)
        for answer in unknown:
            if is_comment_address(answer) and canonical_address(answer) == address:
                return met.entry.answers[0]
        return ""

    def replies(self, handle: str) -> Iterator[Reply]:
        """What is known of earlier comments when the comment of this handle comes."""
        for waiting in self._waiting.pop(handle, ()):
            if waiting.takes(handle):
                yield Reply(waiting.id, handle, waiting.story)


class _Waiting:
    """A comment that may answer what was not there yet, by one of several names, best first."""

    __slots__ = ("id", "names", "story")

    def __init__(self, identifier: str, story: str, names: tuple[str, ...]) -> None:
        self.id = identifier
        self.story = story
        self.names = names

    def takes(self, name: str) -> bool:
        """Whether this name is better than any that came before."""
        if name not in self.names:
            return False
        self.names = self.names[: self.names.index(name)]
        return True
