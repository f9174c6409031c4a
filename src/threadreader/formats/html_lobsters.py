"""Comments in pages of Lobsters and sites that run its program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, children, classes, line
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import link_body, read_comments
from threadreader.model import Body, Comment, Notice, Raw, StoryStart
from threadreader.text.html import node_blocks

name = "Lobsters"

_USERS = 'a[href^="/~"], a[href^="/u/"], a[href*="lobste.rs/~"], a[href*="lobste.rs/u/"]'
_REMOVED = b'<span class="na">'


def _own_element(node: Any) -> Any:
    """The comment in an item of the tree, which holds its replies as well."""
    if node.tag != "li":
        return node
    inner = (child for child in children(node) if "comment" in classes(child))
    return next(inner, None)


def _number(node: Any) -> str:
    return attribute(_own_element(node), "data-shortid")


RULES = Rules(
    comment="li.comments_subtree, .comment[data-shortid]",
    is_comment=lambda node: bool(_number(node)),
    number=_number,
    authors=(_USERS,),
    dates=("time[datetime]", "span[title]"),
    bodies=(".comment_text",),
    links=('a[href^="/c/"], a[href*="lobste.rs/c/"], a[href*="/comments/"]', 'a[href*="#c_"]'),
    theme=".byline, .voters, .score, .comment_folder, .comment_parent_tree_line",
    replies="ol.comments",
)


def claims(page: Page) -> float:
    """Sure of its tree of comments."""
    if page.first("li.comments_subtree") is not None:
        return 0.95
    return 0.5 if page.first(".comment[data-shortid]") is not None else 0.0


def story(page: Page, start: StoryStart) -> StoryStart:
    """The link or text that was submitted."""
    holder = page.first(".story[data-shortid], li.story, div.story")
    if holder is None:
        return start
    link = holder.css_first("a.u-url, .link a")
    dated = holder.css_first("time[datetime], .byline span[title]")
    names = [line(node) for node in holder.css(_USERS)]
    return replace(
        start,
        title=line(link) or start.title,
        author=next(filter(None, names), start.author),
        published=page.moment(attribute(dated, "datetime") or attribute(dated, "title")),
        body=_opening(page, attribute(link, "href")),
    )


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The tree of comments; those that were removed keep their place."""
    for event in read_comments(page, RULES):
        if isinstance(event, Comment) and isinstance(event.body, Raw):
            removed = _REMOVED in event.body.data[:200]
            yield replace(event, status="deleted") if removed else event
        else:
            yield event


def _opening(page: Page, address: str) -> Body:
    text = page.first(".story_text, .story_content")
    if text is not None:
        return node_blocks(text, base=page.base)
    return link_body(address)
