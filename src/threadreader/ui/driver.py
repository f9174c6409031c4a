"""The terminal of a start that has a launch picture: Textual draws over it, without a flash."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from threadreader import launch_picture

_OTHER_SCREEN = "\x1b[?1049h"


class OverPicture(LinuxDriver):
    """Begins on the screen on which the picture stands."""

    _stands = False

    def start_application_mode(self) -> None:
        """Takes the terminal over from the picture; afterwards it will be what it was before."""
        attributes = launch_picture.hand_over()
        self._stands = attributes is not None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._stands = False
        if attributes is not None:
            self.attrs_before = attributes

    def write(self, data: str) -> None:
        """Writes to the terminal, but does not switch to an empty screen over the picture."""
        if not (self._stands and data == _OTHER_SCREEN):
            super().write(data)
