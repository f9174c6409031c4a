from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from threadreader.library.directories import config_directory
from threadreader.ui.look import GUIDES, Look
from threadreader.ui.themes import DEFAULT, NAMES, load_look, textual_theme, theme_names

COLOURED = [name for name in NAMES if load_look(name)[0].tinted]
TEXTS = {
    "bg": "text read muted title author author_op followed folded context deleted quote link "
    "error key code unread new star",
    "selected": "text muted title author author_op followed folded context deleted quote link "
    "error key code unread new star",
    "surface": "text muted title author author_op followed context link error key unread new",
    "code_bg": "code author_op",
}
MARKS = {
    "bg": "rule accent match_mark guide_1 guide_2 guide_3 guide_4 guide_5 guide_6",
    "selected": "rule accent match_mark guide_1 guide_2 guide_3 guide_4 guide_5 guide_6",
    "surface": "rule accent",
}


def luminance(colour: Color) -> float:
    """The relative luminance of WCAG 2."""
    parts = (part / 255 for part in colour.get_truecolor())
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style) -> float:
    """The contrast of a style's colours, from 1 to 21."""
    assert style.color is not None
    assert style.bgcolor is not None
    high, low = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs(tokens: dict[str, str]) -> list[tuple[str, str]]:
    return [(token, on) for on, names in tokens.items() for token in names.split()]


def own_theme(name: str, text: str) -> tuple[Look, list[str]]:
    """A theme of the reader's own, as it is loaded."""
    folder = config_directory() / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_look(name)


@pytest.fixture(autouse=True)
def _own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast(Style.parse("#000000 on #ffffff")) == pytest.approx(21)
    assert contrast(Style.parse("#767676 on #ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", COLOURED)
def test_text_and_marks_of_a_comment_can_be_read(name: str) -> None:
    look, _ = load_look(name)
    low = {
        (token, on): round(contrast(look.style(token, on)), 2)
        for token, on in [*pairs(TEXTS), ("match", "bg"), ("match_current", "bg")]
        if contrast(look.style(token, on)) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("name", COLOURED)
def test_guides_and_rules_can_be_seen(name: str) -> None:
    look, _ = load_look(name)
    low = {
        (token, on): round(contrast(look.style(token, on)), 2)
        for token, on in pairs(MARKS)
        if contrast(look.style(token, on)) < 3
    }
    assert low == {}


@pytest.mark.parametrize("name", COLOURED)
def test_neighbouring_guides_and_the_chosen_comment_differ(name: str) -> None:
    look, _ = load_look(name)
    guides = [look.styles[look.guide(depth)].color for depth in range(1, GUIDES + 2)]
    assert all(one != other for one, other in pairwise(guides))
    assert look.styles["selected"].color != look.styles["bg"].color


@pytest.mark.parametrize("name", NAMES)
def test_every_theme_sets_every_token_and_nothing_else(name: str) -> None:
    look, problems = load_look(name)
    assert problems == []
    assert look.name == name
    assert set(look.styles) == set(load_look(DEFAULT)[0].styles)
    assert all(style.color is not None for style in look.styles.values())


@pytest.mark.parametrize("name", ["terminal", "ink"])
def test_without_a_palette_no_text_but_an_error_has_a_colour(name: str) -> None:
    look, _ = load_look(name)
    coloured = {
        token
        for token, style in look.styles.items()
        if style.color is not None and not style.color.is_default
    }
    guides = {look.guide(depth) for depth in range(1, GUIDES + 1)}
    assert coloured <= ({"new", "error", *guides} if name == "terminal" else set())


@pytest.mark.parametrize("name", NAMES)
def test_every_theme_has_colours_for_the_widgets_of_textual(name: str) -> None:
    look, _ = load_look(name)
    theme = textual_theme(look)
    assert theme.name == f"threadreader-{name}"
    assert theme.dark == look.dark


def test_no_color_means_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert load_look("paper")[0].name == "ink"


def test_a_theme_of_ones_own_says_what_it_says_and_the_default_the_rest() -> None:
    look, problems = own_theme("sea", 'name = "sea"\ndark = false\n[styles]\ntext = "#102030"\n')
    assert problems == []
    assert (look.name, look.dark) == ("sea", False)
    assert look.styles["text"] == Style.parse("#102030")
    assert look.styles["muted"] == load_look(DEFAULT)[0].styles["muted"]
    assert theme_names() == [*NAMES, "sea"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[styles\n", "it is no theme"),
        ("\x00", "it is no theme"),
        ('name = "sea"\n', "no table [styles]"),
        ("styles = 3\n", "no table [styles]"),
        ('[styles]\ntext = "no such colour"\n', "text is no style"),
        ("[styles]\ntext = 3\n", "text must be a style in quotes"),
        ('[styles]\nwaves = "blue"\n', "no meaning waves"),
    ],
)
def test_a_broken_theme_is_named_and_the_default_used(text: str, said: str) -> None:
    look, problems = own_theme("sea", text)
    (problem,) = problems
    assert "sea.toml" in problem
    assert said in problem
    assert dict(look.styles) == dict(load_look(DEFAULT)[0].styles)


def test_an_unknown_theme_is_named() -> None:
    look, problems = load_look("nowhere")
    assert "there is no theme nowhere" in problems[0]
    assert look.styles["text"] == load_look(DEFAULT)[0].styles["text"]


@pytest.mark.parametrize(
    ("glyphs", "variables", "is_ascii"),
    [
        ("ascii", {"LC_ALL": "en_GB.UTF-8", "TERM": "xterm"}, True),
        ("unicode", {"LC_ALL": "C", "TERM": "linux"}, False),
        ("auto", {"LC_ALL": "en_GB.UTF-8", "TERM": "xterm"}, False),
        ("auto", {"LC_ALL": "en_GB.UTF-8", "TERM": "linux"}, True),
        ("auto", {"LC_ALL": "C", "TERM": "xterm"}, True),
    ],
)
def test_signs_are_ascii_where_nothing_else_can_be_shown(
    glyphs: str, variables: dict[str, str], *, is_ascii: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    look, _ = load_look("lamp", glyphs)
    assert all(sign.isascii() for sign in look.glyphs.values()) == is_ascii
    assert all(len(sign) == 1 for sign in look.glyphs.values())
