from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.terminal.pseudo_terminal import PseudoTerminal, threadreader

PAGE = """The Barometer in the Reading Room

When the reading room was moved, the barometer came down from the hall.

Nobody living had looked at it on purpose.


  1. Odile Tern

    November 13, 2017 at 12:52 pm

    My grandmother kept one by the door.

    • Wren Castellan

      November 13, 2017 at 1:10 pm

      The tapping is not superstition.

      • Marlow Finch

        November 13, 2017 at 2:00 pm

        I logged the pressure twice a day.

    • Cass

      November 13, 2017 at 2:30 pm

      Which shelf is it on?

  2. Pim Askew

    November 14, 2017 at 9:00 am

    Two questions about the window.

    • Marlow Finch

      November 14, 2017 at 9:30 am

      Temperature yes, window no.

  3. Cass

    November 15, 2017 at 8:00 am

    The window is painted shut.
"""
LATER = """
  4. Ingrid Holm

    November 20, 2017 at 8:00 am

    First visit after the move.

    • Cass

      November 20, 2017 at 8:30 am

      Welcome to the reading room.

  5. Tomas Hale

    November 21, 2017 at 8:30 am

    Four hundred slips is an archive.
"""
Start = Callable[..., PseudoTerminal]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page of seven comments by five authors."""
    path = tmp_path / "barometer.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def environment(folder: Path) -> dict[str, str]:
    """Variables that have config and cache in folders of the test's own."""
    return {
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
        "HOME": str(folder),
    }


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program with config and cache folders of the test's own."""
    with ExitStack() as open_terminals:

        def run(*arguments: object, columns: int = 80, rows: int = 24) -> PseudoTerminal:
            words = threadreader(*map(str, arguments))
            variables = environment(tmp_path)
            return open_terminals.enter_context(PseudoTerminal(words, variables, columns, rows))

        yield run
