"""What the documentation says of the program: its notices, keys, queries, settings and files."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from threadreader import COMMANDS
from threadreader.cli import main
from threadreader.library.config import Config, parse_config
from threadreader.thread.query import parse
from threadreader.ui.keys import ACTIONS
from threadreader.ui.own_keys import checked_keys

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDE = (ROOT / "docs" / "guide.md").read_text()
SOURCES = ROOT / "src" / "threadreader"
TREES = [
    ast.parse(path.read_text())
    for path in [
        *(SOURCES / "formats").glob("*.py"),
        *(SOURCES / "thread").glob("*.py"),
        SOURCES / "library" / "discussions.py",
    ]
]
MODULES = {"markdown-it-py": "markdown_it", "python-dateutil": "dateutil"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def takers_of_codes() -> Iterator[str]:
    """The functions of the source that are given the code of a notice."""
    yield "Notice"
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args]
                if "code" in names and {"message", "what"} & set(names):
                    yield node.name


def given_codes() -> Iterator[str]:
    """The codes that the source gives, and those of the examples."""
    takers = set(takers_of_codes())
    for tree in TREES:
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or len(call.args) < 2:
                continue
            if getattr(call.func, "attr", getattr(call.func, "id", "")) not in takers:
                continue
            texts = [str(each.value) for each in call.args[:2] if isinstance(each, ast.Constant)]
            yield from (text for text in texts[:1] if CODE.fullmatch(text))
    for path in (ROOT / "tests" / "data").rglob("*.expected.json"):
        yield from re.findall(r'"code": "([a-z-]+)"', path.read_text())


def documented_codes() -> set[str]:
    table = (ROOT / "docs" / "formats.md").read_text().partition("## Notices")[2]
    return set(re.findall(r"^\| ([a-z][a-z-]+) \|", table, re.MULTILINE)) - {"code"}


def test_every_notice_that_is_given_stands_in_the_table() -> None:
    assert set(given_codes()) - documented_codes() == set()


def test_every_notice_in_the_table_can_be_given() -> None:
    texts = {
        node.value
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert documented_codes() - texts == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_what_is_there(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_the_ten_keys_are_keys() -> None:
    table = (ROOT / "README.md").read_text().partition("## Ten keys")[2].partition("\n## ")[0]
    told = {key for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for key in row.split()}
    bound = {key for action in ACTIONS for key in action.keys} | {"?"}
    assert told
    assert {key.strip("`") for key in told} <= bound


def test_the_queries_of_the_guide_are_queries() -> None:
    section = GUIDE.partition("## Filtering and searching")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \| ", section, re.MULTILINE)
    queries = [query for cell in cells for query in re.findall(r"`([^`]+)`", cell)]
    assert len(queries) > 30
    for query in queries:
        parse(query)


def test_the_settings_of_the_guide_are_settings() -> None:
    for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL):
        tables = tomllib.loads(block)
        if "styles" not in tables:
            config, problems = parse_config(block, Path("config.toml"))
            assert problems + checked_keys(config, Path("config.toml"))[1] == []


def test_the_settings_named_in_the_guide_are_there() -> None:
    named = set(re.findall(r"`(\w+) = ", GUIDE))
    assert named <= {setting.name for setting in fields(Config)}
    assert named


def test_each_dependency_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    table = page.partition("| --- | --- |")[2].partition("## For development")[0]
    told = set(re.findall(r"^\| ([a-z-]+) \|", table, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert told == {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}


def test_each_dependency_is_used() -> None:
    text = "".join(path.read_text() for path in SOURCES.rglob("*.py"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [re.split(r"[<>=]", line)[0] for line in project["dependencies"]]
    modules = {name: MODULES.get(name, name.replace("-", "_")) for name in names}
    used = set(re.findall(r"^ *(?:import|from) (\w+)", text, re.MULTILINE))
    assert [name for name, module in modules.items() if module not in used] == []


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if f"threadreader {name}" not in told] == []
