"""Sets from other programs and to them: what takes a while, for a process without a window."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studyapp.authoring.bringing_in import Brought, bring_in
from studyapp.authoring.importing import Incoming, gather, read_files
from studyapp.authoring.selection import Selection
from studyapp.authoring.sending import send
from studyapp.core.problems import Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import Refused
from studyapp.storage.bank_files import load_bank
from studyapp.storage.private import write_whole

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
            loaded = load_bank(target, cache=cache)
            bank = loaded.bank
            if bank is None:
                return Failed(loaded.problems)
        files = read_files(paths, None, lambda place: _progress(place, paths, tell))
        if not files.found:
            return Failed(files.refusals)
        incoming = gather(files.found, bank)
        return replace(incoming, problems=(*files.refusals, *incoming.problems))
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


def give(
    source: Path, cache: Path, selection: Selection, outlet: str, target: Path, _tell: Tell
) -> Written | Failed | Disk:
    """Write a bank as ``outlet`` into a file."""
    loaded = load_bank(source, cache=cache)
    if loaded.bank is None:
        return Failed(loaded.problems)
    try:
        found = send(source, loaded.bank, selection, target, outlet, datetime.now(UTC))
        write_whole(target, found.data)
    except Refused as refusal:
        return Failed((refusal.problem,))
    except OSError as error:
        return Disk(str(error))
    return Written(target, found.problems)


def _progress(place: int, paths: tuple[Path, ...], tell: Tell) -> Progress:
    def progress(done: int, total: int) -> None:
        share = done / total if total else 0.0
        tell(Share((place + share) / len(paths), paths[place]))

    return progress
