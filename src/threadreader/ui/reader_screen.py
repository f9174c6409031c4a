"""The reader: one story, its article and its comments; it wires widgets, commands and state."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from threadreader.library.changes import Pane, Place
from threadreader.library.opening import Progress
from threadreader.library.openstory import OpenStory
from threadreader.library.screen import Screen as Chosen
from threadreader.ui.article_pane import ArticlePane
from threadreader.ui.bars import Footer, HeaderLine
from threadreader.ui.commands import Commands
from threadreader.ui.comment_tree import CommentTree
from threadreader.ui.desk import Desk
from threadreader.ui.filter_bar import FilterBar
from threadreader.ui.finding import Finding
from threadreader.ui.keeping import Keeping
from threadreader.ui.keys import bindings, help_key
from threadreader.ui.looking import Wish
from threadreader.ui.manners import Manners
from threadreader.ui.pace import Pace
from threadreader.ui.painted import backdrop
from threadreader.ui.reader_facts import ReaderFacts
from threadreader.ui.reader_layout import ReaderLayout
from threadreader.ui.reader_panes import Divider, ReaderPanes
from threadreader.ui.session import Session
from threadreader.ui.showing import Showing
from threadreader.ui.thread_map import ThreadMap
from threadreader.ui.wishes import WishWorker


class ReaderScreen(Screen[None]):
    """One story before its reader."""

    AUTO_FOCUS = ""

    @dataclass
    class Wanted(Message):
        """Something the app does: `what` names it ("story", "people", "copy", …)."""

        what: str
        value: Any

    def __init__(self, story: OpenStory, manners: Manners) -> None:
        super().__init__()
        self.manners = manners
        config, look = manners.config, manners.look
        self.session = Session(story)
        self.scene = manners.scene(self.session)
        self.header = HeaderLine(look)
        self.panes = ReaderPanes(self.scene)
        self.bar = FilterBar(look)
        self.footer = Footer(look, help_key=help_key(config.keys))
        self.keeping = Keeping(self, story, self.say, self.show_facts)
        self._bindings = BindingsMap(bindings("reader", config.keys))
        self._worker = WishWorker(self, self.say)
        self._restored = False
        self.as_it_was = asyncio.Event()
        """The story is shown as it was left."""
        self._desk = Desk(
            session=self.session,
            scene=self.scene,
            tree=self.panes.comments,
            article=self.panes.article,
            config=config,
            say=self.say,
            changed=self.show_facts,
            wish=self._wish,
            panel=self._panel,
            choose=self._choose,
            people=lambda: self.manners.people,
        )
        self.commands = Commands(self._desk)
        self._facts = ReaderFacts(self._desk, self.panes, self.header, self.bar, self.footer)
        self._facts.pace = Pace(manners.chosen.pace)
        self._layout = ReaderLayout(
            self._desk, self.panes, manners.chosen, lambda: self.app.size, self._keep_chosen
        )
        self._showing = Showing(self._desk, self.panes, self._worker)
        self._finding = Finding(self._desk, self.bar, self._worker, self._showing.look)

    def compose(self) -> ComposeResult:
        """Header line, panes, filter bar, footer."""
        yield self.header
        yield self.panes
        yield self.bar
        yield self.footer

    def on_mount(self) -> None:
        """Shows the story as it was left."""
        story, place = self.session.story, self.session.story.place
        self.panes.article.show(story.story, share=place.article)
        self._focus(place.pane if len(story.thread) else "article")
        self._showing.restore()
        self.call_after_refresh(self._begin)
        self.show_facts()
        self.keeping.begin()
        for problem in story.problems[:1]:
            self.say(problem, "error")
        self.as_it_was.set()

    def grow(self, story: OpenStory) -> None:
        """Goes on with another reading of the story; nothing moves under the reader's eyes."""
        search = self.session.found
        self.keeping.replace_story(story)
        place = self._showing.replace_story(story)
        self._finding.replace_story(place, search)
        self.show_facts()

    def show_progress(self, progress: Progress | None) -> None:
        """Shows how far the reading of the file is; None when it is whole."""
        self._facts.show_progress(progress)

    def _begin(self) -> None:
        """The first picture is there: from now on the place is the reader's."""
        self._restored = True

    # What the commands ask for

    def action_run(self, name: str) -> None:
        """Runs the command of an action."""
        self._facts.quiet()
        self._worker.key_pressed()
        self.commands.run(name)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is behind the panes."""
        return backdrop(self.scene.look, crop)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Commands hold while a pane has the keys, not while a text is typed."""
        if action == "run":
            return not self._finding.is_open
        return super().check_action(action, parameters)

    def say(self, text: str, token: str = "text", ends: Sequence[str] = ()) -> None:  # noqa: S107
        """Puts a sentence into the footer until the next key; of `ends` one stands behind it."""
        self._facts.say(text, token, ends)

    def _wish(self, wish: Wish) -> None:
        self._showing.wish(wish)

    def show_facts(self, touched: Sequence[int] | None = None) -> None:
        """Shows marks and counts anew; `touched`: no other comments have other marks."""
        self._facts.show(touched)

    def _panel(self, panel: ModalScreen[Any], then: Callable[[Any], None]) -> None:
        self.app.push_screen(panel, then)

    def _choose(self, what: str, value: Any) -> None:
        own: Mapping[str, Callable[[Any], None]] = {
            "focus": self._focus,
            "bar": self._finding.open,
            "zoom": lambda _: self._layout.zoom(on=not self._layout.is_zoomed),
            "layout": lambda _: self._layout.next_layout(),
            "split": self._layout.split,
            "density": self._layout.density,
        }
        if what in own:
            own[what](value)
        else:
            self.post_message(self.Wanted(what, value))

    # The screen

    def _focus(self, pane: Pane) -> None:
        self._layout.to_pane(pane)
        widget = self.panes.article if self._desk.on_article else self.panes.comments
        self.set_focus(widget, scroll_visible=False)
        self._facts.show_captions()
        self._remember_place()

    def _keep_chosen(self, chosen: Chosen) -> None:
        self.manners = replace(self.manners, chosen=chosen)
        self.post_message(self.Wanted("chosen", chosen))

    def set_manners(self, manners: Manners) -> None:
        """Shows the story in another look, or with other people followed and muted."""
        self.manners = manners
        self.scene.look = manners.look
        self.scene.followed, self.scene.muted = manners.people.follow, manners.people.mute
        self.scene.changed()
        self.panes.map.set_followed(self.scene.by_followed())
        for part in (self.header, self.panes, self.bar, self.footer):
            part.set_look(manners.look)
        self.panes.comments.update()
        self.show_facts()

    def take_off(self) -> bool:
        """Takes off one layer: bar, search, filter, zoom; False where there is none."""
        if self._finding.take_off():
            return True
        is_zoomed = self._layout.is_zoomed
        if is_zoomed:
            self._layout.zoom(on=False)
        return is_zoomed

    def close(self) -> None:
        """The reader leaves the story: it is kept as it is."""
        tree = self.panes.comments
        if tree.is_read_to_end(tree.cursor):
            self.commands.marks.moved((tree.cursor or 0,), None)
        self._remember_place()
        pace = round(self._facts.pace.words_a_minute)
        self.manners = replace(self.manners, chosen=replace(self._layout.chosen, pace=float(pace)))
        self.keeping.close()

    def _remember_place(self) -> None:
        if not self._restored:
            return
        tree, share = self.panes.comments, self.panes.article.share
        row = tree.cursor_row
        pane: Pane = "article" if tree.is_in_article else self._desk.pane
        place = Place(pane, tree.cursor, max(-row, 0), row, share)
        self.session.story.set_place(place)

    # What happened

    def on_resize(self, _event: events.Resize) -> None:
        """Arranges the panes for the size, and says as much as there is room for."""
        self._layout.arrange()
        self.show_facts()

    @on(CommentTree.Moved)
    def _moved(self, event: CommentTree.Moved) -> None:
        self._facts.passed(event.passed)
        self.show_facts(self.commands.marks.moved(event.passed, event.after))
        self._remember_place()

    @on(CommentTree.Scrolled)
    def _scrolled(self, event: CommentTree.Scrolled) -> None:
        self.panes.map.set_window(event.first, event.last)
        self._remember_place()

    @on(CommentTree.FoldClicked)
    def _fold_clicked(self, event: CommentTree.FoldClicked) -> None:
        self.commands.folds.toggle(event.position)

    @on(CommentTree.LinkClicked)
    @on(ArticlePane.LinkClicked)
    def _link_clicked(self, event: CommentTree.LinkClicked) -> None:
        self.commands.texts.open_link(event.address)

    @on(ArticlePane.Scrolled)
    def _article_scrolled(self) -> None:
        self._facts.show_captions()
        self._remember_place()

    @on(ThreadMap.Chosen)
    def _map_clicked(self, event: ThreadMap.Chosen) -> None:
        self.commands.moves.to_share(event.share)

    @on(Divider.Dragged)
    def _dragged(self, event: Divider.Dragged) -> None:
        self._layout.split_at(event.cell)

    @on(FilterBar.Changed)
    @on(FilterBar.Kept)
    @on(FilterBar.Cancelled)
    @on(FilterBar.ContextAsked)
    @on(FilterBar.Turned)
    def _bar_told(self, event: Message) -> None:
        self._finding.hear(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane that was clicked has the keys."""
        panes: dict[Widget, Pane] = {self.panes.article: "article", self.panes.comments: "comments"}
        pane = panes.get(event.widget)
        if pane is not None and pane != self._desk.pane:
            self._focus(pane)
