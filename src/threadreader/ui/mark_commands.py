"""Commands that mark: read, unread, starred; and take such a step back."""

from __future__ import annotations

from threadreader.ui.desk import Desk


class MarkCommands:
    """Each method is the command of that name in the table of actions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def moved(self, passed: tuple[int, ...], after: int | None) -> tuple[int, ...]:
        """Marks what the settings call read of those `passed`, read to their end, or come to.

        Returns which; the caller shows their marks.
        """
        mode = self._desk.config.mark_read
        by_mode = {"on_pass": passed, "on_select": () if after is None else (after,)}
        read = by_mode.get(mode, ())
        for position in read:
            self._desk.session.story.mark_passed(position)
        return read

    def toggle_read(self) -> None:
        """Marks the comment read, or unread."""
        story, position = self._desk.session.story, self._desk.cursor
        if position is not None:
            story.set_read([(position, position + 1)], read=not story.read[position])
            self._desk.changed()

    def read_replies(self) -> None:
        """Marks the comment and all its replies read."""
        story, position = self._desk.session.story, self._desk.cursor
        if position is not None:
            self._mark(position, story.thread.end(position))

    def read_all(self) -> None:
        """Marks the whole story read."""
        self._mark(0, len(self._desk.session.story.thread))

    def star(self) -> None:
        """Stars the comment, or takes the star off."""
        story, position = self._desk.session.story, self._desk.cursor
        if position is not None:
            story.set_starred(position, starred=not story.starred[position])
            self._desk.changed()

    def undo(self) -> None:
        """Takes the last fold or mark back."""
        self._again(self._desk.session.story.undo(), "There is nothing to undo.")

    def redo(self) -> None:
        """Makes it again."""
        self._again(self._desk.session.story.redo(), "There is nothing to redo.")

    def _mark(self, start: int, end: int) -> None:
        story = self._desk.session.story
        before = story.read.count(start, end)
        if story.set_read([(start, end)]):
            count = end - start - before
            self._desk.say(f"{count:,} marked read; u takes it back.")
        self._desk.changed()

    def _again(self, position: int | None, nothing: str) -> None:
        desk = self._desk
        if position is None:
            desk.say(nothing)
            return
        desk.session.take_back_lent()
        desk.tree.update()
        view = desk.session.view
        if not desk.tree.has_on_screen(position) and view.contains(position):
            desk.jump(view.nearest(position))
        desk.changed()
