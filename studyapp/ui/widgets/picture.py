"""The picture of a question: small on its page, large when it is pressed."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QDialog, QSizePolicy, QVBoxLayout, QWidget

from studyapp.core.questions import Picture
from studyapp.files.pictures import MAX_BYTES, picture_ending
from studyapp.ui import theme
from studyapp.ui.widgets.buttons import ENTER_KEYS
from studyapp.ui.widgets.text import label
from studyapp.ui.words import tr

# Few bytes may claim to be a picture of any size; unpacked it takes four to eight a pixel.
MAX_PIXELS = 30_000_000

_MOST_SHOWN = 4096  # pixels a side: no screen shows more
_ENLARGED = 4  # times its own size: larger no picture gets better
_OF_SCREEN = 0.9
_EDGE = 3  # pixels around the picture for the line that shows the focus
_NARROWEST = 48
_PAPER = QColor("#ffffff")  # what is drawn on nothing was drawn for paper


def decoded(data: bytes) -> QImage | None:
    """The picture that the bytes hold; None for none, for a broken and for a huge one."""
    ending = picture_ending(data)
    if ending is None or len(data) > MAX_BYTES:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(ending.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty() or size.width() * size.height() > MAX_PIXELS:
        return None
    if max(size.width(), size.height()) > _MOST_SHOWN:
        whole = QSize(_MOST_SHOWN, _MOST_SHOWN)
        reader.setScaledSize(size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return image if not image.isNull() else None


class PictureView(QWidget):
    """Shows the picture of a question, or says in words what it shows where it cannot.

    It takes the width that there is and the share of the height that it is given, but
    never more than the picture's own size; a press or Enter shows it large.
    """

    def __init__(self, share: float) -> None:
        """``share`` is how much of the page's height it takes at most."""
        super().__init__()
        self._share = share
        self._told = label("", "muted")
        self.button = _PictureButton()
        self.button.clicked.connect(self._on_button_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)
        self.hide()

    def show_picture(self, picture: Picture | None, pictures: Mapping[str, bytes]) -> None:
        """Show this picture, whose bytes are among those of its bank; hidden without one."""
        data = pictures.get(picture.file, b"") if picture is not None else b""
        image = decoded(data)
        self.button.show_image(image)
        self.button.setVisible(image is not None)
        self._told.setVisible(image is None)
        if picture is not None:
            self.button.setAccessibleName(picture.alt or tr("Picture without a description"))
            self._told.setText(_in_words(picture))
        self.setVisible(picture is not None)

    def fit(self, height: int) -> None:
        """Take a share of a page of this height."""
        self.button.limit(round(self._share * height))

    def _on_button_clicked(self) -> None:
        if self.button.image is not None:
            PictureDialog(self, self.button.image, self.button.accessibleName()).open()


class _PictureButton(QAbstractButton):
    """As wide and as high as the picture may be."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._limit = 0
        self._drawn = QImage()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Enlarge the picture"))
        self.setAccessibleDescription(tr("Enter enlarges the picture"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage | None) -> None:
        self.image = image
        self._drawn = QImage()
        self.updateGeometry()
        self.update()

    def limit(self, height: int) -> None:
        """Take no more than this height."""
        if height != self._limit:
            self._limit = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return _grown(self._fitted(_MOST_SHOWN))

    def minimumSizeHint(self) -> QSize:
        return _grown(self._fitted(_NARROWEST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _grown(self._fitted(width - 2 * _EDGE)).height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.image is None:
            return
        colours = theme.in_use()
        painter = QPainter(self)
        size = self._fitted(self.width() - 2 * _EDGE)
        place = QRect(_EDGE, _EDGE, size.width(), size.height())
        device = size * painter.deviceTransform().m11()  # pixels of the screen
        if self._drawn.size() != device:
            self._drawn = _scaled(self.image, device)
        _draw(painter, self._drawn, place)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if focused else colours.hairline), 1 + focused))
        painter.drawRect(place.adjusted(-2, -2, 1, 1) if focused else place.adjusted(-1, -1, 0, 0))

    def _fitted(self, width: int) -> QSize:
        """The size of the picture in so much width."""
        if self.image is None:
            return QSize(0, 0)
        most = QSize(max(1, width), self._limit or _MOST_SHOWN).boundedTo(self.image.size())
        fitted = self.image.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return fitted.expandedTo(QSize(1, 1))


class PictureDialog(QDialog):
    """The picture as large as the screen allows; Esc, Enter and a press close it."""

    def __init__(self, parent: QWidget, image: QImage, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Picture"))
        self.setAccessibleName(name)
        self._image = image
        most = (self.screen().availableSize() * _OF_SCREEN).boundedTo(image.size() * _ENLARGED)
        self.resize(image.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.accept()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        _draw(painter, _scaled(self._image, size * painter.deviceTransform().m11()), place)


def _scaled(image: QImage, size: QSize) -> QImage:
    ratio, mode = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(size, ratio, mode)


def _draw(painter: QPainter, image: QImage, place: QRect) -> None:
    """Draw the picture, which has as many pixels as its place has on the screen."""
    if image.hasAlphaChannel():
        painter.fillRect(place, _PAPER)
    painter.drawImage(place, image)


def _grown(size: QSize) -> QSize:
    return size + QSize(2 * _EDGE, 2 * _EDGE)


def _in_words(picture: Picture) -> str:
    if picture.alt:
        return tr("The picture “{file}” cannot be shown here. It shows: {alt}").format(
            file=picture.file, alt=picture.alt
        )
    return tr("The picture “{file}” cannot be shown here.").format(file=picture.file)
