"""Banks on disk: questions written into them, and a bank packed with all that it needs."""

import posixpath
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import BankId
from studyapp.core.problems import Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.files.archive import Archive, packed
from studyapp.files.refusal import Refused, refused
from studyapp.storage.bank_extension import extended_bank
from studyapp.storage.bank_files import BankPlace, Reading, opened_bank, parsed
from studyapp.storage.bank_folders import (
    BANK_ENDINGS,
    BankFolder,
    InArchive,
    OnDisk,
    member_named,
    read_regular,
)
from studyapp.storage.bank_writer import Written, bank_id, free_name, new_bank
from studyapp.storage.private import write_whole

_BOM = b"\xef\xbb\xbf"
_AGAIN = "nothing was written; try it again"


class Saved(Struct, frozen=True):
    """What was written: the bank file before (None: there was none) and as it is now.

    ``pictures`` were not there before; ``problems`` is what could not be kept.
    """

    before: bytes | None
    data: bytes
    pictures: tuple[Path, ...]
    problems: tuple[Problem, ...]


def create_bank(path: Path, questions: QuestionSet) -> Saved:
    """Write a new bank file with these questions, and a folder of their pictures beside it.

    Raises Refused where there is a file, or where the questions make no bank that can be
    opened, and OSError; then nothing was changed.
    """
    names = _picture_names(path, questions.pictures)
    written = new_bank(questions, _own_id(path, questions), names, str(path))
    return _saved(path, None, written, questions.pictures, names)


def extend_bank(path: Path, questions: QuestionSet) -> Saved:
    """Add these questions to a bank file, of which every other letter stays.

    Raises Refused, also where the file has errors or would have them then, and OSError;
    then nothing was changed.
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
    written = replace(written, text=mark.decode() + written.text)
    return _saved(path, data, written, questions.pictures, names)


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


def _own_id(path: Path, questions: QuestionSet) -> BankId:
    """A short name that no other set has: what learners know is kept under it.

    It is the same for the same questions in a file of the same name.
    """
    digest = sha256(msgspec.json.encode(questions.questions)).hexdigest()
    return BankId(f"{bank_id(path.stem)}-{digest[:6]}")


def _picture_names(bank: Path, pictures: Mapping[str, bytes]) -> dict[str, str]:
    """For each picture its path from the bank: in a folder named after it, over no other file."""
    folder = bank.with_name(f"{bank.stem}-pictures")
    there = {path.stem: path for path in folder.glob("*")}
    taken: set[str] = set()
    names: dict[str, str] = {}
    for name, data in pictures.items():
        stem, ending = posixpath.splitext(posixpath.basename(name))
        found = free_name(stem, taken)
        while found in there and not _holds(there[found], data):
            taken.add(found)
            found = free_name(stem, taken)
        taken.add(found)
        names[name] = f"{folder.name}/{found}{ending}"
    return names


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_regular(path) == data
    except OSError:
        return False


def _saved(
    path: Path,
    before: bytes | None,
    written: Written,
    pictures: Mapping[str, bytes],
    names: Mapping[str, str],
) -> Saved:
    """Write the bank, its pictures first: it never names one that is not there."""
    data = written.text.encode()
    _check_opens(path, data, {names[name]: picture for name, picture in pictures.items()})
    new: list[Path] = []
    try:
        for name, picture in pictures.items():
            target = path.parent / names[name]
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                new.append(target)
                write_whole(target, picture)
        if (read_regular(path) if path.exists() else None) != before:
            raise refused(str(path), "changed-since", "the file was changed meanwhile", _AGAIN)
        write_whole(path, data)
    except BaseException:
        remove_pictures(new)
        raise
    return Saved(before, data, tuple(new), written.problems)


def _check_opens(path: Path, data: bytes, pictures: Mapping[str, bytes]) -> None:
    """Raise Refused, with the first error, where the bank would not open."""
    place = BankPlace(data, str(path), _WithPictures(OnDisk(path), pictures), path.name, ())
    bank, problems = parsed(place, place.folder, fairly=False)
    if bank is None:
        raise Refused(problems[0])


class _WithPictures:
    """A folder with the pictures that are about to be written into it."""

    def __init__(self, folder: BankFolder, pictures: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._pictures = pictures

    def source(self, name: str) -> bytes:
        return self._folder.source(name)

    def picture(self, name: str) -> bytes:
        found = self._pictures.get(name)
        return self._folder.picture(name) if found is None else found
