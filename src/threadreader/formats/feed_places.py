"""Which story each entry of a feed belongs to, and which comment it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from threadreader.formats.addresses import canonical_address, comment_number
from threadreader.formats.feed_document import Entry, Feed
from threadreader.formats.feed_words import discussed_title, title_and_author

_COMMENT_FRAGMENT = re.compile(r"#(?:c|cmt|comment|reply|isso|post)[-_]?\d[\w-]*$", re.IGNORECASE)
# Sites that give each comment a page below its story's: Reddit, Discourse.
_COMMENT_PAGE = re.compile(
    r"(.*\breddit\.com/r/[^/]+/comments/\w+/[^/]*)/\w+|(.+/t/[^/]+/\d+)/(?!1$)\d+"
)
_NO_ADDRESS = "id:"
_FIRST_POST = re.compile(r"(.+/t/[^/]+/\d+)/1")


@dataclass(slots=True)
class Discussion:
    """A story of a feed: its post, its comments, or both. `address` is "" for what has none."""

    address: str
    post: Entry | None = None
    comments: list[Entry] = field(default_factory=list)


class Places:
    """The discussions of a feed, in the order in which it first mentions them.

    `repeated` counts posts that are in the feed twice, `others` entries that are neither posts nor
    comments.
    """

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._home = canonical_address(feed.link)
        self._is_of_comments = _is_of_comments(feed)
        self._addresses: dict[str, str] = {}  # id or address of a post -> key of its discussion
        self._handles: dict[str, Entry] = {}
        self._discussions: dict[str, Discussion] = {}
        self.repeated = self.others = 0

    def discussions(self) -> list[Discussion]:
        """Every post and comment, grouped."""
        entries = [entry for entry in self._feed.entries if entry.kind != ""]
        self.others = len(self._feed.entries) - len(entries)
        comments = [entry for entry in entries if self._is_comment(entry)]
        self._handles = {handle(entry): entry for entry in comments}
        answering = {id(entry) for entry in comments}
        for entry in entries:
            if id(entry) not in answering:
                self._know_post(entry)
        places = self._places(comments)
        for entry in entries:
            if id(entry) in answering:
                place = places[id(entry)]
                self._discussion(place).comments.append(entry)
            else:
                self._put_post(entry)
        return list(self._discussions.values())

    def parent(self, entry: Entry, discussion: Discussion) -> str:
        """The handle of the comment that the entry answers, "" for the story itself."""
        for answer in entry.answers:
            if number := comment_number(answer):
                return number
            if answer in self._handles:
                return answer
        for answer in entry.answers:
            is_comment = _COMMENT_FRAGMENT.search(answer)
            if is_comment and canonical_address(answer) == discussion.address:
                return entry.answers[0]
        return ""

    def _is_comment(self, entry: Entry) -> bool:
        if entry.kind is not None:
            return entry.kind == "comment"
        return self._is_of_comments or bool(entry.answers or _marked(entry))

    def _know_post(self, entry: Entry) -> None:
        key = _post_key(entry)
        for name in (entry.id, canonical_address(entry.link)):
            if name:
                self._addresses.setdefault(name, key)

    def _put_post(self, entry: Entry) -> None:
        key = _post_key(entry)
        known = self._discussions.get(key)
        if known is not None and known.post is not None:
            if entry.id and entry.id == known.post.id:
                self.repeated += 1
                return
            key = f"{key} {entry.id or len(self._discussions)}"
            self._discussions[key] = Discussion("", entry)
            return
        self._discussion(key).post = entry

    def _discussion(self, key: str) -> Discussion:
        if key not in self._discussions:
            self._discussions[key] = Discussion("" if key.startswith(_NO_ADDRESS) else key)
        return self._discussions[key]

    def _places(self, comments: list[Entry]) -> dict[int, str]:
        """The key of each comment's discussion, where need be by what it answers, and that."""
        places: dict[int, str] = {}
        for comment in comments:
            path: set[int] = set()
            at: Entry | None = comment
            place = ""
            while at is not None and id(at) not in path and not place:
                path.add(id(at))
                place = places.get(id(at)) or self._own_place(at)
                at = self._answered(at)
            places.update(dict.fromkeys(path, place or self._home or _NO_ADDRESS))
        return places

    def _own_place(self, comment: Entry) -> str:
        """What the entry says itself of its place, "" where only what it answers can tell."""
        if marked := _marked(comment):
            return self._addresses.get(marked, marked)
        for answer in comment.answers:
            address = canonical_address(answer)
            if found := self._addresses.get(answer) or self._addresses.get(address):
                return found
        if self._answered(comment) is not None:
            return ""
        if self._is_of_comments and self._home:
            return self._home
        return next(filter(None, map(canonical_address, comment.answers)), "")

    def _answered(self, comment: Entry) -> Entry | None:
        return next((self._handles[a] for a in comment.answers if a in self._handles), None)


def _is_of_comments(feed: Feed) -> bool:
    """Whether its title says so, and its entries do not look like posts of a site so titled."""
    if not discussed_title(feed.title):
        return False
    links = {canonical_address(entry.link) for entry in feed.entries}
    return len(links) <= 1 or any(
        entry.answers or _marked(entry) or any(title_and_author(entry.title))
        for entry in feed.entries
    )


def handle(entry: Entry) -> str:
    """The name by which replies mean a comment: WordPress's number for it, else its id."""
    return comment_number(entry.id) or comment_number(entry.link) or entry.id or entry.link


def _marked(entry: Entry) -> str:
    """The address of the story where the address of the entry is that of a comment, else ""."""
    address = canonical_address(entry.link or entry.id)
    if comment_number(entry.link) or comment_number(entry.id):
        return address
    if _COMMENT_FRAGMENT.search(entry.link):
        return address
    found = _COMMENT_PAGE.fullmatch(address)
    return (found[1] or found[2]) if found else ""


def _post_key(entry: Entry) -> str:
    address = canonical_address(entry.link)
    found = _FIRST_POST.fullmatch(address)
    return found[1] if found else address or f"{_NO_ADDRESS}{entry.id or id(entry)}"
