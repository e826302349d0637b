"""What the ways to study are called, and what each is in a sentence."""

from datetime import datetime, timedelta

from studyapp.core.attempts import Session
from studyapp.core.sessions import Mode
from studyapp.ui.words import counted, tr


def mode_name(mode: Mode) -> str:
    match mode:
        case Mode.LEARN:
            return tr("Learn")
        case Mode.QUIZ:
            return tr("Quick quiz")
        case Mode.EXAM:
            return tr("Exam")
        case Mode.PREVIEW:
            return tr("Exam preview")
        case Mode.MISTAKES:
            return tr("Mistakes")
        case Mode.CRAM:
            return tr("Cram")
        case Mode.READ:
            return tr("Read, then quiz")
        case Mode.MARATHON:
            return tr("Marathon")


def mode_heading(mode: str) -> str:
    """The name of a mode that a record holds, which may be one this version does not know."""
    return mode_name(Mode(mode)) if mode in set(Mode) else mode


def mode_sentence(mode: Mode) -> str:
    match mode:
        case Mode.LEARN:
            return tr("What is due today, then what is new.")
        case Mode.QUIZ:
            return tr("A few questions from all over the text.")
        case Mode.EXAM:
            return tr("Timed, and judged only at the end.")
        case Mode.PREVIEW:
            return tr("The exam as it will be; the schedule does not change.")
        case Mode.MISTAKES:
            return tr("What you got wrong last time, once more.")
        case Mode.CRAM:
            return tr("As much as you like; the schedule does not change.")
        case Mode.READ:
            return tr("A paragraph to read, then questions on it.")
        case Mode.MARATHON:
            return tr("Everything there is to ask, until you stop.")


def nothing_to_ask(mode: Mode) -> str:
    """Why a session of this mode has no questions."""
    match mode:
        case Mode.LEARN:
            return tr("Nothing of these topics and kinds is due today.")
        case Mode.MISTAKES:
            return tr("There are no mistakes to go over.")
        case Mode.QUIZ | Mode.EXAM | Mode.PREVIEW | Mode.CRAM | Mode.READ | Mode.MARATHON:
            return tr("No question fits: choose more topics or more kinds of question.")


def place(number: int, total: int) -> str:
    """Where a session stands; ``total`` is 0 where it has no end."""
    if not total:
        return tr("Question {number}").format(number=number)
    return tr("Question {number} of {total}").format(number=number, total=total)


def asked_again(days: int | None) -> str:
    """When something comes again, None for never."""
    if days is None:
        return tr("Not asked again.")
    return tr("Asked again {when}.").format(when=in_days(days))


def in_days(days: int) -> str:
    """How far away a day is that many days from today."""
    if days <= 0:
        return tr("today")
    return counted(days, tr("tomorrow"), tr("in {n} days"))


def on_its_clock(session: Session, *, time_is_up: bool) -> str:
    """What the clock of an exam that waits does meanwhile; nothing where there is none."""
    if session.deadline is None:
        return ""
    if time_is_up:
        return tr("Its time is up: go through your answers.")
    return tr("Its clock runs on until {time}.").format(time=time_of_day(session.deadline))


def time_of_day(moment: datetime) -> str:
    """On the clock of this machine."""
    return moment.astimezone().strftime("%H:%M")


def remaining(left: timedelta) -> str:
    """Time left on a clock, to the second; never below nothing."""
    seconds = max(0, -(-left // timedelta(seconds=1)))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
