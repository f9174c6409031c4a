"""The command line: arguments to one function per subcommand. Imports Textual only to read."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from threadreader import COMMANDS, __version__, launch_picture
from threadreader.library.catalogue import Catalogue
from threadreader.library.config import Config, config_lines, config_path, load_config
from threadreader.library.directories import catalogue_path, state_directory
from threadreader.library.discussions import Discussion, Reading, read_sources
from threadreader.library.export import story_lines, story_record
from threadreader.library.folders import library_paths
from threadreader.library.identity import Identities
from threadreader.library.listing import row_lines, row_record
from threadreader.library.opening import Opening
from threadreader.library.shelf import Shelf
from threadreader.library.sources import STANDARD_INPUT, find, received
from threadreader.library.standing import asks_for_state, subject
from threadreader.library.states import StateFolder
from threadreader.model import Notice, NotRecognisedError, ThreadreaderError, UsageError
from threadreader.text.clean import clean, clean_line
from threadreader.thread.matching import Subject, matches
from threadreader.thread.query import Query, QueryError, parse
from threadreader.thread.views import positions, whole_threads, with_ancestors

_OUTPUT_GONE = 141
_COMMANDS = """\
commands:
  threadreader list [PATH ...]     stories, with their comments, unread and new
  threadreader show PATH ...       stories as plain text, or as JSON
  threadreader check PATH ...      what a file was taken for, and every notice
  threadreader config path|show    the settings: where they are, and all as they hold
  threadreader state path          where it is kept what was read

Without PATH the library is opened, and while that is empty the samples. On the
screen ? shows all keys. docs/guide.md tells the rest, docs/formats.md the formats."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code (0 fine, 1 nothing, 2 usage, 3 unreadable)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(words)
    except ThreadreaderError as error:
        _say(error)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _OUTPUT_GONE
    except KeyboardInterrupt:
        return 130


def _run(words: list[str]) -> int:
    command = words[0] if words and words[0] in COMMANDS else "read"
    options = _parser(command).parse_args(words[1:] if command != "read" else words)
    run = {
        "read": read,
        "list": list_stories,
        "show": show,
        "check": check,
        "config": config,
        "state": state,
    }[command]
    return run(options)


def read(options: argparse.Namespace) -> int:
    """`threadreader [PATH…|-]`: the reader; plain text where there is no terminal to draw on."""
    paths: Sequence[str | Path] = options.paths or library_paths(load_config()[0])
    if options.plain or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        options.paths, options.json, options.filter, options.no_comments = paths, False, None, False
        return show(options)
    if STANDARD_INPUT in map(str, paths):
        paths = [received(path) for path in paths]
        _take_terminal()
    gc.disable()  # until the first picture: nothing of what is imported is garbage
    try:
        from threadreader.ui.run import run  # noqa: PLC0415  Textual takes 200 ms to import

        return run(paths)
    finally:
        launch_picture.take_off()  # before anything is said that would be lost with it


def _take_terminal() -> None:
    """After standard input was read to its end, keys come from the terminal."""
    try:
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)
    except OSError:
        raise UsageError("there is no terminal to read keys from; try --plain.") from None


def show(options: argparse.Namespace) -> int:
    """`show PATH…`: stories as plain text, or a JSON object a line."""
    query = _query(options.filter)
    reading = _read(options.paths)
    for number, discussion in enumerate(reading.discussions):
        shown, matching = _selected(discussion, query, options)
        if options.json:
            print(json.dumps(story_record(discussion, shown, matching), ensure_ascii=False))
            continue
        print("\n\n" if number else "", end="")
        for line in story_lines(discussion, shown):
            print(line)
    return _exit_code(reading)


def _query(text: str | None) -> Query | None:
    """The query of `--filter`; a mistake is shown under its word."""
    if text is None:
        return None
    try:
        return parse(text)
    except QueryError as error:
        mark = " " * error.start + "^" * (error.end - error.start)
        raise UsageError(f"{error}\n  {text}\n  {mark}") from None


def _selected(
    discussion: Discussion, query: Query | None, options: argparse.Namespace
) -> tuple[Sequence[int] | None, bytes | None]:
    """The positions to show (None: all), and which of them are matches (None: all)."""
    if options.no_comments:
        return (), None
    if query is None:
        return None, None
    thread = discussion.thread
    found = matches(query, _subject(discussion, query))
    if options.context == "ancestors":
        return with_ancestors(thread, found), found.to_bytes()
    if options.context == "threads":
        return whole_threads(thread, found), found.to_bytes()
    return positions(found.to_bytes()), None


def _subject(discussion: Discussion, query: Query) -> Subject:
    """What the query looks at; the reader's state is read only for the `is:` words that need it."""
    if asks_for_state(query):
        return subject(discussion, Identities(StateFolder()), load_config()[0].fold)
    return Subject(discussion.thread, story_author=discussion.story.author)


