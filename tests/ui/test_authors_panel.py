from __future__ import annotations

import pytest
from tests.ui.panels import Shown, on_screen
from tests.ui.stage import LOOKS

from threadreader.library.screen import Authors
from threadreader.model import Moment
from threadreader.text.cells import cell_width
from threadreader.thread.authors import AuthorRow
from threadreader.ui.authors_panel import AuthorsChoice, AuthorsPanel
from threadreader.ui.look import Look

NOBODY = Authors()


def row(name: str, comments: int = 1, unread: int = 0, answers: int = 0) -> AuthorRow:
    return AuthorRow(name, comments, unread, 0, answers, 0, 0, name == "Odile Tern")


ROWS = [
    row("Marlow Finch", 9, 2, answers=1),
    row("Odile Tern", 7, 5),
    row("北村 澪", 3, 3, answers=8),
    row("Abel", 1),
]
DAYS = {"Marlow Finch": 4, "Odile Tern": 9, "北村 澪": 6}


def days(author: AuthorRow) -> tuple[Moment | None, Moment | None]:
    if author.name not in DAYS:
        return None, None
    return Moment(1_500_000_000), Moment(1_500_000_000 + 86_400 * DAYS[author.name])


def panel(look: Look, authors: Authors = NOBODY) -> AuthorsPanel:
    return AuthorsPanel(look, ROWS, authors, dates=days)


def names(shown: Shown) -> list[str]:
    """The authors on screen, from the top."""
    known = [row.name for row in ROWS]
    return [name for line in on_screen(shown) for name in known if name in line]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["enter"], ("Marlow Finch",)),
        (["down", "enter"], ("Odile Tern",)),
        (["space", "space", "enter"], ("Marlow Finch", "Odile Tern")),
        (["space", "up", "space", "enter"], ("Odile Tern",)),
        (["o", "d", "i", "enter"], ("Odile Tern",)),
        (["t", "e", "r", "space", "backspace", "backspace", "backspace", "enter"], ("Odile Tern",)),
    ],
)
async def test_enter_shows_those_picked_or_the_one_under_the_cursor(
    keys: list[str], expected: tuple[str, ...]
) -> None:
    async with Shown(panel) as shown:
        await shown.press(*keys)
        assert shown.result == AuthorsChoice(expected, conversation=False, authors=NOBODY)


async def test_a_conversation_needs_two() -> None:
    async with Shown(panel) as shown:
        await shown.press("space", "ctrl+t")
        assert shown.is_open
        assert "Pick two or more" in on_screen(shown)[-1]
        await shown.press("space", "ctrl+t")
        choice = AuthorsChoice(("Marlow Finch", "Odile Tern"), conversation=True, authors=NOBODY)
        assert shown.result == choice


async def test_escape_gives_back_nothing_but_whom_the_reader_follows_or_mutes() -> None:
    async with Shown(panel) as shown:
        await shown.press("escape")
        assert not shown.is_open
        assert shown.result is None
    async with Shown(panel) as shown:
        await shown.press("ctrl+x", "down", "ctrl+f", "escape")
        assert shown.result == AuthorsChoice(
            (),
            conversation=False,
            authors=Authors(frozenset(["Odile Tern"]), frozenset(["Marlow Finch"])),
        )
    async with Shown(panel) as shown:
        await shown.press("ctrl+x", "ctrl+x", "escape")
        assert shown.result is None


async def test_escape_takes_off_what_is_typed_first() -> None:
    async with Shown(panel) as shown:
        await shown.press("a", "b", "e")
        assert names(shown) == ["Abel"]
        await shown.press("escape")
        assert len(names(shown)) == 4
        await shown.press("x", "x")
        assert "Nobody here is called so." in "".join(on_screen(shown))
        await shown.press("enter")
        assert shown.is_open


