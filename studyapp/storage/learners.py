"""The learners of a data folder: each one a folder that no other learner's reports open."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from studyapp.storage.causes import cause_of
from studyapp.storage.folders import DATABASE, learner_folder, learners_folder
from studyapp.storage.inspection import Contents, Unfit, contents
from studyapp.storage.learner_files import export_learner, exported_name, import_learner
from studyapp.storage.private import private_folder, sync_folder
from studyapp.storage.record import Record, RecordError

_STAMP = "%Y-%m-%dT%H-%M-%S"


class LearnerError(Exception):
    """It cannot be done, and nothing was changed; the message is for the learner."""


class Learner(Struct, frozen=True):
    """A learner; ``contents`` is None where there is no record yet or it cannot be read."""

    name: str
    folder: Path
    contents: Contents | None


class Deleted(Struct, frozen=True):
    """A learner who was deleted and can be brought back. ``folder`` is where they lie."""

    name: str
    folder: Path


def deleted_folder(data: Path) -> Path:
    return data / "deleted"


def learners(data: Path) -> list[Learner]:
    """In alphabetical order; a crashed record is counted as it lies, not mended."""
    found = [Learner(path.name, path, contents(path / DATABASE)) for path in _folders(data)]
    return sorted(found, key=lambda learner: (_folded(learner.name), learner.name))


def existing(data: Path, name: str) -> Path:
    """The folder of a learner; raises LearnerError where there is none."""
    folder = _folder(data, name)
    if not folder.is_dir():
        raise LearnerError(f"there is no learner “{folder.name}”")
    return folder


def exists(data: Path, name: str) -> bool:
    """Whether a learner has this name, or one that some systems take for the same."""
    return any(_folded(path.name) == _folded(name) for path in _folders(data))


def create(data: Path, name: str) -> Path:
    """Make a learner with an empty record; returns their folder. Raises LearnerError."""
    folder = _folder(data, name)
    _refuse_taken(data, name)
    try:
        Record.open(folder).close()
    except RecordError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise LearnerError(str(error)) from error
    return folder


def rename(data: Path, name: str, new: str) -> Path:
    """Give a learner another name; the caller holds both locks. Raises LearnerError."""
    folder, target = existing(data, name), _folder(data, new)
    if _folded(name) != _folded(new):
        _refuse_taken(data, new)
    _move(folder, target)
    return target


def delete(data: Path, name: str, now: datetime) -> Deleted:
    """Take a learner away, to where ``recover`` finds them; the caller holds both locks.

    Raises LearnerError.
    """
    folder = existing(data, name)
    place = deleted_folder(data)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    target = place / f"{folder.name} {stamp}"
    number = 1
    while target.exists():
        number += 1
        target = place / f"{folder.name} {stamp}-{number}"
    _move(folder, target)
    return Deleted(folder.name, target)


def deleted(data: Path) -> list[Deleted]:
    """Who was deleted, the last one first; one who was deleted twice is there twice."""
    place = deleted_folder(data)
    found = [path for path in place.iterdir() if path.is_dir()] if place.is_dir() else []
    found.sort(key=lambda path: path.name.rpartition(" ")[2], reverse=True)
    return [Deleted(path.name.rpartition(" ")[0], path) for path in found if " " in path.name]


def recover(data: Path, name: str) -> Path:
    """Bring back who was deleted last under this name. Raises LearnerError."""
    target = _folder(data, name)
    gone = next((each for each in deleted(data) if _folded(each.name) == _folded(name)), None)
    if gone is None:
        raise LearnerError(f"no learner “{name}” was deleted")
    _refuse_taken(data, name)
    _move(gone.folder, target)
    return target


def export_to(data: Path, name: str, target: Path, now: datetime) -> None:
    """Write a learner into one file, replacing it; raises LearnerError."""
    folder = existing(data, name)
    if not (folder / DATABASE).exists():
        raise LearnerError(f"there are no answers of the learner “{folder.name}” yet")
    try:
        export_learner(folder, target, now)
    except RecordError as error:
        raise LearnerError(str(error)) from error


def import_from(data: Path, path: Path, name: str | None = None) -> Learner:
    """Make a learner from a file, of the name that it gives or another; raises LearnerError."""
    try:
        new = exported_name(path) if name is None else name
        folder = _folder(data, new)
        if exists(data, new):
            raise LearnerError(
                f"there is a learner “{folder.name}” already; import it under another name"
            )
        return Learner(folder.name, folder, import_learner(data, path, new))
    except Unfit as error:
        raise LearnerError(f"{path} cannot be imported: {error}") from error
    except RecordError as error:
        raise LearnerError(str(error)) from error


def _folders(data: Path) -> list[Path]:
    place = learners_folder(data)
    found = place.iterdir() if place.is_dir() else ()
    return [path for path in found if path.is_dir() and _is_name(data, path.name)]


def _is_name(data: Path, name: str) -> bool:
    try:
        learner_folder(data, name)
    except ValueError:
        return False
    return True


def _folder(data: Path, name: str) -> Path:
    try:
        return learner_folder(data, name)
    except ValueError as error:
        raise LearnerError(str(error)) from None


def _refuse_taken(data: Path, name: str) -> None:
    if exists(data, name):
        raise LearnerError(f"there is a learner “{name}” already")


def _move(folder: Path, target: Path) -> None:
    try:
        private_folder(target.parent)
        folder.rename(target)
        sync_folder(folder.parent)
        sync_folder(target.parent)
    except OSError as error:
        raise LearnerError(f"“{folder.name}” cannot be moved: {cause_of(error)}") from error


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()
