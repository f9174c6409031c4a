"""What the keys of the reader do, on the screen and in the story."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.seat import LAMP, seat, write_story

from threadreader.library.config import Config
from threadreader.library.screen import load_authors, load_screen
from threadreader.ui.links_panel import LinksPanel
from threadreader.ui.pager import Pager
from threadreader.ui.peek_panel import PeekPanel
from threadreader.ui.reading import Reader

ALL = list(range(1, 11))
UNMARKED = Config(mark_read="never")


async def test_a_story_opened_for_the_first_time_has_its_article_focused(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        assert "━ Article" in taken.text
        assert "─ Comments" in taken.text
        assert taken.rows[0].endswith("thread 1/3  1/10  1 min left  10 ●")
        assert taken.said.startswith("j k line  space on  tab comments")
        await taken.press("tab")
        assert "━ Comments" in taken.text
        assert "▌ ● Wren · 1 Mar 2021 18:00 · 4 replies" in taken.text


async def test_a_comment_is_folded_to_one_line_and_opened(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(2)
        await taken.press("enter")
        assert taken.seen == [1, 2, 5, 6, 7, 8, 9, 10]
        assert "Marlow  Was it ever out before midni" in taken.text
        assert "+2   2 ●" in taken.text
        assert "Once, in the year" not in taken.text
        assert "1 folded by me" in taken.rows[1]
        await taken.press("enter")
        assert taken.seen == ALL
        assert "Once, in the year of the long winter." in taken.text
        assert "folded by me" not in taken.text


async def test_steps_lead_to_folded_and_on_to_the_parent_and_back(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(2)
        await taken.press("h")
        assert taken.seen == [1, 2, 5, 6, 7, 8, 9, 10]
        assert "Was it ever out before midnight?" in taken.text
        await taken.press("left")
        assert "Marlow  Was it ever out" in taken.text
        await taken.press("h")
        assert taken.cursor == 1
        await taken.at(2)
        await taken.press("l")
        assert "  Was it ever out before midnight?" in taken.text
        assert 3 not in taken.seen
        await taken.press("right")
        assert taken.seen == ALL
        await taken.press("l")
        assert taken.cursor == 3


async def test_done_with_a_thread_folds_it_and_goes_to_the_next(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(3)
        await taken.press("c")
        assert (taken.cursor, taken.seen) == (6, [1, 6, 7, 8, 9, 10])
        assert taken.marked() == []
        await taken.press("C")
        assert (taken.cursor, taken.seen) == (9, [1, 6, 9, 10])
        assert taken.marked() == [6, 7, 8]
        await taken.press("c")
        assert (taken.cursor, taken.seen) == (9, [1, 6, 9])
        assert taken.said.startswith("That was the last thread.")


async def test_everything_is_folded_opened_or_shown_to_a_depth(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(4)
        await taken.press("-")
        assert (taken.cursor, taken.seen) == (1, [1, 6, 9])
        assert "all folded by me" in taken.rows[1]
        await taken.press("+")
        assert taken.seen == ALL
        await taken.press("1")
        assert taken.seen == [1, 6, 9]
        assert "to depth 1" in taken.rows[1]
        assert "My aunt kept such a lamp by the door." in taken.text
        await taken.press("2")
        assert taken.seen == [1, 2, 5, 6, 7, 9, 10]
        await taken.press("=")
        assert taken.seen == ALL


async def test_smart_folds_what_is_read_and_keeps_the_paths_to_the_unread(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        taken.story.set_read([(0, 2), (4, 10)])
        await taken.at(9)
        await taken.press("0")
        assert "read ones folded by 0" in taken.rows[1]
        assert {1, 2, 3, 4} <= set(taken.seen)
        assert not {7, 8, 10} & set(taken.seen)
        await taken.press("(")
        assert taken.seen == [1, 2, 3, 4, 5, 6, 9]
        await taken.press("u")
        assert not {7, 8, 10} & set(taken.seen)
        await taken.press("u")
        assert taken.seen == ALL


async def test_siblings_parents_and_threads_are_gone_to(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(2)
        for keys, number in [
            ("J", 5), ("K", 2), ("J", 5), ("p", 1), ("J", 6), ("J", 9), ("K", 6), ("[", 1),
            ("]", 6), ("]", 9), ("k", 8), ("^", 6), ("k", 5), ("[", 1), ("G", 10), ("g", 1),
            ("end", 10), ("home", 1), ("down", 2), ("up", 1),
        ]:  # fmt: skip
            await taken.press(keys)
            assert (keys, taken.cursor) == (keys, number)
        for keys, words in [
            ("p", "It answers the story itself."),
            ("K", "This is the first of its siblings."),
        ]:
            await taken.press(keys)
            assert (taken.cursor, taken.said.startswith(words)) == (1, True)
        await taken.at(9)
        await taken.press("J")
        assert taken.said.startswith("This is the last of its siblings.")
        await taken.press("]")
        assert taken.said.startswith("This is the last thread.")
        await taken.press("j")
        assert "This is the last thread." not in taken.said


async def test_the_next_unread_opens_folds_on_the_way_and_they_close_when_it_is_left(
    lamp: Path,
) -> None:
    async with seat([lamp]) as taken:
        taken.story.set_read([(0, 3), (4, 8)])
        await taken.at(1)
        await taken.press("enter")
        assert taken.seen == [1, 6, 7, 8, 9, 10]
        await taken.press("n")
        assert taken.cursor == 4
        assert {2, 3, 4} <= set(taken.seen)
        await taken.press("n")
        assert taken.cursor == 9
        assert taken.seen == [1, 6, 7, 8, 9, 10]
        await taken.press("N")
        assert taken.cursor in (4, 10)


async def test_a_path_opened_to_an_unread_stays_where_the_reader_goes_on_from_there(
    lamp: Path,
) -> None:
    async with seat([lamp]) as taken:
        taken.story.set_read([(0, 3), (4, 10)])
        await taken.at(1)
        await taken.press("enter", "n", "k")
        assert taken.cursor == 3
        await taken.press("]")
        assert {2, 3, 4} <= set(taken.seen)
        await taken.press("n")
        assert taken.said.startswith("Nothing else is unread here.") or taken.cursor == 4


async def test_jumps_are_gone_back_and_forward(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(2)
        await taken.press("]", "G")
        assert taken.cursor == 10
        await taken.press("ctrl+o")
        assert taken.cursor == 6
        await taken.press("ctrl+o")
        assert taken.cursor == 2
        await taken.press("ctrl+o")
        assert taken.said.startswith("There is no jump to go back to.")
        await taken.press("alt+o", "alt+o")
        assert taken.cursor == 10
        await taken.press("alt+o")
        assert taken.said.startswith("There is no jump to go forward to.")


async def test_orders_are_gone_through(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(1)
        await taken.press("o")
        assert taken.seen == ALL[::-1]
        assert "in order: newest" in taken.rows[1]
        assert "  10/10  " in taken.rows[0]
        await taken.press("k")
        assert "  9/10  " in taken.rows[0]
        await taken.press("j", "o")
        assert taken.seen == ALL
        await taken.press("o")
        assert taken.seen[0] == 1
        assert taken.story.order == "replies"
        await taken.press("o")
        assert taken.seen[0] == 6
        await taken.press("o")
        assert (taken.story.order, taken.seen) == ("thread", ALL)
        await taken.press("o", "escape")
        assert (taken.story.order, taken.seen) == ("thread", ALL)


async def test_one_author_is_shown_with_the_comments_that_are_answered(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(7)
        await taken.press("enter", "a")
        assert taken.story.filter == 'author:="Marlow"'
        assert taken.cursor == 7
        assert taken.seen == [1, 2, 6, 7]
        assert "The house does, in spring." in taken.text
        assert "Was it ever out before midnight?" in taken.text
        assert "6 hidden by filter" in taken.rows[1]
        assert "2/2" in taken.rows[0]
        await taken.press("ctrl+k")
        assert taken.seen == [1, 2, 3, 4, 5, 6, 7, 8]
        assert taken.said.startswith("Filter: whole threads shown.")
        assert "2 hidden by filter" in taken.rows[1]
        await taken.press("ctrl+k")
        assert taken.seen == [2, 7]
        assert taken.said.startswith("Filter: matches alone.")
        assert "8 hidden by filter" in taken.rows[1]
        await taken.press("o", "ctrl+k")
        assert taken.said.startswith("In this order each match stands alone")
        await taken.press("o", "o", "o", "o", "ctrl+k")
        assert taken.seen == [1, 2, 6, 7]
        await taken.press("a")
        assert (taken.story.filter, taken.cursor) == ("", 7)
        assert taken.seen == [1, 2, 3, 4, 5, 6, 7, 9, 10]
        await taken.press("ctrl+k")
        assert taken.said.startswith("Without a filter everything is shown.")


async def test_what_is_new_alone_is_shown(folder: Path) -> None:
    path = write_story(folder / "lamp.toml", count=8)
    async with seat([path]) as taken:
        await taken.press("i")
        assert taken.said.startswith("Nothing here is new since the last visit.")
        await taken.press("q")
    write_story(path)
    async with seat([path]) as taken:
        assert taken.marked("new") == [9, 10]
        assert taken.rows[0].endswith("2 ◆")
        await taken.press("tab", "i")
        assert taken.seen == [9, 10]
        await taken.press("i")
        assert taken.seen == ALL


async def test_a_filter_is_typed_and_taken_off(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(1)
        await taken.press("f", *"winter")
        assert "2 of 10" in taken.text
        assert taken.seen == [1, 2, 3, 4]
        await taken.press(*" author:odile", "enter")
        assert taken.story.filter == "winter author:odile"
        assert "winter author:odile  esc clears" in taken.rows[0]
        assert taken.session.sight.count == 1
        await taken.press("escape")
        assert (taken.story.filter, taken.seen) == ("", ALL)
        await taken.press("f", *"depth:")
        assert taken.screen._finding.is_open
        assert taken.session.sight.wish.filter == ""
        assert "10 of 10" not in taken.text
        await taken.press("escape")
        assert not taken.screen._finding.is_open


async def test_a_search_goes_through_its_matches_and_counts_them(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(6)
        await taken.press("/", *"lamp")
        assert "match 2 of 2" in taken.text
        assert taken.cursor == 10
        await taken.press("enter")
        assert "match 2/2" in taken.rows[0]
        assert taken.seen == ALL
        await taken.press("n")
        assert taken.cursor == 1
        assert "match 1/2" in taken.rows[0]
        assert taken.said.startswith("From the beginning again.")
        await taken.press("N")
        assert taken.cursor == 10
        assert taken.said.startswith("From the end again.")
        await taken.press("N")
        assert taken.cursor == 1
        await taken.press("n")
        assert taken.cursor == 10
        await taken.press("j", "escape")
        assert "match" not in taken.rows[0]
        await taken.press("/", *"oil")
        assert taken.cursor == 6
        await taken.press("escape")
        assert taken.cursor == 10


async def test_marks_stars_and_folds_are_undone_and_made_again(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(5)
        await taken.press("s")
        assert taken.marked("starred") == [5]
        assert "Cass ★" in taken.text
        await taken.press("m")
        assert taken.marked() == [5]
        await taken.press("R")
        assert taken.marked() == ALL
        assert "●" not in taken.rows[0]
        await taken.press("u")
        assert taken.marked() == [5]
        await taken.press("u", "u")
        assert (taken.marked(), taken.marked("starred")) == ([], [])
        await taken.press("u")
        assert taken.said.startswith("There is nothing to undo.")
        await taken.press("ctrl+r", "ctrl+r", "ctrl+r")
        assert (taken.marked(), taken.marked("starred")) == (ALL, [5])
        await taken.press("ctrl+r")
        assert taken.said.startswith("There is nothing to redo.")
        await taken.press("m", "s")
        assert (5 in taken.marked(), taken.marked("starred")) == (False, [])


async def test_a_comment_and_its_replies_are_marked_and_undo_shows_where(lamp: Path) -> None:
    async with seat([lamp], UNMARKED, size=(120, 14)) as taken:
        await taken.at(2)
        await taken.press("M")
        assert taken.marked() == [2, 3, 4]
        await taken.press("enter", "G")
        assert taken.cursor == 10
        await taken.press("u")
        assert (taken.cursor, taken.seen) == (2, ALL)


@pytest.mark.parametrize(
    ("mark_read", "read"), [("on_pass", [1]), ("on_select", [2]), ("never", [])]
)
async def test_a_comment_is_read_as_the_settings_say(
    lamp: Path, mark_read: str, read: list[int]
) -> None:
    async with seat([lamp], Config(mark_read=mark_read)) as taken:
        await taken.press("tab", "j")
        assert taken.marked() == read


async def test_the_pane_is_zoomed_and_the_layout_changed(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.press("Z")
        assert "Comments" not in taken.text
        await taken.press("escape")
        assert "Comments" in taken.rows[1]
        await taken.press("tab", "Z")
        assert "Article" not in taken.text
        await taken.press("Z")
        assert "│" in taken.rows[3]
        await taken.press("w")
        assert taken.said.startswith("Layout: ")
        layouts = {taken.screen._layout.chosen.layout}
        for _ in range(5):
            await taken.press("w")
            layouts.add(taken.screen._layout.chosen.layout)
        assert layouts == {"", "side", "stacked", "column", "comments"}
        assert load_screen()[0].layout == taken.screen._layout.chosen.layout


async def test_density_and_theme_are_changed_and_kept(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        blank = sum(not row.strip(" │▎▐▕⣿•") for row in taken.rows)
        await taken.press("D")
        assert taken.said.startswith("Density: compact, kept for the next start.")
        assert sum(not row.strip(" │▎▐▕⣿•") for row in taken.rows) > blank
        await taken.press("D", "D")
        assert taken.said.startswith("Density: normal, kept for the next start.")
        await taken.press("T")
        assert taken.said.startswith("Theme: night, kept for the next start.")
        assert taken.app.manners.look.name != "lamp"
        assert load_screen()[0].theme == taken.app.manners.look.name


async def test_who_is_muted_has_one_line_and_who_is_followed_is_kept(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(2)
        await taken.press("x")
        assert taken.said.startswith("Marlow is muted")
        assert "Was it ever out before midnight?\n" not in taken.text
        assert "Once, in the year of the long winter." in taken.text
        await taken.press("enter")
        assert "Was it ever out before midnight?" in taken.text
        await taken.press("x")
        assert taken.said.startswith("Marlow is back.")
        await taken.press("H")
        assert taken.said.startswith("Marlow is followed.")
        assert load_authors()[0].follow == {"Marlow"}
        await taken.press("H")
        assert load_authors()[0].follow == set()


async def test_the_answered_comment_is_peeked_at(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(3)
        await taken.press("P")
        assert isinstance(taken.app.screen, PeekPanel)
        assert "Was it ever out before midnight?" in taken.text
        await taken.press("escape")
        assert taken.cursor == 3
        await taken.at(1)
        await taken.press("P")
        assert taken.said.startswith("It answers the story itself.")


async def test_links_are_listed_and_an_address_is_shown_before_it_is_opened(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(6)
        await taken.press("L")
        assert isinstance(taken.app.screen, LinksPanel)
        assert "https://example.org/oil" in taken.text
        await taken.press("escape")
        await taken.at(1)
        await taken.press("L")
        assert taken.said.startswith("There is no link in it.")
        await taken.press("O")
        assert "https://example.org/lamp#1" in taken.text
        await taken.press("escape", "tab", "O")
        assert "https://example.org/lamp " in taken.text


async def test_texts_are_copied(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("threadreader.ui.outside.copy_to_system", lambda text: None)
    async with seat([lamp]) as taken:
        monkeypatch.setattr(taken.app, "copy_to_clipboard", copied.append)
        await taken.at(5)
        await taken.press("y")
        assert taken.said.startswith("1 line is copied.")
        await taken.press("Y")
        await taken.press("tab", "y")
        assert copied[0] == "Ours hangs from a hook."
        assert copied[1].split("\n")[0] == "> Ours hangs from a hook."
        assert "Cass" in copied[1]
        assert copied[1].endswith("https://example.org/lamp#5")
        assert "lit at dusk" in copied[2]


async def test_a_comment_is_paged_alone(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(5)
        await taken.press("e")
        assert isinstance(taken.app.screen, Pager)
        assert "Ours hangs from a hook." in taken.text
        assert "My aunt" not in taken.text
        await taken.press("q")
        assert taken.cursor == 5


async def test_a_comment_is_gone_to_by_its_number(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(1)
        await taken.press("enter", ":", *"4", "enter")
        assert taken.cursor == 4
        assert {2, 3, 4} <= set(taken.seen)
        taken.screen.commands.moves.go_to(11)
        await taken.settle()
        assert taken.said.startswith("There are 10 comments.")


async def test_space_reads_on_from_the_article_to_the_next_story(folder: Path) -> None:
    other = LAMP.replace("Lamp", "Kettle").replace("lamp", "kettle")
    paths = [write_story(folder / "a.toml"), write_story(folder / "b.toml", other, count=2)]
    async with seat(paths, size=(120, 60)) as taken:
        await taken.press("enter")
        first = taken.story.story.title
        await taken.press("space")
        assert "━ Comments" in taken.text
        for _ in range(12):
            await taken.press("space")
            if taken.story.story.title != first:
                break
        assert taken.story.story.title != first
        await taken.press("<")
        assert taken.story.story.title == first
        assert len(taken.marked()) == len(taken.story.thread)
        await taken.press("<")
        assert taken.said.startswith("This is the first.")
        await taken.press(">", ">")
        assert taken.said.startswith("This is the last story.")
        await taken.press("q")
        assert "Stories" in taken.text
        await taken.press("q")
        assert taken.app.return_code == 0


async def test_help_and_escape_leave_the_reader_where_it_was(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(5)
        await taken.press("?")
        assert taken.rows[0].startswith(" Help")
        await taken.press("escape", "escape", "escape")
        assert taken.cursor == 5
        assert taken.app.is_running


async def test_other_keys_hold_where_they_are_given(lamp: Path) -> None:
    keys = {"fold": ("comma",), "next": ("t",), "help": ("f1",)}
    async with seat([lamp], Config(keys=keys)) as taken:
        await taken.press("tab", "t", ",", "j", "enter")
        assert (taken.cursor, taken.seen) == (2, [1, 2, 5, 6, 7, 8, 9, 10])
        assert taken.said.startswith("t k comment")
        assert taken.said.endswith("f1 help")
        await taken.press("f1")
        assert taken.rows[0].startswith(" Help")


async def test_a_story_is_there_again_as_it_was_left(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(2)
        await taken.press("enter", "j", "s", "a")
        assert taken.cursor == 5
        before = taken.text
        await taken.press("q")
    async with seat([lamp], UNMARKED) as taken:
        assert taken.marked("starred") == [5]
        assert taken.story.filter == 'author:="Cass"'
        assert [row[52:] for row in taken.rows[2:-1]] == [
            row[52:] for row in before.split("\n")[2:-1]
        ]
        await taken.press("a")
        assert taken.seen == [1, 2, 5, 6, 7, 8, 9, 10]


async def test_another_layout_wraps_the_article_anew(lamp: Path) -> None:
    async with seat([lamp], size=(80, 24)) as taken:
        # A widget asks for its size before the new one is told, as happens with the first layout.
        taken.screen._compositor._full_map_invalidated = True
        await taken.press("w")
        assert "Layout: side by side." in taken.said
        article = "\n".join(row.partition("│")[0].strip() for row in taken.rows[2:-1])
        assert "last puts it out, and\n[the book](https://example.org/book) says\nwho" in article
        await taken.press("tab", "j")
        assert taken.rows[0].startswith(" The Lamp on the Landing ")
        assert taken.rows[0].endswith("thread 1/3  2/10  1 min left  9 ●")


async def test_the_cursor_keeps_its_row_whatever_is_folded(folder: Path) -> None:
    path = write_story(folder / "long.toml")
    with path.open("a", encoding="utf-8") as file:
        for number in range(11, 60):
            file.write(
                f'[[comments]]\nid = {number}\nauthor = "Pim"\nbody = "Remark {number}."\n'
                f'[[comments]]\nid = {number + 100}\nparent = {number}\nauthor = "Cass"\n'
                f'body = "Answer to {number}, and a few words more."\n'
            )
    async with seat([path], UNMARKED, size=(100, 24)) as taken:
        await taken.at(51)
        await taken.press("ctrl+y", "ctrl+y")
        row = taken.screen.panes.comments.cursor_row
        assert 2 < row < 15
        for key in ("minus", "2", "3", "plus", "minus", "plus", "1", "2", "enter", "enter", "D"):
            await taken.press(key)
            assert taken.cursor == 51
            assert taken.rows[3 + row].startswith(" ▌"), key
            assert "Pim" in taken.rows[3 + row], key


async def test_a_filter_puts_the_cursor_on_the_nearest_comment_that_it_finds(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(7)
        await taken.press("f", *"kept", "enter")
        assert (taken.seen, taken.cursor) == ([1], 1)
        await taken.press("escape")
        await taken.at(6)
        await taken.press("f", *'"good house"', "enter")
        assert (taken.seen, taken.cursor) == ([6, 7, 8], 8)
        await taken.press("k", "ctrl+k")
        assert taken.cursor == 7
        await taken.press("escape")
        await taken.at(5)
        taken.story.set_read([(4, 10)])
        await taken.press("f", *"is:unread", "enter")
        assert (taken.seen, taken.cursor) == ([1, 2, 3, 4], 1)


async def test_what_is_typed_into_the_filter_is_looked_for_from_where_it_began(lamp: Path) -> None:
    async with seat([lamp], UNMARKED) as taken:
        await taken.at(5)
        await taken.press("f", *"window")
        assert taken.cursor == 9
        await taken.press(*["backspace"] * 6, *"hook", "enter")
        assert taken.cursor == 5


async def test_half_a_word_hides_nothing_before_it_is_kept(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.press("f")
        assert taken.said.startswith("enter keep  esc clear")
        await taken.press(*"is", ":", *"unr")
        assert taken.seen == ALL
        assert any(row.endswith(" …  10 comments ━") for row in taken.rows)
        await taken.press(*"ead")
        assert any(row.endswith("ancestors shown ━") for row in taken.rows)
        assert "…" not in taken.text.partition("Filter")[2]
        await taken.press("escape", "f", *"wind")
        assert taken.seen == [9]
        await taken.press("space", *"on")
        assert taken.seen == [9]
        assert taken.story.filter == "wind"
        await taken.press("enter")
        assert taken.story.filter == "wind on"


async def test_a_conversation_is_named_in_words(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.at(2)
        await taken.press("A", *"wren", "tab", *"marlow", "tab", "ctrl+t")
        assert taken.seen == [1, 2, 3]
        assert "  conversation of Wren and Marlow  esc clears  " in taken.rows[0]
        await taken.press("tab", "A")
        await taken.burst(*"wren", "space", *"pim", "tab")
        await taken.press("enter")
        assert 'author:="Wren" or author:="Pim"  esc clears' in taken.rows[0]
        assert "━ Comments" in taken.text


async def test_what_was_done_before_more_came_is_undone(folder: Path) -> None:
    path = write_story(folder / "lamp.toml", count=5)
    async with seat([path], UNMARKED) as taken:
        await taken.at(5)
        await taken.press("s", "[", "m", "enter")
        write_story(path)
        with path.open("a", encoding="utf-8") as file:
            file.write('[[comments]]\nid = 11\nparent = 2\nauthor = "Pim"\nbody = "No."\n')
        shelf = Reader([path], UNMARKED).wait(20)
        assert shelf is not None
        taken.screen.keeping.close()
        taken.screen.grow(shelf.open(taken.story.story.key))
        await taken.settle()
        assert (taken.marked("starred"), taken.marked()) == ([6], [1])
        assert taken.seen == [1, 7, 8, 9, 10, 11]
        await taken.press("u")
        assert len(taken.seen) == 11
        await taken.press("u", "u")
        assert (taken.marked("starred"), taken.marked()) == ([], [])
        assert taken.cursor == 1
        await taken.press("u")
        assert taken.said.startswith("There is nothing to undo.")
        await taken.press("ctrl+r")
        assert taken.marked("starred") == [6]


async def test_a_command_gets_what_is_read_and_it_is_said_that_it_runs(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        for keys, given in [
            ([], "  The Lamp on the Landing"),
            (["tab"], "  My aunt kept such a lamp by the door."),
        ]:
            await taken.press(*keys, "vertical_line", *"cat", "enter")
            await taken.app.workers.wait_for_complete()
            await taken.settle()
            assert isinstance(taken.app.screen, Pager)
            assert given in [row.rstrip() for row in taken.rows]
            await taken.press("q")
            assert taken.said.endswith("? help")
            assert "cat" not in taken.said
        await taken.press("vertical_line", "tab", *"sleep 1000", "enter")
        assert taken.said.startswith("sleep 1000 is running; escape stops it.")
        await taken.press("escape")
        assert taken.said.startswith("The command was stopped.")
        await taken.app.workers.wait_for_complete()


async def test_completions_typed_ahead_are_made_in_their_order(lamp: Path) -> None:
    async with seat([lamp]) as taken:
        await taken.press("f")
        await taken.burst(*"is", "colon", *"unr", "tab", "space", *"aut", "tab", "w", "tab")
        await taken.press("enter")
        assert taken.story.filter == "is:unread author:=Wren"
