"""A session asks, grades, keeps and ends; a refused save changes nothing."""

import pytest
from sittings import Clock, play, right_answer

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.core.items import Verdict
from studyapp.core.scheduling.cards import Review
from studyapp.storage.record import NotSaved, Record
from studyapp.study import Plan, StudySession, available


def test_every_item_answered_rightly_is_right(kursk: Bank, record: Record) -> None:
    """What the generator holds to be the key, the grading accepts: all kinds, all facts."""
    session = StudySession(kursk, Plan(400, seed=5), record, now=Clock())

    attempts = play(session)

    assert len(attempts) == session.total > 200
    wrong = [found.item.id for found in attempts if found.grade.verdict is not Verdict.RIGHT]
    assert wrong == []


def test_a_session_is_kept_with_its_answers(kursk: Bank, record: Record) -> None:
    session = StudySession(kursk, Plan(10, seed=1), record, now=Clock())

    play(session)

    (score,) = record.sessions()
    assert (score.answered, score.score) == (10, 10)
    assert score.session.finished is not None
    assert [kept.item for kept in record.attempts()] == [made.item for made in session.attempts]


def test_the_same_seed_asks_the_same_questions(kursk: Bank, record: Record) -> None:
    first = play(StudySession(kursk, Plan(10, seed=3), record, now=Clock()))
    again = play(StudySession(kursk, Plan(10, seed=3), record, now=Clock()))
    other = play(StudySession(kursk, Plan(10, seed=4), record, now=Clock()))

    assert [found.item for found in first] == [found.item for found in again]
    assert [found.item for found in first] != [found.item for found in other]


def test_no_fact_is_asked_twice_while_others_wait(kursk: Bank, record: Record) -> None:
    session = StudySession(kursk, Plan(50, seed=2), record, now=Clock())

    facts = [found.item.facts[0] for found in play(session)]

    assert len(set(facts)) == 50


def test_only_the_chosen_topics_and_kinds_are_asked(kursk: Bank, record: Record) -> None:
    plan = Plan(8, 1, frozenset([TopicId("losses")]), frozenset([Kind.TRUE_FALSE]))

    attempts = play(StudySession(kursk, plan, record, now=Clock()))

    assert {found.item.topic for found in attempts} == {"losses"}
    assert {found.item.kind for found in attempts} == {Kind.TRUE_FALSE}


def test_a_choice_that_gives_nothing_is_over_at_once(kursk: Bank, record: Record) -> None:
    plan = Plan(5, 1, frozenset([TopicId("no such topic")]))

    session = StudySession(kursk, plan, record, now=Clock())

    assert session.item is None
    assert session.total == 0
    assert record.sessions() == []
    assert available(kursk, plan.topics, plan.kinds) == 0


def test_a_refused_save_keeps_the_question_and_counts_the_retry_once(
    kursk: Bank, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = StudySession(kursk, Plan(3, seed=1), record, now=Clock())
    item = session.item
    assert item is not None
    with monkeypatch.context() as broken:

        def refuse(_attempt: Attempt, _review: Review | None) -> None:
            raise NotSaved("the disk is full")

        broken.setattr(record, "add", refuse)
        with pytest.raises(NotSaved):
            session.answer(right_answer(item), 1.0)
    assert session.item is item
    assert session.attempts == []

    session.answer(right_answer(item), 1.0)

    assert len(record.attempts()) == 1


def test_a_session_stopped_early_keeps_what_was_answered(kursk: Bank, record: Record) -> None:
    session = StudySession(kursk, Plan(10, seed=1), record, now=Clock())
    assert session.item is not None
    session.answer(right_answer(session.item), 1.0)

    session.stop()

    assert session.item is None
    (score,) = record.sessions()
    assert score.answered == 1
    assert score.session.finished is not None
