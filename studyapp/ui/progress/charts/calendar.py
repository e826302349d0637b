"""Days as squares: the more answers, the larger and stronger."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from studyapp.core.scheduling.days import Day
from studyapp.core.statistics.habits import steps, streak
from studyapp.core.statistics.timeline import Period, Point, start_of
from studyapp.ui import theme, words
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit
from studyapp.ui.progress.plot import Plot, Spot, blend

_WEEK = 7
_MOST_WEEKS = 4 * 53
_FEWEST_WEEKS = 26
_FEWEST_COLUMNS = 26  # that fit: the squares of a short time are no larger than those of a long
_STEPS = 4
_GAP = 2.2  # between two bands of weeks, in squares: room for the names of months


def tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


def calendar_chart(days: Mapping[Day, Point], today: Day, since: Day | None = None) -> Chart:
    """Answers on each day up to today; nothing before ``since``."""
    title = tr("Your days")
    shown = {day: point for day, point in days.items() if since is None or day >= since}
    if not shown:
        return Chart(title, empty=tr("Each day on which you study leaves a mark here."))
    first = _first(min(shown), today) if since is None else since
    unit = tr("Answers a day, in all sets: the larger and stronger the square, the more")
    if first > min(shown):
        unit = f"{unit}. {tr('The latest four years are drawn.')}"
    return Chart(
        title,
        unit,
        _reading(days, min(shown) if since is None else since, today),
        _numbers(shown),
        partial(_draw, days=shown, first=first, today=today),
    )


def _first(earliest: Day, today: Day) -> Day:
    """The day to begin with where none is asked for: half a year to four years ago."""
    monday = start_of(today, Period.WEEK)
    weeks = (monday - start_of(earliest, Period.WEEK)) // _WEEK + 1
    return monday - (min(max(weeks, _FEWEST_WEEKS), _MOST_WEEKS) - 1) * _WEEK


def _reading(days: Mapping[Day, Point], since: Day, today: Day) -> str:
    """Days with an answer since a day; the runs of such days are those of all time."""
    row = streak(days, today)
    return tr(
        "You studied on {count} of {n} days since {since}. {current}; your longest run: {longest}."
    ).format(
        count=sum(day >= since for day in days),
        n=today - since + 1,
        since=dates.day_text(since),
        current=words.counted(row.current, tr("1 day in a row"), tr("{n} days in a row")),
        longest=words.counted(row.longest, tr("1 day"), tr("{n} days")),
    )


def _numbers(days: Mapping[Day, Point]) -> Numbers:
    return Numbers(
        (
            Heading(tr("Day"), Unit.DATE),
            Heading(tr("Answers")),
            Heading(tr("Points reached"), Unit.SHARE),
            Heading(tr("Time"), Unit.MINUTES),
        ),
        tuple(
            (date.fromordinal(day), point.answered, point.share, point.seconds / 60)
            for day, point in sorted(days.items(), reverse=True)
        ),
    )


class _Sheet(Struct, frozen=True):
    """Weeks as columns, in bands below each other; a square is one unit."""

    first: Day
    weeks: int
    bands: int

    @property
    def columns(self) -> int:
        return -(-self.weeks // self.bands)

    @property
    def height(self) -> float:
        return self.bands * (_WEEK + _GAP)

    def corner(self, day: Day) -> tuple[float, float]:
        """The upper left corner of the day's square."""
        week, weekday = divmod(day - self.first, _WEEK)
        band, column = divmod(week, self.columns)
        return column, band * (_WEEK + _GAP) + _GAP - 0.6 + weekday


def _draw(plot: Plot, *, days: Mapping[Day, Point], first: Day, today: Day) -> None:
    colours = theme.in_use()
    sheet = _sheet(plot, first, today)
    names = plot.text_width("Wed") + 14
    columns = max(sheet.columns, _FEWEST_COLUMNS)
    plot.square((0, columns), (-0.2, sheet.height + 1.6), left=names)
    bounds = steps(days, _STEPS)
    _name_days(plot, sheet)
    _name_months(plot, sheet, today)
    for day in range(first, today + 1):
        x, y = sheet.corner(day)
        plot.box((x + 0.06, y + 0.06, 0.88, 0.88), colours.hover)
        point = days.get(day)
        step = sum(point.answered >= bound for bound in bounds) if point else 0
        if step:
            _mark(plot, x, y, step, len(bounds))
        if day == today:
            plot.box((x + 0.06, y + 0.06, 0.88, 0.88), "", rim=colours.text, wide=2)
        plot.spots.append(Spot(x + 0.5, y + 0.5, _says(day, point)))
    _name_steps(plot, sheet, bounds)


def _sheet(plot: Plot, first: Day, today: Day) -> _Sheet:
    """As many bands as make the squares largest."""
    monday = start_of(first, Period.WEEK)
    weeks = (today - monday) // _WEEK + 1
    width, height = plot.room()
    sheets = [_Sheet(monday, weeks, bands) for bands in (1, 2, 3, 4)]
    return max(sheets, key=lambda one: min(width / (one.columns + 2), height / (one.height + 2)))


def _mark(plot: Plot, x: float, y: float, step: int, most: int) -> None:
    """A square that grows with the step, from a third of the side to all of it."""
    colours = theme.in_use()
    share = step / most
    side = 0.34 + 0.54 * share
    corner = (1 - side) / 2
    fill = blend(colours.surface, colours.accent, 0.45 + 0.55 * share)
    plot.box((x + corner, y + corner, side, side), fill)


def _name_days(plot: Plot, sheet: _Sheet) -> None:
    for band in range(sheet.bands):
        for number in (0, 2, 4):
            _, y = sheet.corner(sheet.first + band * sheet.columns * _WEEK + number)
            at = (-0.25, y + 0.5)
            plot.text(at, dates.weekday(number), colour=theme.in_use().muted, anchor=(1, 0.5))


def _name_months(plot: Plot, sheet: _Sheet, today: Day) -> None:
    for monday in range(sheet.first, today + 1, _WEEK):
        x, y = sheet.corner(monday)
        holds_first = date.fromordinal(monday + _WEEK - 1).day <= _WEEK
        if holds_first and x < sheet.columns - 1:
            said = dates.month(monday + _WEEK - 1)
            plot.text((x, y - 0.05), said, colour=theme.in_use().muted, anchor=(0, 1))


def _name_steps(plot: Plot, sheet: _Sheet, bounds: list[int]) -> None:
    """What the sizes mean, below the squares."""
    muted = theme.in_use().muted
    y = sheet.height + 0.25
    x = 0.0
    for step, bound in enumerate(bounds, start=1):
        _mark(plot, x, y, step, len(bounds))
        above = bounds[step] - 1 if step < len(bounds) else None
        said = (
            f"{bound}+" if above is None else str(bound) if above == bound else f"{bound}–{above}"
        )
        plot.text((x + 1.1, y + 0.5), said, colour=muted, anchor=(0, 0.5))
        x += 1.6 + plot.text_width(said) / plot.square_side()


def _says(day: Day, point: Point | None) -> str:
    name = f"{dates.weekday(date.fromordinal(day).weekday())}, {dates.day_text(day)}"
    if point is None:
        return tr("{day}: no answers").format(day=name)
    return tr("{day}: {answers}, {minutes} min").format(
        day=name,
        answers=words.counted(point.answered, tr("1 answer"), tr("{n} answers")),
        minutes=round(point.seconds / 60) or "< 1",
    )
