"""The sorts of session, what a session was planned to be, and which fact comes next in it."""

from collections import deque
from collections.abc import Collection, Iterable
from enum import StrEnum

from msgspec import Struct

from studyapp.core.bank import FactId, Kind, TopicId

# An exam where nobody asks for another one: questions, minutes, and the share to reach.
EXAM_COUNT = 20
EXAM_MINUTES = 20
PASS_MARK = 0.6

# How often a fact comes in one session at most, and how many others stand between.
_TIMES = 3
_BETWEEN = 4


class Mode(StrEnum):
    """What a session is for.

    LEARN: what is due, then what is new. QUIZ: anything, at random. EXAM: timed, the
    same for the same seed, no verdict before its end. PREVIEW: an exam as it will be,
    which leaves the schedule alone. MISTAKES: what was not right the last time. CRAM: a
    quiz that leaves the schedule alone. READ: passage by passage, first the text, then
    what it says. MARATHON: a quiz without end.
    """

    LEARN = "learn"
    QUIZ = "quiz"
    EXAM = "exam"
    PREVIEW = "preview"
    MISTAKES = "mistakes"
    CRAM = "cram"
    READ = "read"
    MARATHON = "marathon"


class Plan(Struct, frozen=True):
    """What to ask: all topics, graded kinds and facts where these are empty.

    ``count`` is the most items to ask; a marathon goes on beyond it, and a count of 0
    leaves the number to the mode (all that is due, all that the passages hold).
    ``minutes`` (by the clock on the wall: no pause stops it) and ``pass_mark`` (a share
    from 0 to 1) are those of an exam.
    ``confidence`` says that each answer is asked how sure it is.
    """

    count: int
    seed: int
    topics: frozenset[TopicId] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    mode: Mode = Mode.QUIZ
    minutes: int | None = None
    pass_mark: float | None = None
    facts: tuple[FactId, ...] = ()
    confidence: bool = False


def writes_cards(mode: Mode) -> bool:
    """Whether answers of such a session count for the schedule."""
    return mode not in (Mode.CRAM, Mode.PREVIEW)


def is_exam(mode: Mode) -> bool:
    """Whether such a session is held as an exam: timed, silent, the same for everybody."""
    return mode in (Mode.EXAM, Mode.PREVIEW)


def in_line(
    queue: Iterable[FactId],
    asked: Iterable[tuple[FactId, bool]],
    gone: Collection[FactId] = (),
    *,
    again: bool = True,
) -> list[FactId]:
    """The facts still to be asked, the next one first.

    ``asked`` are those that were, each with whether it was forgotten: with ``again``
    such a fact comes once more, a few others later, up to three times in all. Those
    that are ``gone`` (set aside meanwhile) come no more.
    """
    waiting = deque(queue)
    times: dict[FactId, int] = {}
    for fact, forgotten in asked:
        times[fact] = times.get(fact, 0) + 1
        if fact in waiting:
            waiting.remove(fact)
        if again and forgotten and times[fact] < _TIMES:
            waiting.insert(min(_BETWEEN, len(waiting)), fact)
    return [fact for fact in waiting if fact not in gone]
