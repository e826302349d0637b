"""The numbers behind a chart, on screen and for spreadsheets."""

from datetime import date

from pytestqt.modeltest import ModelTester

from studyapp.ui.progress.numbers import Heading, Numbers, Unit, as_csv
from studyapp.ui.progress.numbers_table import NumbersModel

NUMBERS = Numbers(
    (
        Heading("Topic", Unit.TEXT),
        Heading("From", Unit.DATE),
        Heading("Answers"),
        Heading("Points reached", Unit.SHARE),
        Heading("Time", Unit.MINUTES),
    ),
    (
        ("Losses", date(2026, 3, 2), 12, 0.6666, 3.25),
        ('=HYPERLINK("x")', date(2026, 3, 9), 0, None, 0.0),
    ),
)


def test_model_behaves_as_a_model(qtmodeltester: ModelTester) -> None:
    model = NumbersModel()
    qtmodeltester.check(model)
    model.show_numbers(NUMBERS)

    qtmodeltester.check(model)


def test_cells_read_as_people_write_them() -> None:
    model = NumbersModel()
    model.show_numbers(NUMBERS)
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]

    assert rows[0] == ["Losses", "2026-03-02", "12", "67\u00a0%", "3.2"]
    assert rows[1][3] == "–"


def test_a_file_has_units_in_its_headings_and_no_formulas() -> None:
    assert as_csv(NUMBERS).split("\r\n") == [
        "Topic,From,Answers,Points reached (%),Time (min)",
        "Losses,2026-03-02,12,66.66,3.25",
        '"\'=HYPERLINK(""x"")",2026-03-09,0,,0',
        "",
    ]
