"""The sessions of a learner as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from studyapp.core.attempts import SessionScore
from studyapp.ui import words
from studyapp.ui.study.mode_words import mode_heading

_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class SessionModel(QAbstractTableModel):
    """One row per session, in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._sessions: tuple[SessionScore, ...] = ()
        self._headings = (
            self.tr("When"),
            self.tr("Set"),
            self.tr("Mode"),
            self.tr("Answered"),
            self.tr("Points"),
            self.tr("Score"),
        )

    def show_sessions(self, sessions: Sequence[SessionScore]) -> None:
        self.beginResetModel()
        self._sessions = tuple(sessions)
        self.endResetModel()

    def session(self, row: int) -> SessionScore:
        return self._sessions[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sessions)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(self._sessions[index.row()])[index.column()]
        return _alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _cells(self, score: SessionScore) -> tuple[str, ...]:
        return (
            words.when(score.session.started),
            score.session.title,
            mode_heading(score.session.mode),
            words.points(score.answered, score.session.count),
            f"{round(score.score, 2):g}",
            words.percent(score.score, score.counted) if score.counted else "–",
        )


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column < 3 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
