"""A long list of sessions is read from its end."""

from answers import attempt, session


def test_the_latest_sessions_alone_are_read_with_their_scores(record):
    for number in (2, 3):
        record.begin(session(number))
    record.add(attempt(1, session=2, score=0.5))
    record.add(attempt(2, session=3))
    found = record.sessions(2)

    assert [(one.answered, one.score) for one in found] == [(1, 1.0), (1, 0.5)]
    assert len(record.sessions()) == 3
