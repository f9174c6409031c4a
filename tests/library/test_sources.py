from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from threadreader.library.sources import Found, find, open_source, received
from threadreader.model import NotRecognisedError, UnreadableError

STORY = 'title = "A lamp"\nbody = "It is lit at dusk."\n'


def names(folder: Path, found: list[Found]) -> list[str]:
    return [each.path.relative_to(folder).as_posix() for each in found]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name in (
        "b.toml", "a.toml", ".hidden.toml", ".git/c.toml", "inner/d.toml", "inner/deep/e.toml",
        "page.html", "page_files/script.js", "other.files/f.toml",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, encoding="utf-8")
    return tmp_path


def test_the_files_of_a_folder_come_in_order_without_hidden_ones_and_parts_of_pages(
    shelf: Path,
) -> None:
    found = list(find([shelf]))
    assert names(shelf, found) == [
        "a.toml", "b.toml", "page.html", "inner/d.toml", "inner/deep/e.toml", "other.files/f.toml",
    ]  # fmt: skip
    assert all(each.source is not None and not each.named and not each.error for each in found)


def test_what_is_named_is_found_in_the_order_it_is_named(shelf: Path) -> None:
    found = list(find([shelf / "b.toml", str(shelf / ".hidden.toml"), shelf / "a.toml"]))
    assert names(shelf, found) == ["b.toml", ".hidden.toml", "a.toml"]
    assert all(each.named for each in found)


def test_what_is_missing_is_told_in_its_place(shelf: Path) -> None:
    first, second = find([shelf / "none.toml", shelf / "a.toml"])
    assert first.source is None
    assert isinstance(first.error, UnreadableError)
    assert "there is no such file" in str(first.error)
    assert second.source is not None
    with pytest.raises(UnreadableError, match=r"none\.toml: there is no such file"):
        open_source(shelf / "none.toml")


def test_a_folder_without_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (found,) = find([tmp_path])
    assert isinstance(found.error, NotRecognisedError)
    assert "there is no file in this folder" in str(found.error)


def test_a_folder_that_is_one_archive_is_one_source(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "mail" / name).mkdir(parents=True)
    message = "From: Ida <ida@example.org>\nSubject: A lamp\nMessage-ID: <1@x>\n\nIt is lit.\n"
    (tmp_path / "mail/cur/1.x:2,S").write_text(message, encoding="utf-8")
    (tmp_path / "a.toml").write_text(STORY, encoding="utf-8")
    assert names(tmp_path, list(find([tmp_path]))) == ["mail", "a.toml"]
    assert names(tmp_path, list(find([tmp_path / "mail"]))) == ["mail"]


def test_a_folder_that_may_not_be_read_is_told_and_the_rest_is_found(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = names(shelf, list(find([shelf])))
    assert found == ["a.toml", "b.toml", "page.html", "other.files/f.toml"]
    assert "inner: it cannot be read" in capsys.readouterr().err


def test_a_packed_file_is_read_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "lamp.toml.gz"
    path.write_bytes(gzip.compress(STORY.encode()))
    source = open_source(path)
    assert source.head.startswith(b"title =")


def test_standard_input_becomes_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(STORY.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    removed: list[tuple[object, str]] = []
    monkeypatch.setattr("atexit.register", lambda call, name: removed.append((call, name)))
    path = received("-")
    assert path.read_text(encoding="utf-8") == STORY
    assert removed == [(os.unlink, str(path))]
    path.unlink()
    assert received("lamp.toml") == Path("lamp.toml")
