"""The bodies of mails: which part is shown, what is only named, which charset it is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadreader.text.mail import mail_blocks
from threadreader.text.mail_words import decode_base64, decode_charset, header_parameters
from threadreader.text.mime import LARGE, without_attachments


def said(data: bytes) -> str:
    return "\n".join("".join(span.text for span in block.spans) for block in mail_blocks(data))


def content(kind: str, body: bytes, **headers: str) -> bytes:
    lines = [f"Content-Type: {kind}"]
    lines += [f"Content-{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\n".join(lines).encode() + b"\n\n" + body


def multipart(kind: str, *parts: bytes, boundary: str = "xx") -> bytes:
    lines = b"".join(b"--%s\n%s\n" % (boundary.encode(), part) for part in parts)
    return content(f"multipart/{kind}; boundary={boundary}", lines + f"--{boundary}--\n".encode())


PLAIN = content("text/plain; charset=utf-8", b"Plain words.")
HTML = content("text/html; charset=utf-8", b"<p>Some <b>bold</b> words.<p>More.")
PICTURE = content(
    'image/png; name="a.png"', b"iVBORw0K", Transfer_Encoding="base64", Disposition="attachment"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (PLAIN, "Plain words."),
        (HTML, "Some bold words.\nMore."),
        (multipart("alternative", HTML, PLAIN), "Plain words."),
        (multipart("alternative", content("text/plain", b" \n"), HTML), "Some bold words.\nMore."),
        (
            multipart("mixed", PLAIN, PICTURE),
            "Plain words.\n[Attachment: a.png (image/png, 6 bytes)]",
        ),
        (
            multipart("mixed", multipart("alternative", PLAIN, HTML, boundary="yy"), PICTURE),
            "Plain words.\n[Attachment: a.png (image/png, 6 bytes)]",
        ),
        (
            multipart("related", HTML, PICTURE),
            "Some bold words.\nMore.\n[Attachment: a.png (image/png, 6 bytes)]",
        ),
        (b"\nNo headers.", "No headers."),
        (b"", ""),
    ],
)
def test_which_part_is_shown(body: bytes, text: str) -> None:
    assert said(body) == text


def test_an_attached_text_is_named_not_shown() -> None:
    log = content("text/plain; name=log.txt", b"x" * 2000, Disposition="attachment")
    assert said(multipart("mixed", PLAIN, log)) == (
        "Plain words.\n[Attachment: log.txt (text/plain, 2.0 kB)]"
    )


def test_the_name_of_an_attachment_is_only_a_name() -> None:
    part = content(
        "application/x; name=x", b"", Disposition='attachment; filename="../../a\x1b[1mb"'
    )
    assert said(part) == "[Attachment: ab (application/x, 0 bytes)]"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"attachment; filename*=utf-8''gr%C3%BCn.txt", "gr\xfcn.txt"),
        (b"attachment; filename*0=a; filename*1=b", "ab"),
        (b"attachment; filename*1=b; filename*0*=utf-8''%C3%A4", "\xe4b"),
        (b'attachment; filename="=?utf-8?q?gr=C3=BCn?="', "gr\xfcn"),
        (b'attachment; FILENAME = "a;b"', "a;b"),
        (b"attachment; filename=a b.txt", "a b.txt"),
    ],
)
def test_parameters(value: bytes, name: str) -> None:
    assert header_parameters(value) == ("attachment", {"filename": name})


@pytest.mark.parametrize(
    "digits", [b"R3LDvG4", b"R3LDvG4=", b"R3LDvG4==", b"R3L\nDvG4", b"R3LDvG4=\n\n"]
)
def test_base64_of_a_wrong_length(digits: bytes) -> None:
    body = content("text/plain; charset=utf-8", digits, Transfer_Encoding="base64")
    assert said(body) == "Gr\xfcn"
    assert decode_base64(b"R3LDv") == b"Gr\xc3"


def test_plain_text_that_is_called_base64_is_shown() -> None:
    words = b"These are words, not digits."
    assert said(content("text/plain", words, Transfer_Encoding="base64")) == words.decode()


def test_what_a_list_wrote_after_base64_is_shown() -> None:
    body = b"R3LDvG4=\n" + b"_" * 40 + b"\nboats mailing list\n"
    found = said(content("text/plain; charset=utf-8", body, Transfer_Encoding="base64"))
    assert found.startswith("Gr\xfcn")
    assert found.endswith("boats mailing list")


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (b"gr\xfcn", "iso-8859-1", "gr\xfcn"),
        (b"gr\xfcn", "us-ascii", "gr\xfcn"),
        (b"gr\xc3\xbcn", "iso-8859-1", "gr\xfcn"),
        (b"gr\xc3\xbcn", "", "gr\xfcn"),
        (b"gr\xfcn", "utf-8", "gr\xfcn"),
        (b"gr\xfcn \xc3\xa4", "", "gr\xfcn \xe4"),
        (b"\x93yes\x94", "iso-8859-1", "\u201cyes\u201d"),
        (b"gr\xfcn", "x-none", "gr\xfcn"),
        (b"gr\xfcn", "unicode-escape", "gr\xfcn"),
        (b"gr\xfcn", "rot13", "gr\xfcn"),
        ("привет".encode("koi8-r"), "koi8-r", "привет"),
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本"),
        ("日本".encode("iso2022_jp"), "", "日本"),
        ("日本".encode("gb18030"), "gb2312", "日本"),
        ("日本".encode(), "utf8", "日本"),
        (b"\x81\x8d", "cp1252", "\x81\x8d"),
    ],
)
def test_charsets(data: bytes, charset: str, text: str) -> None:
    assert decode_charset(data, charset) == text


def test_boundaries_that_are_wrong_or_missing() -> None:
    whole = multipart("mixed", PLAIN, PICTURE)
    assert said(whole.replace(b"boundary=xx", b"boundary=yy")).startswith("Plain words.")
    assert said(whole.replace(b"; boundary=xx", b"")).startswith("Plain words.")
    assert said(whole.replace(b"--xx--\n", b"")).startswith("Plain words.\n[Attachment")
    assert said(whole[: whole.index(b"Plain") + 5]) == "Plain"
    assert said(content("multipart/mixed; boundary=zz", b"Only words.")) == "Only words."
    assert said(whole.replace(b"\n", b"\r\n")).startswith("Plain words.\n[Attachment")


def test_a_mail_within_a_mail_says_whose_it_is() -> None:
    inner = b"From: Ann <a@x>\nDate: today\nSubject: =?utf-8?q?Gr=C3=BCn?=\n\nInner words."
    found = said(multipart("mixed", PLAIN, content("message/rfc822", inner)))
    assert found == "Plain words.\nGr\xfcn\nAnn <a@x>, today\nInner words."


def test_parts_within_parts_without_end() -> None:
    body = PLAIN
    for depth in range(200):
        body = multipart("mixed", body, boundary=f"b{depth}.")
    mail_blocks(body)


def test_large_attachments_are_not_kept_and_read_the_same() -> None:
    big = content("image/png; name=b.png", b"iVBORw0K" * LARGE, Transfer_Encoding="base64")
    body = multipart("mixed", PLAIN, big)
    kept = without_attachments(body)
    assert len(kept) < 1000
    assert (
        said(kept)
        == said(body)
        == f"Plain words.\n[Attachment: b.png (image/png, {LARGE * 6 / 1000:.1f} kB)]"
    )


def test_the_kind_of_an_attachment_is_cleaned() -> None:
    assert said(content("x/\x00\x1b[1my", b"")) == "[Attachment: without name (x/y, 0 bytes)]"


def test_control_characters_go_after_decoding() -> None:
    body = content("text/plain", b"a=1B[31mb=9Bc=E2=80=AEd", Transfer_Encoding="quoted-printable")
    assert "\x1b" not in said(body)
    assert "\x9b" not in said(body)
    assert "\u202e" not in said(body)


@given(st.data())
def test_damaged_bodies_are_read(data: st.DataObject) -> None:
    whole = bytearray(
        multipart("mixed", multipart("alternative", PLAIN, HTML, boundary="yy"), PICTURE)
    )
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole)))
        whole[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    text = said(bytes(whole))
    assert not [letter for letter in text if ord(letter) < 32 and letter not in "\n\t"]
    without_attachments(bytes(whole) + b" " * LARGE)
