"""Keeps Python's collector of garbage from halting a key for a twentieth of a second."""

from __future__ import annotations

import gc

AFTER = 0.3
"""Seconds after the first picture: by then all that stays is there."""

_THRESHOLDS = 20_000, 50, 1_000


def prevent() -> None:
    """Takes everything there is out of what is looked through, and looks through the rest rarely.

    Full collections of the screens and of Textual took 45 to 85 ms, in the middle of a key. There
    were none since the start.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
