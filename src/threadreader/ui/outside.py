"""What is handed to other programs: addresses, text for a command or an editor, the clipboard."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from threadreader.library.discussions import Discussion
from threadreader.library.export import story_lines
from threadreader.model import Block, Story
from threadreader.text.body import blocks, pack, plain_text
from threadreader.text.clean import clean
from threadreader.ui.session import Session

Blocks = Sequence[Block]

OPENED = ("http", "https", "mailto")
"""The kinds of address that are opened."""

_MOST_OUTPUT = 4 << 20
_COPIERS = (["wl-copy"], ["xclip", "-selection", "clipboard"], ["xsel", "-ib"], ["pbcopy"])


def open_address(address: str) -> str:
    """Hands an address to the system's opener, without a shell; returns what to tell the reader."""
    if address.partition(":")[0].lower() not in OPENED or not address.isprintable():
        return "Only addresses of the web and of mail are opened; y copies this one."
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    program = os.environ.get("BROWSER", "").partition(":")[0] or opener
    found = shutil.which(program)
    if found is None:
        return f"There is no {program} here to open it with; y copies the address."
    subprocess.Popen(
        [found, address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return f"Opened {address}"


def copy_to_system(text: str) -> None:
    """Puts a text on the clipboard of the desktop, where there is one with a program for it."""
    if not (os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or _is_mac()):
        return
    for words in _COPIERS:
        if shutil.which(words[0]):
            process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            _feed_beside(process, text)
            return


class Command:
    """A command of the reader's own, which is given a text; `stop` ends it from any thread."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def lines(self, text: str) -> list[str]:
        """The lines it writes, which are bounded, as a command may write without end.

        What it says of errors, and with which code it ended if not with 0, comes last.
        """
        process = self._process
        _feed_beside(process, text)
        assert process.stdout is not None  # noqa: S101
        with process.stdout as output:
            written = output.read(_MOST_OUTPUT + 1)
        if len(written) > _MOST_OUTPUT:
            self.stop()
        code = process.wait()
        shown = clean(written[:_MOST_OUTPUT].decode("utf-8", "replace"))
        lines = shown.split("\n") if shown else []
        if len(written) > _MOST_OUTPUT:
            lines.append("(the rest is left out)")
        elif code:
            lines.append(f"({self._command!r} ended with code {code})")
        return lines or ["(it wrote nothing)"]

    def stop(self) -> None:
        """Ends the command, and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _feed_beside(process: subprocess.Popen[bytes], text: str) -> None:
    """Gives a process a text, in a thread of its own: it need not read it, at once or ever."""

    def feed() -> None:
        assert process.stdin is not None  # noqa: S101
        with suppress(OSError), process.stdin as stream:
            stream.write(text.encode("utf-8", "replace"))
        process.wait()

    threading.Thread(target=feed, daemon=True).start()


def edit(text: str) -> str:
    """Opens a text in the reader's editor; returns what to tell them, "" where all went well."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="threadreader-") as folder:
        path = Path(folder) / "comment.txt"
        path.write_text(text + "\n", encoding="utf-8", errors="replace")
        try:
            subprocess.run([*editor.split(), str(path)], check=False)
        except OSError as error:
            return f"{editor} cannot be started ({error.strerror}); set EDITOR."
    return ""


def article_blocks(story: Story) -> Blocks:
    """The blocks of a story's article."""
    return blocks(pack(story.body))


def article_text(story: Story) -> str:
    """A story's article as plain text, under its title."""
    return f"{story.title}\n\n{plain_text(pack(story.body))}".strip()


def scope_text(session: Session, cursor: int | None, scope: str) -> str:
    """The text of a comment or of the article, of a comment's thread, or of the whole story."""
    story = session.story
    if scope == "article":
        return article_text(story.story)
    if cursor is None or scope == "story":
        whole = Discussion(story.story, story.thread, tuple(story.notices))
        return "\n".join(story_lines(whole))
    if scope == "comment":
        return story.thread.text(cursor)
    root = story.thread.root(cursor)
    return "\n\n".join(_indented(session, root, story.thread.end(root)))


def _indented(session: Session, start: int, end: int) -> Iterator[str]:
    thread = session.story.thread
    for position in range(start, end):
        indent = "  " * (thread.depth[position] - 1)
        lines = [f"{thread.author(position)}:", *thread.text(position).split("\n")]
        yield "\n".join(f"{indent}{line}".rstrip() for line in lines)


def _is_mac() -> bool:
    return sys.platform == "darwin"
