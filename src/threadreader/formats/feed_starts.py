"""What a feed says of each of its stories, and how its texts are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from threadreader.formats.addresses import canonical_address, host_name
from threadreader.formats.feed_document import Entry, Facts
from threadreader.formats.feed_words import discussed_title, title_and_author
from threadreader.formats.markup import html_body, loose_body, loose_markup
from threadreader.model import Body, StoryStart
from threadreader.text.clean import clean


@dataclass(frozen=True, slots=True)
class _First:
    """The first story of a feed, and what was said of it while it was the only one."""

    name: str
    address: str
    entry: Entry
    is_post: bool
    start: StoryStart


class Starts:
    """Makes the starts of a feed's stories; of a single one it is told otherwise than of several.

    A feed about one page bears the title of the page, one of several that of the site.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._title = discussed_title(facts.title)
        self._home = canonical_address(facts.link)
        self._first: _First | None = None
        self._only = False
        self._begun = 0

    def begin(
        self, name: str, address: str, entry: Entry, *, is_post: bool
    ) -> Iterator[StoryStart]:
        """The start of a story by its post or its first comment.

        Before that of the second one comes that of the first one again, where it is another now.
        """
        self._begun += 1
        self._only = self._begun == 1
        if self._begun == 2 and (first := self._first) is not None:
            self._first = None
            again = self._start(first.name, first.address, first.entry, is_post=first.is_post)
            if again != first.start:
                yield again
        start = self._start(name, address, entry, is_post=is_post)
        if self._only:
            self._first = _First(name, address, entry, is_post, start)
        yield start

    def again(self, name: str, address: str, post: Entry) -> StoryStart:
        """The start of a story whose post came after its comments."""
        start = self._article(name, address, post)
        if self._only:
            self._first = _First(name, address, post, is_post=True, start=start)
        return start

    def _start(self, name: str, address: str, entry: Entry, *, is_post: bool) -> StoryStart:
        if is_post:
            return self._article(name, address, entry)
        return self._without_article(name, address, entry)

    def _article(self, name: str, address: str, post: Entry) -> StoryStart:
        return StoryStart(
            story=name,
            title=post.title or address or "Untitled",
            author=post.author or self._facts.author,
            url=post.link,
            published=post.date,
            body=body_of(post, markup_of(post)),
            id=address or post.id,
            join=address,
            source=self._source(address, has_post=True),
            siblings="date",
        )

    def _without_article(self, name: str, address: str, first: Entry) -> StoryStart:
        """The start of a story of which the feed has only comments."""
        title = title_and_author(first.title)[0]
        if self._only and (address == self._home or not title):
            title = self._title or self._facts.title or title
        return StoryStart(
            story=name,
            title=title or address or "Comments",
            url=self._page(first, address),
            id=address,
            join=address,
            source=self._source(address, has_post=False),
            siblings="date",
            has_article=False,
        )

    def _page(self, first: Entry, address: str) -> str:
        """The address of the page that comments stand on."""
        for link in (self._facts.link, first.link):
            if canonical_address(link) == address:
                return link.partition("#")[0]
        return f"https://{address}" if address else ""

    def _source(self, address: str, *, has_post: bool) -> str:
        """The site: the feed's title, but for a feed about one page, which is titled by that."""
        if self._only and not (has_post and self._facts.title):
            return host_name(f"https://{address}")
        return self._title or self._facts.title or host_name(self._facts.link)


def markup_of(entry: Entry) -> str:
    """The text of an entry, decoded once more where it is encoded twice."""
    return loose_markup(entry.text) if entry.form == "loose" else entry.text


def body_of(entry: Entry, markup: str) -> Body:
    """What is shown of an entry's text, of which `markup` is what stays to be shown."""
    if entry.form == "plain":
        return clean(markup).strip()
    return html_body(markup) if entry.form == "html" else loose_body(markup)
