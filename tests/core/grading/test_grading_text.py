import pytest
from typed_items import amount, item, names, option, typed, when

from studyapp.core.grading import grade, unreadable
from studyapp.core.items import AcceptText, Chosen, Grade, Typed, Verdict
from studyapp.core.values import Quantity

SUDZHA = names("Sudzha", "the town of Sudzha", rivals=("Sumy", "Kursk", "Donetsk"))
NORTH_KOREA = names("North Korea", "Pyongyang", rivals=("South Korea", "Seoul", "Russia"))
ZELENSKY = names(
    "Volodymyr Zelensky", "Zelensky", "Zelenskyy", rivals=("Vladimir Putin", "Putin", "Syrsky")
)
GENERAL_STAFF = names("the General Staff of the Armed Forces of Ukraine")
SECURITY_ZONE = names("a security zone")
CEASEFIRE = names("a 30-day ceasefire")
CHOICE = item(
    None,
    "Sudzha",
    options=(option("Sumy"), option("Sudzha", correct=True), option("Kursk")),
)

RIGHT = {
    "as printed": (SUDZHA, "Sudzha"),
    "lower case": (SUDZHA, "sudzha"),
    "upper case": (SUDZHA, "SUDZHA"),
    "spaces around": (SUDZHA, "   Sudzha \n"),
    "full stop": (SUDZHA, "Sudzha."),
    "in quotation marks": (SUDZHA, "“Sudzha”"),
    "another of its names": (SUDZHA, "town of Sudzha"),
    "article added": (SUDZHA, "the Sudzha"),
    "full-width letters": (SUDZHA, "Ｓｕｄｚｈａ"),
    "no-break space": (NORTH_KOREA, "North\u00a0Korea"),
    "two spaces": (NORTH_KOREA, "north   korea"),
    "hyphen for a space": (NORTH_KOREA, "North-Korea"),
    "written as one word": (NORTH_KOREA, "NorthKorea"),
    "byname": (NORTH_KOREA, "pyongyang"),
    "marks on letters": (ZELENSKY, "Volodýmyr Zélensky"),
    "article left out": (SECURITY_ZONE, "security zone"),
    "other article": (SECURITY_ZONE, "the security zone"),
    "hyphenated": (SECURITY_ZONE, "security-zone"),
    "article left out inside": (GENERAL_STAFF, "general staff of armed forces of Ukraine"),
    "hyphen left out": (CEASEFIRE, "30 day ceasefire"),
    "letters of another alphabet": (names("Łódź"), "Lodz"),
    "sharp s": (names("Gießen"), "GIESSEN"),
    "apostrophe left out": (names("Kiev's forces"), "Kievs forces"),
    "curly apostrophe": (names("Kiev's forces"), "Kiev’s forces"),
    "ampersand": (names("drones and artillery"), "drones & artillery"),
    "thousands separator": (names("the 1,300 men"), "1300 men"),
    "only signs": (names("+"), "+"),
    "letter after a word": (names("vitamin A"), "Vitamin a"),
}

SLIPS = {
    "letter left out": (SUDZHA, "Sudza", "Sudzha"),
    "letter doubled": (SUDZHA, "Suddzha", "Sudzha"),
    "letters swapped": (SUDZHA, "Sduzha", "Sudzha"),
    "first two letters swapped": (SUDZHA, "uSdzha", "Sudzha"),
    "wrong letter": (NORTH_KOREA, "North Korae", "North Korea"),
    "two slips in a long word": (ZELENSKY, "Volodimir Zelensky", "Volodymyr Zelensky"),
    "a slip in each word": (ZELENSKY, "Volodymr Zelenski", "Volodymyr Zelensky"),
    "one word and a slip": (SECURITY_ZONE, "securtyzone", "a security zone"),
}

