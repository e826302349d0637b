"""What of a bank leaves for other programs."""

import pytest

from studyapp.authoring.exporting import select
from studyapp.authoring.selection import Origin, Selection
from studyapp.core.bank import Bank, Kind
from studyapp.core.questions import NumberAnswer
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped


def bank_of(name: str) -> Bank:
    bank = load_bank(shipped(f"questions/{name}.yaml")).bank
    assert bank is not None
    return bank


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return bank_of("kursk")


@pytest.fixture(scope="module")
def earth_age() -> Bank:
    return bank_of("earth-age")


def test_every_generated_item_leaves_or_is_named(kursk: Bank) -> None:
    selected = select(kursk, Selection(Origin.GENERATED), "kursk")

    kinds = {question.kind for question in selected.questions.questions}
    assert Kind.MATCHING in kinds
    assert Kind.GROUPING in kinds
    assert Kind.ORDERING in kinds
    said = [problem.message for problem in selected.problems]
    assert [problem.code for problem in selected.problems][-1] == "duplicate"
    assert all("find_passage" in each or "ordering" in each for each in said[:-1])
    assert any(each.startswith("103 of the kind find_passage are left out") for each in said)


def test_a_claim_keeps_its_speaker_and_its_source_is_quoted(kursk: Bank) -> None:
    found = select(kursk, Selection(Origin.GENERATED), "kursk").questions.questions
    question = next(each for each in found if each.id == "kursk.syrsky-seized.area.single_choice.1")

    assert "Syrsky" in question.stem
    assert "“General Oleksandr Syrsky, said that Kiev's forces have seized nearly" in question.why
    assert "(The Associated Press, translated and abridged by BTA)" in question.why


def test_a_number_is_asked_in_its_unit_and_right_within_its_hedge(kursk: Bank) -> None:
    found = select(kursk, Selection(Origin.GENERATED), "kursk").questions.questions
    question = next(each for each in found if each.id == "kursk.syrsky-seized.area.quantity.1")

    assert question.stem.endswith("(in sq. km)")
    assert question.answers == (NumberAnswer(1235.0, 65.0),)


def test_a_form_has_as_many_questions_as_asked_for(kursk: Bank) -> None:
    selected = select(kursk, Selection(count=12, kinds=frozenset([Kind.SINGLE_CHOICE])), "kursk")

    questions = selected.questions.questions
    assert [question.kind for question in questions] == [Kind.SINGLE_CHOICE] * 12
    assert len({question.id for question in questions}) == 12


@pytest.mark.parametrize("count", [None, 6])
def test_questions_on_one_topic_leave_alone(kursk: Bank, count: int | None) -> None:
    topic = next(iter(kursk.topics))
    found = select(kursk, Selection(count=count, topics=frozenset([topic])), "kursk").questions

    assert found.topics == {topic: kursk.topics[topic]}
    assert len(found.questions) >= 6


def test_questions_written_by_hand_leave_alone(earth_age: Bank) -> None:
    selected = select(earth_age, Selection(Origin.WRITTEN), "earth-age")

    assert {question.id for question in selected.questions.questions} == set(earth_age.questions)
    assert not any(question.evidence for question in selected.questions.questions)


def test_the_same_seed_gives_the_same_set(kursk: Bank) -> None:
    selection = Selection(count=8, seed=3)

    assert select(kursk, selection, "kursk") == select(kursk, selection, "kursk")
