"""The sentences of a source are tinted by what is known, and can be walked through."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from studyapp.core.bank import FactId
from studyapp.core.mastery import FactState, Level, SentenceState
from studyapp.core.sources import Source, Span, make_source
from studyapp.ui import theme
from studyapp.ui.source import states
from studyapp.ui.source.legend import Legend
from studyapp.ui.source.map_view import MapView
from studyapp.ui.theme import CONTRAST, DARK, LIGHT, Scheme

Key = Qt.Key
ASKED = (Level.KNOWN, Level.LEARNING, Level.WEAK, Level.UNSEEN)
SCHEMES = [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST]
TEXT = "A 😀 known one. A learnt one.\nA weak one. An unseen one. Nothing here. A wrong one."


def source_of(text: str) -> Source:
    return make_source("s", text, credit="", sha256="")


def states_of(
    source: Source, levels: Sequence[Level], missed: Sequence[int] = ()
) -> list[SentenceState]:
    found = []
    for number, (sentence, level) in enumerate(zip(source.sentences, levels, strict=True)):
        fact = FactState(FactId(f"f{number}"), level, 0.5, missed=number in missed)
        found.append(SentenceState(sentence, level, 0.5, () if level is Level.BARE else (fact,)))
    return found


@pytest.fixture
def view(show: Callable[..., None]) -> MapView:
    made = MapView()
    show(made, 700, 500)
    source = source_of(TEXT)
    made.show_map(source, states_of(source, (*ASKED, Level.BARE, Level.WEAK), missed=[5]))
    made.setFocus()
    QApplication.processEvents()
    return made


def tinted(view: MapView) -> dict[str, QTextEdit.ExtraSelection]:
    return {each.cursor.selectedText(): each for each in view.extraSelections()}


def test_each_sentence_is_tinted_from_its_first_to_its_last_letter(view: MapView) -> None:
    assert list(tinted(view)) == [
        "A 😀 known one.",
        "A learnt one.",
        "A weak one.",
        "An unseen one.",
        "A wrong one.",
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_levels_differ_in_ground_and_in_underline(
    view: MapView, qapp: QApplication, scheme: Scheme
) -> None:
    theme.apply(qapp, scheme, 100)
    found = tinted(view).values()
    grounds = [each.format.background().color().name() for each in found]
    lines = {each.format.underlineStyle() for each in found}

    assert len(set(grounds[:4])) == 4
    assert len(lines) == 5


def test_a_mark_lies_on_top_of_the_tint(view: MapView) -> None:
    view.mark([Span(2, 3)], ())

    assert [each.cursor.selectedText() for each in view.extraSelections()][-1] == "😀"


def test_a_wrong_answer_puts_a_cross_in_the_margin(view: MapView) -> None:
    margin = round(view.document().rootFrame().frameFormat().rightMargin())
    image = view.viewport().grab().toImage()
    ground = QColor(LIGHT.surface)

    def marked(words: str) -> bool:
        cursor = QTextCursor(view.document())
        cursor.setPosition(view._positions.to_qt(TEXT.index(words)))
        place = view.cursorRect(cursor)
        right = range(image.width() - margin + 3, image.width() - 2)
        rows = range(place.top() + 4, place.bottom() - 4)
        return any(image.pixelColor(x, y) != ground for x in right for y in rows)

    assert marked("A wrong")
    assert not marked("A 😀 known")


def test_arrows_go_from_sentence_to_sentence_and_stop_at_the_ends(
    view: MapView, qtbot: QtBot
) -> None:
    gone = []
    view.moved.connect(gone.append)
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_Up):
        qtbot.keyClick(view, key)

    assert gone == [0, 1, 2, 1, 0]


def test_enter_opens_the_current_sentence(view: MapView, qtbot: QtBot) -> None:
    view.go_to(3)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Key.Key_Return)

    assert opened.args == [3, True]


def test_a_click_opens_the_sentence_under_it(view: MapView, qtbot: QtBot) -> None:
    cursor = QTextCursor(view.document())
    cursor.setPosition(view._positions.to_qt(TEXT.index("unseen") + 2))
    place = view.cursorRect(cursor).center()
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))

    assert opened.args == [3, False]
    assert view.current == 3


def test_shift_and_arrows_still_select_words_to_copy(view: MapView, qtbot: QtBot) -> None:
    view.go_to(0)
    qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    assert view.textCursor().selectedText() == "A"
    assert view.current == 0


def test_page_down_takes_the_current_sentence_along(view: MapView, qtbot: QtBot) -> None:
    view.go_to(0)
    qtbot.keyClick(view, Key.Key_PageDown)

    assert view.current > 0


def test_the_state_of_the_current_sentence_can_be_heard(view: MapView) -> None:
    view.go_to(5)

    told = "Sentence 6 of 6 · Weak · 1 statement · 1 wrong last time"
    assert view.accessibleDescription() == told


def test_the_current_sentence_is_outlined(view: MapView) -> None:
    def accents() -> int:
        image = view.viewport().grab().toImage()
        wanted = QColor(LIGHT.accent).name()
        columns = range(0, image.width(), 2)
        return sum(image.pixelColor(x, y).name() == wanted for x in columns for y in range(200))

    before = accents()
    view.go_to(1)

    assert before == 0
    assert accents() > 50


@pytest.fixture(scope="module")
def long_source() -> Source:
    """About 300 kB."""
    paragraph = "The river rose in the night. At dawn the town of Brink was cleared. Nobody slept."
    return source_of("\n".join(f"{number}. {paragraph}" for number in range(3600)))


def test_of_a_long_text_only_what_is_near_is_tinted(
    show: Callable[..., None], long_source: Source, qtbot: QtBot
) -> None:
    view = MapView()
    show(view, 700, 500)
    count = len(long_source.sentences)
    view.show_map(long_source, states_of(long_source, [Level.WEAK] * count))
    view.go_to(count // 2)
    words = [each.cursor.selectionStart() for each in view.extraSelections()]
    middle = long_source.sentences[count // 2].span.start

    assert len(words) < 200
    assert min(words) < middle < max(words)


def test_scrolling_tints_what_comes_into_view(
    show: Callable[..., None], long_source: Source
) -> None:
    view = MapView()
    show(view, 700, 500)
    view.show_map(long_source, states_of(long_source, [Level.WEAK] * len(long_source.sentences)))
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.maximum() // 7):
        bar.setValue(value)
        seen = view._in_view()
        first = long_source.sentences[seen.start].span.start
        last = long_source.sentences[seen.stop - 1].span.start
        starts = {each.cursor.selectionStart() for each in view.extraSelections()}

        assert {first, last} <= starts


def test_places_found_are_marked_when_they_come_into_view(
    show: Callable[..., None], long_source: Source
) -> None:
    view = MapView()
    show(view, 700, 500)
    view.show_map(long_source, states_of(long_source, [Level.WEAK] * len(long_source.sentences)))
    places = [state.sentence.span for state in view._states]
    view.mark((), places)
    at_the_top = len(view.extraSelections())
    view.reveal(places[-1])
    starts = [each.cursor.selectionStart() for each in view.extraSelections()]

    assert at_the_top < 400
    assert starts.count(places[-1].start) == 2


def test_legend_counts_the_sentences_and_says_the_counts(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    source = source_of(TEXT)
    legend.show_states(states_of(source, (*ASKED, Level.BARE, Level.WEAK), missed=[0, 5]))

    assert [row.count.text() for row in legend.rows.values()] == ["1", "1", "2", "1", "1"]
    assert legend.missed.count.text() == "2"
    assert legend.rows[Level.WEAK].accessibleName() == "Weak: 2 sentences"
    assert "70 %" in legend.rows[Level.WEAK].accessibleDescription()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_samples_of_the_legend_look_different_without_colour(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme
) -> None:
    theme.apply(qapp, scheme, 100)
    styles = {states.look(level).style for level in ASKED}  # type: ignore[union-attr]  # tinted
    missed = states.look(Level.WEAK, missed=True)

    assert missed is not None
    assert len(styles | {missed.style}) == 5


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_tints_are_not_those_of_marked_words(colours: theme.Colours) -> None:
    tints = {colours.unseen, colours.weak, colours.learning, colours.known}

    assert not tints & {colours.mark, colours.other, colours.surface}
