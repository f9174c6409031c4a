"""The elements of HTML by what they make of their text."""

from __future__ import annotations

from threadreader.model import SpanKind

BREAKING = frozenset(
    (
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "nav",
        "optgroup",
        "p",
        "search",
        "section",
        "summary",
        "tbody",
        "tfoot",
        "thead",
    )
)
DROPPED = frozenset(
    (
        "-comment",
        "-doctype",
        "area",
        "base",
        "button",
        "canvas",
        "col",
        "colgroup",
        "datalist",
        "frameset",
        "head",
        "input",
        "link",
        "map",
        "meta",
        "noscript",
        "option",
        "param",
        "rp",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "wbr",
    )
)
INLINE: dict[str, SpanKind] = {
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "b": "strong",
    "strong": "strong",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
RANK: dict[SpanKind, int] = {"plain": 0, "emphasis": 1, "strong": 2, "code": 3, "link": 4}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
VERBATIM = frozenset(("pre", "listing", "xmp", "plaintext"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))
ENDING = BREAKING.union(HEADINGS, VERBATIM, LISTS, ("li", "blockquote", "table", "tr", "td", "th"))
EMBEDDED = frozenset(("iframe", "embed", "object", "video", "audio"))


def number(text: str | None, otherwise: int) -> int:
    """The number an attribute says, or another one."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def lazy_source(attributes: dict[str, str | None]) -> str | None:
    """The address of a picture that a script of the page would load."""
    for name in ("data-src", "data-lazy-src", "data-original", "data-orig-file"):
        if address := attributes.get(name):
            return address
    return None


def is_small(attributes: dict[str, str | None]) -> bool:
    """Whether a picture is a letter of the text, or one that only counts visits."""
    classes = f" {attributes.get('class') or ''} ".lower()
    sizes = [number(attributes.get(side), 1000) for side in ("width", "height")]
    return " emoji " in classes or "smiley" in classes or max(sizes) <= 24 or min(sizes) <= 1
