"""Points that no bank may hold: every reader holds them to what one may, and says so."""

import io
from collections.abc import Callable

import pytest
from moodle_xml_quiz import answer, question
from qti_items import choice, declared, item, mapped

from studyapp.formats.exchange import Imported, Reader
from studyapp.formats.moodle.xml_reader import read_moodle_xml
from studyapp.formats.points import held
from studyapp.formats.qti.reader import read_qti
from studyapp.formats.tables.reader import read_csv
from studyapp.formats.text2qti.reader import read_text2qti

TOO_MANY = "2e+06 points are too many: it counts 1,000,000"


@pytest.mark.parametrize(
    ("points", "counted"),
    [
        (0.0, 0.0),
        (2.5, 2.5),
        (1e6, 1e6),
        (1e6 + 1, 1e6),
        (float("inf"), 1e6),
        (-0.5, 0.0),
        (float("-inf"), 0.0),
        (float("nan"), 1.0),
    ],
)
def test_points_are_held_and_changes_are_told(points: float, counted: float) -> None:
    found, change = held(points)

    assert found == counted
    assert bool(change) is (found != points)


def csv(points: str) -> tuple[bytes, Reader]:
    return f"question,answer,points\nWhich?,that,{points}\n".encode(), read_csv


def text2qti(points: str) -> tuple[bytes, Reader]:
    return f"Points: {points}\n1. Which?\n*a) this\nb) that\n".encode(), read_text2qti


def text2qti_group(points: str) -> tuple[bytes, Reader]:
    text = f"GROUP\npoints per question: {points}\n1. Which?\n*a) this\nb) that\nEND_GROUP\n"
    return text.encode(), read_text2qti


def qti_21(points: str) -> tuple[bytes, Reader]:
    most = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        f"<defaultValue><value>{points}</value></defaultValue></outcomeDeclaration>"
    )
    return item(declared("A") + most, choice(A="a", B="b")).encode(), read_qti


def qti_12(points: str) -> tuple[bytes, Reader]:
    text = f"""<questestinterop><item ident="i" title="x"><itemmetadata><qtimetadata>
      <qtimetadatafield><fieldlabel>question_type</fieldlabel>
      <fieldentry>essay_question</fieldentry></qtimetadatafield>
      <qtimetadatafield><fieldlabel>points_possible</fieldlabel>
      <fieldentry>{points}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
      <presentation><material><mattext>Why?</mattext></material>
      <response_str ident="r"><render_fib/></response_str></presentation></item>
      </questestinterop>"""
    return text.encode(), read_qti


def moodle(points: str) -> tuple[bytes, Reader]:
    inner = answer(100, "a") + answer(0, "b") + f"<defaultgrade>{points}</defaultgrade>"
    return f"<quiz>{question('multichoice', inner)}</quiz>".encode(), read_moodle_xml


FILES = [csv, text2qti, text2qti_group, qti_21, qti_12, moodle]


@pytest.mark.parametrize("file", FILES)
def test_too_many_points_are_held(file: Callable[[str], tuple[bytes, Reader]]) -> None:
    found = load(*file("2000000"))

    assert [each.points for each in found.questions.questions] == [1_000_000.0]
    assert [each.code for each in found.problems if TOO_MANY in each.message] == ["bad-points"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("points", ["nan", "inf", "-inf", "1e999", "-1", "-1e300", "1e300"])
def test_points_are_always_such_that_a_bank_may_hold(
    file: Callable[[str], tuple[bytes, Reader]], points: str
) -> None:
    found = load(*file(points))

    [only] = found.questions.questions
    assert 0 <= only.points <= 1_000_000


@pytest.mark.parametrize("file", [csv, qti_12, moodle])
def test_points_below_none_are_told(file: Callable[[str], tuple[bytes, Reader]]) -> None:
    found = load(*file("-3"))

    assert [each.points for each in found.questions.questions] == [0.0]
    assert "-3 points are less than none: it counts 0" in str(found.problems[0])


def test_gaps_of_moodle_that_count_much_are_held_together() -> None:
    gaps = "".join(f"{{1000:SA:={number}}}" for number in range(1100))
    found = load(f"<quiz>{question('cloze', '', gaps)}</quiz>".encode(), read_moodle_xml)

    assert [each.points for each in found.questions.questions] == [1_000_000.0]
    assert "1.1e+06 points are too many" in str(found.problems[-1])


def test_gaps_of_qti_that_count_much_keep_how_they_stand_to_each_other() -> None:
    entries = "".join(
        declared(
            "a",
            kind="string",
            name=f"R{number}",
            more=mapped(a=worth),
        )
        for number, worth in ((1, "1000"), (2, "4000"))
    )
    body = "<p>A <textEntryInteraction responseIdentifier='R1'/> b"
    body += " <textEntryInteraction responseIdentifier='R2'/> c</p>"
    summed = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><sum>'
        '<mapResponse identifier="R1"/><mapResponse identifier="R2"/></sum></setOutcomeValue>'
        "</responseProcessing>"
    )
    found = load(item(entries, body, summed).encode(), read_qti)

    [only] = found.questions.questions
    assert [gap.weight for gap in only.gaps] == [250.0, 1000.0]
    assert only.points == 5000.0


def load(data: bytes, read: Reader) -> Imported:
    return read(io.BytesIO(data), "file", lambda _done, _all: None)
