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
    shown = [_name(scene, position, is_last=position == chain[-1]) for position in chain]
    left_out = 0
    while len(shown) - left_out > 2 and _width(scene, shown, left_out) > width - 2:
        left_out += 1
    fill = scene.look.blank("surface")
    runs: list[Run] = [(" ", fill), *shown[0]]
    if left_out:
        more = f"{scene.look.glyph('more')}{left_out} "
        runs.append((more, scene.look.style("muted", "surface")))
    for name in shown[1 + left_out :]:
        runs += name
    room = width - width_of(runs) - 1
    if words and room > 8:
        runs.append((cut(words, room), scene.look.style("context", "surface", "italic")))
    row = strip(runs, width, fill)
    return (
        row if scene.look.tinted else row.apply_style(scene.look.style("text", extra="underline"))
    )


def _width(scene: Scene, shown: list[list[Run]], left_out: int) -> int:
    kept = [shown[0], *shown[1 + left_out :]]
    more = len(scene.look.glyph("more")) + len(str(left_out)) + 1 if left_out else 0
    return sum(map(width_of, kept)) + more + 1


def _name(scene: Scene, position: int, *, is_last: bool) -> list[Run]:
    look, thread = scene.look, scene.story.thread
    guide = look.style(look.guide(thread.depth[position]), "surface")
    name = cut(thread.author(position) or "Anonymous", _LONGEST_NAME)
    token = "title" if is_last else "muted"
    return [(look.glyph("guide"), guide), (f"{name} ", look.style(token, "surface"))]
