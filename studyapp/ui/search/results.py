"""What a search found, as a list to choose from."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt
from studyapp.ui import theme

Index = QModelIndex | QPersistentModelIndex


class Result(Struct, frozen=True):
    """One line: what it says, a line below it, and what opens: a place or a past answer."""

    text: str
    details: str
    tag: str
    opens: Evidence | Attempt | None


class Role(IntEnum):
    DETAILS = Qt.ItemDataRole.UserRole
    TAG = Qt.ItemDataRole.UserRole + 1


class ResultModel(QAbstractListModel):
    """The lines in the order in which they were found."""

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[Result, ...] = ()

    def show_results(self, results: Sequence[Result]) -> None:
        self.beginResetModel()
        self._results = tuple(results)
        self.endResetModel()

    def result(self, row: int) -> Result:
        return self._results[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (as Qt declares it)
        return 0 if parent.isValid() else len(self._results)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        result = self._results[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return result.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{result.tag}: {result.text}. {result.details}"
            case Role.DETAILS:
                return result.details
            case Role.TAG:
                return result.tag
        return None


class ResultDelegate(QStyledItemDelegate):
    """Two lines of text and a word at the right that says what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        lines = _metrics(option.font).height() * 1.25 + _metrics(_small(option.font)).height()
        return QSize(theme.px(200), round(lines) + theme.px(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.in_use()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(colours.accent))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 8, 8)
        side, above = theme.px(14), theme.px(9)
        place = option.rect.adjusted(side, above, -side, -above)
        small = _small(option.font)
        tag = str(index.data(Role.TAG))
        wide = _metrics(small).horizontalAdvance(tag)
        _write(painter, small, colours.muted, place, tag, Qt.AlignmentFlag.AlignRight)
        upper = place.adjusted(0, 0, -wide - side, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        _write(painter, option.font, colours.text, upper, text, Qt.AlignmentFlag.AlignTop)
        details = str(index.data(Role.DETAILS))
        _write(painter, small, colours.muted, place, details, Qt.AlignmentFlag.AlignBottom)
        painter.restore()


def _write(
    painter: QPainter,
    font: QFont,
    colour: str,
    place: QRect,
    text: str,
    alignment: Qt.AlignmentFlag,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    line = " ".join(text.split())
    shown = _metrics(font).elidedText(line, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, alignment | Qt.TextFlag.TextSingleLine, shown)


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(theme.px(13))
    return made


def _metrics(font: QFont) -> QFontMetrics:
    return QFontMetrics(font)
