"""Runs the reader on the terminal, from the settings to the picture of the next start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from threadreader import launch_picture
from threadreader.library.config import load_config
from threadreader.model import NotRecognisedError
from threadreader.text.clean import clean
from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.manners import load_manners
from threadreader.ui.reading import Reader

_AT_ONCE = 0.12
"""Seconds the screen waits for a file, so that a small one is there with the first picture."""
_BEHIND_A_PICTURE = 2.0
"""The same, while the launch picture can be read meanwhile."""


def run(paths: Sequence[str | Path]) -> int:
    """Reads on the terminal until the reader quits; returns the exit code."""
    config, problems = load_config()
    reader = Reader(paths, config)
    manners, told = load_manners(config)
    shelf = reader.wait(_BEHIND_A_PICTURE if launch_picture.stands() else _AT_ONCE)
    if shelf is not None and not shelf.rows:
        raise shelf.errors[0] if shelf.errors else NotRecognisedError("there is no story in it.")
    app = ThreadreaderApp(reader, manners, [*problems, *told])
    app.is_calm = True
    if launch_picture.stands():
        from threadreader.ui.driver import OverPicture  # noqa: PLC0415  not on every system

        app.driver_class = OverPicture
    app.run(mouse=config.mouse)
    if app.error:
        print(f"threadreader: {clean(app.error)}", file=sys.stderr)
    from threadreader.ui.next_start import keep_next_start  # noqa: PLC0415  not needed to start

    keep_next_start(paths, None if app.return_code else app.shelf)
    return app.return_code or 0
