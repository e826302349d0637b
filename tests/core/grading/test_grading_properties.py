"""What holds of grading for every text, not just for those of the tables."""

from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from typed_items import amount, item, names, option, typed, when

from studyapp.core.grading import grade
from studyapp.core.items import Chosen
from studyapp.core.values import HEDGES, Duration, Quantity

ASKED = (
    names("Sudzha", "the town of Sudzha", rivals=("Sumy", "Sumy region")),
    names("a 30-day ceasefire"),
    amount(Quantity(1300, 1300, "sq. km", "nearly")),
    amount(Quantity(10_000, 12_000, "troops")),
    amount(Quantity(2 / 3, 2 / 3, "", "about")),
    amount(Quantity(90, 90, "people", "at least")),
    amount(Quantity(1.5, 1.5, "million dollars")),
    amount(Duration(9, 9, "month", "almost")),
    when("2024-08-06"),
    when("2024-24", inferred=True, evidence="in early January"),
    when("2024-08-06/2025-04-26"),
    when("2024-11/.."),
    item(None, options=(option("Sumy"), option("Sudzha", correct=True))),
)

# Pieces that the readers look for, put together in any order.
PIECES = st.sampled_from(
    (
        "1 12 1300 2024 0 99 1,300 1.300 1.2.3 -5 - – / . , : ' ’24 ( ) $ % ° ½ ² km sq. m h a an"
        " the of and or to between in one two third half hundred thousand million point nearly"
        " over > ≥ ~ + August Aug sixth early mid- end winter 1990s 6th T Z İ ß ﷺ \u0301 \x00"
    ).split(" ")
)
ANSWERS = st.one_of(
    st.text(),
    st.text(st.characters(categories=("Cs", "Nd", "No"))),
    st.text("0123456789.,'-/ "),
    st.lists(PIECES, max_size=25).map(" ".join),
)
WHOLE = st.integers(1, 9_999_999)
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))

FORMS = (
    "{d} {month} {y}", "{month} {d}, {y}", "{mon} {d} {y}", "{d}. {mon}. {y}", "{d}.{m}.{y}",
    "{d:02}.{m:02}.{y}", "{d:02}/{m:02}/{y}", "{m:02}/{d:02}/{y}", "{m}-{d}-{y}",
    "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}{m:02}{d:02}", "{d}-{mon}-{y}", "{y} {month} {d}",
    "the {d}th of {month}, {y}", "on {month} {d}th {y}", "  {d}  {month}  {y} ",
)  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December"
).split()


@given(ANSWERS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_earns_from_nothing_to_one(text):
    for asked in ASKED:
        assert 0 <= typed(asked, text).score <= 1


@given(st.lists(st.integers(-3, 5), max_size=4))
@settings(deadline=None)
def test_whatever_is_chosen_earns_all_or_nothing(chosen):
    given = grade(ASKED[-1], Chosen(tuple(chosen)))

    assert given.score == (set(chosen) == {1})


@given(
    st.lists(st.text("abcdefghijklmnopqrstuvwxyzéüöñ", min_size=1, max_size=12), min_size=1),
    st.sampled_from((str.upper, str.title, str.swapcase, "  {}\n".format, "the {}.".format)),
)
@settings(deadline=None)
def test_an_accepted_text_stays_right_in_any_dress(words, dress):
    text = " ".join(words)
    assume(len(text) < 500)

    assert typed(names(text, rivals=("Sumy",)), dress(text)).score == 1


@given(st.text("abcdefghij", min_size=5, max_size=20), st.data())
@settings(deadline=None)
def test_an_accepted_text_is_never_right_for_its_rival(text, data):
    rival = data.draw(st.text("abcdefghij", min_size=5, max_size=20))
    assume(rival != text)

    assert typed(names(text, rivals=(rival,)), rival).score == 0


@given(WHOLE, st.sampled_from(sorted(HEDGES)))
@settings(deadline=None)
def test_the_printed_number_is_right_in_every_locale(number, hedge):
    asked = amount(Quantity(number, number, "soldiers", hedge))
    grouped = f"{number:,}"
    locales = [str(number), *(grouped.replace(",", mark) for mark in ",. '’\u00a0\u202f\u2009")]

    assert {typed(asked, text).score for text in locales} == {1}


@given(st.integers(1, 99_999), st.integers(1, 99))
@settings(deadline=None)
def test_decimals_are_right_with_point_and_comma(whole, cents):
    asked = amount(Quantity(whole + cents / 100, whole + cents / 100, "km"))
    english, german = f"{whole:,}.{cents:02}", f"{whole:,}".replace(",", ".") + f",{cents:02}"

    assert typed(asked, english).score == typed(asked, german).score == 1


@given(WHOLE, st.data())
@settings(deadline=None)
def test_a_changed_digit_is_never_right_for_an_exact_number(number, data):
    digits = list(str(number))
    place = data.draw(st.integers(0, len(digits) - 1))
    digits[place] = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    changed = "".join(digits)

    assert typed(amount(Quantity(number, number, "soldiers")), changed).score < 1
    assert typed(amount(Quantity(number, number, "soldiers")), f"{int(changed):,}").score < 1


@given(WHOLE, WHOLE, st.sampled_from(("{}-{}", "{:,}–{:,}", "from {} to {}", "between {} and {}")))
@settings(deadline=None)
def test_a_printed_range_is_right_and_its_ends_alone_are_half(low, high, form):
    assume(low < high)
    asked = amount(Quantity(low, high, "troops"))

    assert typed(asked, form.format(low, high)).score == 1
    assert typed(asked, str(low)).score == typed(asked, str(high)).score == 0.5


@given(st.integers(1, 1000), st.sampled_from([("km", "m", 1000), ("sq. km", "ha", 100),
       ("tonnes", "kg", 1000), ("week", "days", 7), ("hour", "minutes", 60)]))  # fmt: skip
def test_a_whole_number_of_smaller_units_is_the_same_amount(number, units):
    unit, smaller, factor = units

    assert typed(amount(Quantity(number, number, unit)), f"{number * factor} {smaller}").score == 1


@given(DAYS, st.sampled_from(FORMS))
@settings(deadline=None)
def test_a_day_is_right_in_every_usual_form(day, form):
    month = MONTHS[day.month - 1]
    text = form.format(d=day.day, m=day.month, y=day.year, month=month, mon=month[:3])

    assert typed(when(day.isoformat()), text).score == 1


@given(DAYS, DAYS, st.sampled_from(FORMS))
@settings(deadline=None)
def test_another_day_is_never_right(day, other, form):
    month = MONTHS[other.month - 1]
    text = form.format(d=other.day, m=other.month, y=other.year, month=month, mon=month[:3])
    swapped = (day.year, day.month, day.day) == (other.year, other.day, other.month)
    assume(other != day and not swapped)

    assert typed(when(day.isoformat()), text).score == 0


@given(st.sampled_from(("9", "1 ", "1,", "a", "2/", "- ", "\u0301", "one thousand ", "6 August, ")))
@settings(max_examples=10, deadline=5_000)  # for all items of ASKED
def test_a_pasted_book_is_graded_at_once(piece):
    book = piece * (100_000 // len(piece))

    for asked in ASKED:
        assert typed(asked, book).score <= 1
