"""Commands that fold and open: one comment, a thread, everything, to a depth."""

from __future__ import annotations

from collections.abc import Iterable

from threadreader.thread.folds import CLOSED, FOLDED, OPEN, FoldBase
from threadreader.thread.marks import Marks
from threadreader.ui.desk import Desk
from threadreader.ui.move_commands import MoveCommands


class FoldCommands:
    """Each method is the command of that name in the table of actions."""

    def __init__(self, desk: Desk, moves: MoveCommands) -> None:
        self._desk = desk
        self._moves = moves

    def fold(self) -> None:
        """Folds the comment to one line, or opens it."""
        if self._desk.cursor is not None:
            self.toggle(self._desk.cursor)

    def toggle(self, position: int) -> None:
        """Folds a comment to one line, or opens it; a muted one is shown, or hidden again."""
        scene = self._desk.scene
        if scene.is_muted(position) or position in scene.shown_muted:
            scene.shown_muted ^= {position}
            scene.changed()
            self._desk.tree.update()
            return
        is_open = self._desk.session.folds.state(position) == OPEN
        self._set([(position, FOLDED if is_open else OPEN)])

    def fold_step(self) -> None:
        """Open, closed, folded, then the parent."""
        position = self._desk.cursor
        if position is None:
            return
        state = self._desk.session.folds.state(position)
        is_leaf = self._desk.session.story.thread.size[position] == 1
        if state == FOLDED:
            self._moves.parent()
        else:
            self._set([(position, FOLDED if state == CLOSED or is_leaf else CLOSED)])

    def open_step(self) -> None:
        """Folded, closed, open, then the first reply."""
        position = self._desk.cursor
        if position is None:
            return
        state = self._desk.session.folds.state(position)
        is_leaf = self._desk.session.story.thread.size[position] == 1
        if state == OPEN:
            if not is_leaf:
                self._desk.tree.step(1)
        else:
            self._set([(position, OPEN if state == CLOSED or is_leaf else CLOSED)])

    def done(self) -> None:
        """Done with this thread: folds it and goes to the next."""
        self._done(mark=False)

    def done_read(self) -> None:
        """The same, and all of it is read."""
        self._done(mark=True)

    def fold_all(self) -> None:
        """Folds everything."""
        self._rebase(FoldBase("folded"))

    def open_all(self) -> None:
        """Opens everything."""
        self._rebase(FoldBase("open"))

    def show_depth(self, depth: int) -> None:
        """Hides the replies of comments at a depth."""
        self._rebase(FoldBase("depth", depth))

    def smart(self) -> None:
        """Folds what is read; the paths to what is unread are open."""
        read = self._desk.session.story.read
        self._rebase(FoldBase("smart", read=Marks(read.to_bytes())))

    def fold_read_threads(self) -> None:
        """Folds all threads in which everything is read."""
        story = self._desk.session.story
        top, size, read = story.thread.columns.top, story.thread.size, story.read
        states = [
            (root, FOLDED)
            for root in top
            if not 0 <= read.find(root, marked=False) < root + size[root]
        ]
        with story.step():
            self._rebase(FoldBase("open"), paint=False)
            self._set(states)

    def _done(self, *, mark: bool) -> None:
        desk, position = self._desk, self._desk.cursor
        if position is None:
            return
        story = desk.session.story
        root = story.thread.root(position)
        with story.step():
            if mark:
                story.set_read([(root, story.thread.end(root))])
            self._set([(root, FOLDED)], paint=False)
        if not self._moves.to_thread_after(root):
            desk.say("That was the last thread.")
        desk.tree.update()
        desk.changed()

    def _set(self, states: Iterable[tuple[int, int]], *, paint: bool = True) -> None:
        session = self._desk.session
        session.keep_lent()
        if session.has_own_folds:
            session.story.set_folds(states)
        else:
            session.folds.set(states)
        if paint:
            self._painted()

    def _rebase(self, base: FoldBase, *, paint: bool = True) -> None:
        session = self._desk.session
        session.take_back_lent()
        if session.has_own_folds:
            session.story.rebase_folds(base)
        else:
            session.folds.rebase(base)
        if paint:
            self._painted()

    def _painted(self) -> None:
        self._desk.tree.update()
        self._desk.changed()
