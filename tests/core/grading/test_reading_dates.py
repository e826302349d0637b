import pytest

from studyapp.core.dates import date_text
from studyapp.core.grading.reading_dates import Part, Range, days_of, read_dates, spanned


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("06/08/2024", (Part(2024, 8, 6), Part(2024, 6, 8))),
        ("13/08/2024", (Part(2024, 8, 13),)),
        ("6.8.24", (Part(2024, 8, 6), Part(2024, 6, 8), Part(1924, 8, 6), Part(1924, 6, 8))),
        ("mid-April 2025", (Part(2025, 4, third=1),)),
        ("early autumn", (Part(season=23, third=0),)),
        ("2011/12", (Part(2011, 12), Part(2011, years=2))),
        ("the 1990s", (Part(1990, years=10),)),
        ("6–8 August 2024", (Range(Part(2024, 8, 6), Part(2024, 8, 8)),)),
        ("November to February 2025", (Range(Part(2024, 11), Part(2025, 2)),)),
        ("November 2024 to February", (Range(Part(2024, 11), Part(2025, 2)),)),
    ],
)
def test_the_ways_to_read_one_date(text, readings):
    (found,) = read_dates(text)

    assert set(found) == set(readings)


@pytest.mark.parametrize("text", ["", "dawn", "they marched", "the", "no date"])
def test_a_text_without_a_date(text):
    assert read_dates(text) == ()


@pytest.mark.parametrize("text", ["the 6th", "45.13.2024"])
def test_a_number_that_is_no_date_stays_without_a_reading(text):
    found = read_dates(text)

    assert any(readings == () for readings in found)


@pytest.mark.parametrize(
    "part", [Part(2023, 2, 29), Part(2024, 13), Part(2024, 4, 31), Part(0), Part(9999), Part(1)]
)
def test_impossible_dates_have_no_days(part):
    assert days_of(part, 2024) is None


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        (Part(month=2), "February 1, 2024", "February 29, 2024"),
        (Part(2025, 4, third=1), "April 11, 2025", "April 20, 2025"),
        (Part(2025, third=2), "August 31, 2025", "December 31, 2025"),
        (Part(season=24), "December 1, 2024", "February 28, 2025"),
        (Part(2024, years=2), "January 1, 2024", "December 31, 2025"),
    ],
)
def test_the_days_that_a_date_stands_for(part, first, last):
    days = days_of(part, 2024)
    ends = [day.strftime("%B %d, %Y").replace(" 0", " ") for day in (days.first, days.last)]

    assert ends == [first, last]


def test_a_range_without_years_may_run_over_new_year():
    first, last = spanned(Range(Part(month=11), Part(month=2)), 2024)

    assert (first.year, last.year) == (2024, 2025)


def test_every_date_reads_back_from_its_own_words():
    for part in (Part(2024, 8, 6), Part(2025, 4), Part(2024, season=22), Part(1999)):
        assert read_dates(date_text(days_of(part, 1)))[0][0] == part
