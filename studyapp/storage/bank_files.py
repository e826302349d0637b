"""Opens a bank file with its sources, from the compiled cache where nothing changed."""

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec import Struct

from studyapp import __version__
from studyapp.core.bank import Bank
from studyapp.core.problems import Problem, Progress, Severity
from studyapp.files.archive import Archive
from studyapp.files.refusal import Refused, refused
from studyapp.storage.bank_folders import (
    BANK_ENDINGS,
    PACKED_ENDING,
    ZIP_MAGIC,
    BankFolder,
    FileUnreadable,
    InArchive,
    OnDisk,
    open_regular,
    read_regular,
    said,
)
from studyapp.storage.private import private_file, private_folder

# A cache entry begins with the SHA-256 of the rest, in bytes.
_DIGEST = 32


class LoadedBank(Struct, frozen=True):
    """A bank, or None where its file has errors; and all its problems."""

    path: Path
    bank: Bank | None
    problems: tuple[Problem, ...] = ()


class BankPlace(Struct, frozen=True):
    """A bank that was found: its bytes, how problems name its file, and what lies around it.

    ``name`` is that of the file, ``folders`` those that it lies in, the outermost first.
    """

    data: bytes
    label: str
    folder: BankFolder
    name: str
    folders: tuple[str, ...]


class _Compiled(Struct, frozen=True):
    """What the cache holds: the bank and the SHA-256 of each file it was made from.

    ``made_by`` tells the code that read and checked it. The bytes of pictures are left out:
    the files must be read anyhow, to see that they are the same.
    """

    made_by: str
    sources: dict[str, str]
    pictures: dict[str, str]
    bank: Bank
    problems: tuple[Problem, ...]


def load_bank(
    path: Path, *, cache: Path | None = None, progress: Progress | None = None
) -> LoadedBank:
    """Load a bank from a file, or from a zip file with all it needs; never raises for their sake.

    ``cache`` is the folder of compiled banks. Their name is the SHA-256 of the
    bank file, and they hold those of its sources and pictures: a change of any reads
    the YAML anew. ``progress`` hears how many entries of it are checked, of how many.
    """
    try:
        with opened_bank(path) as place:
            return _loaded(path, place, cache, progress)
    except Refused as error:
        return LoadedBank(path, None, (error.problem,))


def holds_bank(path: Path) -> bool:
    """Whether the file is to be opened as a bank; questions of other programs are brought in.

    A bank is told by its ending, a zip file by what is in it. Of a file that cannot be
    read at all it is said to be one: to open it tells what is wrong.
    """
    if path.suffix.lower() in (*BANK_ENDINGS, PACKED_ENDING):
        return True
    try:
        with open_regular(path) as file:
            zipped = file.read(4) in ZIP_MAGIC
        if zipped:
            with opened_bank(path):
                return True
    except (OSError, ValueError):
        return True
    except Refused:
        return False
    return False


@contextmanager
def opened_bank(path: Path) -> Iterator[BankPlace]:
    """A bank file, or the one in a zip file; its folder is open meanwhile. Raises Refused."""
    try:
        with open_regular(path) as file:
            zipped = file.read(4) in ZIP_MAGIC
        opened = open_regular(path) if zipped else BytesIO(read_regular(path))
    except (OSError, ValueError) as error:
        raise refused(str(path), "unreadable", said(error)) from None
    with opened:
        if not zipped:
            folders = path.parent.resolve().parts[1:]
            yield BankPlace(opened.read(), str(path), OnDisk(path), path.name, folders)
            return
        with Archive.open(opened, str(path)) as archive:
            folder = InArchive(archive, str(path))
            *inner, name = folder.member.split("/")
            label = f"{path}/{folder.member}"
            yield BankPlace(folder.bank(), label, folder, name, tuple(inner))


