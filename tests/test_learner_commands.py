"""The commands about a learner's data, as a shell sees them."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from studyapp.cli import run
from studyapp.storage.backups import daily_backup
from studyapp.storage.folders import learner_folder

HOLD = """
import sys
from pathlib import Path
from studyapp.storage.lock import acquire, acquire_learner
data = Path(sys.argv[1])
lock = acquire_learner(data, sys.argv[2], shared=True) if sys.argv[2:] else acquire(data)
print(type(lock).__name__, flush=True)
sys.stdin.read()
"""


@contextmanager
def holder(*arguments):
    """Another program that has the lock; gives its number."""
    command = [sys.executable, "-c", HOLD, *map(str, arguments)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout.readline() == "Lock\n"
        yield process.pid
        process.stdin.close()


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def studyapp(data, capsys, monkeypatch):
    """Run a command; gives its exit code and what it printed."""

    def call(*arguments, stdin=""):
        reader, writer = os.pipe()
        os.write(writer, stdin.encode())
        os.close(writer)
        with os.fdopen(reader) as given, monkeypatch.context() as patch:
            patch.setattr("sys.stdin", given)
            code = run([*map(str, arguments), "--data-dir", str(data)])
        out = capsys.readouterr()
        return code, out.out + out.err

    return call


@pytest.fixture
def ann(data, studyapp):
    """A learner with two answers; gives their folder."""
    studyapp(*"quiz kursk --count 2 --kind true_false --learner Ann".split(), stdin="1\n2\n")
    return learner_folder(data, "Ann")


def listed(studyapp):
    return json.loads(studyapp("learners", "--json")[1])


def answers(studyapp, name="Ann"):
    return json.loads(studyapp("results", "--json", "--learner", name)[1])["attempts"]


def said_no(result):
    """One line on what went wrong."""
    code, text = result
    return code == 1 and text.count("\n") == 1 and text.startswith("studyapp: ")


# Learners


def test_learners_are_made_listed_and_renamed(studyapp, ann):
    assert studyapp("learners", "create", "Ben")[0] == 0
    assert studyapp("learners", "rename", "Ben", "Benjamin")[0] == 0

    code, text = studyapp("learners")
    assert code == 0
    assert text.splitlines()[0].startswith("Ann: 2 answers in 1 session, last on ")
    assert text.splitlines()[1] == "Benjamin: 0 answers in 0 sessions"
    found = listed(studyapp)["learners"]
    assert [(each["name"], each["answers"]) for each in found] == [("Ann", 2), ("Benjamin", 0)]
    assert found[0]["last"].endswith("Z")
    assert found[1]["last"] is None


def test_an_empty_folder_has_no_learners(studyapp):
    assert studyapp("learners") == (0, "No learners yet.\n")


def test_a_name_that_leads_elsewhere_is_wrong_usage(studyapp):
    with pytest.raises(SystemExit) as caught:
        studyapp("learners", "create", "../up")

    assert caught.value.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["learners", "create", "ann"],
        ["learners", "rename", "Nobody", "Somebody"],
        ["learners", "delete", "Nobody", "--yes"],
        ["learners", "recover", "Ann"],
        ["learners", "export", "Nobody", "out.zip"],
        ["learners", "import", "nothing.zip"],
        ["backup", "--learner", "Nobody"],
        ["backup", "--learner", "Ann", "--to", "nowhere/x.sqlite3"],
        ["restore", "--learner", "Ann", "monday", "--yes"],
        ["restore", "--learner", "Nobody", "--yes"],
        ["results", "--learner", "Nobody"],
        ["results", "--learner", "Ann", "--file", "nowhere/x.json"],
        ["results", "--check", "nothing.json"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_message_and_changes_nothing(studyapp, ann, arguments):
    before = {path.name for path in ann.iterdir()}

    assert said_no(studyapp(*arguments))
    assert {path.name for path in ann.iterdir()} == before
    assert len(answers(studyapp)) == 2


def test_a_learner_is_carried_in_a_file_to_another_place(studyapp, ann, tmp_path):
    before = answers(studyapp)
    assert studyapp("learners", "export", "Ann", tmp_path / "ann.zip")[0] == 0
    assert studyapp("learners", "delete", "Ann", "--yes")[0] == 0
    assert studyapp("learners", "import", tmp_path / "ann.zip")[0] == 0
    assert studyapp("learners", "import", tmp_path / "ann.zip", "--as", "Twin")[0] == 0

    assert answers(studyapp) == answers(studyapp, "Twin") == before
    assert listed(studyapp)["deleted"] == ["Ann"]


def test_a_file_that_is_there_is_replaced_only_on_request(studyapp, ann, tmp_path):
    target = tmp_path / "out"
    for arguments in (
        ["learners", "export", "Ann", target],
        ["backup", "--learner", "Ann", "--to", target],
        ["results", "--learner", "Ann", "--file", target],
    ):
        target.write_text("mine")
        code, text = studyapp(*arguments)
        assert (code, target.read_text()) == (1, "mine")
        assert "Nothing was changed" in text
        assert studyapp(*arguments, "--yes")[0] == 0
        assert target.read_bytes() != b"mine"


@pytest.mark.parametrize("typed", ["", "no\n", "\n"])
def test_nobody_is_deleted_without_a_yes(studyapp, ann, typed):
    code, text = studyapp("learners", "delete", "Ann", stdin=typed)

    assert code == 1
    assert "Nothing was changed" in text
    assert len(answers(studyapp)) == 2


def test_who_was_deleted_comes_back(studyapp, ann):
    code, text = studyapp("learners", "delete", "Ann", stdin="Yes\n")
    assert code == 0
    assert 'studyapp learners recover "Ann"' in text
    assert "Ann" in studyapp("learners")[1]

    assert studyapp("learners", "recover", "Ann") == (0, "“Ann” is back.\n")
    assert len(answers(studyapp)) == 2


def test_reports_of_one_learner_show_nothing_of_another(studyapp, tmp_path):
    for name in ("Ann", "Ben"):
        quiz = f"quiz kursk --count 1 --kind short_answer --learner {name}"
        studyapp(*quiz.split(), stdin=f"what {name} wrote\n")
    studyapp("results", "--learner", "Ann", "--file", tmp_path / "ann.json")
    reports = [studyapp("results", "--learner", "Ann", f"--{form}")[1] for form in ("json", "csv")]

    for report in (*reports, (tmp_path / "ann.json").read_text()):
        assert "what Ann wrote" in report
        assert "Ben" not in report


# Backups


def test_a_backup_is_made_listed_and_restored(studyapp, ann):
    code, text = studyapp("backup", "--learner", "Ann")
    name = Path(text.split(": ")[0]).stem
    assert (code, name[:8]) == (0, "by-hand-")
    studyapp(*"quiz kursk --count 1 --kind true_false --learner Ann".split(), stdin="1\n")
    assert name in studyapp("restore", "--list", "--learner", "Ann")[1]

    code, text = studyapp("restore", name, "--learner", "Ann", "--yes")
    assert code == 0
    assert "Restored: 2 answers in 1 session." in text
    assert len(answers(studyapp)) == 2
    undo = text.split()[-1]
    assert studyapp("restore", undo, "--learner", "Ann", stdin="yes\n")[0] == 0
    assert len(answers(studyapp)) == 3


def test_a_quiz_in_the_terminal_leaves_a_backup_of_the_day(studyapp, ann):
    """So whoever never opens the window has backups too."""
    code, text = studyapp("restore", "--list", "--learner", "Ann")

    assert code == 0
    assert "daily-" in text
    assert "2 answers in 1 session" in text


def test_the_list_as_json_has_dates_and_counts(studyapp, ann):
    daily_backup(ann, date(2026, 3, 1))
    found = json.loads(studyapp("restore", "--json", "--learner", "Ann")[1])
    only = next(each for each in found if each["name"] == "daily-2026-03-01")

    assert (only["answers"], only["sessions"]) == (2, 1)
    assert only["made"].endswith("Z")


def test_without_a_name_the_newest_backup_is_meant(studyapp, ann):
    studyapp("backup", "--learner", "Ann")
    studyapp(*"quiz kursk --count 1 --kind true_false --learner Ann".split(), stdin="1\n")
    studyapp("backup", "--learner", "Ann")
    studyapp("restore", "--learner", "Ann", "--yes")

    assert len(answers(studyapp)) == 3


def test_nothing_is_restored_without_a_yes(studyapp, ann):
    studyapp("backup", "--learner", "Ann")
    before = sorted(path.name for path in ann.rglob("*"))
    code, text = studyapp("restore", "--learner", "Ann")

    assert code == 1
    assert "With --yes nobody is asked" in text
    assert sorted(path.name for path in ann.rglob("*")) == before


def test_a_copy_on_a_stick_brings_a_lost_learner_back(studyapp, data, ann, tmp_path):
    studyapp("backup", "--learner", "Ann", "--to", tmp_path / "copy.sqlite3")
    shutil.rmtree(data)
    code, _ = studyapp("restore", "--learner", "Ann", tmp_path / "copy.sqlite3", "--yes")

    assert code == 0
    assert len(answers(studyapp)) == 2


def test_a_damaged_backup_is_refused(studyapp, ann):
    made = daily_backup(ann, date(2026, 3, 1))
    made.write_text("Dear diary, " * 1000)
    assert "damaged" in studyapp("restore", "--list", "--learner", "Ann")[1]

    assert said_no(studyapp("restore", "daily-2026-03-01", "--learner", "Ann", "--yes"))
    assert len(answers(studyapp)) == 2


def test_a_backup_of_another_learner_is_refused(studyapp, ann):
    made = daily_backup(ann, date(2026, 3, 1))
    studyapp("learners", "create", "Ben")

    assert said_no(studyapp("restore", made, "--learner", "Ben", "--yes"))
    assert answers(studyapp, "Ben") == []


# Who else is there


CHANGES = [
    ["learners", "delete", "Ann", "--yes"],
    ["learners", "rename", "Ann", "Anna"],
    ["restore", "--learner", "Ann", "--yes"],
]


@pytest.mark.parametrize("arguments", CHANGES, ids=" ".join)
def test_nothing_is_moved_under_an_open_window(studyapp, data, ann, arguments):
    daily_backup(ann, date(2026, 3, 1))
    with holder(data) as process:
        code, text = studyapp(*arguments)

    assert said_no((code, text))
    assert f"studyapp is open with {data} (process {process})" in text
    assert len(answers(studyapp)) == 2
    assert studyapp(*arguments)[0] == 0


@pytest.mark.parametrize("arguments", CHANGES, ids=" ".join)
def test_nothing_is_moved_under_a_quiz(studyapp, data, ann, arguments):
    daily_backup(ann, date(2026, 3, 1))
    with holder(data, "Ann"):
        refused = studyapp(*arguments)

    assert said_no(refused)
    assert "the record of “Ann” is in use" in refused[1]
    assert studyapp(*arguments)[0] == 0


def test_reading_and_copying_go_on_while_the_window_is_open(studyapp, data, ann, tmp_path):
    with holder(data), holder(data, "Ann"):
        assert studyapp("learners", "export", "Ann", tmp_path / "ann.zip")[0] == 0
        assert studyapp("learners", "import", tmp_path / "ann.zip", "--as", "Ben")[0] == 0
        assert studyapp("backup", "--learner", "Ann")[0] == 0
        assert studyapp("restore", "--list", "--learner", "Ann")[0] == 0
        assert len(answers(studyapp)) == 2


def test_a_quiz_in_another_terminal_is_waited_for(data, ann, studyapp):
    command = [sys.executable, "-m", "studyapp", "quiz", "kursk", "--kind", "true_false"]
    where = ["--learner", "Ann", "--data-dir", str(data)]
    with subprocess.Popen([*command, *where], stdin=-1, stdout=-1, text=True) as quiz:
        quiz.stdout.readline()

        assert said_no(studyapp("learners", "delete", "Ann", "--yes"))
        quiz.stdin.close()
        quiz.stdout.read()


# Errors never show a traceback


def test_a_shell_sees_messages_and_exit_codes(data, tmp_path):
    (tmp_path / "bad.zip").write_text("Dear diary")
    for arguments in (
        ["learners", "import", str(tmp_path / "bad.zip")],
        ["restore", "--learner", "Ann", str(tmp_path / "bad.zip"), "--yes"],
        ["results", "--check", str(tmp_path / "bad.zip")],
    ):
        command = [sys.executable, "-m", "studyapp", *arguments, "--data-dir", str(data)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("studyapp: ")
        assert done.stderr.count("\n") == 1


def test_these_commands_need_no_qt(data):
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from studyapp.cli import run\n"
        "where = ['--data-dir', sys.argv[1]]\n"
        "run(['learners', 'create', 'Ann', *where]); run(['backup', '--learner', 'Ann', *where])\n"
        "sys.exit(run(['restore', '--learner', 'Ann', '--yes', *where]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_data_folder_that_is_no_folder_is_one_message(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    for arguments in (["learners"], ["learners", "create", "Ann"], ["restore", "--list"]):
        code = run([*arguments, "--data-dir", str(tmp_path / "file")])
        out = capsys.readouterr()

        assert code in (0, 1)
        assert "Traceback" not in out.err


def test_the_window_files_are_left_where_they_are(studyapp, data, ann):
    (data / "learners" / "notes.txt").write_text("mine")
    (data / "learners" / ".hidden").mkdir()

    assert [each["name"] for each in listed(studyapp)["learners"]] == ["Ann"]
    assert Path(data / "learners" / "notes.txt").read_text() == "mine"
