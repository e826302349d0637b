"""Hints, confidence, undo, and facts that are set aside or flagged."""

from datetime import UTC

import pytest
from sittings import DONT_KNOW, NOON, Clock, play, right_answer

from studyapp.core.attempts import Attempt, Flag
from studyapp.core.bank import Bank, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.hints import Passage, Sentence, Without
from studyapp.core.scheduling.cards import Card, Review
from studyapp.core.scheduling.rating import Rating
from studyapp.storage.record import NotSaved, Record
from studyapp.study import Mode, Plan, StudySession


def begin(bank: Bank, record: Record, *kinds: Kind, mode: Mode = Mode.QUIZ) -> StudySession:
    plan = Plan(6, 3, kinds=frozenset(kinds), mode=mode)
    return StudySession(bank, plan, record, now=Clock(), zone=UTC)


def rating_of(attempt: Attempt, record: Record) -> Rating:
    (review,) = record.reviews(attempt.item.bank, attempt.fact)
    return review.rating


# Hints


def test_hints_lead_from_the_passage_to_the_sentence_to_one_option_less(
    kursk: Bank, record: Record
) -> None:
    session = begin(kursk, record, Kind.SINGLE_CHOICE)
    item = session.item
    assert item is not None
    text = kursk.sources[item.evidence[0].source].text
    passage, sentence, without, none = (session.hint() for _ in range(4))

    assert isinstance(passage, Passage)
    assert isinstance(sentence, Sentence)
    assert passage.span.contains(sentence.span)
    assert item.evidence[0].exact in text[sentence.span.start : sentence.span.end]
    assert isinstance(without, Without)
    assert not item.options[without.option].correct
    assert none is None


def test_what_is_answered_after_a_hint_is_the_item_with_the_options_left(
    kursk: Bank, record: Record
) -> None:
    session = begin(kursk, record, Kind.SINGLE_CHOICE)
    whole = session.item
    assert whole is not None
    session.hint()
    session.hint()
    session.hint()
    shown = session.item
    assert shown is not None
    attempt = session.answer(right_answer(shown), 2.0)

    assert len(shown.options) == len(whole.options) - 1
    assert attempt.grade.score == 1
    assert (attempt.item, attempt.hints) == (shown, 3)
    assert record.attempts() == [attempt]


@pytest.mark.parametrize(
    ("hints", "rating"), [(0, Rating.GOOD), (1, Rating.HARD), (2, Rating.AGAIN)]
)
def test_hints_cost(kursk: Bank, record: Record, hints: int, rating: Rating) -> None:
    session = begin(kursk, record, Kind.SINGLE_CHOICE)
    for _ in range(hints):
        session.hint()
    assert session.item is not None
    attempt = session.answer(right_answer(session.item), 2.0)

    assert rating_of(attempt, record) is rating


def test_the_next_item_begins_without_hints(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, Kind.SINGLE_CHOICE)
    session.hint()
    assert session.item is not None
    session.answer(right_answer(session.item), 2.0)
    assert session.hint() is None
    session.advance()
    assert session.item is not None

    assert session.answer(right_answer(session.item), 2.0).hints == 0


def test_two_options_are_never_made_one(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, Kind.TRUE_FALSE)
    hints = [session.hint() for _ in range(4)]

    assert [type(hint) for hint in hints] == [Passage, Sentence, type(None), type(None)]


def test_the_sentence_is_no_hint_where_it_is_the_answer(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, Kind.FIND_PASSAGE)

    assert isinstance(session.hint(), Passage)
    assert session.hint() is None


# Confidence


@pytest.mark.parametrize(
    ("confidence", "mark", "rating"),
    [
        (Confidence.SURE, 3, Rating.GOOD),
        (Confidence.FAIRLY, 2, Rating.GOOD),
        (Confidence.GUESS, 1, Rating.AGAIN),
        (None, None, Rating.GOOD),
    ],
)
def test_confidence_is_kept_marked_and_counts_for_the_schedule(
    kursk: Bank, record: Record, confidence: Confidence | None, mark: int | None, rating: Rating
) -> None:
    session = begin(kursk, record, Kind.SINGLE_CHOICE)
    assert session.item is not None
    attempt = session.answer(right_answer(session.item), 2.0, confidence)

    assert attempt.mark == mark
    assert rating_of(attempt, record) is rating
    assert record.attempts()[0].confidence is confidence


