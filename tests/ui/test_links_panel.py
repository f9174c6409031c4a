from __future__ import annotations

import pytest
from tests.ui.panels import Shown, on_screen
from tests.ui.stage import LOOKS

from threadreader.text.cells import cell_width
from threadreader.text.links import Link
from threadreader.ui.address_box import host_note
from threadreader.ui.links_panel import LinksPanel

LONG = "https://tides.example/" + "tables/" * 14 + "end"
LINKS = [
    Link("tide tables", LONG),
    Link("here", "https://harbour.example/"),
    Link("@Cass", "", 4),
    Link("a script", "javascript:alert(1)"),
    *(Link(f"number {n}", f"https://n.example/{n}") for n in range(5, 31)),
]


def panel(links: list[Link]) -> Shown:
    return Shown(lambda look: LinksPanel(look, links, lambda _: "Cass"))


async def test_the_true_address_stands_under_the_words() -> None:
    async with panel(LINKS) as shown:
        rows = on_screen(shown)
        at = next(y for y, row in enumerate(rows) if "here" in row)
        assert "https://harbour.example/" in rows[at + 1]
        assert any("comment by Cass" in row for row in rows)


async def test_the_whole_address_is_shown_before_it_is_opened() -> None:
    async with panel(LINKS) as shown:
        assert LONG not in "".join(on_screen(shown))
        await shown.press("enter")
        assert shown.is_open
        rows = (row.strip(" │") for row in on_screen(shown) if "table" in row or "/end" in row)
        assert LONG in "".join(rows)
        await shown.press("enter")
        assert shown.result == LINKS[0]


async def test_escape_goes_back_to_the_list_and_then_out() -> None:
    async with panel(LINKS) as shown:
        await shown.press("enter", "escape")
        assert "Links" in on_screen(shown)[1]
        await shown.press("escape")
        assert shown.result is None


@pytest.mark.parametrize(
    ("keys", "index"),
    [("j", 1), ("2", 1), ("25", 24), ("39", 8), ("G", 29), ("Gk", 28), ("Gg", 0), ("290", 28)],
)
async def test_a_link_is_chosen_by_number_or_by_moving(keys: str, index: int) -> None:
    async with panel(LINKS) as shown:
        await shown.press(*keys, "enter", "enter")
        assert shown.result == LINKS[index]


async def test_a_comment_is_gone_to_at_once() -> None:
    async with panel(LINKS) as shown:
        await shown.press("3", "enter")
        assert shown.result == LINKS[2]


async def test_an_address_is_copied() -> None:
    async with panel(LINKS) as shown:
        await shown.press("2", "y")
        assert shown.result == "https://harbour.example/"


async def test_other_kinds_of_address_are_never_opened() -> None:
    async with panel(LINKS) as shown:
        await shown.press("4", "enter", "enter", "enter")
        assert shown.is_open
        assert any("Only addresses of the web" in row for row in on_screen(shown))
        await shown.press("y")
        assert shown.result == "javascript:alert(1)"


async def test_one_link_alone_is_asked_for_at_once() -> None:
    async with panel(LINKS[1:2]) as shown:
        assert any("Open this address?" in row for row in on_screen(shown))
        await shown.press("enter")
        assert shown.result == LINKS[1]
    async with panel(LINKS[1:2]) as shown:
        await shown.press("escape")
        assert shown.result is None
    async with panel(LINKS[2:3]) as shown:
        await shown.press("enter")
        assert shown.result == LINKS[2]


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("https://harbour.example/", ""),
        ("mailto:ada@harbour.example", ""),
        ("https://bank.example@other.example/", "the host is other.example"),
        ("https://xn--mnchen-3ya.example/", "münchen.example"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
        ("https://xn--.example/", ""),
        ("https://[broken", "Only addresses"),
        ("file:///etc/hosts", "Only addresses"),
    ],
)
def test_odd_hosts_are_said(address: str, part: str) -> None:
    note = host_note(address)
    assert part in note
    assert bool(note) == bool(part) or "xn--" in address


@pytest.mark.parametrize(("name", "glyphs"), LOOKS)
async def test_every_kind_of_theme_paints_both_dialogs(name: str, glyphs: str) -> None:
    async with Shown(lambda look: LinksPanel(look, LINKS), (40, 20), name, glyphs) as shown:
        assert {cell_width(text) for text in on_screen(shown)} == {40}
        await shown.press("enter")
        assert {cell_width(text) for text in on_screen(shown)} == {40}
