from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.ui.stage import Stage, lines, look, style_of
from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from threadreader.model import Block, Body, Moment, Span, Story
from threadreader.ui.article_pane import ArticlePane
from threadreader.ui.article_sections import Section, sections_of
from threadreader.ui.comment_body import Manner, body_runs
from threadreader.ui.paint import Run


def story(body: Body = "", source: str = "") -> Story:
    published = Moment(1510577520, 0, day_only=True)
    return Story(
        key="k",
        identity="i",
        title="The Barometer",
        author="Odile Tern",
        published=published,
        body=body,
        source=source,
    )


def numbered(count: int) -> str:
    return "\n\n".join(f"Paragraph {number}." for number in range(count))


def shown(pane: ArticlePane) -> list[str]:
    return [line.rstrip() for line in lines(pane)]


async def test_title_byline_and_paragraphs_stand_below_each_other() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 8)):
        pane.show(
            story(
                "The needle fell.\n\nNobody said a word about it, and the ferry left.",
                "example.org",
            )
        )
        assert shown(pane)[:6] == [
            "  The Barometer",
            "  Odile Tern · 13 November 2017 · example.org",
            "",
            "  The needle fell.",
            "",
            "  Nobody said a word about it, and the ferry left.",
        ]
        assert style_of(pane, "The Barometer").bold
        assert style_of(pane, "Odile").color == look().style("muted").color


@pytest.mark.parametrize(("width", "margin", "measure"), [(43, 1, 41), (60, 2, 56), (120, 2, 72)])
async def test_the_text_keeps_to_its_measure(width: int, margin: int, measure: int) -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(width, 8)):
        pane.show(story("x" * 200))
        assert shown(pane)[3] == " " * margin + "x" * measure


async def test_quotations_code_and_pictures_look_different() -> None:
    pane = ArticlePane(look())
    body = (
        Block("quote", (Span("A quoted line"),), 1),
        Block("code", (Span("barometer = read()  # " + "x" * 60),)),
        Block("image", (Span("the needle", "link", "https://example.org/n.png"),)),
        Block("heading", (Span("What then"),), 2),
    )
    async with Stage(pane).run_test(size=(44, 12)):
        pane.show(story(body))
        assert shown(pane)[3:10:2] == [
            "  ▎  A quoted line",
            "  barometer = read()  # xxxxxxxxxxxxxxxxx…",
            "  ▢ picture: the needle[1]",
            "  What then",
        ]
        assert style_of(pane, "▎").color == look().style("rule").color
        assert style_of(pane, "barometer").bgcolor == look().style("code", "code_bg").bgcolor
        assert style_of(pane, "What then").bold


async def test_long_code_can_be_shifted() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(34, 5)):
        pane.show(story((Block("code", (Span("0123456789" * 4),)),)))
        assert shown(pane)[3] == " 0123456789012345678901234567890…"
        pane.shift_code(8)
        assert shown(pane)[3] == " 89012345678901234567890123456789"


async def test_links_are_numbered_and_say_that_they_were_clicked() -> None:
    pane = ArticlePane(look())
    stage = Stage(pane)
    address = "https://example.org/r"
    body = (Block("paragraph", (Span("See "), Span("the report", "link", address), Span("."))),)
    async with stage.run_test(size=(60, 6)) as pilot:
        pane.show(story(body))
        await pilot.pause()
        assert shown(pane)[3] == "  See the report[1]."
        assert style_of(pane, "[1]").underline
        await pilot.click(pane, offset=(3, 3))
        assert not [m for m in stage.heard if isinstance(m, ArticlePane.LinkClicked)]
        await pilot.click(pane, offset=(8, 3))
        clicked = [m for m in stage.heard if isinstance(m, ArticlePane.LinkClicked)]
        assert [message.address for message in clicked] == [address]


