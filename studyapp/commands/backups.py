"""``studyapp backup`` and ``studyapp restore``: copies of one learner's record."""

import argparse
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from studyapp.commands.common import (
    FAILED,
    OK,
    Busy,
    agreed,
    alone,
    complain,
    held,
    in_use,
    learner_argument,
    may_write,
    yes_argument,
)
from studyapp.storage.folders import data_folder, learner_folder, learners_folder

if TYPE_CHECKING:
    from studyapp.storage.backups import Backup


def add_backup_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", type=Path, metavar="FILE", help="write the copy to this file")
    yes_argument(command)
    learner_argument(command)


def add_restore_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "backup", nargs="?", metavar="BACKUP", help="a name from the list, or a file (the newest)"
    )
    command.add_argument("--list", action="store_true", help="list the backups, the newest first")
    command.add_argument("--json", action="store_true", help="the list as JSON")
    yes_argument(command)
    learner_argument(command)


def back_up(options: argparse.Namespace) -> int:
    """Copy one learner's record; the window may be open."""
    from studyapp.storage.backups import back_up_now, back_up_to
    from studyapp.storage.record import Record, RecordError

    data = data_folder(options.data_dir)
    folder = learner_folder(data, options.learner)
    if not folder.is_dir():
        return complain(f"there is no learner “{options.learner}”")
    if options.to is not None and not may_write(options.to, options):
        return FAILED
    try:
        with in_use(data, options.learner), closing(Record.open(folder)):
            if options.to is None:
                made = back_up_now(folder, datetime.now(UTC))
            else:
                back_up_to(folder, options.to)
                made = options.to
    except (RecordError, Busy, OSError) as error:
        return complain(str(error))
    print(f"{made}: the record of “{options.learner}”")
    return OK


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of one learner's record, or list the backups."""
    from studyapp.storage.backups import backups
    from studyapp.storage.inspection import Unfit
    from studyapp.storage.record import RecordError

    data = data_folder(options.data_dir)
    folder = learner_folder(data, options.learner)
    known = backups(folder)
    if options.list or options.json:
        return _list(known, options)
    try:
        path = _chosen(known, data, options)
        with alone(data, options.learner):
            return _restore(folder, path, options)
    except BrokenPipeError:
        raise
    except (RecordError, Unfit, Busy, OSError) as error:
        return complain(str(error))


def _list(known: "list[Backup]", options: argparse.Namespace) -> int:
    if options.json:
        rows = [
            {
                "name": backup.name,
                "made": backup.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "answers": backup.contents.answers if backup.contents else None,
                "sessions": backup.contents.sessions if backup.contents else None,
                "path": str(backup.path),
            }
            for backup in known
        ]
        print(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
        return OK
    if not known:
        print(f"No backups of “{options.learner}” yet.")
    for backup in known:
        found = backup.contents
        size = held(found.answers, found.sessions) if found else "damaged"
        print(f"{backup.made.astimezone():%Y-%m-%d %H:%M}  {backup.name:<40}  {size}")
    return OK


def _chosen(known: "list[Backup]", data: Path, options: argparse.Namespace) -> Path:
    """The backup that is meant; raises Unfit."""
    from studyapp.storage.inspection import Unfit

    if options.backup is None:
        if not known:
            raise Unfit(f"there are no backups of “{options.learner}”")
        return known[0].path
    named = next((backup.path for backup in known if backup.name == options.backup), None)
    if named is not None:
        return named
    path = Path(options.backup)
    if not path.exists():
        raise Unfit(f"there is no backup “{path}”; “studyapp restore --list” shows those there are")
    others = learners_folder(data).resolve()
    own = learner_folder(data, options.learner).resolve()
    if path.resolve().is_relative_to(others) and not path.resolve().is_relative_to(own):
        raise Unfit(f"{path} belongs to another learner")
    return path


def _restore(folder: Path, path: Path, options: argparse.Namespace) -> int:
    from studyapp.storage.backups import restore as put_back
    from studyapp.storage.inspection import Unfit, contents

    found = contents(path)
    size = f" ({held(found.answers, found.sessions)})" if found else ""
    question = (
        f"Put back {path}{size}?\n"
        f"The record of “{options.learner}” as it is now is kept as a backup."
    )
    if not agreed(question, options):
        return FAILED
    try:
        done = put_back(folder, path, datetime.now(UTC))
    except Unfit as error:
        return complain(f"{path} cannot be restored: {error}. Nothing was changed.")
    learner = f'--learner "{options.learner}" '
    print(
        f"Restored: {held(done.contents.answers, done.contents.sessions)}.\n"
        f"To undo this: studyapp restore {learner}{done.undo.name}"
    )
    return OK
