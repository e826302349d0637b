"""A session held in a terminal, from its first question to its last answer."""

import time
from contextlib import suppress
from datetime import UTC, datetime
from math import ceil

from studyapp.commands.common import FAILED, OK, at_a_terminal
from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.hints import Hint, Passage, Sentence, Without
from studyapp.core.items import Item
from studyapp.core.scheduling.rating import Rating, rate
from studyapp.core.sessions import Mode, is_exam, writes_cards
from studyapp.storage.record import NotSaved
from studyapp.study import StudySession, TimeIsUp
from studyapp.terminal import read_response, show_choices, show_feedback

_HINT, _UNDO = "?", "u"
_CONFIDENCE = {"1": Confidence.SURE, "2": Confidence.FAIRLY, "3": Confidence.GUESS, "": None}


class _TakenBack(Exception):
    """An answer was taken back: its question is asked again."""


def hold(session: StudySession, bank: Bank) -> int:
    """Ask until the session or the input ends; the exit code is 1 where the disk refused.

    Raises KeyboardInterrupt where the learner breaks off: then it can be resumed.
    """
    try:
        if session.item is not None:
            _print_opening(session, bank)
        while session.item is not None:
            _hold_turn(session, bank)
    except NotSaved as error:
        print(error)
        _print_score(session)
        return FAILED
    except TimeIsUp:
        print("The time is up: this answer came too late and does not count.\n")
    except KeyboardInterrupt:
        with suppress(NotSaved):
            session.leave()
        print(f"\nThe session waits: --resume goes on with it.{_clock_runs_on(session)}")
        raise
    _print_score(session)
    if is_exam(session.plan.mode):
        _print_review(session)
    return OK


def typed_line(prompt: str) -> str:
    """A line of the learner's; one that is no text in this terminal's encoding reads as empty.

    Raises EOFError at the end of the input, and where there never was one.
    """
    try:
        line = input(prompt).strip()
    except UnicodeDecodeError:
        line = ""
    except RuntimeError:
        raise EOFError from None
    if not at_a_terminal():
        print()  # nobody pressed Enter here: what follows begins a line all the same
    return line


def _hold_turn(session: StudySession, bank: Bank) -> None:
    """Ask one question; at the end of the input end the session."""
    try:
        _read_passage(session)
        _ask(session, bank)
        if session.number == session.total and at_a_terminal():
            _offer_undo(session)
        session.advance()
    except _TakenBack:
        print("Taken back.\n")
    except EOFError:
        print("\nThe session ends here.")
        session.stop()


def _read_passage(session: StudySession) -> None:
    if session.passage is not None:
        source, passage = session.passage
        print(f"Read paragraph {passage.number} of “{source.title or source.credit}”:\n")
        print(f"{source.text[passage.span.start : passage.span.end]}\n")
        session.read()
        typed_line("Press Enter when you have read it. ")


def _ask(session: StudySession, bank: Bank) -> None:
    """Show the current item, save what is answered, and say what that is worth where it may."""
    item = _item(session)
    begun = time.monotonic()
    print(f"{_place(session)}  {item.stem}")
    if item.kind is Kind.FLASHCARD:
        _line_of("Recall the answer, then press Enter. ", session, bank)
    advice = show_choices(item, bank)
    while True:
        line = _line_of("> ", session, bank)
        response = read_response(line, _item(session), bank)
        if response is not None:
            break
        print(advice)
    seconds = time.monotonic() - begun
    attempt = session.answer(response, seconds, _confidence(session) if line else None)
    if session.feedback:
        show_feedback(attempt)


def _line_of(prompt: str, session: StudySession, bank: Bank) -> str:
    """The next line that asks neither for a hint nor for an undo; these are done at once."""
    while True:
        line = typed_line(prompt)
        if line == _HINT:
            _give_hint(session, bank)
        elif line != _UNDO:
            return line
        elif session.undo() is not None:
            raise _TakenBack
        else:
            print("There is no answer to take back.")


