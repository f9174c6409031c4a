"""A folder with one file of each kind opens as a library in which every story reads right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from threadreader.formats.registry import FORMATS
from threadreader.library.discussions import read_sources
from threadreader.library.export import story_record
from threadreader.library.sources import find

DATA = Path(__file__).parents[1] / "data"
SUFFIX = ".expected.json"
Record = dict[str, Any]


def cases_of(name: str) -> list[Path]:
    return [path for path in (DATA / name).glob("*") if not path.name.endswith(SUFFIX)]


KINDS = [name for name in FORMATS if cases_of(name)]


def case_of(name: str) -> Path:
    """The golden case of a format that says most."""
    cases = cases_of(name)
    return max(cases, key=lambda case: (len(written(case)), case.name))


def written(case: Path) -> str:
    return case.with_name(case.name + SUFFIX).read_text()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    for name in KINDS:
        case = case_of(name)
        target = folder / name / case.name if (folder / case.name).exists() else folder / case.name
        if case.is_dir():
            shutil.copytree(case, target)
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(case, target)
    return folder


def without_positions(record: Record) -> Record:
    """A story without its notices: those of a file with several stories go elsewhere."""
    return {key: value for key, value in record.items() if key != "notices"}


def test_every_story_of_every_format_reads_right(library: Path) -> None:
    reading = read_sources(find([library]))
    assert reading.errors == []
    found = [without_positions(story_record(one)) for one in reading.discussions]
    expected = [
        without_positions(record) for name in KINDS for record in json.loads(written(case_of(name)))
    ]
    for record in expected:
        assert record in found, (record["format"], record["title"])
    assert len(found) == len(expected)


def test_every_format_has_a_story_there(library: Path) -> None:
    reading = read_sources(find([library]))
    assert {one.story.origin.format for one in reading.discussions} == set(KINDS)
