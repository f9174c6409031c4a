from __future__ import annotations

from tests.ui.panels import Shown, on_screen
from textual import events

from threadreader.text.links import Link
from threadreader.ui.help_screen import HelpScreen
from threadreader.ui.links_panel import LinksPanel
from threadreader.ui.list_box import ListBox
from threadreader.ui.scroller import Scroller

LINKS = [Link(f"link {n}", f"https://n.example/{n}") for n in range(40)]


def wheel(shown: Shown, widget: type[ListBox | Scroller], event: type[events.MouseEvent]) -> None:
    """Turns the wheel over a widget."""
    target = shown.panel.query_one(widget)
    target.post_message(event(target, 3, 3, 0, 0, 0, shift=False, meta=False, ctrl=False))


async def test_the_wheel_scrolls_a_list_and_its_cursor_stays_on_screen() -> None:
    async with Shown(lambda look: LinksPanel(look, LINKS)) as shown:
        wheel(shown, ListBox, events.MouseScrollDown)
        wheel(shown, ListBox, events.MouseScrollDown)
        wheel(shown, ListBox, events.MouseScrollUp)
        await shown.pilot.pause()
        assert "link 3" in on_screen(shown)[2]
        await shown.press("enter", "enter")
        assert shown.result == LINKS[6]


async def test_the_wheel_scrolls_a_text() -> None:
    async with Shown(lambda look: HelpScreen(look, {})) as shown:
        third = on_screen(shown)[5]
        wheel(shown, Scroller, events.MouseScrollDown)
        await shown.pilot.pause()
        assert on_screen(shown)[2][:-1] == third[:-1]
        wheel(shown, Scroller, events.MouseScrollUp)
        await shown.pilot.pause()
        assert on_screen(shown)[5] == third


async def test_the_words_of_the_last_row_can_be_clicked() -> None:
    async with Shown(lambda look: LinksPanel(look, LINKS)) as shown:
        row = on_screen(shown)[-1]
        await shown.pilot.click(offset=(row.index("copy"), 23))
        assert shown.result == LINKS[0].address
    async with Shown(lambda look: LinksPanel(look, LINKS)) as shown:
        await shown.pilot.click(offset=(row.index("back"), 23))
        assert shown.result is None


async def test_control_c_quits_from_a_panel() -> None:
    async with Shown(lambda look: HelpScreen(look, {})) as shown:
        await shown.press("ctrl+c")
        assert shown.panel.app._exit
