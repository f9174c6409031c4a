from __future__ import annotations

from pathlib import Path

import pytest

from threadreader.library.config import parse_config
from threadreader.ui.keys import bindings, shown_key
from threadreader.ui.own_keys import checked_keys, known_key

PATH = Path("config.toml")


def checked(text: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    config, problems = parse_config(text, PATH)
    assert problems == []
    keys, problems = checked_keys(config, PATH)
    return dict(keys), problems


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("j", "j"),
        ("J", "J"),
        ("shift+j", "J"),
        ("é", "é"),
        ("[", "left_square_bracket"),
        (",", "comma"),
        ("+", "plus"),
        ("Ctrl+O", "ctrl+o"),
        ("alt+O", "alt+O"),
        ("ctrl++", "ctrl+plus"),
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("↑", "up"),
        ("F5", "f5"),
        ("shift+tab", "shift+tab"),
        ("minus", "minus"),
        ("", ""),
        ("jj", ""),
        ("ctrl", ""),
        ("hyper+x", ""),
        ("f99", ""),
        ("\x1b", ""),
        ("ctrl+jj", ""),
    ],
)
def test_keys_are_known_as_people_write_them(text: str, key: str) -> None:
    assert known_key(text) == key
    assert not key or known_key(shown_key(key)) == key


def test_actions_of_every_screen_take_other_keys() -> None:
    keys, problems = checked(
        '[keys]\nfold = ["z", "ctrl+j"]\nstar-story = ","\nhelp = "f1"\nsplit-left = "ctrl+left"\n'
    )
    assert problems == []
    bound = {(b.id, b.key) for where in ("reader", "stories") for b in bindings(where, keys)}
    assert {("fold", "z,ctrl+j"), ("star-story", "comma"), ("split-left", "ctrl+left")} <= bound
    assert ("help", "f1") in {(b.id, b.key) for b in bindings("everywhere", keys)}


def test_keys_may_be_taken_away_and_exchanged() -> None:
    keys, problems = checked('[keys]\nmute = []\nfold = "x"\nnext = "k"\nprevious = "j"\n')
    assert problems == []
    assert keys == {"mute": (), "fold": ("x",), "next": ("k",), "previous": ("j",)}


def test_one_key_may_do_one_thing_on_each_screen() -> None:
    keys, problems = checked('[keys]\nread-story = "m"\ntoggle-read = ["m", "t"]\n')
    assert problems == []
    assert keys == {"read-story": ("m",), "toggle-read": ("m", "t")}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('fodl = "z"', "keys.fodl: there is no such action (is it fold?)"),
        ('zzzz = "z"', "keys.zzzz: there is no such action"),
        ('fold = "zz"', 'keys.fold: no terminal sends the key "zz"'),
        ('fold = ["z", ""]', None),
        ('fold = "n"', 'keys.fold: "n" is the key of next-unread already'),
        ('fold = "q"', 'keys.fold: "q" is the key of back already'),
        ('find-story = "o"', 'keys.find-story: "o" is the key of order-stories already'),
        ('help = "s"', 'keys.help: "s" is the key of star-story already'),
        ('fold = "ctrl+i"', 'keys.fold: "tab" is the key of other-pane already'),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_default_stays(
    line: str, problem: str | None
) -> None:
    config, told = parse_config(f'[keys]\nstar = "*"\n\n{line}\n', PATH)
    keys, problems = checked_keys(config, PATH)
    assert keys == {"star": ("asterisk",)}
    if problem is None:
        assert len(told) == 1
    else:
        assert problems == [f"config.toml, line 4: {problem}; the default stays."]


def test_of_two_that_want_one_key_the_first_in_the_file_has_it() -> None:
    keys, problems = checked('[keys]\nzoom = "z"\nfold = "z"\n')
    assert keys == {"zoom": ("z",)}
    assert problems == [
        'config.toml, line 3: keys.fold: "z" is the key of zoom already; the default stays.'
    ]


def test_a_key_that_goes_back_to_its_action_is_not_given_to_another() -> None:
    keys, problems = checked('[keys]\nfold = "a"\nstar = "enter"\nauthor = "s"\nzoom = "s"\n')
    assert keys == {"fold": ("a",), "star": ("enter",), "author": ("s",)}
    keys, problems = checked('[keys]\nfold = "n"\nstar = "enter"\n')
    assert keys == {}
    assert [problem.split(": ", 2)[1] for problem in problems] == ["keys.fold", "keys.star"]
