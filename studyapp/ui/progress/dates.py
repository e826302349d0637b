"""Days on axes and in sentences."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from studyapp.core.scheduling.days import Day
from studyapp.core.statistics.timeline import Period, start_of

# The language of the program's own words, whatever the desktop speaks.
_LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_STEPS = {Period.DAY: (1, 7, 14), Period.WEEK: (7, 14), Period.MONTH: ()}
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)


def tr(text: str) -> str:
    return QCoreApplication.translate("dates", text)


def day_text(day: Day) -> str:
    """3 Mar 2026."""
    return _LOCALE.toString(_qdate(day), "d MMM yyyy")


def short_day(day: Day) -> str:
    """3 Mar."""
    return _LOCALE.toString(_qdate(day), "d MMM")


def month(day: Day) -> str:
    """Mar, and in January the year."""
    return _LOCALE.toString(_qdate(day), "yyyy" if date.fromordinal(day).month == 1 else "MMM")


def weekday(number: int) -> str:
    """The short name of a day of the week, 0 for Monday."""
    return _LOCALE.dayName(number + 1, QLocale.FormatType.ShortFormat)


def period_text(first: Day, period: Period) -> str:
    """What a point stands for: a day, a week, a month."""
    match period:
        case Period.DAY:
            return day_text(first)
        case Period.WEEK:
            return tr("week of {day}").format(day=day_text(first))
        case Period.MONTH:
            return _LOCALE.toString(_qdate(first), "MMMM yyyy")


def per_period(period: Period) -> str:
    match period:
        case Period.DAY:
            return tr("by day")
        case Period.WEEK:
            return tr("by week")
        case Period.MONTH:
            return tr("by month")


def ticks(first: Day, last: Day, period: Period, most: int) -> list[tuple[float, str]]:
    """At most so many marks of an axis with their names, at even steps."""
    for step in _STEPS[period]:
        if (last - first) // step < most:
            start = first if step == 1 else start_of(first + step // 2, Period.WEEK)
            days = range(start, last + 1, step)
            return [(float(day), short_day(day)) for day in days if day >= first]
    for months in _MONTH_STEPS:
        found = _month_starts(first, last, months)
        if len(found) <= most:
            break
    return [(float(day), month(day)) for day in found]


def _month_starts(first: Day, last: Day, step: int) -> list[Day]:
    begins, ends = date.fromordinal(first), date.fromordinal(last)
    numbers = range(begins.year * 12 + begins.month - 1, ends.year * 12 + ends.month)
    days = [date(at // 12, at % 12 + 1, 1).toordinal() for at in numbers if at % step == 0]
    return [day for day in days if first <= day <= last]


def _qdate(day: Day) -> QDate:
    at = date.fromordinal(day)
    return QDate(at.year, at.month, at.day)
