"""Character references of XML and HTML, decoded once."""

from __future__ import annotations

import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#(?:0*(\d{1,7})|[xX]0*([0-9a-fA-F]{1,6}))|([A-Za-z]\w{1,31}));")
_WINDOWS_CONTROLS = range(0x80, 0xA0)
_SURROGATES = range(0xD800, 0xE000)


def unescape(text: str) -> str:
    """`text` with its character references decoded; what only looks like one stays as it is.

    Unlike `html.unescape`, it wants the semicolon ("?a=1&copy=2" is an address) and keeps control
    characters, so that an escape sequence can be cleaned away together with its parameters.
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def raw_ampersands(text: str) -> int:
    """How many ampersands of `text` begin no reference."""
    return text.count("&") - len(_REFERENCE.findall(text)) if "&" in text else 0


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return html5.get(f"{name};", found[0])
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number in _WINDOWS_CONTROLS:
        return bytes([number]).decode("cp1252", "replace")
    if number > 0x10FFFF or number in _SURROGATES:
        return "\ufffd"
    return chr(number)
