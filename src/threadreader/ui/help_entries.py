"""What the help screen says: the keys as they are bound now, by group, and every sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import wrap

from msgspec import Struct

from threadreader.text.searchable import searchable
from threadreader.ui.keys import ACTIONS, Action, shown_key, typed_key
from threadreader.ui.look import UNICODE, Look
from threadreader.ui.paint import Run

_KEYS = 10  # cells of the keys, which end there
_GAP = 2
_SIGNS = (
    ("unread", "unread", "unread"),
    ("new", "new", "new since the last visit, unread"),
    ("new_read", "new", "new, but read meanwhile"),
    ("star", "star", "starred"),
    ("cursor", "accent", "here: the comment the keys act on"),
    ("guide", "guide_1", "depth: one line for each level"),
    ("more", "muted", "with a number: deeper than the screen shows"),
    ("folded", "folded", "folded, with replies"),
    ("folded_leaf", "folded", "folded, without replies"),
    ("match", "match_mark", "a match inside; in the map: a match"),
    ("author", "author_op", "in the map: the story's author"),
    ("dots", "unread", "in the map: how much is unread"),
    ("thumb", "accent", "in the map: the part on screen"),
    ("followed", "followed", "an author you follow"),
    ("quote", "rule", "a quotation"),
    ("picture", "link", "a picture"),
    ("picked", "accent", "picked in a panel"),
    ("sorted", "muted", "the column a list is sorted by"),
)


class HelpEntry(Struct, frozen=True):
    """Keys or a sign, in the token it is painted in, and what it does or means."""

    keys: str
    words: str
    token: str = "key"  # noqa: S105


class HelpGroup(Struct, frozen=True):
    """Entries under a heading."""

    title: str
    entries: tuple[HelpEntry, ...]


def help_groups(look: Look, remapped: Mapping[str, Sequence[str]]) -> list[HelpGroup]:
    """All groups: those of the table of actions in its order, then the signs."""
    groups: dict[str, list[HelpEntry]] = {}
    for action in ACTIONS:
        groups.setdefault(action.group, []).extend(_entries(action, remapped, look))
    dots = "⣿" if look.glyphs is UNICODE else "#"
    signs = [
        HelpEntry(dots if name == "dots" else look.glyph(name), words, token)
        for name, token, words in _SIGNS
    ]
    made = [HelpGroup(title, tuple(entries)) for title, entries in groups.items() if entries]
    return [*made, HelpGroup("Signs", tuple(signs))]


def found_groups(groups: Sequence[HelpGroup], typed: str) -> list[HelpGroup]:
    """The groups with the entries that have every word that is typed.

    A single character is the key that was pressed, where one is bound to something.
    """
    words = searchable(typed).split()
    if len(typed) == 1:
        pressed = _kept(groups, lambda entry, _: typed in entry.keys.split())
        if pressed:
            return pressed
    return _kept(
        groups,
        lambda entry, title: all(
            word in searchable(f"{title} {entry.keys} {entry.words}") for word in words
        ),
    )


def help_rows(groups: Sequence[HelpGroup], width: int, look: Look) -> list[list[Run]]:
    """The groups in three columns, two or one, as rows of runs."""
    columns = 3 if width >= 109 else 2 if width >= 71 else 1
    cells = (width - _GAP * (columns + 1)) // columns
    painted = [list(_group_rows(group, cells, look)) for group in groups]
    stacks = [_joined(stack) for stack in _stacked(painted, columns)]
    blank = look.blank()
    rows = []
    for at in range(max(map(len, stacks), default=0)):
        row: list[Run] = []
        for stack in stacks:
            runs = stack[at] if at < len(stack) else []
            taken = sum(len(text) for text, _ in runs)
            row += [(" " * _GAP, blank), *runs, (" " * (cells - taken), blank)]
        rows.append(row)
    return rows


def _entries(
    action: Action, remapped: Mapping[str, Sequence[str]], look: Look
) -> Iterator[HelpEntry]:
    keys = remapped.get(action.name, action.keys)
    shown = look.keys(" ".join(shown_key(typed_key(key)) for key in keys))
    if action.name == "depth-1" and "depth-1" not in remapped:
        yield HelpEntry(look.keys("1 … 9"), "show to this depth; deeper replies are hidden")
    elif shown and not (action.name.startswith("depth-") and tuple(keys) == action.keys):
        yield HelpEntry(shown, action.help)


def _kept(groups: Sequence[HelpGroup], fits: Callable[[HelpEntry, str], bool]) -> list[HelpGroup]:
    kept = (
        HelpGroup(group.title, tuple(entry for entry in group.entries if fits(entry, group.title)))
        for group in groups
    )
    return [group for group in kept if group.entries]


def _group_rows(group: HelpGroup, cells: int, look: Look) -> Iterator[list[Run]]:
    """A heading and the entries; keys end where the words begin."""
    yield [(group.title[:cells], look.style("title"))]
    text = look.style("text")
    for entry in group.entries:
        keys = wrap(entry.keys, _KEYS)
        words = wrap(entry.words, max(cells - _KEYS - 1, 8))
        for at in range(max(len(keys), len(words))):
            left = keys[at] if at < len(keys) else ""
            right = words[at] if at < len(words) else ""
            yield [(left.rjust(_KEYS), look.style(entry.token)), (f" {right}", text)]


def _stacked(groups: Sequence[list[list[Run]]], columns: int) -> list[Sequence[list[list[Run]]]]:
    """The groups in their order in so many columns, the tallest as low as can be."""
    height = max((len(group) for group in groups), default=0)
    while True:
        stacks: list[list[list[list[Run]]]] = [[]]
        taken = 0
        for group in groups:
            if stacks[-1] and taken + 1 + len(group) > height:
                stacks.append([])
                taken = 0
            taken += len(group) + bool(stacks[-1])
            stacks[-1].append(group)
        if len(stacks) <= columns:
            return [*stacks]
        height += 1


def _joined(groups: Sequence[list[list[Run]]]) -> list[list[Run]]:
    """The rows of groups one below the other, an empty row between."""
    rows: list[list[Run]] = []
    for group in groups:
        rows += [[], *group] if rows else group
    return rows
