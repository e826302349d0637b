"""The solver: reaches every fair key from the words alone, and doubts what can be defended."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from solver_items import FLOOD, FORTS, KURSK, bank_at, flood_item, items_of

from studyapp.core.bank import ASKED, Bank, Kind
from studyapp.core.items import (
    Chosen,
    Element,
    Group,
    Item,
    ItemId,
    Matched,
    Option,
    Ordered,
    Pair,
    Reason,
    Typed,
)
from studyapp.core.solver import agrees, solve
from studyapp.core.solver.solve import WAYS

BANKS = [pytest.param(path, id=path.stem) for path in (FLOOD, FORTS, KURSK)]


@pytest.fixture(scope="module")
def flood() -> Bank:
    return bank_at(FLOOD)


def option(text: str) -> Option:
    return Option(text, False, "", Reason.AUTHOR)


def choice(stem: str, *texts: str, kind: Kind = Kind.SINGLE_CHOICE) -> Item:
    """An item of which only the words are known."""
    like = flood_item("banks-broke/day/single_choice")
    options = tuple(option(text) for text in texts)
    return replace(like, kind=kind, stem=stem, options=options, key="", facts=(), speaker=None)


def blinded(item: Item) -> Item:
    """The item as a learner sees it: without its key, its reasons and its evidence."""
    return replace(
        item,
        id=ItemId(""),
        facts=(),
        speaker=None,
        key="",
        statement="",
        options=tuple(option(each.text) for each in item.options),
        accept=None,
        evidence=(),
        notes=(),
        pairs=tuple(replace(each, right="", why="", evidence=(), fact="") for each in item.pairs),
        elements=tuple(replace(each, why="", evidence=(), fact="") for each in item.elements),
        before=(),
        groups=tuple(replace(each, members=()) for each in item.groups),
        spans=(),
    )


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("path", BANKS)
def test_it_reaches_the_key_of_every_item(path: Path, seed: int) -> None:
    bank = bank_at(path)

    missed = {item.id: solve(item, bank) for item in items_of(path, seed) if not agrees(item, bank)}

    assert missed == {}


@pytest.mark.parametrize("path", BANKS)
def test_it_works_without_the_key_the_reasons_and_the_evidence(path: Path) -> None:
    bank = bank_at(path)

    for item in items_of(path, 1):
        assert solve(blinded(item), bank) == solve(item, bank), item.id


def test_it_does_not_load_the_generator() -> None:
    code = (
        "import sys; import studyapp.core.solver; "
        "print([name for name in sys.modules if 'generate' in name or 'core.lint' in name])"
    )
    loaded = subprocess.run(  # a fresh interpreter: this one has loaded everything
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "[]"


def test_every_kind_of_item_can_be_solved() -> None:
    seen = {item.kind for item in items_of(FLOOD, 1)}

    assert set(WAYS) == set(Kind)
    assert seen == set(ASKED)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("About 85 houses", id="an overlapping number"),
        pytest.param("90 houses", id="the number without its hedge"),
        pytest.param("About 90 barns", id="another unit"),
        pytest.param("A few dozen", id="words that no one can place"),
    ],
)
def test_an_answer_that_cannot_be_refuted_can_be_defended(flood: Bank, text: str) -> None:
    stem = "How many houses did Engineer Carr say were lost?"
    found = solve(choice(stem, "About 90 houses", "40 houses", text), flood)

    assert found.response == Chosen((0,))
    assert found.also == (2,)


def test_places_that_contain_each_other_are_not_told_apart(flood: Bank) -> None:
    found = solve(choice("Which town was cleared?", "Aland", "Tarn", "Brinck"), flood)

    assert found.response == Chosen((2,))
    assert found.also == (0,)


def test_one_actor_under_two_names_is_not_told_apart(flood: Bank) -> None:
    stem = "According to the report, whose statement is this? “The hospital at Westmark was full.”"
    found = solve(
        choice(stem, "the clinic of Westmark", "Doctor Dorn", "Abel", kind=Kind.WHO_SAYS), flood
    )

    assert found.response == Chosen((1,))
    assert found.also == (0,)


def test_who_reports_and_who_is_reported_may_both_be_meant(flood: Bank) -> None:
    says = "Later Mayor Abel admitted that {what} was needed."
    fact = replace(flood.facts["ask-help"], says=says)
    bank = replace(flood, facts={**flood.facts, "ask-help": fact})
    stem = "Whose statement is this? “Later Mayor Abel admitted that help was needed.”"

    found = solve(choice(stem, "Doctor Dorn", "Mayor Abel", "The report", kind=Kind.WHO_SAYS), bank)

    assert found.response == Chosen((2,))
    assert found.also == (1,)


def test_a_rivals_value_does_not_refute_the_sources_own_words(flood: Bank) -> None:
    own = replace(flood.facts["houses-carr"], speaker=None, lead="")
    bank = replace(flood, facts={**flood.facts, "houses-carr": own})
    stem = "According to the report: _____ were lost."

    found = solve(choice(stem, "About 90 houses", "40 houses", "12 houses"), bank)

    assert found.response == Chosen((0,))
    assert found.also == (1,)


def test_only_the_author_can_call_wrong_what_an_open_slot_might_hold(flood: Bank) -> None:
    fact = flood.facts["rain"]
    slot = replace(fact.slots["length"], open=True)
    bank = replace(flood, facts={**flood.facts, "rain": replace(fact, slots={"length": slot})})

    found = solve(choice("How long did the rain last?", "Nine days", "2 days"), bank)

    assert found.also == (1,)


def test_a_stem_that_two_facts_answer_has_two_right_options(flood: Bank) -> None:
    stem = "Which town was cleared?"
    fact = flood.facts["hospital"]
    slot = replace(fact.slots["town"], ask=stem)
    bank = replace(flood, facts={**flood.facts, "hospital": replace(fact, slots={"town": slot})})

    assert solve(choice(stem, "Brink", "Westmark", "Tarn"), bank).also == (1,)
    assert solve(replace(flood_item("town-cleared/town/cloze"), stem=stem), bank).response is None


def test_the_closest_sentence_judges_a_statement(flood: Bank) -> None:
    wide = replace(flood.facts["cost"], id="wide", says="The repairs cost {sum} of the county.")
    bank = replace(flood, facts={**flood.facts, "wide": wide})
    stem = (
        "True or false? According to the report: The repairs cost 9 million dollars of the county."
    )

    assert solve(choice(stem, "True", "False", kind=Kind.TRUE_FALSE), bank).response == Chosen((1,))


def test_a_list_is_right_only_as_a_whole(flood: Bank) -> None:
    lead = "True or false? According to the report: The rescuers used"

    def answer(rest: str) -> Chosen | None:
        item = choice(f"{lead} {rest}.", "True", "False", kind=Kind.TRUE_FALSE)
        return solve(item, flood).response

    assert answer("ladders, ropes and rafts") == Chosen((0,))
    assert answer("rafts and hooks") == Chosen((1,))
    assert answer("rafts") is None


def test_it_says_which_fact_decided(flood: Bank) -> None:
    assert "bridge" in solve(flood_item("bridge/year/date"), flood).why


def test_it_puts_events_in_the_order_of_their_dates_and_types_what_a_reader_would(
    flood: Bank,
) -> None:
    ordering = flood_item("bridge/ordering")
    order = solve(ordering, flood).response

    assert isinstance(order, Ordered)
    assert [ordering.elements[at].text for at in order.order][-1] == "The bridge was rebuilt"
    assert solve(flood_item("banks-broke/day/cloze"), flood).response == Typed("May 3, 1921")


def test_it_fills_each_gap_once(flood: Bank) -> None:
    item = flood_item("hospital/town/matching")
    found = solve(item, flood).response

    assert isinstance(found, Matched)
    assert [item.rights[at] for at in found.rights] == [pair.right for pair in item.pairs]


WORDS = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "9999",
            "winter 9999",
            "February 30, 1921",
            "0 houses",
            "1e999 houses",
            "about 10–5 houses",
            "… to …",
            "1921 to 1919",
            "“”",
            "\n1. \n2. ",
            "According to the report: _____",
            "Which of these statements does the report attribute to ?",
            "True or false? ",
            "\0",
        ]
    ),
)


@settings(deadline=None)
@given(kind=st.sampled_from(ASKED), data=st.data())
def test_no_words_can_make_it_fail(kind: Kind, data: st.DataObject) -> None:
    like = data.draw(st.sampled_from([item for item in items_of(FLOOD, 1) if item.kind is kind]))
    texts = data.draw(st.lists(WORDS, min_size=1, max_size=5))
    item = replace(
        like,
        stem=data.draw(st.one_of(st.just(like.stem), WORDS)),
        options=tuple(option(text) for text in texts),
        pairs=tuple(Pair(text, text, "", (), "") for text in texts),
        rights=tuple(texts),
        elements=tuple(Element(text, "", (), "") for text in texts),
        groups=tuple(Group(text, (at,)) for at, text in enumerate(texts)),
    )

    solve(item, bank_at(FLOOD))
    agrees(item, bank_at(FLOOD))
