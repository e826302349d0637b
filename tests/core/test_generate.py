"""Items: one key, provably wrong distractors, an order that tells nothing, the same by seed."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.bank import ASKED, Bank, FactId, Kind
from studyapp.core.generate import Ask, generate, generate_all, ways_to_ask
from studyapp.core.items import AcceptQuantity, AcceptText, Item, Reason
from studyapp.core.wording import stated
from studyapp.storage.bank_files import load_bank

DATA = Path(__file__).parents[1] / "data"
KURSK = Path(__file__).parents[2] / "questions" / "kursk.yaml"


@pytest.fixture(scope="module")
def forts() -> Bank:
    return opened(DATA / "forts.yaml")


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return opened(KURSK)


def opened(path: Path) -> Bank:
    loaded = load_bank(path)
    assert loaded.bank is not None, loaded.problems
    return loaded.bank


def ask(
    bank: Bank, fact: str, slot: str, kind: Kind, *, seed: int = 1, truth: bool = False
) -> Item:
    found = generate(Ask(FactId(fact), slot, kind, truth), bank, seed)
    assert found is not None
    return found


def texts(item: Item) -> list[str]:
    return [option.text for option in item.options]


def encoded(items: list[Item]) -> bytes:
    return b"\n".join(msgspec.json.encode(item) for item in items)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(kursk: Bank) -> None:
    first = encoded(list(generate_all(kursk, 7)))

    assert encoded(list(generate_all(kursk, 7))) == first
    assert encoded(list(generate_all(kursk, 8))) != first


def test_the_article_gives_at_least_150_items_of_every_kind(kursk: Bank) -> None:
    items = list(generate_all(kursk, 1))

    assert len(items) >= 150
    assert len({item.id for item in items}) == len(items)
    assert {item.kind for item in items} == set(ASKED)


@pytest.mark.parametrize("seed", range(5))
def test_every_choice_has_one_key_and_options_that_all_differ(kursk: Bank, seed: int) -> None:
    choices = [item for item in generate_all(kursk, seed) if item.options]
    assert choices

    for item in choices:
        keys = sum(option.correct for option in item.options)
        several = item.kind is Kind.MULTIPLE_CHOICE
        assert 1 <= keys < len(item.options) if several else keys == 1, item.id
        assert len({text.casefold() for text in texts(item)}) == len(item.options), item.id
        assert all(option.why and option.evidence for option in item.options), item.id


@pytest.mark.parametrize("seed", range(3))
def test_evidence_reads_as_the_source_does_at_its_place(kursk: Bank, seed: int) -> None:
    for item in generate_all(kursk, seed):
        quoted = [*item.evidence, *(one for option in item.options for one in option.evidence)]
        assert quoted, item.id
        for one in quoted:
            assert kursk.sources[one.source].text[one.start : one.end] == one.exact, item.id


@pytest.mark.parametrize("seed", range(3))
def test_the_stem_of_a_claim_names_its_speaker(kursk: Bank, seed: int) -> None:
    asks_for_it = Kind.WHO_SAYS
    claims = [
        item for item in generate_all(kursk, seed) if item.speaker and item.kind is not asks_for_it
    ]
    assert claims

    for item in claims:
        assert item.speaker
        names = [name.removeprefix("the ") for name in kursk.entities[item.speaker].names]
        assert any(name.casefold() in item.stem.casefold() for name in names), item.stem


def test_a_rival_claim_is_a_wrong_option_that_links_to_its_own_place(forts: Bank) -> None:
    item = ask(forts, "area-abel", "area", Kind.SINGLE_CHOICE, seed=3)

    rival = next(option for option in item.options if option.fact == "area-born")

    assert rival.reason is Reason.OTHER_FACT
    assert "General Born" in rival.why
    assert rival.evidence[0].exact == "around 500 sq. km"


def test_a_wrong_option_wears_the_hedge_of_the_key(forts: Bank) -> None:
    item = ask(forts, "area-abel", "area", Kind.SINGLE_CHOICE)

    assert all(text.startswith("Nearly ") for text in texts(item))


def test_entities_kept_apart_or_nested_never_meet(forts: Bank) -> None:
    for seed in range(30):
        found = generate(
            Ask(FactId("crossing"), "who", Kind.SINGLE_CHOICE), forts, seed
        )  # of three countries one is kept apart from the key

        assert found is None
        towns = texts(ask(forts, "held", "town", Kind.SINGLE_CHOICE, seed=seed))
        assert "Eastern Borland" not in towns


def test_the_key_of_a_number_takes_every_rank_about_as_often(kursk: Bank, forts: Bank) -> None:
    ranks = Counter(
        next(index for index, option in enumerate(item.options) if option.correct)
        for seed in range(400)
        for item in [ask(forts, "area-abel", "area", Kind.SINGLE_CHOICE, seed=seed)]
    )

    assert set(ranks) == {0, 1, 2, 3}
    assert max(ranks.values()) < 2 * min(ranks.values())


def test_numbers_and_dates_stand_in_order(forts: Bank) -> None:
    item = ask(forts, "area-born", "area", Kind.SINGLE_CHOICE)

    numbers = [int(text.split()[1].replace(",", "")) for text in texts(item)]

    assert numbers == sorted(numbers)


def test_statements_to_be_told_apart_are_all_said_again(kursk: Bank) -> None:
    found = [
        item
        for item in generate_all(kursk, 1, frozenset([Kind.MULTIPLE_CHOICE]))
        if len(item.facts) > 1
    ]

    assert found
    for item in found:
        said = [stated(kursk.facts[fact], kursk) for fact in item.facts]
        assert item.statement == " ".join(said)


def test_a_false_statement_comes_with_its_correction(forts: Bank) -> None:
    item = ask(forts, "siege", "length", Kind.TRUE_FALSE, truth=True)
    assert item.key == "True"

    swapped = ask(forts, "area-abel", "villages", Kind.TRUE_FALSE, truth=False)

    assert swapped.key == "False"
    assert "about 40 villages" not in swapped.stem
    assert "about 40 villages" in swapped.statement
    assert "about 40 villages" in swapped.options[1].why


def test_an_inferred_year_is_never_hidden(forts: Bank) -> None:
    item = ask(forts, "held", "season", Kind.CLOZE)

    assert "does not print the year" in item.stem
    assert item.key == "Autumn [1921]"
    assert item.notes == ("“it held”: “It” is the army of Aland.",)


def test_a_typed_answer_accepts_every_name_and_guards_those_of_others(forts: Bank) -> None:
    item = ask(forts, "held", "town", Kind.SHORT_ANSWER)

    assert isinstance(item.accept, AcceptText)
    assert item.accept.text == ("Brink", "Brinck")
    assert "Tarn" in item.accept.rivals
    assert "Eastern Borland" not in item.accept.rivals


def test_a_quantity_accepts_what_its_hedge_allows(forts: Bank) -> None:
    item = ask(forts, "area-abel", "area", Kind.QUANTITY)

    assert item.accept == AcceptQuantity(1170, 1300, "sq. km", (1300, 1300), "nearly")


def test_a_question_written_by_hand_keeps_its_words_and_reasons(forts: Bank) -> None:
    (way,) = ways_to_ask(FactId("by-hand"), forts)

    item = generate(way, forts, 1)

    assert item is not None
    assert item.key == "The council"
    assert {option.why for option in item.options} >= {"No king is named."}


@given(st.integers(0, 2**32), st.data())
def test_no_option_repeats_contains_or_overlaps_another(seed: int, data: st.DataObject) -> None:
    bank = opened(DATA / "forts.yaml")
    fact = data.draw(st.sampled_from(sorted(bank.facts)))
    for way in ways_to_ask(FactId(fact), bank):
        item = generate(way, bank, seed)

        assert item is None or len(set(texts(item))) == len(item.options)


def test_events_never_stand_in_order_already() -> None:
    bank = opened(DATA / "flood.yaml")
    ordering = [
        item for seed in range(20) for item in generate_all(bank, seed, frozenset([Kind.ORDERING]))
    ]
    assert ordering

    for item in ordering:
        assert any(late < early for early, late in item.before), item.id


def test_the_region_around_a_town_is_broader_not_wrong(forts: Bank) -> None:
    item = ask(forts, "held", "town", Kind.SHORT_ANSWER)

    assert isinstance(item.accept, AcceptText)
    assert item.accept.broader == ("Eastern Borland",)
