"""Senders, subjects and dates as mails write them, rightly and wrongly."""

from __future__ import annotations

import pytest
from tests.formats.mail_writing import codes, events, mail, mailbox, starts

from threadreader.formats import mail_headers
from threadreader.model import Moment

TEN = 1583053200  # 2020-03-01 09:00 UTC


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"Ann Reed <ann@example.org>", "Ann Reed"),
        (b'"Reed, Ann" <ann@example.org>', "Reed, Ann"),
        (rb'"Ann \"the boat\" Reed" <ann@example.org>', 'Ann "the boat" Reed'),
        (b"ann@example.org (Ann Reed)", "Ann Reed"),
        (b"ann at example.org (Ann Reed)", "Ann Reed"),
        (b"ann at example.org", "ann@example.org"),
        (b"<ann@example.org>", "ann@example.org"),
        (b"ann@example.org", "ann@example.org"),
        (b"'Ann Reed' <ann@example.org>", "Ann Reed"),
        (b"=?utf-8?q?J=C3=B6rg?= <j@example.org>", "J\xf6rg"),
        (b'"=?iso-8859-1?Q?J=F6rg?=" <j@example.org>', "J\xf6rg"),
        (b"=?utf-8?b?TMO8ZGVyLCBBbm4=?= <a@example.org>", "L\xfcder, Ann"),
        (b"J\xf6rg <j@example.org>", "J\xf6rg"),
        (b"J\xc3\xb6rg <j@example.org>", "J\xf6rg"),
        (b"Ann\n\tReed <ann@example.org>", "Ann Reed"),
        (b"Ann\x1b[31m Reed <ann@example.org>", "Ann Reed"),
    ],
)
def test_the_name_of_a_sender(value: bytes, name: str) -> None:
    assert mail_headers.author({b"from": b" " + value}) == name


def test_who_sent_it_where_nobody_is_named_first() -> None:
    assert mail_headers.author({b"from": b" ", b"sender": b" bo@example.org"}) == "bo@example.org"
    assert mail_headers.author({}) == "Anonymous"


def test_of_two_senders_the_last_one() -> None:
    (start,) = starts(events(mailbox("From: One <a@b>\n" + mail("two"))))
    assert start.author == "two"


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        (b"Re: Fwd: tea", "Fwd: tea"),
        (b"RE[2]: AW: Sv: tea", "tea"),
        (b"[list] Re: tea", "[list] tea"),
        (b"Re: [list] Re: tea", "[list] tea"),
        (b"=?utf-8?q?Re=3A?= tea", "tea"),
        (b"=?UTF-8?B?w6Q=?= =?UTF-8?B?w7Y=?=", "\xe4\xf6"),
        (b"=?utf-8?b?w6Q?=\n =?utf-8?b?w7Y=?=", "\xe4\xf6"),
        (b"=?utf-8?q?gr=C3?= =?utf-8?q?=BCn?=", "gr\xfcn"),
        (b"=?us-ascii?q?gr=FCn?=", "gr\xfcn"),
        (b"=?utf-8?q?gr=FCn?=", "gr\xfcn"),
        (b"=?x-unknown?q?gr=FCn?=", "gr\xfcn"),
        (b"=?iso-8859-1?q?=80_5?=", "\u20ac 5"),
        (b"=?utf-8?q?a_b=5Fc?=", "a b_c"),
        (b"=?utf-8?q?a b?=", "a b"),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        (b"=?utf-8?q?=1B=5B31mred?=", "red"),
        (b"", "(no subject)"),
        (b"Re:", "(no subject)"),
    ],
)
def test_subjects(value: bytes, subject: str) -> None:
    assert mail_headers.subject({b"subject": b" " + value}) == subject


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (b" Sun, 1 Mar 2020 10:00:00 +0100", Moment(TEN, 60)),
        (b" 1 Mar 2020 10:00 +0100", Moment(TEN, 60)),
        (b" Sun, 01 Mar 2020 10:00:00 +0100 (CET)", Moment(TEN, 60)),
        (b" Sun, 1 Mar 2020 09:00:00 GMT", Moment(TEN, 0)),
        (b" Sun, 1 Mar 2020 09:00:00 -0000", Moment(TEN)),
        (b" Sun, 1 Mar 2020 09:00:00", Moment(TEN)),
        (b" Sun, 1 Mar 2020 04:00:00 EST", Moment(TEN, -300)),
        (b" Sun, 1-Mar-2020 10:00:00 +0100", Moment(TEN, 60)),
        (b" Sun, 1 Mar 2020 09:00:00 +9900", Moment(TEN)),
        (b" Sunday, 1 March 2020 10:00:00 +0100", Moment(TEN, 60)),
        (b" Sun Mar  1 09:00:00 2020", Moment(TEN)),
        (b" Sun, 31 Feb 2020 10:00:00 +0100", None),
        (b" Thu, 1 Jan 1970 00:00:00 +0000", None),
        (b" Fri, 1 Jan 2500 00:00:00 +0000", None),
        (b" yesterday", None),
        (b"", None),
        (b"\xff\x00 99999999999999999999", None),
    ],
)
def test_dates(value: bytes, moment: Moment | None) -> None:
    assert mail_headers.date(value) == moment


def dated(date: str) -> tuple[Moment | None, list[str]]:
    found = events(mailbox(mail("a", Date=date)))
    return starts(found)[0].published, codes(found)


def test_an_absurd_date_gives_way_to_the_separator() -> None:
    delivered = Moment(1583056800)
    assert dated("Tue, 19 Jan 2038 03:14:07 +0000") == (delivered, ["no-date"])
    assert dated("-") == (delivered, ["no-date"])
    assert dated("Sat, 29 Feb 2020 22:00:00 +0000")[1] == []
    assert dated("Mon, 2 Mar 2009 22:00:00 +0000")[1] == []


def test_the_separators_of_public_inbox_tell_no_date() -> None:
    data = b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + mail("a", Date="-").encode()
    found = events(data)
    assert starts(found)[0].published is None
    assert codes(found) == ["no-date"]
