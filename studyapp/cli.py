"""The commands; none needs Qt. Those about a learner's data are in ``studyapp.commands``."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

import msgspec

from studyapp import __version__
from studyapp.commands import backups, desktop, exchange, learners, quiz, results
from studyapp.commands.banks import (
    bank_argument,
    kind_argument,
    open_bank,
    positive,
    seed,
    usable_bank,
)
from studyapp.commands.common import FAILED, OK, common_options, complain
from studyapp.commands.progress import shown_progress
from studyapp.core.bank import Bank
from studyapp.core.problems import Problem, has_errors, problem_json
from studyapp.storage.folders import data_folder
from studyapp.storage.private import private_file, private_folder


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


def _check(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    for name in options.files:
        loaded = open_bank(name, data_folder(options.data_dir))
        problems += loaded.problems
        if loaded.bank is not None and not loaded.problems and not options.json:
            print(f"{name}: {_size(loaded.bank)}, no problems")
    if options.json:
        print(msgspec.json.encode([problem_json(problem) for problem in problems]).decode())
    else:
        for problem in problems:
            print(problem)
    return FAILED if has_errors(problems) else OK


def _size(bank: Bank) -> str:
    parts = [(len(bank.facts), "fact"), (len(bank.questions), "question")]
    shown = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count]
    return " and ".join(shown) or "nothing to ask"


def _generate(options: argparse.Namespace) -> int:
    from studyapp.core.generate import generate_all

    bank = usable_bank(options.bank, options)
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

    bank = usable_bank(options.bank, options)
    if bank is None:
        return FAILED
    with shown_progress("seeds") as progress:
        found = audit(bank, range(options.seeds), progress)
    print((as_json if options.json else as_text)(found), end="")
    return FAILED if found.blocking or found.disagreements else OK


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
    bank_argument(command)
    command.add_argument("--seed", type=seed, default=1, help="other seeds draw other options")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.add_argument("--count", type=positive, help="this many items at most")
    kind_argument(command)


def _audit_arguments(command: argparse.ArgumentParser) -> None:
    bank_argument(command)
    command.add_argument("--seeds", type=positive, default=20, help="how many seeds (20)")
    command.add_argument("--json", action="store_true", help="all figures as JSON")


_Arguments = Callable[[argparse.ArgumentParser], None]
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, _Arguments]] = {
    "check": (_check, "List every problem of fact bank files.", _check_arguments),
    "generate": (_generate, "Print the items a bank gives.", _generate_arguments),
    "audit": (_audit, "Prove that the items of a bank are fair.", _audit_arguments),
    "quiz": (quiz.run, "Ask questions here in the terminal.", quiz.add_arguments),
    "import": (
        exchange.bring,
        "Take questions of other programs into a set.",
        exchange.add_import_arguments,
    ),
    "export": (
        exchange.send,
        "Write a set for other programs.",
        exchange.add_export_arguments,
    ),
    "results": (results.run, "Print scores and history.", results.add_arguments),
    "learners": (learners.run, "List, make, move and remove learners.", learners.add_arguments),
    "desktop": (desktop.run, "Put the app into the desktop's menu.", desktop.add_arguments),
    "backup": (backups.back_up, "Copy a learner's record.", backups.add_backup_arguments),
    "restore": (
        backups.restore,
        "Put a backup in the place of a learner's record.",
        backups.add_restore_arguments,
    ),
}
