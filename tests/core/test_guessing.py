"""The guesser's scores and the chi-square test do what their names say."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import BankId, FactId, Kind, TopicId
from studyapp.core.guessing import chi_square_p, guess, uniformity
from studyapp.core.items import Item, ItemId, Option, Reason


def choice(*texts: str, key: int, stem: str = "Which?") -> Item:
    options = tuple(
        Option(text, at == key, "", Reason.KEY if at == key else Reason.AUTHOR)
        for at, text in enumerate(texts)
    )
    return Item(
        ItemId("b/f/s/single_choice/1"),
        BankId("b"),
        Kind.SINGLE_CHOICE,
        (FactId("f"),),
        TopicId("t"),
        None,
        stem,
        texts[key],
        "",
        options,
        evidence=tuple[Evidence, ...](),
    )


@pytest.mark.parametrize(
    ("statistic", "degrees", "p"),
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (11.345, 3, 0.01), (18.307, 10, 0.05)],
)
def test_chi_square_agrees_with_the_printed_tables(
    statistic: float, degrees: int, p: float
) -> None:
    assert chi_square_p(statistic, degrees) == pytest.approx(p, abs=0.0002)


@given(st.floats(0, 200), st.integers(1, 40))
def test_a_probability_stays_between_0_and_1(statistic: float, degrees: int) -> None:
    assert 0 <= chi_square_p(statistic, degrees) <= 1 + 1e-9


def test_a_key_that_is_always_longest_is_found_by_its_length() -> None:
    scores = {
        score.cue: score for score in guess([choice("ab", "a much longer one", "abc", key=1)] * 9)
    }

    assert scores["longest"].score == 1
    assert scores["longest"].chance == pytest.approx(1 / 3)
    assert scores["middle value"].score == 1
    assert scores["first"].score == 0


def test_a_word_of_the_stem_in_the_key_alone_is_a_cue() -> None:
    item = choice("the forest", "the river", "the town", key=0, stem="Where in the forest?")
    scores = {score.cue: score.score for score in guess([item])}

    assert scores["shares words with the stem"] == 1


def test_a_tie_scores_its_share() -> None:
    scores = {score.cue: score.score for score in guess([choice("aa", "bb", "cc", key=2)])}

    assert scores["longest"] == pytest.approx(1 / 3)


def test_places_drawn_at_random_look_uniform_and_a_favourite_does_not() -> None:
    rng = Random(1)
    fair = [choice("a", "b", "c", key=rng.randrange(3)) for _ in range(3000)]
    unfair = [
        choice("a", "b", "c", key=max(rng.randrange(3), rng.randrange(3))) for _ in range(300)
    ]

    assert uniformity(fair).p > 0.01
    assert uniformity(unfair).p < 0.001
