"""``studyapp results``: scores and history, as text, JSON, CSV, or one file for a teacher."""

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from studyapp.commands.common import (
    FAILED,
    OK,
    Busy,
    complain,
    held,
    in_use,
    learner_argument,
    may_write,
    yes_argument,
)
from studyapp.storage.folders import data_folder, learner_folder
from studyapp.storage.private import write_whole

_UNCHANGED = """{path}: unchanged since it was written.
Results of “{learner}”, made {made}: {held}.
The checksum shows that nothing was changed by accident. It does not prove who wrote the
file: whoever edits it can write a new checksum as well."""

_CHANGED = """{path}: CHANGED since it was written.
It says that it holds results of “{learner}”, made {made}, but something in it was changed
or damaged. Ask for the file again."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON: sessions and attempts")
    form.add_argument("--csv", action="store_true", help="as CSV: the attempts")
    form.add_argument(
        "--file", type=Path, metavar="OUT.json", help="write a file to hand to a teacher"
    )
    form.add_argument(
        "--check", type=Path, metavar="FILE", help="say whether such a file is unchanged"
    )
    tables = command.add_mutually_exclusive_group()
    for name, text in (
        ("attempts", "every answer"),
        ("sessions", "every session"),
        ("cards", "what is remembered of each fact"),
    ):
        tables.add_argument(
            f"--{name}", dest="table", action="store_const", const=name, help=f"only {text}"
        )
    yes_argument(command)
    learner_argument(command)


def run(options: argparse.Namespace) -> int:
    """Print or write the results of one learner, or check a file of results."""
    if options.check is not None:
        return _check(options.check)
    from studyapp.storage.record import RecordError

    data = data_folder(options.data_dir)
    if not learner_folder(data, options.learner).is_dir():
        return complain(f"there are no answers of the learner “{options.learner}” yet")
    try:
        with in_use(data, options.learner):
            return _report(data, options)
    except BrokenPipeError:
        raise
    except (RecordError, Busy, OSError) as error:
        return complain(str(error))


def _report(data: Path, options: argparse.Namespace) -> int:
    from studyapp.results import Table, as_csv, as_json, as_text, collect
    from studyapp.storage.record import Record

    with closing(Record.open(learner_folder(data, options.learner))) as record:
        found = collect(record)
    if options.file is not None:
        from studyapp.results_file import as_file

        if not may_write(options.file, options):
            return FAILED
        write_whole(options.file, as_file(options.learner, found, datetime.now(UTC)))
        print(f"{options.file}: {held(len(found.attempts), len(found.sessions))}")
        return OK
    form = as_json if options.json else as_csv if options.csv else as_text
    sys.stdout.write(form(found, Table(options.table) if options.table else None))
    return OK


def _check(path: Path) -> int:
    from studyapp.results_file import LARGEST, NoResults, check
    from studyapp.storage.inspection import Unfit, regular

    try:
        regular(path, LARGEST)
        found = check(path.read_bytes())
    except (Unfit, NoResults, OSError) as error:
        return complain(f"{path} cannot be checked: {error}")
    print(
        (_UNCHANGED if found.unchanged else _CHANGED).format(
            path=path,
            learner=found.learner,
            made=found.made,
            held=held(found.answers, found.sessions),
        )
    )
    return OK if found.unchanged else FAILED
