"""The commands; none needs Qt. Those about a learner's data are in ``studyapp.commands``."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

import msgspec

from studyapp import __version__
from studyapp.commands import backups, learners, results
from studyapp.commands.common import (
    FAILED,
    OK,
    Busy,
    common_options,
    complain,
    in_use,
    learner_argument,
)
from studyapp.core.bank import Bank, Kind
from studyapp.core.problems import Problem, has_errors
from studyapp.storage.bank_files import LoadedBank, load_bank
from studyapp.storage.folders import cache_folder, data_folder, learner_folder
from studyapp.storage.private import private_file, private_folder
from studyapp.storage.shipped import shipped


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; the exit code is 0, 1 for errors found, 2 for wrong usage."""
    _write_any_text()
    parser = _parser()
    options = parser.parse_args(arguments, argparse.Namespace(data_dir=None))
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader of our output has left (`studyapp generate … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return FAILED
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        return complain(f"{error.strerror or error}{where}")
    except Exception as error:  # the last resort: our own fault is one line and a log
        return complain(_logged(error, data_folder(options.data_dir)))


def _write_any_text() -> None:
    """Make sure that no terminal's encoding stops an answer from being printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _logged(error: Exception, data: Path) -> str:
    """Write the traceback to a log; returns what the person is told."""
    said = f"this is a fault of the program ({type(error).__name__}: {error})"
    log = data / "faults.log"
    try:
        private_folder(data)
        private_file(log)
        with log.open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n")
            file.writelines(traceback.format_exception(error))
    except OSError:
        return said
    return f"{said}; the details are in {log}"


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a command or for help rather than for the window."""
    _, rest = common_options().parse_known_args(arguments)
    return bool(rest) and (rest[0] in _COMMANDS or rest[0] in ("-h", "--help", "--version"))


def window_arguments(arguments: Sequence[str]) -> tuple[list[Path], Path]:
    """The files to open in the window and the data folder."""
    parser = argparse.ArgumentParser(prog="studyapp", parents=[common_options()])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options = parser.parse_intermixed_args(arguments, argparse.Namespace(data_dir=None))
    return options.files, data_folder(options.data_dir)


def open_bank(name: str, data: Path) -> LoadedBank:
    """Load a bank by path, or a shipped one by its name."""
    path = Path(name)
    with_source = shipped(f"questions/{name}.yaml")
    if path.name == name and with_source.is_file() and not path.exists():
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
    from studyapp.core.generate import generate_all

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
    from studyapp.storage.record import NotSaved, Record, RecordError
    from studyapp.study import Plan, StudySession
    from studyapp.terminal import ask_all

    bank = _usable_bank(options.bank, options)
    if bank is None:
        return FAILED
    seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4), "big")
    plan = Plan(options.count, seed, kinds=frozenset(options.kind))
    data = data_folder(options.data_dir)
    folder = learner_folder(data, options.learner)
    with ExitStack() as stack:
        try:
            stack.enter_context(in_use(data, options.learner))
            record = Record.open(folder)
        except (RecordError, Busy, OSError) as error:
            return complain(str(error))
        stack.callback(record.close)
        if record.recovered:
            print(record.recovered, file=sys.stderr)
        try:
            session = StudySession(bank, plan, record, now=_now)
        except NotSaved as error:
            return complain(str(error))
        code = ask_all(session, bank)
        _back_up_daily(folder)
        return code


def _back_up_daily(folder: Path) -> None:
    from studyapp.storage.backups import daily_backup
    from studyapp.storage.record import RecordError

    try:
        daily_backup(folder, _now().astimezone().date())
    except RecordError as error:
        complain(str(error))  # the answers are saved all the same


def _usable_bank(name: str, options: argparse.Namespace) -> Bank | None:
    loaded = open_bank(name, data_folder(options.data_dir))
    if loaded.bank is None:
        for problem in loaded.problems:
            print(problem, file=sys.stderr)
    return loaded.bank


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="studyapp",
        parents=[common_options()],
        description="Learn what a text says and who says it. "
        "Without a command the window opens, with the sets named.",
    )
    parser.add_argument("--version", action="version", version=f"studyapp {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (action, text, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text, parents=[common_options()])
        arguments(command)
        command.set_defaults(command=action)
    return parser


def _check_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--json", action="store_true", help="the problems as a JSON list")


def _generate_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("bank", metavar="BANK", help="a file, or the name of a shipped set")
    command.add_argument("--seed", type=_seed, default=1, help="other seeds draw other options")
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
    command.add_argument("--seed", type=_seed, help="ask the same questions again")
    _kind_argument(command)
    learner_argument(command)


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


def _positive(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is not a number from 1 to 999,999,999")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is not a whole number of up to 18 digits")
    return int(text)


_Arguments = Callable[[argparse.ArgumentParser], None]
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, _Arguments]] = {
    "check": (_check, "List every problem of fact bank files.", _check_arguments),
    "generate": (_generate, "Print the items a bank gives.", _generate_arguments),
    "audit": (_audit, "Prove that the items of a bank are fair.", _audit_arguments),
    "quiz": (_quiz, "Ask questions here in the terminal.", _quiz_arguments),
    "results": (results.run, "Print scores and history.", results.add_arguments),
    "learners": (learners.run, "List, make, move and remove learners.", learners.add_arguments),
    "backup": (backups.back_up, "Copy a learner's record.", backups.add_backup_arguments),
    "restore": (
        backups.restore,
        "Put a backup in the place of a learner's record.",
        backups.add_restore_arguments,
    ),
}
