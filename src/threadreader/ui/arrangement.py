"""How the two panes share the screen, by its size, the layout chosen, and where the reader is."""

from __future__ import annotations

from msgspec import Struct

LAYOUTS = ("", "side", "stacked", "column", "comments")
LAYOUT_NAMES = {
    "": "by the width of the screen",
    "side": "side by side",
    "stacked": "one above the other",
    "column": "one column",
    "comments": "comments only",
}
BESIDE_FROM = 110
_NARROW = 60
_PEEK_FROM, _PEEK = 30, 5
_LEAST_ARTICLE, _LEAST_COMMENTS = 20, 30
_MAP, _BAR = 4, 1


class Arrangement(Struct, frozen=True):
    """Cells and rows of the panes; 0 hides one. Captions are counted apart.

    `beside`: the panes stand side by side, `article_width` cells and the rest; else one above the
    other, `article_rows` and the rest. `has_article_caption`: the article's caption is shown even
    where it has no rows. `map_width` is that of the map with the scroll bar.
    """

    beside: bool
    article_width: int
    article_rows: int
    has_article: bool
    has_comments: bool
    has_article_caption: bool
    map_width: int


def arrange(
    width: int, rows: int, layout: str, *, on_article: bool, zoomed: bool, split: float = 0.0
) -> Arrangement:
    """The arrangement of `width` cells and `rows` rows between the header and the footer.

    `split` is the share of the article the reader dragged it to, 0 where they never did.
    """
    beside = layout == "side" or (layout == "" and width >= BESIDE_FROM)
    if width < _LEAST_ARTICLE + _LEAST_COMMENTS:
        beside = False
    alone = zoomed or layout in ("column", "comments")
    map_width = _MAP if width >= _NARROW else _BAR
    if alone:
        shows_article = on_article and layout != "comments"
        return Arrangement(
            False,
            width,
            rows - 1 if shows_article else 0,
            shows_article,
            not shows_article,
            shows_article,
            map_width,
        )
    if beside:
        return Arrangement(True, _beside_width(width, split), rows - 1, True, True, True, map_width)
    article_rows = _stacked_rows(rows, on_article=on_article)
    if rows - article_rows - 2 < 8 and not on_article:
        map_width = _BAR
    return Arrangement(False, width, article_rows, article_rows > 0, True, True, map_width)


def _beside_width(width: int, split: float) -> int:
    wanted = int(width * split) if split else min(max(int(width * 0.44), 48), 76)
    return min(max(wanted, _LEAST_ARTICLE), width - _LEAST_COMMENTS)


def _stacked_rows(rows: int, *, on_article: bool) -> int:
    """The article has the rows while it has the focus; else a peek at most."""
    if on_article:
        return max(rows - 2 - max((rows - 2) // 4, 4), 1)
    return _PEEK if rows >= _PEEK_FROM - 2 else 0
