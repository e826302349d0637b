"""``studyapp import`` and ``studyapp export`` as they are typed."""

import json
from pathlib import Path

import pytest
from sample import NOW, SAMPLE

from studyapp.cli import run
from studyapp.formats.anki.writer import write as write_anki
from studyapp.formats.tables.reader import read_csv
from studyapp.formats.tables.writer import write_csv
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

EARTH = shipped("questions/earth-age.yaml")
CARDS = "Term,Definition\nSpree,A river of Berlin\nSeine,A river of Paris\n"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "cards.csv"
    path.write_text(CARDS, encoding="utf-8")
    return path


def studyapp(tmp_path: Path, *arguments: object) -> int:
    return run([*map(str, arguments), "--data-dir", str(tmp_path / "data")])


def test_files_of_several_programs_become_one_set(
    tmp_path: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "deck.apkg"
    deck.write_bytes(write_anki(SAMPLE, NOW).data)
    target = tmp_path / "mine.yaml"

    code = studyapp(tmp_path, "import", cards, deck, "--to", target)

    bank = load_bank(target).bank
    assert code == 0
    assert bank is not None
    assert {"Spree", "The source of the Danube"} <= {each.stem for each in bank.questions.values()}
    assert capsys.readouterr().out == f"{target}: {len(bank.questions)} questions came in.\n"


def test_a_dry_run_tells_everything_and_writes_nothing(
    tmp_path: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "mine.yaml"

    code = studyapp(tmp_path, "import", cards, "--to", target, "--dry-run", "--json")

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["written"] is False
    assert [each["stem"] for each in told["questions"]] == ["Spree", "Seine"]
    assert not target.exists()


def test_a_second_import_brings_nothing_and_changes_nothing(
    tmp_path: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "mine.yaml"
    studyapp(tmp_path, "import", cards, "--to", target)
    before = target.read_bytes()
    capsys.readouterr()

    code = studyapp(tmp_path, "import", cards, "--to", target)

    told = capsys.readouterr()
    assert code == 1
    assert told.out == "There is nothing to bring in.\n"
    assert told.err.count("is there already") == 2
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.apkg", b"PK\x03\x04 and nothing more", "damaged"),
        ("a.bin", b"\x00\x01\x02", "in no format that can be read"),
        ("a.csv", b"", "the file is empty"),
        ("gone.csv", None, "No such file"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_writes_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    said: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    code = studyapp(tmp_path, "import", path, "--to", tmp_path / "mine.yaml")

    told = capsys.readouterr().err
    assert code == 1
    assert len(told.splitlines()) == 1
    assert name in told
    assert said in told
    assert not (tmp_path / "mine.yaml").exists()


def test_a_name_that_no_set_has_names_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = studyapp(tmp_path, "export", "nope", "--to", tmp_path / "a.csv")

    assert code == 1
    assert "are earth-age, kursk" in capsys.readouterr().err


def test_a_set_is_a_yaml_file(
    tmp_path: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = studyapp(tmp_path, "import", cards, "--to", tmp_path / "mine.zip")

    assert code == 1
    assert "a set is a file that ends in .yaml" in capsys.readouterr().err


def test_a_bank_with_errors_is_left_as_it_is(
    tmp_path: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "mine.yaml"
    target.write_text("bank: b\ntitle: B\nquestions:\n- {id: q, kind: essay}\n", encoding="utf-8")
    before = target.read_bytes()

    code = studyapp(tmp_path, "import", cards, "--to", target)

    assert code == 1
    assert "“stem” is missing" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_a_form_of_a_bank_is_written_and_what_it_loses_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "quiz.csv"

    code = studyapp(tmp_path, "export", "kursk", "--to", target, "--count", 12, "--seed", 3)

    with target.open("rb") as file:
        found = read_csv(file, "quiz.csv", lambda _done, _total: None)
    assert code == 0
    assert len(found.questions.questions) == 12
    assert capsys.readouterr().out == f"{target}: {target.stat().st_size:,} bytes\n"


def test_topics_leave_alone_by_name_or_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topics = list(load_bank(shipped("questions/kursk.yaml")).bank.topics.items())  # type: ignore[union-attr]
    wanted = [topics[0][0], topics[1][1]]
    target, other = tmp_path / "quiz.gift", tmp_path / "other.gift"

    code = studyapp(tmp_path, "export", "kursk", "--to", target, "--topic", *wanted)
    refused = studyapp(tmp_path, "export", "kursk", "--to", other, "--topic", "nowhere")

    assert (code, refused) == (0, 1)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len({line for line in lines if line.startswith("$CATEGORY:")}) == 2
    assert "no topic “nowhere”; it has" in capsys.readouterr().err
    assert not other.exists()


def test_written_questions_leave_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "hand.csv"
    studyapp(tmp_path, "export", "earth-age", "--to", target, "--which", "written")

    bank = load_bank(EARTH).bank
    with target.open("rb") as file:
        found = read_csv(file, "hand.csv", lambda _done, _total: None)
    assert bank is not None
    assert {question.id for question in found.questions.questions} == set(bank.questions)
    assert "kind-left-out" not in capsys.readouterr().err


def test_a_page_and_a_packed_set_have_their_own_endings(tmp_path: Path) -> None:
    page, sent = tmp_path / "quiz.html", tmp_path / "kursk.studyset"
    codes = [
        studyapp(tmp_path, "export", "kursk", "--to", page, "--count", 3),
        studyapp(tmp_path, "export", "kursk", "--to", sent),
    ]
    original, again = load_bank(shipped("questions/kursk.yaml")), load_bank(sent)

    assert codes == [0, 0]
    assert page.read_bytes().lstrip().lower().startswith(b"<!doctype html>")
    assert original.bank is not None
    assert again.bank is not None
    assert again.bank.facts == original.bank.facts


def test_an_unknown_ending_names_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = studyapp(tmp_path, "export", "kursk", "--to", tmp_path / "quiz.doc")

    told = capsys.readouterr().err
    assert code == 1
    assert all(ending in told for ending in (".xml", ".apkg", ".html", ".studyset"))
    assert not (tmp_path / "quiz.doc").exists()


def test_a_file_that_is_there_is_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "quiz.csv"
    target.write_bytes(write_csv(SAMPLE, NOW).data)
    before = target.read_bytes()
    monkeypatch.setattr("builtins.input", lambda _prompt: "no")

    code = studyapp(tmp_path, "export", "earth-age", "--to", target)
    kept = target.read_bytes()
    yes = studyapp(tmp_path, "export", "earth-age", "--to", target, "--yes")

    assert (code, yes) == (1, 0)
    assert kept == before
    assert target.read_bytes() != before
