"""What the comments on screen are painted from: story, view, look, and what the reader chose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

from threadreader.library.openstory import OpenStory
from threadreader.text.searchable import searchable
from threadreader.thread.folds import CLOSED, FOLDED, OPEN
from threadreader.thread.marks import Marks
from threadreader.thread.views import View
from threadreader.ui.look import Look
from threadreader.ui.shape import Shape

Kind = Literal["open", "closed", "folded", "context", "deleted", "muted"]
ONE_LINERS = frozenset({"folded", "context", "deleted", "muted"})


class Scene(Struct):
    """Everything the look of a comment depends on but the comment itself.

    Whoever changes a field that is not about one comment calls `changed`, so that nothing painted
    before is shown again. `shown_muted` are comments of muted authors that are shown all the same;
    `found` the words of a search; `matches` what it or a filter found; `current` the match the
    reader is at; `code_shift` how many cells long lines of code are shifted; `whole_quotes` whether
    long quotations are shown whole.
    """

    story: OpenStory
    view: View
    look: Look
    shape: Shape
    age: str = "gap"
    dim_read: bool = True
    followed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()
    shown_muted: set[int] = field(default_factory=set)
    cursor: int | None = None
    author_under_cursor: int = -1
    found: Sequence[str] = ()
    matches: Marks | None = None
    current: int | None = None
    code_shift: int = 0
    whole_quotes: bool = False
    moment: float = 0.0
    generation: int = 0
    _story_author: int | None = None

    def changed(self) -> None:
        """Says that all comments look different now."""
        self.generation += 1

    def replace_story(self, story: OpenStory) -> None:
        """Paints another reading of the story from now on."""
        self.story, self._story_author = story, None
        self.changed()

    @property
    def story_author(self) -> int:
        """The index of the story's author among the names of the thread, -1 for none."""
        if self._story_author is None:
            wanted = searchable(self.story.story.author)
            names = self.story.thread.names if wanted else []
            found = (index for index, name in enumerate(names) if searchable(name) == wanted)
            self._story_author = next(found, -1)
        return self._story_author

    def by_followed(self) -> list[int]:
        """Where the comments stand of those whom the reader follows, ascending."""
        if not self.followed:
            return []
        thread = self.story.thread
        authors = (index for index, name in enumerate(thread.names) if name in self.followed)
        return sorted(at for author in authors for at in thread.positions_by(author))

    def kind(self, position: int) -> Kind:
        """How the comment stands in the view."""
        thread, state = self.story.thread, self.view.folds.state(position)
        if not self.view.is_match(position):
            hides = state != OPEN and self.view.hides_replies(position)
            return "folded" if hides else "context"
        if state == FOLDED:
            return "folded"
        if thread.status(position) == "deleted" and not thread.packed_body(position):
            return "deleted"
        if self.is_muted(position):
            return "muted"
        return "closed" if state == CLOSED and self.view.hides_replies(position) else "open"

    def is_muted(self, position: int) -> bool:
        """Whether only one line stays of the comment, since its author is muted."""
        if not self.muted or position in self.shown_muted:
            return False
        return self.story.thread.author(position) in self.muted

    def hides_match(self, position: int) -> bool:
        """Whether anything that was looked for stands under the comment."""
        if self.matches is None:
            return False
        return self.matches.find(position + 1, self.story.thread.end(position)) >= 0

    def lead(self, position: int) -> int:
        """The blank rows before the comment."""
        previous = self.view.previous(position)
        if previous is None:
            return 0
        before, kind = self.kind(previous), self.kind(position)
        answers = before == "context" and self.story.thread.parent[position] == previous
        one_liners = answers or (before in ONE_LINERS and kind in ONE_LINERS)
        new_thread = self.story.thread.depth[position] == 1
        return self.shape.lead(one_liners=one_liners, new_thread=new_thread)

    def depth(self, position: int) -> int:
        """The depth at which the comment is drawn: without their tree all stand at the left."""
        return 1 if self.view.is_flat else self.story.thread.depth[position]
