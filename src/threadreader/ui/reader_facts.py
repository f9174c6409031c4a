"""What the lines around the panes say: header, captions and footer of the reader."""

from __future__ import annotations

from collections.abc import Sequence

from threadreader.library.opening import Progress
from threadreader.ui import facts
from threadreader.ui.bars import Footer, HeaderLine
from threadreader.ui.desk import Desk
from threadreader.ui.filter_bar import FilterBar
from threadreader.ui.keys import footer_keys
from threadreader.ui.pace import Pace
from threadreader.ui.reader_panes import ReaderPanes
from threadreader.ui.reading_screen import progress_words


class ReaderFacts:
    """Shows what is true of the session now; every change of it is told here."""

    def __init__(
        self,
        desk: Desk,
        panes: ReaderPanes,
        header: HeaderLine,
        bar: FilterBar,
        footer: Footer,
    ) -> None:
        self._desk = desk
        self._panes = panes
        self._header = header
        self._footer = footer
        self._bar = bar
        self.pace = Pace()
        self._has_said = False
        self._progress: Progress | None = None
        keys = desk.config.keys
        self._article_keys = footer_keys("article", keys)
        self._reader_keys = footer_keys("reader", keys)
        self._pane_key = next((key for key, word in self._reader_keys if word == "pane"), "")

    def say(self, text: str, token: str = "text", ends: Sequence[str] = ()) -> None:  # noqa: S107
        """Puts a sentence into the footer until the next key; of `ends` one stands behind it."""
        self._has_said = bool(text)
        self._footer.say(text, token, ends) if text else self._footer.quiet()

    def passed(self, positions: Sequence[int]) -> None:
        """Counts the words of comments that were read, for the reader's pace."""
        thread = self._desk.session.story.thread
        self.pace.moved(sum(len(thread.packed_body(at)) // 6 for at in positions[:20]))

    def quiet(self) -> None:
        """Takes the last sentence away."""
        if self._has_said:
            self._has_said = False
            self._footer.quiet()

    def show_progress(self, progress: Progress | None) -> None:
        """Shows how far the reading of the file is; None when it is whole."""
        self._progress = progress
        self.show_captions()

    def show(self, touched: Sequence[int] | None = None) -> None:
        """Shows marks and counts anew; `touched`: no other comments have other marks."""
        session, scene, panes = self._desk.session, self._desk.scene, self._panes
        scene.matches = session.found.matches if session.found else session.sight.matches
        panes.map.set_matches(scene.matches)
        scene.current = panes.comments.cursor if session.found else None
        panes.comments.repaint()
        panes.map.changed(touched)
        cursor = panes.comments.cursor if len(session.story.thread) else None
        title = session.story.story.title or "(no title)"
        width, pace = self._header.app.size.width, self.pace.words_a_minute
        told = facts.header_facts(session, scene, cursor, pace, width=width)
        self._header.show(title, told, facts.LEFT)
        self.show_captions()

    def show_captions(self) -> None:
        """Shows whose turn it is, how much of the article was read, who folded, and the keys."""
        panes, on_article = self._panes, self._desk.on_article
        share = round(panes.article.share * 100)
        read = [(f"{share} %", "muted")] if share else []
        if self._pane_key and not panes.article.display:
            read.append((self._pane_key, "key"))
        panes.article_caption.show("Article", focused=on_article, notes=read)
        notes, progress = facts.fold_notes(self._desk.session), None
        if self._progress is not None:
            words = self._desk.scene.look.keys(progress_words(self._progress))
            notes, progress = [(words, "muted")], self._progress.share
        panes.comments_caption.show(
            "Comments", focused=not on_article, notes=notes, progress=progress
        )
        if not self._has_said:
            self._footer.show(self._keys_now())

    def _keys_now(self) -> Sequence[tuple[str, str]]:
        if self._bar.display:
            return self._bar.KEYS[self._bar.prompt]
        return self._article_keys if self._desk.on_article else self._reader_keys
