"""Content packages: tests, sections, metadata and files beside the items."""

from base64 import b64encode
from io import BytesIO

import pytest
from qti_items import choice, declared, item
from sample import PIXEL, with_damaged
from stopping import Stopped

from studyapp.core.problems import Position
from studyapp.core.questions import Picture
from studyapp.files.archive import packed
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.qti import is_qti
from studyapp.formats.qti.reader import read_qti


def read(members: dict[str, str | bytes]) -> Imported:
    data = packed(
        {name: its.encode() if isinstance(its, str) else its for name, its in members.items()}
    )
    return read_qti(BytesIO(data), "p.zip", lambda _done, _all: None)


def asking(stem: str, name: str = "i1") -> str:
    body = f"<div>{stem}</div>{choice(A='a', B='b')}".replace("<prompt>Which?</prompt>", "")
    return item(declared("A"), body).replace('identifier="i1"', f'identifier="{name}"')


def manifest(*resources: str) -> str:
    return f"""<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">
      <organizations/><resources>{"".join(resources)}</resources></manifest>"""


def resource(name: str, href: str, metadata: str = "", kind: str = "imsqti_item_xmlv2p1") -> str:
    return (
        f'<resource identifier="{name}" type="{kind}" href="{href}">{metadata}'
        f'<file href="{href}"/></resource>'
    )


def exam(*parts: str) -> str:
    return f"""<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"
      identifier="t" title="The test">
      <testPart identifier="p" navigationMode="linear" submissionMode="individual">
      {"".join(parts)}</testPart></assessmentTest>"""


def section(title: str, *content: str) -> str:
    inner = "".join(content)
    opening = f'<assessmentSection identifier="s" title="{title}" visible="true">'
    return f"{opening}{inner}</assessmentSection>"


def ref(href: str, weight: str = "") -> str:
    inside = f'<weight identifier="W" value="{weight}"/>' if weight else ""
    return f'<assessmentItemRef identifier="r" href="{href}">{inside}</assessmentItemRef>'


def stems(found: Imported) -> list[tuple[str, str]]:
    names = found.questions.topics
    return [(names[each.topic], each.stem) for each in found.questions.questions]


def test_sections_order_weights_and_keywords_come_from_the_test_and_the_manifest() -> None:
    keywords = "".join(f"<keyword><string>{word}</string></keyword>" for word in ("old", " new "))
    tagged = f'<metadata><lom xmlns="x"><general>{keywords}</general></lom></metadata>'
    found = read(
        {
            "imsmanifest.xml": manifest(
                resource("a", "items/a.xml", tagged),
                resource("b", "items/b.xml"),
                resource("c", "items/c%20d.xml"),
                resource("t", "tests/t.xml", kind="imsqti_test_xmlv2p1"),
            ),
            "items/a.xml": asking("First?", "a"),
            "items/b.xml": asking("Second?", "b"),
            "items/c d.xml": asking("Third?", "c"),
            "tests/t.xml": exam(
                section("Hard", section("Rivers", ref("../items/b.xml", "2.5"))),
                section("Easy", ref("../items/a.xml")),
            ),
        }
    )

    assert stems(found) == [
        ("Hard / Rivers", "Second?"),
        ("Easy", "First?"),
        ("Questions", "Third?"),
    ]
    assert found.questions.title == "The test"
    assert [each.points for each in found.questions.questions] == [2.5, 1.0, 1.0]
    assert [each.tags for each in found.questions.questions] == [(), ("old", "new"), ()]
    assert found.problems == ()


def test_a_section_may_stand_in_a_file_of_its_own() -> None:
    away = section("Away", ref("../i.xml"), '<assessmentSectionRef href="s.xml"/>')
    found = read(
        {
            "t.xml": exam('<assessmentSectionRef identifier="x" href="parts/s.xml"/>'),
            "parts/s.xml": away,
            "i.xml": asking("Which?"),
        }
    )

    assert stems(found) == [("Away", "Which?")]


