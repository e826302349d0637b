import pytest

from studyapp.core.grading.spelling import LONGEST, Doubtful, Spelled, fold, slips_allowed, spelled

FOLDED = [
    ("The Kursk Region.", "kursk region"),
    ("  A  security-zone ", "security zone"),
    ("an apple a day", "apple a day"),
    ("the fall of the city", "fall of city"),
    ("Kyiv’s", "kyivs"),
    ("Zélenskÿ", "zelensky"),
    ("Łódź", "lodz"),
    ("1,300 men", "1300 men"),
    ("1 300 men", "1300 men"),
    ("1.5 km", "1.5 km"),
    ("-5", "-5"),
    ("10-12", "10 12"),
    ("67%", "67%"),
    ("R&D", "r and d"),
    ("?!", "?!"),
    ("the", "the"),
    ("Serie A", "serie a"),
    ("Sudzha town", "sudzha town"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding_drops_what_does_not_matter(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("letters", "slips"), [(1, 0), (4, 0), (5, 1), (8, 1), (9, 2), (30, 2)])
def test_slips_grow_with_length(letters, slips):
    assert slips_allowed(letters) == slips


def test_the_nearest_accepted_spelling_was_meant():
    found = spelled("Zelenskyi", ("Volodymyr Zelensky", "Zelensky", "Zelenskyy"), ())

    assert found == Spelled("Zelensky", 1)


def test_a_rival_equal_to_the_slip_is_never_right():
    assert spelled("Slovakia", ("Slovenia",), ("Slovakia",)) is None


def test_words_that_could_be_a_slip_of_either_must_be_exact():
    found = spelled("Nord Korea", ("North Korea",), ("South Korea",))

    assert found is None or isinstance(found, Doubtful)


def test_a_word_that_decides_leaves_room_for_a_slip_in_another():
    found = spelled("Volodimyr Zelensky", ("Volodymyr Zelensky",), ("Vladimir Putin",))

    assert found == Spelled("Volodymyr Zelensky", 1)


def test_a_slip_in_the_words_that_two_answers_share_is_harmless():
    found = spelled("Kursk regoin", ("Kursk region",), ("Sumy region",))

    assert found == Spelled("Kursk region", 1)


def test_a_rival_with_more_words_counts_too():
    found = spelled("Gambja", ("Gambia",), ("Gambia River",))

    assert found == Spelled("Gambia", 1)


def test_padding_does_not_hide_what_follows():
    assert spelled("Sudzha" + " " * 2 * LONGEST + "or Sumy", ("Sudzha",), ()) is None


def test_padding_alone_is_harmless():
    assert spelled("Sudzha" + " " * 2 * LONGEST, ("Sudzha",), ()) == Spelled("Sudzha")
