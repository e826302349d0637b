"""Every chart: drawn, read out, walked by keys, saved."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from study_history import NOW, past, store

from studyapp.core.attempts import Tally
from studyapp.core.bank import Bank
from studyapp.core.scheduling.days import day_of
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.record import Record
from studyapp.ui import theme
from studyapp.ui.progress.chart_view import ChartView
from studyapp.ui.progress.charts.confidence import confidence_chart
from studyapp.ui.progress.figures import Figures
from studyapp.ui.progress.views import View

CHARTS = [view for view in View if view not in (View.OVERVIEW, View.SESSIONS)]


@pytest.fixture(scope="module")
def folders(kursk: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Learners of one day, of a season and of a long year, by days."""
    home = tmp_path_factory.mktemp("learners")
    for days in (1, 90, 500):
        store(home / str(days), past(kursk, days, a_day=10))
    return {days: home / str(days) for days in (1, 90, 500)}


@pytest.fixture
def figures(folders: dict[int, Path], kursk: Bank) -> Iterator[Callable[[int], Figures]]:
    """The figures of the learner of so many days."""
    with ExitStack() as opened:
        yield lambda days: Figures(
            opened.enter_context(closing(Record.open(folders[days]))), kursk, NOW, UTC
        )


@pytest.fixture
def view(show: Callable[..., None]) -> ChartView:
    made = ChartView()
    show(made, 760, 560)
    return made


def ink(view: ChartView) -> set[str]:
    """The colours that are seen in the chart."""
    image = view.canvas.grab().toImage()
    width, height = image.width(), image.height()
    return {image.pixelColor(x, y).name() for x in range(0, width, 2) for y in range(0, height, 2)}


@pytest.mark.parametrize("days", [1, 90, 500])
@pytest.mark.parametrize("which", CHARTS)
def test_every_chart_has_words_numbers_and_a_drawing(
    view: ChartView, figures: Callable[[int], Figures], which: View, days: int
) -> None:
    chart = figures(days).chart(which)
    view.show_chart(chart)
    QApplication.processEvents()
    if days == 1 and chart.empty:
        assert view.canvas.isHidden() or not view.canvas.isVisible()
        return

    assert not chart.empty
    assert chart.title
    assert chart.unit
    assert chart.reading.endswith(".")
    assert chart.numbers.rows
    assert {len(row) for row in chart.numbers.rows} == {len(chart.numbers.headings)}
    assert view.canvas.spots
    assert view.canvas.accessibleName() == chart.title
    assert chart.reading in view.canvas.accessibleDescription()


@pytest.mark.parametrize("scheme", [theme.Scheme.DARK, theme.Scheme.CONTRAST])
@pytest.mark.parametrize("which", CHARTS)
def test_charts_follow_the_colours_of_the_window(
    view: ChartView,
    figures: Callable[[int], Figures],
    qapp: QApplication,
    which: View,
    scheme: theme.Scheme,
) -> None:
    view.show_chart(figures(90).chart(which))
    theme.apply(qapp, scheme, 100)
    QApplication.processEvents()
    seen, before = ink(view), theme.LIGHT

    assert theme.in_use().surface in seen
    assert not seen & {before.surface, before.accent, before.second}


@pytest.mark.parametrize("which", CHARTS)
@pytest.mark.parametrize(("width", "height", "percent"), [(420, 320, 175), (1700, 1000, 85)])
def test_charts_fit_any_size_of_window_and_text(
    view: ChartView,
    figures: Callable[[int], Figures],
    qapp: QApplication,
    which: View,
    width: int,
    height: int,
    percent: int,
) -> None:
    view.show_chart(figures(90).chart(which))
    theme.apply(qapp, theme.Scheme.LIGHT, percent)
    view.resize(width, height)
    QApplication.processEvents()

    assert view.canvas.width() <= width
    assert view.canvas.spots


def test_points_are_walked_by_keys_and_read_out(
    view: ChartView, figures: Callable[[int], Figures], qtbot: QtBot
) -> None:
    view.show_chart(figures(90).chart(View.FORECAST))
    view.canvas.setFocus()
    said = []
    view.canvas.pointed.connect(said.append)
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_End,
        Qt.Key.Key_Left,
        Qt.Key.Key_Home,
    ):
        qtbot.keyClick(view.canvas, key)
    spots = view.canvas.spots

    assert said == [spots[0].says, spots[1].says, spots[-1].says, spots[-2].says, spots[0].says]
    assert any(each.text() == spots[0].says for each in view.findChildren(QLabel))
    assert view.canvas.accessibleDescription() == spots[0].says


def test_the_mouse_reads_the_nearest_point(
    view: ChartView, figures: Callable[[int], Figures], qtbot: QtBot
) -> None:
    view.show_chart(figures(90).chart(View.FORECAST))
    qtbot.waitUntil(lambda: not view.canvas._later.isActive())
    QApplication.processEvents()
    spot = view.canvas.spots[3]
    ground = view.canvas.plot.ground
    near = next(
        place
        for x in range(0, ground.width(), 3)
        for y in range(0, ground.height(), 3)
        if view.canvas.plot.distance(spot, QPointF(place := QPointF(x, y))) < 3
    )
    with qtbot.waitSignal(view.canvas.pointed) as pointed:
        qtbot.mouseMove(ground, near.toPoint())

    assert pointed.args == [spot.says]


