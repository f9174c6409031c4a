"""The command line: what each subcommand prints, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threadreader import __version__
from threadreader.cli import main
from threadreader.formats.registry import FORMATS
from threadreader.library.config import Config
from threadreader.library.discussions import read_sources
from threadreader.library.shelf import Shelf
from threadreader.library.sources import find
from threadreader.library.states import StateFolder
from threadreader.thread.folds import FOLDED

PAGE = """The Tide Gauge

It stands in the harbour.

  1. Ruth Gale

    November 13, 2017 at 12:52 pm

    It ran ahead.

    • Tom

      November 13, 2017 at 1:05 pm

      Nobody minded the gauge.

      • Ada

        November 13, 2017 at 2:00 pm

        The ferry did.

  2. Tom

    November 14, 2017 at 9:00 am

    I have a photograph.
"""
OTHER = 'title = "A clock"\nbody = "It ran ahead."\n[[comments]]\nid = 1\nbody = "Tick."\n'

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "gauge.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str | Path) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


def program(
    *words: str | Path, data: bytes | None = None, home: Path
) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "threadreader", *map(str, words)],
        input=data,
        capture_output=True,
        env=environment,
        check=False,
        timeout=60,
    )


def visit(page: Path) -> Any:
    shelf = Shelf(read_sources(find([page])), StateFolder(), Config())
    return shelf.open(shelf.rows[0].key)


def shown(output: str) -> list[str]:
    return [comment["text"] for comment in json.loads(output)["comments"]]


def test_show_prints_the_story_and_who_answers_whom(run: Run, page: Path) -> None:
    code, output, errors = run("show", page)
    assert (code, errors) == (0, "")
    assert output.startswith("The Tide Gauge\n")
    assert "3. Ada, 2017-11-13 14:00:00, to Tom\nThe ferry did.\n" in output


def test_show_json_has_every_fact_of_each_comment(run: Run, page: Path) -> None:
    code, output, errors = run("show", page, "--json")
    assert (code, errors) == (0, "")
    assert output.count("\n") == 1
    story = json.loads(output)
    assert list(story) == [
        *("format", "key", "title", "author", "published", "url", "body", "comments", "notices")
    ]
    assert (story["format"], story["title"], story["notices"]) == ("text", "The Tide Gauge", [])
    first, second, *_ = story["comments"]
    assert second == {
        "key": second["key"],
        "id": second["key"],
        "parent": first["id"],
        "depth": 2,
        "author": "Tom",
        "date": "2017-11-13T13:05:00",
        "kind": "comment",
        "status": "visible",
        "text": "Nobody minded the gauge.",
    }
    assert (first["parent"], first["depth"]) == (None, 1)


def test_show_without_comments(run: Run, page: Path) -> None:
    story = json.loads(run("show", page, "--json", "--no-comments")[1])
    assert (story["comments"], story["body"]) == ([], "It stands in the harbour.")


@pytest.mark.parametrize(
    ("context", "texts"),
    [
        ("none", ["The ferry did."]),
        ("ancestors", ["It ran ahead.", "Nobody minded the gauge.", "The ferry did."]),
        ("threads", ["It ran ahead.", "Nobody minded the gauge.", "The ferry did."]),
    ],
)
def test_a_filter_with_its_context(run: Run, page: Path, context: str, texts: list[str]) -> None:
    code, output, _ = run("show", page, "--json", "--filter=author:ada", "--context", context)
    comments = json.loads(output)["comments"]
    assert code == 0
    assert [comment["text"] for comment in comments] == texts
    others = [comment for comment in comments if comment["text"] != "The ferry did."]
    assert all(comment["match"] is False for comment in others)
    assert "match" not in comments[-1]


def test_a_filter_without_matches_is_fine(run: Run, page: Path) -> None:
    code, output, errors = run("show", page, "--json", "--filter=author:nobody")
    assert (code, errors, shown(output)) == (0, "", [])


def test_words_about_the_state_ask_the_state(run: Run, page: Path) -> None:
    assert len(shown(run("show", page, "--json", "--filter=is:unread")[1])) == 4
    assert shown(run("show", page, "--json", "--filter=is:new")[1]) == []
    story = visit(page)
    story.set_read([(0, 2)])
    story.set_starred(2, starred=True)
    story.set_folds([(3, FOLDED)])
    story.close()
    more = PAGE + "\n  3. Ivo\n\n    November 15, 2017 at 9:00 am\n\n    So have I.\n"
    page.write_text(more, encoding="utf-8")
    answers = {
        query: shown(run("show", page, "--json", f"--filter=is:{query}")[1])
        for query in ("read", "starred", "folded", "new", "gone")
    }
    assert answers == {
        "read": ["It ran ahead.", "Nobody minded the gauge."],
        "starred": ["The ferry did."],
        "folded": ["I have a photograph."],
        "new": ["So have I."],
        "gone": [],
    }


def test_show_is_no_visit_and_writes_nothing(run: Run, page: Path, tmp_path: Path) -> None:
    run("show", page, "--filter=is:unread")
    run("check", page)
    run("list", page)
    assert not (tmp_path / "config" / "threadreader" / "state").exists()


def test_a_mistake_in_a_query_is_shown_under_its_word(run: Run, page: Path) -> None:
    code, output, errors = run("show", page, "--filter=tide autor:ruth")
    assert (code, output) == (2, "")
    lines = errors.splitlines()
    assert "did you mean author:?" in lines[0]
    assert lines[1:] == ["  tide autor:ruth", "       ^^^^^^"]


def test_list_tells_of_each_story(run: Run, page: Path, tmp_path: Path) -> None:
    (page.parent / "clock.toml").write_text(OTHER)
    story = visit(page)
    story.set_read([(0, 3)])
    story.close()
    code, output, errors = run("list", page.parent, "--json")
    assert (code, errors) == (0, "")
    clock, gauge = map(json.loads, output.splitlines())
    assert gauge == {
        "key": gauge["key"],
        "title": "The Tide Gauge",
        "format": "text",
        "path": str(page),
        "published": None,
        "comments": 4,
        "unread": 1,
        "new": 0,
    }
    assert (clock["title"], clock["comments"], clock["unread"]) == ("A clock", 1, 1)
    plain = run("list", page.parent)[1].splitlines()
    assert plain[0].split() == [
        *("key", "comments", "unread", "new", "format", "published", "title")
    ]
    assert plain[2].split()[1:5] == ["4", "1", "0", "text"]


def test_list_without_paths_reads_the_library_and_else_the_samples(
    run: Run, page: Path, tmp_path: Path
) -> None:
    assert len(run("list")[1].splitlines()) > 6
    config = tmp_path / "config" / "threadreader" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'folders = ["{page.parent}"]\n')
    assert [line.split()[-1] for line in run("list")[1].splitlines()[1:]] == ["Gauge"]


def test_check_names_the_format_the_counts_and_every_notice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "clock.toml"
    path.write_text(OTHER + '[[comments]]\nid = 2\nparent = 9\nbody = "Tock."\n')
    code, output, _ = run("check", path)
    assert code == 0
    assert f"{path}: native" in output
    assert "A clock: 2 comments" in output
    assert "[missing-parent]" in output


def test_config_and_state_say_where_they_are(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "config" / "threadreader"
    assert run("config", "path") == (0, f"{home / 'config.toml'}\n", "")
    assert run("state", "path") == (0, f"{home / 'state'}\n", "")


def test_config_show_prints_what_holds_and_names_mistakes(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config" / "threadreader" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "paper"\ntext_width = "wide"\n[keys]\nfoldd = "z"\n')
    code, output, errors = run("config", "show")
    assert code == 0
    assert 'theme = "paper"' in output
    assert "text_width = 72" in output
    assert "line 2: text_width must be a number" in errors
    assert "line 4: keys.foldd: there is no such action (is it fold?)" in errors


def test_plain_text_where_there_is_no_terminal(run: Run, page: Path) -> None:
    assert run(page)[1] == run("show", page)[1] == run(page, "--plain")[1]


EMPTY, BINARY = "the file is empty", "no format knows this file"


@pytest.mark.parametrize("command", ["show", "check", "list"])
@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("empty.txt", b"", 1, EMPTY),
        ("picture.bin", b"\x7fELF\0\0\1\2" * 200, 1, BINARY),
        ("missing.txt", None, 3, "there is no such file"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(  # noqa: PLR0917
    run: Run, tmp_path: Path, command: str, name: str, data: bytes | None, code: int, says: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    found, _, errors = run(command, path)
    assert found == code
    assert errors.startswith(f"threadreader: {path}: ")
    assert says in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("command", ["show", "check", "list"])
def test_folders_without_stories(run: Run, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert run(command, folder)[0] == 1
    (folder / "picture.bin").write_bytes(b"\x7fELF\0\0\1\2" * 200)
    code, _, errors = run(command, folder)
    assert (code, len(errors.splitlines())) == (1, 1)


def test_a_file_that_may_not_be_read(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def forbidden(path: Path, *words: Any, **more: Any) -> Any:
        if path == page:
            raise PermissionError(13, "Permission denied")
        return opened(path, *words, **more)

    monkeypatch.setattr(Path, "open", forbidden)
    code, _, errors = run("show", page)
    assert code == 3
    assert "you may not read this file" in errors


def test_one_file_of_several_that_cannot_be_read_costs_only_itself(run: Run, page: Path) -> None:
    code, output, errors = run("show", page, page.parent / "missing.txt")
    assert code == 3
    assert output.startswith("The Tide Gauge\n")
    assert "missing.txt" in errors


@pytest.mark.parametrize(
    "words",
    [
        ["show"],
        ["check"],
        ["config"],
        ["config", "delete"],
        ["state", "show"],
        ["show", "x", "--colour"],
        ["show", "x", "--context=some", "--filter=a"],
        ["--no-such-thing"],
    ],
)
def test_wrong_usage_is_one_sentence_and_code_2(run: Run, words: list[str]) -> None:
    code, output, errors = run(*words)
    assert (code, output) == (2, "")
    assert errors.startswith("threadreader: ")
    assert "--help" in errors


def test_standard_input_is_read_to_its_end(page: Path, tmp_path: Path) -> None:
    done = program("show", "-", "--json", data=page.read_bytes(), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["title"] == "The Tide Gauge"
    assert program("show", "-", data=b"", home=tmp_path).returncode == 1


def test_a_reader_of_the_output_may_leave(page: Path, tmp_path: Path) -> None:
    page.write_text(PAGE + "\n\n    More of it.\n" * 20_000, encoding="utf-8")
    command = f"{sys.executable} -m threadreader show {page} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60)  # noqa: S602
    assert done.stdout == b"The Tide Gauge\n"
    assert done.stderr == b""


PROBE = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.") else None)
from threadreader.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as error:
    code = error.code
wrong = sorted({name.partition(".")[0] for name in sys.modules} & set(%r))
sys.stderr.write(f"code {code} imports {wrong} opened {opened}")
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["list"],
        ["show"],
        ["check"],
        ["config", "show"],
        ["state", "path"],
    ],
)
def test_nothing_but_reading_imports_textual_and_nothing_opens_a_socket(
    page: Path, tmp_path: Path, words: list[str]
) -> None:
    forbidden = ("textual", "rich", "ssl", "http", "asyncio")
    paths = [str(page)] if words[0] in ("list", "show", "check") else []
    done = subprocess.run(
        [sys.executable, "-c", PROBE % (forbidden,), *words, *paths],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
        check=False,
        timeout=60,
    )
    assert done.stderr == "code 0 imports [] opened []"
    assert done.stdout
    assert words != ["--version"] or done.stdout == f"threadreader {__version__}\n"


def test_no_format_opens_a_socket(tmp_path: Path) -> None:
    forbidden = ("textual", "rich", "ssl", "http", "asyncio")
    done = subprocess.run(
        [sys.executable, "-c", PROBE % (forbidden,), "check", str(Path(__file__).parent / "data")],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
        check=False,
        timeout=60,
    )
    assert done.stderr.endswith("imports [] opened []")
    for name in FORMATS:
        assert name in done.stdout


def test_without_a_home_it_is_said_in_one_sentence(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    code, _, errors = run("list", page)
    assert (code, errors) == (
        3,
        "threadreader: it is not known where your home directory is; set HOME.\n",
    )