WRONG = {
    "a rival": (SUDZHA, "Sumy"),
    "a rival in capitals": (NORTH_KOREA, "SOUTH KOREA"),
    "a slip in a short word": (names("Iran"), "Iraq"),
    "two slips in a short name": (SUDZHA, "Sodzah"),
    "three slips in one long word": (ZELENSKY, "Volodimirr Zelensky"),
    "a slip of a rival": (NORTH_KOREA, "Sout Korea"),
    "first letter": (names("legal"), "regal"),
    "prefix that turns the sense": (names("possible"), "impossible"),
    "another number": (CEASEFIRE, "a 31-day ceasefire"),
    "a swapped number": (CEASEFIRE, "a 03-day ceasefire"),
    "number left out": (CEASEFIRE, "a -day ceasefire"),
    "decimal point moved": (names("1.5 km"), "15 km"),
    "sign lost": (names("-5 degrees"), "5 degrees"),
    "both answers": (SUDZHA, "Sudzha or Sumy"),
    "half of the name": (NORTH_KOREA, "Korea"),
    "only punctuation": (SUDZHA, "?!"),
    "something else": (SUDZHA, "a border town"),
}


@pytest.mark.parametrize(("asked", "text"), RIGHT.values(), ids=RIGHT)
def test_right_however_it_is_written(asked, text):
    given = typed(asked, text)

    assert given == Grade(1.0)


@pytest.mark.parametrize(("asked", "text", "meant"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_right_and_shows_the_spelling(asked, text, meant):
    given = typed(asked, text)

    assert given == Grade(1.0, f"Right; it is spelled {meant}.")


@pytest.mark.parametrize(("asked", "text"), WRONG.values(), ids=WRONG)
def test_wrong_words_earn_nothing(asked, text):
    given = typed(asked, text)

    assert given.score == 0


@pytest.mark.parametrize("text", ["Norht Korea", "Nouth Korea", "Nroth Korea"])
def test_a_slip_in_the_word_that_tells_two_answers_apart_is_wrong_and_says_so(text):
    given = typed(NORTH_KOREA, text)

    assert given == Grade(0.0, "This may mean South Korea, so the spelling must be exact here.")


def test_a_slip_that_is_as_near_to_a_rival_is_wrong():
    asked = names("Slovenia", rivals=("Slovakia",))

    assert typed(asked, "Slovnia").verdict is Verdict.WRONG


def test_a_name_that_folds_like_a_rival_needs_its_signs():
    asked = names("C++", rivals=("C+-",))

    assert (typed(asked, "c++").score, typed(asked, "C+-").score) == (1, 0)


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u00a0"])
def test_nothing_typed_is_kindly_wrong(text):
    given = typed(SUDZHA, text)

    assert given.score == 0
    assert given.why.startswith("You left this one open")


def test_the_right_option_is_right():
    assert grade(CHOICE, Chosen((1,))) == Grade(1.0)


@pytest.mark.parametrize("chosen", [(0,), (2,), (0, 1), (1, 2), (7,), (-1,)])
def test_any_other_choice_is_wrong(chosen):
    assert grade(CHOICE, Chosen(chosen)).score == 0


def test_no_choice_is_kindly_wrong():
    given = grade(CHOICE, Chosen(()))

    assert given.score == 0
    assert given.why.startswith("You left this one open")


@pytest.mark.parametrize(("text", "score"), [("sudzha", 1), ("Sumy", 0), ("Sudza", 1)])
def test_an_option_may_be_typed_in_full(text, score):
    assert grade(CHOICE, Typed(text)).score == score


def test_a_choice_of_nothing_offered_is_wrong():
    assert grade(item(None), Chosen((0,))).score == 0


def test_a_choice_where_words_were_asked_is_wrong():
    assert grade(SUDZHA, Chosen((0,))).score == 0


def test_what_contains_the_answer_is_partly_right() -> None:
    asked = item(AcceptText(("Sumy",), ("Kursk",), ("Ukraine",)), "Sumy")

    grade = typed(asked, "ukraine")

    assert grade.score == 0.5
    assert "less precise" in grade.why
    assert typed(asked, "Kursk").score == 0


def test_what_holds_no_number_or_date_is_told_before_it_is_graded() -> None:
    number = amount(Quantity(600, 600, "soldiers"))
    day = when("2024-08-06")

    assert unreadable(number, "lots") != ""
    assert unreadable(number, "six hundred") == ""
    assert unreadable(day, "the other day") != ""
    assert unreadable(day, "August") == ""
    assert unreadable(SUDZHA, "anything") == ""