def _loaded(
    path: Path, place: BankPlace, cache: Path | None, progress: Progress | None
) -> LoadedBank:
    compiled_path = cache / f"{sha256(place.data).hexdigest()}.bank" if cache else None
    if compiled_path and (compiled := _compiled(compiled_path, place)):
        return LoadedBank(path, compiled.bank, _located(compiled.problems, place.label))
    read = Reading(place.folder)
    bank, problems = parsed(place, read, progress)
    if compiled_path and bank is not None:
        without_pictures = msgspec.structs.replace(bank, pictures={})
        sources, pictures = _digests(read.sources), _digests(read.pictures)
        compiled = _Compiled(_this_code(), sources, pictures, without_pictures, problems)
        _keep(compiled_path, compiled)
    return LoadedBank(path, bank, problems)


class Reading:
    """A folder that keeps what was read of it."""

    def __init__(self, folder: BankFolder) -> None:
        self.sources: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}
        self._folder = folder

    def source(self, name: str) -> bytes:
        self.sources[name] = self._folder.source(name)
        return self.sources[name]

    def picture(self, name: str) -> bytes:
        self.pictures[name] = self._folder.picture(name)
        return self.pictures[name]


def parsed(
    place: BankPlace,
    folder: BankFolder,
    progress: Progress | None = None,
    *,
    fairly: bool = True,
) -> tuple[Bank | None, tuple[Problem, ...]]:
    """The bank, unless its file has errors, and all its problems (see ``build_bank``)."""
    # Imported here: a bank that comes from the cache needs no YAML.
    from studyapp.storage.bank_builder import build_bank
    from studyapp.storage.yaml_reader import YamlError, read_yaml

    try:
        document = read_yaml(place.data)
    except YamlError as error:
        problem = Problem(
            place.label, error.position, Severity.ERROR, "yaml", error.message, error.hint
        )
        return None, (problem,)
    bank, problems = build_bank(document, place.label, folder, progress, fairly=fairly)
    return bank, tuple(problems)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def _compiled(compiled_path: Path, place: BankPlace) -> _Compiled | None:
    """The cached bank if it is whole, of this version, and its files are unchanged."""
    try:
        kept = read_regular(compiled_path)
        digest, payload = kept[:_DIGEST], kept[_DIGEST:]
        if sha256(payload).digest() != digest:
            return None
        compiled = msgspec.msgpack.decode(payload, type=_Compiled)
        sources = {name: place.folder.source(name) for name in compiled.sources}
        pictures = {name: place.folder.picture(name) for name in compiled.pictures}
    except (OSError, FileUnreadable, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    unchanged = _digests(sources) == compiled.sources and _digests(pictures) == compiled.pictures
    if not unchanged or compiled.made_by != _this_code():
        return None
    bank = msgspec.structs.replace(compiled.bank, pictures=pictures)
    return msgspec.structs.replace(compiled, bank=bank)


@functools.cache
def _this_code() -> str:
    """The version, and a digest of when the code that reads and checks banks was changed."""
    package = Path(__file__).resolve().parent.parent
    files = sorted(
        file for part in ("core", "files", "storage") for file in package.glob(f"{part}/**/*.py")
    )
    stamps = [f"{file.name} {(found := file.stat()).st_mtime_ns} {found.st_size}" for file in files]
    return f"{__version__} {sha256(chr(10).join(stamps).encode()).hexdigest()}"


def _located(problems: tuple[Problem, ...], label: str) -> tuple[Problem, ...]:
    """The problems of a file that may since have been moved."""
    return tuple(msgspec.structs.replace(problem, path=label) for problem in problems)


def _keep(compiled_path: Path, compiled: _Compiled) -> None:
    """Write the cache entry in one step; a cache that cannot be written is no loss."""
    unfinished = compiled_path.with_suffix(".tmp")
    try:
        private_folder(compiled_path.parent)
        private_file(unfinished)
        payload = msgspec.msgpack.encode(compiled)
        unfinished.write_bytes(sha256(payload).digest() + payload)
        unfinished.replace(compiled_path)
    except (OSError, UnicodeEncodeError):
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
