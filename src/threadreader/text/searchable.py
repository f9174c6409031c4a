"""Text as it is searched: without case and accents, every run of white space one blank."""

from __future__ import annotations

import unicodedata


def searchable(text: str) -> str:
    """`text` casefolded, its accents taken off, its white space single blanks."""
    text = " ".join(text.split())
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
