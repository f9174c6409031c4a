"""What is kept of one story, and its TOML; docs/state.md describes the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

import tomli_w
from msgspec import Struct, field
from msgspec.structs import asdict

from threadreader.library.changes import Pane, View
from threadreader.library.known import PRINT_SIZE, Known, split
from threadreader.library.packed import packed_flags, packed_lines, packed_marks, to_flags, unpacked
from threadreader.library.statements import statements
from threadreader.library.visits import Visit
from threadreader.thread.folds import NAMES
from threadreader.thread.keys import KEY_SIZE

VERSION = 1
_FEW = 500  # comments that are written one by one, for a person to read
_FEW_MARKS = 50
_MOST_VISITS = 100
_HEX = re.compile(r"[0-9a-f]{16}")
_PACKED = ("known", "fingerprints", "read", "starred")
_ENTRY = re.compile(r"\b[0-9a-f]+\b")


class KeptPlace(Struct):
    """A place by the comment's key, which is b"" where the cursor was on none."""

    pane: Pane = "article"
    comment: bytes = b""
    line: int = 0
    row: int = 0
    article: float = 0.0


class StoryState(Struct):
    """All that is kept of one story. `other` is what a newer version of the program wrote."""

    identity: str = ""
    title: str = ""
    also: list[str] = field(default_factory=list)
    starred: bool = False
    visits: list[Visit] = field(default_factory=list)
    view: View = field(default_factory=View)
    place: KeptPlace = field(default_factory=KeptPlace)
    base: str = ""
    base_read: bytearray = field(default_factory=bytearray)
    folds: dict[bytes, int] = field(default_factory=dict)
    edited: list[bytes] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    other: dict[str, Any] = field(default_factory=dict)

    def dated_visits(self) -> list[Visit]:
        """The visits in order of their beginning."""
        self.visits.sort(key=lambda visit: visit.began)
        del self.visits[:-_MOST_VISITS]
        return self.visits


def dump(state: StoryState) -> str:
    """The state as TOML."""
    return "".join(dump_parts(state))


def dump_parts(state: StoryState) -> Iterator[str]:
    """The same in parts: what a person wants to see first, packed sets on lines of their own."""
    known, other = state.known, state.other
    head = {
        "version": max(VERSION, version if isinstance(version := other.get("version"), int) else 0),
        "title": state.title,
        "identity": state.identity,
        "also": state.also,
        "starred_story": state.starred,
        "filter": state.view.filter,
        "context": state.view.context,
        "order": state.view.order,
    }
    rest = {name: value for name, value in other.items() if name not in head}
    rest |= {
        "visits": [visit.record() for visit in state.dated_visits()],
        "place": _table(other, "place")
        | asdict(state.place)
        | {"comment": state.place.comment.hex()},
        "folds": _table(other, "folds") | _dump_folds(state),
    }
    if state.edited:
        rest["edited"] = [key.hex() for key in state.edited]
    if known.twins:
        rest["twins"] = {k.hex(): [key.hex() for key in keys] for k, keys in known.twins.items()}
    yield tomli_w.dumps(head)
    yield from _dump_entries("known", known.keys, KEY_SIZE)
    yield from _dump_marks("read", known, known.read)
    yield from _dump_marks("starred", known, known.starred)
    yield from _dump_entries("fingerprints", known.prints, PRINT_SIZE)
    yield tomli_w.dumps(rest)


def _table(document: dict[str, Any], name: str) -> dict[str, Any]:
    table = document.get(name)
    return table if isinstance(table, dict) else {}


def _dump_folds(state: StoryState) -> dict[str, Any]:
    lists: dict[str, list[str]] = {name: [] for name in NAMES}
    for key, fold in state.folds.items():
        lists[NAMES[fold]].append(key.hex())
    smart = {"smart": packed_flags(state.base_read)} if state.base == "smart" else {}
    return {"base": state.base, **lists, **smart}


def _dump_entries(name: str, entries: bytearray, size: int) -> Iterator[str]:
    if len(entries) <= _FEW * size:
        yield tomli_w.dumps({name: [entry.hex() for entry in split(entries, size)]})
    else:
        yield from packed_lines(name, entries)


def _dump_marks(name: str, known: Known, flags: bytearray) -> Iterator[str]:
    if len(known) > _FEW and flags.count(1) > _FEW_MARKS:
        yield from packed_marks(name, flags)
    else:
        slots = (slot for slot, flag in enumerate(flags) if flag)
        yield tomli_w.dumps({name: [known.key(slot).hex() for slot in slots]})


def load(text: str) -> tuple[StoryState, bool]:
    """The state in a text, and whether all of it was as it should be; never raises."""
    try:
        document = tomllib.loads(text)
        sound = "version" in document
    except (tomllib.TOMLDecodeError, RecursionError):
        document, sound = _salvaged(text), False
    reader = _DocumentReader(document, sound=sound)
    return reader.state(), reader.sound


