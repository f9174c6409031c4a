"""XML as a stream of records, read forgivingly: whatever is damaged, no text is lost.

Follows XML 1.0 and Namespaces in XML as far as feeds and exports use them. The readers of the usual
libraries drop what follows a raw ampersand, or lose the nesting after one forgotten end tag; here
both are kept and counted. Entities that a file defines are never expanded and nothing outside the
file is ever opened, so that reading takes linear time whatever the file says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from threadreader.formats.base import Source
from threadreader.formats.entities import raw_ampersands, unescape
from threadreader.formats.text_stream import TextStream
from threadreader.formats.xml_elements import VOID, Element, Scope
from threadreader.model import Notice

_NAME = r"[A-Za-z_\u0080-\uffff][^\s<>/=\"'&]*+"
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+"
_LEAF = re.compile(
    rf"<(?P<name>{_NAME})(?P<attributes>{_ATTRIBUTES})(?<!/)>"
    r"(?:(?P<text>[^<]*+)|\s*+<!\[CDATA\[(?P<cdata>[^\]]*+(?:\](?!\]>)[^\]]*+)*+)\]\]>\s*+)"
    r"</(?P=name)>(?P<space>\s*+)"
)
_START = re.compile(rf"<({_NAME})({_ATTRIBUTES})>")
_DAMAGED_START = re.compile(rf"<({_NAME})([^<>]*)>")
_END = re.compile(r"</\s*([^\s<>/]+)[^<>]*>")
_DOCTYPE = re.compile(
    r"<!DOCTYPE[^\[<>]*+(?:\[[^\]]*+(?:\](?!\s*>)[^\]]*+)*+\]\s*)?>", re.IGNORECASE
)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ROOT = re.compile(rf"<({_NAME})({_ATTRIBUTES})>?")
_PROLOG = re.compile(r"<\?xml\b|<!--|<!DOCTYPE\b|<(?:\w+:)?(?:rss|feed|RDF|disqus|channel)\b")
_SKIPPED = re.compile(r"<!--.*?-->|<[!?][^<>]*>", re.DOTALL)
_CDATA = "<![CDATA["
_PIECE = 1 << 18


class XmlStream:
    """Reads a source's records: the elements of certain names, which do not hold one another.

    A record is taken out of its parent when it is complete, so that memory stays small. An empty
    element of a record's name is a reference to one, and stays. `root` is the first element.
    """

    def __init__(self, source: Source, names: frozenset[str]) -> None:
        declared = _ENCODING.search(source.head[:1024])
        self._stream = TextStream(source, declared[1].decode() if declared else None)
        self._names = names
        self.root: Element | None = None
        self._open: list[Element] = []
        self._open_records: list[Element] = []
        self._tags: list[tuple[str, Scope]] = []  # of each open element: its name as written
        self._tag_counts: Counter[str] = Counter()
        self._scope = Scope({}, "")
        self._records: list[Element] = []
        self._text, self._at, self._all_read = "", 0, False
        self._line, self._line_at = 1, 0
        self._damage: Counter[str] = Counter()
        self._damage_line: int | None = None
        self._comments_end = self._doctypes_end = True
        self._refused: Notice | None = None
        self._cut = False

    def records(self) -> Iterator[Element]:
        """Every record, complete, taken out of its parent; those that the file's end cuts too."""
        self._fill()
        self._skip_to_prolog()
        while self._at < len(self._text) or self._fill():
            self._step()
            if self._records:
                yield from self._records
                self._records.clear()
        self._cut = bool(self._open)
        while self._open:
            self._close()
        yield from self._records

    def notices(self) -> Iterator[Notice]:
        """What was wrong with the file so far: its bytes, its markup, its end."""
        yield from self._stream.notices()
        if self._refused:
            yield self._refused
        if self._damage:
            what = ", ".join(f"{name}: {count}" for name, count in self._damage.items())
            message = f"The file is not well-formed XML ({what}); it was read all the same."
            yield Notice("not-well-formed", message, self._damage_line)
        if self._cut:
            message = "The file ends before its end tag; everything up to there is read."
            yield Notice("truncated", message, self._line_here())

    def _fill(self) -> bool:
        """Reads on, twice as far each time nothing could be taken; False at the end."""
        if self._all_read:
            return False
        self._line_here()
        rest = self._text[self._at :]
        piece = self._stream.read(max(_PIECE, len(rest)))
        self._all_read = self._stream.ended
        self._text, self._at, self._line_at = rest + piece, 0, 0
        if found := _FORBIDDEN.findall(piece):
            self._note("control characters", len(found))
            self._text = self._text.replace("\0", "")
        return bool(piece) or not self._all_read

    def _skip_to_prolog(self) -> None:
        start = _beginning(self._text)
        if self._text[:start].strip():
            self._note("text before the beginning")
        self._at = start

    def _step(self) -> None:
        """Takes one piece of text or markup, or reads on where it is not all there yet."""
        if self._text[self._at] != "<":
            self._take_text()
            return
        leaf = _LEAF.match(self._text, self._at)
        if leaf and "xmlns" not in leaf["attributes"]:
            self._take_leaf(leaf)
            return
        marker = self._text[self._at + 1 : self._at + 2]
        if not marker or (marker == "!" and len(self._text) - self._at < len(_CDATA)):
            taken = False
        elif marker in "!?":
            taken = self._take_declaration()
        else:
            taken = self._take_end() if marker == "/" else self._take_start()
        if not taken and self._all_read:
            self._take_stray()
        elif not taken:
            self._fill()

    def _take_text(self) -> None:
        end = self._text.find("<", self._at)
        if end < 0 and self._fill():
            return
        end = len(self._text) if end < 0 else end
        self._append(self._decoded(self._text[self._at : end]))
        self._at = end

    def _take_leaf(self, leaf: re.Match[str]) -> None:
        name, attributes, text, cdata, space = leaf.groups()
        if name in VOID or self._tag_counts[name]:
            self._take_start()
            return
        content: list[str | Element] = [cdata if text is None else self._decoded(text)]
        element = Element(self._scope.name(name), self._attributes(attributes), content)
        self._at = leaf.end()
        if element.name in self._names:
            element.line = self._line_here()
            self._put_record(element)
        elif self._open:
            self._open[-1].content.append(element)
        if space:
            self._append(space)

    def _take_start(self) -> bool:
        found = _START.match(self._text, self._at)
        if found is None:
            if not self._all_read and self._text.find("<", self._at + 1) < 0:
                return False
            found = _DAMAGED_START.match(self._text, self._at)
            if found is None:
                return self._take_stray()
            self._note("damaged tags")
        name, attributes = found.groups()
        is_empty = attributes.endswith("/")
        self._begin(name, attributes.removesuffix("/"))
        self._at = found.end()
        if is_empty or name.lower() in VOID:
            self._close()
        return True

    def _begin(self, tag: str, attributes: str) -> None:
        scope = self._scope
        if "xmlns" in attributes or self.root is None:
            scope = scope.inner(tag, self._attributes(attributes, local=False))
        name = scope.name(tag)
        if name in self._names and self._tag_counts[tag]:
            self._note("unclosed tags")
            self._close_to(tag)
        element = Element(name, self._attributes(attributes), [])
        if name in self._names:
            element.line = self._line_here()
            self._open_records.append(element)
        elif self._open:
            self._open[-1].content.append(element)
        self.root = self.root or element
        self._open.append(element)
        self._tags.append((tag, self._scope))
        self._tag_counts[tag] += 1
        self._scope = scope

    def _take_end(self) -> bool:
        found = _END.match(self._text, self._at)
        if found is None:
            return False if not self._all_read else self._take_stray()
        self._at = found.end()
        if not self._tag_counts[found[1]]:
            if found[1].lower() not in VOID:
                self._note("end tags without a start")
        else:
            if self._tags[-1][0] != found[1]:
                self._note("unclosed tags")
            self._close_to(found[1])
        return True

    def _close_to(self, tag: str) -> None:
        while self._tags[-1][0] != tag:
            self._close()
        self._close()

    def _close(self) -> None:
        tag, self._scope = self._tags.pop()
        self._tag_counts[tag] -= 1
        element = self._open.pop()
        if element.name in self._names:
            self._open_records.pop()
            self._put_record(element)

    def _put_record(self, element: Element) -> None:
        if any(not isinstance(part, str) or part.strip() for part in element.content):
            element.parent = self._open_records[-1] if self._open_records else None
            self._records.append(element)
        elif self._open:
            self._open[-1].content.append(element)

    def _take_declaration(self) -> bool:
        """CDATA, a comment, a document type or a processing instruction."""
        if self._text.startswith(_CDATA, self._at):
            return self._take_cdata()
        if self._text.startswith("<!--", self._at) and self._comments_end:
            end = self._text.find("-->", self._at + 4)
            self._comments_end = end >= 0 or not self._all_read
            if end >= 0:
                self._at = end + 3
                return True
            if not self._all_read:
                return False
        found = _DECLARATION.match(self._text, self._at)
        if self._doctypes_end and self._text[self._at : self._at + 9].upper() == "<!DOCTYPE":
            found = _DOCTYPE.match(self._text, self._at)
            self._doctypes_end = found is not None or not self._all_read
        if found is None:
            return self._take_stray() if self._all_read else False
        if "<!ENTITY" in found[0]:
            message = "The file defines entities; they are not expanded."
            self._refused = Notice("entities", message, self._line_here())
        self._at = found.end()
        return True

    def _take_cdata(self) -> bool:
        begin = self._at + len(_CDATA)
        end = self._text.find("]]>", begin)
        if end < 0 and not self._all_read:
            return False
        self._append(self._text[begin : end if end >= 0 else len(self._text)])
        self._at = end + 3 if end >= 0 else len(self._text)
        return True

    def _take_stray(self) -> bool:
        self._append("<")
        self._note("stray <")
        self._at += 1
        return True

    def _append(self, text: str) -> None:
        content = self._open[-1].content if self._open else []
        last = content[-1] if content else None
        if not isinstance(last, str) or not text.isspace() or not last.isspace():
            content.append(text)  # white space between records would pile up

    def _attributes(self, text: str, *, local: bool = True) -> dict[str, str]:
        if "=" not in text:
            return {}
        values = {}
        for found in _ATTRIBUTE.finditer(text):
            name, double, single, bare = found.groups()
            if bare is not None:
                self._note("attributes without quotation marks")
            value = next(v for v in (double, single, bare, "") if v is not None)
            values[name.rpartition(":")[2] if local else name] = self._decoded(value)
        return values

    def _decoded(self, text: str) -> str:
        if raw := raw_ampersands(text):
            self._note("raw ampersands", raw)
        return unescape(text)

    def _note(self, damage: str, count: int = 1) -> None:
        self._damage[damage] += count
        if self._damage_line is None:
            self._damage_line = self._line_here()

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._line_at, self._at)
        self._line_at = self._at
        return self._line


def root_tag(head: str) -> tuple[str, str]:
    """The name and the attributes, as written, of the first element in a file's first text."""
    found = _ROOT.search(_SKIPPED.sub("", head[_beginning(head) :]))
    return (found[1], found[2]) if found else ("", "")


def _beginning(text: str) -> int:
    """Where XML begins in a text that may have strays in front of it."""
    found = _PROLOG.search(text, 0, 4096)
    return found.start() if found else max(text.find("<"), 0)
