"""Sums over attempts: how a session went, and how answers went by topic or kind."""

from collections.abc import Callable, Iterable

from studyapp.core.attempts import Attempt, Session, SessionScore, Tally


def session_score(session: Session, attempts: Iterable[Attempt]) -> SessionScore:
    """The score of a session from the answers given in it; those of others are left out."""
    scores = [found.grade.score for found in attempts if found.session == session.id]
    return SessionScore(session, len(scores), sum(scores))


def by_topic(attempts: Iterable[Attempt]) -> list[Tally]:
    """Sums by topic, in alphabetical order."""
    return _tallies(attempts, lambda attempt: attempt.item.topic)


def by_kind(attempts: Iterable[Attempt]) -> list[Tally]:
    """Sums by kind of item, in alphabetical order."""
    return _tallies(attempts, lambda attempt: attempt.item.kind.value)


def share(of: Tally | SessionScore) -> float | None:
    """What was reached of what could be, from 0 to 1; None where nothing was answered."""
    return of.score / of.answered if of.answered else None


def _tallies(attempts: Iterable[Attempt], heading: Callable[[Attempt], str]) -> list[Tally]:
    scores: dict[str, list[float]] = {}
    for attempt in attempts:
        scores.setdefault(heading(attempt), []).append(attempt.grade.score)
    return [Tally(name, len(found), sum(found)) for name, found in sorted(scores.items())]
