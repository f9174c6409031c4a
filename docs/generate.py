"""Writes the pages that follow from the code; with --check only says whether they are present."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from threadreader.ui.keys import ACTIONS, Action, shown_key

DOCS = Path(__file__).parent


def keys_page() -> str:
    """docs/keys.md: every action, its keys, and its name in `[keys]` of config.toml."""
    lines = [
        "# Keys",
        "",
        "This page is made from the program's own table of actions. Any of them can have other",
        "keys in `config.toml`, by its name, one key or several:",
        "",
        "```toml",
        "[keys]",
        'fold = "enter"',
        'next = ["j", "down"]',
        "```",
    ]
    for group, actions in groupby(ACTIONS, key=lambda action: action.group):
        lines += ["", f"## {group}", "", "| key | does | name |", "| --- | --- | --- |"]
        lines += [_row(action) for action in actions]
    return "\n".join(lines) + "\n"


def _row(action: Action) -> str:
    keys = " ".join(f"`{shown_key(key)}`".replace("|", "\\|") for key in action.keys)
    return f"| {keys} | {action.help} | `{action.name}` |"


PAGES = {"keys.md": keys_page}


def main() -> int:
    """Writes the pages, or (`--check`) returns 1 where one is not as it would be written."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not path.exists() or path.read_text() != text:
            stale.append(name)
            if not check:
                path.write_text(text)
    if check and stale:
        sys.stderr.write(f"docs: {', '.join(stale)} not up to date; run `make docs`.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
