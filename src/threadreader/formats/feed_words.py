"""The words with which blogs' feeds speak of comments, in the languages they are written in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from threadreader.formats.addresses import comment_number

_FEED_TITLE = re.compile(
    r"(?:comments (?:on|for)|kommentare (?:zu|für|auf)|commentaires (?:sur|pour)"
    r"|comentarios (?:en|de|para|sobre)|comentários (?:sobre|em|para|a)|commenti (?:su|a|per)"
    r"|reacties (?:op|voor)|komentarze do(?: wpisu)?|komentarze dla|комментарии(?: к| на| для)?"
    r"|kommentarer (?:till|på|for|til)|comentaris (?:a|per))\s*:?\s+(.+)"
    r"|(.+?)\s*(?:へのコメント|に対するコメント)",
    re.IGNORECASE,
)
_ENTRY_TITLE = re.compile(
    r"(?:comments? on|kommentar zu|commentaires? sur|comentarios? (?:en|de)"
    r"|comentários? (?:sobre|em)|comment[oi] (?:su|a)|reacties? op|komentarze? do"
    r"|комментарий к)\s+(.+)\s"
    r"(?:by|von|par|por|di|door|przez|от)\s+(.+)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:by|von|par|por|di|door|autor|przez|от|av|af|投稿者)\s?[:：]\s*(.+)", re.IGNORECASE
)
_REPLY_WORDS = re.compile(
    r"in reply to|antwort auf|en réponse à|en respuesta a|em resposta a|in risposta a"
    r"|als (?:reactie|antwoord) op|in antwoord op|w odpowiedzi na|в ответ на|som svar (?:på|til)"
    r"|en resposta a|ca răspuns la|への返信|に返信|の返信|回复|回覆",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\s*(?:<p[^<>]*>)?\s*(?P<before>[^<>]{0,60}?)"
    r"<a\s[^<>]*?href=[\"'](?P<address>[^\"'<>]*)[\"'][^<>]*>(?P<name>[^<]*)</a>"
    r"(?P<after>[^<\n]{0,60}?)"
    r"(?:\s*(?:</p>|<br\s*/?>|\n|$|(?=<(?:p|div|blockquote|ul|ol|pre)\b))"
    r"|(?P<inline>(?<=[.。])\s))\s*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def discussed_title(feed_title: str) -> str:
    """The story's title of a feed titled "Comments on: …", "" for another title."""
    found = _FEED_TITLE.fullmatch(feed_title)
    return (found[1] or found[2]).strip() if found else ""


def title_and_author(entry_title: str) -> tuple[str, str]:
    """The story's title and the author that "Comment on … by …" or "By: …" name, "" where not."""
    if found := _ENTRY_TITLE.fullmatch(entry_title):
        return found[1], found[2]
    found = _BY.fullmatch(entry_title)
    return "", found[1] if found else ""


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """A first paragraph that says only whom a comment answers, and where it ends."""

    number: str
    words: tuple[str, str]
    end: int

    @classmethod
    def of(cls, markup: str) -> ReplySentence | None:
        """That of a comment's HTML, if it begins with what could be one."""
        found = _REPLY.match(markup)
        number = comment_number(found["address"]) if found else ""
        if found is None or not number:
            return None
        words = found["before"].strip(), found["after"].strip()
        if found["inline"] and not _REPLY_WORDS.search(" ".join(words)):
            return None  # the beginning of a sentence of the writer's own
        return cls(number, words, found.end())


class ReplySentences:
    """Knows the sentence "In reply to …" of one feed, in whatever language.

    It is one of the known ones, or words that several comments of the feed begin with.
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def meet(self, markup: str) -> ReplySentence | None:
        """What could be that sentence in a comment's HTML; said once for each comment."""
        sentence = ReplySentence.of(markup)
        if sentence is not None:
            self._counts[sentence.words] += 1
        return sentence

    def waits(self, sentence: ReplySentence, parent: str) -> bool:
        """Whether only a later comment could tell that it is the sentence."""
        if parent or self._counts[sentence.words] > 1:
            return False
        words = " ".join(sentence.words)
        return bool(_LETTERS.search(words)) and not _REPLY_WORDS.search(words)

    def split(self, markup: str, sentence: ReplySentence | None, parent: str) -> tuple[str, str]:
        """The number of the comment answered ("" for none), and the HTML without the sentence.

        `parent` is the number of the comment answered, where the feed tells it otherwise.
        """
        if sentence is None:
            return parent, markup
        if parent:
            return parent, markup[sentence.end :] if sentence.number == parent else markup
        words = " ".join(sentence.words)
        usual = self._counts[sentence.words] > 1 and _LETTERS.search(words)
        if usual or _REPLY_WORDS.search(words):
            return sentence.number, markup[sentence.end :]
        return "", markup
