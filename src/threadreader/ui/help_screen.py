"""All keys as they are bound now, and what the signs mean; what is typed finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Input

from threadreader.ui.bars import Caption, HeaderLine
from threadreader.ui.help_entries import found_groups, help_groups, help_rows
from threadreader.ui.keys import shown_key, typed_key
from threadreader.ui.look import Look
from threadreader.ui.paint import Run, strip
from threadreader.ui.panel import Panel
from threadreader.ui.prompt_line import PromptLine
from threadreader.ui.scroller import Scroller


class HelpScreen(Panel[None]):
    """The whole screen full of keys; `keys` are those of the reader's own, by action."""

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("↑ ↓", "scroll", "scroll(1)"),
        ("type", "find a key or a word", ""),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "scroll(1)", show=False),
        Binding("up,ctrl+p", "scroll(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, look: Look, keys: Mapping[str, Sequence[str]]) -> None:
        super().__init__(look)
        self._groups = help_groups(look, keys)
        self._rows: list[list[Run]] = []
        self._width = 1
        self._header = HeaderLine(look)
        self._caption = Caption(look)
        self._body = Scroller(look, self._row)
        self._prompt = PromptLine(look, hint="type to find")
        self._back_keys = [shown_key(typed_key(key)) for key in keys.get("back", ("q",))]
        for key in self._back_keys:
            self._bindings.bind(typed_key(key), "leave", show=False)

    def compose(self) -> ComposeResult:
        """Header, caption, keys, the line to find with."""
        yield self._header
        yield self._caption
        yield self._body
        yield self._prompt
        yield self.footer

    def on_mount(self) -> None:
        """Shows all keys."""
        self._header.show("Help", [[("all keys can be changed in config.toml", "muted")]])
        self._body.can_focus = False
        self._prompt.input.focus()

    def action_close(self) -> None:
        """Takes off what is typed; then leaves."""
        if self._prompt.input.value:
            self._prompt.input.value = ""
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leaves with the key that goes back elsewhere; it is a letter while a text is typed."""
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        """Moves by rows."""
        self._body.scroll(rows)

    def action_page(self, pages: int) -> None:
        """Moves by pages."""
        self._body.page(pages)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._prompt.input.value:
            self._body.page(1)
        else:
            self.dismiss(None)

    @on(Scroller.Sized)
    def _sized(self, event: Scroller.Sized) -> None:
        event.stop()
        self._width = event.width
        self._show()

    @on(Scroller.Scrolled)
    def _scrolled(self, event: Scroller.Scrolled) -> None:
        event.stop()
        below = self._body.count - self._body.top - self._body.rows
        notes = [(f"{below} more rows", "muted")] if below > 0 else []
        self._caption.show("Keys and signs", focused=True, notes=notes)

    def _show(self) -> None:
        typed = self._prompt.input.value
        groups = found_groups(self._groups, typed.strip())
        self._rows = help_rows(groups, self._width, self.look)
        if not groups:
            self._rows = [[("  No key or sign is called so.", self.look.style("muted"))]]
        self._body.show(len(self._rows))
        back = " ".join([*self._back_keys[:1], "esc"])
        self.footer.set_way_out(*(("esc", "clear") if typed else (back, "back")))
        refused = [key for key in self._back_keys if len(key) == 1 and not typed]
        self._prompt.input.refuse("".join(refused))

    def _row(self, at: int, width: int) -> Strip:
        return strip(self._rows[at], width, self.look.blank())
