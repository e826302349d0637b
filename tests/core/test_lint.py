"""Items that the generator makes are free of blocking flaws; the rules know where they come from.

What each rule catches is in test_lint_damage.
"""

from pathlib import Path
from random import Random
from time import process_time

import pytest
from harms import opened
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.dates import parse_edtf
from studyapp.core.generate import Ask, compose_all, generate
from studyapp.core.items import Item
from studyapp.core.lint import RULES, lint, lint_form
from studyapp.core.lint.shown import read_value
from studyapp.core.lint.words import named, stands_in, telling_words
from studyapp.core.values import HEDGES, TIME_UNITS, Duration, Quantity, Value, value_text
from studyapp.storage.bank_files import load_bank

DATA = Path(__file__).parents[1] / "data"
KURSK = Path(__file__).parents[2] / "questions" / "kursk.yaml"
SOURCES = ("Haladyna", "Rodriguez", "NBME", "Tarrant", "DESIGN.md")


@pytest.fixture(scope="module")
def lighthouse() -> Bank:
    return opened()


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return loaded(KURSK)


@pytest.fixture(scope="module")
def forts() -> Bank:
    return loaded(DATA / "forts.yaml")


def loaded(path: Path) -> Bank:
    found = load_bank(path)
    assert found.bank is not None, found.problems
    return found.bank


def ask(bank: Bank, fact: str, slot: str, kind: Kind, *, seed: int = 1) -> Item:
    found = generate(Ask(FactId(fact), slot, kind), bank, seed)
    assert found is not None
    return found


def blocking(bank: Bank, seed: int) -> list[str]:
    flaws = (flaw for item in compose_all(bank, seed) for flaw in lint(item, bank))
    return [f"{flaw.item} {flaw.rule}: {flaw.message}" for flaw in flaws if flaw.blocking]


@pytest.mark.parametrize("seed", range(20))
def test_no_item_of_the_article_has_a_blocking_flaw(kursk: Bank, seed: int) -> None:
    assert blocking(kursk, seed) == []


@pytest.mark.parametrize("seed", range(20))
def test_no_item_of_the_forts_has_a_blocking_flaw(forts: Bank, seed: int) -> None:
    assert blocking(forts, seed) == []


def test_linting_an_item_takes_less_than_two_milliseconds(kursk: Bank) -> None:
    items = list(compose_all(kursk, 1))
    lint(items[0], kursk)  # builds the indexes of the bank

    begun = process_time()
    for item in items:
        lint(item, kursk)

    assert (process_time() - begun) / len(items) < 0.002


def test_every_rule_says_where_it_comes_from() -> None:
    for rule in RULES:
        assert any(source in (rule.find.__doc__ or "") for source in SOURCES), rule.name


def test_an_item_of_another_bank_is_a_flaw_and_no_crash(lighthouse: Bank, forts: Bank) -> None:
    for item in compose_all(forts, 1):
        flaws = lint(item, lighthouse)

        assert "belongs-to-the-bank" in {flaw.rule for flaw in flaws}


def test_items_mixed_at_random_never_crash_a_rule(lighthouse: Bank) -> None:
    items = list(compose_all(lighthouse, 1))
    rng = Random(1)
    for item in items:
        other = rng.choice([one for one in items if one.facts[0] != item.facts[0]])
        fields = ["statement", *rng.sample(item.__struct_fields__, 4)]
        mixed = replace(item, **{name: getattr(other, name) for name in fields})

        assert lint(mixed, lighthouse)


def test_a_question_written_by_hand_needs_no_links(lighthouse: Bank) -> None:
    item = ask(lighthouse, "by-hand", "", Kind.SINGLE_CHOICE)

    assert lint(item, lighthouse) == []
    assert not all(option.evidence for option in item.options)