def list_stories(options: argparse.Namespace) -> int:
    """`list [PATH…]`: a line for each story; it is no visit of any."""
    settings, problems = load_config()
    paths = options.paths or library_paths(settings)
    keeps = STANDARD_INPUT not in map(str, paths)
    opening = Opening(paths, Catalogue(catalogue_path()) if keeps else None)
    reading = _checked(opening.read(), paths)
    opening.remember(reading, texts=False)
    shelf = Shelf(reading, StateFolder(), settings)
    if options.json:
        for row in shelf.rows:
            print(_escaped(json.dumps(row_record(row), ensure_ascii=False)))
    else:
        for line in row_lines(shelf.rows):
            print(line)
    _warn((*problems, *shelf.problems))
    return _exit_code(reading)


def _escaped(record: str) -> str:
    """JSON in which a path holds nothing that a terminal obeys, and is still the same path."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in record)


def config(options: argparse.Namespace) -> int:
    """`config path|show`: where the settings are kept; all settings as they hold now."""
    if options.what == "path":
        print(config_path())
        return 0
    settings, problems = load_config()
    for line in config_lines(settings):
        print(line)
    _warn((*problems, *_mistakes_on_screen(settings)))
    return 0


def _mistakes_on_screen(settings: Config) -> list[str]:
    """What is wrong with the keys and the theme; only the screen knows them."""
    if not settings.keys and settings.theme == Config().theme:
        return []
    from threadreader.ui.own_keys import checked_keys  # noqa: PLC0415  it imports Textual
    from threadreader.ui.themes import load_look  # noqa: PLC0415

    return [
        *checked_keys(settings, config_path())[1],
        *load_look(settings.theme, settings.glyphs)[1],
    ]


def state(_options: argparse.Namespace) -> int:
    """`state path`: the folder in which it is kept what was read."""
    print(state_directory())
    return 0


def check(options: argparse.Namespace) -> int:
    """`check PATH…`: what was recognised, counts and every notice."""
    reading = _read(options.paths)
    for path, claims in reading.considered.items():
        others = ", ".join(f"{c.format.name} {c.confidence:.2f}" for c in claims[1:])
        name = clean_line(str(path))
        print(f"{name}: {claims[0].format.name}" + (f" (considered: {others})" if others else ""))
        for notice in reading.notices.get(path, ()):
            print(_notice_line(notice))
    for discussion in reading.discussions:
        _describe(discussion)
    return _exit_code(reading)


def _describe(discussion: Discussion) -> None:
    story, thread = discussion.story, discussion.thread
    deepest = max(thread.depth, default=0)
    authors = len(set(thread.columns.author))
    print(f"{story.title}: {len(thread)} comments by {authors} authors, down to depth {deepest}")
    for notice in discussion.notices:
        print(_notice_line(notice))


def _notice_line(notice: Notice) -> str:
    place = _place(notice.line, notice.byte)
    return f"  {place}{clean_line(notice.message)} [{notice.code}]"


def _place(line: int | None, byte: int | None) -> str:
    if line is not None:
        return f"line {line}: "
    return f"byte {byte}: " if byte is not None else ""


def _read(paths: Sequence[str | Path]) -> Reading:
    return _checked(read_sources(find(paths)), paths)


def _checked(reading: Reading, paths: Sequence[str | Path]) -> Reading:
    if not reading.discussions and not reading.errors:
        raise NotRecognisedError(f"{', '.join(map(str, paths))}: there is no story in it.")
    return reading


def _exit_code(reading: Reading) -> int:
    for error in reading.errors:
        _say(error)
    if reading.errors:
        return max(error.exit_code for error in reading.errors)
    return 0


def _say(error: ThreadreaderError) -> None:
    print(f"threadreader: {clean(str(error))}", file=sys.stderr)


def _warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        print(f"threadreader: {clean(sentence)}", file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message}; `{self.prog} --help` shows what there is.")


def _parser(command: str) -> argparse.ArgumentParser:
    if command == "read":
        parser = _Parser(
            prog="threadreader",
            description="Read saved stories and the discussions under them.",
            epilog=_COMMANDS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("--version", action="version", version=f"threadreader {__version__}")
        parser.add_argument("--plain", action="store_true", help="plain text, also for pipes")
        parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or -")
        return parser
    parser = _Parser(prog=f"threadreader {command}")
    if command in ("config", "state"):
        parser.add_argument("what", choices=("path", "show") if command == "config" else ("path",))
        return parser
    parser.add_argument("paths", nargs="*" if command == "list" else "+", metavar="PATH")
    if command == "list":
        parser.add_argument("--json", action="store_true", help="one JSON object a story, a line")
    if command == "show":
        parser.add_argument("--json", action="store_true", help="one JSON object a story, a line")
        parser.add_argument("--filter", metavar="QUERY", help="only the comments that fit")
        choices = ("none", "ancestors", "threads")
        parser.add_argument("--context", choices=choices, default="none", help="shown beside them")
        parser.add_argument("--no-comments", action="store_true", help="the article alone")
    return parser
