"""Keys: by which a story and its comments are known again when the page is saved again."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from threadreader.model import Moment, StoryStart
from threadreader.text.body import pack, plain_text

KEY_SIZE = 8
_BLANKS = re.compile(r"\s+")


def story_identity(start: StoryStart) -> str:
    """The story's own id or address where it has one, else its title and first paragraph."""
    if start.id:
        return start.id
    paragraph = plain_text(pack(start.body)).partition("\n\n")[0]
    return f"{normalised(start.title)}\n{normalised(paragraph)}"


def story_key(identity: str) -> str:
    """The first 16 hexadecimal digits of the identity's SHA-256."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def normalised(text: str) -> str:
    """Text as it is compared: one case, one form, single blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def digest(*parts: bytes) -> bytes:
    """Eight bytes that stand for the parts."""
    return hashlib.blake2b(b"\0".join(parts), digest_size=KEY_SIZE).digest()


def id_key(identifier: str) -> bytes:
    """The key of a comment whose format gives it an id."""
    return digest(b"id", identifier.encode("utf-8", "surrogatepass"))


def written_key(author: str, date: Moment | None, body: bytes) -> bytes:
    """The key of a comment without an id: by author and date, without a date by author and body.

    Two comments may have the same; `build` tells them apart. A date worked out from "3 hours ago"
    is no date here.
    """
    name = author.encode("utf-8", "surrogatepass")
    if date is None or date.approximate:
        return digest(b"text", name, body)
    local = date.seconds + (date.offset or 0) * 60
    return digest(b"date", name, str(local // 86400 if date.day_only else local).encode())
