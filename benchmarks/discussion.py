"""A seeded discussion of any size, the same for every program, and the text page of it.

A tenth of the comments is top-level, most stay within depth 12, one thread in fifty is a chain of
200 replies, bodies have one to three paragraphs, and a quarter holds CJK, emoji or combining marks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

AUTHOR_TO_FIND = "Odile Tern"
START = datetime(2021, 3, 4, 9, 0, tzinfo=UTC)
_NAMES = [
    f"{first} {last}"
    for first in ("Wren", "Pim", "Ingrid", "Tomas", "Lou", "Marlow", "Cass", "Juno", "Bess", "Ada")
    for last in ("Askew", "Castellan", "Finch", "Hale", "Søby", "Underhill", "Varga", "Öz", "Κορ")
]
_WORDS = (
    "the a lamp tide gauge brass window shelf paper slip needle hour keeper harbour ferry bell"
    " ledger ink weather steady turned moved counted wrote kept found under above beside between"
    " before after slowly twice never always perhaps quietly and or but which because while"
)
_OTHER = (
    "青い背表紙の本は二冊あります。",
    "古いほうには気圧の記録が挟まっていました。",
    "🌊 the tide 👩‍🔬 agrees 🇳🇴",
    "e\u0301te\u0301 a\u0308lter n\u0303",
    "潮位計は静かに動いている",
)
_NEW_THREAD = 1 / 6  # with the chains, a tenth of all comments is top-level
_MOST_DEPTH = 12
_CHAIN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One comment: its number from 1, depth, the numbers above it, author, minute and text."""

    number: int
    depth: int
    parent: int
    author: str
    minute: int
    paragraphs: list[str]

    @property
    def when(self) -> datetime:
        return START + timedelta(minutes=self.minute)


def rows(count: int, seed: int = 1) -> Iterator[Row]:
    """`count` comments in preorder, always the same for a seed."""
    chance = random.Random(seed)
    path: list[int] = []
    threads = chain = 0
    for number in range(1, count + 1):
        if chain:
            depth, chain = len(path) + 1, chain - 1
        elif not path or chance.random() < _NEW_THREAD:
            depth, threads = 1, threads + 1
            chain = _CHAIN if threads % 50 == 0 else 0
        else:
            deepest = min(len(path) + 1, _MOST_DEPTH)
            depth = deepest if chance.random() < 0.5 else chance.randint(2, deepest)
        del path[depth - 1 :]
        parent = path[-1] if path else 0
        path.append(number)
        author = AUTHOR_TO_FIND if chance.random() < 0.01 else chance.choice(_NAMES)
        yield Row(number, depth, parent, author, number, _paragraphs(chance))


def _paragraphs(chance: random.Random) -> list[str]:
    words = _WORDS.split()
    paragraphs = [
        " ".join(chance.choices(words, k=chance.randint(4, 36))).capitalize() + "."
        for _ in range(chance.randint(1, 3))
    ]
    if chance.random() < 0.25:
        paragraphs[-1] += " " + " ".join(chance.choices(_OTHER, k=chance.randint(1, 3)))
    return paragraphs


def write_page(path: Path, count: int, seed: int = 1) -> None:
    """The discussion as a saved text page in the reference shape."""
    top = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f"A Discussion of {count} Comments\n\nThe tide gauge was moved in spring.\n\n")
        for row in rows(count, seed):
            indent = " " * (2 + 2 * row.depth)
            if row.depth == 1:
                top += 1
                file.write(f"\n  {top}. {row.author}\n\n")
            else:
                file.write(f"\n{indent[2:]}• {row.author}\n\n")
            file.write(f"{indent}{row.when:%B} {row.when.day}, {row.when:%Y} at ")
            file.write(f"{row.when.hour % 12 or 12}:{row.when:%M} {row.when:%p}\n".lower())
            file.writelines(f"\n{indent}{paragraph}\n" for paragraph in row.paragraphs)
