from __future__ import annotations

from itertools import product

import pytest
from tests.ui.stage import Stage, lines, look, style_of

from threadreader.text.cells import cell_width
from threadreader.ui.bars import Caption, Footer, HeaderLine
from threadreader.ui.themes import NAMES

FACTS = [
    [("thread 2/10", "muted")],
    [("5/33", "text")],
    [("16 ", "text"), ("●", "unread")],
]
KEYS = [("j k", "comment"), ("enter", "fold"), ("n", "unread"), ("f", "filter")]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (50, " The clock on the quay    thread 2/10  5/33  16 ● "),
        (40, " The clock on…  thread 2/10  5/33  16 ● "),
        (35, " The clo…  thread 2/10  5/33  16 ● "),
        (30, " The clock on th…  5/33  16 ● "),
        (16, " The clo…  16 ● "),
        (12, " The clock… "),
    ],
)
async def test_the_title_is_cut_before_facts_are_left_out(width: int, expected: str) -> None:
    header = HeaderLine(look())
    async with Stage(header).run_test(size=(width, 4)):
        header.show("The clock on the quay", FACTS)
        assert lines(header) == [expected]


async def test_a_wide_title_is_cut_between_characters() -> None:
    header = HeaderLine(look())
    async with Stage(header).run_test(size=(24, 4)):
        header.show("夜行列車の時刻表を読む", FACTS[2:])
        (line,) = lines(header)
        assert line == " 夜行列車の時刻…   16 ● "
        assert cell_width(line) == 24


async def test_a_header_without_background_is_reversed() -> None:
    header = HeaderLine(look("ink"))
    async with Stage(header).run_test(size=(50, 4)):
        header.show("The clock on the quay", FACTS)
        assert style_of(header, "The clock").reverse
        assert style_of(header, "thread").reverse
        assert not style_of(header, "thread").dim


async def test_a_caption_says_its_focus_by_weight() -> None:
    caption = Caption(look())
    async with Stage(caption).run_test(size=(30, 4)):
        caption.show("Article", notes=[("62 %", "muted"), ("tab", "muted")])
        assert lines(caption) == ["─ Article ──────── 62 %  tab ─"]
        caption.show("Article", focused=True, notes=[("62 %", "muted")])
        assert lines(caption) == ["━ Article ━━━━━━━━━━━━━ 62 % ━"]


async def test_notes_that_do_not_fit_go_from_the_left() -> None:
    caption = Caption(look())
    async with Stage(caption).run_test(size=(22, 4)):
        caption.show("Article", notes=[("the file", "muted"), ("tab", "muted")])
        assert lines(caption) == ["─ Article ────── tab ─"]


@pytest.mark.parametrize(("share", "heavy"), [(0.0, 0), (0.5, 10), (1.0, 20), (7.0, 20)])
async def test_progress_is_the_rule_of_the_caption(share: float, heavy: int) -> None:
    caption = Caption(look())
    async with Stage(caption).run_test(size=(31, 4)):
        caption.show("Comments", progress=share)
        rule = lines(caption)[0][11:]
        assert rule == "━" * heavy + "─" * (20 - heavy)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, " j k comment  enter fold  n unread  f filter         ? help "),
        (44, " j k comment  enter fold  n unread   ? help "),
        (24, " j k comment     ? help "),
        (9, "  ? help "),
    ],
)
async def test_keys_go_from_the_right_and_help_stays(width: int, expected: str) -> None:
    footer = Footer(look())
    async with Stage(footer).run_test(size=(width, 4)):
        footer.show(KEYS)
        assert lines(footer) == [expected]


async def test_a_message_stands_in_place_of_the_keys() -> None:
    footer = Footer(look())
    async with Stage(footer).run_test(size=(40, 4)):
        footer.show(KEYS)
        footer.say("marked 12 comments read")
        assert lines(footer) == [" marked 12 comments read         ? help "]
        footer.say("the disk is full: nothing is kept for now", "error")
        assert lines(footer) == [" the disk is full: nothing is kept for… "]
        footer.quiet()
        assert lines(footer)[0].startswith(" j k comment")
        footer.say("once more")
        footer.show(KEYS)
        assert lines(footer)[0].startswith(" j k comment")


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (80, " line 1: no such setting as theem (4 more: threadreader config show)     ? help "),
        (60, " line 1: no such setting as theem (4 more)"),
        (30, " line 1: no such se… (4 more) "),
    ],
)
async def test_a_message_is_cut_before_its_end(width: int, expected: str) -> None:
    footer = Footer(look())
    async with Stage(footer).run_test(size=(width, 4)):
        ends = [" (4 more: threadreader config show)", " (4 more)"]
        footer.say("line 1: no such setting as theem", "error", ends)
        assert lines(footer)[0].rstrip() == expected.rstrip()


async def test_a_click_on_a_key_tells_its_word() -> None:
    footer = Footer(look())
    stage = Stage(footer)
    async with stage.run_test(size=(60, 4)) as pilot:
        footer.show(KEYS)
        for cell in (1, 15, 24, 55):
            await pilot.click(Footer, offset=(cell, 0))
        pressed = [message.word for message in stage.heard if isinstance(message, Footer.Pressed)]
        assert pressed == ["comment", "fold", "help"]


async def test_every_theme_paints_the_bars() -> None:
    header, caption, footer = HeaderLine(look()), Caption(look()), Footer(look())
    async with Stage(header, caption, footer).run_test(size=(40, 6)):
        header.show("The clock", [[("16", "unread")]])
        caption.show("Comments", focused=True, progress=0.4)
        footer.show(KEYS)
        for name, glyphs in product(NAMES, ["unicode", "ascii"]):
            for bar in (header, caption, footer):
                bar.set_look(look(name, glyphs))
                assert cell_width(lines(bar)[0]) == 40
            assert lines(caption)[0].isascii() == (glyphs == "ascii")
