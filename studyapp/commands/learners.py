"""``studyapp learners``: who studies here, and what becomes of their records."""

import argparse
from collections.abc import Callable
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
    common_options,
    complain,
    held,
    in_use,
    learner_name,
    may_write,
    yes_argument,
)
from studyapp.storage.folders import data_folder

if TYPE_CHECKING:
    from studyapp.storage.learners import Learner


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="the list as JSON")
    command.set_defaults(action=_list)
    actions = command.add_subparsers(metavar="ACTION")

    def action(
        name: str, text: str, does: Callable[[argparse.Namespace, Path], int]
    ) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=text, description=text, parents=[common_options()])
        made.set_defaults(action=does)
        return made

    create = action("create", "Make a learner with an empty record.", _create)
    create.add_argument("name", type=learner_name, metavar="NAME")
    rename = action("rename", "Give a learner another name.", _rename)
    rename.add_argument("name", type=learner_name, metavar="OLD")
    rename.add_argument("new", type=learner_name, metavar="NEW")
    export = action("export", "Write all of a learner into one file.", _export)
    export.add_argument("name", type=learner_name, metavar="NAME")
    export.add_argument("file", type=Path, metavar="FILE")
    yes_argument(export)
    load = action("import", "Make a learner from such a file.", _import)
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument("--as", dest="name", type=learner_name, metavar="NAME", help="another name")
    delete = action("delete", "Take a learner away; “recover” brings them back.", _delete)
    delete.add_argument("name", type=learner_name, metavar="NAME")
    yes_argument(delete)
    recover = action("recover", "Bring back who was deleted.", _recover)
    recover.add_argument("name", type=learner_name, metavar="NAME")


def run(options: argparse.Namespace) -> int:
    """Carry out the action, or list the learners."""
    from studyapp.storage.learners import LearnerError

    action: Callable[[argparse.Namespace, Path], int] = options.action
    try:
        return action(options, data_folder(options.data_dir))
    except BrokenPipeError:
        raise
    except (LearnerError, Busy, OSError) as error:
        return complain(str(error))


def _list(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import deleted, learners

    def row(learner: "Learner") -> dict[str, str | int | None]:
        found = learner.contents
        last = found.last if found else None
        return {
            "name": learner.name,
            "answers": found.answers if found else None,
            "sessions": found.sessions if found else None,
            "last": last.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if last else None,
        }

    known, gone = learners(data), list(dict.fromkeys(each.name for each in deleted(data)))
    if options.json:
        content = {"learners": [row(learner) for learner in known], "deleted": gone}
        print(msgspec.json.format(msgspec.json.encode(content), indent=1).decode())
        return OK
    if not known:
        print("No learners yet.")
    for learner in known:
        print(_line(learner))
    if gone:
        print(f"Deleted, for “studyapp learners recover” to bring back: {', '.join(gone)}")
    return OK


def _line(learner: "Learner") -> str:
    if learner.contents is None:
        return f"{learner.name}: no record, or one that has to be mended when it is next opened"
    found = learner.contents
    last = f", last on {found.last.astimezone():%Y-%m-%d %H:%M}" if found.last else ""
    return f"{learner.name}: {held(found.answers, found.sessions)}{last}"


def _create(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import create

    create(data, options.name)
    print(f"There is a learner “{options.name}” now.")
    return OK


def _rename(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import existing, rename

    existing(data, options.name)
    with alone(data, *dict.fromkeys((options.name, options.new))):
        rename(data, options.name, options.new)
    print(f"“{options.name}” is called “{options.new}” now.")
    return OK


def _export(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import existing, export_to
    from studyapp.storage.record import Record, RecordError

    folder = existing(data, options.name)
    if not may_write(options.file, options):
        return FAILED
    with in_use(data, options.name):
        try:
            with closing(Record.open(folder)):  # mends what a crash left behind
                export_to(data, options.name, options.file, datetime.now(UTC))
        except RecordError as error:
            return complain(str(error))
    print(f"{options.file}: all of “{options.name}”. Whoever has this file can read the answers.")
    return OK


def _import(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import import_from

    found = import_from(data, options.file, options.name)
    print(_line(found))
    return OK


def _delete(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import delete, existing

    existing(data, options.name)
    with alone(data, options.name):
        if not agreed(f"Delete “{options.name}”? “recover” can bring them back.", options):
            return FAILED
        gone = delete(data, options.name, datetime.now(UTC))
    print(
        f"“{options.name}” is deleted and kept in {gone.folder}\n"
        f'To undo this: studyapp learners recover "{options.name}"\n'
        "To remove it for good, delete that folder."
    )
    return OK


def _recover(options: argparse.Namespace, data: Path) -> int:
    from studyapp.storage.learners import recover

    with alone(data, options.name):
        recover(data, options.name)
    print(f"“{options.name}” is back.")
    return OK
