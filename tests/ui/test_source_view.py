"""The source shows the words that were asked for."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studyapp.core.bank import Bank
from studyapp.core.sources import Source, Span, make_source
from studyapp.ui import theme
from studyapp.ui.theme import Scheme
from studyapp.ui.widgets.source_view import SourceView

TEXT = "The 😀 first line.\r\nThe second line with 🎉 and words.\n\nThe third line."


def source_of(text: str) -> Source:
    return make_source("s", text, credit="", sha256="")


def span_of(words: str, text: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def marked_words(view: SourceView) -> list[str]:
    return [selection.cursor.selectedText() for selection in view.extraSelections()]


def test_marked_words_are_the_words_behind_emoji_and_line_ends(show: Callable[..., None]) -> None:
    view = SourceView()
    show(view)
    view.show_source(source_of(TEXT))
    view.mark([span_of("words", TEXT)], [span_of("third line", TEXT)])

    assert marked_words(view) == ["words", "third line"]


def test_evidence_and_other_places_look_different_without_colour(
    show: Callable[..., None],
) -> None:
    view = SourceView()
    show(view)
    view.show_source(source_of(TEXT))
    view.mark([span_of("second", TEXT)], [span_of("third", TEXT)])
    evidence, other = view.extraSelections()

    assert evidence.format.underlineStyle() != other.format.underlineStyle()


def evidence_height(view: SourceView, span: Span) -> float:
    """How far down the view the span begins, as a share of the height."""
    return view.place_of(span).top() / view.viewport().height()


@pytest.mark.parametrize("passage", [0, 10, 20, -1])
def test_revealed_evidence_stands_in_the_upper_third(
    show: Callable[..., None], kursk: Bank, passage: int
) -> None:
    view = SourceView(room_below=True)
    show(view, 600, 500)
    source = next(iter(kursk.sources.values()))
    span = source.passages[passage].span
    view.show_source(source)
    view.mark([span], [])
    view.reveal(span)

    assert 0 <= evidence_height(view, span) <= 1 / 3


def test_revealed_evidence_stays_in_sight_when_resized(
    show: Callable[..., None], kursk: Bank, qtbot: QtBot
) -> None:
    view = SourceView(room_below=True)
    show(view, 900, 700)
    source = next(iter(kursk.sources.values()))
    span = source.passages[20].span
    view.show_source(source)
    view.mark([span], [])
    view.reveal(span)
    view.resize(420, 400)

    qtbot.waitUntil(lambda: 0 <= evidence_height(view, span) <= 1 / 3)


def test_lines_are_no_wider_than_can_be_read(show: Callable[..., None], kursk: Bank) -> None:
    view = SourceView()
    show(view, 1600, 600)
    view.show_source(next(iter(kursk.sources.values())))
    layout = view.document().begin().layout()
    widest = max(layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount()))

    assert widest <= 640


def test_text_is_set_larger_with_the_rest(
    show: Callable[..., None], qapp: QApplication, kursk: Bank
) -> None:
    view = SourceView()
    show(view)
    view.show_source(next(iter(kursk.sources.values())))
    before = QTextCursor(view.document()).charFormat().font().pixelSize()
    theme.apply(qapp, Scheme.LIGHT, 150)
    after = QTextCursor(view.document()).charFormat().font().pixelSize()

    assert (before, after) == (17, 26)


def test_marks_change_colour_with_the_scheme(show: Callable[..., None], qapp: QApplication) -> None:
    view = SourceView()
    show(view)
    view.show_source(source_of(TEXT))
    view.mark([span_of("second", TEXT)], [])
    theme.apply(qapp, Scheme.DARK, 100)

    (selection,) = view.extraSelections()

    assert selection.format.background().color().name() == theme.DARK.mark


def test_a_click_points_at_the_code_point_under_it(show: Callable[..., None], qtbot: QtBot) -> None:
    view = SourceView(pointing=True)
    show(view)
    view.show_source(source_of(TEXT))
    wanted = span_of("words", TEXT)
    middle = Span(wanted.start + 2, wanted.start + 2)
    cursor = QTextCursor(view.document())
    cursor.setPosition(view._positions.to_qt(middle.start))
    place = view.cursorRect(cursor).center()
    with qtbot.waitSignal(view.pointed) as pointed:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))

    assert wanted.start <= pointed.args[0] <= wanted.end


def test_markup_in_a_source_is_text(show: Callable[..., None]) -> None:
    view = SourceView()
    show(view)
    view.show_source(source_of("<b>bold</b> <img src='file:///etc/passwd'>"))

    assert view.toPlainText() == "<b>bold</b> <img src='file:///etc/passwd'>"


def test_the_bar_beside_marked_words_goes_with_the_mark(
    show: Callable[..., None], qtbot: QtBot
) -> None:
    view = SourceView()
    show(view)
    view.show_source(source_of(TEXT))
    view.mark([span_of("second", TEXT)], ())
    QApplication.processEvents()

    def bar() -> bool:
        QApplication.processEvents()
        image = view.screen().grabWindow(view.winId()).toImage()
        return any(
            image.pixelColor(x, y).name() == theme.LIGHT.mark_bar
            for x in range(image.width() // 2)
            for y in range(0, image.height(), 3)
        )

    with_mark = bar()
    view.mark((), ())

    assert with_mark
    qtbot.waitUntil(lambda: not bar())
