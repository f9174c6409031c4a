"""A decoder of JSON that never gives up: any depth, cut or damaged documents, without recursion.

Follows RFC 8259, and beyond it takes NaN and Infinity, control characters in strings, commas too
many or too few. It is the slow way; what is whole goes through a library.
"""

from __future__ import annotations

import json
import re
from typing import Any

_TOKEN = re.compile(r'([\s,:\ufeff]*+)(?:([\[{])|([\]}])|(")|([-+.\w]++))')
_STRING_END = re.compile(r'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_BACKSLASH = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
_GARBAGE = re.compile(r'[^\[{\]}"]++')
_BLANKS = re.compile(r"[\s,:\ufeff]*+")
_WORDS: dict[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": None,
    "Infinity": None,
    "-Infinity": None,
}
_LONGEST_NUMBER = 400
_library = json.JSONDecoder(strict=False)


class LooseDecoder:
    """The values of a text one after the other, from position `at`.

    `damage` is the position of the first thing that is not JSON, None where there is none. `is_cut`
    tells that the text ends within a value; containers that are then open are closed, and the last
    string or number, which may go on, is left out. With `stops` reading ends at the first damage.
    """

    def __init__(self, text: str, at: int = 0, *, stops: bool = False) -> None:
        self.text = text
        self.at = at
        self.damage: int | None = None
        self.is_cut = False
        self._stops = stops
        self._done: list[Any] = []
        self._open: list[Any] = []
        self._keys: list[str | None] = []  # of each open container: the key that waits for a value

    def has_more(self) -> bool:
        """Whether there is anything but blanks and separators from here on."""
        blanks = _BLANKS.match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        return self.at < len(self.text) and not (self._stops and self.damage is not None)

    def value(self) -> Any:
        """The next value; None where there is only damage."""
        self._done = []
        while not self._done and self._step():
            pass
        if self._open:
            self._done = self._open[:1]
        self._open, self._keys = [], []
        return self._done[0] if self._done else None

    def _step(self) -> bool:
        token = _TOKEN.match(self.text, self.at)
        if token is None:
            return self._skip()
        separators, opening, closing, quote, word = token.groups()
        self.at = token.end()
        if separators and "," in separators and self._keys:
            self._keys[-1] = None
        if quote:
            return self._string()
        if word:
            return self._word(word)
        if opening:
            container: Any = {} if opening == "{" else []
            if self._open:
                self._put(container)
            self._open.append(container)
            self._keys.append(None)
            return True
        return self._close(dict if closing == "}" else list)

    def _string(self) -> bool:
        end = _STRING_END.match(self.text, self.at)
        if end is None:
            return self._end()
        found, self.at = end[0][:-1], end.end()
        if "\\" in found:
            found = self._unescaped(end[0])
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            self._keys[-1] = found
        else:
            self._put(found)
        return not self._must_stop()

    def _unescaped(self, written: str) -> str:
        try:
            return str(_library.decode(f'"{written}'))
        except json.JSONDecodeError:
            self._note(self.at - len(written))
            return str(_library.decode(f'"{_BACKSLASH.sub(_backslash, written)}'))

    def _word(self, word: str) -> bool:
        if self.at == len(self.text) and self._open:
            return self._end()
        if word in _WORDS:
            self._put(_WORDS[word])
            return True
        number = _number(word)
        if number is None:
            self._note(self.at - len(word))
        else:
            self._put(number)
        return not self._must_stop()

    def _put(self, value: Any) -> None:
        if not self._open:
            self._done.append(value)
            return
        holder = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
            return
        key, self._keys[-1] = self._keys[-1], None
        if key is None:
            self._note(self.at)
        holder[key or ""] = value

    def _close(self, kind: type) -> bool:
        if not self._open or not isinstance(self._open[-1], kind):
            self._note(self.at - 1)
            if len(self._open) < 2 or not isinstance(self._open[-2], kind):
                return not self._must_stop()
            self._open.pop()
            self._keys.pop()
        closed = self._open.pop()
        self._keys.pop()
        if not self._open:
            self._done.append(closed)
        return not self._must_stop()

    def _skip(self) -> bool:
        garbage = _GARBAGE.match(self.text, self.at)
        if garbage is None or not garbage[0].strip(" \t\r\n,:\ufeff"):
            return self._end()
        self._note(self.at)
        self.at = garbage.end()
        return not self._must_stop()

    def _end(self) -> bool:
        self.is_cut = self.is_cut or bool(self._open)
        self.at = len(self.text)
        return False

    def _note(self, at: int) -> None:
        if self.damage is None:
            self.damage = at

    def _must_stop(self) -> bool:
        return self._stops and self.damage is not None


def _number(word: str) -> int | float | None:
    if len(word) > _LONGEST_NUMBER or not word.isascii() or "_" in word:
        return None
    try:
        return int(word)
    except ValueError:
        pass
    try:
        return float(word)
    except ValueError:
        return None


def _backslash(found: re.Match[str]) -> str:
    return found[0] if found[1] else r"\\"
