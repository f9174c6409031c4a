"""Markdown to blocks: CommonMark with tables and strikethrough, by way of the HTML it stands for.

Raw HTML means what it says as far as sites let it; other tags (of "vector<int>", say) are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import Any

from threadreader.model import Block, Span
from threadreader.text.clean import clean
from threadreader.text.html import html_blocks

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_KNOWN = re.compile(
    "a|abbr|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i"
    "|img|ins|kbd|li|ol|p|picture|pre|q|s|samp|small|source|span|strike|strong|su[bp]|summary|table"
    "|tbody|td|tfoot|th|thead|tr|tt|u|ul|var",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_MARKS = re.compile(r"[*_`\[\]<>&\\~\t\x00]|^ *(?:[#+\-=|]|\d+[.)])|^    |  $|://", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n[ ]*(?:\n[ ]*)+")
_LINE_END = re.compile(r"[ ]*\n[ ]*")
_SPOILER = re.compile(r"^( {0,3})>(?=!)", re.MULTILINE)
_SPACER = re.compile(r"^ *&#x200B; *$", re.MULTILINE | re.IGNORECASE)
_MOST_NESTED = 100
_TOO_DEEP = re.compile(r"^(?:[ ]{0,3}(?:>|[-*+](?=[ ])|\d+[.)](?=[ ]))){40}|^[ ]{80}", re.MULTILINE)
_MOST_LETTERS = 300_000
_MOST_BRACKETS = 4000  # looking for the ends of links takes time for every one of them


def markdown_blocks(data: bytes) -> tuple[Block, ...]:
    """The blocks of Markdown (UTF-8) in which a single line end is a blank."""
    return _blocks(data.decode("utf-8", "replace"), newlines=False)


def markdown_line_blocks(data: bytes) -> tuple[Block, ...]:
    """The blocks of Markdown (UTF-8) in which a single line end is kept, as GitHub shows it."""
    return _blocks(data.decode("utf-8", "replace"), newlines=True)


def _blocks(text: str, *, newlines: bool) -> tuple[Block, ...]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _MARKS.search(text):
        return _paragraphs(text, newlines=newlines)
    if _is_beyond_parsing(text):
        return (Block("code", (Span(clean(text).strip("\n")),)),)
    text = _SPACER.sub("", _SPOILER.sub(r"\1\\>", text))
    return html_blocks(_parser(newlines)(text))


def _paragraphs(text: str, *, newlines: bool) -> tuple[Block, ...]:
    """Text without any mark, as most comments are."""
    parts = (_LINE_END.sub("\n" if newlines else " ", part) for part in _EMPTY_LINES.split(text))
    cleaned = (clean(part).strip() for part in parts)
    return tuple(Block("paragraph", (Span(part),)) for part in cleaned if part)


def _is_beyond_parsing(text: str) -> bool:
    """Whether the parser would take too long, or leave out what is nested too deep."""
    if len(text) > _MOST_LETTERS or text.count("[") > _MOST_BRACKETS:
        return True
    return bool(_TOO_DEEP.search(text))


@cache
def _parser(newlines: bool) -> Callable[[str], str]:  # noqa: FBT001
    """A function from Markdown to HTML."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    options = {"html": True, "breaks": newlines, "maxNesting": _MOST_NESTED}
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    markdown.add_render_rule("html_inline", _raw)
    markdown.add_render_rule("html_block", _raw)
    return markdown.render


def _raw(_renderer: Any, tokens: Sequence[Any], index: int, *_: Any) -> str:
    """HTML within Markdown: tags that make text of a form, and others as they are written."""
    shown, end, rest = str(tokens[index].content).rpartition("-->")
    content = _COMMENT.sub("", shown + end) + rest  # no comment is looked for without an end
    parts, at = [], 0
    for found in re.finditer(r"<[^<>]*>", content):
        tag = _TAG.match(found[0])
        if tag is None or not _KNOWN.fullmatch(tag[1]):
            parts += [content[at : found.start()], escape(found[0])]
            at = found.end()
    return "".join(parts) + content[at:]
