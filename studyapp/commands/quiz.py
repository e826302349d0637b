"""``studyapp quiz``: every way to study, in the terminal."""

import argparse
import os
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.commands.banks import bank_argument, kind_argument, positive, seed, usable_bank
from studyapp.commands.common import (
    FAILED,
    OK,
    USAGE,
    Busy,
    alone,
    at_a_terminal,
    complain,
    in_use,
    learner_argument,
)
from studyapp.core.sessions import EXAM_COUNT, EXAM_MINUTES, PASS_MARK, Mode, Plan, is_exam
from studyapp.storage.folders import DEFAULT_LEARNER, data_folder, learner_folder

if TYPE_CHECKING:
    from studyapp.core.bank import Bank
    from studyapp.storage.record import Record
    from studyapp.study import StudySession

_COUNT = 10

_MODES: dict[str, tuple[Mode, str]] = {
    "quick": (Mode.QUIZ, "anything, at random"),
    "learn": (Mode.LEARN, "what is due, then what is new"),
    "exam": (Mode.EXAM, "timed, no feedback until the end"),
    "preview": (Mode.PREVIEW, "the exam as it will be; the schedule does not change"),
    "mistakes": (Mode.MISTAKES, "what was not right the last time"),
    "cram": (Mode.CRAM, "anything; the schedule does not change"),
    "read": (Mode.READ, "a paragraph to read, then questions on it"),
    "marathon": (Mode.MARATHON, "everything there is to ask, without end"),
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    bank_argument(command)
    told = "; ".join(f"{name}: {text}" for name, (_, text) in _MODES.items())
    way = command.add_mutually_exclusive_group()
    way.add_argument(
        "--mode", choices=list(_MODES), default="quick", metavar="MODE", help=f"{told} (quick)"
    )
    way.add_argument(
        "--resume", action="store_true", help="go on with the session that was broken off"
    )
    command.add_argument(
        "--count",
        type=positive,
        help=f"how many questions ({_COUNT}; {EXAM_COUNT} in an exam; all to learn or read)",
    )
    command.add_argument(
        "--minutes", type=positive, help=f"how long an exam takes ({EXAM_MINUTES})"
    )
    command.add_argument(
        "--pass-mark",
        type=_percent,
        metavar="PERCENT",
        help=f"what an exam asks for ({PASS_MARK:.0%})".replace("%", "%%"),
    )
    command.add_argument(
        "--confidence", action="store_true", help="ask of each answer how sure you are"
    )
    command.add_argument("--seed", type=seed, help="ask the same questions again")
    kind_argument(command)
    learner_argument(command)


def run(options: argparse.Namespace) -> int:
    """Hold one session."""
    from studyapp.storage.record import Record, RecordError

    if not is_exam(_mode(options)) and (options.minutes or options.pass_mark):
        complain("--minutes and --pass-mark are those of an exam")
        return USAGE
    bank = usable_bank(options.bank, options)
    if bank is None:
        return FAILED
    data = data_folder(options.data_dir)
    folder = learner_folder(data, options.learner)
    new = options.learner != DEFAULT_LEARNER and not folder.exists()
    with ExitStack() as stack:
        try:
            if options.resume:
                with alone(data):
                    pass  # an open window may be in the middle of that very session
            stack.enter_context(in_use(data, options.learner))
            record = Record.open(folder)
        except (RecordError, Busy, OSError) as error:
            return complain(str(error))
        stack.callback(record.close)
        if record.recovered:
            print(record.recovered, file=sys.stderr)
        if new:
            told = f"“{options.learner}” is a new learner; “studyapp learners” lists all."
            print(told, file=sys.stderr)
        stack.callback(_back_up_daily, folder)
        if record.interrupted(bank.id) and not options.resume and _window_is_open(data):
            return complain("a session of this set is under way in the open window: end it first")
        return _study(options, bank, record)


def _window_is_open(data: Path) -> bool:
    try:
        with alone(data):
            return False
    except Busy:
        return True


def _study(options: argparse.Namespace, bank: "Bank", record: "Record") -> int:
    from studyapp.commands.sitting import hold
    from studyapp.storage.record import NotSaved
    from studyapp.study import StudySession, resume

    try:
        session: StudySession | None
        if options.resume or _wants_to_resume(bank, record):
            session = resume(bank, record, _now)
        else:
            session = StudySession(bank, _plan(options), record, now=_now)
    except NotSaved as error:
        return complain(str(error))
    if session is None:
        return complain("there is no session of this set to go on with")
    if session.item is None and not session.attempts:
        return _nothing_to_ask(session)
    return hold(session, bank)


def _mode(options: argparse.Namespace) -> Mode:
    return _MODES[options.mode][0]


def _plan(options: argparse.Namespace) -> Plan:
    mode = _mode(options)
    usual = 0 if mode in (Mode.LEARN, Mode.READ) else EXAM_COUNT if is_exam(mode) else _COUNT
    exam = is_exam(mode)
    return Plan(
        usual if options.count is None else options.count,
        int.from_bytes(os.urandom(4), "big") if options.seed is None else options.seed,
        kinds=frozenset(options.kind),
        mode=mode,
        minutes=(options.minutes or EXAM_MINUTES) if exam else None,
        pass_mark=(options.pass_mark or PASS_MARK) if exam else None,
        confidence=options.confidence,
    )


def _wants_to_resume(bank: "Bank", record: "Record") -> bool:
    """Ask at a terminal whether to go on with a session that waits; elsewhere only tell of it."""
    waiting = record.interrupted(bank.id)
    if waiting is None:
        return False
    answered = len(record.attempts(waiting.id))
    told = f"A session ({waiting.mode}, {answered} answered) was broken off"
    if not at_a_terminal():
        print(f"{told}; --resume would have gone on with it.", file=sys.stderr)
        return False
    try:
        return input(f"{told}. Go on with it? Type yes or no: ").strip().casefold() in ("yes", "y")
    except EOFError:
        return False


def _nothing_to_ask(session: "StudySession") -> int:
    match session.plan.mode:
        case Mode.LEARN:
            print("Nothing of this set is due today.")
            return OK
        case Mode.MISTAKES:
            print("There are no mistakes to go over.")
            return OK
        case Mode.QUIZ | Mode.EXAM | Mode.PREVIEW | Mode.CRAM | Mode.READ | Mode.MARATHON:
            print("No question of the chosen kinds can be made from this set.")
            return FAILED


def _back_up_daily(folder: Path) -> None:
    from studyapp.storage.backups import daily_backup
    from studyapp.storage.record import RecordError

    try:
        daily_backup(folder, _now().astimezone().date())
    except RecordError as error:
        complain(str(error))  # the answers are saved all the same


def _percent(text: str) -> float:
    """A share, typed as a percentage."""
    if not text.isdecimal() or len(text) > 3 or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is not a percentage from 1 to 100")
    return int(text) / 100


def _now() -> datetime:
    return datetime.now(UTC)
