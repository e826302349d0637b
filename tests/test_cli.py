"""The commands, as a shell sees them."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.cli import is_command, run, window_arguments
from studyapp.core.bank import ASKED, Kind
from studyapp.storage.shipped import shipped

FORTS = Path(__file__).parent / "data" / "forts.yaml"


def studyapp(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "studyapp", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_clean_bank_checks_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", "kursk", "--data-dir", str(tmp_path)])

    assert code == 0
    assert re.fullmatch(r"kursk: \d+ facts, no problems\n", capsys.readouterr().out)


def test_problems_are_printed_as_compilers_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(FORTS.read_text(encoding="utf-8").replace("1921-05-03", "1921-05-99"))

    code = run(["check", str(broken), "--data-dir", str(tmp_path)])

    (line,) = capsys.readouterr().out.splitlines()
    assert code == 1
    assert re.match(rf"{re.escape(str(broken))}:\d+:\d+: error bad-date “1921-05-99” is not", line)


def test_problems_as_json_have_their_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("bank: [")

    run(["check", str(broken), "--json", "--data-dir", str(tmp_path)])

    (problem,) = json.loads(capsys.readouterr().out)
    assert set(problem) == {"file", "line", "column", "severity", "code", "message", "hint"}


def test_items_are_one_json_object_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate", str(FORTS), "--json", "--seed", "4", "--data-dir", str(tmp_path)])

    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    choice = next(item for item in items if item["kind"] == "single_choice")
    assert {"id", "bank", "kind", "facts", "topic", "speaker", "stem", "options"} <= set(choice)
    assert set(choice["options"][0]) >= {"text", "correct", "why", "reason", "evidence"}
    assert set(choice["evidence"][0]) == {"source", "start", "end", "exact"}
    quantity = next(item for item in items if item["kind"] == "quantity")
    assert {"low", "high", "unit"} <= set(quantity["accept"])


def test_kind_and_count_choose_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["generate", str(FORTS), "--json", "--data-dir", str(tmp_path)]
    run([*arguments, "--kind", "cloze", "date", "--count", "3"])

    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(items) == 3
    assert {item["kind"] for item in items} <= {"cloze", "date"}


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["generate", "kursk", "--kind", "essay"], ["quiz", "kursk", "--count", "0"]],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments)

    assert caught.value.code == 2


@pytest.mark.parametrize("command", ["generate", "quiz"])
def test_a_bank_that_is_not_there_is_one_message(tmp_path: Path, command: str) -> None:
    done = studyapp(command, "nowhere.yaml", "--data-dir", str(tmp_path))

    assert done.returncode == 1
    assert "nowhere.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m studyapp generate kursk --data-dir {tmp_path} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.stdout.startswith("kursk/")
    assert done.stderr == ""


def test_a_quiz_in_the_terminal_is_kept_and_listed(tmp_path: Path) -> None:
    where = ["--data-dir", str(tmp_path)]
    done = studyapp(
        "quiz", "kursk", "--count", "3", "--kind", "true_false", *where, stdin="1\n2\n\n"
    )
    verdicts = re.findall(r"^(?:> )?(Right|Partly right|Wrong)", done.stdout, re.MULTILINE)
    assert done.returncode == 0, done.stderr
    assert len(verdicts) == 3
    assert verdicts[2] == "Wrong"

    listed = json.loads(studyapp("results", "--json", *where).stdout)
    table = list(csv.DictReader(io.StringIO(studyapp("results", "--csv", *where).stdout)))

    assert [session["answered"] for session in listed["sessions"]] == [3]
    assert len(listed["attempts"]) == len(table) == 3
    first = listed["attempts"][0]
    assert first["item"].startswith("kursk/")
    assert first["kind"] == "true_false"
    assert first["fact"]
    assert 0 <= first["grade"] <= 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first["at"])
    assert "of 3" in studyapp("results", *where).stdout


def test_the_end_of_input_ends_the_quiz_politely(tmp_path: Path) -> None:
    done = studyapp(
        "quiz", "kursk", "--kind", "true_false", "--data-dir", str(tmp_path), stdin="1\n"
    )

    assert done.returncode == 0
    assert "The session ends here." in done.stdout
    assert "of 1" in done.stdout


def test_an_option_that_is_not_there_is_asked_again(tmp_path: Path) -> None:
    done = studyapp(
        *["quiz", "kursk", "--count", "1", "--kind", "true_false", "--data-dir", str(tmp_path)],
        stdin="7\nmaybe\ntrue\n",
    )

    assert done.stdout.count("Type a number from 1 to 2.") == 2
    assert re.search(r"^(?:> )*(Right|Wrong)", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("kind", ASKED)
def test_every_kind_can_be_answered_in_the_terminal(tmp_path: Path, kind: Kind) -> None:
    """Lines of every form are typed until one is read; none may crash or hang."""
    tries = ["", "a b c d", "a b c", "a b a b", "1 2 3 4", "1 2 3", "1", "x y"]
    done = studyapp(
        *["quiz", "kursk", "--count", "2", "--seed", "5", "--kind", kind.value],
        *["--data-dir", str(tmp_path)],
        stdin="\n".join(tries[1:] * 8),
    )

    assert "Traceback" not in done.stderr
    assert done.returncode == 0
    assert re.search(r"(Right|Partly right|Wrong)\.", done.stdout)


def test_learners_are_kept_apart(tmp_path: Path) -> None:
    quiz = ["quiz", "kursk", "--count", "1", "--kind", "true_false", "--data-dir", str(tmp_path)]
    first = studyapp(*quiz, "--learner", "ann", stdin="1\n")
    again = studyapp(*quiz, "--learner", "ann", stdin="1\n")

    assert "“ann” is a new learner" in first.stderr
    assert "new learner" not in again.stderr
    assert json.loads(
        studyapp("results", "--learner", "ann", "--json", "--data-dir", str(tmp_path)).stdout
    )["attempts"]
    other = studyapp("results", "--learner", "bob", "--data-dir", str(tmp_path))
    assert other.returncode == 1
    assert "bob" in other.stderr


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden"])
def test_a_name_that_leads_elsewhere_is_no_learner(name: str) -> None:
    with pytest.raises(SystemExit):
        run(["results", "--learner", name])


def test_the_commands_need_no_qt(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from studyapp.cli import run\n"
        "sys.exit(run(['generate', 'kursk', '--count', '1', '--data-dir', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "x.yaml"], True),
        (["--data-dir", "check", "quiz", "kursk"], True),
        (["--data-dir", "check"], False),
        (["my.yaml"], False),
        ([], False),
        (["--version"], True),
    ],
)
def test_a_command_is_told_from_a_file(arguments: list[str], *, expected: bool) -> None:
    assert is_command(arguments) is expected


def test_the_window_takes_files_and_a_data_folder(tmp_path: Path) -> None:
    files, data = window_arguments(["a.yaml", "--data-dir", str(tmp_path), "b.yaml"])

    assert files == [Path("a.yaml"), Path("b.yaml")]
    assert data == tmp_path


def test_the_shipped_schema_is_the_one_the_loader_uses() -> None:
    from studyapp.storage.bank_schema import json_schema

    kept = json.loads(shipped("questions/bank.schema.json").read_text(encoding="utf-8"))

    assert kept == json_schema()


def test_an_audit_reports_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--seeds", "2", "--data-dir", str(tmp_path)]
    assert run(["audit", str(FORTS), "--json", *where]) == 0
    found = json.loads(capsys.readouterr().out)

    assert run(["audit", str(FORTS), *where]) == 0
    shown = capsys.readouterr().out

    assert found["blocking"] == 0
    assert found["agreement"] == 1.0
    assert found["uncovered"] == 0
    assert {cue["cue"] for cue in found["cues"]} >= {"longest", "first", "last"}
    assert f"forts: {found['facts']} facts, {found['items']} items" in shown
    assert "Solver agreement: 100.00%" in shown


def test_the_same_seed_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    made = {
        subprocess.run(
            [sys.executable, "-m", "studyapp", "generate", "kursk", "--json"],
            env={**os.environ, "PYTHONHASHSEED": seed, "XDG_DATA_HOME": str(tmp_path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(made) == 1
