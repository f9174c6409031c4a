"""The order in which a thread is read: each comment before its replies, circles cut.

`parents` holds for each comment, by its number of arrival, the number of what it answers, or -1.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate


def are_in_preorder(parents: array[int]) -> bool:
    """Whether each comment follows what it answers or the last of its replies, as on a page."""
    for number, parent in enumerate(parents):
        at = number - 1
        while at > parent:
            at = parents[at]
        if at != parent:
            return False
    return True


def cut_circles(parents: array[int]) -> Iterator[int]:
    """Cuts each circle at its earliest comment, which then answers nothing; yields those.

    Walks up from each comment once; meeting the present walk again is a circle.
    """
    seen = array("i", [0]) * len(parents)
    for start in range(len(parents)):
        at = start
        while at >= 0 and not seen[at]:
            seen[at] = start + 1
            at = parents[at]
        if at >= 0 and seen[at] == start + 1:
            earliest = _earliest_of_circle(parents, at)
            parents[earliest] = -1
            yield earliest


def _earliest_of_circle(parents: array[int], member: int) -> int:
    earliest, at = member, parents[member]
    while at != member:
        earliest, at = min(earliest, at), parents[at]
    return earliest


def preorder(parents: array[int], siblings: Iterable[int]) -> array[int]:
    """The numbers in preorder, replies to one comment in the order in which `siblings` has them.

    Lists of children by counting, then a stack of its own.
    """
    total = len(parents)
    starts = array("i", [0]) * (total + 2)
    for parent in parents:
        starts[parent + 2] += 1
    starts = array("i", accumulate(starts))
    free, children = array("i", starts), array("i", bytes(4 * total))
    for number in siblings:
        slot = parents[number] + 1
        children[free[slot]] = number
        free[slot] += 1
    order, stack = array("i"), array("i", reversed(children[starts[0] : starts[1]]))
    while stack:
        number = stack.pop()
        order.append(number)
        first, last = starts[number + 1], starts[number + 2]
        if last > first:
            stack.extend(reversed(children[first:last]))
    return order
