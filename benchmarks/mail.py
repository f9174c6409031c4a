"""The discussion as mail and news: an mbox, a Maildir, a spool of articles, and a feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.discussion import START, Row, rows

GROUP = "tide.discussion"
_ARTICLE = Row(0, 0, 0, "Keeper", 0, ["The tide gauge was moved in spring."])


def _messages(count: int) -> Iterator[tuple[Row, list[int]]]:
    """The article and its comments, each with the numbers of those it stands under."""
    yield _ARTICLE, []
    path: list[int] = []
    for row in rows(count):
        del path[row.depth - 1 :]
        yield row, path
        path.append(row.number)


def _id(number: int) -> str:
    return f"<{number}@tide.example>"


def _from(row: Row) -> str:
    name = row.author if row.author.isascii() else Header(row.author, "utf-8").encode()
    return f"{name} <w@tide.example>"


def _subject(row: Row, path: list[int]) -> str:
    return f"Re: Thread {path[0]}" if path else f"Thread {row.number}"


def _head(row: Row, path: list[int], extra: str) -> str:
    above = "".join(f" {_id(number)}" for number in path[-20:])
    reply = f"In-Reply-To: {_id(path[-1])}\nReferences:{above}\n" if path else ""
    return (
        f"From: {_from(row)}\n{extra}Subject: {_subject(row, path)}\n"
        f"Date: {format_datetime(row.when)}\nMessage-ID: {_id(row.number)}\n{reply}"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n"
    )


def _text(row: Row) -> str:
    return "\n\n".join(row.paragraphs) + "\n"


def write_mbox(path: Path, count: int) -> None:
    """All messages in one file."""
    with path.open("w", encoding="utf-8") as file:
        for row, above in _messages(count):
            text = _text(row)
            length = f"Status: RO\nContent-Length: {len(text.encode())}\n"
            file.write(f"From w@tide.example {row.when:%a %b %d %H:%M:%S %Y}\n")
            file.write(f"{_head(row, above, length)}\n{text}\n")


def write_maildir(path: Path, count: int) -> None:
    """A file a message."""
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    for row, above in _messages(count):
        file = path / "cur" / f"{1_600_000_000 + row.number}.{row.number}.tide:2,S"
        file.write_text(f"{_head(row, above, '')}\n{_text(row)}", encoding="utf-8")


def write_spool(path: Path, count: int) -> None:
    """A spool of news as INN keeps it: a file an article, and an overview."""
    articles, lists = path / "spool" / GROUP.replace(".", "/"), path / "etc"
    articles.mkdir(parents=True)
    lists.mkdir()
    with (articles / ".overview").open("w", encoding="utf-8") as overview:
        for row, above in _messages(count):
            number, text = row.number + 1, _text(row)
            cross = f"Xref: tide.example {GROUP}:{number}"
            lines = text.count("\n")
            extra = f"Path: tide.example!not-for-mail\nNewsgroups: {GROUP}\nLines: {lines}\n"
            article = f"{_head(row, above, extra)}{cross}\n\n{text}"
            (articles / str(number)).write_text(article, encoding="utf-8")
            date = format_datetime(row.when)
            references = " ".join(map(_id, above[-20:]))
            fields = (
                str(number), _subject(row, above), _from(row), date, _id(row.number), references,
                str(len(article.encode())), str(lines), cross,
            )  # fmt: skip
            overview.write("\t".join(fields) + "\n")
    (lists / "active").write_text(f"{GROUP} {count + 1:010d} 0000000001 y\n")
    (lists / "newsgroups").write_text(f"{GROUP}\tA discussion\n")
    (lists / "active.times").write_text(f"{GROUP} {int(START.timestamp())} news@tide.example\n")
    names = "Subject From Date Message-ID References Bytes Lines"
    (lists / "overview.fmt").write_text(
        "".join(f"{name}:\n" for name in names.split()) + "Xref:full\n"
    )


def write_feed(path: Path, count: int) -> None:
    """A feed with an item a message."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<channel><title>A discussion</title><link>https://tide.example/</link>"
            "<description>Comments</description>\n"
        )
        for row, above in _messages(count):
            file.write(_item(row, above, row.when))
        file.write("</channel></rss>\n")


def _item(row: Row, above: list[int], when: datetime) -> str:
    return (
        f"<item><title>{_subject(row, above)}</title><dc:creator>{escape(row.author)}</dc:creator>"
        f"<link>https://tide.example/{row.number}</link><guid>tide-{row.number}</guid>"
        f"<pubDate>{format_datetime(when)}</pubDate>"
        f"<description>{escape(_text(row))}</description></item>\n"
    )
