"""Settings: what holds, and for each mistake its line."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from threadreader.library.config import Config, config_lines, config_path, load_config, parse_config


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    config_path().parent.mkdir(parents=True, exist_ok=True)
    return config_path()


def parsed(text: str) -> tuple[Config, list[str]]:
    return parse_config(text, Path("config.toml"))


def test_without_a_file_all_settings_are_the_defaults(path: Path) -> None:
    assert load_config() == (Config(), [])


def test_settings_and_tables_are_read_with_their_lines(path: Path) -> None:
    path.write_text(
        '\ufeff# mine\r\nfold = "depth 2"\r\nfolders = ["~/pages"]\r\n\r\n'
        '[keys]\r\nnext = ["j", "down"]\r\nfold = "z x"\r\n[filters]\r\nmine = "author:ruth"\r\n',
        encoding="utf-8",
    )
    config, problems = load_config()
    assert not problems
    assert config.fold == "depth 2"
    assert config.folders == (Path.home() / "pages",)
    assert config.keys == {"next": ("j", "down"), "fold": ("z", "x")}
    assert config.filters == {"mine": "author:ruth"}
    assert config.lines == {
        "fold": 2,
        "folders": 3,
        "keys.next": 6,
        "keys.fold": 7,
        "filters.mine": 9,
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\ntheem = 'x'", "line 2: there is no setting theem (is it theme?)"),
        ("text_width = 'wide'", "line 1: text_width must be a number from 20 to 400"),
        ("text_width = true", "line 1: text_width must be a number from 20 to 400"),
        ("text_width = 3", "line 1: text_width must be a number from 20 to 400"),
        ("mouse = 1", "line 1: mouse must be true or false"),
        ("fold = 'depth 0'", 'line 1: fold must be "open"'),
        ("mark_read = 'later'", 'line 1: mark_read must be one of "on_pass"'),
        ("keys = 'j'", "line 1: keys is a table"),
        ("[keys]\nnext = 3", "line 2: keys.next must be a key"),
        ("[theme]\nname = 'x'", "line 2: theme is a single value"),
        ("mouse = true\n\nmouse = false", "line 3: mouse stands in line 1 as well"),
        ("folders = [1]", "line 1: folders must be a list of folders"),
        ("folders = '~nobody-of-that-name/x'", "line 1: folders must be a list of folders"),
        ("mouse = maybe", "line 1: "),
        ("this is no setting\nmouse = false", "line 1: this is no setting"),
    ],
)
def test_a_mistake_names_its_line_and_the_default_stays(text: str, says: str) -> None:
    config, problems = parsed(text)
    assert len(problems) == 1
    assert f"config.toml, {says}" in problems[0]
    assert problems[0].endswith("the default stays.")
    assert config in (Config(), Config(mouse=False), Config(mouse=True))


def test_one_mistake_does_not_spoil_the_rest() -> None:
    config, problems = parsed('text_width = "x\nmouse = false\nfold = [\ntheme = "paper"\n')
    assert len(problems) == 2
    assert (config.mouse, config.theme) == (False, "paper")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"theme = 'a'\nx = '\xe9'"])
def test_a_file_that_is_not_utf_8_is_said_with_its_line(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    config, problems = load_config()
    assert config == Config()
    assert f"line {data.count(b'a') + 1}: this is not UTF-8" in problems[0]


def test_a_file_that_cannot_be_read_is_said(path: Path) -> None:
    path.mkdir()
    config, problems = load_config()
    assert config == Config()
    assert "it cannot be read" in problems[0]


def test_what_is_shown_can_be_written_into_the_file() -> None:
    config = Config(fold="depth 3", mouse=False, keys={"next": ("j",)}, filters={"a b": "x"})
    text = "\n".join(config_lines(config))
    again, problems = parsed(text)
    assert (again, problems) == (config, [])
    shown = tomllib.loads(text)
    assert set(shown) == {setting.name for setting in fields(Config)} - {"lines"}


def test_every_setting_is_explained() -> None:
    lines = list(config_lines(Config()))
    names = [line.partition(" ")[0] for line in lines if line and not line.startswith(("#", "["))]
    assert len(names) + sum(line.startswith("[") for line in lines) == len(fields(Config)) - 1
    assert sum(line.startswith("# ") for line in lines) == len(fields(Config)) - 1
