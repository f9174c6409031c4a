"""Comments in pages of Hacker News, from 2007 to today.

A comment is a row of a table, its level the width of a picture (40 for each) and, in newer pages, a
number. Pages before 2013 name neither the row nor the text; the cell around them is always there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from threadreader.formats.addresses import canonical_address
from threadreader.formats.html_lines import LineFinder
from threadreader.formats.html_nodes import ancestors, attribute, line, texts
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import link_body, markup_body, unknown_dates
from threadreader.formats.moments import from_epoch, from_iso
from threadreader.model import Body, Comment, Moment, Notice, StoryStart
from threadreader.text.html import node_blocks

name = "Hacker News"

_SITE = "https://news.ycombinator.com/"
_WIDTH_OF_A_LEVEL = 40
_ITEM = re.compile(r"item\?id=(\d+)")
_AGE = re.compile(r"(?:\d+ \w+ ago|on [A-Z][a-z]+ \d+, \d{4})")
_THEME = '.reply, font[size="1"], .navs'
_GONE = re.compile(r"\[(?:deleted|dead|flagged|flagkilled)\]\s*")


def claims(page: Page) -> float:
    """Sure of its rows of comments, and of the bar of its older pages."""
    if page.first("tr.comtr, tr.athing .comhead") is not None:
        return 0.95
    if page.first("td.default") is None or page.first(".comhead") is None:
        return 0.9 if page.first("tr.athing, .hnmore, .fatitem") is not None else 0.0
    return 0.9


def story(page: Page, start: StoryStart) -> StoryStart:
    """The submission: its title, who sent it in, and its address or text."""
    link = page.first(".titleline > a, a.storylink, td.title > a, .onstory a")
    under = page.first("td.subtext, .subline")
    number = _number_of_story(page)
    url = f"{_SITE}item?id={number}" if number else start.url
    return replace(
        start,
        title=line(link) or start.title,
        author=line(page.first("td.subtext a[href^='user'], td.subtext a[href*='user?id']")),
        published=_age(page, under) if under is not None else None,
        url=url,
        id=canonical_address(url),
        body=_opening(page, link),
        source="Hacker News",
    )


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The rows of the page; deleted ones keep their place."""
    path: list[tuple[int, str]] = []
    unknown: list[str] = []
    lines = LineFinder(page.text)
    for position, cell in enumerate(_cells(page), 1):
        number = _number(cell)
        handle = number or f"without id {position}"
        level = _level(cell)
        while path and path[-1][0] >= level:
            path.pop()
        parent = path[-1][1] if path else None
        path.append((level, handle))
        comment = _comment(page, cell, handle, parent, unknown)
        yield replace(comment, line=lines.line("id", handle)) if number else comment
    yield from unknown_dates(page, unknown)
    more = page.first("a.morelink, a[rel=next], td.title > a[href*='morelink']")
    if more is not None:
        address = page.absolute(attribute(more, "href"))
        yield Notice("more-pages", f"There are more comments on another page: {address}.")


def _cells(page: Page) -> Iterator[Any]:
    """The cells of comments; the one that is itself the subject of the page is left out."""
    for cell in page.all("td.default"):
        if cell.css_first(".comhead, .comment") is not None and not _is_subject(cell):
            yield cell


def _is_subject(cell: Any) -> bool:
    return any("fatitem" in attribute(around, "class") for around in ancestors(cell))


def _comment(page: Page, cell: Any, handle: str, parent: str | None, unknown: list[str]) -> Comment:
    head = cell.css_first(".comhead")
    date = _age(page, head) if head is not None else None
    if date is None and (said := _AGE.search(line(head))):
        unknown.append(said[0])
    body, gone = _body(page, cell)
    author = line(cell.css_first('.comhead a.hnuser, .comhead a[href*="user?id"]'))
    number = _number(cell)
    return Comment(
        id=handle,
        own_id=bool(number),
        author=author or ("[deleted]" if gone else "Anonymous"),
        parent=parent,
        date=date,
        body=body,
        status="deleted" if gone else "visible",
        url=f"{_SITE}item?id={number}" if number else "",
    )


