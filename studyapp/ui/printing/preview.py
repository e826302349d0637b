"""The pages as they will be printed, one at a time."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studyapp.ui import theme
from studyapp.ui.printing.document import Document
from studyapp.ui.printing.output import image_of
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.text import label

# Widths of a page in pixels at 100 % text.
_WIDTHS = (360, 480, 620, 800, 1040, 1400)
_USUAL_WIDTH = 620
_MARGIN = 16

# What the keys do: so many pages on or back, so many steps larger or smaller.
_TURNS = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_End: 1_000_000,
    Qt.Key.Key_Home: -1_000_000,
}
_SIZES = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}


class PreviewDialog(QDialog):
    """Page Up and Page Down turn the pages, Home and End go to the first and the last."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preview"))
        self._document = document
        self._width = _USUAL_WIDTH
        self.view = PageView()
        self.view.turned.connect(self._on_view_turned)
        self.view.sized.connect(self._on_view_sized)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.view)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.number = NumberField(self.tr("Page"), 1, max(document.count, 1))
        self.number.changed.connect(self._on_number_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._make_buttons())
        self.resize(theme.px(_USUAL_WIDTH) + 100, theme.px(820))
        self.show_page(1)
        self.view.setFocus()

    def show_page(self, number: int) -> None:
        """Go to the page of this number, which counts from 1."""
        number = min(max(number, 1), self._document.count)
        self.number.show_number(number)
        page = self._document.page(number - 1)
        ratio = self.devicePixelRatioF()
        self.view.show_image(image_of(self._document, page, theme.px(self._width), ratio))
        name = self.tr("Page {n} of {count}").format(n=number, count=self._document.count)
        self.view.setAccessibleName(name)
        self.view.setAccessibleDescription(page.text)
        self._scroll.verticalScrollBar().setValue(0)
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < self._document.count)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.previous = Button(self.tr("Previous"), pressed=lambda: self._on_view_turned(-1))
        self.next = Button(self.tr("Next"), pressed=lambda: self._on_view_turned(1))
        self.smaller = Button("−", "step", pressed=lambda: self._on_view_sized(-1))
        self.smaller.setAccessibleName(self.tr("Smaller"))
        self.larger = Button("+", "step", pressed=lambda: self._on_view_sized(1))
        self.larger.setAccessibleName(self.tr("Larger"))
        for button in (self.previous, self.next, self.smaller, self.larger):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys of the page do the same
        of = label(self.tr("of {n}").format(n=self._document.count), "muted", wrap=False)
        for each in (self.previous, self.number, of, self.next):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(label(self.tr("Size"), "muted", wrap=False))
        row.addWidget(self.smaller)
        row.addWidget(self.larger)
        row.addStretch(1)
        row.addWidget(Button(self.tr("Close"), pressed=self.reject))
        return row

    def _on_view_turned(self, by: int) -> None:
        self.show_page(self.number.number + by)

    def _on_number_changed(self, number: int) -> None:
        self.show_page(number)

    def _on_view_sized(self, by: int) -> None:
        at = _WIDTHS.index(self._width) + by
        if 0 <= at < len(_WIDTHS):
            self._width = _WIDTHS[at]
            self.smaller.setEnabled(at > 0)
            self.larger.setEnabled(at + 1 < len(_WIDTHS))
            self.show_page(self.number.number)


class PageView(QWidget):
    """The image of a page.

    Signals: ``turned(int)``, so many pages on or back; ``sized(int)``, a step larger or
    smaller.
    """

    turned = Signal(int)
    sized = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def image(self) -> QImage:
        return self._image

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.setFixedSize(self._shown() + QSize(2 * _MARGIN, 2 * _MARGIN))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _TURNS:
            self.turned.emit(_TURNS[key])
        elif key in _SIZES:
            self.sized.emit(_SIZES[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.in_use()
        painter = QPainter(self)
        painter.drawImage(_MARGIN, _MARGIN, self._image)
        focused = self.hasFocus()
        edge = QColor(colours.accent if focused else colours.hairline)
        painter.setPen(QPen(edge, 2 if focused else 1))
        shown = self._shown()
        painter.drawRect(_MARGIN - 1, _MARGIN - 1, shown.width() + 1, shown.height() + 1)

    def _shown(self) -> QSize:
        return (self._image.size() / self._image.devicePixelRatio()).expandedTo(QSize(1, 1))
