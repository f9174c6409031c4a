"""The first line of a comment: who, when, to whom; what does not fit is left out in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from threadreader.model import Moment
from threadreader.text.cells import cut
from threadreader.ui.ages import ago, date, gap
from threadreader.ui.paint import Run, width_of
from threadreader.ui.scene import Scene


def header(scene: Scene, position: int, width: int, on: str) -> list[Run]:
    """The runs of a comment's first line, at most `width` cells, on a background.

    Left out where there is no room, in this order: the date, the long form of the age, the replies,
    whom it answers, the age. The name is cut last.
    """
    who = name(scene, position, on)
    forms: list[Callable[[], list[str]]] = [
        lambda: _facts(scene, position, "date age to replies"),
        lambda: _facts(scene, position, "age to replies"),
        lambda: _facts(scene, position, "short to replies"),
        lambda: _facts(scene, position, "short to"),
        lambda: _facts(scene, position, "short"),
        list,
    ]
    became, style = fates(scene, position, on), scene.look.style("muted", on)
    room = width - width_of(who)
    for form in forms:
        runs = [(f" {scene.look.glyph('dot')} {fact}", style) for fact in form()]
        runs += became
        if width_of(runs) <= room:
            return [*who, *runs]
    return _cut_name(who, width, scene.look.glyph("ellipsis"))


def name(scene: Scene, position: int, on: str) -> list[Run]:
    """The author's name with its badges, and the star."""
    look, story = scene.look, scene.story
    thread = story.thread
    author = thread.columns.author[position]
    text = thread.names[author] or "Anonymous"
    token, is_op = _author_token(scene, author, position)
    extra = "" if story.read[position] else "bold"
    if author == scene.author_under_cursor:
        extra = f"{extra} underline"
    if on == "selected" and not look.tinted:
        extra = f"{extra} reverse"
    runs = [(text, look.style(token, on, extra.strip()))]
    if text in scene.followed:
        runs.append((f" {look.glyph('followed')}", look.style("followed", on)))
    if is_op:
        runs += _badge(scene, on)
    if story.starred[position]:
        runs.append((f" {look.glyph('star')}", look.style("star", on)))
    return runs


def fates(scene: Scene, position: int, on: str) -> list[Run]:
    """What became of the comment since it was first read, each in a word."""
    dot, style = scene.look.glyph("dot"), scene.look.style("deleted", on)
    return [(f" {dot} {fate}", style) for fate in _fates(scene, position)]


def replies(scene: Scene, position: int) -> str:
    """How many comments stand under this one, in words; "" for none."""
    count = scene.story.thread.size[position] - 1
    return f"{count:,} repl" + ("ies" if count > 1 else "y") if count else ""


def _author_token(scene: Scene, author: int, position: int) -> tuple[str, bool]:
    is_op = author == scene.story_author
    if is_op:
        return "author_op", True
    if scene.story.thread.names[author] in scene.followed:
        return "followed", False
    return ("read" if scene.story.read[position] else "title"), False


def _badge(scene: Scene, on: str) -> list[Run]:
    look = scene.look
    if not look.tinted:
        return [(" (author)", look.style("author_op", on))]
    word = "author" if scene.shape.is_narrow else " author "
    return [(" ", look.blank(on)), (word, look.style("author_op", "code_bg"))]


def _facts(scene: Scene, position: int, parts: str) -> list[str]:
    return [text for part in parts.split() if (text := _fact(scene, position, part))]


def _fact(scene: Scene, position: int, part: str) -> str:
    thread = scene.story.thread
    if part == "replies":
        return replies(scene, position)
    if part == "to":
        parent = thread.parent[position]
        past_cap = thread.depth[position] > scene.shape.cap
        return f"to {thread.author(parent)}" if parent >= 0 and past_cap else ""
    moment = thread.date(position)
    if moment is None:
        return ""
    if part == "date":
        is_cursor = scene.cursor == position
        return date(moment, short=True) if is_cursor and scene.age != "date" else ""
    return _age(scene, position, moment, short=part == "short" or scene.shape.is_narrow)


def _age(scene: Scene, position: int, moment: Moment, *, short: bool) -> str:
    if scene.age == "date":
        return date(moment, short=True)
    if scene.age == "ago":
        return ago(moment, scene.moment)
    thread, parent = scene.story.thread, scene.story.thread.parent[position]
    answered = thread.date(parent) if parent >= 0 else scene.story.story.published
    words = gap(answered, moment)
    if not words:
        return ""
    return f"+{words}" if short else f"{words} later"


def _fates(scene: Scene, position: int) -> Iterator[str]:
    """What became of the comment since it was first read."""
    story = scene.story
    if story.thread.status(position) == "deleted":
        yield "deleted"
    if _is(story, "gone", position):
        yield "gone"
    if _is(story, "edited", position):
        yield "edited"


def _is(story: object, mark: str, position: int) -> bool:
    marks = getattr(story, mark, None)
    return bool(marks is not None and marks[position])


def _cut_name(who: list[Run], width: int, ellipsis: str) -> list[Run]:
    if width_of(who[:1]) >= width:
        return [(cut(who[0][0], width, ellipsis), who[0][1])]
    shown: list[Run] = []
    for run in who:
        if width_of([*shown, run]) > width:
            break
        shown.append(run)
    return shown
