"""How the reader wants stories shown."""

from __future__ import annotations

from dataclasses import replace

from msgspec import Struct

from threadreader.library.config import Config, config_path
from threadreader.library.screen import Authors, load_authors, load_screen
from threadreader.library.screen import Screen as Chosen
from threadreader.ui.look import Look
from threadreader.ui.own_keys import checked_keys
from threadreader.ui.scene import Scene
from threadreader.ui.session import Session
from threadreader.ui.shape import Shape
from threadreader.ui.story_columns import now
from threadreader.ui.themes import load_look


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


def load_manners(config: Config) -> tuple[Manners, list[str]]:
    """How stories were last shown, and a sentence for each mistake in the reader's files."""
    keys, key_problems = checked_keys(config, config_path())
    config = replace(config, keys=keys)
    chosen, chosen_problems = load_screen()
    people, people_problems = load_authors()
    look, look_problems = load_look(chosen.theme or config.theme, config.glyphs)
    told = [*key_problems, *chosen_problems, *people_problems, *look_problems]
    return Manners(config, look, chosen, people), told
