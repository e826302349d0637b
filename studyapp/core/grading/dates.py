"""What a typed date is worth against the date that the text gives, by its precision."""

from datetime import date, timedelta

from studyapp.core.dates import Date, Precision, parse_edtf
from studyapp.core.grading.reading_dates import Part, Range, Reading, days_of, read_dates, spanned
from studyapp.core.items import AcceptDate, Grade, Item

# Right but less precise than the text: credit by the days that the answer leaves open beyond
# those of the text (a month, a season, a year, a decade).
COARSER = ((31, 0.5), (92, 0.4), (366, 0.25), (3653, 0.1))

# A day where the text gives a month: nothing in the text supports the day.
FINER_CREDIT = 0.5

# The year is left out although the text prints it.
NO_YEAR_CREDIT = 0.75

# Where "early", "mid" and "late" begin and end is a matter of taste.
THIRD_SLACK = timedelta(days=4)

UNREADABLE = "This does not read as a date. One way to write a date: 6 August 2024."


def grade_date(text: str, accept: AcceptDate, item: Item) -> Grade:
    """Grade typed words; several dates count as the worst of them, each as its best reading."""
    # "Since November 2024": the end that the text names is what can be answered.
    closed = accept.edtf.removesuffix("/..").removeprefix("../")
    key = parse_edtf(closed, inferred=accept.inferred)
    if key is None:
        raise ValueError(f"the item accepts no date: {accept.edtf!r}")
    mentions = read_dates(text)
    if not mentions:
        return Grade(0.0, UNREADABLE)
    grades = [
        max((_graded(reading, key, item) for reading in mention), key=_score, default=None)
        for mention in mentions
    ]
    return min((grade or Grade(0.0, UNREADABLE) for grade in grades), key=_score)


def _score(grade: Grade) -> float:
    return grade.score


def _graded(reading: Reading, key: Date, item: Item) -> Grade:
    """One reading; without a year it is read in the year of the key."""
    if _names_year(reading):
        grade = _placed(reading, 0, key, item)
        wrong_year = not grade.score and _right_but_for_year(reading, key, item)
        return Grade(0.0, "The year is wrong.") if wrong_year else grade
    best = max((_placed(reading, year, key, item) for year in _years(key)), key=_score)
    if key.inferred or not best.score:
        return best
    why = best.why or f"The text gives the year as well: {item.key}."
    return Grade(best.score * NO_YEAR_CREDIT, why)


def _names_year(reading: Reading) -> bool:
    match reading:
        case Part():
            return reading.year is not None
        case Range():
            return reading.first.year is not None


def _years(key: Date) -> range:
    """The years that the key lies in, and the one before, in which its winter may begin."""
    return range(max(key.first.year - 1, 1), key.last.year + 1)


def _placed(reading: Reading, year: int, key: Date, item: Item) -> Grade:
    """A reading put into a year, which counts only where it names none."""
    match reading:
        case Part():
            days = days_of(reading, year)
            soft = THIRD_SLACK if reading.third is not None else timedelta()
            span = (days.first, days.last) if days else None
        case Range():
            span, soft = spanned(reading, year), timedelta()
    if span is None:
        return Grade(0.0, "There is no such date.")
    first, last = span
    if abs(first - key.first) <= soft and abs(last - key.last) <= soft:
        return Grade(1.0)
    if first - soft <= key.first and key.last <= last + soft:
        return _coarser(first, last, key, item)
    if _year_of_winter(reading, first, last, key):
        return _coarser(first, last, key, item)
    if key.first <= first and last <= key.last:
        return _finer(reading, item)
    return Grade(0.0)


def _year_of_winter(reading: Reading, first: date, last: date, key: Date) -> bool:
    """Whether it is one of the two years that a winter lies in."""
    year_alone = isinstance(reading, Part) and reading.month is None and reading.season is None
    return (
        year_alone and key.precision is Precision.SEASON and first <= key.last and key.first <= last
    )


def _coarser(first: date, last: date, key: Date, item: Item) -> Grade:
    left_open = (last - first).days - (key.last - key.first).days
    score = next((credit for most, credit in COARSER if left_open <= most), 0.0)
    right = "Right as far as it goes" if score else "Too vague"
    return Grade(score, f"{right}; the text says {item.key}.")


def _finer(reading: Reading, item: Item) -> Grade:
    """Inside the key; "mid-April" is right where the evidence has those words."""
    if isinstance(reading, Part) and reading.third is not None and _is_printed(reading, item):
        return Grade(1.0)
    return Grade(FINER_CREDIT, f"More precise than the text, which says {item.key}.")


def _is_printed(part: Part, item: Item) -> bool:
    """Whether the evidence has the same early, mid or late month."""
    return any(
        isinstance(other, Part)
        and (other.third, other.month, other.season) == (part.third, part.month, part.season)
        for evidence in item.evidence
        for mention in read_dates(evidence.exact)
        for other in mention
    )


def _right_but_for_year(reading: Reading, key: Date, item: Item) -> bool:
    match reading:
        case Part():
            if reading.month is None and reading.season is None:
                return False
            moved = Part(None, reading.month, reading.day, reading.season, reading.third)
            return any(_placed(moved, year, key, item).score == 1 for year in _years(key))
        case Range():
            return False
