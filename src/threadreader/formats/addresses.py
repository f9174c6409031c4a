"""Addresses of pages in one canonical form, by which files of several formats know one another."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_WHITE_SPACE = re.compile(r"\s+")
# What an address of a page's feed, of a page of its comments or of its mobile form adds to it.
_ADDED = re.compile(
    r"(?:/feed(?:/(?:atom|rss2?|rdf))?|/comment-page-\d+|/amp|/index\.(?:html?|php))$"
)
_MOST_ADDED = 3
_ADDED_PARAMETER = re.compile(
    r"(?:feed|cpage|replytocom|showcomment|amp|fbclid|gclid|utm_\w+)(?:=|$)", re.IGNORECASE
)
_COMMENT_FRAGMENT = re.compile(r"#(?:div-)?comment-?(\d+)$", re.IGNORECASE)


def canonical_address(url: str) -> str:
    """The one form of a page's address, without scheme: "example.org/2018/03/a-story".

    Scheme, `www.`, default port, trailing slash, fragment, the parts that lead to the page's feed
    or to a page of its comments, and parameters that only count visits do not tell pages apart.
    "" for what is no address of the web.
    """
    return _canonical(url.partition("#")[0])


@lru_cache(1024)
def _canonical(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return ""
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    host = host.removesuffix(_DEFAULT_PORTS[parts.scheme])
    path = re.sub("//+", "/", unquote(parts.path)).rstrip("/")
    for _ in range(_MOST_ADDED):
        path = _ADDED.sub("", path).rstrip("/")
    kept = [p for p in parts.query.split("&") if p and not _ADDED_PARAMETER.match(p)]
    return host + path + ("?" + "&".join(kept) if kept else "")


def host_name(url: str) -> str:
    """The host of an address without `www.`, "" for what is no address of the web."""
    return canonical_address(url).partition("/")[0].partition("?")[0]


def comment_number(url: str) -> str:
    """The number of the comment that a WordPress address means ("506" of "…#comment-506"), or "".

    Pages, feeds, exports and the REST interface of one site so name a comment alike.
    """
    match = _COMMENT_FRAGMENT.search(url.strip())
    return match[1] if match else ""


def _split(url: str) -> SplitResult | None:
    text = _WHITE_SPACE.sub("", url)
    try:
        parts = urlsplit(f"http:{text}" if text.startswith("//") else text)
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS and parts.netloc else None
