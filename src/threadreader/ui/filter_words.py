"""Filters that the program writes: what one or several authors said, and how a person reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = re.compile(r'author:="([^"]*)"')


def author_filter(names: Sequence[str]) -> str:
    """The filter for the comments by exactly these authors."""
    return " or ".join(f"author:={_quoted(name)}" for name in names)


def talk_filter(names: Sequence[str]) -> str:
    """The filter for what these authors said to each other, and nobody else."""
    parts = []
    for name in names:
        others = author_filter([other for other in names if other != name])
        parts.append(f"(author:={_quoted(name)} (reply-to:({others}) or answered-by:({others})))")
    return " or ".join(parts) if len(names) > 1 else author_filter(names)


def filter_words(text: str) -> str:
    """A filter as it is shown: in words where the program wrote more than a person reads."""
    names = list(dict.fromkeys(_NAME.findall(text)))
    if len(names) < 2 or text != talk_filter(names):
        return text
    return f"conversation of {', '.join(names[:-1])} and {names[-1]}"


def _quoted(name: str) -> str:
    """A name as the query language takes it."""
    return f'"{name}"' if '"' not in name else max(name.split('"'), key=len).join('""')
