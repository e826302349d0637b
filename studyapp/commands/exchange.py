"""``studyapp import`` and ``studyapp export``: sets that come from other programs and go there."""

import argparse
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from studyapp.commands.banks import (
    bank_argument,
    kind_argument,
    open_bank,
    positive,
    seed,
    usable_bank,
)
from studyapp.commands.common import FAILED, OK, USAGE, complain, may_write, yes_argument
from studyapp.commands.progress import shown_progress
from studyapp.core.problems import Problem, problem_json
from studyapp.storage.bank_folders import BANK_ENDINGS
from studyapp.storage.folders import data_folder
from studyapp.storage.private import write_whole

if TYPE_CHECKING:
    from studyapp.authoring.importing import Files, Incoming
    from studyapp.core.bank import Bank, TopicId

_WHICH = ("all", "generated", "written")


def add_import_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="any known format")
    command.add_argument(
        "--to", type=Path, required=True, metavar="BANK", help="a .yaml file, made if need be"
    )
    command.add_argument(
        "--format", metavar="FORMAT", help="read the files as this format, whatever they look like"
    )
    command.add_argument(
        "--dry-run", action="store_true", help="only say what would come in; write nothing"
    )
    command.add_argument("--json", action="store_true", help="what came in as JSON")


def add_export_arguments(command: argparse.ArgumentParser) -> None:
    bank_argument(command)
    command.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FILE",
        help="its ending tells the format; .html: a quiz for browsers, .studyset: the set itself",
    )
    command.add_argument("--format", metavar="FORMAT", help="where the ending does not tell it")
    command.add_argument(
        "--which",
        choices=_WHICH,
        default="all",
        help="what the app generates, what was written by hand, or all (all)",
    )
    command.add_argument(
        "--count",
        type=positive,
        help="a form of so many questions that do not give each other away",
    )
    command.add_argument("--seed", type=seed, default=1, help="other seeds draw other questions")
    kind_argument(command)
    command.add_argument(
        "--topic",
        nargs="+",
        action="extend",
        default=[],
        metavar="TOPIC",
        help="only these topics, by the names or the ids that the set gives them",
    )
    yes_argument(command)


def bring(options: argparse.Namespace) -> int:
    """Import files into a bank."""
    from studyapp.authoring.bringing_in import bring_in
    from studyapp.authoring.importing import gather
    from studyapp.files.refusal import Refused

    try:
        bank, usable = _target(options)
        if not usable:
            return FAILED
        files = _read(options)
        incoming = gather(files.found, bank)
        problems = (*files.refusals, *incoming.problems)
        written = bool(incoming.questions.questions) and not options.dry_run
        if written:
            problems += bring_in(options.to, incoming.questions).problems
    except Refused as error:
        print(error.problem, file=sys.stderr)
        return FAILED
    except OSError as error:
        return complain(_told(error))
    _tell(options, incoming, problems, written=written)
    return OK if incoming.questions.questions else FAILED


def send(options: argparse.Namespace) -> int:
    """Export a bank into a file."""
    from studyapp.authoring.selection import Origin, Selection
    from studyapp.authoring.sending import SET, outlet_of
    from studyapp.authoring.sending import send as sent
    from studyapp.files.refusal import Refused

    selection = Selection(
        Origin(options.which), frozenset(options.kind), options.count, options.seed
    )
    try:
        outlet = outlet_of(options.to, options.format)
        if outlet == SET and (options.topic or replace(selection, seed=1) != Selection()):
            complain("the set itself goes out as it is: leave out what chooses some of it")
            return USAGE
        loaded = open_bank(options.bank, data_folder(options.data_dir))
        if loaded.bank is None:
            _print_problems(loaded.problems)
            return FAILED
        unknown, topics = _topics(options.topic, loaded.bank)
        if unknown:
            known = ", ".join(loaded.bank.topics)
            return complain(f"the set has no topic “{unknown[0][:50]}”; it has {known}")
        selection = replace(selection, topics=topics)
        with shown_progress("entries checked") as progress:
            found = sent(
                *(loaded.path, loaded.bank, selection, options.to),
                *(outlet, datetime.now(UTC), progress),
            )
        _print_problems(found.problems)
        if not may_write(options.to, options):
            return FAILED
        write_whole(options.to, found.data)
    except Refused as refusal:
        print(refusal.problem, file=sys.stderr)
        return FAILED
    except OSError as error:
        return complain(_told(error))
    print(f"{options.to}: {len(found.data):,} bytes")
    return OK


def _target(options: argparse.Namespace) -> "tuple[Bank | None, bool]":
    """The bank that the questions go into, None for a new one; and whether it can take them."""
    if options.to.suffix.lower() not in BANK_ENDINGS:
        complain(f"{options.to}: a set is a file that ends in .yaml")
        return None, False
    if not options.to.exists():
        return None, True
    bank = usable_bank(str(options.to), options)
    return bank, bank is not None


def _read(options: argparse.Namespace) -> "Files":
    from studyapp.authoring.importing import read_files

    with shown_progress("read") as progress:
        return read_files(options.files, options.format, lambda _path: progress)


def _tell(
    options: argparse.Namespace,
    incoming: "Incoming",
    problems: tuple[Problem, ...],
    *,
    written: bool,
) -> None:
    questions = incoming.questions.questions
    if options.json:
        content = {
            "to": str(options.to),
            "written": written,
            "questions": [
                {"id": question.id, "kind": question.kind.value, "stem": question.stem}
                for question in questions
            ],
            "problems": [problem_json(problem) for problem in problems],
        }
        print(msgspec.json.format(msgspec.json.encode(content), indent=1).decode())
        return
    _print_problems(problems)
    count = f"{len(questions):,} question{'' if len(questions) == 1 else 's'}"
    if not questions:
        print("There is nothing to bring in.")
    elif written:
        print(f"{options.to}: {count} came in.")
    else:
        print(f"{options.to}: {count} would come in; nothing was written.")


def _told(error: OSError) -> str:
    """What the system says of which file."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def _topics(wanted: list[str], bank: "Bank") -> tuple[list[str], frozenset["TopicId"]]:
    """What names no topic of the bank, and the topics that are named."""
    by_name = {name: topic for topic, name in bank.topics.items()}
    by_name.update({topic: topic for topic in bank.topics})
    unknown = [name for name in wanted if name not in by_name]
    return unknown, frozenset(by_name[name] for name in wanted if name in by_name)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
