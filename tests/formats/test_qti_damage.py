"""Files that are damaged or made to harm: refused, or told with their place; nothing else."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from qti_items import choice, declared, item
from sample import NOW, SAMPLE
from strategies import damaged
from test_qti_canvas import ENTRY, equal, offers, quiz, text, when
from test_qti_canvas import item as item_1

from studyapp.core.questions import QuestionOption
from studyapp.files.archive import packed
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.qti.reader import read_qti
from studyapp.formats.qti.writer import write_qti21, write_qti30

PACKAGES = [write_qti21(SAMPLE, NOW).data, write_qti30(SAMPLE, NOW).data]
CANVAS = quiz(
    item_1(
        "multiple_choice",
        text("<p>Which?</p>") + offers("response1", a="A", b="B"),
        when(equal("a"), says="a_fb"),
    ),
    item_1("numerical", text("How many?") + ENTRY, when(equal("2.5"))),
    item_1("short_answer", text("Who?") + ENTRY, when(equal("x") + equal("y"))),
    item_1(
        "multiple_dropdowns",
        text("[one]") + offers("response_one", "one", a="A", b="B"),
        when(equal("b", "response_one"), action="Add", goes="Yes"),
    ),
)


def read(data: bytes) -> Imported | None:
    """What is read; None where the file is refused."""
    found = None
    with suppress(Refused):
        found = read_qti(BytesIO(data), "f.zip", lambda _done, _all: None)
    if found is None:
        return None
    assert found.questions.questions or found.problems
    for problem in found.problems:
        assert problem.message
        assert problem.position.line >= 1
    for question in found.questions.questions:
        assert question.topic in found.questions.topics
        assert question.picture is None or question.picture.file in found.questions.pictures
    return found


@given(st.sampled_from(PACKAGES).flatmap(damaged))
@settings(max_examples=60, deadline=None)
def test_damaged_archives(package: bytes) -> None:
    read(package)


# What stands in the place of another word.
ODD = st.sampled_from(
    "nan inf -1e999 1_0 0 -1 * RESPONSE SCORE identifier string float single ordered multiple"
    " directedPair choiceInteraction prompt value baseValue match not and or equal mapResponse"
    " varequal other varlte response_lid false C1 C2 / a..b (".split()
) | st.text("ab<>&\"' \n\ufdd0\ufdd1{1}*", max_size=6)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_words_that_were_exchanged(data: st.DataObject) -> None:
    with zipfile.ZipFile(BytesIO(data.draw(st.sampled_from(PACKAGES)))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(data.draw(st.integers(1, 5))):
        name = data.draw(st.sampled_from([each for each in members if each.endswith(".xml")]))
        members[name] = exchanged(members[name].decode(), data).encode()

    read(packed(members))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_words_that_were_exchanged_in_1_2(data: st.DataObject) -> None:
    xml = CANVAS
    for _ in range(data.draw(st.integers(1, 4))):
        xml = exchanged(xml, data)

    read(xml.encode())


def exchanged(xml: str, data: st.DataObject) -> str:
    """The text with one of its words, or two tags, exchanged for another."""
    words = xml.replace("<", "\0<").replace(">", ">\0").replace('"', '\0"\0').split("\0")
    at = data.draw(st.integers(0, len(words) - 1))
    if data.draw(st.booleans()):
        other = data.draw(st.integers(0, len(words) - 1))
        words[at], words[other] = words[other], words[at]
    else:
        words[at] = data.draw(ODD)
    return "".join(words)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_anything_at_all(data: bytes) -> None:
    read(data)
    read(b"PK\x03\x04" + data)


@pytest.mark.parametrize("length", [0, 1, 4, 30, 200, 1000, 5000])
def test_files_that_were_cut_off_are_refused(length: int) -> None:
    assert read(PACKAGES[0][:length]) is None
    assert read(CANVAS.encode()[: min(length, 900)]) is None


def test_names_that_lead_out_of_the_archive_are_refused() -> None:
    for name in ("../i.xml", "/etc/i.xml", "a/../../i.xml", "C:/i.xml"):
        assert read(packed({name: item(declared("A"), choice(A="a", B="b")).encode()})) is None


def test_a_bomb_in_the_archive_is_told_and_the_rest_is_read() -> None:
    good = item(declared("A"), choice(A="a", B="b")).encode()
    found = read(packed({"a.xml": good, "bomb.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}))

    assert found is not None
    assert len(found.questions.questions) == 1
    assert [problem.code for problem in found.problems] == ["too-large"]


def test_depth_is_bounded() -> None:
    deep = "<div>" * 5000 + "</div>" * 5000
    assert read(item(declared("A"), deep).encode()) is None


def test_rules_without_end_are_not_tried() -> None:
    many = tuple(QuestionOption(f"option {number}", number == 0) for number in range(4000))
    question = replace(SAMPLE.questions[0], options=many)
    exported = write_qti21(replace(SAMPLE, questions=(question,)), NOW)
    found = read(exported.data)
    assert found is not None
    assert len(found.questions.questions[0].options) == 4000

    rules = "".join(
        when(equal(f"c{number}"), score=str(number % 7), goes="Yes") for number in range(4000)
    )
    labels = {f"c{number}": "x" for number in range(4000)}
    xml = quiz(item_1("multiple_choice", text("Which?") + offers("response1", **labels), rules))
    slow = read(xml.encode())
    assert slow is not None
    assert [problem.code for problem in slow.problems] == ["too-large"]


def test_a_test_that_holds_itself_ends() -> None:
    section = (
        '<assessmentSection xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="s"'
        ' title="S" visible="true"><assessmentSectionRef identifier="r" href="s.xml"/>'
        '<assessmentItemRef identifier="i" href="i.xml"/></assessmentSection>'
    )
    exam = (
        '<assessmentTest identifier="t" title="T"><testPart identifier="p">'
        '<assessmentSectionRef identifier="r" href="s.xml"/></testPart></assessmentTest>'
    )
    good = item(declared("A"), choice(A="a", B="b"))
    members = {"t.xml": exam, "s.xml": section, "i.xml": good}
    found = read(packed({name: its.encode() for name, its in members.items()}))

    assert found is not None
    assert len(found.questions.questions) == 1
