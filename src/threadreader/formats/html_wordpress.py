"""Comments in pages of WordPress: classic and block themes, from the first threaded ones to today.

Follows what `wp_list_comments` and `comment_class` write, and the shapes that themes make of it:
the id may stand on the list item or on an element in it, the replies in the item or behind it
(where only `depth-N` tells), and before 2.7 there is no depth at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threadreader.formats.html_comments import Rules
from threadreader.formats.html_nodes import attribute, classes
from threadreader.formats.html_page import Page
from threadreader.formats.html_parts import read_comments
from threadreader.model import Comment, CommentKind, Notice

name = "WordPress"

_NUMBER = re.compile(
    r"(?:(?:li|div|article|section|single|wp|dt|dd)-)?comment[-_]?(\d+|6a[0-9a-f]{20,})$",
    re.IGNORECASE,
)
_DEPTH = re.compile(r"depth-(\d{1,5})$")
_KINDS: dict[str, CommentKind] = {"pingback": "pingback", "trackback": "trackback"}
_ELEMENTS = frozenset(("li", "div", "article", "section", "dt", "tr"))
_LISTS = """.commentlist, .comment-list, .comments-list, .comment_list, .commentslist, #commentlist,
    #comment_list, .wp-block-comment-template, #comments, .comments-area, #comments-list"""


def _number(node: Any) -> str:
    match = _NUMBER.match(attribute(node, "id"))
    return match[1] if match else ""


def _depth(node: Any) -> int | None:
    for name_of_class in classes(node):
        if match := _DEPTH.match(name_of_class):
            return max(int(match[1]), 1)
    return None


def _is_comment(node: Any) -> bool:
    if node.tag not in _ELEMENTS:
        return False
    if _number(node):
        return True
    named = set(classes(node))
    if node.tag == "li" and named & _KINDS.keys():
        return True
    return bool(named & {"comment", *_KINDS}) and _depth(node) is not None


RULES = Rules(
    comment='[id*="comment"], [class*="depth-"], li.pingback, li.trackback',
    is_comment=_is_comment,
    number=_number,
    depth=_depth,
    authors=(
        """.wp-block-comment-author-name, .comment-author-name, .comment_author_name, cite.fn, .fn,
        .wpd-comment-author, .wc-comment-author, .commentauthor, .comment-author-link,
        .comment_author, .authorname""",
        "span.author, .comment-name, .commenter, .user-name, .author-name",
        "cite, a.url",
        ".comment-author, .author, p.author, [itemprop~=author], [itemprop~=creator]",
        ".comment-footer, .comment-posted, p.posted",
    ),
    dates=(
        "time[datetime]",
        'a[href*="#comment-"], a[href*="#li-comment-"], a[href*="#div-comment-"]',
        """.comment-date, .comment-time, .comment_date, .comment_time, .commentdate, .date,
        .comment-published, .published, .wpd-comment-date, .wc-comment-date, time""",
        """.comment-metadata, .comment-meta, .commentmetadata, .comment_meta, .comment-info,
        .commentmeta, .metadata, .comment-data""",
        "small, .meta",
    ),
    bodies=(
        """.wp-block-comment-content, .comment-content, .comment_content, .comment-text,
        .comment_text, .wpd-comment-text, .wc-comment-text, .commenttext,
        .comment-entry, .commententry, .comment-copy,
        .commentcontent, .comment-txt, [itemprop~=text], [itemprop~=commentText]""",
        ".comment-body, .commentbody, .comment_body, .comment-bd, .format_text, .entry, .text",
    ),
    links=('a[href*="#comment-"], a[href*="#li-comment-"], a[href*="#div-comment-"]',),
    theme=""".comment-author, .comment-meta, .commentmetadata, .comment-metadata, .comment_meta,
        .comment-info, .comment_postinfo, .reply, .comment-reply, .comment-reply-link,
        .comment_reply_link, .wp-block-comment-reply-link, .comment-reply-login, .says,
        .comment-edit-link, .edit-link, .wp-block-comment-edit-link, .avatar, .wp-block-avatar,
        .comment-avatar, .comment_avatar, .gravatar, .comment-awaiting-moderation,
        .awaiting-moderation, .waiting-approval, .comment-actions, .comment-footer,
        .comment-tools, .comment-permalink, .comment-links, .comment-number, .comment_num,
        .commentnumber, .comment-counter, .comment-likes, .comment-like, .comment-vote,
        .cld-like-dislike-wrap, .comment-rating, .ratingblock, .sharedaddy, .comment-date,
        .comment-time, .comment_date, .commentdate, .comment-title-author, .screen-reader-text,
        .comment-respond, form, #respond, .wpulike, .comment-subscribe,
        .comment-header-meta, .wpd-comment-header, .wpd-comment-footer, .wc-comment-footer,
        .wpd-avatar, .wpd-reply-to""",
    replies=".children, .comment-children, .replies",
    outside=""".widget, .widget-area, #sidebar, .sidebar, #secondary, aside.widget, .recentcomments,
        .recent-comments, #recentcomments, .wp-block-latest-comments, .widget_recent_comments,
        #recent-comments, #respond""",
)


def claims(page: Page) -> float:
    """Sure where the page has a list of comments as WordPress names it."""
    if not page.first('[id*="comment"], [class*="comment"]'):
        return 0.0
    numbered = page.first('[id^="comment-"], [id^="li-comment-"], [class*="depth-"]') is not None
    if page.first(_LISTS) is not None:
        if "wp-content" in page.text or "WordPress" in page.text:
            return 0.8
        return 0.7 if numbered else 0.6
    return 0.3 if numbered else 0.0


def comments(page: Page) -> Iterator[Comment | Notice]:
    """The comments in the page's discussion, and what the page says of others."""
    yield from read_comments(page, RULES, _KINDS)
    waiting = len(page.all(".comment-awaiting-moderation, .awaiting-moderation"))
    if waiting:
        message = f"Comments that were awaiting moderation when the page was saved: {waiting}."
        yield Notice("awaiting-moderation", message)
