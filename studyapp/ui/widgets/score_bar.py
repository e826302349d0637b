"""A score as a bar, with its numbers and a word."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studyapp.ui import theme, words
from studyapp.ui.widgets.text import label


class Bar(QWidget):
    """A slim track, filled up to a share from 0 to 1."""

    def __init__(self, pixels: int = 8) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(pixels)

    @property
    def share(self) -> float:
        return self._share

    def show_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.in_use()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() / 2
        place = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(place, radius, radius)
        if self._share > 0:
            place.setWidth(max(place.height(), place.width() * self._share))
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(place, radius, radius)


class ScoreBar(QWidget):
    """A heading, the share of points reached as a bar, and both in numbers and a word."""

    def __init__(self, heading: str, score: float, answered: int) -> None:
        super().__init__()
        share = score / answered if answered else 0.0
        reached = words.points(score, answered)
        percent = words.percent(score, answered)
        rating = self._rating(share)
        self.setAccessibleName(f"{heading}: {percent}, {reached}, {rating}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        bar = Bar()
        bar.show_share(share)
        number = label(percent, "strong", wrap=False)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setMinimumWidth(theme.px(48))
        row.addWidget(label(heading), 5)
        row.addWidget(bar, 4)
        row.addWidget(number)
        row.addWidget(label(f"{reached} · {rating}", "muted"), 5)

    def _rating(self, share: float) -> str:
        """A word for the share; the steps are a convention of this program."""
        if share >= 0.9:
            return self.tr("strong")
        if share >= 0.7:
            return self.tr("good")
        return self.tr("fair") if share >= 0.5 else self.tr("needs practice")
