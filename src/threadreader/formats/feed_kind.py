"""What the entries of a feed are as each says itself, and whether the feed is one of comments.

A feed titled "Comments on: …" is one of comments unless its entries look like the posts of a site
that is so titled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from threadreader.formats.addresses import canonical_address, comment_number
from threadreader.formats.feed_document import Entry, Facts, Feed
from threadreader.formats.feed_words import discussed_title, title_and_author

_COMMENT_FRAGMENT = re.compile(r"#(?:c|cmt|comment|reply|isso|post)[-_]?\d[\w-]*$", re.IGNORECASE)
# Sites that give each comment a page below its story's: Reddit, Discourse.
_COMMENT_PAGE = re.compile(
    r"(.*\breddit\.com/r/[^/]+/comments/\w+/[^/]*)/\w+|(.+/t/[^/]+/\d+)/(?!1$)\d+"
)
_NEXT = 4


@dataclass(slots=True)
class Met:
    """An entry that was read. `handle` is the name by which replies mean it as a comment.

    `story` is the address of its story where its own address is that of a comment, else "".
    """

    entry: Entry
    handle: str
    story: str

    @classmethod
    def of(cls, entry: Entry) -> Met:
        """What the addresses of an entry say."""
        number = comment_number(entry.id) or comment_number(entry.link)
        return cls(entry, number or entry.id or entry.link, _story(entry, number))

    @property
    def is_like_a_comment(self) -> bool:
        """Whether it answers something or has a comment's address."""
        return bool(self.entry.answers or self.story)


class Beginning:
    """Reads a feed as far as tells what it is; `entries` are those read and all that follow.

    Mostly that is its first entry. Where a feed tells what it is only after its entries, or has no
    entry that does, it is read to its end.
    """

    def __init__(self, feed: Feed) -> None:
        self._rest = map(Met.of, feed.entries())
        self._links: set[str] = set()
        self._comments_seen = False
        self._held: list[Met] = []
        wait = 1
        for met in self._rest:
            self._held.append(met)
            self._look_at(met)
            if len(self._held) >= wait:
                if self._suffices(feed.facts()):
                    break
                wait *= _NEXT
        self.facts = feed.facts()
        self.home = canonical_address(self.facts.link)
        is_titled_so = bool(discussed_title(self.facts.title))
        self.is_of_comments = is_titled_so and (self._comments_seen or len(self._links) <= 1)

    def entries(self) -> Iterator[Met]:
        """Every entry, in the order of the file; said once."""
        held, self._held = self._held, []
        yield from held
        del held
        yield from self._rest

    @property
    def is_about_a_page(self) -> bool:
        """Whether the feed is one of a single page, even if it has no entries."""
        return bool(discussed_title(self.facts.title)) or "#" in self.facts.link

    def _look_at(self, met: Met) -> None:
        if not self._comments_seen:
            by_title = any(title_and_author(met.entry.title))
            self._comments_seen = by_title or met.is_like_a_comment
            if len(self._links) < 2:
                self._links.add(canonical_address(met.entry.link))

    def _suffices(self, facts: Facts) -> bool:
        """Whether nothing that follows can change what the feed is."""
        if not discussed_title(facts.title):
            return bool(facts.title)
        return bool(facts.link) and self._comments_seen


def is_comment_address(address: str) -> bool:
    """Whether an address is that of a comment by what stands after its page."""
    return bool(_COMMENT_FRAGMENT.search(address))


def _story(entry: Entry, number: str) -> str:
    address = canonical_address(entry.link or entry.id)
    if number or is_comment_address(entry.link):
        return address
    found = _COMMENT_PAGE.fullmatch(address)
    return (found[1] or found[2]) if found else ""