async def test_an_article_without_text_says_so() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 6)):
        pane.show(story())
        assert shown(pane)[3] == "  no text"
        assert (pane.share, pane.read_share) == (0.0, 1.0)
        assert not pane.scroll_by(1)
        assert not pane.page(-1)


async def test_scrolling_stops_at_both_ends_and_says_where_the_reader_is() -> None:
    pane = ArticlePane(look())
    stage = Stage(pane)
    async with stage.run_test(size=(60, 10)) as pilot:
        pane.show(story(numbered(20)))  # 2 + 2 * 20 rows
        assert not pane.scroll_by(-1)
        assert pane.scroll_by(1)
        assert shown(pane)[0].startswith("  Odile Tern")
        assert pane.page(1)
        assert shown(pane)[0] == ""
        assert shown(pane)[1] == "  Paragraph 4."
        assert 0 < pane.share < pane.read_share < 1
        pane.to_end()
        assert shown(pane)[-1] == "  Paragraph 19."
        assert (pane.share, pane.read_share) == (1.0, 1.0)
        assert not pane.scroll_by(1)
        assert not pane.page(1)
        pane.to_top()
        assert shown(pane)[0] == "  The Barometer"
        assert (pane.share, pane.read_share) == (0.0, 1.0)
        await pilot.pause()
        shares = [m.share for m in stage.heard if isinstance(m, ArticlePane.Scrolled)]
        assert len(shares) == 4
        assert shares[-2:] == [1.0, 0.0]


async def test_pages_overlap_by_a_line_and_lead_to_the_end() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 7)):
        pane.show(story("\n".join(f"line {number}" for number in range(50))))
        last = shown(pane)[-1]
        seen = set(shown(pane))
        while pane.page(1):
            seen.update(shown(pane))
            assert last in shown(pane)
            last = shown(pane)[-1]
        assert {f"  line {number}" for number in range(50)} <= seen


async def test_half_a_page_and_back_again() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 11)):
        pane.show(story(numbered(30)))
        before = shown(pane)
        pane.page(0.5)
        assert shown(pane)[:6] == before[5:]
        pane.page(-0.5)
        assert shown(pane) == before


@pytest.mark.parametrize("steps", [0, 1, 7, 30, 45, 1000])
async def test_a_share_leads_back_to_the_same_line(steps: int) -> None:
    pane, again = ArticlePane(look()), ArticlePane(look())
    body = numbered(150) + "\n\n" + "many words " * 300
    async with Stage(pane, again).run_test(size=(50, 24)):
        pane.show(story(body))
        pane.scroll_by(steps)
        again.show(story(body), share=pane.share)
        assert shown(again) == shown(pane)
        assert again.share == pane.share


async def test_a_share_that_was_asked_for_is_kept_until_there_is_a_screen() -> None:
    pane = ArticlePane(look())
    pane.show(story(numbered(40)), share=1.0)
    assert pane.share == 1.0
    async with Stage(pane).run_test(size=(50, 8)):
        assert shown(pane)[-1] == "  Paragraph 39."


async def test_a_resize_keeps_the_text_at_the_top() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 10)) as pilot:
        pane.show(story("\n\n".join(f"P{number} " + "words " * 30 for number in range(60))))
        pane.scroll_by(141)
        first = next(line.split()[0] for line in shown(pane) if line.strip().startswith("P"))
        share = pane.share
        for width in (100, 40, 72, 60):
            await pilot.resize_terminal(width, 10)
            assert any(line.strip().startswith(first) for line in shown(pane))
        assert pane.share == share


async def test_another_look_paints_the_same_place() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 10)):
        pane.show(story(numbered(40)))
        pane.scroll_by(20)
        before = shown(pane)
        pane.set_look(look("paper"))
        assert shown(pane) == before
        assert style_of(pane, "Paragraph").color == look("paper").style("text").color


