"""A file of text as it is, at a line of it."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from studyapp.files.decoding import decoded
from studyapp.files.refusal import Refused
from studyapp.storage.bank_folders import read_regular, said
from studyapp.ui import theme
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import breakable, label


class FileDialog(QDialog):
    """Shows the file with line numbers; another program can open it from here."""

    def __init__(self, parent: QWidget, path: Path, line: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(path.name)
        self._path = path
        self.view = FileView(text_of(path), line)
        self.view.setAccessibleName(self.tr("{file}, line {n}").format(file=path.name, n=line))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(breakable(str(path)), "small"))
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        self.editor = Button(self.tr("Open in its own program"), pressed=self._on_editor_pressed)
        self.close_button = Button(self.tr("Close"), "primary", pressed=self.accept)
        row.addWidget(self.editor)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.resize(theme.px(900), theme.px(600))
        self.view.setFocus()

    def _on_editor_pressed(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))


class FileView(QPlainTextEdit):
    """Text that can be read and copied; one line, counted from 1, stands out."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__()
        self.line = line
        self.setReadOnly(True)
        self.setProperty("role", "code")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        font = self.font()
        font.setFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
        self.setFont(font)
        self.setPlainText(text)
        self._margin = _Margin(self)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(lambda *_: self._margin.update())
        self._fit()
        self._mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._margin.setGeometry(
            QRect(inside.left(), inside.top(), self._margin.sizeHint().width(), inside.height())
        )
        self.centerCursor()

    def _fit(self) -> None:
        self.setViewportMargins(self._margin.sizeHint().width(), 0, 0, 0)

    def _mark(self) -> None:
        block = self.document().findBlockByNumber(self.line - 1)
        cursor = QTextCursor(block if block.isValid() else self.document().lastBlock())
        mark = QTextEdit.ExtraSelection()
        mark.format.setBackground(QColor(theme.in_use().accent_soft))
        mark.format.setProperty(mark.format.Property.FullWidthSelection, True)
        mark.cursor = cursor
        self.setExtraSelections([mark])
        self.setTextCursor(cursor)
        self.centerCursor()


class _Margin(QWidget):
    """The numbers of the lines."""

    def __init__(self, view: FileView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        digits = len(str(self._view.blockCount()))
        return QSize(self._view.fontMetrics().horizontalAdvance("0") * digits + theme.px(20), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, colours = self._view, theme.in_use()
        painter = QPainter(self)
        painter.setFont(view.font())
        block = view.firstVisibleBlock()
        offset = view.contentOffset()
        while block.isValid():
            place = view.blockBoundingGeometry(block).translated(offset)
            if place.top() > event.rect().bottom():
                break
            number = block.blockNumber() + 1
            painter.setPen(QColor(colours.text if number == view.line else colours.muted))
            room = QRect(0, round(place.top()), self.width() - theme.px(10), round(place.height()))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(number))
            block = block.next()


def text_of(path: Path) -> str:
    """The text of a file, or why it cannot be shown."""
    try:
        return decoded(read_regular(path), str(path)).text
    except (OSError, ValueError) as error:
        return said(error)
    except Refused as refusal:
        return refusal.problem.message
