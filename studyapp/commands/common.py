"""What the commands have in common: exit codes, messages, names of learners, locks."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from studyapp.storage.folders import DEFAULT_LEARNER, learner_folder
from studyapp.storage.lock import Holder, Lock, acquire, acquire_learner

OK, FAILED, USAGE = 0, 1, 2


class Busy(Exception):
    """Another program has what this one needs; the message says which."""


def common_options() -> argparse.ArgumentParser:
    """A parser with the options of all commands, for use as a parent."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="keep answers and cache in this folder",
    )
    return common


def complain(message: str) -> int:
    """One line about what went wrong; the exit code for it."""
    print(f"studyapp: {message}", file=sys.stderr)
    return FAILED


def at_a_terminal() -> bool:
    """Whether a person types what is read here."""
    return sys.stdin is not None and sys.stdin.isatty()


def held(answers: int, sessions: int) -> str:
    """How much a record or file holds, in words."""
    return (
        f"{answers} answer{'' if answers == 1 else 's'}"
        f" in {sessions} session{'' if sessions == 1 else 's'}"
    )


def agreed(question: str, options: argparse.Namespace) -> bool:
    """Whether the user types yes, or said ``--yes`` beforehand; the end of input is a no."""
    if options.yes:
        return True
    try:
        if input(f"{question}\nType yes to go on: ").strip().casefold() == "yes":
            return True
    except EOFError:
        print()
    print("Nothing was changed. With --yes nobody is asked.")
    return False


def may_write(path: Path, options: argparse.Namespace) -> bool:
    """Whether the file is new, or the user agrees that it is replaced."""
    return not path.exists() or agreed(f"{path} is there already and would be replaced.", options)


def learner_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--learner",
        default=DEFAULT_LEARNER,
        type=learner_name,
        metavar="NAME",
        help=f"whose answers these are ({DEFAULT_LEARNER})",
    )


def yes_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("--yes", action="store_true", help="go on without asking")


def learner_name(text: str) -> str:
    """A type for argparse: a name that a learner may have."""
    try:
        return learner_folder(Path(), text).name
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


@contextmanager
def in_use(data: Path, learner: str) -> Iterator[None]:
    """Keep others from replacing or moving the learner's record meanwhile; raises Busy, OSError."""
    changing = f"the record of “{learner}” is being changed%s; try again later"
    with _held(acquire_learner(data, learner, shared=True), changing):
        yield


@contextmanager
def alone(data: Path, *learners: str) -> Iterator[None]:
    """Keep the window closed and the learners' records unused; raises Busy, OSError."""
    with ExitStack() as stack:
        window = f"studyapp is open with {data}%s; close it first"
        stack.enter_context(_held(acquire(data), window))
        for name in learners:
            lock = acquire_learner(data, name)
            stack.enter_context(_held(lock, f"the record of “{name}” is in use%s; try again later"))
        yield


def _held(lock: Lock | Holder, message: str) -> Lock:
    if isinstance(lock, Holder):
        raise Busy(message % (f" (process {lock.pid})" if lock.pid else ""))
    return lock