def test_what_a_test_names_and_is_not_there_is_told_once_with_its_place() -> None:
    listed = manifest(resource("t", "t.xml"), resource("g", "gone.xml"))
    found = read(
        {
            "imsmanifest.xml": listed,
            "t.xml": exam(
                section("S", ref("i.xml"), ref("gone.xml"), ref("lost.xml"), ref("i.xml"))
            ),
            "i.xml": asking("Which?"),
        }
    )

    assert stems(found) == [("S", "Which?")]
    assert [(each.path, each.code, each.position.line) for each in found.problems] == [
        ("p.zip/imsmanifest.xml", "missing-file", 1),
        ("p.zip/t.xml", "missing-file", 4),
        ("p.zip/t.xml", "twice", 4),
    ]
    assert found.problems[1].message == "“lost.xml” is not in the package"


def test_a_damaged_item_does_not_lose_the_others() -> None:
    found = read(
        {
            "a.xml": asking("First?", "a"),
            "b.xml": asking("Second?", "b").replace("</itemBody>", ""),
            "c.xml": "<!DOCTYPE x [<!ENTITY e 'e'>]>" + asking("&e;", "c"),
            "d.xml": asking("Fourth?", "a"),
        }
    )

    assert stems(found) == [("Questions", "First?"), ("Questions", "Fourth?")]
    assert [each.id for each in found.questions.questions] == ["a", "a-2"]
    assert [(each.path, each.code) for each in found.problems] == [
        ("p.zip/b.xml", "bad-xml"),
        ("p.zip/c.xml", "doctype"),
    ]


def test_the_manifest_may_lie_in_a_folder() -> None:
    found = read(
        {
            "quiz/imsmanifest.xml": manifest(resource("a", "a.xml")),
            "quiz/a.xml": asking('<img src="img/x.png" alt="x"/>See?'),
            "quiz/img/x.png": PIXEL,
        }
    )

    assert stems(found) == [("Questions", "See?")]
    assert found.questions.questions[0].picture == Picture("x.png", "x")


def test_the_first_picture_is_kept_and_the_others_are_listed() -> None:
    body = (
        '<object type="image/png" data="../x.png">a plan</object>Which?'
        '<img src="../y.png" alt="a detail"/>'
    )
    found = read(
        {"items/i.xml": asking(body), "x.png": PIXEL, "y.png": PIXEL},
    )

    [only] = found.questions.questions
    assert only.picture == Picture("x.png", "a plan")
    assert found.questions.pictures == {"x.png": PIXEL}
    assert [each.message for each in found.problems] == ["a second picture is left out: “a detail”"]


PICTURES = [
    ("gone.png", b"", "the picture “gone.png” is left out: it is not in the package"),
    (
        "text.png",
        b"no picture",
        "the picture “text.png” is left out: it is no PNG, JPEG, GIF or WebP image",
    ),
    ("large.png", bytes(6_000_000), "the picture “large.png” is left out: it is larger than 5 MB"),
    ("../../etc/x.png", b"", "the picture “../../etc/x.png” is left out: it is not in the package"),
    (
        "https://a.org/x.png",
        b"",
        "the picture “https://a.org/x.png” is left out: it is not in the package",
    ),
    ("data:image/png;base64,!!!", b"", "the picture “picture” is left out: it is damaged"),
]


@pytest.mark.parametrize(("address", "data", "message"), PICTURES)
def test_a_picture_that_cannot_be_shown_is_told(address: str, data: bytes, message: str) -> None:
    members: dict[str, str | bytes] = {"i.xml": asking(f'<img src="{address}" alt=""/>Which?')}
    found = read(members | ({address: data} if data else {}))

    assert stems(found) == [("Questions", "Which?")]
    assert found.questions.questions[0].picture is None
    assert [each.message for each in found.problems] == [message]


def test_a_damaged_picture_does_not_lose_the_questions() -> None:
    members = {"i.xml": asking('<img src="x.png" alt=""/>Which?').encode(), "x.png": PIXEL}
    found = read_qti(BytesIO(with_damaged(packed(members), "x.png")), "p.zip", lambda *_: None)

    assert stems(found) == [("Questions", "Which?")]
    assert [each.message for each in found.problems] == [
        "the picture “x.png” is left out: it is damaged"
    ]


def test_a_picture_may_stand_in_its_own_address() -> None:
    address = f"data:image/png;base64,{b64encode(PIXEL).decode()}"
    found = read({"i.xml": asking(f'<img src="{address}" alt="grey"/>Which?')})

    assert found.questions.questions[0].picture == Picture("picture.png", "grey")