def test_the_numbers_take_the_place_of_the_drawing(
    view: ChartView, figures: Callable[[int], Figures], qtbot: QtBot
) -> None:
    chart = figures(90).chart(View.MEMORY)
    view.show_chart(chart)
    view.as_numbers.setFocus()
    qtbot.keyClick(view.as_numbers, Qt.Key.Key_Return)

    assert view.table.isVisible()
    assert not view.canvas.isVisible()
    assert view.table.model().rowCount() == len(chart.numbers.rows)


@pytest.mark.parametrize("which", CHARTS)
def test_charts_are_saved_as_picture_drawing_and_numbers(
    view: ChartView, figures: Callable[[int], Figures], tmp_path: Path, which: View
) -> None:
    chart = figures(90).chart(which)
    view.show_chart(chart)
    for suffix in ("png", "svg", "csv"):
        view.save(tmp_path / f"chart.{suffix}")
    picture = QImage(str(tmp_path / "chart.png"))
    drawing = (tmp_path / "chart.svg").read_text("utf-8")
    with (tmp_path / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))

    assert picture.width() > 2 * view.canvas.width()
    assert QSvgRenderer(str(tmp_path / "chart.svg")).isValid()
    assert chart.title in drawing
    assert "<image" not in drawing
    assert len(rows) == len(chart.numbers.rows) + 1


def test_a_file_that_cannot_be_written_is_told(
    view: ChartView, figures: Callable[[int], Figures], tmp_path: Path, qtbot: QtBot
) -> None:
    view.show_chart(figures(90).chart(View.TIME))
    for suffix in ("png", "svg", "csv"):
        with qtbot.waitSignal(view.refused) as refused:
            view.save(tmp_path / "nowhere" / f"chart.{suffix}")

        assert "nowhere" in refused.args[0]


def test_the_file_dialog_proposes_a_name(
    view: ChartView, figures: Callable[[int], Figures], tmp_path: Path
) -> None:
    view.show_chart(figures(90).chart(View.CALENDAR))
    view.save_as.click()
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    proposed = Path(dialog.selectedFiles()[0]).name
    dialog.filterSelected.emit(dialog.nameFilters()[2])
    dialog.fileSelected.emit(str(tmp_path / "days.csv"))
    dialog.reject()

    assert proposed.startswith("your-days-")
    assert dialog.defaultSuffix() == "csv"
    assert (tmp_path / "days.csv").exists()


def test_tab_leads_from_the_tools_to_the_chart(
    view: ChartView, figures: Callable[[int], Figures], qtbot: QtBot
) -> None:
    view.show_chart(figures(90).chart(View.TIME))
    view.as_chart.setFocus()
    met = []
    for _ in range(3):
        met.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert met[0] is view.as_chart
    assert view.save_as in met
    assert view.canvas in [*met, QApplication.focusWidget()]


@pytest.mark.parametrize(
    ("answered", "score", "verdict"),
    [
        (1000, 700.0, "less than it takes (80\u00a0%)"),
        (10, 7.0, "as it should be"),
        (1000, 900.0, "as it should be"),
    ],
)
def test_confidence_is_judged_only_where_it_is_not_chance(
    answered: int, score: float, verdict: str
) -> None:
    assert confidence_chart([Tally("sure", answered, score)]).reading.endswith(f"{verdict}.")


def test_guesses_that_are_mostly_right_could_be_surer() -> None:
    reading = confidence_chart([Tally("guess", 200, 180.0)]).reading

    assert reading == "“A guess” was right 90\u00a0% of the time: you could have been surer."


def test_the_forecast_tells_what_will_be_known_in_the_exam(
    figures: Callable[[int], Figures],
) -> None:
    plain = figures(90)
    assert "exam" not in plain.chart(View.FORECAST).reading

    policy = Policy(exam_day=day_of(NOW, UTC, Policy().day_begins) + 20)
    plain._record.set_policy(policy)
    planned = Figures(plain._record, plain.bank, NOW, UTC).chart(View.FORECAST)
    plain._record.set_policy(Policy())

    assert "On the day of the exam" in planned.reading
    assert "if you stopped today" in planned.reading


@pytest.mark.parametrize("text", [100, 150])
def test_in_a_small_window_no_words_stand_over_the_chart(
    qapp: QApplication, qtbot: QtBot, text: int
) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT, text)
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(560, 420)
    view.show_chart(confidence_chart([Tally("sure", 5, 1.0), Tally("fairly", 1, 0.0)]))
    with qtbot.waitExposed(view):
        view.show()
    qapp.processEvents()

    assert view._shown.geometry().bottom() < view._pointed.geometry().top()