def _salvaged(text: str) -> dict[str, Any]:
    """What can be read of a damaged text: whole statements, whole entries of broken ones."""
    document: dict[str, Any] = {}
    for statement in statements(text):
        if not statement.path:
            continue
        inner = document
        for name in statement.path[:-1]:
            inner = inner.setdefault(name, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[statement.path[-1]] = (
                _entries(statement.text) if statement.error else statement.value
            )
    for name in _PACKED:
        if re.search(rf"^{name} \d+ ", text, re.MULTILINE):
            document[name] = text  # its lines say whose they are, also where their head is lost
    return document


def _entries(text: str) -> Any:
    value = text.partition("=")[2].strip()
    if value.startswith("'''"):
        return value[3:].rstrip().removesuffix("'''")
    return _ENTRY.findall(value)  # quotes may be missing


class _DocumentReader:
    """Takes the state out of a document; what is not as it should be is left out and told of."""

    def __init__(self, document: dict[str, Any], *, sound: bool) -> None:
        self.sound = sound
        self._document = document

    def state(self) -> StoryState:
        """The state."""
        document = self._document
        known = self._known()
        state = StoryState(
            identity=self._value(document, "identity", str, ""),
            title=self._value(document, "title", str, ""),
            also=[key for key in self._value(document, "also", list, []) if isinstance(key, str)],
            starred=self._value(document, "starred_story", bool, False),
            visits=self._visits(),
            view=View(
                self._value(document, "filter", str, ""),
                self._value(document, "context", str, "ancestors"),
                self._value(document, "order", str, "thread"),
            ),
            place=self._place(self._value(document, "place", dict, {})),
            edited=self._keys(document.get("edited", [])),
            known=known,
            other={k: v for k, v in document.items() if k not in _OURS},
        )
        self._folds(state, self._value(document, "folds", dict, {}))
        return state

    def _value(self, table: dict[str, Any], name: str, kind: type, default: Any) -> Any:
        value = table.get(name, default)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.sound = False
        return default

    def _known(self) -> Known:
        known = Known(self._joined("known", KEY_SIZE), self._prints())
        known.read[:] = self._marks("read", known)
        known.starred[:] = self._marks("starred", known)
        for key, members in self._value(self._document, "twins", dict, {}).items():
            keys = self._keys(members)
            if _HEX.fullmatch(key) and keys:
                known.twins[bytes.fromhex(key)] = keys
        return known

    def _joined(self, name: str, size: int) -> bytes:
        value = self._document.get(name, [])
        if isinstance(value, str):
            data = self._unpacked(value, name)
            self.sound = self.sound and len(data) % size == 0
            return data
        entries = dict.fromkeys(self._hex(value, size)) if size == KEY_SIZE else None
        return b"".join(self._hex(value, size) if entries is None else entries)

    def _prints(self) -> bytes:
        """The fingerprints; none where they may stand in the wrong places."""
        prints = self._joined("fingerprints", PRINT_SIZE)
        is_packed = isinstance(self._document.get("fingerprints"), str)
        return prints if self.sound or is_packed else b""

    def _marks(self, name: str, known: Known) -> bytearray:
        value = self._document.get(name, [])
        if isinstance(value, str):
            bits = self._unpacked(value, name)
            self.sound = self.sound and len(bits) == -(-len(known) // 8)
            return to_flags(bits, len(known))
        keys = self._keys(value)
        for key in keys:
            known.add(key)
        flags = bytearray(len(known))
        for key in keys:
            flags[known.slot(key)] = 1
        return flags

    def _unpacked(self, value: str, name: str = "") -> bytes:
        data, sound = unpacked(value, name)
        self.sound = self.sound and sound
        return data

    def _keys(self, value: Any) -> list[bytes]:
        return self._hex(value, KEY_SIZE)

    def _hex(self, value: Any, size: int) -> list[bytes]:
        if not isinstance(value, list):
            self.sound = False
            return []
        found = []
        for text in value:
            try:
                entry = bytes.fromhex(text)
            except (TypeError, ValueError):
                entry = b""
            if len(entry) == size:
                found.append(entry)
            else:
                self.sound = False
        return found

    def _visits(self) -> list[Visit]:
        visits = []
        for visit in self._value(self._document, "visits", list, []):
            table = visit if isinstance(visit, dict) else {}
            began, ended, known = (table.get(name) for name in ("began", "ended", "known"))
            if _is_aware(began) and _is_aware(ended) and isinstance(known, int):
                began, ended = cast("datetime", began), cast("datetime", ended)
                visits.append(Visit(began, ended, known, str(table.get("unfinished", ""))))
            else:
                self.sound = False
        return visits

    def _place(self, table: dict[str, Any]) -> KeptPlace:
        comment = self._value(table, "comment", str, "")
        pane = "comments" if table.get("pane") == "comments" else "article"
        article = table.get("article", 0.0)
        return KeptPlace(
            cast("Pane", pane),
            bytes.fromhex(comment) if _HEX.fullmatch(comment) else b"",
            self._value(table, "line", int, 0),
            self._value(table, "row", int, 0),
            float(article) if isinstance(article, int | float) else 0.0,
        )

    def _folds(self, state: StoryState, table: dict[str, Any]) -> None:
        state.base = self._value(table, "base", str, "")
        for fold, name in enumerate(NAMES):
            for key in self._keys(table.get(name, [])):
                state.folds[key] = fold
        smart = self._value(table, "smart", str, "")
        state.base_read = to_flags(self._unpacked(smart), len(state.known))


def _is_aware(moment: Any) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is not None


_OURS = frozenset({"title", "identity", "also", "starred_story", "filter", "context", "order"}) | {
    "known",
    "fingerprints",
    "read",
    "starred",
    "visits",
    "twins",
    "edited",
}
