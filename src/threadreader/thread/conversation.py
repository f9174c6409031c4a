"""The exchanges between authors: what one of them wrote to another, and what that answers."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from threadreader.thread.marks import Marks
from threadreader.thread.tree import Thread
from threadreader.thread.views import positions


def conversation(thread: Thread, names: Collection[str]) -> array[int]:
    """The positions of comments by one of the authors that answer another, with what they answer.

    Several replies of one author to themselves are no exchange.
    """
    return positions(conversation_marks(thread, names).to_bytes())


def conversation_marks(thread: Thread, names: Collection[str]) -> Marks:
    """The same as marks, for a view."""
    flags = bytearray(len(thread))
    parent, author = thread.parent, thread.columns.author
    wanted = {number for number, name in enumerate(thread.names) if name in names}
    for one in wanted:
        for position in thread.positions_by(one):
            above = parent[position]
            if above >= 0 and author[above] != one and author[above] in wanted:
                flags[position] = flags[above] = 1
    return Marks(flags)
