"""Every file in tests/data reads as its .expected.json says: what `show --json` prints.

To write the expectations anew: UPDATE_GOLDEN=1 pytest tests/formats/test_golden.py, then look at
the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from threadreader.library.discussions import read_sources
from threadreader.library.export import story_record
from threadreader.library.sources import find

DATA = Path(__file__).parents[1] / "data"
SUFFIX = ".expected.json"
CASES = sorted(p for p in DATA.glob("*/*") if not p.name.endswith(SUFFIX))


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_golden_file_reads_as_expected(case: Path) -> None:
    expectation = case.with_name(case.name + SUFFIX)
    found = [story_record(d) for d in read_sources(find([case])).discussions]
    if os.environ.get("UPDATE_GOLDEN"):
        expectation.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    assert found == json.loads(expectation.read_text())