# The schedule


def test_only_the_fact_that_was_asked_is_reviewed(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, Kind.MATCHING, Kind.GROUPING, Kind.ORDERING)
    assert session.item is not None
    assert len(session.item.facts) > 1
    attempt = session.answer(right_answer(session.item), 2.0)

    assert list(record.cards(kursk.id)) == [attempt.fact]


def test_an_answer_far_slower_than_usual_is_hard(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, Kind.TRUE_FALSE)
    for seconds in (2.0, 2.0, 2.0, 2.0, 2.0, 30.0):
        assert session.item is not None
        attempt = session.answer(right_answer(session.item), seconds)
        session.advance()

    assert rating_of(attempt, record) is Rating.HARD


# Undo


def test_an_undone_answer_is_as_if_it_had_not_been_given(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record)
    first = session.item
    assert first is not None
    session.hint()
    given = session.answer(DONT_KNOW, 2.0)

    assert session.undo() == given
    assert (session.item, session.answered, session.number) == (first, False, 1)
    assert record.attempts() == []
    assert record.cards(kursk.id) == {}
    assert record.by_topic() == []
    assert session.answer(right_answer(first), 2.0).hints == 0


def test_all_answers_of_a_session_can_be_undone_one_by_one(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, mode=Mode.LEARN)
    given = list(play(session, 5))
    undone = [session.undo() for _ in range(5)]

    assert undone == given[::-1]
    assert session.undo() is None
    assert record.cards(kursk.id) == {}
    assert [each.item for each in play(session, 5)] == [each.item for each in given]


def test_what_was_undone_in_learning_comes_again_where_it_was(kursk: Bank, record: Record) -> None:
    session = begin(kursk, record, mode=Mode.LEARN)
    first = session.item
    assert first is not None
    session.answer(DONT_KNOW, 2.0)
    session.advance()
    session.undo()

    assert session.item == first
    assert first.fact not in [each.fact for each in play(session)[1:]]


