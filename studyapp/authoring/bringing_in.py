"""Incoming questions put into a bank file, and taken out of it again."""

from pathlib import Path

from msgspec import Struct

from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import refused
from studyapp.storage.bank_folders import read_regular
from studyapp.storage.bank_saving import create_bank, extend_bank, remove_pictures
from studyapp.storage.private import write_whole


class Brought(Struct, frozen=True):
    """What an import did to a bank file: its bytes ``before`` (None: there was no file) and after.

    ``questions`` is how many came in, ``problems`` what could not be kept, ``pictures`` the
    files that were not there before.
    """

    path: Path
    questions: int
    before: bytes | None
    after: bytes
    pictures: tuple[Path, ...]
    problems: tuple[Problem, ...]


def bring_in(path: Path, questions: QuestionSet) -> Brought:
    """Add the questions to the bank file, which is made where there is none.

    Raises Refused where the file is no bank that can be added to, and OSError; then
    nothing was changed.
    """
    saved = extend_bank(path, questions) if path.exists() else create_bank(path, questions)
    count = len(questions.questions)
    return Brought(path, count, saved.before, saved.data, saved.pictures, saved.problems)


def take_out(brought: Brought) -> None:
    """Undo an import: the file is to the letter as it was before, or gone.

    Raises Refused where it was changed since, and OSError; then nothing was changed.
    """
    if read_regular(brought.path) != brought.after:
        message = "the file was changed since the import, which is not undone"
        raise refused(str(brought.path), "changed-since", message)
    if brought.before is None:
        brought.path.unlink()
    else:
        write_whole(brought.path, brought.before)
    remove_pictures(brought.pictures)
