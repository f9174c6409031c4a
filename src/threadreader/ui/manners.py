"""How the reader wants stories shown."""

from __future__ import annotations

from msgspec import Struct

from threadreader.library.config import Config
from threadreader.library.screen import Authors
from threadreader.library.screen import Screen as Chosen
from threadreader.ui.look import Look
from threadreader.ui.scene import Scene
from threadreader.ui.session import Session
from threadreader.ui.shape import Shape
from threadreader.ui.story_columns import now


class Manners(Struct, frozen=True):
    """Settings, look, what was chosen on screen, and who is followed and muted."""

    config: Config
    look: Look
    chosen: Chosen
    people: Authors

    def scene(self, session: Session) -> Scene:
        """What the comments of a story are painted from."""
        config = self.config
        return Scene(
            session.story,
            session.view,
            self.look,
            Shape(80, config.text_width, self.chosen.density or config.density),
            age=config.age,
            dim_read=config.dim_read,
            followed=self.people.follow,
            muted=self.people.mute,
            moment=now(),
        )