@pytest.mark.parametrize("wheel", [events.MouseScrollDown, events.MouseScrollUp])
async def test_the_wheel_scrolls_three_lines(wheel: type[events.MouseScrollDown]) -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 10)) as pilot:
        pane.show(story(numbered(40)))
        pane.scroll_by(10)
        rows = shown(pane)
        pane.post_message(wheel(pane, 1, 1, 0, 0, 0, False, False, False))
        await pilot.pause()
        if wheel is events.MouseScrollDown:
            assert shown(pane)[:7] == rows[3:]
        else:
            assert shown(pane)[3:] == rows[:7]


async def test_what_is_selected_is_marked_and_can_be_taken() -> None:
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 6)) as pilot:
        pane.show(story("The needle fell.\n\nNobody said a word."))
        selection = Selection(Offset(6, 3), Offset(8, 5))
        pane.screen.selections = {pane: selection}
        await pilot.pause()
        assert pane.get_selection(selection) == ("needle fell.\n\nNobody", "\n")
        assert style_of(pane, "needle").bgcolor == look().style("match").bgcolor


async def test_only_what_is_shown_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = 0

    def counted(blocks: Sequence[Block], width: int, manner: Manner) -> list[list[Run]]:
        nonlocal wrapped
        wrapped += sum(len(span.text) for block in blocks for span in block.spans)
        return body_runs(blocks, width, manner)

    monkeypatch.setattr("threadreader.ui.article_lines.body_runs", counted)
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 10)):
        pane.show(story(numbered(20_000)))
        pane.to_end()
        assert shown(pane)[-1] == "  Paragraph 19999."
        pane.to_top()
        assert wrapped < 20_000


def text_of(sections: list[Section]) -> str:
    return "".join(
        span.text for section in sections for block in section.blocks for span in block.spans
    )


def test_a_long_paragraph_is_cut_between_words_and_stays_one_paragraph() -> None:
    words = [f"word{number}" for number in range(5_000)]
    spans = tuple(Span(word + " ", "strong" if "7" in word else "plain") for word in words)
    sections = sections_of((Block("paragraph", spans), Block("paragraph", (Span("end"),))))
    assert len(sections) > 3
    assert [section.lead for section in sections] == [True] + [False] * (len(sections) - 2) + [True]
    assert text_of(sections).replace(" ", "") == "".join(words) + "end"
    strong = [
        s.text for part in sections for b in part.blocks for s in b.spans if s.kind == "strong"
    ]
    assert " ".join(strong).split() == [word for word in words if "7" in word]


def test_long_code_is_cut_only_where_its_lines_end() -> None:
    code = "\n".join(["x" * 3_000] * 8 + ["y" * 20_000] * 2)
    sections = sections_of((Block("code", (Span(code),)),))
    texts = ["".join(span.text for block in s.blocks for span in block.spans) for s in sections]
    assert "\n".join(texts) == code
    assert len(texts) > 4


def test_short_blocks_share_a_section() -> None:
    sections = sections_of(numbered(1_000))
    assert len(sections) < 20
    assert sum(len(section.blocks) for section in sections) == 1_000


async def test_a_long_list_goes_on_without_gaps() -> None:
    items = tuple(Block("item", (Span(f"item {n} " + "x" * 20),), 1, "-") for n in range(300))
    pane = ArticlePane(look())
    async with Stage(pane).run_test(size=(60, 12)):
        pane.show(story(items))
        pane.scroll_by(3)
        while True:
            assert all(line.startswith("  - item") for line in shown(pane))
            if not pane.page(1):
                break


async def test_a_terminal_of_ascii_gets_signs_of_ascii() -> None:
    pane = ArticlePane(look(glyphs="ascii"))
    image = Block("image", (Span("the needle", "link", "https://example.org/n.png"),))
    async with Stage(pane).run_test(size=(60, 7)):
        pane.show(story((Block("quote", (Span("A quoted line"),), 1), image)))
        assert shown(pane)[3:6:2] == ["  |  A quoted line", "  # picture: the needle[1]"]
