"""What is set on the Settings screen is kept in the learner's record and put to use."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from samples import FullDisk

from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.fitting import Fit, Step, fit
from studyapp.core.scheduling.policy import DEFAULT_WEIGHTS, Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage.folders import learner_folder
from studyapp.storage.record import Record
from studyapp.ui.beside import Beside
from studyapp.ui.preferences.desk import SettingsDesk
from studyapp.ui.settings import Settings
from studyapp.ui.settings_page import SettingsPage

Key = Qt.Key
MONDAY = 739_700


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with closing(Record.open(learner_folder(tmp_path))) as opened:
        yield opened


@pytest.fixture
def disk(record: Record) -> FullDisk:
    return FullDisk(record)


@pytest.fixture
def page(show: Callable[..., None], tmp_path: Path) -> SettingsPage:
    made = SettingsPage(tmp_path)
    made.show_settings(Settings())
    show(made, 900, 1600)
    return made


@pytest.fixture
def desk(page: SettingsPage, disk: FullDisk, tmp_path: Path) -> Iterator[SettingsDesk]:
    made = SettingsDesk(page, disk, tmp_path, "default")  # type: ignore[arg-type]  # a full disk, too
    made.show_all()
    yield made
    made.close()


def texts(page: SettingsPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_schedule_is_kept_with_the_learner(
    page: SettingsPage, desk: SettingsDesk, record: Record, qtbot: QtBot
) -> None:
    schedule = page.schedule
    qtbot.keyClick(schedule.retention.field, Key.Key_Up)
    schedule.new.show_number(5)
    schedule.reviews.field.setValue(120)
    schedule.day_begins.field.setValue(0)

    assert record.policy() == Policy(0.91, None, 5, 120, 0)


def test_exam_day_is_planned_for_and_taken_back(
    page: SettingsPage, desk: SettingsDesk, record: Record
) -> None:
    page.schedule.has_exam.click()
    planned = record.policy().exam_day
    page.schedule.has_exam.click()
    today = datetime.now(UTC).astimezone().date()

    assert planned == (today + timedelta(days=14)).toordinal()
    assert record.policy().exam_day is None


def test_an_exam_day_in_the_past_is_shown_as_it_is(page: SettingsPage) -> None:
    past = date(2020, 5, 17)
    page.schedule.show_policy(Policy(exam_day=past.toordinal()), date(2026, 3, 1))

    assert page.schedule.exam.text() == "2020-05-17"


def test_what_the_disk_refuses_is_told_and_shown_as_before(
    page: SettingsPage, desk: SettingsDesk, disk: FullDisk, record: Record, qtbot: QtBot
) -> None:
    disk.full = True
    with qtbot.waitSignal(desk.refused) as refused:
        page.schedule.new.field.setValue(99)

    assert refused.args == ["Not saved: the disk is full"]
    assert page.schedule.new.number == record.policy().new_per_day


@pytest.mark.parametrize("typed", ["2026-12-20", "20261220", "20.12.2026", "2026-12-20 "])
def test_the_day_of_an_exam_is_typed_as_people_write_it(
    page: SettingsPage, qtbot: QtBot, typed: str
) -> None:
    page.schedule.show_policy(Policy(), date(2026, 11, 28))
    page.schedule.has_exam.click()
    page.schedule.exam.selectAll()
    qtbot.keyClicks(page.schedule.exam, typed)
    with qtbot.waitSignal(page.schedule.policy_chosen) as chosen:
        qtbot.keyClick(page.schedule.exam, Qt.Key.Key_Return)

    assert chosen.args[0].exam_day == date(2026, 12, 20).toordinal()


@pytest.mark.parametrize(
    ("typed", "told"), [("soon", "like this: 2026-12-12"), ("2026-11-20", "is 2026-11-29")]
)
def test_what_is_no_day_of_an_exam_changes_nothing_and_is_told(
    page: SettingsPage, qtbot: QtBot, typed: str, told: str
) -> None:
    page.schedule.show_policy(Policy(), date(2026, 11, 28))
    page.schedule.has_exam.click()
    page.schedule.exam.selectAll()
    qtbot.keyClicks(page.schedule.exam, typed)
    with qtbot.assertNotEmitted(page.schedule.policy_chosen):
        qtbot.keyClick(page.schedule.exam, Qt.Key.Key_Return)

    assert told in page.schedule._refusal.text()
    assert page.schedule.exam.day == date(2026, 12, 12)


def test_asking_for_confidence_is_a_setting(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.schedule.confidence_chosen) as chosen:
        page.schedule.confidence.click()

    assert chosen.args == [True]


def test_a_backup_made_by_hand_is_listed(page: SettingsPage, desk: SettingsDesk) -> None:
    page.backups.now.click()
    QApplication.processEvents()

    assert len(page.backups.rows) == 1
    assert "made by hand · 0 answers" in texts(page)


def test_restoring_takes_two_clicks(page: SettingsPage, desk: SettingsDesk, qtbot: QtBot) -> None:
    page.backups.now.click()
    (row,) = page.backups.rows
    with qtbot.assertNotEmitted(desk.opening_wanted):
        row.restore.click()
    with qtbot.waitSignal(desk.opening_wanted) as wanted:
        row.sure.click()

    assert wanted.args[0].restore.suffix == ".sqlite3"


def test_restoring_can_be_thought_better_of(page: SettingsPage, desk: SettingsDesk) -> None:
    page.backups.now.click()
    (row,) = page.backups.rows
    row.restore.click()
    row.keep.click()
    QApplication.processEvents()

    assert not row.sure.isVisible()
    assert row.restore.isVisible()


def test_a_fit_with_too_few_reviews_says_so(
    page: SettingsPage, desk: SettingsDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.runner.ended, timeout=30_000):
        page.fitting.fit.click()

    assert "too few reviews" in texts(page)
    assert page.fitting.fit.isVisible()


def fitted(loss: float) -> Fit:
    return Fit((*DEFAULT_WEIGHTS[:-1], 0.3), 900, 220, loss, 0.35, 0.42)


def test_a_fit_that_foresees_better_is_used(
    page: SettingsPage, desk: SettingsDesk, record: Record
) -> None:
    desk.runner.ended.emit(fitted(0.31))

    assert record.policy().parameters == fitted(0.31).parameters
    assert "fitted to you 0.310, average learner 0.350, a constant guess 0.420" in texts(page)
    assert "Parameters: fitted to your history" in texts(page)


def test_a_fit_that_foresees_worse_changes_nothing(
    page: SettingsPage, desk: SettingsDesk, record: Record
) -> None:
    desk.runner.ended.emit(fitted(0.36))

    assert record.policy().parameters is None
    assert "nothing was changed" in texts(page)


def test_the_usual_parameters_are_one_click_away(
    page: SettingsPage, desk: SettingsDesk, record: Record
) -> None:
    desk.runner.ended.emit(fitted(0.31))
    page.fitting.usual.click()

    assert record.policy().parameters is None


def test_progress_of_a_fit_is_told(page: SettingsPage) -> None:
    told = []
    for step in (None, Step.FITTING, Step.COMPARING):
        page.fitting.show_busy(step)
        told.append(page.fitting._result.text())

    assert len(set(told)) == 3
    assert page.fitting.cancel.isVisible()
    assert page.fitting.progress.isVisible()


def histories() -> list[list[Review]]:
    """Two hundred facts, each asked on five days and forgotten on every seventh."""
    days = (0, 1, 4, 11, 25)
    return [
        [
            Review(MONDAY + fact % 30 + day, Rating.AGAIN if (fact + day) % 7 == 0 else Rating.GOOD)
            for day in days
        ]
        for fact in range(200)
    ]


def test_a_fit_runs_beside_the_window_and_tells_its_steps(qtbot: QtBot) -> None:
    runner = Beside()
    steps: list[Step] = []
    runner.stepped.connect(steps.append)
    with qtbot.waitSignal(runner.ended, timeout=60_000) as done:
        runner.start(fit, histories())

    assert steps == [Step.FITTING, Step.COMPARING]
    assert isinstance(done.args[0], Fit)
    assert not runner.busy


def test_a_fit_is_cancelled(qtbot: QtBot) -> None:
    runner = Beside()
    with qtbot.waitSignal(runner.cancelled, timeout=30_000):
        runner.start(fit, histories())
        runner.cancel()

    assert not runner.busy


def test_a_fit_ends_with_the_window(qtbot: QtBot) -> None:
    runner = Beside()
    runner.start(fit, histories())
    runner.close()

    qtbot.waitUntil(lambda: not runner.busy)