def test_an_undo_that_the_disk_refuses_changes_nothing(
    kursk: Bank, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(kursk, record)
    given = session.answer(DONT_KNOW, 2.0)

    def refuse(_attempt: object) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(record, "take_back", refuse)
    with pytest.raises(NotSaved):
        session.undo()

    assert session.answered
    assert session.attempts == [given]


# Set aside, and flagged


@pytest.mark.parametrize("mode", [Mode.QUIZ, Mode.LEARN, Mode.READ, Mode.MARATHON, Mode.CRAM])
def test_a_fact_suspended_on_the_spot_is_passed_over_and_asked_no_more(
    lighthouse: Bank, record: Record, mode: Mode
) -> None:
    plan = Plan(22, 3, mode=mode)
    session = StudySession(lighthouse, plan, record, now=Clock(), zone=UTC)
    assert session.item is not None
    fact = session.item.fact
    session.suspend(fact)
    assert session.item is not None
    assert (session.item.fact != fact, session.number) == (True, 1)
    play(session, 40)
    session.stop()
    later = StudySession(lighthouse, plan, record, now=Clock(), zone=UTC)
    play(later, 40)

    assert record.card(lighthouse.id, fact).suspended
    assert fact not in [each.fact for each in session.attempts + later.attempts]


def test_a_fact_suspended_after_its_answer_stays_on_the_screen(
    lighthouse: Bank, record: Record
) -> None:
    session = begin(lighthouse, record)
    item = session.item
    assert item is not None
    session.answer(DONT_KNOW, 2.0)
    session.suspend(item.fact)

    assert (session.item, session.answered) == (item, True)
    assert record.card(lighthouse.id, item.fact).reviews == 1


@pytest.mark.parametrize("mode", [Mode.QUIZ, Mode.MARATHON])
def test_suspending_the_last_fact_ends_the_session(
    lighthouse: Bank, record: Record, mode: Mode
) -> None:
    fact = next(iter(lighthouse.entries))
    plan = Plan(1, 3, facts=(fact,), mode=mode)
    session = StudySession(lighthouse, plan, record, now=Clock(), zone=UTC)
    session.suspend(fact)

    assert session.item is None
    assert record.sessions()[0].session.finished is not None


def test_a_buried_fact_comes_back_on_the_next_day(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    plan = Plan(0, 3, mode=Mode.LEARN)
    session = StudySession(lighthouse, plan, record, now=clock, zone=UTC)
    assert session.item is not None
    fact = session.item.fact
    session.bury(fact)
    today = [each.fact for each in play(session)]
    clock.wait(days=1)
    tomorrow = play(StudySession(lighthouse, plan, record, now=clock, zone=UTC))

    assert fact not in today
    assert fact in [each.fact for each in tomorrow]


@pytest.mark.parametrize(("mode", "again"), [(Mode.LEARN, True), (Mode.READ, False)])
def test_a_session_knows_what_comes_again_in_it(
    lighthouse: Bank, record: Record, mode: Mode, again: bool
) -> None:
    session = StudySession(lighthouse, Plan(0, 3, mode=mode), record, now=Clock(), zone=UTC)
    before = session.comes_again
    session.answer(DONT_KNOW, 2.0)

    assert (before, session.comes_again) == (False, again)


@pytest.mark.parametrize("mode", [Mode.QUIZ, Mode.LEARN, Mode.READ, Mode.MARATHON, Mode.CRAM])
def test_undo_takes_back_what_was_set_aside_since_the_answer(
    lighthouse: Bank, record: Record, mode: Mode
) -> None:
    session = StudySession(lighthouse, Plan(22, 3, mode=mode), record, now=Clock(), zone=UTC)
    play(session, 2)
    asked, before = session.item, record.cards(lighthouse.id)
    assert asked is not None
    session.answer(DONT_KNOW, 2.0)
    session.bury(asked.fact)
    session.suspend(asked.fact)
    session.advance()
    following = session.item
    assert following is not None
    session.suspend(following.fact)
    session.undo()

    assert (session.item, session.number) == (asked, 3)
    assert record.cards(lighthouse.id) == before
    session.answer(DONT_KNOW, 2.0)
    session.advance()
    assert session.item == following
    assert len(play(session, 40)) > 2


def test_what_was_set_aside_before_the_answer_stays_so(lighthouse: Bank, record: Record) -> None:
    session = begin(lighthouse, record)
    assert session.item is not None
    fact = session.item.fact
    session.answer(DONT_KNOW, 2.0)
    session.suspend(fact)
    session.advance()
    session.answer(DONT_KNOW, 2.0)
    session.undo()

    assert record.card(lighthouse.id, fact).suspended
    session.undo()

    assert record.card(lighthouse.id, fact) == Card(lighthouse.id, fact)


def test_a_flag_keeps_the_item_and_what_is_wrong_with_it(lighthouse: Bank, record: Record) -> None:
    session = begin(lighthouse, record)
    item = session.item
    assert item is not None
    session.flag("Two of these are right.")
    (flag,) = record.flags()

    assert isinstance(flag, Flag)
    assert (flag.item, flag.note) == (item, "Two of these are right.")
    assert flag.at > NOON


def test_a_clock_put_back_makes_no_negative_interval(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    facts = tuple(lighthouse.entries)[:1]
    for days in (0, 20, -15, 3):
        clock.wait(days=days)
        plan = Plan(1, 3, facts=facts)
        play(StudySession(lighthouse, plan, record, now=clock, zone=UTC))
    card = record.card(lighthouse.id, facts[0])
    latest = max(review.day for review in record.reviews(lighthouse.id, facts[0]))

    assert (card.last, card.reviews) == (latest, 4)
    assert card.due > card.last
    assert isinstance(record.reviews(lighthouse.id, facts[0])[0], Review)
