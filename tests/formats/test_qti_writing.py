"""QTI as it is written: golden files, and what is told of losses."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import NOW, PIXEL, SAMPLE
from strict_qti import check_package

from studyapp.core.bank import FactId, Kind, Question
from studyapp.core.dates import parse_edtf
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    Picture,
    QuestionOption,
    TextAnswer,
)
from studyapp.core.values import EntityId, EntityRef, Quantity, Text, Value
from studyapp.formats.qti.reader import read_qti
from studyapp.formats.qti.writer import write_qti21, write_qti30

DATA = Path(__file__).parent.parent / "data/formats"
WRITERS = {"2.1": write_qti21, "3.0": write_qti30}
versions = pytest.mark.parametrize("version", WRITERS)


def shown(data: bytes) -> str:
    """The texts in a package one after the other, each under its name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "".join(
            f"=== {name}\n{archive.read(name).decode()}"
            for name in archive.namelist()
            if not name.endswith(".png")
        )


def one(question: Question, version: str) -> tuple[Question, list[str]]:
    """The question as it is read again, and what is told of it."""
    exported = WRITERS[version](replace(SAMPLE, questions=(question,)), NOW)
    check_package(exported.data, version)
    found = read_qti(BytesIO(exported.data), "p.zip", lambda _done, _all: None)
    assert found.problems == ()
    return found.questions.questions[0], [problem.message for problem in exported.problems]


@versions
def test_the_sample_is_written_as_the_golden_file(version: str) -> None:
    data = WRITERS[version](SAMPLE, NOW).data
    golden = DATA / f"sample.qti{version.replace('.', '')}.txt"

    assert shown(data) == golden.read_text(encoding="utf-8")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.read("images/bridge.png") == PIXEL


@versions
def test_the_same_is_written_for_the_same(version: str) -> None:
    assert WRITERS[version](SAMPLE, NOW).data == WRITERS[version](SAMPLE, NOW).data


@versions
def test_an_empty_set_has_a_test_without_items(version: str) -> None:
    exported = WRITERS[version](QuestionSet("Nothing", {}, ()), NOW)

    assert check_package(exported.data, version) == {}


def typed(kind: Kind, answer: Value) -> Question:
    return Question(FactId("q"), kind, "What?", SAMPLE.questions[0].topic, answer=answer)


@versions
def test_values_of_our_own_become_answers(version: str) -> None:
    date = parse_edtf("2024-08-06", words="6 August 2024")
    assert date is not None
    text, told = one(typed(Kind.SHORT_ANSWER, Text("Danube", ("Donau",))), version)
    number, of_number = one(typed(Kind.QUANTITY, Quantity(10.0, 12.0, "km")), version)
    day, of_day = one(typed(Kind.DATE, date), version)

    assert (text.answers, told) == ((TextAnswer("Danube"), TextAnswer("Donau")), [])
    assert number.answers == (NumberAnswer(11.0, 1.0),)
    assert of_number == ["question 1: the unit of the number to type is not asked for"]
    assert day.answers == (
        TextAnswer("August 6, 2024"),
        TextAnswer("6 August 2024"),
        TextAnswer("2024-08-06"),
    )
    assert of_day == ["question 1: the date to type is compared as a text"]


LEFT_OUT = [
    (typed(Kind.SHORT_ANSWER, EntityRef(EntityId("x"))), "what is to be typed cannot be told"),
    (typed(Kind.FLASHCARD, EntityRef(EntityId("x"))), "its back cannot be told as a text"),
    (replace(SAMPLE.questions[0], options=()), "it has no options"),
    (replace(SAMPLE.questions[4], answers=()), "it has no answers"),
    (replace(SAMPLE.questions[8], pairs=()), "it has nothing to match"),
    (replace(SAMPLE.questions[9], elements=()), "it has nothing to put in order"),
    (replace(SAMPLE.questions[7], gaps=(Gap(),)), "gap 1 has no answers"),
    (replace(SAMPLE.questions[0], kind=Kind.FIND_PASSAGE), "are made of facts"),
]


@versions
@pytest.mark.parametrize(("question", "message"), LEFT_OUT)
def test_a_question_that_cannot_be_held_is_named(
    question: Question, message: str, version: str
) -> None:
    exported = WRITERS[version](replace(SAMPLE, questions=(question, SAMPLE.questions[1])), NOW)

    assert len(check_package(exported.data, version)) == 1
    [problem] = exported.problems
    assert (problem.code, problem.severity) == ("left-out", "error")
    assert problem.message.startswith("question 1 is left out: ")
    assert message in problem.message


@versions
def test_what_choices_in_a_gap_cannot_show_is_told(version: str) -> None:
    options = (QuestionOption("H~2~O\n now", True), QuestionOption("*b*", False))
    question = replace(
        SAMPLE.questions[7], stem="It is {1}.", gaps=(Gap(options=options),), marked=True
    )
    found, told = one(question, version)

    assert [option.text for option in found.gaps[0].options] == ["H₂O now", "b"]
    assert told == [
        "question 1: emphasis in what is to be chosen in a gap is lost",
        "question 1: line breaks in what is to be chosen in a gap are lost",
    ]


@versions
def test_signs_that_xml_cannot_hold_are_replaced_and_told(version: str) -> None:
    found, told = one(replace(SAMPLE.questions[14], stem="a\x0bb\ud800c\x00\r\nd"), version)

    assert found.stem == "a�b�c�\r\nd"
    assert told == ["question 1: signs that XML cannot hold are replaced"]


@versions
def test_a_picture_that_is_missing_is_told(version: str) -> None:
    question = replace(SAMPLE.questions[0], picture=Picture("gone.png", "gone"))
    found, told = one(question, version)

    assert found.picture is None
    assert told == ["question 1: the picture “gone.png” is left out: it is missing or none"]


@versions
def test_pictures_and_items_have_names_of_their_own(version: str) -> None:
    names = ("a/ü b.png", "b/ü b.png")
    questions = tuple(
        replace(SAMPLE.questions[0], id=FactId("../ü"), picture=Picture(name, name))
        for name in names
    )
    pictures = {names[0]: PIXEL, names[1]: PIXEL + b"x"}
    given = replace(SAMPLE, questions=questions, pictures=pictures)
    exported = WRITERS[version](given, NOW)
    check_package(exported.data, version)
    found = read_qti(BytesIO(exported.data), "p.zip", lambda _done, _all: None)

    assert exported.problems == ()
    assert list(found.questions.pictures.values()) == list(pictures.values())
    assert [each.id for each in found.questions.questions] == ["u", "u-2"]


@versions
def test_white_space_that_counts_has_a_style_sheet(version: str) -> None:
    data = WRITERS[version](
        replace(SAMPLE, questions=(replace(SAMPLE.questions[0], stem="a  b"),)), NOW
    ).data

    assert "=== styles/text.css\n.exact-space { white-space: pre-wrap; }\n" in shown(data)
