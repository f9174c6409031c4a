"""Which message answers which, and what becomes a story."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.mail_writing import codes, events, mail, mailbox, notices, replies, starts

from threadreader.formats.mail_threads import Threads
from threadreader.model import Comment


def test_the_same_subject_does_not_make_a_thread() -> None:
    found = events(mailbox(mail("a", Subject="Tea"), mail("b", Subject="Re: Tea")))
    assert [start.title for start in starts(found)] == ["Tea", "Tea"]
    assert replies(found) == {}


def test_another_subject_does_not_end_a_thread() -> None:
    found = events(mailbox(mail("a"), mail("b", "a", Subject="something else")))
    assert replies(found) == {"b@x": None}


def test_a_missing_message_between_two_is_skipped() -> None:
    found = events(mailbox(mail("a"), mail("c", "a", "b"), mail("d", "a", "b", "c")))
    assert replies(found) == {"c@x": None, "d@x": "c@x"}


def test_chains_of_others_tell_of_messages_that_say_nothing_themselves() -> None:
    found = events(mailbox(mail("a"), mail("b"), mail("c", "a", "b")))
    assert replies(found) == {"b@x": None, "c@x": "b@x"}


def test_what_a_message_says_itself_counts_more_than_chains_of_others() -> None:
    mails = [mail("a"), mail("b", "a"), mail("c", "a"), mail("d", "a", "b", "c")]
    for order in permutations(mails):
        assert replies(events(mailbox(*order)))["c@x"] is None


def test_a_reply_whose_ancestors_are_all_absent_opens_a_story() -> None:
    found = events(mailbox(mail("c", "a", "b"), mail("d", "a", "b", "c"), mail("e", "a", "b")))
    assert [start.id for start in starts(found)] == ["mid:c@x", "mid:e@x"]
    assert replies(found) == {"d@x": None}
    assert codes(found) == ["missing-ancestors"] * 2
    start = starts(found)[0]
    assert start.join == "mid:a@x"
    assert start.opening
    assert (start.opening.id, start.opening.parent) == ("c@x", "b@x")


@pytest.mark.parametrize(
    "value",
    [
        "Your message of Sun, 1 Mar 2020 <a@x>",
        'Message from Ann <ann@example.org> of "Sun" <2020030110.a@x>',
        "<a@x>\n\t(sfid-20200301)",
        "< a@x >",
        "a@x",
        "<A@X>",
    ],
)
def test_what_in_reply_to_may_hold(value: str) -> None:
    first = mail("a", Message_ID="<2020030110.a@x>" if "2020030110" in value else "<a@x>")
    assert list(replies(events(mailbox(first, mail("b", In_Reply_To=value))))) == ["b@x"]


def test_references_are_read_over_lines_and_without_blanks() -> None:
    found = events(mailbox(mail("a"), mail("b", "a"), mail("c", References="<a@x>\n <b@x>")))
    assert replies(found)["c@x"] == "b@x"
    found = events(mailbox(mail("a"), mail("b", "a"), mail("c", References="<a@x><b@x>")))
    assert replies(found)["c@x"] == "b@x"


def test_the_reply_header_names_the_parent_where_references_do_not() -> None:
    mails = (mail("a"), mail("b", "a"), mail("c", "a", In_Reply_To="<b@x>"))
    assert replies(events(mailbox(*mails)))["c@x"] == "b@x"


def test_circles_are_cut_and_named_and_nothing_is_lost() -> None:
    mails = [mail("a", "c"), mail("b", "a"), mail("c", "b"), mail("d", "d"), mail("e", "d")]
    for order in permutations(mails):
        found = events(mailbox(*order))
        ids = {start.id.removeprefix("mid:") for start in starts(found)} | set(replies(found))
        assert ids == {"a@x", "b@x", "c@x", "d@x", "e@x"}
        assert codes(found).count("cycle") == 2


def test_the_same_message_ten_times_counts_once() -> None:
    found = events(mailbox(mail("a"), *[mail("b", "a")] * 10))
    assert replies(found) == {"b@x": None}
    assert codes(found) == ["copy"] * 9
    assert all(notice.byte for notice in notices(found))


def test_another_message_of_the_same_id_is_kept() -> None:
    found = events(mailbox(mail("a"), mail("b", "a"), mail("b", "a", body="Another text.")))
    assert [event.id for event in found if isinstance(event, Comment)] == ["b@x", "b@x"]
    found = events(mailbox(mail("a"), mail("a", body="Another text.")))
    assert [start.id for start in starts(found)] == ["mid:a@x", "mid:a@x~2"]


@pytest.mark.parametrize("name", ["", "<>", "< >", "-"])
def test_messages_without_an_id_are_each_their_own(name: str) -> None:
    found = events(mailbox(*[mail("a", Message_ID=name)] * 2, mail("b", Message_ID=name)))
    assert len(starts(found)) == 3
    assert [start.id for start in starts(found)] == ["", "", ""]


def test_a_message_without_an_id_can_be_a_reply() -> None:
    found = events(mailbox(mail("a"), mail("b", "a", Message_ID="-")))
    (reply,) = [event for event in found if isinstance(event, Comment)]
    assert (reply.own_id, reply.parent, reply.id.startswith("byte ")) == (False, None, True)


def test_messages_marked_as_deleted_are_counted_and_still_tell_of_others() -> None:
    mails = (mail("a"), mail("b", "a", X_Status="D"), mail("c", "b", X_Mozilla_Status="0001"))
    found = events(mailbox(*mails))
    assert replies(found) == {"c@x": None}
    assert codes(found) == ["deleted-mail"]
    assert [event.seen for event in found if isinstance(event, Comment)] == [True]


def test_a_long_chain_is_no_recursion() -> None:
    threads = Threads()
    for number in range(20_000):
        threads.add(b"%d" % number, [b"%d" % (number - 1)] if number else [])
    found = threads.resolve()
    assert found.root[-1] == 0
    assert found.parent[-1] == 19_998


@given(
    st.lists(st.tuples(st.integers(0, 9), st.lists(st.integers(0, 12), max_size=4)), max_size=12)
)
def test_any_references_make_a_forest(mails: list[tuple[int, list[int]]]) -> None:
    threads = Threads()
    for identifier, references in mails:
        threads.add(b"%d" % identifier, [b"%d" % name for name in references])
    found = threads.resolve()
    for number, root in enumerate(found.root):
        steps, at = 0, number
        while found.parent[at] >= 0:
            at, steps = found.parent[at], steps + 1
            assert steps <= len(mails)
        assert at == root
