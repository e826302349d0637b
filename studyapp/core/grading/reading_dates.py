"""Dates as people type them, in English words or in digits of any order."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct, structs
from rapidfuzz.distance import OSA
from text_to_num import alpha2digit  # type: ignore[import-untyped]  # ships no type information

from studyapp.core.dates import MONTHS, SEASONS, Date, Precision, parse_edtf
from studyapp.core.grading.numerals import readable
from studyapp.core.grading.spelling import slips_allowed


class Part(Struct, frozen=True):
    """What a date says; None where it says nothing. ``season`` is an EDTF code (21–24).

    ``third`` is 0 for early, 1 for mid, 2 for late. ``years`` is 10 for a decade
    and 2 for "2024/25", which begins in ``year``.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    third: int | None = None
    years: int = 1


class Range(Struct, frozen=True):
    first: Part
    last: Part


Reading = Part | Range


def read_dates(text: str) -> tuple[tuple[Reading, ...], ...]:
    """Each date that the text names, with every way to read it; none for a stray number."""
    tokens, numeric = _tokens(text)
    mentions: list[tuple[Reading, ...]] = []
    found = list(_EXPRESSION.finditer(tokens))
    while found:
        first = found.pop(0)
        parts = _parts(first, numeric)
        if found and tokens[first.end() : found[0].start()].strip() == "TO":
            lasts = _parts(found.pop(0), numeric)
            mentions.append(tuple(_ranges(parts, lasts)))
        else:
            mentions.append(tuple(part for part in parts if _says_when(part)))
    return tuple(mentions)


def days_of(part: Part, year: int) -> Date | None:
    """The days that a date stands for, in its own year or else in ``year``."""
    year = part.year if part.year is not None else year
    if not 2 <= year <= 9998:  # so that a day before or after is still a date
        return None
    if part.years == 10:
        return parse_edtf(f"{year:04}"[:3] + "X")
    if part.season is None and part.years == 2:
        return parse_edtf(f"{year:04}/{year + 1:04}")
    whole = parse_edtf(f"{year:04}{_edtf_rest(part)}")
    if whole is None or part.third is None:
        return whole
    return _third(whole, part.third)


def spanned(reading: Range, year: int) -> tuple[date, date] | None:
    """The first and last day of a range that begins in its own year or else in ``year``."""
    first, last = days_of(reading.first, year), days_of(reading.last, year)
    if first and last and last.last < first.first and reading.last.year is None:
        last = days_of(reading.last, year + 1)
    if first is None or last is None or first.first > last.last:
        return None
    return first.first, last.last


_SPELT = {name.casefold(): f"M{number}" for number, name in enumerate(MONTHS, start=1)}
_SPELT |= {name: f"S{code}" for code, (name, _) in SEASONS.items()} | {"autumnal": "S23"}
_WORDS = {
    "fall": "S23", "sept": "M9", "early": "P0", "beginning": "P0", "start": "P0", "mid": "P1",
    "middle": "P1", "late": "P2", "end": "P2", "to": "TO", "until": "TO", "till": "TO",
    "through": "TO", "-": "TO", "and": "&", "or": "&",
}  # fmt: skip

