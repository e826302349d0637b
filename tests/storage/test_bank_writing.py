"""Questions written into bank files: what is read back is what was written, and nothing is lost."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import PIXEL, SAMPLE
from strategies import question_sets

from studyapp.core.bank import Bank, BankId, FactId, Kind, Question
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import Refused
from studyapp.storage.bank_extension import extended_bank
from studyapp.storage.bank_files import load_bank
from studyapp.storage.bank_saving import create_bank, extend_bank, packed_bank
from studyapp.storage.bank_writer import bank_id, new_bank
from studyapp.storage.shipped import shipped

KINDS = frozenset(question.kind for question in SAMPLE.questions)
ONE = msgspec.structs.replace(
    SAMPLE, questions=SAMPLE.questions[:1], topics={"rivers": "Rivers"}, pictures={}
)
SHAPES = {
    "block": "bank: b\ntitle: B\n# why\nquestions:\n  - id: a\n    kind: essay\n    stem: A?\n",
    "unindented": "bank: b\ntitle: B\nquestions:\n- id: a\n  kind: essay\n  stem: A?\n# end\n",
    "flow": "{bank: b, title: B, questions: [{id: a, kind: essay, stem: A?}]}\n",
    "flow list": "bank: b\ntitle: B\nquestions: [{id: a, kind: essay, stem: A?}]\n",
    "no line end": "bank: b\ntitle: B\nquestions:\n  - id: a\n    kind: essay\n    stem: A?",
    "windows": "bank: b\r\ntitle: B\r\nquestions:\r\n  - {id: a, kind: essay, stem: A?}\r\n",
    "block text": "bank: b\ntitle: B\nquestions:\n  - id: a\n    kind: essay\n    stem: |\n      A?\n",
    "something after": "bank: b\ntitle: B\nquestions:\n  - {id: a, kind: essay, stem: A?}\n"
    "topics: {one: One}\n",
}


def loaded(path: Path) -> Bank:
    found = load_bank(path)
    assert found.bank is not None, [str(problem) for problem in found.problems]
    return found.bank


def without_pictures(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(msgspec.structs.replace(question, picture=None) for question in questions)


def test_a_new_bank_holds_questions_topics_and_pictures(tmp_path: Path) -> None:
    path = tmp_path / "Rivers and towns.yaml"

    saved = create_bank(path, SAMPLE)

    bank = loaded(path)
    assert (bank.title, dict(bank.topics)) == (SAMPLE.title, SAMPLE.topics)
    assert re.fullmatch("rivers-and-towns-[0-9a-f]{6}", bank.id)
    assert without_pictures(tuple(bank.questions.values())) == without_pictures(SAMPLE.questions)
    assert list(bank.pictures.values()) == [PIXEL]
    assert saved.pictures == (tmp_path / "Rivers and towns-pictures" / "bridge.png",)
    assert saved.problems == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=question_sets(KINDS))
def test_what_is_written_is_what_is_read(written: QuestionSet, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("set") / "set.yaml"

    path.write_text(new_bank(written, BankId("set")).text, encoding="utf-8")

    bank = loaded(path)
    assert tuple(bank.questions.values()) == written.questions
    assert dict(bank.topics) == written.topics


@pytest.mark.parametrize("shape", SHAPES)
def test_a_question_is_added_and_every_other_letter_stays(shape: str, tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    text = SHAPES[shape]
    path.write_bytes(text.encode())

    extend_bank(path, ONE)

    bank = loaded(path)
    assert list(bank.questions) == ["a", "mouth"]
    assert bank.questions[FactId("mouth")].options == SAMPLE.questions[0].options
    left = iter(path.read_bytes().decode())
    assert all(letter in left for letter in text if not letter.isspace())


def test_the_shipped_bank_grows_by_lines_and_keeps_all_its_own(tmp_path: Path) -> None:
    text = shipped("questions/kursk.yaml").read_text(encoding="utf-8")

    found = extended_bank(text, SAMPLE).text

    kept = iter(found.replace("\nquestions:\n", "\nquestions: []\n").splitlines())
    assert all(line in kept for line in text.splitlines())
    assert "id: downstream" in found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=question_sets(KINDS), second=question_sets(KINDS), mark=st.booleans())
def test_sets_added_one_after_the_other_are_all_there(
    first: QuestionSet, second: QuestionSet, mark: bool, tmp_path_factory
) -> None:
    path = tmp_path_factory.mktemp("set") / "set.yaml"
    create_bank(path, first)
    if mark:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    extend_bank(path, second)

    stems = [question.stem for question in loaded(path).questions.values()]
    assert stems == [question.stem for question in (*first.questions, *second.questions)]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == mark


def test_an_id_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    create_bank(path, ONE)

    extend_bank(path, ONE)

    assert list(loaded(path).questions) == ["mouth", "mouth-2"]


def test_no_picture_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    create_bank(path, SAMPLE)
    other = msgspec.structs.replace(SAMPLE, pictures={"bridge.png": PIXEL + b" another"})

    extend_bank(path, other)

    assert sorted(loaded(path).pictures.values()) == [PIXEL, PIXEL + b" another"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("title: [", "yaml"), ("- a\n- b\n", "no-bank"), ("bank: b\nquestions: many\n", "no-bank")],
)
def test_what_is_no_bank_is_refused_and_left_as_it_is(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(text)

    with pytest.raises(Refused) as refusal:
        extend_bank(path, SAMPLE)

    assert refusal.value.problem.code == code
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_where_the_disk_refuses_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    (tmp_path / "set-pictures").write_text("a file stands where the folder should go")

    with pytest.raises(OSError, match="set-pictures"):
        create_bank(path, SAMPLE)

    assert [found.name for found in tmp_path.iterdir()] == ["set-pictures"]


@pytest.mark.parametrize(
    ("name", "short"),
    [("Übung 7: Flüsse", "ubung-7-flusse"), ("Река", "set"), ("x" * 99, "x" * 60)],
)
def test_a_bank_is_named_after_its_file(name: str, short: str) -> None:
    assert bank_id(name) == short


@pytest.mark.parametrize("name", ["kursk", "earth-age"])
def test_a_shipped_bank_packed_into_one_file_is_the_same_bank(name: str, tmp_path: Path) -> None:
    original = shipped(f"questions/{name}.yaml")
    data, problems = packed_bank(original)
    assert data is not None, problems
    path = tmp_path / "sent.zip"
    path.write_bytes(data)

    again = loaded(path)

    assert msgspec.json.encode(again) == msgspec.json.encode(loaded(original))
    assert packed_bank(original)[0] == data


def test_a_packed_set_takes_its_pictures_along_and_takes_nothing_in(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    create_bank(path, SAMPLE)
    data, _ = packed_bank(path)
    assert data is not None
    sent = tmp_path / "sent.zip"
    sent.write_bytes(data)

    with pytest.raises(Refused, match="packed into one file"):
        extend_bank(sent, ONE)

    assert loaded(sent).pictures == loaded(path).pictures
    assert Kind.MATCHING in {question.kind for question in loaded(sent).questions.values()}
