"""Opens a bank file with its sources, from the compiled cache where nothing changed."""

import functools
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from studyapp import __version__
from studyapp.core.bank import Bank
from studyapp.core.problems import Position, Problem, Severity
from studyapp.storage.private import private_file, private_folder

# Larger files are not opened.
MAX_BYTES = 64 * 1024 * 1024

# A cache entry begins with the SHA-256 of the rest, in bytes.
_DIGEST = 32


class LoadedBank(Struct, frozen=True):
    """A bank, or None where its file has errors; and all its problems."""

    path: Path
    bank: Bank | None
    problems: tuple[Problem, ...] = ()


class _Compiled(Struct, frozen=True):
    """What the cache holds: the bank and the SHA-256 of each file it was made from.

    ``made_by`` tells the code that read and checked it.
    """

    made_by: str
    files: dict[str, str]
    bank: Bank
    problems: tuple[Problem, ...]


def load_bank(path: Path, *, cache: Path | None = None) -> LoadedBank:
    """Load a bank; never raises for what a file may hold.

    ``cache`` is the folder of compiled banks. Their name is the SHA-256 of the
    bank file, and they hold those of its sources: a change of either reads the
    YAML anew.
    """
    try:
        data = _read(path)
    except (OSError, ValueError) as error:
        return LoadedBank(path, None, (_problem(path, "unreadable", _said(error)),))
    compiled_path = cache / f"{sha256(data).hexdigest()}.bank" if cache else None
    if compiled_path and (compiled := _compiled(compiled_path, path)):
        return LoadedBank(path, compiled.bank, _located(compiled.problems, path))
    loaded, files = _parse(path, data)
    if compiled_path and loaded.bank is not None:
        _keep(compiled_path, _Compiled(_this_code(), files, loaded.bank, loaded.problems))
    return loaded


def _parse(path: Path, data: bytes) -> tuple[LoadedBank, dict[str, str]]:
    # Imported here: a bank that comes from the cache needs no YAML.
    from studyapp.storage.bank_builder import SourceUnreadable, build_bank
    from studyapp.storage.yaml_reader import YamlError, read_yaml

    files: dict[str, str] = {}

    def read_file(name: str) -> bytes:
        if Path(name).is_absolute():
            raise SourceUnreadable("a source is named by its path from the bank, not from the root")
        try:
            found = _read(path.parent / name)
        except (OSError, ValueError) as error:
            raise SourceUnreadable(f"the source “{name}” cannot be read: {_said(error)}") from None
        files[name] = sha256(found).hexdigest()
        return found

    try:
        document = read_yaml(data)
    except YamlError as error:
        problem = Problem(
            str(path), error.position, Severity.ERROR, "yaml", error.message, error.hint
        )
        return LoadedBank(path, None, (problem,)), files
    bank, problems = build_bank(document, str(path), read_file)
    return LoadedBank(path, bank, tuple(problems)), files


def _compiled(compiled_path: Path, path: Path) -> _Compiled | None:
    """The cached bank if it is whole, of this version, and its sources are unchanged."""
    try:
        kept = _read(compiled_path)
        digest, payload = kept[:_DIGEST], kept[_DIGEST:]
        if sha256(payload).digest() != digest:
            return None
        compiled = msgspec.msgpack.decode(payload, type=_Compiled)
        changed = any(
            sha256(_read(path.parent / name)).hexdigest() != digest
            for name, digest in compiled.files.items()
        )
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return None if changed or compiled.made_by != _this_code() else compiled


@functools.cache
def _this_code() -> str:
    """The version, and a digest of when the code that reads and checks banks was changed."""
    package = Path(__file__).resolve().parent.parent
    files = sorted([*package.glob("core/**/*.py"), *package.glob("storage/*.py")])
    stamps = [f"{file.name} {(found := file.stat()).st_mtime_ns} {found.st_size}" for file in files]
    return f"{__version__} {sha256(chr(10).join(stamps).encode()).hexdigest()}"


def _located(problems: tuple[Problem, ...], path: Path) -> tuple[Problem, ...]:
    """The problems of a file that may since have been moved."""
    return tuple(msgspec.structs.replace(problem, path=str(path)) for problem in problems)


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


def _read(path: Path) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES; raises OSError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(None, "not a regular file")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)  # some system files do not tell their size
    if len(data) > MAX_BYTES:
        raise OSError(None, f"larger than {MAX_BYTES // 1024 // 1024} MB")
    return data


def _said(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _problem(path: Path, code: str, message: str) -> Problem:
    return Problem(str(path), Position(), Severity.ERROR, code, message)
