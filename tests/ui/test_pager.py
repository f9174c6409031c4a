from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.ui.panels import Shown, on_screen
from tests.ui.stage import LOOKS

from threadreader.model import Block, Span
from threadreader.text.cells import cell_width
from threadreader.ui.look import Look
from threadreader.ui.pager import Pager
from threadreader.ui.peek_panel import PeekPanel


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", (Span(text),)) for text in texts]


LONG = paragraphs(*(f"Number {n} says: the boat is at the pier." for n in range(60)))
CODE = [
    *paragraphs("Before."),
    Block("code", (Span("a = 1\n" + "b" * 60 + " + end"),)),
    Block("quote", (Span("The tide is late."),), 1),
]


def pager(blocks: Sequence[Block]) -> Shown:
    return Shown(lambda look: Pager(look, "Ada Quill", blocks), (40, 20))


def body(shown: Shown) -> list[str]:
    """The rows of the text."""
    return [row[:-1].rstrip() for row in on_screen(shown)[1:-1]]


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ([], 0),
        (["j", "j"], 1),
        (["j", "j", "k", "k", "k"], 0),
        (["space"], 9),
        (["pagedown", "backspace"], 0),
        (["ctrl+d", "ctrl+d", "ctrl+u"], 4),
        (["G"], 51),
        (["G", "g"], 0),
        (["end", "home"], 0),
    ],
)
async def test_keys_move_through_the_text(keys: list[str], first: int) -> None:
    async with pager(paragraphs(*(f"Line {n}" for n in range(60)))) as shown:
        await shown.press(*keys)
        rows = [row for row in body(shown) if row]
        assert rows[0] == f"  Line {first}"


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_pager_is_left(key: str) -> None:
    async with pager(LONG) as shown:
        await shown.press("j", key)
        assert shown.result is None


async def test_all_is_copied_where_nothing_is_selected() -> None:
    async with pager(CODE) as shown:
        await shown.press("y")
        assert shown.result == f"Before.\n\na = 1\n{'b' * 60} + end\n\nThe tide is late."


async def test_selected_lines_are_copied_whole() -> None:
    wrapped = "one two three four five six seven eight nine ten eleven twelve"
    async with pager(paragraphs("first", wrapped, "last")) as shown:
        await shown.press("j", "v", "j", "j")
        assert "3 lines selected" in on_screen(shown)[0]
        await shown.press("j", "y")
        assert shown.result == f"first\n\n{wrapped}"


async def test_a_selection_is_taken_off_before_the_pager_is_left() -> None:
    async with pager(LONG) as shown:
        await shown.press("v", "j", "escape")
        assert shown.is_open
        assert "selected" not in on_screen(shown)[0]
        await shown.press("escape")
        assert not shown.is_open


async def test_with_a_way_to_copy_the_pager_stays() -> None:
    copied: list[str] = []

    def make(look: Look) -> Pager:
        return Pager(look, "wc", lines=["one", "two", "three", ""], copy=copied.append)

    async with Shown(make) as shown:
        assert "3/3" in on_screen(shown)[0]
        await shown.press("v", "j", "y")
        assert copied == ["one\ntwo"]
        assert shown.is_open
        assert "Copied." in on_screen(shown)[-1]


async def test_search_goes_from_match_to_match_and_around() -> None:
    async with pager(LONG) as shown:
        await shown.press("slash", *"number", "space", "4", "enter")
        assert "match 1/11" in on_screen(shown)[0]
        await shown.press("n")
        assert "match 2/11" in on_screen(shown)[0]
        assert any("Number 40" in row for row in body(shown))
        await shown.press("N", "N")
        assert "match 11/11" in on_screen(shown)[0]
        await shown.press("n")
        assert "match 1/11" in on_screen(shown)[0]
        await shown.press("escape")
        assert "match" not in on_screen(shown)[0]
        assert shown.is_open


async def test_what_is_not_there_is_said() -> None:
    async with pager(LONG) as shown:
        await shown.press("slash", *"zebra", "enter")
        assert "“zebra” is not in it." in on_screen(shown)[-1]
        await shown.press("n")
        assert "There is no match." in on_screen(shown)[-1]


async def test_code_is_shifted_and_text_stays() -> None:
    async with pager(CODE) as shown:
        await shown.press(*["right"] * 8)
        assert any(row.endswith("b + end") for row in body(shown))
        assert body(shown)[0] == "  Before."
        await shown.press(*["left"] * 8)
        assert "  a = 1" in body(shown)


async def test_output_is_wrapped_and_can_be_left_as_it_is() -> None:
    async with Shown(lambda look: Pager(look, "cat", lines=["x" * 50 + "end", "\ttab"])) as shown:
        await shown.pilot.resize_terminal(40, 20)
        await shown.pilot.pause()
        assert body(shown)[1].strip().endswith("end")
        assert body(shown)[2] == "          tab"
        await shown.press("w")
        assert body(shown)[1] == "          tab"
        await shown.press("right", "right", "right")
        assert body(shown)[0].endswith("end")


async def test_a_resize_keeps_the_place() -> None:
    async with pager(LONG) as shown:
        await shown.press("space", "space")
        await shown.pilot.resize_terminal(60, 20)
        await shown.pilot.pause()
        assert any("Number 1" in row for row in body(shown)[:3])


async def test_an_empty_text_has_nothing_to_select() -> None:
    async with pager([]) as shown:
        await shown.press("v", "j", "G", "n", "y")
        assert shown.result == ""


@pytest.mark.parametrize("key", ["j", "x", "escape", "enter"])
async def test_any_key_takes_a_look_away(key: str) -> None:
    async with Shown(lambda look: PeekPanel(look, "Cass", paragraphs("Yes."))) as shown:
        assert on_screen(shown)[-2].startswith("━ Cass ━")
        assert on_screen(shown)[-1].strip() == "Yes."
        await shown.press(key)
        assert not shown.is_open


async def test_a_long_text_is_looked_at_in_twelve_rows() -> None:
    async with Shown(lambda look: PeekPanel(look, "Cass", LONG)) as shown:
        assert on_screen(shown)[12].endswith("108 more lines ━")
        assert on_screen(shown)[13].startswith("  Number 0")
        await shown.press("space", "space")
        assert on_screen(shown)[13].startswith("  Number 10")
        await shown.press("pageup")
        assert on_screen(shown)[13].startswith("  Number 5")
        await shown.pilot.click(offset=(5, 15))
        assert not shown.is_open


@pytest.mark.parametrize(("name", "glyphs"), LOOKS)
async def test_every_kind_of_theme_paints_both(name: str, glyphs: str) -> None:
    async with Shown(lambda look: Pager(look, "Ada", CODE), (40, 20), name, glyphs) as shown:
        await shown.press("slash", "t", "enter", "v")
        assert {cell_width(text) for text in on_screen(shown)} == {40}
    async with Shown(lambda look: PeekPanel(look, "Ada", CODE), (40, 20), name, glyphs) as shown:
        assert {cell_width(text) for text in on_screen(shown)} == {40}
