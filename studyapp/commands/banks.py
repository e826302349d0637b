"""What the commands that read a bank have in common."""

import argparse
import sys
from pathlib import Path

from studyapp.commands.progress import shown_progress
from studyapp.core.bank import ASKED, Bank, Kind
from studyapp.core.problems import Position, Problem, Severity
from studyapp.storage.bank_files import LoadedBank, load_bank
from studyapp.storage.folders import cache_folder, data_folder
from studyapp.storage.shipped import shipped


def open_bank(name: str, data: Path) -> LoadedBank:
    """Load a bank by path, or a shipped one by its name; says how far it is where that is slow."""
    path = Path(name)
    with_source = shipped(f"questions/{name}.yaml")
    if path.name == name and with_source.is_file() and not path.exists():
        path = with_source
    if path.name == name and not path.suffix and not path.exists():
        names = ", ".join(sorted(each.stem for each in shipped("questions").glob("*.yaml")))
        message = "there is neither a file nor a shipped set of this name"
        hint = f"the sets that come with the program are {names}"
        problem = Problem(name, Position(), Severity.ERROR, "unreadable", message, hint)
        return LoadedBank(path, None, (problem,))
    with shown_progress("entries checked") as progress:
        return load_bank(path, cache=cache_folder(data), progress=progress)


def usable_bank(name: str, options: argparse.Namespace) -> Bank | None:
    """The bank; None where its file has errors, which are printed then."""
    loaded = open_bank(name, data_folder(options.data_dir))
    if loaded.bank is None:
        for problem in loaded.problems:
            print(problem, file=sys.stderr)
    return loaded.bank


def bank_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("bank", metavar="BANK", help="a file, or the name of a shipped set")


def kind_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kind",
        nargs="+",
        action="extend",
        type=Kind,
        choices=ASKED,
        default=[],
        metavar="KIND",
        help=f"only these kinds: {', '.join(ASKED)}",
    )


def positive(text: str) -> int:
    """A type for argparse."""
    if not text.isdecimal() or len(text) > 9 or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is not a number from 1 to 999,999,999")
    return int(text)


def seed(text: str) -> int:
    """A type for argparse."""
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is not a whole number of up to 18 digits")
    return int(text)
