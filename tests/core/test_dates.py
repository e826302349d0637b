"""EDTF dates: which are read, what they span, how they are shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.dates import Precision, date_text, parse_edtf


@pytest.mark.parametrize(
    ("edtf", "precision", "first", "last", "shown"),
    [
        ("2024-08-06", Precision.DAY, date(2024, 8, 6), date(2024, 8, 6), "August 6, 2024"),
        ("2024-02-29", Precision.DAY, date(2024, 2, 29), date(2024, 2, 29), "February 29, 2024"),
        ("2025-03", Precision.MONTH, date(2025, 3, 1), date(2025, 3, 31), "March 2025"),
        ("2025-03-XX", Precision.MONTH, date(2025, 3, 1), date(2025, 3, 31), "March 2025"),
        ("2025-04~", Precision.MONTH, date(2025, 4, 1), date(2025, 4, 30), "April 2025"),
        ("2024-23", Precision.SEASON, date(2024, 9, 1), date(2024, 11, 30), "autumn 2024"),
        ("2024-24", Precision.SEASON, date(2024, 12, 1), date(2025, 2, 28), "winter 2024"),
        ("2024", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("2024?", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("201X", Precision.DECADE, date(2010, 1, 1), date(2019, 12, 31), "2010s"),
        (
            "2024-08/2025-04-26",
            Precision.INTERVAL,
            date(2024, 8, 1),
            date(2025, 4, 26),
            "August 2024 to April 26, 2025",
        ),
        ("2024-08/..", Precision.INTERVAL, date(2024, 8, 1), date.max, "August 2024 to …"),
    ],
)
def test_a_date_spans_its_first_to_its_last_day(
    edtf: str, precision: Precision, first: date, last: date, shown: str
) -> None:
    found = parse_edtf(edtf)

    assert found is not None
    assert (found.precision, found.first, found.last) == (precision, first, last)
    assert date_text(found) == shown


@pytest.mark.parametrize(
    "edtf",
    [
        "2024-13",
        "2025-02-29",
        "2024-8-6",
        "August 6",
        "",
        "2024/",
        "../..",
        "2025-04/2024-08",
        "0000",
        "00XX-01",
        "2024-23-01",
        "2024-XX-05",
        "9999-24",
    ],
)
def test_what_is_no_date_is_refused(edtf: str) -> None:
    assert parse_edtf(edtf) is None


def test_a_year_that_is_not_printed_stands_in_brackets() -> None:
    found = parse_edtf("2025-01", inferred=True)

    assert found is not None
    assert date_text(found) == "January [2025]"


@given(st.dates(), st.dates())
def test_dates_of_days_overlap_only_when_equal(left: date, right: date) -> None:
    one, other = parse_edtf(left.isoformat()), parse_edtf(right.isoformat())

    assert one is not None
    assert other is not None
    assert one.overlaps(other) == (left == right)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_lies_within_its_month_and_year(day: date) -> None:
    exact, month, year = (parse_edtf(day.isoformat()[:cut]) for cut in (10, 7, 4))

    assert exact is not None
    assert month is not None
    assert year is not None
    assert month.contains(exact)
    assert year.contains(month)


@given(st.text(max_size=12))
def test_no_text_upsets_the_reader(text: str) -> None:
    parse_edtf(text)
