"""What all panels have in common: keys to leave them, and the row of their keys."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from threadreader.ui.bars import Footer
from threadreader.ui.look import Look

Result = TypeVar("Result")


class PanelFooter(Footer):
    """The last row while a panel is open: its keys, and how to leave it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._help = ("esc", "back")

    def set_way_out(self, keys: str, word: str) -> None:
        """Shows other keys, or another word, for leaving."""
        self._help = (keys, word)
        self.refresh()


class Panel(ModalScreen[Result]):
    """A screen over the others that ends with a result, None when the reader leaves it.

    `KEYS` are shown in its last row: a key, its word, and the action it runs.
    """

    KEYS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "app.quit", show=False),
        Binding("ctrl+z", "app.suspend_process", show=False),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.footer = PanelFooter(look)

    def on_mount(self) -> None:
        """Shows the keys."""
        self.footer.show([(key, word) for key, word, _ in self.KEYS])

    def say(self, text: str, token: str = "text") -> None:  # noqa: S107 (a token of the theme)
        """Shows a sentence in place of the keys, until the next key."""
        self.footer.say(text, token)

    def on_key(self) -> None:
        """The sentence was read."""
        self.footer.quiet()

    def action_close(self) -> None:
        """Leaves the panel."""
        self.dismiss(None)

    @on(Footer.Pressed)
    async def _pressed(self, event: Footer.Pressed) -> None:
        event.stop()
        actions = {word: action for _, word, action in self.KEYS}
        await self.run_action(actions.get(event.word, "close"))
