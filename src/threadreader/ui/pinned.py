"""The row that says under whom the comment at the top of the screen stands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from threadreader.text.cells import cut
from threadreader.ui.paint import Run, strip, width_of
from threadreader.ui.scene import Scene

_LONGEST_NAME = 24


def pinned_row(scene: Scene, chain: Sequence[int], words: str) -> Strip:
    """The names of `chain`, the outermost first; then `words`, the last one's first words.

    Where there is no room for all, the outermost stays, how many are left out, and the nearest.
    """
    width = scene.shape.width
    first = _name(scene, chain[0], is_last=len(chain) == 1)
    nearest = _nearest(scene, chain[1:], width - 3 - width_of(first))
    left_out = len(chain) - 1 - len(nearest)
    fill = scene.look.blank("surface")
    runs: list[Run] = [(" ", fill), *first]
    if left_out:
        runs.append((_more(scene, left_out), scene.look.style("muted", "surface")))
    for name in nearest:
        runs += name
    room = width - width_of(runs) - 1
    if words and room > 8:
        words = cut(words, room, scene.look.glyph("ellipsis"))
        runs.append((words, scene.look.style("context", "surface", "italic")))
    row = strip(runs, width, fill)
    return (
        row if scene.look.tinted else row.apply_style(scene.look.style("text", extra="underline"))
    )


def _nearest(scene: Scene, chain: Sequence[int], room: int) -> list[list[Run]]:
    """The names at the end of a chain that fit, but at least the last, whatever its length."""
    names: list[list[Run]] = []
    taken = 0
    for kept, position in enumerate(reversed(chain), 1):
        name = _name(scene, position, is_last=kept == 1)
        taken += width_of(name)
        left_out = len(chain) - kept
        if kept > 1 and taken + (len(_more(scene, left_out)) if left_out else 0) > room:
            break
        names.append(name)
    return names[::-1]


def _more(scene: Scene, left_out: int) -> str:
    return f"{scene.look.glyph('more')}{left_out} "


def _name(scene: Scene, position: int, *, is_last: bool) -> list[Run]:
    look, thread = scene.look, scene.story.thread
    guide = look.style(look.guide(thread.depth[position]), "surface")
    name = cut(thread.author(position) or "Anonymous", _LONGEST_NAME, look.glyph("ellipsis"))
    token = "title" if is_last else "muted"
    return [(look.glyph("guide"), guide), (f"{name} ", look.style(token, "surface"))]
