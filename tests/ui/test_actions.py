"""The table of actions, row by row."""

from __future__ import annotations

from itertools import chain

import pytest

from threadreader.ui.app import ThreadreaderApp
from threadreader.ui.find_commands import FindCommands
from threadreader.ui.fold_commands import FoldCommands
from threadreader.ui.keys import ACTIONS, Action, actions_in, footer_keys
from threadreader.ui.mark_commands import MarkCommands
from threadreader.ui.move_commands import MoveCommands
from threadreader.ui.own_keys import known_key
from threadreader.ui.screen_commands import ScreenCommands
from threadreader.ui.stories_screen import StoriesScreen
from threadreader.ui.text_commands import TextCommands

GROUPS = (MoveCommands, FoldCommands, MarkCommands, FindCommands, TextCommands, ScreenCommands)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_each_action_has_its_line_its_keys_and_its_method(action: Action) -> None:
    assert action.help == action.help.strip().rstrip(".")
    assert action.group
    assert [known_key(key) for key in action.keys] == list(action.keys)
    name = action.method.partition("(")[0]
    homes: dict[str, list[type]] = {
        "reader": [group for group in GROUPS if hasattr(group, name)],
        "stories": [StoriesScreen] if hasattr(StoriesScreen, f"action_{name}") else [],
        "everywhere": [ThreadreaderApp] if hasattr(ThreadreaderApp, f"action_{name}") else [],
    }
    assert len(homes[action.where]) == 1


def test_names_are_given_once() -> None:
    names = [action.name for action in ACTIONS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("screen", ["reader", "stories"])
def test_no_key_does_two_things_on_one_screen(screen: str) -> None:
    here = [action for action in ACTIONS if action.where in (screen, "everywhere")]
    keys = list(chain.from_iterable(action.keys for action in here))
    assert sorted(set(keys)) == sorted(keys)


def test_the_footer_names_keys_that_are_bound() -> None:
    assert ("j k", "comment") in footer_keys("reader")
    assert ("t k", "comment") in footer_keys("reader", {"next": ("t",)})
    assert "n" not in dict(footer_keys("reader", {"next-unread": ()}))
    assert {word for _, word in footer_keys("stories")} == {
        action.footer for action in actions_in("stories") if action.footer
    }
