"""The name of a comment's author, out of what stands in its head."""

from __future__ import annotations

import re

from threadreader.formats.text_heads import Head, undressed
from threadreader.formats.text_layout import Layout
from threadreader.formats.text_words import PING, PINGED
from threadreader.model import CommentKind

_AVATAR = re.compile(r"\s*\[[^\]\s]{0,40}\]\s*")
_AVATAR_WORD = re.compile(
    r"\s*(?:['’]s\s+)?\b(?:avatar|gravatar|profile picture)\b\s*", re.IGNORECASE
)
_TWICE = re.compile(r"(.+?)\s+Avatar\s*\1$")
_STRONG = re.compile(r"\*\*(.+)\*\*$")


def author(head: Head, layout: Layout) -> tuple[str, CommentKind]:
    """Who wrote the comment, and whether it is a comment at all."""
    name = _plain(_chosen(head.words, layout), layout)
    ping = (PINGED if head.shape == "P" else PING).match(name)
    if ping is None:
        return name, "comment"
    kind: CommentKind = "trackback" if ping[0].casefold().startswith("track") else "pingback"
    return undressed(name[ping.end() :]).strip() or name, kind


def _chosen(words: list[str], layout: Layout) -> str:
    if len(words) < 2:
        return words[0] if words else ""
    first, last = words[0], words[-1]
    plain = _AVATAR_WORD.sub("", first)
    if plain != first or last.startswith(plain):
        return last
    if layout.says and (match := layout.says.search(last)) and match[0].strip(" :"):
        return " ".join(words)
    return first


def _plain(name: str, layout: Layout) -> str:
    if "[" in name:
        if layout.avatars and (avatar := _AVATAR.match(name)):
            name = name[avatar.end() :]
        if layout.link_numbers or "](" in name:
            name = undressed(name)
    if layout.underscores:
        name = name.replace("_", " ")
    if layout.says:
        name = name[: layout.says.search(name).start()]  # type: ignore[union-attr]
    name = " ".join(name.split())
    if "Avatar" in name:
        name = _TWICE.sub(r"\1", name)
    return _STRONG.sub(r"\1", name) if name.startswith("**") else name
