"""One story while it is read: what is shown of it, where unread and found comments are.

No Textual here: the commands act on a session, and the screen shows it.
"""

from __future__ import annotations

from collections.abc import Callable

from threadreader.library.openstory import OpenStory
from threadreader.thread.folds import FoldChange, Folds
from threadreader.thread.marks import Lacking, Marks
from threadreader.thread.views import View
from threadreader.ui.jumps import Jumps
from threadreader.ui.looking import Sight, Wish, depends_on_marks, work_out

_MOST_KEPT = 8


def _is_none(_position: int) -> bool:
    return False


class Session:
    """The state of a reader before one story, beyond what is kept of it."""

    def __init__(self, story: OpenStory) -> None:
        self.story = story
        self._new_unread = Lacking(story.new, story.read)
        self.jumps = Jumps()
        self.sight = work_out(story, Wish())
        self.found: Sight | None = None  # of a search
        self._kept: dict[Wish, Sight] = {}
        self._lent: FoldChange | None = None
        self._lent_root = -1

    @property
    def view(self) -> View:
        """What is shown now."""
        return self.sight.view

    @property
    def folds(self) -> Folds:
        """The folds of what is shown now: the reader's own, or those of a filter or order."""
        return self.view.folds

    @property
    def has_own_folds(self) -> bool:
        """Whether folds made now are the reader's, and kept."""
        return self.folds is self.story.folds

    def known_sight(self, wish: Wish) -> Sight | None:
        """A wish that was worked out before and still holds."""
        if wish.is_plain:
            return work_out(self.story, wish)
        return None if depends_on_marks(wish.filter) else self._kept.get(wish)

    def keep_sight(self, sight: Sight) -> None:
        """Keeps a wish that was worked out, for the next time."""
        if len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[sight.wish] = sight

    def look(self, sight: Sight) -> None:
        """Shows another view from now on."""
        self.take_back_lent()
        self.sight = sight
        wish = sight.wish
        self.story.set_view(filter=wish.filter, context=wish.context, order=wish.order)

    def replace_story(self, story: OpenStory) -> Callable[[int], int]:
        """Goes on with another reading of the same story (more of it, or its file changed).

        All of it is shown until a wish is worked out again. Returns where the comment at an old
        position is now, -1 where it is not there any more.
        """
        self.take_back_lent()
        before = self.story.thread
        story.take_steps(self.story)
        self.story = story
        self._new_unread = Lacking(story.new, story.read)
        self._kept.clear()
        self.found = None
        self.sight = work_out(story, Wish())

        def place(position: int) -> int:
            return story.thread.position_of(before.key(position))

        self.jumps.translate(place)
        return place

    # Unread and found comments

    def next_marked(
        self, cursor: int, *, forward: bool, skip: Callable[[int], bool] | None = None
    ) -> tuple[int | None, bool]:
        """The next match of the search, or unread comment; and whether it is past the end.

        `skip` says which unread comments are not worth stopping at.
        """
        skip = skip or _is_none
        for start, wrapped in ((cursor, False), (-1 if forward else len(self.story.thread), True)):
            position = self._next_from(start, forward=forward, skip=skip)
            if position is not None and position != cursor:
                return position, wrapped
        return None, False

    def _next_from(self, start: int, *, forward: bool, skip: Callable[[int], bool]) -> int | None:
        if self.view.is_flat:
            return self._next_in_order(start, forward=forward, skip=skip)
        at = start
        while True:
            at = self._find(at, forward=forward)
            if at < 0:
                return None
            if self.view.contains(at) and self.view.is_match(at) and not skip(at):
                return at

    def _find(self, at: int, *, forward: bool) -> int:
        marks, marked = self._wanted()
        if forward:
            return marks.find(at + 1, marked=marked)
        return marks.rfind(at, marked=marked)

    def _wanted(self) -> tuple[Marks, bool]:
        if self.found is not None and self.found.matches is not None:
            return self.found.matches, True
        return self.story.read, False

    def _next_in_order(
        self, start: int, *, forward: bool, skip: Callable[[int], bool]
    ) -> int | None:
        view = self.view
        step = view.next if forward else view.previous
        if 0 <= start < len(self.story.thread):
            position = step(start)
        else:
            position = view.first() if forward else view.last()
        marks, marked = self._wanted()
        while position is not None and (marks[position] != marked or skip(position)):
            position = step(position)
        return position

    # Folds that are opened only to show something

    def lend(self, position: int) -> None:
        """Opens the path to a comment; closed again when the reader goes elsewhere."""
        if self.view.is_flat:
            return
        if self._lent is not None and self._is_under_lent(position):
            change = self.folds.reveal(position)
            self._lent = FoldChange(
                self._lent.before,
                self._lent.after,
                {**change.exceptions_before, **self._lent.exceptions_before},
                {**self._lent.exceptions_after, **change.exceptions_after},
            )
            return
        self.take_back_lent()
        change = self.folds.reveal(position)
        if change.exceptions_after:
            self._lent, self._lent_root = change, min(change.exceptions_after)

    def take_back_lent(self) -> None:
        """Closes what was opened only to show something."""
        if self._lent is not None:
            self.folds.apply(self._lent, undo=True)
        self._lent = None

    def leave_lent(self, position: int) -> bool:
        """Closes it where the reader goes to a comment elsewhere; False where nothing closes."""
        if self._lent is None or self._is_under_lent(position):
            return False
        self.take_back_lent()
        return True

    def keep_lent(self) -> None:
        """The reader stayed: what was opened for them is now their own."""
        change, self._lent = self._lent, None
        if change is None or not self.has_own_folds:
            return
        opened = list(change.exceptions_after)
        self.folds.apply(change, undo=True)
        self.story.set_folds((position, 0) for position in opened)

    def _is_under_lent(self, position: int) -> bool:
        root = self._lent_root
        return root <= position < self.story.thread.end(root)

    # Counting

    def unread(self) -> int:
        """How many comments are unread."""
        return len(self.story.thread) - self.story.read.count()

    def new(self) -> int:
        """How many comments are new and unread."""
        return self._new_unread.count()
