"""The commands: ``check``, ``generate``, ``audit``, ``quiz``, ``results``; none needs Qt."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec

from studyapp import __version__
from studyapp.core.bank import Bank, Kind
from studyapp.core.generate import generate_all
from studyapp.core.problems import Problem, has_errors
from studyapp.storage.bank_files import LoadedBank, load_bank
from studyapp.storage.folders import (
    DEFAULT_LEARNER,
    cache_folder,
    data_folder,
    learner_folder,
)
from studyapp.storage.shipped import shipped

OK, FAILED, USAGE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; the exit code is 0, 1 for errors found, 2 for wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments, argparse.Namespace(data_dir=None))
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader of our output has left (`studyapp generate … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return FAILED


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a command or for help rather than for the window."""
    _, rest = _common().parse_known_args(arguments)
    return bool(rest) and (rest[0] in _COMMANDS or rest[0] in ("-h", "--help", "--version"))


def window_arguments(arguments: Sequence[str]) -> tuple[list[Path], Path]:
    """The files to open in the window and the data folder."""
    parser = argparse.ArgumentParser(prog="studyapp", parents=[_common()])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options = parser.parse_intermixed_args(arguments, argparse.Namespace(data_dir=None))
    return options.files, data_folder(options.data_dir)


def open_bank(name: str, data: Path) -> LoadedBank:
    """Load a bank by path, or a shipped one by its name."""
    path = Path(name)
    with_source = shipped(f"questions/{name}.yaml")
    if not path.exists() and with_source.is_file() and path.name == name:
        path = with_source
    return load_bank(path, cache=cache_folder(data))


def _check(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    for name in options.files:
        loaded = open_bank(name, data_folder(options.data_dir))
        problems += loaded.problems
        if loaded.bank is not None and not loaded.problems and not options.json:
            print(f"{name}: {_size(loaded.bank)}, no problems")
    if options.json:
        print(msgspec.json.encode([_problem_json(problem) for problem in problems]).decode())
    else:
        for problem in problems:
            print(problem)
    return FAILED if has_errors(problems) else OK


def _size(bank: Bank) -> str:
    parts = [(len(bank.facts), "fact"), (len(bank.questions), "question")]
    shown = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count]
    return " and ".join(shown) or "nothing to ask"


def _problem_json(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.path,
        "line": problem.position.line,
        "column": problem.position.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _generate(options: argparse.Namespace) -> int:
    bank = _usable_bank(options.bank, options)
    if bank is None:
        return FAILED
    items = generate_all(bank, options.seed, frozenset(options.kind))
    for item in islice(items, options.count):
        if options.json:
            print(msgspec.json.encode(item).decode())
        else:
            print(f"{item.id}\n  {item.stem}")
            for option in item.options:
                print(f"  {'*' if option.correct else '-'} {option.text}")
            print(f"  = {item.key}\n")
    return OK


def _audit(options: argparse.Namespace) -> int:
    from studyapp.audits import as_json, as_text
    from studyapp.core.audit import audit

    bank = _usable_bank(options.bank, options)
    if bank is None:
        return FAILED
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shown:
            print(f"\r{done} of {total} seeds", end="", file=sys.stderr, flush=True)

    found = audit(bank, range(options.seeds), progress)
    if shown:
        print("\r", end="", file=sys.stderr)
    print((as_json if options.json else as_text)(found), end="")
    return FAILED if found.blocking or found.disagreements else OK


def _quiz(options: argparse.Namespace) -> int:
    from studyapp.storage.record import Record, RecordError
    from studyapp.study import Plan, StudySession
    from studyapp.terminal import ask_all

    bank = _usable_bank(options.bank, options)
    if bank is None:
        return FAILED
    seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4), "big")
    plan = Plan(options.count, seed, kinds=frozenset(options.kind))
    try:
        record = Record.open(learner_folder(data_folder(options.data_dir), options.learner))
    except (RecordError, OSError) as error:
        return _complain(str(error))
    try:
        return ask_all(StudySession(bank, plan, record, now=_now), bank)
    finally:
        record.close()


def _results(options: argparse.Namespace) -> int:
    from studyapp.results import as_csv, as_json, as_text
    from studyapp.storage.record import Record, RecordError

    folder = learner_folder(data_folder(options.data_dir), options.learner)
    if not folder.is_dir():
        return _complain(f"there are no answers of the learner “{options.learner}” yet")
    try:
        record = Record.open(folder)
    except (RecordError, OSError) as error:
        return _complain(str(error))
    try:
        form = as_json if options.json else as_csv if options.csv else as_text
        print(form(record.sessions(), record.attempts()), end="")
    finally:
        record.close()
    return OK


def _usable_bank(name: str, options: argparse.Namespace) -> Bank | None:
    loaded = open_bank(name, data_folder(options.data_dir))
    if loaded.bank is None:
        for problem in loaded.problems:
            print(problem, file=sys.stderr)
    return loaded.bank


def _complain(message: str) -> int:
    print(f"studyapp: {message}", file=sys.stderr)
    return FAILED


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="studyapp",
        parents=[_common()],
        description="Learn what a text says and who says it. "
        "Without a command the window opens, with the sets named.",
    )
    parser.add_argument("--version", action="version", version=f"studyapp {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (action, text, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text, parents=[_common()])
        arguments(command)
        command.set_defaults(command=action)
    return parser


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="keep answers and cache in this folder",
    )
    return common


def _check_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--json", action="store_true", help="the problems as a JSON list")


def _generate_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("bank", metavar="BANK", help="a file, or the name of a shipped set")
    command.add_argument("--seed", type=int, default=1, help="other seeds draw other options")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.add_argument("--count", type=_positive, help="this many items at most")
    _kind_argument(command)


def _audit_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("bank", metavar="BANK", help="a file, or the name of a shipped set")
    command.add_argument("--seeds", type=_positive, default=20, help="how many seeds (20)")
    command.add_argument("--json", action="store_true", help="all figures as JSON")


def _quiz_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("bank", metavar="BANK", help="a file, or the name of a shipped set")
    command.add_argument("--count", type=_positive, default=10, help="how many questions (10)")
    command.add_argument("--seed", type=int, help="ask the same questions again")
    _kind_argument(command)
    _learner_argument(command)


def _results_arguments(command: argparse.ArgumentParser) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="sessions and attempts as JSON")
    form.add_argument("--csv", action="store_true", help="the attempts as CSV")
    _learner_argument(command)


def _kind_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kind",
        nargs="+",
        action="extend",
        type=Kind,
        choices=list(Kind),
        default=[],
        metavar="KIND",
        help=f"only these kinds: {', '.join(Kind)}",
    )


def _learner_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("--learner", default=DEFAULT_LEARNER, type=_learner, metavar="NAME")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number above zero")
    return int(text)


def _learner(text: str) -> str:
    try:
        learner_folder(Path(), text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


_Arguments = Callable[[argparse.ArgumentParser], None]
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, _Arguments]] = {
    "check": (_check, "List every problem of fact bank files.", _check_arguments),
    "generate": (_generate, "Print the items a bank gives.", _generate_arguments),
    "audit": (_audit, "Prove that the items of a bank are fair.", _audit_arguments),
    "quiz": (_quiz, "Ask questions here in the terminal.", _quiz_arguments),
    "results": (_results, "Print scores and history.", _results_arguments),
}
