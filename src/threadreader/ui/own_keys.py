"""The keys of the reader's own, from `[keys]`: which hold, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from textual.keys import Keys, _character_to_key, key_to_character

from threadreader.library.config import Config
from threadreader.ui.keys import ACTIONS, KEY_NAMES, Action, shown_key, typed_key

_BY_NAME = {action.name: action for action in ACTIONS}
_NAMED = {key.value for key in Keys if key.value.isalnum()} - {"return"}
_MODIFIERS = ("ctrl", "alt", "shift")
_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
}
# A terminal sends the same for both.
_THE_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}

Keymap = Mapping[str, tuple[str, ...]]


def checked_keys(config: Config, path: Path) -> tuple[Keymap, list[str]]:
    """The keys of the reader's own by action, as Textual names them, and a sentence a mistake.

    Where there is a mistake the action keeps its default keys. `path` is what the sentences call
    the file.
    """
    own: dict[str, tuple[str, ...]] = {}
    mistakes: dict[str, str] = {}
    for name, texts in config.keys.items():
        keys = tuple(dict.fromkeys(map(known_key, texts)))
        if name not in _BY_NAME:
            near = get_close_matches(name, _BY_NAME, 1)
            mistakes[name] = "there is no such action" + (f" (is it {near[0]}?)" if near else "")
        elif "" in keys:
            wrong = next(text for text in texts if not known_key(text))
            mistakes[name] = f'no terminal sends the key "{wrong}"'
        else:
            own[name] = keys
    while (clash := _clash(own, config.lines)) is not None:
        name, key, other = clash
        del own[name]
        mistakes[name] = f'"{shown_key(key)}" is the key of {other} already'
    return own, [
        f"{path}, line {config.lines.get(f'keys.{name}', 1)}: keys.{name}: {mistakes[name]}; "
        "the default stays."
        for name in config.keys
        if name in mistakes
    ]


def known_key(text: str) -> str:
    """A key as people write it to Textual's name; "" where no terminal sends it."""
    base = text[-1:] if text.endswith("+") else text.rpartition("+")[2]
    modifiers = set(text[: -len(base)].lower().split("+")) - {""}
    base = _base(base)
    if not base or not modifiers <= set(_MODIFIERS):
        return ""
    if "ctrl" in modifiers:
        base = base.lower()
    elif "shift" in modifiers and len(base) == 1:
        modifiers.remove("shift")
        base = base.upper()
    key = "+".join([*sorted(modifiers, key=_MODIFIERS.index), base])
    return _THE_SAME.get(key, key)


def _base(text: str) -> str:
    """A key without modifiers to Textual's name, "" where it is none."""
    name = typed_key(text if len(text) == 1 else text.lower())
    if len(name) == 1:
        return _character_to_key(name) if name.isprintable() else ""
    name = _OTHER_NAMES.get(name, name)
    is_known = name in _NAMED or name in KEY_NAMES or key_to_character(name) is not None
    return name if is_known else ""


def _clash(own: Keymap, lines: Mapping[str, int]) -> tuple[str, str, str] | None:
    """The action whose own key is that of another on the same screen; of two own the later."""
    for screen in ("reader", "stories"):
        bound: dict[str, Action] = {}
        for action in ACTIONS:
            for key in own.get(action.name, action.keys) if _is_on(action, screen) else ():
                other = bound.setdefault(key, action)
                if other is not action:
                    yielding = max(
                        (each for each in (other, action) if each.name in own),
                        key=lambda each: lines.get(f"keys.{each.name}", 0),
                    )
                    return yielding.name, key, (other if yielding is action else action).name
    return None


def _is_on(action: Action, screen: str) -> bool:
    return action.where in (screen, "everywhere")
