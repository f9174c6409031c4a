"""Commands that move: by comment, line, page, thread, sibling, unread, and back again."""

from __future__ import annotations

from threadreader.ui.desk import Desk


class MoveCommands:
    """Each method is the command of that name in the table of actions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def next(self) -> None:
        """One comment, or line of the article, down."""
        self._step(1)

    def previous(self) -> None:
        """One comment, or line of the article, up."""
        self._step(-1)

    def line_down(self) -> None:
        """Scrolls a line down."""
        self._scroll(1)

    def line_up(self) -> None:
        """Scrolls a line up."""
        self._scroll(-1)

    def half_page_down(self) -> None:
        """Half a page down."""
        self._page(0.5)

    def half_page_up(self) -> None:
        """Half a page up."""
        self._page(-0.5)

    def page_down(self) -> None:
        """A page down."""
        self._page(1)

    def page_up(self) -> None:
        """A page up."""
        self._page(-1)

    def to_share(self, share: float) -> None:
        """To where so much of the comments is past."""
        count = len(self._desk.session.story.thread)
        if count:
            self._desk.choose("focus", "comments")
            position = min(int(share * count), count - 1)
            self._desk.jump(self._desk.session.view.nearest(position))

    def read_on(self) -> None:
        """A page on; then the comments, the next unread, the next story."""
        desk = self._desk
        if self._page(1):
            return
        if desk.on_article and len(desk.session.story.thread):
            desk.choose("focus", "comments")
        elif desk.on_article or not self._to_unread(forward=True, tell=False):
            desk.choose("story", 1)

    def read_back(self) -> None:
        """A page back; from the first comment to the article."""
        desk = self._desk
        if not self._page(-1) and not desk.on_article:
            desk.choose("focus", "article")

    def first(self) -> None:
        """To the first comment, or the top of the article."""
        desk = self._desk
        if desk.on_article:
            desk.article.to_top()
            return
        if desk.cursor is not None:
            desk.session.jumps.leave(desk.cursor)
        desk.tree.to_top()
        desk.left_lent()

    def last(self) -> None:
        """To the last comment, or the end of the article."""
        if self._desk.on_article:
            self._desk.article.to_end()
        else:
            self._desk.jump(self._desk.session.view.last())

    def next_sibling(self) -> None:
        """The next reply to the same comment."""
        self._sibling(1)

    def previous_sibling(self) -> None:
        """The previous reply to the same comment."""
        self._sibling(-1)

    def parent(self) -> None:
        """To what this comment answers."""
        cursor, view = self._desk.cursor, self._desk.session.view
        if cursor is None:
            return
        above = (a for a in self._desk.session.story.thread.ancestors(cursor) if view.contains(a))
        if not self._desk.jump(next(above, None)):
            self._desk.say("It answers the story itself.")

    def root(self) -> None:
        """To the first comment of this thread."""
        if self._desk.cursor is not None:
            root = self._desk.session.story.thread.root(self._desk.cursor)
            self._desk.jump(self._desk.session.view.nearest(root))

    def previous_thread(self) -> None:
        """To the beginning of this thread, then of those before."""
        cursor, view = self._desk.cursor, self._desk.session.view
        if cursor is None:
            return
        thread = self._desk.session.story.thread
        root = thread.root(cursor)
        before = view.previous(root) if cursor == self._start_of(root) else root
        if before is not None:
            self._desk.jump(self._start_of(thread.root(before)))

    def next_thread(self) -> None:
        """To the next thread."""
        if self._desk.cursor is not None and not self.to_thread_after(self._desk.cursor):
            self._desk.say("This is the last thread.")

    def to_thread_after(self, position: int) -> bool:
        """Goes to the thread after that of a comment; False where it is the last."""
        thread, view = self._desk.session.story.thread, self._desk.session.view
        after = view.at_or_after(thread.end(thread.root(position)))
        return after is not None and self._desk.jump(view.nearest(after))

    def next_unread(self) -> None:
        """The next unread comment, or match of a search."""
        self._to_unread(forward=True)

    def previous_unread(self) -> None:
        """The previous unread comment, or match of a search."""
        self._to_unread(forward=False)

    def jump_back(self) -> None:
        """Back to where the last jump began."""
        self._jump_along(forward=False)

    def jump_forward(self) -> None:
        """Forward again."""
        self._jump_along(forward=True)

    def go_to(self, number: int) -> None:
        """To the comment of a number, as the header counts them."""
        desk, count = self._desk, len(self._desk.session.story.thread)
        if not 0 < number <= count:
            desk.say(f"There are {count:,} comments.", "error")
            return
        desk.choose("focus", "comments")
        self.show(number - 1)

    def show(self, position: int) -> None:
        """Goes to any comment, opening folds on the way."""
        desk = self._desk
        if not desk.session.view.contains(position):
            desk.say("That comment is not in what is shown; escape shows all.", "error")
            return
        desk.session.lend(position)
        desk.jump(position)

    def _step(self, direction: int) -> None:
        if self._desk.on_article:
            self._desk.article.scroll_by(direction)
        else:
            self._desk.session.keep_lent()
            self._desk.tree.step(direction)

    def _scroll(self, lines: int) -> None:
        if self._desk.on_article:
            self._desk.article.scroll_by(lines)
        else:
            self._desk.tree.scroll(lines)

    def _page(self, share: float) -> bool:
        if self._desk.on_article:
            return self._desk.article.page(share)
        self._desk.session.keep_lent()
        return self._desk.tree.page(share)

    def _sibling(self, direction: int) -> None:
        desk, at = self._desk, self._desk.cursor
        thread, view = desk.session.story.thread, desk.session.view
        if view.is_flat:
            desk.tree.step(direction)
            return
        while at is not None:
            at = thread.next_sibling(at) if direction > 0 else thread.previous_sibling(at)
            if at is not None and view.contains(at):
                desk.jump(at)
                return
        which = "last" if direction > 0 else "first"
        desk.say(f"This is the {which} of its siblings.")

    def _start_of(self, root: int) -> int | None:
        """The first comment of a thread that is in the view."""
        view = self._desk.session.view
        after = view.at_or_after(root)
        return None if after is None else view.nearest(after)

    def _to_unread(self, *, forward: bool, tell: bool = True) -> bool:
        desk, session = self._desk, self._desk.session
        cursor = desk.cursor
        if cursor is None:
            return False
        searching = session.found is not None
        if desk.on_article:
            desk.choose("focus", "comments")
            if not searching and not session.story.read[cursor]:
                return True
        skip = None if searching else desk.scene.is_muted
        position, wrapped = session.next_marked(cursor, forward=forward, skip=skip)
        if position is None:
            if tell:
                desk.say("No other match." if searching else "Nothing else is unread here.")
            return False
        session.lend(position)
        desk.jump(position)
        if wrapped:
            desk.say("From the beginning again." if forward else "From the end again.")
        return True

    def _jump_along(self, *, forward: bool) -> None:
        desk, jumps = self._desk, self._desk.session.jumps
        if desk.cursor is None:
            return
        position = jumps.forward(desk.cursor) if forward else jumps.back(desk.cursor)
        if position is None or not desk.session.view.contains(position):
            desk.say("There is no jump to go " + ("forward to." if forward else "back to."))
            return
        desk.session.lend(position)
        desk.tree.go(position)
