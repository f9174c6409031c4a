"""The key that completes what is typed: the first choice, then the others in turn."""

from __future__ import annotations

from collections.abc import Sequence

from threadreader.thread.completion import Completion, completions


class Completer:
    """Goes through what a word of a query can become."""

    def __init__(self) -> None:
        self.names: Sequence[str] = ()
        self._before = ""
        self._choices: list[Completion] = []
        self._at = 0
        self._made: tuple[str, int] | None = None

    def choices(self, text: str, cursor: int) -> list[str]:
        """What the word at the cursor can become."""
        return [words.strip(' ="') for _, _, words in completions(text, cursor, self.names)]

    def ends_with_blank(self, text: str, cursor: int) -> bool:
        """Whether a completion was just made that ends with a blank."""
        return self._made == (text, cursor) and text[:cursor].endswith(" ")

    def turn(self, text: str, cursor: int, step: int) -> tuple[str, int] | None:
        """The text and cursor with the next choice (`step` 1, or -1 for the one before)."""
        if self._made == (text, cursor):
            self._at += step
        else:
            self._before, self._at = text, 0 if step > 0 else -1
            self._choices = completions(text, cursor, self.names)
        if not self._choices:
            return None
        start, end, words = self._choices[self._at % len(self._choices)]
        rest = self._before[end:]
        if words.endswith(" ") and rest.startswith((" ", ")")):
            words = words[:-1]
        self._made = self._before[:start] + words + rest, start + len(words)
        return self._made
