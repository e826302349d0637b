"""Number fields, folded parts, notices and the clock of an exam."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studyapp.ui.study.countdown import Countdown
from studyapp.ui.study.mode_words import in_days, remaining
from studyapp.ui.widgets.disclosure import Disclosure
from studyapp.ui.widgets.notice import Notice
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.text import label
from studyapp.ui.words import signed

Key = Qt.Key
Show = Callable[..., None]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def field(show: Show) -> NumberField:
    made = NumberField("Minutes", 1, 9, unit="min", step=5)
    made.show_number(4)
    show(made, 300, 60)
    return made


def test_number_is_seen_in_its_field(field: NumberField) -> None:
    """Qt gives the line inside no room where its buttons are taken away."""
    line = field.field.lineEdit()

    assert line.text() == "4"
    assert line.width() > line.fontMetrics().horizontalAdvance("99999")


def test_number_changes_with_arrows_and_buttons(field: NumberField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.changed) as up:
        qtbot.keyClick(field.field, Key.Key_Up)
    with qtbot.waitSignal(field.changed) as down:
        field._less.click()

    assert (up.args, down.args) == ([9], [4])


def test_buttons_end_where_the_range_ends(field: NumberField) -> None:
    field.show_number(9)

    assert not field._more.isEnabled()
    assert field._less.isEnabled()


def test_a_number_shown_is_no_change(field: NumberField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.show_number(7)


def test_the_wheel_leaves_the_number_alone(field: NumberField) -> None:
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.field, turned)

    assert field.number == 4


def test_a_number_field_says_what_it_is_for(field: NumberField) -> None:
    assert field.field.accessibleName() == "Minutes, min"


def test_a_folded_part_opens_with_enter(show: Show, qtbot: QtBot) -> None:
    inside = label("inside")
    part = Disclosure("More", inside)
    show(part, 300, 100)
    part.show_summary("three things")
    with qtbot.waitSignal(part.toggled) as toggled:
        qtbot.keyClick(part.button, Key.Key_Return)

    assert toggled.args == [True]
    assert inside.isVisible()
    assert part.button.accessibleDescription() == "three things"


def test_a_notice_never_reads_markup(show: Show) -> None:
    notice = Notice("Yes", "No")
    show(notice, 500, 90)
    notice.tell("<b>bold</b>", "<img src=x>")

    assert notice._title.text() == "<b>bold</b>"
    assert notice._title.textFormat() is Qt.TextFormat.PlainText


def test_the_clock_runs_out_once(show: Show, qtbot: QtBot) -> None:
    clock = Countdown(lambda: NOON)
    show(clock, 200, 40)
    with qtbot.waitSignal(clock.ran_out):
        clock.count_to(NOON)
    with qtbot.assertNotEmitted(clock.ran_out, wait=600):
        pass

    assert clock.accessibleName() == "0:00 left"


def test_the_last_minute_is_in_another_colour(show: Show) -> None:
    clock = Countdown(lambda: NOON)
    show(clock, 200, 40)
    clock.count_to(NOON + timedelta(seconds=61))
    calm = clock._text.property("hurry")
    clock.count_to(NOON + timedelta(seconds=59))

    assert (calm, clock._text.property("hurry")) == ("false", "true")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (0.2, "0:01"), (59, "0:59"), (600, "10:00"), (3661, "1:01:01"), (-5, "0:00")],
)
def test_time_left_is_told_as_clocks_do(seconds: float, shown: str) -> None:
    assert remaining(timedelta(seconds=seconds)) == shown


def test_days_ahead_are_told_as_people_do() -> None:
    assert [in_days(days) for days in (0, 1, 12)] == ["today", "tomorrow", "in 12 days"]


@pytest.mark.parametrize(("mark", "shown"), [(3, "+3"), (-6, "−6"), (0, "0"), (1.5, "+1.5")])
def test_marks_carry_their_sign(mark: float, shown: str) -> None:
    assert signed(mark) == shown


def test_many_marks_are_told_whole() -> None:
    assert signed(-123) == "−123"