def test_one_item_that_shows_the_key_of_another_is_a_flaw_of_the_form(lighthouse: Bank) -> None:
    asks = ask(lighthouse, "boats-reed", "boats", Kind.SINGLE_CHOICE)
    shows = ask(lighthouse, "boats-reed", "", Kind.FIND_PASSAGE)
    elsewhere = ask(lighthouse, "wreck", "", Kind.FIND_PASSAGE)

    flaws = lint_form([asks, shows, elsewhere], lighthouse)

    assert [(flaw.item, flaw.rule, flaw.blocking) for flaw in flaws] == [
        (asks.id, "gives-away", True)
    ]


def test_the_speaker_asked_for_is_not_named_beside_the_same_claim(lighthouse: Bank) -> None:
    whose = ask(lighthouse, "wind-reed", "", Kind.WHO_SAYS)
    length = ask(lighthouse, "wind-reed", "length", Kind.QUANTITY)

    flaws = lint_form([whose, length], lighthouse)

    assert (whose.id, "gives-away") in {(flaw.item, flaw.rule) for flaw in flaws}


def test_the_same_question_in_two_kinds_is_nearly_a_duplicate(lighthouse: Bank) -> None:
    chosen = ask(lighthouse, "cause", "cause", Kind.SINGLE_CHOICE)
    typed = ask(lighthouse, "cause", "cause", Kind.SHORT_ANSWER)

    flaws = lint_form([chosen, typed], lighthouse)

    assert [(flaw.item, flaw.rule) for flaw in flaws] == [(typed.id, "near-duplicate")]


def test_items_of_one_kind_about_different_facts_may_stand_together(lighthouse: Bank) -> None:
    whose = [ask(lighthouse, fact, "", Kind.WHO_SAYS) for fact in ("wind-reed", "glass-insurers")]

    assert lint_form(whose, lighthouse) == []


numbers = st.integers(1, 10**7).map(float)
quantities = st.builds(
    lambda low, more, unit, hedge: Quantity(low, low + more, unit, hedge),
    numbers,
    st.sampled_from([0.0, 5.0]),
    st.sampled_from(["", "boats", "sq. km"]),
    st.sampled_from(sorted(HEDGES)),
)
durations = st.builds(
    lambda number, unit, hedge: Duration(number, number, unit, hedge),
    st.integers(1, 100).map(float),
    st.sampled_from([unit for unit in TIME_UNITS if unit != "century"]),
    st.sampled_from(sorted(HEDGES)),
)
dates = st.builds(
    lambda year, rest, inferred: parse_edtf(f"{year}{rest}", inferred=inferred),
    st.integers(1000, 2999),
    st.sampled_from(["", "-05", "-05-09", "-21", "-24", "-01-31"]),
    st.booleans(),
)


@given(st.one_of(quantities, durations, dates))
def test_what_an_option_shows_reads_back_as_the_same_value(value: Value) -> None:
    bank = opened_once()
    shown = value_text(value, bank.entities)

    found = read_value(shown[:1].upper() + shown[1:], value, bank)

    assert found == value


def test_free_words_are_no_value(lighthouse: Bank) -> None:
    assert read_value("Two days later", None, lighthouse) is None
    assert read_value("The bay", None, lighthouse) is None
    assert read_value("ostra bay", None, lighthouse) is not None


def test_a_name_is_found_in_any_spelling_but_not_inside_a_word(lighthouse: Bank) -> None:
    reed = next(one for one in lighthouse.entities.values() if one.id == "reed")

    assert named(reed, "as captain REED’s log says")
    assert not named(reed, "the reeds by the river")
    assert stands_in("the 1,300 sq. km", "over 1300 sq km, he said")


def test_words_tell_by_their_stem_and_not_by_their_grammar() -> None:
    assert telling_words("attacking the forts") == telling_words("attacked forts")
    assert telling_words("Which of these did they say?") == frozenset()


def opened_once(found: list[Bank] = []) -> Bank:  # the property test has no fixtures
    if not found:
        found.append(opened())
    return found[0]
