"""What each character is to a terminal and to the end of a line: one letter of a class.

A text's classes are a string as long as the text, so that measuring and breaking it are operations
on strings. The classes, with the cells they take (after the stroke: where terminals disagree, the
most that any of them gives):

| class | cells | what |
| --- | --- | --- |
| n | 1 | letters, digits, signs; no break beside them |
| e | 1 | the same, and a picture two cells wide when U+FE0F follows |
| s, S | 1, 2 | blanks |
| x, p | 1 | what must not begin a line, and what must not end one |
| w, h | 2 | ideographs, syllables, pictures; leading jamo of a Hangul syllable |
| c, o | 2 | wide ones that must not begin a line, that must not end one |
| g | 1 | letters of scripts written without blanks |
| r | 1/2 | regional indicators, two of which are a flag |
| t | 0/2 | skin tones |
| m | 0/1 | marks with a width of their own in some terminals |
| v | 0/1 | U+FE0F, which asks for a picture |
| y | 1 | vowels that belong to the letter before |
| z, b | 0 | marks and other zero-width characters; zero-width space |
| j, k | 0 | joiners: U+200D; others that keep what follows on the line |
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_WIDE = (
    "1100-115f 231a-231b 2329-232a 23e9-23ec 23f0 23f3 25fd-25fe 2614-2615 2630-2637 2648-2653"
    " 267f 268a-268f 2693 26a1 26aa-26ab 26bd-26be 26c4-26c5 26ce 26d4 26ea 26f2-26f3 26f5 26fa"
    " 26fd 2705 270a-270b 2728 274c 274e 2753-2755 2757 2795-2797 27b0 27bf 2b1b-2b1c 2b50 2b55"
    " 2e80-2e99 2e9b-2ef3 2f00-2fd5 2ff0-3029 3030-303e 3041-3096 309b-30ff 3105-312f 3131-3163"
    " 3165-318e 3190-31e5 31ef-321e 3220-3247 3250-a48c a490-a4c6 a960-a97c ac00-d7a3 f900-faff"
    " fe10-fe19 fe30-fe52 fe54-fe66 fe68-fe6b ff01-ff60 ffe0-ffe6 16fe0-16fe3 16ff2-16ff6"
    " 17000-18cd5 18cff-18d1e 18d80-18df2 1aff0-1aff3 1aff5-1affb 1affd-1affe 1b000-1b122 1b132"
    " 1b150-1b152 1b155 1b164-1b167 1b170-1b2fb 1d300-1d356 1d360-1d376 1f004 1f0cf 1f18e"
    " 1f191-1f19a 1f200-1f202 1f210-1f23b 1f240-1f248 1f250-1f251 1f260-1f265 1f300-1f320"
    " 1f32d-1f335 1f337-1f37c 1f37e-1f393 1f3a0-1f3ca 1f3cf-1f3d3 1f3e0-1f3f0 1f3f4 1f3f8-1f3fa"
    " 1f400-1f43e 1f440 1f442-1f4fc 1f4ff-1f53d 1f54b-1f54e 1f550-1f567 1f57a 1f595-1f596 1f5a4"
    " 1f5fb-1f64f 1f680-1f6c5 1f6cc 1f6d0-1f6d2 1f6d5-1f6d8 1f6dc-1f6df 1f6eb-1f6ec 1f6f4-1f6fc"
    " 1f7e0-1f7eb 1f7f0 1f90c-1f93a 1f93c-1f945 1f947-1f9ff 1fa70-1fa7c 1fa80-1fa8a 1fa8e-1fac6"
    " 1fac8 1facd-1fadc 1fadf-1faea 1faef-1faf8 20000-2fffd 30000-3fffd"
)
# Zero-width: these, and by their category marks and format characters. The second half are marks
# of Unicode 15 to 17, which the tables of older Pythons do not have.
_ZERO = (
    "1160-11ff 200b-200f 2028-202e 2060-206f 3164 d7b0-d7ff ffa0 fff0-fff8 e0000-e0fff"
    " 897 cf3 ece 1acf-1add 1ae0-1aeb 10d69-10d6d 10efa-10eff 11241 113b8-113c0 113c2 113c5"
    " 113c7-113ca 113cc-113d0 113d2 113e1-113e2 11b60-11b67 11f00-11f01 11f03 11f34-11f3a"
    " 11f3e-11f42 11f5a 13439-13440 13447-13455 1611e-1612f 1e08f 1e4ec-1e4ef 1e5ee-1e5ef 1e6e3"
    " 1e6e6 1e6ee-1e6ef 1e6f5"
)
_VISIBLE_FORMAT = "ad 600-605 6dd 70f 890-891 8e2 110bd 110cd"
_UNSPACED = "e01-e4f e81-edf 1000-109f 1780-17e9 1950-19df 1a20-1aad a9e0-a9fe aa60-aadf"

_BECOME_WIDE = (
    "#*0123456789©®‼⁉™ℹ↔↕↖↗↘↙↩↪⌨⏏⏭⏮⏯⏱⏲⏸⏹⏺Ⓜ▪▫▶◀◻◼☀☁☂☃☄☎☑☘☝☠☢☣☦☪☮☯☸☹☺♀♂♟♠♣♥♦♨♻♾⚒⚔⚕⚖⚗⚙⚛⚜⚠⚧⚰⚱⛈"
    "⛏⛑⛓⛩⛰⛱⛴⛷⛸⛹✂✈✉✌✍✏✒✔✖✝✡✳✴❄❇❣❤➡⤴⤵⬅⬆⬇🅰🅱🅾🅿🌡🌤🌥🌦🌧🌨🌩🌪🌫🌬🌶🍽🎖🎗🎙🎚🎛🎞🎟🏋🏌🏍🏎🏔🏕🏖🏗🏘🏙🏚🏛🏜🏝"
    "🏞🏟🏳🏵🏷🐿👁📽🕉🕊🕯🕰🕳🕴🕵🕶🕷🕸🕹🖇🖊🖋🖌🖍🖐🖥🖨🖱🖲🖼🗂🗃🗄🗑🗒🗓🗜🗝🗞🗡🗣🗨🗯🗳🗺🛋🛍🛎🛏🛠🛡🛢🛣🛤🛥🛩🛰🛳"
)
_NEVER_FIRST = (
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー゠〜～’”）〕］｝〉》」』】〙〗〟︰﹐﹒﹔﹕﹖﹗％‰℃…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "!?.,:;)]}»›%°｡｣､･ｰﾞﾟ"
    "ะาๅๆฯະາໆຯ"
)
_NEVER_LAST = "「『（［｛〔〈《【〘〖〝([{«‹“‘｢¿¡$£¥€＄￡￥เแโใไເແໂໃໄ"
_BLANKS = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f"
_SPECIAL = {
    **dict.fromkeys(map(ord, _BECOME_WIDE), "e"),
    **dict.fromkeys(map(ord, _BLANKS), "s"),
    0x0E33: "y",
    0x0EB3: "y",
    0x200B: "b",
    0x200D: "j",
    0x2060: "k",
    0x3000: "S",
    0xFE0F: "v",
}


def _ranges(text: str) -> tuple[list[int], list[int]]:
    pairs = [(part.partition("-")[0], part.rpartition("-")[2]) for part in text.split()]
    pairs.sort(key=lambda pair: int(pair[0], 16))
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def _within(code: int, ranges: tuple[list[int], list[int]]) -> bool:
    index = bisect_right(ranges[0], code) - 1
    return index >= 0 and code <= ranges[1][index]


_WIDE_RANGES = _ranges(_WIDE)
_ZERO_RANGES = _ranges(_ZERO)
_VISIBLE_RANGES = _ranges(_VISIBLE_FORMAT)
_UNSPACED_RANGES = _ranges(_UNSPACED)


class _Raised(dict[int, str]):
    """The class of each code met so far, raised by 128."""

    def __missing__(self, code: int) -> str:
        raised = self[code] = chr(ord(_classify(code)) + 128)
        return raised


def _classify(code: int) -> str:
    if code in _SPECIAL:
        return _SPECIAL[code]
    character = chr(code)
    if 0x1F3FB <= code <= 0x1F3FF:
        return "t"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "r"
    if _within(code, _WIDE_RANGES):
        return _wide(character)
    return _zero_width(code) or _narrow(character)


def _wide(character: str) -> str:
    if character <= "\u115f" or "\ua960" <= character <= "\ua97c":
        return "h"
    if character in _NEVER_FIRST:
        return "c"
    return "o" if character in _NEVER_LAST else "w"


def _zero_width(code: int) -> str:
    category = unicodedata.category(chr(code))
    if category in ("Mn", "Mc") and unicodedata.combining(chr(code)) == 9:
        return "k"
    if category == "Mc":
        return "m"
    if category in ("Mn", "Me") or _within(code, _ZERO_RANGES):
        return "z"
    return "z" if category == "Cf" and not _within(code, _VISIBLE_RANGES) else ""


def _narrow(character: str) -> str:
    if character in _NEVER_FIRST:
        return "x"
    if character in _NEVER_LAST:
        return "p"
    return "g" if _within(ord(character), _UNSPACED_RANGES) else "n"


# Plain text is classified as bytes; beside it stand the classes of other characters, raised by 128.
_OTHERS = re.compile("[^\x00-\x7f]+")
_CLASS_OF_BYTE = bytes(ord(_classify(code)) if code < 128 else code - 128 for code in range(256))
_raised = _Raised()


def classes_of(text: str) -> str:
    """The class of each character of `text`, one letter for each."""
    raised = _OTHERS.sub(_raise, text)
    return raised.encode("latin-1").translate(_CLASS_OF_BYTE).decode("ascii")


def _raise(found: re.Match[str]) -> str:
    return found[0].translate(_raised)