def _offer_undo(session: StudySession) -> None:
    """The last answer of a session can be taken back before that is over."""
    try:
        line = typed_line(f"That was the last question. Enter goes on, {_UNDO} takes it back. ")
    except EOFError:
        return
    if line == _UNDO and session.undo() is not None:
        raise _TakenBack


def _confidence(session: StudySession) -> Confidence | None:
    """How sure the learner is of the answer just typed; None where that is not said."""
    if not session.plan.confidence:
        return None
    try:
        while True:
            line = typed_line("How sure are you? 1 sure, 2 fairly sure, 3 a guess: ")
            if line in _CONFIDENCE:
                return _CONFIDENCE[line]
    except EOFError:
        return None


def _give_hint(session: StudySession, bank: Bank) -> None:
    item = _item(session)
    hint = session.hint()
    if hint is None:
        exam = is_exam(session.plan.mode)
        print("An exam gives no hints." if exam else "There are no more hints.")
        return
    print(_told(hint, item, bank))
    if writes_cards(session.plan.mode):
        print(_paid(item.kind, session.hints))
    if isinstance(hint, Without):
        show_choices(_item(session), bank)


def _told(hint: Hint, item: Item, bank: Bank) -> str:
    match hint:
        case Passage(source, span):
            said = bank.sources[source].text[span.start : span.end]
            return f"It stands in this paragraph: “{said}”"
        case Sentence(source, span):
            said = bank.sources[source].text[span.start : span.end]
            return f"It stands in this sentence: “{said}”"
        case Without(option):
            return f"It is not “{item.options[option].text}”."


def _paid(kind: Kind, hints: int) -> str:
    """What so many hints make of a right answer."""
    match rate(1.0, kind, hints=hints):
        case Rating.AGAIN:
            return "Even a right answer now counts as forgotten."
        case Rating.HARD:
            return "A right answer now counts as hard to recall."
        case Rating.GOOD | Rating.EASY:
            return "It costs nothing."


def _print_opening(session: StudySession, bank: Bank) -> None:
    print(bank.title)
    endless = session.plan.mode is Mode.MARATHON
    print("Questions without end." if endless else f"{session.total} questions.", end=" ")
    print("An empty line means “I don't know”, “u” takes the last answer back, Ctrl+C breaks off.")
    if is_exam(session.plan.mode):
        print(f"No feedback until the end.{_clock_runs_on(session)}\n")
    else:
        print("“?” gives a hint.\n")


def _place(session: StudySession) -> str:
    if session.plan.mode is Mode.MARATHON:
        return f"{session.number}"
    place = f"{session.number}/{session.total}"
    if session.deadline is None:
        return place
    left = ceil(max(0.0, (session.deadline - datetime.now(UTC)).total_seconds()) / 60)
    return f"{place}  ({left} min left)"


def _clock_runs_on(session: StudySession) -> str:
    if session.deadline is None:
        return ""
    return f" The clock runs on until {session.deadline.astimezone():%H:%M}, whatever you do."


def _print_score(session: StudySession) -> None:
    attempts = session.attempts
    asked = session.session.count if is_exam(session.plan.mode) else len(attempts)
    if attempts:
        score = sum(attempt.grade.score for attempt in attempts)
        print(f"Score: {score:g} of {asked} ({score / asked:.0%})")
    if session.passed is not None and session.plan.pass_mark is not None:
        word = "Passed" if session.passed else "Not passed"
        print(f"{word}: the pass mark is {session.plan.pass_mark:.0%}.")


def _print_review(session: StudySession) -> None:
    """What an exam kept back: every answer, and what it was worth."""
    print(f"Seed {session.plan.seed}: the same seed asks the same questions.\n")
    for number, attempt in enumerate(session.attempts, start=1):
        print(f"{number}/{session.session.count}  {attempt.item.stem}")
        print(f"   You answered: {_given(attempt)}")
        show_feedback(attempt)


def _given(attempt: Attempt) -> str:
    return attempt.response_text or "I don't know"


def _item(session: StudySession) -> Item:
    assert session.item is not None, "only an open session asks"
    return session.item