async def test_a_blank_goes_on_in_a_name_that_has_one_there_and_else_picks() -> None:
    async with Shown(panel) as shown:
        await shown.press(*"odile", "space", *"tern")
        assert "odile tern" in "".join(on_screen(shown))
        assert names(shown) == ["Odile Tern"]
        await shown.press("space")
        assert len(names(shown)) == 4
        assert "1 picked" in "".join(on_screen(shown))
        assert "odile tern" not in "".join(on_screen(shown))
        await shown.press(*"marlow", "space", "space", "enter")
        assert isinstance(shown.result, AuthorsChoice)
        assert shown.result.names == ("Odile Tern", "Marlow Finch")


async def test_tab_picks_whatever_is_typed() -> None:
    async with Shown(panel) as shown:
        await shown.press(*"marlow", "tab", "enter")
        assert isinstance(shown.result, AuthorsChoice)
        assert shown.result.names == ("Marlow Finch",)


async def test_orders_keep_the_author_under_the_cursor() -> None:
    async with Shown(panel) as shown:
        await shown.press("end", "down", "ctrl+s")
        assert names(shown) == ["Odile Tern", "北村 澪", "Marlow Finch", "Abel"]
        await shown.press("ctrl+s")
        assert names(shown) == ["Abel", "Marlow Finch", "Odile Tern", "北村 澪"]
        await shown.press("ctrl+s")
        assert names(shown) == ["Odile Tern", "北村 澪", "Marlow Finch", "Abel"]
        await shown.press("ctrl+s")
        assert names(shown) == ["北村 澪", "Marlow Finch", "Abel", "Odile Tern"]
        await shown.press("enter")
        assert isinstance(shown.result, AuthorsChoice)
        assert shown.result.names == ("Odile Tern",)


async def test_what_there_is_room_for_is_shown() -> None:
    async with Shown(panel, size=(120, 24)) as shown:
        text = "\n".join(on_screen(shown))
        assert "14 Jul 2017 ─ 18 Jul 2017" in text
        assert " answers ▾comments    unread " in text
    async with Shown(panel, size=(40, 20)) as shown:
        text = "\n".join(on_screen(shown))
        assert "Jul" not in text
        assert "Marlow F" in text
        assert "5 ●" in text


async def test_the_story_author_and_those_followed_or_muted_are_told_apart_in_words() -> None:
    authors = Authors(frozenset(["Abel"]), frozenset(["Marlow Finch"]))
    async with Shown(lambda look: panel(look, authors)) as shown:
        text = "\n".join(on_screen(shown))
        assert "Marlow Finch muted" in text
        assert "Odile Tern author" in text
        assert "Abel ♥ followed" in text


async def test_twenty_thousand_authors_are_a_screenful() -> None:
    many = [row(f"name {n}", 20_000 - n) for n in range(20_000)]
    async with Shown(lambda look: AuthorsPanel(look, many, NOBODY)) as shown:
        assert "20,000" in on_screen(shown)[1]
        await shown.press(*"19999", "enter")
        assert isinstance(shown.result, AuthorsChoice)
        assert shown.result.names == ("name 19999",)


async def test_a_second_click_picks() -> None:
    many = [row(f"name {n}", 100 - n) for n in range(60)]
    async with Shown(lambda look: AuthorsPanel(look, many, NOBODY)) as shown:
        rows = on_screen(shown)
        at = next(y for y, text in enumerate(rows) if "name 2" in text)
        await shown.pilot.click(offset=(10, at))
        await shown.pilot.click(offset=(10, at))
        await shown.press("enter")
        assert isinstance(shown.result, AuthorsChoice)
        assert shown.result.names == ("name 2",)


@pytest.mark.parametrize(("name", "glyphs"), LOOKS)
async def test_every_kind_of_theme_paints_the_panel(name: str, glyphs: str) -> None:
    authors = Authors(frozenset(["Abel"]), frozenset(["Odile Tern"]))
    async with Shown(lambda look: panel(look, authors), (40, 20), name, glyphs) as shown:
        await shown.press("space")
        assert {cell_width(text) for text in on_screen(shown)} == {40}
