"""What the interfaces of Hacker News have in common: addresses, bodies, what is gone."""

from __future__ import annotations

from threadreader.formats.addresses import canonical_address
from threadreader.formats.json_fields import address_body, opening_words
from threadreader.formats.markup import html_body
from threadreader.model import Body, Comment, Moment, StoryStart
from threadreader.text.html import html_text

SOURCE = "Hacker News"
_SITE = "https://news.ycombinator.com/item?id="


def item_url(number: str) -> str:
    """The address of an item's page, "" without a number."""
    return f"{_SITE}{number}" if number else ""


def item_id(number: str) -> str:
    """By what a story is known, in its saved page as well."""
    return canonical_address(item_url(number))


def story_body(written: str, link: str) -> Body:
    """The text that was sent in, else the address."""
    return html_body(written) or address_body(link)


def comment_title(written: str, number: str) -> str:
    """A title for a comment that is read as a story."""
    return opening_words(html_text(written[:500])) or f"Comment {number}".rstrip()


def comment_of(
    handle: str, author: str, date: Moment | None, written: str, *, own_id: bool = True
) -> Comment:
    """A comment at top level; one without author and text was deleted."""
    is_gone = not author and not written.strip()
    return Comment(
        id=handle,
        own_id=own_id,
        author=author or ("[deleted]" if is_gone else "Anonymous"),
        date=date,
        body=html_body(written),
        status="deleted" if is_gone else "visible",
        url=item_url(handle) if own_id else "",
    )


def comments_elsewhere(number: str, title: str = "") -> StoryStart:
    """The start of a story of which only comments are at hand; other files may have the rest."""
    return StoryStart(
        story=number,
        title=title or f"Comments on {SOURCE} {number}".rstrip(),
        url=item_url(number),
        id=item_id(number),
        source=SOURCE,
        join=item_id(number),
        siblings="date",
        has_article=False,
    )
