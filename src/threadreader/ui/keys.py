"""The one table of actions: bindings, palette, help, docs/keys.md and remapping follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from textual.binding import Binding

Where = Literal["everywhere", "stories", "reader"]


class Action(Struct, frozen=True):
    """Something a key does.

    `name` is what `[keys]` in config.toml calls it; `keys` its default keys, as Textual names them;
    `help` one line; `where` it can be done; `method` the Textual action it runs; `group` its place
    in the help screen; `footer` its word in the footer, "" for none.
    """

    name: str
    keys: tuple[str, ...]
    help: str
    where: Where
    method: str
    group: str
    footer: str = ""


def _reader(name: str, keys: str, text: str, group: str, **more: str) -> Action:
    method = more.get("method", name.replace("-", "_"))
    return Action(name, tuple(keys.split()), text, "reader", method, group, more.get("footer", ""))


def _stories(name: str, keys: str, text: str, **more: str) -> Action:
    method = more.get("method", name.replace("-", "_"))
    footer = more.get("footer", "")
    return Action(name, tuple(keys.split()), text, "stories", method, "Stories", footer)


def _everywhere(name: str, keys: str, text: str, method: str, footer: str = "") -> Action:
    return Action(name, tuple(keys.split()), text, "everywhere", method, "Everywhere", footer)


ACTIONS: tuple[Action, ...] = (
    _reader("next", "j down", "next comment; in the article a line down", "Move", footer="comment"),
    _reader("previous", "k up", "previous comment; in the article a line up", "Move"),
    _reader("line-down", "ctrl+e", "scroll a line down", "Move"),
    _reader("line-up", "ctrl+y", "scroll a line up", "Move"),
    _reader("half-page-down", "ctrl+d", "half a page down", "Move"),
    _reader("half-page-up", "ctrl+u", "half a page up", "Move"),
    _reader("page-down", "pagedown", "a page down", "Move"),
    _reader("page-up", "pageup", "a page up", "Move"),
    _reader(
        "read-on", "space", "a page on, then the comments, the next unread, the next story", "Move"
    ),
    _reader("read-back", "backspace", "a page back", "Move"),
    _reader("first", "g home", "to the first comment, or the top of the article", "Move"),
    _reader("last", "G end", "to the last comment, or the end of the article", "Move"),
    _reader("next-sibling", "J", "next reply to the same comment", "Move", footer="sibling"),
    _reader("previous-sibling", "K", "previous reply to the same comment", "Move"),
    _reader("parent", "p", "to the comment this one answers", "Move"),
    _reader("root", "circumflex_accent", "to the first comment of this thread", "Move"),
    _reader("previous-thread", "left_square_bracket", "previous thread", "Move"),
    _reader("next-thread", "right_square_bracket", "next thread", "Move"),
    _reader(
        "next-unread", "n", "next unread comment, opening folds on the way", "Move", footer="unread"
    ),
    _reader("previous-unread", "N", "previous unread comment", "Move"),
    _reader("jump-back", "ctrl+o", "back to where the last jump began", "Move"),
    _reader("jump-forward", "alt+o", "forward again", "Move"),
    _reader("fold", "enter", "fold this comment to one line, or open it", "Fold", footer="fold"),
    _reader("fold-step", "h left", "a step towards folded, then to the parent", "Fold"),
    _reader("open-step", "l right", "a step towards open, then to the first reply", "Fold"),
    _reader(
        "done", "c", "done with this thread: fold it and go to the next", "Fold", footer="done"
    ),
    _reader("done-read", "C", "the same, and mark all of it read", "Fold"),
    _reader("fold-all", "minus", "fold everything", "Fold"),
    _reader("open-all", "plus equals_sign", "open everything", "Fold"),
    *(
        _reader(f"depth-{n}", f"{n}", f"show to depth {n}", "Fold", method=f"show_depth({n})")
        for n in range(1, 10)
    ),
    _reader("smart", "0", "fold what is read, open the paths to the unread", "Fold"),
    _reader(
        "fold-read-threads", "left_parenthesis", "fold all but the threads with unread", "Fold"
    ),
    _reader("toggle-read", "m", "mark this comment read, or unread", "Mark"),
    _reader("read-replies", "M", "mark this comment and its replies read", "Mark"),
    _reader("read-all", "R", "mark the whole story read", "Mark"),
    _reader("star", "s", "star this comment, or take the star off", "Mark"),
    _reader("undo", "u", "undo the last fold or mark", "Mark"),
    _reader("redo", "ctrl+r", "redo it", "Mark"),
    _reader("author", "a", "only this comment's author; again: everybody", "Find", footer="author"),
    _reader("authors", "A", "the authors, to pick one or more", "Find"),
    _reader("filter", "f", "filter the comments", "Find", footer="filter"),
    _reader("context", "ctrl+k", "what a filter shows beside: ancestors, threads, nothing", "Find"),
    _reader("only-new", "i", "only what is new since the last visit; again: all", "Find"),
    _reader("search", "slash", "search; then n and N go through the matches", "Find"),
    _reader("mute", "x", "mute this author: one line stays, and the replies", "Find"),
    _reader("follow", "H", "follow this author: highlighted everywhere", "Find"),
    _reader("order", "o", "next order: thread, newest, oldest, most replies, longest", "Find"),
    _reader("peek-parent", "P", "look at what this answers, without moving", "Text"),
    _reader("earlier-text", "v", "the earlier text of an edited comment", "Text"),
    _reader("links", "L", "the links of this comment or article", "Text"),
    _reader("open-address", "O", "open the address of this comment or story", "Text"),
    _reader("copy", "y", "copy the comment's text", "Text"),
    _reader("copy-quote", "Y", "copy it as a quotation with author and address", "Text"),
    _reader("pager", "e", "this comment alone, to page and to select in", "Text"),
    _reader("pipe", "vertical_line", "give a comment, thread or story to a command", "Text"),
    _reader("edit", "E", "open this comment in your editor", "Text"),
    _reader("quotes", "quotation_mark", "long quotations whole, or their beginning", "Text"),
    _reader("code-left", "left_curly_bracket", "shift long lines of code to the left end", "Text"),
    _reader("code-right", "right_curly_bracket", "shift long lines of code further", "Text"),
    _reader("other-pane", "tab", "to the other pane", "Screen", footer="pane"),
    _reader("zoom", "Z", "this pane on the whole screen, or both again", "Screen"),
    _reader("layout", "w", "next layout: side by side, stacked, one column, comments", "Screen"),
    _reader("split-left", "", "a narrower article", "Screen"),
    _reader("split-right", "", "a wider article", "Screen"),
    _reader("density", "D", "next density: normal, compact, roomy", "Screen"),
    _reader("previous-story", "less_than_sign", "previous story", "Screen"),
    _reader("next-story", "greater_than_sign", "next story", "Screen"),
    _stories("story-down", "j down", "next story", footer="story"),
    _stories("story-up", "k up", "previous story"),
    _stories("first-story", "g home", "first story"),
    _stories("last-story", "G end", "last story"),
    _stories("stories-page-down", "pagedown space ctrl+d", "a page down"),
    _stories("stories-page-up", "pageup backspace ctrl+u", "a page up"),
    _stories("open-story", "enter l right", "read the story", footer="read"),
    _stories("next-unread-story", "n", "next story with something unread", footer="next unread"),
    _stories("find-story", "slash", "find a story by its title", footer="find"),
    _stories("filter-stories", "f", "filter the stories", footer="filter"),
    _stories("order-stories", "o", "next order of the list", footer="order"),
    _stories("read-story", "R", "mark the whole story read"),
    _stories("star-story", "s", "star the story, or take the star off", footer="star"),
    _stories("undo-story", "u", "undo the last mark"),
    _stories("redo-story", "ctrl+r", "redo it"),
    _everywhere("help", "question_mark", "all keys and signs", "help", "help"),
    _everywhere("palette", "ctrl+p colon", "all actions by name", "palette"),
    _everywhere("theme", "T", "next theme", "next_theme"),
    _everywhere(
        "escape", "escape", "take off one layer: palette, search, filter, zoom", "take_off"
    ),
    _everywhere("back", "q", "back; from the first screen: quit", "go_back"),
    _everywhere("quit", "Q ctrl+c", "quit", "quit"),
    _everywhere("suspend", "ctrl+z", "suspend; `fg` comes back", "suspend_process"),
)

_HELP = next(action for action in ACTIONS if action.name == "help")
_ARTICLE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("next", "previous"), "line"),
    (("read-on",), "on"),
    (("other-pane",), "comments"),
    (("next-unread",), "unread"),
    (("links",), "links"),
    (("pager",), "alone"),
    (("zoom",), "zoom"),
)
_BEFORE_WIDGETS = ("help", "palette", "theme", "back")
_PAIRED = ("comment", "sibling", "story")

KEY_NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "vertical_line": "|",
    "circumflex_accent": "^",
    "quotation_mark": '"',
    "left_parenthesis": "(",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "right_parenthesis": ")",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
    "exclamation_mark": "!",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "asterisk": "*",
    "at": "@",
    "backslash": "\\",
    "underscore": "_",
    "grave_accent": "`",
    "tilde": "~",
    "pagedown": "PageDown",
    "pageup": "PageUp",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
"""How keys are written for people, where Textual's name is another."""
_NAMES = {shown.lower(): name for name, shown in KEY_NAMES.items()}