_MARK = r"\s?[-./]\s?"
_YMD = rf"(?P<y>[0-9]{{4}}){_MARK}(?P<m>[0-9]{{1,2}}){_MARK}(?P<d>[0-9]{{1,2}})"
_ABY = rf"(?P<a>[0-9]{{1,2}}){_MARK}(?P<b>[0-9]{{1,2}}){_MARK}(?P<c>[0-9]{{4}}|[0-9]{{2}})"
_COMPACT = r"(?P<cy>[12][0-9]{3})(?P<cm>[01][0-9])(?P<cd>[0-3][0-9])"
_YEARS = r"(?P<from>[0-9]{4})\s?[-/]\s?(?P<upto>[0-9]{2})"
_MY = rf"(?P<mm>[0-9]{{1,2}}){_MARK}(?P<my>[0-9]{{4}})"
_AB = r"(?P<e>[0-9]{1,2})\s?[./]\s?(?P<f>[0-9]{1,2})"
_NUMERIC = re.compile(
    rf"(?<![\w.,/])(?:{_YMD}|{_ABY}|{_COMPACT}|{_YEARS}|{_MY}|{_AB})(?![\w/]|[.,][0-9])"
)
_CLOCK = re.compile(r"(?:(?<=[0-9])t|\b)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?z?\b")
_BETWEEN = re.compile(r"\bbetween\b(.*?)\band\b")
_HYPHENED = re.compile(r"\b([0-9]{1,2})-([a-z]{3,})|(?<=[a-z])-([0-9]{2,4})\b|\b(mid)-")
_SPOKEN_YEAR = re.compile(r"\b(19|20) ([0-9]{2})\b")
_TOKEN = re.compile(r"N[0-9]+|'?[0-9]+(?:st|nd|rd|th|s)?|[^\W\d_]+|-")
_EXPRESSION = re.compile(
    r"""
    N(?P<n>\d+)
    | (?:Y(?P<y0>\d+)\ )? (?:P(?P<third>\d)\ )? (?:D(?P<d1>\d+)\ )? M(?P<m>\d+) (?:\ D(?P<d2>\d+))?
      (?:\ (?:Y(?P<y>\d+)|[yD](?P<yy>\d+)))?
    | (?:P(?P<sthird>\d)\ )? S(?P<s>\d+) (?:\ (?:Y(?P<sy>\d+)|[yD](?P<syy>\d+)|N(?P<sn>\d+)))?
    | X(?P<decade>\d+)
    | (?:P(?P<ythird>\d)\ )? Y(?P<year>\d+)
    | y(?P<year2>\d+)
    | D(?P<d>\d+) (?:\ Y(?P<dy>\d+))?
    """,
    re.VERBOSE,
)


def _tokens(text: str) -> tuple[str, list[tuple[Part, ...]]]:
    """The text in short signs ("D6 M8 Y2024"), and the numeric dates that its Ns stand for."""
    plain = readable(text)
    said = _CLOCK.sub(" ", _BETWEEN.sub(r"\1 to ", plain))
    digits = str(alpha2digit(said, "en", threshold=0)).casefold()
    if "twenty" in plain or "nineteen" in plain:
        digits = _SPOKEN_YEAR.sub(r"\1\2", digits)
    numeric: list[tuple[Part, ...]] = []

    def numbered(match: re.Match[str]) -> str:
        parts = tuple(_numeric_parts(match.groupdict()))
        if not parts:
            return match.group()
        numeric.append(parts)
        return f" N{len(numeric) - 1} "

    spaced = _HYPHENED.sub(r" \1 \2 \3 \4 ", _NUMERIC.sub(numbered, digits))
    signs = (_sign(token) for token in _TOKEN.findall(spaced))
    return " ".join(sign for sign in signs if sign), numeric


def _sign(token: str) -> str:
    """One word or number in short; nothing for words that say nothing of a date."""
    digits = re.sub(r"\D", "", token)
    if not digits:
        return _WORDS.get(token) or _spelt(token)
    if token.startswith("N"):
        return token
    if token.endswith("s") and digits.endswith("0"):
        return f"X{digits if len(digits) == 4 else '19' + digits}"
    if token.startswith("'") and len(digits) == 2:
        return f"y{digits}"
    return f"Y{digits}" if len(digits) == 4 else f"D{digits}"


def _spelt(word: str) -> str:
    """A month or season, abbreviated or with a slip; "Septmber" is one, "marched" is none."""
    if len(word) < 3:
        return ""
    for name, sign in _SPELT.items():
        if name.startswith(word) and (sign.startswith("M") or name == word):
            return sign
    slips, name = min((OSA.distance(word, name), name) for name in _SPELT)
    return _SPELT[name] if slips <= slips_allowed(len(name)) and word[0] == name[0] else ""


