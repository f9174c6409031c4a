"""The figures to reach, each as a ratio of one run, and whether it is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.data import data
from benchmarks.medians import Medians
from benchmarks.ours import BARE, OURS, TREE
from benchmarks.peers import MUTT, NEOMUTT

SMALL, MIDDLE, LARGE = 1_000, 100_000, 1_000_000
PLAIN = ("down", "page", "next sibling")
_ONCE = {"first author", "first query", "first order", "200 times down"}
_NO_KEYS = ("start", "first start", "picture", "held", "wheel", "page at", "resize")
_HALF_FRAME = 1000 / 60 / 2
_ANSWERED = "start again, first key answered"


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was promised, what was measured, and whether that is enough."""

    what: str
    measured: str
    wanted: str
    is_reached: bool


def ratios(medians: Medians, python: float) -> Iterator[Ratio]:
    """Every figure for which both sides were measured."""
    makers: list[Callable[[Medians], Iterator[Ratio]]] = [_flat, _once, _peers, _opening, _tree]
    for maker in makers:
        yield from maker(medians)
    yield from _picture(medians, python)
    yield from _memory(medians)


def key_names(medians: Medians) -> list[str]:
    """The names of the keys that our program was measured with."""
    names = medians.names(OURS)
    return [name for name in names if not name.startswith(_NO_KEYS) and name not in _ONCE]


def _most(what: str, value: float, other: float, factor: float, unit: str = "ms") -> Ratio:
    """`value` is to be at most `factor` times `other`."""
    ratio = value / other
    measured = f"{ratio:.2f} × ({value:.1f} and {other:.1f} {unit})"
    return Ratio(what, measured, f"at most {factor:.4g} ×", ratio <= factor)


def _least(what: str, value: float, other: float, factor: float, unit: str = "ms") -> Ratio:
    """`other` is to be at least `factor` times `value`."""
    ratio = other / value
    measured = f"{ratio:.1f} × ({value:.1f} and {other:.1f} {unit})"
    return Ratio(what, measured, f"at least {factor:.4g} ×", ratio >= factor)


def _flat(medians: Medians) -> Iterator[Ratio]:
    for name in key_names(medians):
        small = medians.from_second(OURS, SMALL, name)
        large = medians.from_second(OURS, LARGE, name)
        if small and large:
            yield _most(f"{name}: {LARGE:,} to {SMALL:,} comments", large, small, 1.1)
    presses = medians.values(OURS, LARGE, "200 times down")
    if presses:
        worst = max(presses)
        what = f"the worst of {len(presses)} presses at {LARGE:,}"
        yield Ratio(what, f"{worst:.1f} ms", "at most 25 ms", worst <= 25)


def _once(medians: Medians) -> Iterator[Ratio]:
    for name in ("first author", "first query", "first order"):
        value = medians.median(OURS, LARGE, name)
        if value:
            what = f"{name} at {LARGE:,}"
            yield Ratio(what, f"{value:.0f} ms", "at most 300 ms", value <= 300)


def _peers(medians: Medians) -> Iterator[Ratio]:
    for name, peer in (("down", "down"), ("page", "page"), ("next sibling", "down")):
        ours = medians.from_second(OURS, MIDDLE, name)
        theirs = medians.from_second(NEOMUTT, MIDDLE, peer)
        if ours:
            is_reached = ours <= _HALF_FRAME
            yield Ratio(f"{name} at {MIDDLE:,}", f"{ours:.1f} ms", "below half a frame", is_reached)
        if ours and theirs:
            yield _most(f"{name} to neomutt's {peer} at {MIDDLE:,}", ours, theirs, 3)
    for name, first, then in (
        ("fold all", 1.0, 0.5),
        ("open all", 1.0, 0.5),
        ("author", 1 / 3, 0.1),
        ("clear author", 1 / 3, 0.1),
    ):
        yield from _to_neomutt(medians, name, first, then)


def _to_neomutt(medians: Medians, name: str, first: float, then: float) -> Iterator[Ratio]:
    firsts, again = (f"first {name}", f"same {name}") if name == "author" else (name, name)
    ours = medians.values(OURS, MIDDLE, firsts)
    theirs = medians.values(NEOMUTT, MIDDLE, firsts)
    after = medians.from_second(OURS, MIDDLE, again)
    peer = medians.from_second(NEOMUTT, MIDDLE, again)
    if ours and theirs:
        yield _most(f"{name} the first time, to neomutt at {MIDDLE:,}", ours[0], theirs[0], first)
    if after and peer:
        yield _most(f"{name} from then on, to neomutt at {MIDDLE:,}", after, peer, then)


def _opening(medians: Medians) -> Iterator[Ratio]:
    bare = medians.median(BARE, SMALL, "start, first key answered")
    known = medians.median(OURS, LARGE, _ANSWERED)
    if bare and known:
        yield _most(f"known story of {LARGE:,}, first key, to a bare app", known, bare, 1.25)
    ours = medians.median(OURS, MIDDLE, _ANSWERED)
    for peer in (NEOMUTT, MUTT):
        theirs = medians.median(f"{peer.name}, header cache", MIDDLE, _ANSWERED)
        if ours and theirs:
            yield _least(f"known story of {MIDDLE:,} to {peer.name} with cache", ours, theirs, 5)
    page = medians.median(OURS, MIDDLE, "first start")
    mbox = medians.median(MUTT, MIDDLE, "start")
    if page and mbox:
        yield _most(f"page of {MIDDLE:,}, all read, to mutt's mbox", page, mbox, 1)


def _tree(medians: Medians) -> Iterator[Ratio]:
    for what, ours, theirs, factor in (
        ("open", "start again", "start", 25),
        ("fold all", "fold all", "fold all", 200),
        ("fold one", "fold one", "fold one", 100),
        ("memory", "start again, megabytes", "start, megabytes", 3),
    ):
        value = medians.from_second(OURS, MIDDLE, ours)
        other = medians.from_second(TREE, MIDDLE, theirs)
        unit = "MB" if what == "memory" else "ms"
        if value and other:
            yield _least(f"{what} to Textual's Tree at {MIDDLE:,}", value, other, factor, unit)


def _picture(medians: Medians, python: float) -> Iterator[Ratio]:
    picture = medians.median(OURS, LARGE, "picture")
    if picture is None:
        return
    what = f"known story of {LARGE:,}, first picture, to `python3 -c pass`"
    yield _most(what, picture, python, 2.5)
    neomutt = medians.median(NEOMUTT, SMALL, "start")
    if neomutt:
        yield _most(f"the same, to neomutt with {SMALL:,} messages", picture, neomutt, 1)


def _memory(medians: Medians) -> Iterator[Ratio]:
    bare = medians.median(BARE, SMALL, "start, megabytes")
    known = medians.median(OURS, LARGE, "start again, megabytes")
    if bare and known:
        above = known - bare
        what = f"memory of a known story of {LARGE:,} above a bare app"
        yield Ratio(what, f"{above:.0f} MB", "at most 60 MB", above <= 60)
    first = medians.median(OURS, LARGE, "first start, megabytes")
    if first:
        size = data("page.txt", LARGE).stat().st_size / 2**20
        yield _most(f"memory when a page of {LARGE:,} is read, to the file", first, size, 3, "MB")
