"""Banks on disk: questions written into them, and a bank packed with all that it needs."""

import os
import posixpath
import secrets
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from studyapp.core.problems import Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.files.archive import Archive, packed
from studyapp.files.refusal import Refused, refused
from studyapp.storage.bank_extension import extended_bank
from studyapp.storage.bank_files import BankPlace, Reading, opened_bank, parsed
from studyapp.storage.bank_folders import BANK_ENDINGS, InArchive, member_named, read_regular
from studyapp.storage.bank_writer import bank_id, free_name, new_bank
from studyapp.storage.private import sync_folder

_BOM = b"\xef\xbb\xbf"


class Saved(Struct, frozen=True):
    """What was written: the bank file as it is now, pictures that were not there before.

    ``problems`` is what could not be kept.
    """

    data: bytes
    pictures: tuple[Path, ...]
    problems: tuple[Problem, ...]


def create_bank(path: Path, questions: QuestionSet) -> Saved:
    """Write a new bank file with these questions, and a folder of their pictures beside it.

    A file that is there is replaced. Raises OSError, and then nothing was changed.
    """
    names = _picture_names(path, questions.pictures)
    written = new_bank(questions, bank_id(path.stem), names, str(path))
    return _saved(path, written.text.encode(), written.problems, questions.pictures, names)


def extend_bank(path: Path, questions: QuestionSet) -> Saved:
    """Add these questions to a bank file, of which every other letter stays.

    Raises Refused and OSError, and then nothing was changed.
    """
    with opened_bank(path) as place:
        data = place.data
        packed_up = isinstance(place.folder, InArchive)
    if packed_up:
        message = "questions cannot be added to a set that is packed into one file"
        raise refused(str(path), "packed", message, "unpack it, and add them to its .yaml file")
    mark = _BOM if data.startswith(_BOM) else b""
    try:
        text = data.removeprefix(mark).decode()
    except UnicodeDecodeError:
        raise refused(str(path), "yaml", "the file is not UTF-8", "save it as UTF-8") from None
    names = _picture_names(path, questions.pictures)
    written = extended_bank(text, questions, names, str(path))
    return _saved(path, mark + written.text.encode(), written.problems, questions.pictures, names)


def remove_pictures(pictures: Iterable[Path]) -> None:
    """Take away pictures that were saved, and their folder where it is empty then."""
    for picture in pictures:
        picture.unlink(missing_ok=True)
        with suppress(OSError):
            picture.parent.rmdir()


def packed_bank(
    path: Path, progress: Progress | None = None
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """A zip file with the bank, its sources and pictures, the same for the same.

    None where the bank has errors. The bank is packed as it is: a source that lies beside
    its folder does so in the zip file. ``progress`` hears how many entries are checked.
    """
    try:
        with opened_bank(path) as place:
            reading = Reading(place.folder)
            bank, problems = parsed(place, reading, progress)
        if bank is None:
            return None, problems
        data = _packed(place, {**reading.sources, **reading.pictures}, path)
    except Refused as error:
        return None, (error.problem,)
    return data, problems


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place in one step: the old one stays until the new one is on the disk.

    A link stays, and what it leads to is replaced; the permissions stay, too. Raises OSError.
    """
    path = path.resolve()
    unfinished = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            unfinished.chmod(stat.S_IMODE(path.stat().st_mode))
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    sync_folder(path.parent)


def _packed(place: BankPlace, files: Mapping[str, bytes], path: Path) -> bytes:
    """The zip file; raises Refused where it could not be opened again."""
    above = max((posixpath.normpath(name).split("/").count("..") for name in files), default=0)
    name = "/".join([*place.folders[len(place.folders) - above :][:above], place.name])
    if not name.lower().endswith(BANK_ENDINGS):
        name += BANK_ENDINGS[0]
    members = {member_named(file, name): data for file, data in sorted(files.items())}
    data = packed({name: place.data, **members})
    with Archive.open(BytesIO(data), str(path)) as archive:
        again = InArchive(archive, str(path))
        whole = again.bank() == place.data and all(
            archive.read(member) == kept for member, kept in members.items()
        )
    if not whole:
        raise refused(str(path), "not-packed", "its files cannot lie together in a zip file")
    return data


def _picture_names(bank: Path, pictures: Mapping[str, bytes]) -> dict[str, str]:
    """For each picture its path from the bank: in a folder named after it, over no other file."""
    folder = bank.with_name(f"{bank.stem}-pictures")
    names: dict[str, str] = {}
    for name, data in pictures.items():
        stem, ending = posixpath.splitext(posixpath.basename(name))
        taken = {Path(other).stem for other in names.values()} | {
            path.stem for path in folder.glob("*") if not _holds(path, data)
        }
        names[name] = f"{folder.name}/{free_name(stem, taken)}{ending}"
    return names


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_regular(path) == data
    except OSError:
        return False


def _saved(
    path: Path,
    data: bytes,
    problems: tuple[Problem, ...],
    pictures: Mapping[str, bytes],
    names: Mapping[str, str],
) -> Saved:
    """Write the bank, its pictures first: it never names one that is not there."""
    new: list[Path] = []
    try:
        for name, picture in pictures.items():
            target = path.parent / names[name]
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                new.append(target)
                write_whole(target, picture)
        write_whole(path, data)
    except BaseException:
        remove_pictures(new)
        raise
    return Saved(data, tuple(new), problems)
