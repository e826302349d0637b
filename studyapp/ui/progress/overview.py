"""Where the learner stands, at a glance."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studyapp.core.attempts import Tally
from studyapp.core.bank import Bank
from studyapp.ui import words
from studyapp.ui.progress.figures import Summary
from studyapp.ui.progress.times import time_text
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.score_bar import ScoreBar
from studyapp.ui.widgets.text import card, label
from studyapp.ui.widgets.tiles import Tiles


class Overview(Column):
    """Four figures, then the scores by topic and by kind."""

    def __init__(self) -> None:
        super().__init__(980, margin=0, side=0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroll_with(self)
        self.setProperty("scrolls", "keys")
        self.setAccessibleName(self.tr("Overview"))
        self._about = label("", "muted")
        self.body.addWidget(self._about)
        self._scores = QWidget()
        self.body.addWidget(self._scores)
        self.body.addStretch(1)

    def show_summary(self, bank: Bank | None, summary: Summary) -> None:
        self._about.setText(self._words(bank, summary))
        scores = QWidget()
        column = QVBoxLayout(scores)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(16)
        if summary.days:
            column.addWidget(self._figures(summary))
        if bank is not None and summary.answered:
            topics = _bars(
                self.tr("By topic"), summary.topics, lambda topic: words.topic_name(bank, topic)
            )
            kinds = _bars(self.tr("By kind of question"), summary.kinds, words.kind_heading)
            column.addWidget(topics)
            column.addWidget(kinds)
        self.body.replaceWidget(self._scores, scores)
        self._scores.hide()
        self._scores.deleteLater()
        self._scores = scores

    def _figures(self, summary: Summary) -> QWidget:
        streak = summary.streak.current
        figures = [
            (str(summary.answered), self.tr("answers with this set")),
            (
                words.percent(summary.score, summary.answered) if summary.answered else "–",
                self.tr("of the points reached"),
            ),
            (
                words.counted(streak, self.tr("1 day"), self.tr("{n} days")),
                self.tr("in a row, in all sets"),
            ),
            (time_text(summary.seconds / 60), self.tr("spent answering, in all sets")),
        ]
        row = QWidget()
        tiles = Tiles(170, gap=12)
        row.setLayout(tiles)
        for number, said in figures:
            tiles.addWidget(_figure(number, said))
        return row

    def _words(self, bank: Bank | None, summary: Summary) -> str:
        if bank is not None and summary.answered:
            return bank.title
        if summary.days:
            return self.tr("No answers with this set yet. Your scores show once you have some.")
        return self.tr("Nothing here yet. Your scores show after your first session.")


def _figure(number: str, said: str) -> QFrame:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(0)
    figure = label(number, "title", wrap=False)
    figure.setAlignment(Qt.AlignmentFlag.AlignLeft)
    column.addWidget(figure)
    column.addWidget(label(said, "small"))
    frame.setAccessibleName(f"{number} {said}")
    return frame


def _bars(heading: str, tallies: Sequence[Tally], name: Callable[[str], str]) -> QFrame:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 20)
    column.setSpacing(14)
    column.addWidget(label(heading, "section"))
    for tally in tallies:
        column.addWidget(ScoreBar(name(tally.heading), tally.score, tally.answered))
    return frame