def shown_key(key: str) -> str:
    """A key as it is written for people."""
    modifiers, plus, base = key.rpartition("+")
    return f"{modifiers}{plus}{KEY_NAMES.get(base, base)}"


def typed_key(text: str) -> str:
    """A key as people write it in `config.toml` ("[", "ctrl+o") to Textual's name."""
    return _NAMES.get(text.lower(), text) if len(text) > 1 else _NAMES.get(text, text)


def help_key(remapped: Mapping[str, Iterable[str]]) -> str:
    """The key of the help, as it is written for people; "" for none."""
    keys = list(remapped.get("help", _HELP.keys))
    return shown_key(typed_key(keys[0])) if keys else ""


def footer_keys(
    where: Where | Literal["article"], remapped: Mapping[str, Iterable[str]] | None = None
) -> list[tuple[str, str]]:
    """Keys and words for the footer: of a pair like next and previous both keys."""
    remapped = remapped or {}
    bound = {
        action.name: [shown_key(typed_key(key)) for key in remapped.get(action.name, action.keys)]
        for action in ACTIONS
    }
    if where == "article":
        return [
            (" ".join(bound[name][0] for name in names if bound[name]), word)
            for names, word in _ARTICLE
        ]
    shown = []
    for action in actions_in(where):
        pair = bound.get(action.name.replace("next", "previous", 1).replace("down", "up", 1), [])
        keys = [*bound[action.name][:1], *(pair[:1] if pair != bound[action.name] else [])]
        if action.footer and keys:
            shown.append((" ".join(keys) if action.footer in _PAIRED else keys[0], action.footer))
    return shown


def actions_in(where: Where) -> Iterator[Action]:
    """The actions of one screen, without those that hold everywhere."""
    return (action for action in ACTIONS if action.where == where)


def bindings(where: Where, remapped: Mapping[str, Iterable[str]] | None = None) -> list[Binding]:
    """Textual's bindings for a screen; `remapped` gives other keys to actions by name.

    They come before the focused widget, so that keys typed ahead meet what the key before them
    opened; the screen says with `check_action` when a text is typed and they do not hold.
    """
    remapped = remapped or {}
    return [
        Binding(
            ",".join(map(typed_key, remapped.get(action.name, action.keys))),
            f"run('{action.name}')" if where == "reader" else action.method,
            action.help,
            show=False,
            id=action.name,
            priority=where == "reader" or action.name in _BEFORE_WIDGETS,
        )
        for action in actions_in(where)
        if remapped.get(action.name, action.keys)
    ]
