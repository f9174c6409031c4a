"""How fast the reader reads, and how long the rest will take."""

from __future__ import annotations

import time

from threadreader.library.openstory import OpenStory

USUAL = 230.0
"""Words a minute of a reader not known yet."""

_BYTES_A_WORD = 6
_SAMPLES = 64
_SLOWEST, _FASTEST = 60.0, 900.0
_WEIGHT = 0.1


class Pace:
    """Learns the reader's words a minute from how long they stay on comments."""

    def __init__(self, words_a_minute: float = USUAL) -> None:
        self.words_a_minute = words_a_minute or USUAL
        self._arrived = time.monotonic()

    def moved(self, words_read: int) -> None:
        """The reader goes on, having read so many words (0: skipped) since the last move."""
        now = time.monotonic()
        minutes, self._arrived = (now - self._arrived) / 60, now
        if words_read < 5 or minutes <= 0:
            return
        pace = words_read / minutes
        if _SLOWEST <= pace <= _FASTEST:
            self.words_a_minute += _WEIGHT * (pace - self.words_a_minute)


def minutes_left(story: OpenStory, unread: int, words_a_minute: float) -> int:
    """How many minutes the unread comments take, by the length of some of them."""
    count = len(story.thread)
    step = max(count // _SAMPLES, 1)
    sampled = [at for at in range(0, count, step) if not story.read[at]][:_SAMPLES]
    if not sampled:
        first = story.read.find(0, marked=False)
        sampled = [first] if first >= 0 else []
    ends, body = story.thread.bodies.ends, story.thread.columns.body
    size = sum(ends[body[at] + 1] - ends[body[at]] for at in sampled)
    words = size / _BYTES_A_WORD / max(len(sampled), 1) * unread
    return max(round(words / words_a_minute), 1)
