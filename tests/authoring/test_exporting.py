"""What of a bank leaves for other programs."""

from datetime import UTC, datetime

import pytest

from studyapp.authoring.exporting import export, select
from studyapp.authoring.selection import Origin, Selection
from studyapp.core.bank import Bank, Kind
from studyapp.core.questions import NumberAnswer, TextAnswer
from studyapp.files.refusal import Refused
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


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
    known = ("find passage", "ordering", "become short answers")
    assert all(any(words in each for words in known) for each in said[:-1])
    assert any(each.startswith("103 of the kind “find passage” are left out") for each in said)


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
    assert question.answers == (NumberAnswer(1300.0), NumberAnswer(1235.0, 65.0))


def test_the_ends_of_a_range_come_before_all_that_is_in_it(earth_age: Bank) -> None:
    found = select(earth_age, Selection(Origin.GENERATED), "earth-age").questions.questions
    (question,) = (each for each in found if "did Kelvin allow" in each.stem and each.answers)

    assert question.answers == (
        *(NumberAnswer(20.0), NumberAnswer(400.0)),
        NumberAnswer(210.0, 190.0),
    )


def test_a_share_is_typed_in_any_usual_way(kursk: Bank) -> None:
    found = select(kursk, Selection(kinds=frozenset([Kind.QUANTITY])), "kursk").questions.questions
    question = next(each for each in found if "regained by February" in each.stem)

    assert question.kind is Kind.SHORT_ANSWER
    assert {"About two-thirds", "two-thirds", "2/3", "67 %"} <= {
        answer.text for answer in question.answers if isinstance(answer, TextAnswer)
    }


def test_a_unit_that_the_stem_names_is_not_named_again(kursk: Bank) -> None:
    found = select(kursk, Selection(kinds=frozenset([Kind.QUANTITY])), "kursk").questions.questions

    assert not [each.stem for each in found if each.stem.endswith("(in settlements)")]


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


def test_a_form_has_only_what_its_format_holds(kursk: Bank) -> None:
    for seed in range(4):
        found = export(kursk, Selection(count=3, seed=seed), "x.aiken", None, NOW)

        assert found.data.count(b"ANSWER: ") == 3


def test_a_loss_is_told_with_the_words_of_its_question(kursk: Bank) -> None:
    found = export(kursk, Selection(kinds=frozenset([Kind.QUANTITY])), "x.anki.txt", None, NOW)
    hints = [each.hint for each in found.problems if each.message.startswith("question ")]

    assert hints
    assert all(hint.startswith("“") and len(hint) <= 62 for hint in hints)


def test_a_selection_of_which_a_format_holds_nothing_is_refused(earth_age: Bank) -> None:
    nothing = Selection(Origin.WRITTEN, frozenset([Kind.ESSAY, Kind.MATCHING]))

    with pytest.raises(Refused):
        export(earth_age, nothing, "x.aiken", None, NOW)


def test_options_written_by_hand_leave_in_an_order_that_is_drawn(earth_age: Bank) -> None:
    choices = [each for each in earth_age.questions.values() if each.kind is Kind.SINGLE_CHOICE]
    places = set()
    for seed in range(8):
        found = select(earth_age, Selection(Origin.WRITTEN, seed=seed), "").questions.questions
        (choice,) = (each for each in found if each.id == choices[0].id)
        places.add([option.correct for option in choice.options].index(True))

        assert {option.text for option in choice.options} == {
            option.text for option in choices[0].options
        }

    assert len(places) > 1


def test_the_same_seed_gives_the_same_set(kursk: Bank) -> None:
    selection = Selection(count=8, seed=3)

    assert select(kursk, selection, "kursk") == select(kursk, selection, "kursk")
