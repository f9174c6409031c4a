"""The article of a page: by the page's own markup, else where its running text is densest."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from threadreader.formats.html_nodes import ancestors, attribute, positions
from threadreader.formats.html_page import Page
from threadreader.model import Block
from threadreader.text.html import nodes_blocks

_MARKED = (
    "[itemprop~=articleBody]",
    ".entry-content, .e-content, .wp-block-post-content",
    """.post-content, .post-body, .article-body, .article-content, .article__body,
    .post__content,
    .articlebody, .storycontent, .story-body, .post-entry, .entry-body, .entrytext, .asset-body,
    .blog-post-content, .gh-content, .postcontent, .post_content, .single-content,
    .article-text""",
    ".entry, .post-text, .posttext, .articletext",
    "article",
    "main, [role=main]",
    "#content, .content, .post, .hentry",
)
_COMMENTS = """#comments, .comments, .comments-area, .comment-list, .commentlist,
    .wp-block-comments, .wp-block-post-comments, #respond, .comment-respond, #disqus_thread,
    #comment-list, #commentlist, [itemprop~=comment], .u-comment, .comment, .pingback,
    .comment-form, #commentform"""
_AROUND = """nav, aside, form, button, .sharedaddy, .jp-relatedposts, .post-navigation, .nav-links,
    .navigation, .nav-single, .entry-meta, .post-meta, .postmetadata, .postmeta, .entry-footer,
    .entry-utility, .author-bio, .author-box, .author-info, .related-posts, .related,
    .share-buttons, .social-share, .social, .addtoany_share_save_container, .addtoany_content,
    .widget, .sidebar, .breadcrumb, .breadcrumbs, .skip-link, .screen-reader-text, .toc,
    .newsletter, .subscribe, .advertisement, .ad, .ads, .yarpp-related, .tags, .tag-links,
    .cat-links, .post-tags, .edit-link, .wpcnt, .wp-block-post-title, .entry-title, .post-title,
    .post-footer, .byline, .posted-on, .jp-post-flair, [role=navigation], [aria-hidden=true],
    [hidden], .wp-block-post-date, .wp-block-post-author, .wp-block-post-terms, .page-links"""
_EXPLICIT = 3  # so many of the selectors mean an article and nothing else
_ENOUGH = 140  # characters of a marked article that is surely one
_NEGATIVE = re.compile(
    r"comment|sidebar|widget|footer|header|nav|menu|related|share|social|promo|respond|breadcrumb",
    re.IGNORECASE,
)
_NO_ARTICLE = frozenset(("nav", "footer", "aside", "header", "form"))
_GROUND = ("p", "pre", "blockquote", "li", "td")


def article(page: Page) -> tuple[Block, ...]:
    """The article's blocks; none where the page has no running text beside its comments."""
    without = positions([*page.all(_COMMENTS), *page.all(_AROUND)]) | page.discussion
    fallback: tuple[Block, ...] = ()
    for rank, selector in enumerate(_MARKED):
        nodes = [n for n in page.all(selector)[:50] if not _is_within(n, without)]
        best = max(nodes, key=_length, default=None)
        if best is None:
            continue
        blocks = _without_title(page, _blocks(page, best, without))
        if _size(blocks) >= _ENOUGH or (blocks and rank < _EXPLICIT):
            return blocks
        fallback = fallback or blocks
    without |= positions(page.all("header, footer"))
    densest = _densest(page, without)
    blocks = _blocks(page, densest, without) if densest is not None else ()
    return _without_title(page, blocks) if _size(blocks) > _size(fallback) else fallback


def _blocks(page: Page, node: Any, without: frozenset[int]) -> tuple[Block, ...]:
    return nodes_blocks([node], base=page.base, without=without - {node.mem_id})


def _length(node: Any) -> int:
    return len(node.text() or "")


def _size(blocks: tuple[Block, ...]) -> int:
    return sum(len(span.text) for block in blocks for span in block.spans)


def _is_within(node: Any, others: frozenset[int]) -> bool:
    return any(around.mem_id in others for around in ancestors(node))


def _without_title(page: Page, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without a heading that only says the page's title again."""
    if blocks and blocks[0].kind == "heading":
        said = "".join(span.text for span in blocks[0].spans).strip()
        if said and said in page.title_text:
            return blocks[1:]
    return blocks


def _densest(page: Page, without: frozenset[int]) -> Any:
    """The element whose paragraphs hold the most text that is no link.

    A paragraph counts for the element around it, and half for the one around that.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    nodes: dict[int, Any] = {}
    for paragraph in page.all(", ".join(_GROUND)):
        length = _own_length(paragraph)
        parent = paragraph.parent
        if length < 25 or parent is None or parent.mem_id in without:
            continue
        for share in (1.0, 0.5):
            if parent is None or parent.tag in ("html", "-document"):
                break
            scores[parent.mem_id] += length * share
            nodes[parent.mem_id] = parent
            parent = parent.parent
    allowed = (
        n
        for n in sorted(nodes.values(), key=lambda n: -scores[n.mem_id])[:20]
        if n.mem_id not in without
        and not _is_within(n, without)
        and not any(around.tag in _NO_ARTICLE for around in (n, *ancestors(n)))
        and not _NEGATIVE.search(f"{attribute(n, 'id')} {attribute(n, 'class')}")
    )
    return next(allowed, None)


def _own_length(node: Any) -> int:
    """Characters of text right in an element or in its inline elements, links not counted."""
    length = 0
    child = node.child
    while child is not None:
        if child.tag == "-text":
            length += len((child.text_content or "").strip())
        elif child.tag in ("em", "strong", "b", "i", "span", "code", "font"):
            length += len((child.text() or "").strip())
        child = child.next
    return length
