from __future__ import annotations

from datetime import UTC, datetime

import pytest

from threadreader.formats.dates import DateReader, parse_date
from threadreader.formats.decode import repaired

SAVED = datetime(2020, 5, 10, 12, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "November 13, 2017 at 12:52 pm",
        "Nov 13, 2017 @ 12:52",
        "13 November 2017, 12:52",
        "Monday, 13th November 2017 at 12:52 p.m.",
        "12:52 on November 13, 2017",
        "2017-11-13T12:52:00",
        "2017-11-13 12:52",
        "13. November 2017 um 12:52 Uhr",
        "13 novembre 2017 à 12h52",
        "13 novembre 2017 à 12 h 52 min",
        "13 noviembre, 2017 a las 12:52 pm",
        "13 de novembro de 2017 às 12:52",
        "13 novembre 2017 alle 12:52",
        "13 november 2017 om 12:52",
        "13 listopada 2017 o 12:52",
        "13 ноября 2017 в 12:52",
        "2017年11月13日 12:52",
        "2017年11月13日 午後12:52",
        "13.11.2017 12:52",
    ],
)
def test_dates_of_ten_languages(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert datetime.fromtimestamp(found.seconds, UTC).isoformat() == "2017-11-13T12:52:00+00:00"
    assert found.offset is None
    assert not found.day_only


@pytest.mark.parametrize(
    ("text", "hours"),
    [("3 hours ago", 3), ("vor 3 Stunden", 3), ("il y a 2 jours", 48), ("1日前", 24)],
)
def test_ago_is_counted_from_the_time_of_saving(text: str, hours: int) -> None:
    found = parse_date(text, saved=SAVED)
    assert found is not None
    assert found.approximate
    assert found.seconds == SAVED - hours * 3600
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["", "The lamp", "12", "32 November 2017", "November", "12:52", "a 13 b 2017", "x" * 99]
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_page_tells_whether_the_day_comes_first() -> None:
    reader = DateReader()
    reader.learn(["03/04/2018", "25/04/2018"])
    found = reader.read("03/04/2018")
    assert found is not None
    assert datetime.fromtimestamp(found.seconds, UTC).month == 4


def test_bytes_of_no_encoding_are_one_sign_each() -> None:
    text = b"a \xfd\xbf\xbf\xbd\xa3\xac\xfd\xbf\xbf\xbd\xa3\xad b \xe9t\xe9"
    assert repaired(text.decode("utf-8", "surrogateescape")) == ("a \ufffd\ufffd b été", 3)
