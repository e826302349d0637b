"""Small parts: what can be pressed, ticked and picked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studyapp.ui.widgets.banner import Banner
from studyapp.ui.widgets.buttons import Button, CardButton, Segments
from studyapp.ui.widgets.choices import CheckRow, OptionButton, OptionTick
from studyapp.ui.widgets.icons import app_icon
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label

Show = Callable[..., None]
Key = Qt.Key


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_buttons_are_pressed_with_enter_and_space(show: Show, qtbot: QtBot, key: Key) -> None:
    button = Button("Go")
    show(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_enter_held_down_presses_once(show: Show) -> None:
    pressed = []
    button = Button("Go", pressed=lambda: pressed.append(1))
    show(button)
    for repeats in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeats
        )
        QApplication.sendEvent(button, event)

    assert pressed == [1]


def test_ampersands_of_a_file_are_shown(show: Show) -> None:
    button = Button("War & peace")
    show(button)

    assert button.text() == "War && peace"
    assert button.accessibleName() == "War & peace"
    assert button.shortcut().isEmpty()


def test_a_card_grows_with_its_text(show: Show) -> None:
    holder = QWidget()
    outer = QVBoxLayout(holder)
    card = CardButton("name")
    inner = QVBoxLayout(card)
    inner.addWidget(label("A sentence that takes several lines in a narrow card. " * 5))
    outer.addWidget(card)
    outer.addStretch(1)
    show(holder, 300, 600)

    assert card.height() >= inner.heightForWidth(card.width())
    assert card.width() <= 300


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (lambda: OptionButton(1, "text"), QAccessible.Role.RadioButton),
        (lambda: OptionTick(1, "text"), QAccessible.Role.CheckBox),
        (lambda: CheckRow("text"), QAccessible.Role.CheckBox),
    ],
)
def test_choices_tell_what_they_are(
    show: Show, make: Callable[[], QWidget], role: QAccessible.Role
) -> None:
    choice = make()
    show(choice)

    assert QAccessible.queryAccessibleInterface(choice).role() == role


def test_choices_are_clicked_anywhere(show: Show, qtbot: QtBot) -> None:
    option = OptionButton(1, "text")
    show(option, 400, 60)
    qtbot.mouseClick(option, Qt.MouseButton.LeftButton, pos=QPoint(390, 5))

    assert option.isChecked()


def test_a_line_tells_its_count(show: Show) -> None:
    row = CheckRow("Losses")
    show(row)
    row.show_count(7)

    assert row.accessibleName() == "Losses, 7 questions"


def test_one_segment_is_chosen(show: Show, qtbot: QtBot) -> None:
    segments = Segments((5, 10), "Questions")
    show(segments)
    segments.choose(10)
    with qtbot.waitSignal(segments.chosen) as chosen:
        segments._group.button(5).click()

    assert chosen.args == [5]
    assert segments.number == 5


def test_scrolling_over_a_list_does_not_change_its_answer(show: Show) -> None:
    box = PickBox("answer")
    box.addItems(["a", "b", "c"])
    holder = QWidget()
    QHBoxLayout(holder).addWidget(box)
    show(holder)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)

    assert box.currentIndex() == 0


def test_a_banner_is_seen_once_it_says_something(show: Show) -> None:
    holder = QWidget()
    banner = Banner()
    QHBoxLayout(holder).addWidget(banner)
    show(holder)
    before = banner.isVisible()
    banner.say("Not saved")

    assert (before, banner.isVisible(), banner.accessibleName()) == (False, True, "Not saved")


def test_the_program_has_an_icon_in_every_size(show: Show) -> None:
    sizes = {size.width() for size in app_icon().availableSizes()}

    assert sizes == {16, 32, 64, 128}
