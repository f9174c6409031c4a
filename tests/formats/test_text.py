from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.text_reading import Written, events, flat, page, read_flat, story
from threadreader.model import Notice

NAMES = [
    "Ada",
    "O’Neil 77",
    "1984",
    "12. Twelve",
    "• Dot",
    "November 13, 2017",
    "",
    "Жанна",
    "נועה",
    "o",
]
LINES = [
    "The lamp was the fault.",
    "WHY NOT?????",
    "• a bullet of its own",
    "1. a number of its own",
    "November 13, 1997 at 12:52 pm",
    "3 hours ago",
    "“Curly quotes”, he said ..",
    "Reply to all of it: no.",
    "8 Responses to nobody",
    "本は湿っている。",
    "a line that goes on for longer than any terminal is wide, as lines do in dumps that are not wrapped",
]
paragraphs = st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map("\n".join)
bodies = st.lists(paragraphs, max_size=3).map("\n\n".join)


def written(children: st.SearchStrategy[list[Written]]) -> st.SearchStrategy[Written]:
    seconds = st.integers(10**9 // 60, 2 * 10**9 // 60).map(lambda minutes: minutes * 60)
    return st.builds(Written, st.sampled_from(NAMES), seconds, bodies, children)


trees = st.lists(
    st.recursive(
        written(st.just([])), lambda inner: written(st.lists(inner, max_size=3)), max_leaves=12
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=50, deadline=None)
@given(trees)
def test_any_tree_in_the_reference_shape_reads_back_the_same(tree: list[Written]) -> None:
    data = page("A title", "An article.\n\nOf two paragraphs.", tree)
    assert read_flat(data) == flat(tree)
    start = story(data)
    assert (start.title, start.body) == ("A title", "An article.\n\nOf two paragraphs.")
    assert not [e for e in events(data) if isinstance(e, Notice)]
