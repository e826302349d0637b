"""Sums over attempts."""

from datetime import UTC, datetime

import pytest

from studyapp.core.attempts import Attempt, Session, SessionScore, Tally
from studyapp.core.bank import Kind
from studyapp.core.items import Chosen, Grade, Item
from studyapp.core.statistics import by_kind, by_topic, session_score, share

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def attempt(score, *, topic="course", kind=Kind.CLOZE, session="s1"):
    item = Item("kursk/a/b/cloze/1", "kursk", kind, ("a",), topic, None, "…", "key", "Key.")
    return Attempt("a1", session, item, Chosen((0,)), Grade(score), NOON, 3.0)


ANSWERS = [
    attempt(1.0, topic="losses"),
    attempt(0.5, kind=Kind.DATE),
    attempt(0.0, topic="losses", kind=Kind.DATE),
]


def test_tallies_by_topic_are_in_alphabetical_order():
    assert by_topic(ANSWERS) == [Tally("course", 1, 0.5), Tally("losses", 2, 1.0)]


def test_tallies_by_kind_use_the_names_of_the_kinds():
    assert by_kind(ANSWERS) == [Tally("cloze", 1, 1.0), Tally("date", 2, 0.5)]


def test_no_answers_make_no_tallies():
    assert by_topic([]) == []


def test_a_session_is_scored_by_its_own_answers():
    session = Session("s1", "kursk", "Kursk", "quiz", 10, 7, NOON)
    answers = [*ANSWERS, attempt(1.0, session="s2")]

    assert session_score(session, answers) == SessionScore(session, 3, 1.5)


def test_share_is_what_was_reached_of_what_could_be():
    assert share(Tally("losses", 4, 3.0)) == pytest.approx(0.75)


def test_nothing_answered_has_no_share():
    assert share(Tally("losses", 0, 0.0)) is None
