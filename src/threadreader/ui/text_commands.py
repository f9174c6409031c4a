"""Commands about a text: links, copying, the pager, other programs."""

from __future__ import annotations

from threadreader.text.links import Link, links_of
from threadreader.thread.mentions import linked_comments
from threadreader.ui import outside
from threadreader.ui.ages import date
from threadreader.ui.desk import Desk
from threadreader.ui.move_commands import MoveCommands

_SHIFT = 8


class TextCommands:
    """Each method is the command of that name in the table of actions."""

    def __init__(self, desk: Desk, moves: MoveCommands) -> None:
        self._desk = desk
        self._moves = moves

    def peek_parent(self) -> None:
        """Shows what the comment answers, without moving."""
        from threadreader.ui.peek_panel import PeekPanel  # noqa: PLC0415

        desk, position = self._desk, self._desk.cursor
        if position is None:
            return
        parent = desk.session.story.thread.parent[position]
        if parent < 0:
            desk.say("It answers the story itself.")
            return
        blocks = desk.session.story.thread.body(parent)
        panel = PeekPanel(desk.scene.look, self._title(parent), blocks)
        desk.panel(panel, lambda _: None)

    def earlier_text(self) -> None:
        """The text an edited comment had at an earlier visit."""
        desk, position = self._desk, self._desk.cursor
        earlier = None if position is None else desk.session.story.earlier_text(position)
        if position is None or earlier is None:
            desk.say("Its earlier text is not known." if position is not None else "")
            return
        self._page(f"{self._title(position)} {desk.scene.look.glyph('dot')} earlier text", earlier)

    def links(self) -> None:
        """The links of the comment, or of the article."""
        from threadreader.ui.links_panel import LinksPanel  # noqa: PLC0415

        desk = self._desk
        found = self._links()
        if not found:
            desk.say("There is no link in it.")
            return
        author_of = desk.session.story.thread.author
        desk.panel(LinksPanel(desk.scene.look, found, author_of), self._link_chosen)

    def open_address(self) -> None:
        """The address of the comment, or of the story, after it was shown."""
        from threadreader.ui.links_panel import LinksPanel  # noqa: PLC0415

        desk = self._desk
        address = self._address()
        if not address:
            desk.say("Its address is not in the file.")
            return
        link = Link("the story" if desk.on_article else "this comment", address)
        desk.panel(LinksPanel(desk.scene.look, [link]), self._link_chosen)

    def open_link(self, address: str) -> None:
        """A link that was clicked: shown first, then opened."""
        from threadreader.ui.links_panel import LinksPanel  # noqa: PLC0415

        link = Link("", address)
        self._desk.panel(LinksPanel(self._desk.scene.look, [link]), self._link_chosen)

    def copy(self) -> None:
        """Copies what the mouse selected; else the text of the comment, or of the article."""
        screen = self._desk.tree.screen
        selected = screen.get_selected_text()
        screen.clear_selection()
        self._copied(selected or self._text())

    def copy_quote(self) -> None:
        """Copies it as a quotation with author and address."""
        who = self._author_line()
        lines = [f"> {line}".rstrip() for line in self._text().split("\n")]
        self._copied("\n".join(filter(None, [*lines, who, self._address()])))

    def pager(self) -> None:
        """The comment (or the article) alone."""
        desk = self._desk
        story = desk.session.story
        if desk.on_article or desk.cursor is None:
            self._page(story.story.title, outside.article_blocks(story.story))
        else:
            self._page(self._title(desk.cursor), story.thread.body(desk.cursor))

    def pipe(self) -> None:
        """Asks for a command, and gives it a comment, thread or story."""
        from threadreader.ui.command_prompt import SCOPES, CommandPrompt  # noqa: PLC0415

        scopes = ("article", *SCOPES[1:]) if self._desk.on_article else SCOPES
        self._desk.panel(CommandPrompt(self._desk.scene.look, scopes=scopes), self._pipe_chosen)

    def edit(self) -> None:
        """Opens the text in the editor; what is changed there is not kept."""
        self._desk.choose("edit", self._text())

    def code_left(self) -> None:
        """Long lines of code from their beginning."""
        self._shift(-_SHIFT)

    def code_right(self) -> None:
        """Long lines of code further on."""
        self._shift(_SHIFT)

    def quotes(self) -> None:
        """Long quotations whole, or only their beginning."""
        scene = self._desk.scene
        scene.whole_quotes = not scene.whole_quotes
        scene.changed()
        self._desk.tree.update()

    def _shift(self, cells: int) -> None:
        scene = self._desk.scene
        scene.code_shift = max(scene.code_shift + cells, 0)
        scene.changed()
        self._desk.article.shift_code(scene.code_shift)
        self._desk.tree.update()

    def _page(self, title: str, blocks: outside.Blocks) -> None:
        from threadreader.ui.pager import Pager  # noqa: PLC0415

        self._desk.panel(Pager(self._desk.scene.look, title, blocks=blocks), self._pager_closed)

    def _pager_closed(self, copied: object) -> None:
        if isinstance(copied, str) and copied:
            self._copied(copied)

    def _copied(self, text: str) -> None:
        self._desk.choose("copy", text)
        lines = text.count("\n") + 1 if text else 0
        words = "1 line is" if lines == 1 else f"{lines} lines are"
        self._desk.say(f"{words} copied." if text else "There is no text to copy.")

    def _text(self) -> str:
        desk = self._desk
        if desk.on_article or desk.cursor is None:
            return outside.article_text(desk.session.story.story)
        return desk.session.story.thread.text(desk.cursor)

    def _links(self) -> list[Link]:
        desk, story = self._desk, self._desk.session.story
        if desk.on_article or desk.cursor is None:
            return links_of(outside.article_blocks(story.story))
        found = links_of(story.thread.body(desk.cursor))
        return linked_comments(story.thread, desk.cursor, found)

    def _address(self) -> str:
        desk, story = self._desk, self._desk.session.story
        if desk.on_article or desk.cursor is None:
            return story.story.url
        return story.thread.urls.get(desk.cursor, "") or story.story.url

    def _title(self, position: int) -> str:
        thread = self._desk.session.story.thread
        moment = thread.date(position)
        name = thread.author(position) or "Anonymous"
        dot = self._desk.scene.look.glyph("dot")
        return f"{name} {dot} {date(moment)}" if moment else name

    def _author_line(self) -> str:
        desk, story = self._desk, self._desk.session.story.story
        if desk.on_article or desk.cursor is None:
            return f"— {story.author or story.title}"
        return f"— {self._title(desk.cursor)}"

    def _link_chosen(self, chosen: object) -> None:
        if isinstance(chosen, str):
            self._copied(chosen)
        elif isinstance(chosen, Link) and chosen.comment is not None:
            self._moves.show(chosen.comment)
        elif isinstance(chosen, Link):
            self._desk.say(outside.open_address(chosen.address))

    def _pipe_chosen(self, chosen: object) -> None:
        if isinstance(chosen, tuple):
            scope, command = chosen
            text = outside.scope_text(self._desk.session, self._desk.cursor, str(scope))
            self._desk.choose("pipe", (str(command), text))
