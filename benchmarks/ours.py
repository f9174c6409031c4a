"""Our own program, and every kind of key it has."""

from __future__ import annotations

import sys

from benchmarks.programs import Press, Program, Start
from benchmarks.terminal import WHEEL_DOWN

_ALL_SHOWN = r"^ A Discussion.* \d[\d,]*/{comments} "

# In an order in which each finds something to do; "first" is what reads the whole thread once.
KEYS = (
    Press("down", "j", 30),
    Press("up", "k", 10),
    Press("line", "\x05", 6),
    Press("page", "pagedown", 10),
    Press("page back", "pageup", 6),
    Press("next unread", "n", 6),
    Press("next thread", "]", 6),
    Press("next sibling", "J", 6),
    Press("", "j", 2),
    Press("parent", "p", 1),
    *(Press(name, key) for _ in range(4) for name, key in (("last", "G"), ("first", "g"))),
    Press("", "j", 3),
    *(Press("fold one", "\r") for _ in range(8)),
    *(Press(name, key) for _ in range(4) for name, key in (("fold thread", "c"), ("undo", "u"))),
    *(Press(name, key) for _ in range(5) for name, key in (("fold all", "-"), ("open all", "+"))),
    *(Press(name, key) for _ in range(4) for name, key in (("to depth 2", "2"), ("", "+"))),
    Press("", "G"),
    Press("", "["),
    *(Press(name, "M" if name else "u") for _ in range(4) for name in ("mark replies read", "")),
    Press("first author", "a", until="esc clears"),
    Press("clear author", "a"),
    *(Press(name, "a") for _ in range(4) for name in ("same author", "clear author")),
    Press("first query", "fharbour\r", until=r"harbour +esc clears"),
    Press("clear query", "escape", until=_ALL_SHOWN),
    Press("first order", "o"),
    Press("", "o", 4),
    Press("next order", "o", 10),
    Press("other pane", "tab", 6),
    Press("resize", "", size=(100, 40)),
    Press("resize", "", size=(120, 40)),
    Press("resize", "", size=(90, 40)),
    Press("resize", "", size=(120, 40)),
    Press("", "gj"),
    Press("held down: 100 keys", "j" * 100, 2),
    Press("", "g"),
    Press("wheel: 100 turns", WHEEL_DOWN * 100, 2),
    Press("", "", size=(300, 100)),
    Press("page at 300×100", "pagedown", 6),
)
HELD = (Press("200 times down", "j", 200),)

OURS = Program(
    "threadreader",
    "page.txt",
    (sys.executable, "-m", "threadreader", "@data@"),
    (Start(_ALL_SHOWN),),
    KEYS,
    environment={
        "HOME": "@home@",
        "XDG_CONFIG_HOME": "@home@/config",
        "XDG_CACHE_HOME": "@home@/cache",
    },
    unpictured={"THREADREADER_NO_PICTURE": "1"},
    first="\t",
    second=True,
)
BARE = Program(
    "Textual with one label",
    "rows",
    (sys.executable, "-m", "benchmarks.baselines.bare"),
    (Start("One label"),),
    (),
)
TREE = Program(
    "Textual's Tree",
    "rows",
    (sys.executable, "-m", "benchmarks.baselines.tree", "@data@"),
    (Start("├── "),),
    (
        Press("down", "\x1b[B", 10),
        Press("page", "pagedown", 5),
        Press("last", "\x1b[F"),
        Press("first", "\x1b[H"),
        Press("", "\x1b[B"),
        Press("fold one", " ", 4),
        Press("fold all", "-"),
        Press("open all", "+"),
        Press("fold all", "-"),
        Press("open all", "+"),
    ),
    environment={"TEXTUAL_ANIMATIONS": "none"},
    plain="\x1b[B",
    most=100_000,
)
WIDGETS = Program(
    "a widget a comment",
    "rows",
    (sys.executable, "-m", "benchmarks.baselines.widgets", "@data@"),
    (Start(r"\."),),
    (Press("down", "\x1b[B", 5), Press("page", "pagedown", 5), Press("last", "\x1b[F")),
    environment={"TEXTUAL_ANIMATIONS": "none"},
    plain="\x1b[B",
    most=1_000,
)
