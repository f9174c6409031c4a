from __future__ import annotations

import pytest

from threadreader.formats.addresses import canonical_address, comment_number, host_name

PAGE = "garden.example/2018/03/tulips"


@pytest.mark.parametrize(
    "url",
    [
        "https://garden.example/2018/03/tulips",
        "http://www.garden.example/2018/03/tulips/",
        " HTTP://Garden.Example:80/2018/03/tulips/#comments ",
        "//garden.example/2018//03/tulips/",
        "https://garden.example/2018/03/tulips/feed/",
        "https://garden.example/2018/03/tulips/feed/atom/",
        "https://garden.example/2018/03/tulips/feed/rss2",
        "https://garden.example/2018/03/tulips/comment-page-2/#comment-7",
        "https://garden.example/2018/03/tulips/comment-page-2/feed/",
        "https://garden.example/2018/03/tulips/?replytocom=7&utm_source=mail",
        "https://garden.example/2018/03/tulips/index.html",
        "https://garden.example/2018/03/t%75lips",
    ],
)
def test_one_page_has_one_canonical_address(url: str) -> None:
    assert canonical_address(url) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://garden.example/?p=11", "https://garden.example/?p=12"),
        ("https://garden.example/a", "https://garden.example/b"),
        ("https://garden.example/a", "https://garden.example:8080/a"),
        ("https://garden.example/a", "https://meadow.example/a"),
        ("https://garden.example/feeding", "https://garden.example/"),
    ],
)
def test_other_pages_have_other_addresses(one: str, other: str) -> None:
    assert canonical_address(one) != canonical_address(other)


def test_parameters_that_name_the_page_stay() -> None:
    assert canonical_address("http://garden.example/?feed=rss2&p=11#comment-3") == (
        "garden.example?p=11"
    )


@pytest.mark.parametrize("url", ["", "tulips", "/a/b", "urn:x:1", "mailto:a@b", "http://[a", "#c"])
def test_what_is_no_web_address_has_no_canonical_form(url: str) -> None:
    assert canonical_address(url) == ""


def test_the_host_is_told_without_www() -> None:
    assert host_name("https://www.garden.example/a?b=1") == "garden.example"
    assert host_name("http://garden.example?p=1") == "garden.example"


def test_the_number_of_a_comment_is_told_from_its_address() -> None:
    assert comment_number("http://garden.example/?p=1#comment-506 ") == "506"
    assert comment_number("http://garden.example/#div-comment-7") == "7"
    assert comment_number("http://garden.example/#comments") == ""
    assert comment_number("http://garden.example/comment-506") == ""