def _body(page: Page, cell: Any) -> tuple[Body, bool]:
    """The text of a comment, and whether it is no longer there."""
    holder = cell.css_first(".commtext") or cell.css_first(".comment")
    if holder is None:
        return _first_body(page, cell)
    theme = {node.mem_id for node in holder.css(_THEME)}
    if not theme and holder.css_first(".commtext, font") is None and holder.tag != "td":
        body = markup_body(page, holder.inner_html or "")
    else:
        body = node_blocks(holder, base=page.base or _SITE, without=theme)
    said = line(holder, theme) if "commtext" not in attribute(holder, "class") else ""
    return (body, False) if not said or not _GONE.fullmatch(said + " ") else (said, True)


def _first_body(page: Page, cell: Any) -> tuple[Body, bool]:
    """The text of a comment in the first pages, which do not name it: all beside its head."""
    theme = {node.mem_id for node in cell.css(f".comhead, {_THEME}")}
    said = line(cell, theme)
    is_gone = not said or bool(_GONE.fullmatch(f"{said} "))
    return (
        (said, True)
        if is_gone
        else (node_blocks(cell, base=page.base or _SITE, without=theme), False)
    )


def _age(page: Page, node: Any) -> Moment | None:
    """The time of a head, which is universal where it is exact."""
    age = node.css_first(".age")
    title = attribute(age, "title").split()
    for text in title:
        moment = from_iso(text) if "-" in text else None
        if moment is not None:
            return replace(moment, offset=0)
    if title and title[-1].isdigit():
        return from_epoch(int(title[-1]))
    for text in [line(age), *texts(node)]:
        if found := _AGE.search(text):
            return page.moment(found[0])
    return None


def _number(cell: Any) -> str:
    """The number of a comment, of its row or of the link to it."""
    for position, around in enumerate(ancestors(cell)):
        number = attribute(around, "id")
        if around.tag == "tr" and number.isdigit():
            return number
        if position > 8 or "comment-tree" in attribute(around, "class"):
            break
    for link in cell.css('.comhead a[href*="item?id="]'):
        if (match := _ITEM.search(attribute(link, "href"))) and line(link) != "parent":
            return match[1]
    return ""


def _number_of_story(page: Page) -> str:
    if match := _ITEM.search(page.url):
        return match[1]
    row = page.first(".fatitem tr.athing, tr.athing.submission")
    if attribute(row, "id").isdigit():
        return attribute(row, "id")
    for link in page.all("td.subtext a, input[name=parent]"):
        if match := _ITEM.search(attribute(link, "href")):
            return match[1]
        if attribute(link, "name") == "parent" and attribute(link, "value").isdigit():
            return attribute(link, "value")
    return ""


def _level(cell: Any) -> int:
    row = cell.parent
    indent = row.css_first("td.ind[indent]") if row is not None else None
    if indent is not None and attribute(indent, "indent").isdigit():
        return int(attribute(indent, "indent"))
    picture = row.css_first("img[width]") if row is not None else None
    width = attribute(picture, "width")
    return int(width) // _WIDTH_OF_A_LEVEL if width.isdigit() else 0


def _opening(page: Page, link: Any) -> Body:
    """The text of the submission, else the address it leads to."""
    text = page.first(".toptext, .fatitem .commtext, .fatitem .comment")
    if text is not None:
        theme = {node.mem_id for node in text.css(_THEME)}
        return node_blocks(text, base=page.base or _SITE, without=theme)
    if (text := _older_text(page)) is not None:
        return node_blocks(text, base=page.base or _SITE)
    return link_body(attribute(link, "href"))


def _older_text(page: Page) -> Any:
    """The cell of a submission's text in pages that do not name it: in a row of the same table."""
    under = page.first("td.subtext")
    row = under.parent.next if under is not None and under.parent is not None else None
    while row is not None:
        cell = row.css_first("td + td") if row.tag == "tr" else None
        if cell is not None and cell.css_first("form, table, .comhead") is None and line(cell):
            return cell
        row = row.next
    return None
