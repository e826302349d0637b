"""Sets from other programs and to them: what takes a while, for a process without a window."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from studyapp.authoring.bringing_in import Brought, bring_in
from studyapp.authoring.exporting import export, export_page
from studyapp.authoring.importing import Incoming, gather, read_file
from studyapp.authoring.selection import Selection
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.storage.bank_files import load_bank
from studyapp.storage.bank_saving import packed_bank, write_whole

Tell = Callable[[object], None]


class Share(Struct, frozen=True):
    """How far the work has come, from 0 to 1, and with which file."""

    done: float
    path: Path


class Failed(Struct, frozen=True):
    """Nothing was changed; ``problems`` say why."""

    problems: tuple[Problem, ...]


class Disk(Struct, frozen=True):
    """The disk refused, in its own words; nothing was changed."""

    why: str


class Written(Struct, frozen=True):
    """A file was written; ``problems`` is what it does not hold."""

    path: Path
    problems: tuple[Problem, ...]


Read = Incoming | Failed | Disk


def read(paths: tuple[Path, ...], target: Path | None, cache: Path, tell: Tell) -> Read:
    """What the files bring into the bank ``target``, or into a new one."""
    try:
        bank = None
        if target is not None:
            bank = load_bank(target, cache=cache).bank
        return gather(_files(paths, tell), bank)
    except Refused as refusal:
        return Failed((refusal.problem,))
    except OSError as error:
        return Disk(str(error))


def bring(target: Path, questions: QuestionSet, _tell: Tell) -> Brought | Failed | Disk:
    """Put the questions into the bank file, which is made where there is none."""
    try:
        return bring_in(target, questions)
    except Refused as refusal:
        return Failed((refusal.problem,))
    except OSError as error:
        return Disk(str(error))


def send(
    source: Path, cache: Path, selection: Selection, form: str, target: Path, _tell: Tell
) -> Written | Failed | Disk:
    """Write a bank in a format of the table, as ``html`` or, packed, as ``set``."""
    try:
        data, problems = _sent(source, cache, selection, form, target)
        if data is None:
            return Failed(problems)
        write_whole(target, data)
    except Refused as refusal:
        return Failed((refusal.problem,))
    except OSError as error:
        return Disk(str(error))
    return Written(target, problems)


def _sent(
    source: Path, cache: Path, selection: Selection, form: str, target: Path
) -> tuple[bytes | None, tuple[Problem, ...]]:
    if form == "set":
        return packed_bank(source)
    loaded = load_bank(source, cache=cache)
    if loaded.bank is None:
        return None, loaded.problems
    if form == "html":
        found = export_page(loaded.bank, selection, str(target))
    else:
        found = export(loaded.bank, selection, str(target), form, datetime.now(UTC))
    return found.data, found.problems


def _files(paths: tuple[Path, ...], tell: Tell) -> dict[str, Imported]:
    found = {}
    for number, path in enumerate(paths):

        def progress(done: int, total: int, number: int = number, path: Path = path) -> None:
            share = done / total if total else 0.0
            tell(Share((number + share) / len(paths), path))

        found[str(path)] = read_file(path, None, progress)
    return found
