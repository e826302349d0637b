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


def inked_rows(prose: Prose, start: int, end: int) -> list[int]:
    """The rows of pixels between two columns that are not of the ground's colour."""
    image = prose.grab().toImage()
    ground = image.pixelColor(0, 0)
    columns = range(start, min(end, image.width()))
    return [
        y for y in range(image.height()) if any(image.pixelColor(x, y) != ground for x in columns)
    ]


def test_marked_words_are_plain_text_in_styles(show: Callable[..., None]) -> None:
    prose = Prose("*What* is H~2~O at 10^5^ Pa? 2 \\* 3", marked=True)
    show(prose, 400, 30)

    assert prose.text() == "What is H₂O at 10⁵ Pa? 2 * 3"
    assert prose.textFormat() is Qt.TextFormat.PlainText


def test_lowered_words_are_painted_lower_and_raised_ones_higher(show: Callable[..., None]) -> None:
    rows = {}
    for name, text in {"low": "x~x~", "plain": "xx", "high": "x^x^"}.items():
        prose = Prose(text, marked=True)
        show(prose, 60, 40)
        first = prose.fontMetrics().horizontalAdvance("x")
        rows[name] = inked_rows(prose, first + 1, 60)

    assert max(rows["high"]) < max(rows["plain"]) < max(rows["low"])
    assert min(rows["high"]) < min(rows["plain"]) < min(rows["low"])


def test_the_line_stays_where_it_is_with_raised_words_in_it(show: Callable[..., None]) -> None:
    rows = []
    for text in ("x", "x^5^"):
        prose = Prose(text, marked=True)
        show(prose, 60, 40)
        rows.append(inked_rows(prose, 0, prose.fontMetrics().horizontalAdvance("x") - 1))

    assert rows[0] == rows[1]


def test_emphasis_is_slanted(show: Callable[..., None]) -> None:
    prose = Prose("*Hill*", marked=True)
    show(prose, 100, 30)
    slanted = prose.grab().toImage()
    prose.show_text("Hill")

    assert prose.grab().toImage() != slanted
    assert prose.text() == "Hill"


def test_styles_behind_an_emoji_are_in_their_place(show: Callable[..., None]) -> None:
    """Qt counts such a character twice."""
    prose = Prose("😀😀😀 xx~x~", marked=True)
    plain = Prose("😀😀😀 xxx")
    show(prose, 200, 40)
    show(plain, 200, 40)
    before = prose.fontMetrics().horizontalAdvance("😀😀😀 xx")

    assert inked_rows(prose, 0, before - 1) == inked_rows(plain, 0, before - 1)
    assert max(inked_rows(prose, before + 1, 200)) > max(inked_rows(plain, before + 1, 200))


def test_marks_mean_nothing_where_a_text_bears_none(show: Callable[..., None]) -> None:
    prose = Prose("2 * 3 * 4 ~ 24")
    show(prose, 200, 30)

    assert prose.text() == "2 * 3 * 4 ~ 24"


def test_a_wide_label_asks_for_the_room_of_its_styles(show: Callable[..., None]) -> None:
    small, large = Prose("x^2222222222^", marked=True), Prose("x2222222222")
    show(small)

    assert small.sizeHint().width() < large.sizeHint().width()
    assert small.heightForWidth(small.sizeHint().width()) == large.heightForWidth(1000)
