"""The files that the programs read, made once in `benchmarks/data`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.discussion import rows, write_page
from benchmarks.mail import write_feed, write_maildir, write_mbox, write_spool

DATA = Path(__file__).parent / "data"


def _write_rows(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows(count):
            text = "\n\n".join(row.paragraphs)
            file.write(json.dumps([row.depth, row.author, text], ensure_ascii=False) + "\n")


_WRITERS: Mapping[str, Callable[[Path, int], None]] = {
    "page.txt": write_page,
    "mbox": write_mbox,
    "maildir": write_maildir,
    "spool": write_spool,
    "feed.xml": write_feed,
    "rows": _write_rows,
}


def data(name: str, count: int) -> Path:
    """A file (or folder) of the discussion of `count` comments: "page.txt", "mbox", …"""
    path = DATA / str(count) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{name}.part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.unlink(missing_ok=True)
        _WRITERS[name](unfinished, count)
        unfinished.rename(path)
    return path
