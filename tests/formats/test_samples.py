from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from threadreader.formats.registry import candidates
from threadreader.library.discussions import Discussion, read_sources
from threadreader.library.sources import find, open_source
from threadreader.model import Moment
from threadreader.resources import bundled
from threadreader.text.body import pack, plain_text

SAMPLES = sorted(bundled("sample_feeds").iterdir())


def discussion(name: str) -> Discussion:
    (found,) = read_sources(find([bundled("sample_feeds") / name])).discussions
    return found


def texts(found: Discussion) -> list[str]:
    return [found.thread.text(position) for position in range(len(found.thread))]


def local(moment: Moment) -> int:
    return moment.seconds + (moment.offset or 0) * 60


def test_there_are_stories_in_both_formats() -> None:
    endings = [path.suffix for path in SAMPLES]
    assert len(SAMPLES) >= 8
    assert {".txt", ".toml"} == set(endings)
    assert min(endings.count(".txt"), endings.count(".toml")) >= 3
    assert all(re.fullmatch(r"[a-z-]+\.(txt|toml)", path.name) for path in SAMPLES)


def test_the_folder_opens_as_a_library_of_all_of_them() -> None:
    reading = read_sources(find([bundled("sample_feeds")]))
    assert len({found.story.key for found in reading.discussions}) == len(SAMPLES)
    assert not reading.errors


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_without_a_notice(path: Path) -> None:
    best = candidates(open_source(path))[0]
    assert best.format.name == {".txt": "text", ".toml": "native"}[path.suffix]
    found = discussion(path.name)
    assert found.notices == ()
    assert found.story.title
    assert plain_text(pack(found.story.body)).count("\n\n") >= 2
    thread = found.thread
    dates = [thread.date(position) for position in range(len(thread))]
    assert all(date is not None and not date.day_only for date in dates)
    if found.story.published:
        first = local(found.story.published)
        assert all(local(date) > first for date in dates if date)
    for position, parent in enumerate(thread.parent):
        date, answered = dates[position], dates[parent]
        assert parent < 0 or (date and answered and local(date) > local(answered))


def test_the_page_in_the_reference_shape_has_all_its_peculiarities() -> None:
    found = discussion("museum-of-lost-umbrellas.txt")
    thread, bodies = found.thread, texts(found)
    assert len(thread) == 20
    assert set(thread.depth) == {1, 2, 3}
    empty = [position for position, body in enumerate(bodies) if not body]
    assert empty == [9, 19]
    assert thread.size[9] == 3
    authors = [thread.author(position) for position in range(len(thread))]
    assert {"Ines O’Dowd", "Theo 77", "Жанна"} < set(authors)
    assert authors.count("Henrik") == 4
    whole = "\n".join(bodies)
    for line in ("1. A coat that may drip.", "• small change", "November 13, 1997 at 12:52 pm"):
        assert f"\n{line}" in whole
    assert "?????" in bodies
    assert "no place" in whole.casefold()
    assert ".." in whole
    assert bodies[5].startswith("WHY IS IT CLOSED ON TUESDAYS.")


def test_the_large_one_is_deep_and_in_many_scripts() -> None:
    found = discussion("words-for-small-weather.toml")
    bodies = texts(found)
    assert len(bodies) > 200
    assert max(found.thread.depth) == 12
    assert len(set(bodies)) > len(bodies) - 3
    whole = "\n".join(bodies)
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in whole if letter.isalpha()}
    assert scripts > {"GREEK", "ARABIC", "HEBREW", "HIRAGANA", "CJK", "CYRILLIC", "HANGUL", "THAI"}
    assert "👩\u200d👧\u200d👦" in whole
    assert any(unicodedata.combining(letter) for letter in whole)


def test_one_has_an_article_alone() -> None:
    assert [path.name for path in SAMPLES if not len(discussion(path.name).thread)] == [
        "a-recipe-for-ink.toml"
    ]


def test_the_one_about_keys_names_all_ten() -> None:
    bodies = texts(discussion("reading-with-ten-keys.toml"))
    for key in ("j", "enter", "c", "n", "a", "f", "tab", "m", "?", "q"):
        assert any(body.startswith((f"{key} ", f"{key} is")) for body in bodies), key


def test_one_is_a_long_exchange_of_two() -> None:
    thread = discussion("chess-by-post.txt").thread
    deepest = max(range(len(thread)), key=lambda position: thread.depth[position])
    names = []
    position = deepest
    while position >= 0:
        names.append(thread.author(position))
        position = thread.parent[position]
    assert len(names) == 15
    assert set(names) == {"Anselm", "Wilma T."}
