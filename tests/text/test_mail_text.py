"""The plain text of mails: quotations, attributions, signatures, patches, flowed lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadreader.text.mail_text import mail_text_blocks

Found = list[tuple[str, int, str]]


def read(text: str, *, flowed: bool = False, delete_space: bool = False) -> Found:
    found = mail_text_blocks(text, flowed=flowed, delete_space=delete_space)
    return [(block.kind, block.depth, block.spans[0].text) for block in found]


def test_quotations_have_their_depth_and_say_whose_they_are() -> None:
    text = "On Sunday, 1 March, Ann wrote:\n> Tea?\n>> Milk?\n> > Sugar?\n\nBoth.\n"
    assert read(text) == [
        ("attribution", 0, "On Sunday, 1 March, Ann wrote:"),
        ("quote", 1, "Tea?"),
        ("quote", 2, "Milk?\nSugar?"),
        ("paragraph", 0, "Both."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "On 1/3/20 10:00, Ann Reed wrote:",
        "Am 01.03.20 um 10:00 schrieb Ann Reed:",
        "Le 1 mars 2020 à 10:00, Ann a écrit :",
        "El dom, 1 mar 2020, Ann escribió:",
        "Il giorno 1 mar Ann ha scritto:",
        "In article <1@x>, Ann Reed <ann@example.org> wrote:",
        "Ann Reed <ann@example.org> writes:",
        "On Sunday, 1 March 2020, Ann Reed of the boathouse\n<ann@example.org> wrote:",
    ],
)
def test_attributions(words: str) -> None:
    assert read(f"{words}\n> Tea?\n")[0] == ("attribution", 0, words)
    assert read(f"Hello.\n\n{words}\n\n> Tea?\n")[1] == ("attribution", 0, words)


def test_a_sentence_before_a_quotation_is_none() -> None:
    assert read("This is what I mean:\n> Tea?\n")[0][0] == "paragraph"


def test_a_signature_goes_to_the_end() -> None:
    assert read("Yes.\n\n-- \nAnn\n\n> not a quote\n") == [
        ("paragraph", 0, "Yes."),
        ("signature", 0, "-- \nAnn\n\n> not a quote"),
    ]


def test_what_looks_like_a_signature_in_the_middle_is_none() -> None:
    text = "One.\n-- \n" + "line\n" * 60
    assert [kind for kind, _, _ in read(text)] == ["paragraph"]


def test_the_footer_of_a_list_is_a_signature() -> None:
    footer = "_" * 47 + "\nboats mailing list\nboats@example.org"
    assert read(f"Yes.\n{footer}\n") == [("paragraph", 0, "Yes."), ("signature", 0, footer)]


PATCH = """\
diff --git a/tea.c b/tea.c
index 1111111..2222222 100644
--- a/tea.c
+++ b/tea.c
@@ -1,3 +1,4 @@ int tea(void)
 {
-\treturn 1;
+\t/* one each */
+\treturn 2;
 }
@@ -9 +10 @@
-- old
+- new"""


def test_a_patch_keeps_its_form() -> None:
    found = read(f"Two cups.\n\n---\n tea.c | 3 ++-\n\n{PATCH}\n-- \n2.16.2\n")
    assert found == [
        ("paragraph", 0, "Two cups."),
        ("code", 0, "---\n tea.c | 3 ++-"),
        ("diff", 0, PATCH),
        ("signature", 0, "-- \n2.16.2"),
    ]


def test_a_patch_without_git_and_text_after_it() -> None:
    patch = "--- a/tea.c\t2020-03-01\n+++ b/tea.c\t2020-03-02\n@@ -1 +1 @@\n-x\n+y"
    assert read(f"See:\n{patch}\n\nThat is all.") == [
        ("paragraph", 0, "See:"),
        ("diff", 0, patch),
        ("paragraph", 0, "That is all."),
    ]


def test_dashes_and_words_are_no_patch() -> None:
    for text in ("--- cut here ---", "diff is a program.", "Index: none"):
        assert read(f"{text}\n\nWords.\n") == [("paragraph", 0, text), ("paragraph", 0, "Words.")]


def test_a_patch_that_is_cut_is_a_patch_as_far_as_it_goes() -> None:
    assert read("\n".join(PATCH.split("\n")[:8]))[0][0] == "diff"


def test_flowed_lines_run_on_at_their_depth() -> None:
    text = "One \ntwo \nthree\n> Four \n> five\n>> Six \n> seven\n-- \nAnn \nReed\n"
    assert read(text, flowed=True) == [
        ("paragraph", 0, "One two three"),
        ("quote", 1, "Four five"),
        ("quote", 2, "Six"),
        ("quote", 1, "seven"),
        ("signature", 0, "-- \nAnn Reed"),
    ]


def test_flowed_lines_lose_the_blank_where_it_is_said() -> None:
    assert read("wa \nter\n", flowed=True, delete_space=True) == [("paragraph", 0, "water")]
    assert read("wa  \nter\n", flowed=True, delete_space=True) == [("paragraph", 0, "wa ter")]


def test_stuffed_blanks_are_taken_off() -> None:
    text = "  two blanks\n From here\n >no quote\n"
    assert read(text, flowed=True) == [("paragraph", 0, " two blanks\nFrom here\n>no quote")]


def test_a_file_within_the_text_is_named() -> None:
    text = "Here:\n\nbegin 644 tea.txt\n#0V%T\n`\nend\nDone.\n"
    assert read(text) == [
        ("paragraph", 0, "Here:"),
        ("paragraph", 0, "[Attachment: tea.txt (uuencoded, 3 bytes)]"),
        ("paragraph", 0, "Done."),
    ]
    assert read("begin 644 of the day\nwith words\n")[0][0] == "paragraph"


def test_indented_lines_are_code() -> None:
    assert read("See:\n\n    make tea\n\tmake milk\n")[1] == (
        "code",
        0,
        "    make tea\n\tmake milk",
    )


LINES = st.lists(
    st.sampled_from(
        (
            *("", "word ", "> q", ">> q ", "-- ", "---", "diff --git a/x b/x", "@@ -1,2 +1,2 @@"),
            *("-a", "+b", " c", "begin 644 x", "end", "#0V%T", "Ann wrote:", "_" * 40),
            *("    code", "On 1 May"),
        )
    ),
    max_size=25,
)


@given(LINES, st.booleans())
def test_no_line_is_lost_or_said_twice(lines: list[str], flowed: bool) -> None:  # noqa: FBT001
    found = read("\n".join(lines), flowed=flowed)
    if any("uuencoded" in text for _, _, text in found):
        return
    said = "".join(text for _, _, text in found)
    for letter in "qabcd@":
        assert said.count(letter) == "".join(lines).count(letter)


def test_many_lines_take_no_more_than_their_share() -> None:
    for line in (
        "diff --git a/x b/x\n",
        "begin 644 x\n",
        "> " * 40 + "q\n",
        "-- \n",
        "_" * 40 + "\n",
    ):
        assert read(line * 5000)