def _numeric_parts(found: dict[str, str | None]) -> Iterator[Part]:
    """A date in digits; day and month are tried in both orders."""
    group = {name: int(digits) for name, digits in found.items() if digits is not None}
    if "y" in group:
        yield from _real(Part(group["y"], group["m"], group["d"]))
    elif "cy" in group:
        yield from _real(Part(group["cy"], group["cm"], group["cd"]))
    elif "from" in group:
        yield from _real(Part(group["from"], group["upto"]))
        if (group["from"] + 1) % 100 == group["upto"]:
            yield Part(group["from"], years=2)
    elif "mm" in group:
        yield from _real(Part(group["my"], group["mm"]))
    else:
        first, second = group.get("a", group.get("e")), group.get("b", group.get("f"))
        for year in _full_years(found.get("c")):
            yield from _real(Part(year, first, second))
            yield from _real(Part(year, second, first))


def _real(part: Part) -> Iterator[Part]:
    """The date, if the calendar has it in some year."""
    if days_of(part, 2000):
        yield part


def _full_years(digits: str | None) -> Sequence[int | None]:
    """'24 may be 2024 or 1924."""
    if digits is None:
        return (None,)
    return (int(digits),) if len(digits) == 4 else (2000 + int(digits), 1900 + int(digits))


def _parts(match: re.Match[str], numeric: Sequence[tuple[Part, ...]]) -> list[Part]:
    """Every way to read one expression of signs."""
    group = {name: int(digits) for name, digits in match.groupdict().items() if digits is not None}
    if "n" in group:
        return list(numeric[group["n"]])
    if "decade" in group:
        return [Part(group["decade"], years=10)]
    if "s" in group:
        return _season_parts(match, group, numeric)
    short = match["yy"] or match["year2"]
    day = group.get("d1", group.get("d2", group.get("d")))
    if "d1" in group and "d2" in group:
        short = match["d2"]  # 6 August 24
    year = next((group[name] for name in ("y", "y0", "year", "dy") if name in group), None)
    third = group.get("third", group.get("ythird"))
    years = _full_years(short) if short and len(short) == 2 else (year,)
    return [Part(year, group.get("m"), day, third=third) for year in years]


def _season_parts(
    match: re.Match[str], group: dict[str, int], numeric: Sequence[tuple[Part, ...]]
) -> list[Part]:
    """A winter lies in two years, and is called by either or by both."""
    if "sn" in group:
        years: list[int | None] = [part.year for part in numeric[group["sn"]] if part.years == 2]
    elif match["syy"]:
        years = list(_full_years(match["syy"]))
    else:
        years = [group.get("sy")]
    if group["s"] == 24 and "sn" not in group:
        years += [year - 1 for year in years if year]
    return [Part(year, season=group["s"], third=group.get("sthird")) for year in years]


def _says_when(part: Part) -> bool:
    """Whether it is more than a day of some month."""
    return part.day is None or part.month is not None


def _ranges(firsts: Sequence[Part], lasts: Sequence[Part]) -> Iterator[Range]:
    for first in firsts:
        for last in lasts:
            found = _completed(first, last)
            if _says_when(found.first) and _says_when(found.last):
                yield found


def _completed(first: Part, last: Part) -> Range:
    """A range, each end completed from the other: "6–8 August 2024", "August 6–8"."""
    if not _says_when(first):
        first = structs.replace(first, month=last.month)
    if not _says_when(last):
        last = structs.replace(last, month=first.month)
    if first.year is None and last.year is not None:
        first = structs.replace(first, year=last.year - _wraps(first, last))
    elif last.year is None and first.year is not None:
        last = structs.replace(last, year=first.year + _wraps(first, last))
    return Range(first, last)


def _wraps(first: Part, last: Part) -> bool:
    """Whether a range runs over New Year: "November to February 2025"."""
    starts, ends = (days_of(structs.replace(part, year=None), 2000) for part in (first, last))
    return starts is not None and ends is not None and starts.first > ends.first


def _edtf_rest(part: Part) -> str:
    middle = part.season or part.month
    rest = f"-{middle:02}" if middle is not None else ""
    return rest + (f"-{part.day:02}" if part.day is not None else "")


def _third(whole: Date, third: int) -> Date:
    """Early, mid or late: ten days of a month, a third of anything longer."""
    length = ((whole.last - whole.first).days + 1) // 3
    starts = [whole.first + timedelta(length * number) for number in range(3)]
    last = starts[third + 1] - timedelta(1) if third < 2 else whole.last
    return Date("", Precision.INTERVAL, starts[third], last)
