"""A learner in one file: a zip with the database, the journal, and what belongs to them."""

import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from studyapp import __version__
from studyapp.core.scheduling.cards import NEVER
from studyapp.storage import database
from studyapp.storage.archives import Archive, opened
from studyapp.storage.causes import told
from studyapp.storage.folders import CLOSED, DATABASE, JOURNAL, learner_folder, learners_folder
from studyapp.storage.inspection import (
    DAMAGED,
    LARGEST,
    LONGEST,
    Contents,
    Unfit,
    contents,
    entries,
    inspect,
    readable,
)
from studyapp.storage.journal import (
    Answered,
    Begun,
    Decided,
    Entry,
    Finished,
    Flagged,
    Journal,
    SetAside,
    Undone,
    Unflagged,
)
from studyapp.storage.private import private_file, private_folder, sync_folder
from studyapp.storage.record import Record

_MANIFEST = "manifest.json"
_FORMAT = "studyapp-learner"
_VERSION = 1
_MEMBERS = {_MANIFEST: 65_536, DATABASE: LARGEST, JOURNAL: LARGEST}

# No learner's name begins with a dot.
_MAKING = ".making-"
# Seconds: nothing takes a day to pack.
_LEFT_BEHIND = 86_400


class Manifest(Struct, frozen=True):
    """``files`` gives the SHA-256 of each other member, ``made`` is UTC."""

    format: str
    version: int
    learner: str
    made: datetime
    studyapp: str
    files: dict[str, str]


def export_learner(folder: Path, target: Path, now: datetime) -> None:
    """Write all of a learner's record into one file, replacing it; raises RecordError.

    The record may be open and in use. Only its owner may read the file.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    with told("export"), _workshop(folder) as work:
        with closing(database.connect(folder / DATABASE)) as connection:
            database.copy(connection, work / DATABASE)
        # After the database: what was answered in between is in the journal at least.
        shutil.copyfile(folder / JOURNAL, work / JOURNAL)
        try:
            unfinished.unlink(missing_ok=True)
            private_file(unfinished)
            _pack(work, unfinished, folder.name, now)
            unfinished.replace(target)
            sync_folder(target.parent)
        finally:
            unfinished.unlink(missing_ok=True)


def exported_name(path: Path) -> str:
    """Whose record a file holds; raises Unfit."""
    with opened(path, _MEMBERS) as archive:
        return _manifest(archive).learner


def import_learner(data: Path, path: Path, name: str) -> Contents:
    """Make a learner of this name from a file; raises Unfit, RecordError, ValueError.

    Nothing of the file becomes a file of ours: what its rows say is checked and
    written anew. The caller knows that there is no learner of this name.
    """
    target = learner_folder(data, name)
    with told("import"), _workshop(learners_folder(data)) as work:
        with opened(path, _MEMBERS) as archive:
            _unpack(archive, work)
        found = _adopt(work, work / "learner")
        (work / "learner").replace(target)
        sync_folder(target.parent)
    return found


def _pack(work: Path, target: Path, learner: str, now: datetime) -> None:
    files = {name: _sha256(work / name) for name in (DATABASE, JOURNAL)}
    made = now.astimezone(UTC).replace(microsecond=0)
    manifest = Manifest(_FORMAT, _VERSION, learner, made, __version__, files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        for name in files:
            archive.write(work / name, name)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _manifest(archive: Archive) -> Manifest:
    try:
        found = msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Unfit("it does not say what it holds") from error
    if found.format != _FORMAT:
        raise Unfit("it is no learner of studyapp")
    if found.version > _VERSION:
        raise Unfit("it was written by a newer version of studyapp; please update")
    return found


def _unpack(archive: Archive, work: Path) -> None:
    manifest = _manifest(archive)
    for name in (DATABASE, JOURNAL):
        archive.copy(name, work / name)
        if _sha256(work / name) != manifest.files.get(name):
            raise Unfit("it was changed or damaged since it was written")
    _refuse_endless_lines(work / JOURNAL)


def _refuse_endless_lines(path: Path) -> None:
    """A journal is read line by line: none may fill the memory."""
    length = 0
    with path.open("rb") as file:
        while chunk := file.read(LONGEST):
            if length + len(chunk) > LONGEST and b"\n" not in chunk:
                raise Unfit(DAMAGED)
            length = len(chunk) - 1 - chunk.rfind(b"\n")


def _adopt(work: Path, folder: Path) -> Contents:
    """Write a record from what the rows of the unpacked one say."""
    least = inspect(work / DATABASE)
    private_folder(folder)
    with readable(), closing(Journal(folder / JOURNAL)) as journal:
        for entry in _all_entries(work):
            _check(entry)
            journal.append(entry)
    with readable():
        Record.open(folder).close()
    found = contents(folder / DATABASE)
    if found is None or found.answers < least.answers or found.sessions < least.sessions:
        raise Unfit(DAMAGED)
    (folder / CLOSED).unlink(missing_ok=True)
    return found


def _all_entries(work: Path) -> Iterator[Entry]:
    """Those of the database, then those that only the journal has."""
    seq = 0
    for entry in entries(work / DATABASE):
        yield entry
        seq = entry.seq
    with closing(Journal(work / JOURNAL)) as unpacked:
        yield from unpacked.after(seq)


def _check(entry: Entry) -> None:
    """Raise ValueError or LookupError where no learner could have done this."""
    match entry:
        case Answered(attempt=attempt, review=review):
            fits = attempt.fact in attempt.item.facts and attempt.response_text is not None
            possible = 0 <= attempt.grade.score <= 1 and isfinite(attempt.seconds)
            day = review.day if review else 1
        case SetAside(buried_until=until):
            fits = possible = True
            day = until or 1
        case Begun() | Finished() | Undone() | Flagged() | Unflagged() | Decided():
            return
    if not (fits and possible and 0 < day < NEVER):
        raise ValueError(f"entry {entry.seq} is impossible")


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A private folder to work in, on the same disk; what a crash left of others goes first."""
    private_folder(folder)
    for path in folder.glob(f"{_MAKING}*"):
        if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(path, ignore_errors=True)
    with TemporaryDirectory(prefix=_MAKING, dir=folder, ignore_cleanup_errors=True) as work:
        yield Path(work)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
