"""Labels for sentences take the room that their text needs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.prose import Prose
from studyapp.ui.widgets.text import label

SENTENCE = "Ukraine rejects the claims and says its troops are still present. " * 4


def test_narrower_labels_are_higher(show: Callable[..., None]) -> None:
    prose = Prose(SENTENCE)
    show(prose, 600, 200)

    assert prose.heightForWidth(200) > prose.heightForWidth(400) > prose.heightForWidth(4000)


def test_a_word_too_long_for_the_line_is_broken(show: Callable[..., None]) -> None:
    prose = Prose("x" * 400)
    show(prose, 200, 100)

    assert prose.heightForWidth(200) > 5 * prose.heightForWidth(40_000)
    assert prose.minimumSizeHint().width() < 100


def test_every_line_end_begins_a_line(show: Callable[..., None]) -> None:
    prose = Prose("one\ntwo\nthree")
    show(prose, 300, 100)

    assert prose.heightForWidth(300) > 2.5 * Prose("one").heightForWidth(300)


def test_text_from_files_is_never_markup(show: Callable[..., None]) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    texts = [label("<b>bold</b>", wrap=wrap) for wrap in (True, False)]
    for each in texts:
        column.addWidget(each)
    show(holder)

    assert {each.textFormat() for each in texts} == {Qt.TextFormat.PlainText}
    assert {each.text() for each in texts} == {"<b>bold</b>"}


def test_the_whole_text_is_painted(show: Callable[..., None]) -> None:
    prose = Prose("Wide text that is painted to its very end: W")
    show(prose, 400, 30)
    image = prose.grab().toImage()
    ground = QColor(image.pixelColor(0, 0))
    inked = [
        x
        for x in range(image.width())
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y) != ground
    ]

    assert max(inked) - min(inked) > prose.fontMetrics().horizontalAdvance(prose.text()) * 0.95


def test_a_page_is_as_high_as_its_labels_and_no_higher(show: Callable[..., None]) -> None:
    column = Column(600)
    for _ in range(3):
        column.body.addWidget(label(SENTENCE))
    column.body.addStretch(1)
    show(column, 700, 600)

    assert not column.verticalScrollBar().isVisible()
    assert column.widget().heightForWidth(700) < 600
