import pytest
from typed_items import item, typed, when

from studyapp.core.items import AcceptDate, Grade

INVASION = when("2024-08-06", "August 6, 2024")
MEETING = when("2025-02-28", "February 28, 2025", inferred=True)
REGAINED = when("2025-04", "April 2025", inferred=True, evidence="by Ukraine in mid-April - almost")
PRESSURE = when("2025-03", "March 2025")
SENT = when("2024-23", "the fall of 2024", inferred=True)
WINTER = when("2024-24", "winter 2024–25")
BATTLE = when("2024-08-06/2025-04-26", "August 6, 2024 to April 26, 2025")
OFFENSIVE = when("2025-03-01/2025-03-10", "early March 2025", inferred=True)
SINCE = when("2024-11/..", "since November 2024")
UNTIL = when("../2025-04-26", "until April 26, 2025")
YEAR = when("2025", "2025")
NINETIES = when("199X", "the 1990s")

CREDIT = {
    "day month year": (INVASION, "6 August 2024", 1),
    "month day year": (INVASION, "August 6, 2024", 1),
    "no comma": (INVASION, "August 6 2024", 1),
    "abbreviated": (INVASION, "Aug 6 2024", 1),
    "abbreviated with a stop": (INVASION, "6 Aug. 2024", 1),
    "lower case": (INVASION, "6 august 2024", 1),
    "ordinal": (INVASION, "6th of August 2024", 1),
    "ordinal first": (INVASION, "August 6th, 2024", 1),
    "ordinal in words": (INVASION, "the sixth of August, 2024", 1),
    "year in words": (INVASION, "August sixth, two thousand twenty-four", 1),
    "year in pairs": (INVASION, "August 6, twenty twenty-four", 1),
    "year first": (INVASION, "2024 August 6", 1),
    "hyphens": (INVASION, "6-Aug-2024", 1),
    "points": (INVASION, "6.8.2024", 1),
    "points and zeros": (INVASION, "06.08.2024", 1),
    "points and spaces": (INVASION, "6. 8. 2024", 1),
    "slashes, day first": (INVASION, "06/08/2024", 1),
    "slashes, month first": (INVASION, "08/06/2024", 1),
    "hyphens in digits": (INVASION, "6-8-2024", 1),
    "ISO": (INVASION, "2024-08-06", 1),
    "ISO with slashes": (INVASION, "2024/8/6", 1),
    "ISO with points": (INVASION, "2024.08.06", 1),
    "ISO compact": (INVASION, "20240806", 1),
    "ISO with a time": (INVASION, "2024-08-06T05:30:00Z", 1),
    "with a time": (INVASION, "August 6, 2024 at 05:30", 1),
    "weekday": (INVASION, "Tuesday, 6 August 2024", 1),
    "in a sentence": (INVASION, "It began on August 6, 2024.", 1),
    "short year": (INVASION, "6.8.24", 1),
    "short year in words": (INVASION, "6 August 24", 1),
    "short year after a comma": (INVASION, "Aug 6, 24", 1),
    "apostrophe year": (INVASION, "Aug 6 '24", 1),
    "curly apostrophe year": (INVASION, "Aug 6 ’24", 1),
    "month with a slip": (INVASION, "Agust 6, 2024", 1),
    "twice the same": (INVASION, "6 August 2024 (2024-08-06)", 1),
    "no year": (INVASION, "August 6", 0.75),
    "no year, ordinal": (INVASION, "6th of August", 0.75),
    "no year, digits": (INVASION, "6/8", 0.75),
    "no year, points": (INVASION, "6.8.", 0.75),
    "month": (INVASION, "August 2024", 0.5),
    "month, apostrophe year": (INVASION, "Aug. '24", 0.5),
    "month in digits": (INVASION, "08/2024", 0.5),
    "ISO month": (INVASION, "2024-08", 0.5),
    "early in the month": (INVASION, "early August 2024", 0.5),
    "a few days": (INVASION, "6–8 August 2024", 0.5),
    "a few days, month first": (INVASION, "August 6–8, 2024", 0.5),
    "between": (INVASION, "between 5 and 8 August 2024", 0.5),
    "season": (INVASION, "summer 2024", 0.4),
    "season with of": (INVASION, "in the summer of 2024", 0.4),
    "month without year": (INVASION, "August", 0.375),
    "year": (INVASION, "2024", 0.25),
    "middle of the year": (INVASION, "mid-2024", 0.25),
    "decade": (INVASION, "the 2020s", 0.1),
    "century": (INVASION, "2000-2030", 0),
    "next day": (INVASION, "August 7, 2024", 0),
    "wrong month": (INVASION, "July 6, 2024", 0),
    "wrong year": (INVASION, "August 6, 2023", 0),
    "wrong year alone": (INVASION, "2023", 0),
    "wrong part of the month": (INVASION, "late August 2024", 0),
    "wrong season": (INVASION, "autumn 2024", 0),
    "day alone": (INVASION, "the 6th", 0),
    "two dates": (INVASION, "6 August 2024 or 7 August 2024", 0),
    "impossible day": (INVASION, "31 February 2024", 0),
    "impossible digits": (INVASION, "45.13.2024", 0),
    "no date": (INVASION, "at dawn", 0),
    "number": (INVASION, "1300", 0),
    "inferred, no year": (MEETING, "February 28", 1),
    "inferred, no year, digits": (MEETING, "28.2.", 1),
    "inferred, with year": (MEETING, "28 February 2025", 1),
    "inferred, abbreviated": (MEETING, "28 Feb", 1),
    "inferred, wrong year": (MEETING, "28 February 2024", 0),
    "inferred, leap day": (MEETING, "29 February", 0),
    "inferred, month": (MEETING, "February", 0.5),
    "inferred month": (REGAINED, "April", 1),
    "inferred month, with year": (REGAINED, "April 2025", 1),
    "part of the month that the text prints": (REGAINED, "mid-April 2025", 1),
    "part that the text prints, in other words": (REGAINED, "the middle of April", 1),
    "part that the text does not print": (REGAINED, "late April", 0.5),
    "day of a month": (REGAINED, "15 April 2025", 0.5),
    "season of a month": (REGAINED, "spring 2025", 0.4),
    "year of a month": (REGAINED, "2025", 0.25),
    "wrong year of a month": (REGAINED, "April 2024", 0),
    "month and year": (PRESSURE, "March 2025", 1),
    "month and year in digits": (PRESSURE, "3/2025", 1),
    "month whose year is printed": (PRESSURE, "March", 0.75),
    "another month": (PRESSURE, "May 2025", 0),
    "fall": (SENT, "fall", 1),
    "in the fall": (SENT, "in the fall", 1),
    "autumn": (SENT, "autumn 2024", 1),
    "autumn in capitals": (SENT, "AUTUMN OF 2024", 1),
    "autumn with a short year": (SENT, "fall 24", 1),
    "its three months": (SENT, "September to November 2024", 1),
    "month of a season": (SENT, "October 2024", 0.5),
    "late in the year": (SENT, "late 2024", 0.5),
    "season's year": (SENT, "2024", 0.25),
    "another autumn": (SENT, "fall 2023", 0),
    "winter by its first year": (WINTER, "winter 2024", 1),
    "winter by its second year": (WINTER, "winter 2025", 1),
    "winter by both years": (WINTER, "winter 2024-25", 1),
    "winter by both years, slash": (WINTER, "the winter of 2024/25", 1),
    "winter by its months": (WINTER, "December 2024 – February 2025", 1),
    "winter without year": (WINTER, "winter", 0.75),
    "month of a winter": (WINTER, "January 2025", 0.5),
    "one year of a winter": (WINTER, "2024", 0.25),
    "another winter": (WINTER, "winter 2023", 0),
    "interval": (BATTLE, "6 August 2024 to 26 April 2025", 1),
    "interval with from": (BATTLE, "from August 6, 2024 until April 26, 2025", 1),
    "interval in digits": (BATTLE, "6.8.2024–26.4.2025", 1),
    "interval without years": (BATTLE, "August 6 to April 26", 0.75),
    "interval in months": (BATTLE, "August 2024 to April 2025", 0.5),
    "one end": (BATTLE, "August 6, 2024", 0.5),
    "interval in years": (BATTLE, "2024–2025", 0.1),
    "interval turned round": (BATTLE, "26 April 2025 to 6 August 2024", 0),
    "early, as the text says": (OFFENSIVE, "early March", 1),
    "beginning": (OFFENSIVE, "the beginning of March 2025", 1),
    "month of an early month": (OFFENSIVE, "March 2025", 0.5),
    "late for early": (OFFENSIVE, "late March", 0),
    "open interval": (SINCE, "November 2024", 1),
    "open interval with since": (SINCE, "since November 2024", 1),
    "open beginning": (UNTIL, "April 26, 2025", 1),
    "year only": (YEAR, "2025", 1),
    "year only, in words": (YEAR, "two thousand twenty-five", 1),
    "month of a year": (YEAR, "May 2025", 0.5),
    "decade in digits": (NINETIES, "1990s", 1),
    "decade in short": (NINETIES, "the '90s", 1),
    "year of a decade": (NINETIES, "1994", 0.5),
    "another decade": (NINETIES, "2000s", 0),
}