def test_a_picture_as_an_answer_leaves_what_it_is_called() -> None:
    body = choice(A='<img src="x.png" alt="a square"/>', B="none")
    found = read({"i.xml": item(declared("A"), body), "x.png": PIXEL})

    [only] = found.questions.questions
    assert [option.text for option in only.options] == ["a square", "none"]
    assert [each.message for each in found.problems] == [
        "a picture within an answer is left out: “a square”"
    ]


ALONE = [
    (exam(), "no-package"),
    (manifest(), "no-package"),
    ("<html/>", "not-qti"),
    ("", "empty"),
    ("no XML", "bad-xml"),
    (asking("x").replace("<assessmentItem", "<!DOCTYPE a><assessmentItem"), "doctype"),
]


@pytest.mark.parametrize(("xml", "code"), ALONE)
def test_a_single_file_that_holds_no_questions_is_refused(xml: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_qti(BytesIO(xml.encode()), "f.xml", lambda _done, _all: None)

    assert caught.value.problem.code == code
    assert caught.value.problem.path == "f.xml"


def test_an_empty_package_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read({"readme.txt": "nothing"})

    assert caught.value.problem.code == "no-questions"


def test_all_files_together_have_no_more_elements_than_one_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("studyapp.formats.safe_xml.MAX_NODES", 100)
    found = read({f"{name}.xml": asking("Which?", name) for name in "abcdefgh"})

    assert 1 <= len(found.questions.questions) < 8
    refusals = [each for each in found.problems if each.code == "too-large"]
    assert len(refusals) == 8 - len(found.questions.questions)
    assert refusals[0].message == "there are more than 100 elements and attributes of XML"


def test_reading_can_be_cancelled() -> None:
    def cancel(_done: int, _all: int) -> None:
        raise Stopped

    data = packed({"i.xml": asking("Which?").encode()})
    with pytest.raises(Stopped):
        read_qti(BytesIO(data), "p.zip", cancel)


def test_progress_grows_to_all_of_it() -> None:
    seen: list[tuple[int, int]] = []
    data = packed({f"{name}.xml": asking("Which?", name).encode() for name in "abc"})
    read_qti(BytesIO(data), "p.zip", lambda done, total: seen.append((done, total)))

    assert seen == [(0, 6), (1, 6), (2, 6), (3, 6), (6, 6)]


def test_a_problem_has_a_place_within_the_package() -> None:
    broken = asking("Which?").replace("choiceInteraction", "sliderInteraction")
    found = read({"items/i.xml": broken})

    [problem] = found.problems
    assert (problem.path, problem.position) == ("p.zip/items/i.xml", Position(4, 30))


ITEM = asking("Which?")
HEADS = [
    ("i.xml", ITEM.encode(), True),
    ("i.xml", ITEM.encode("utf-16"), True),
    ("i.xml", b"<q:assessmentItem xmlns:q='x'/>", True),
    ("i.xml", b"<?xml version='1.0'?><questestinterop/>", True),
    ("i.xml", b"<quiz><question type='essay'/></quiz>", False),
    ("p.zip", packed({"i.xml": ITEM.encode()}), True),
    ("p.dat", packed({"imsmanifest.xml": manifest().encode()}), True),
    ("p.h5p", packed({"h5p.json": b"{}"}), False),
    ("p.zip", packed({".bb-package-info": b"", "imsmanifest.xml": b""}), False),
    ("words.txt", b"assessmentItem", False),
]


@pytest.mark.parametrize(("name", "head", "expected"), HEADS)
def test_files_are_told_by_their_beginning(name: str, head: bytes, expected: bool) -> None:
    assert is_qti(name, head) is expected


SPACES = ["imsqti_v2p0", "imsqti_v2p1", "imsqti_v2p2", "imsaqti_item_v2p2"]


@pytest.mark.parametrize("space", SPACES)
def test_all_versions_of_2_are_read(space: str) -> None:
    found = read({"i.xml": ITEM.replace("imsqti_v2p1", space)})

    assert stems(found) == [("Questions", "Which?")]
    assert found.problems == ()
