"""What every layer speaks: stories, comments, notices and their text. Imports nothing of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct, field

SpanKind = Literal["plain", "emphasis", "strong", "code", "link"]
BlockKind = Literal[
    "paragraph", "quote", "code", "item", "heading", "image", "attribution", "signature", "diff"
]
CommentKind = Literal["comment", "pingback", "trackback"]
CommentStatus = Literal["visible", "deleted"]
SiblingOrder = Literal["file", "date"]


class Span(Struct, frozen=True):
    """A run of text of one meaning; `target` is the address of a link."""

    text: str
    kind: SpanKind = "plain"
    target: str = ""


class Block(Struct, frozen=True):
    """A paragraph, quotation, code, list item, heading or picture, without any styling.

    `depth` is the level of a quotation, list item or heading (1 is the outermost), else 0.
    `marker` is what stands before a list item ("-" or "3."). A newline in a span is a line break.
    A picture has one link span: its alternative text and its address.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    depth: int = 0
    marker: str = ""


class Raw(Struct, frozen=True):
    """A body in its source's own markup, decoded and cleaned when it is shown or searched.

    `markup` names a reader in `text.body` ("html", "wordpress", "markdown", "markdown-lines",
    "mail"); `data` is what it reads.
    """

    markup: str
    data: bytes


Body = str | tuple[Block, ...] | Raw
"""Plain text (paragraphs separated by one empty line, already clean), blocks, or raw markup."""


class Moment(Struct, frozen=True):
    """A time as its source says it.

    `seconds` since 1970-01-01 UTC; where the source gives no offset, its local time is counted as
    if it were UTC. `offset` in minutes east of UTC, or None where the source gives none.
    `day_only`: the source gives no time of day. `approximate`: worked out from words like
    "3 hours ago"; such a time never enters a comment's key.
    """

    seconds: int
    offset: int | None = None
    day_only: bool = False
    approximate: bool = False


class StoryStart(Struct, frozen=True):
    """Begins a story. Texts are clean; titles and names are one line.

    `story` is the name by which comments and notices of the same file mean it. `id` is the story's
    own identity (its canonical address, or an id of its site), "" where the format has none.
    `join`: parts in several files with the same join key are one discussion. `key` is set only by
    the program's own JSON. `siblings`: whether replies stand in the order of the file or of date.
    `has_article` is False for a part that holds comments alone. `opening` is set where the article
    answers something that is not in the file: it is the article as the comment it is where another
    part holds what it answers, by `join` or by the id its `parent` names. `seen`: the file says
    that the article was read. A start may come again where more is known of its story: that counts.
    """

    story: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    published: Moment | None = None
    body: Body = ""
    id: str = ""
    source: str = ""
    join: str = ""
    key: str = ""
    siblings: SiblingOrder = "file"
    has_article: bool = True
    opening: Comment | None = None
    seen: bool = False


class Comment(Struct, frozen=True):
    """One message of a story's discussion, in any order.

    `id` is the handle by which replies name it; `own_id` is False where the reader of the format
    made it up (a page without ids). `parent` is the handle of what it answers, None at top level.
    `line` (from 1) is where it stands in the file, for notices. `seen`: the file says it was read.
    """

    id: str
    author: str = ""
    parent: str | None = None
    date: Moment | None = None
    body: Body = ""
    story: str = ""
    kind: CommentKind = "comment"
    status: CommentStatus = "visible"
    own_id: bool = True
    url: str = ""
    key: str = ""
    line: int | None = None
    seen: bool = False


class Notice(Struct, frozen=True):
    """Something a reader had to repair, hide or could not place.

    `code` is one of those listed in docs/formats.md; `message` one sentence; `line` (from 1) and
    `byte` (from 0) say where; `story` whose it is, None for the file as a whole.
    """

    code: str
    message: str
    line: int | None = None
    byte: int | None = None
    story: str | None = None


class Reply(Struct, frozen=True):
    """Says of a comment that came before what it answers, which was not known then.

    `id` is the handle of the comment, `parent` that of the comment answered.
    """

    id: str
    parent: str
    story: str = ""


class Restart(Struct, frozen=True):
    """Says that what was told so far was a look ahead: all is told from the start now.

    Only where its source says that it `may_look_ahead` does a format tell anything before.
    """

    story: str | None = None


Event = StoryStart | Comment | Reply | Restart | Notice
"""What a format's reader yields."""


class ThreadreaderError(Exception):
    """An error a user can meet: one sentence that names what is wrong and what to do."""

    exit_code = 1


class NotRecognisedError(ThreadreaderError):
    """A file that no format reads, or nothing to show."""

    exit_code = 1


class UsageError(ThreadreaderError):
    """Wrong words on the command line or in a query."""

    exit_code = 2


class UnreadableError(ThreadreaderError):
    """A file that is missing or cannot be read."""

    exit_code = 3


class Origin(Struct, frozen=True):
    """Where a story was read from."""

    path: Path | None
    format: str
    size: int = 0
    modified: float = 0.0


class Story(Struct, frozen=True):
    """A story's own facts, without its comments."""

    key: str
    identity: str
    title: str
    author: str = ""
    url: str = ""
    published: Moment | None = None
    body: Body = ""
    source: str = ""
    origin: Origin = field(default_factory=lambda: Origin(None, ""))