WHY = {
    "whole": (INVASION, "6.8.2024", ""),
    "coarser": (INVASION, "August 2024", "Right as far as it goes; the text says August 6, 2024."),
    "no year": (INVASION, "August 6", "The text gives the year as well: August 6, 2024."),
    "finer": (SENT, "October", "More precise than the text, which says the fall of 2024."),
    "wrong year": (INVASION, "August 6, 2022", "The year is wrong."),
    "wrong day": (INVASION, "August 7, 2024", ""),
    "impossible": (INVASION, "31 June 2024", "There is no such date."),
    "too vague": (INVASION, "2000–2030", "Too vague; the text says August 6, 2024."),
    "unread": (
        INVASION,
        "at dawn",
        "This does not read as a date. One way to write a date: 6 August 2024.",
    ),
}


@pytest.mark.parametrize(("asked", "text", "score"), CREDIT.values(), ids=CREDIT)
def test_credit_of_a_date(asked, text, score):
    given = typed(asked, text)

    assert given.score == score


@pytest.mark.parametrize(("asked", "text", "why"), WHY.values(), ids=WHY)
def test_the_reason_is_told_where_it_adds_something(asked, text, why):
    given = typed(asked, text)

    assert given.why == why


def test_a_date_that_may_be_read_two_ways_counts_as_the_right_one():
    asked = when("2024-05-04")

    assert typed(asked, "4/5/2024") == typed(asked, "5/4/2024") == Grade(1.0)


def test_an_item_without_a_date_to_accept_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="accepts no date"):
        typed(item(AcceptDate("someday")), "6 August 2024")
