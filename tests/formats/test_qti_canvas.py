"""QTI 1.2 in the manner of Canvas: types in the metadata, numbers as ranges, feedback by name."""

from io import BytesIO

import pytest
from sample import PIXEL

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Position
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    Picture,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.files.archive import packed
from studyapp.formats.exchange import Imported
from studyapp.formats.qti.reader import read_qti

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def item(kind: str, body: str, *conditions: str, feedback: str = "", points: str = "2.0") -> str:
    rules = (
        "<resprocessing><outcomes><decvar maxvalue='100' minvalue='0' varname='SCORE'"
        f" vartype='Decimal'/></outcomes>{''.join(conditions)}</resprocessing>"
    )
    return f"""<item ident="g{kind}" title="Question">
      <itemmetadata><qtimetadata>
        <qtimetadatafield><fieldlabel>question_type</fieldlabel>
          <fieldentry>{kind}_question</fieldentry></qtimetadatafield>
        <qtimetadatafield><fieldlabel>points_possible</fieldlabel>
          <fieldentry>{points}</fieldentry></qtimetadatafield>
      </qtimetadata></itemmetadata>
      <presentation>{body}</presentation>
      {rules if conditions else ""}{feedback}
    </item>"""


def quiz(*items: str, title: str = "Rivers", ident: str = "quiz1") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="{NAMESPACE}">
  <assessment ident="{ident}" title="{title}">
    <section ident="root_section">
    {"".join(items)}
    </section>
  </assessment>
</questestinterop>"""


def text(html: str) -> str:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<material><mattext texttype="text/html">{escaped}</mattext></material>'


def offers(ident: str, name: str = "", many: str = "Single", **labels: str) -> str:
    shown = "".join(
        f'<response_label ident="{key}"><material><mattext texttype="text/plain">{label}</mattext>'
        "</material></response_label>"
        for key, label in labels.items()
    )
    own = f'<material><mattext texttype="text/plain">{name}</mattext></material>' if name else ""
    return (
        f'<response_lid ident="{ident}" rcardinality="{many}">{own}'
        f"<render_choice>{shown}</render_choice></response_lid>"
    )


ENTRY = (
    '<response_str ident="response1" rcardinality="Single"><render_fib>'
    '<response_label ident="answer1"/></render_fib></response_str>'
)


def when(
    test: str, *, score: str = "100", action: str = "Set", says: str = "", goes: str = "No"
) -> str:
    sets = f'<setvar action="{action}" varname="SCORE">{score}</setvar>' if score else ""
    shows = f'<displayfeedback feedbacktype="Response" linkrefid="{says}"/>' if says else ""
    return (
        f'<respcondition continue="{goes}"><conditionvar>{test}</conditionvar>{sets}{shows}'
        "</respcondition>"
    )


def equal(value: str, ident: str = "response1") -> str:
    return f'<varequal respident="{ident}">{value}</varequal>'


def feedback(**texts: str) -> str:
    return "".join(
        f'<itemfeedback ident="{ident}"><flow_mat>{text(html)}</flow_mat></itemfeedback>'
        for ident, html in texts.items()
    )


def read(xml: str) -> Imported:
    return read_qti(BytesIO(xml.encode()), "quiz.xml", lambda _done, _all: None)


def one(kind: str, body: str, *conditions: str, feedback: str = "") -> Question:
    found = read(quiz(item(kind, body, *conditions, feedback=feedback)))
    assert found.problems == ()
    [only] = found.questions.questions
    return only


def test_a_choice_keeps_its_feedback_where_canvas_shows_it() -> None:
    found = one(
        "multiple_choice",
        text("<p>Into which <b>sea</b>?</p>")
        + offers("response1", a="Black Sea", b="North Sea", c="Red Sea"),
        when("<other/>", score="", says="general_fb", goes="Yes"),
        when(equal("b"), score="", says="b_fb", goes="Yes"),
        when(equal("a"), says="correct_fb"),
        when("<other/>", score="", says="general_incorrect_fb"),
        feedback=feedback(
            general_fb="It rises in a forest.",
            b_fb="Not there.",
            correct_fb="Well done.",
            general_incorrect_fb="Look at the map.",
        ),
    )

    assert (found.kind, found.stem, found.marked) == (
        Kind.SINGLE_CHOICE,
        "Into which *sea*?",
        True,
    )
    assert found.options == (
        QuestionOption("Black Sea", True, "Well done."),
        QuestionOption("North Sea", False, "Not there.\nLook at the map."),
        QuestionOption("Red Sea", False, "Look at the map."),
    )
    assert (found.why, found.points, found.title) == ("It rises in a forest.", 2.0, "")


def test_several_answers_count_right_minus_wrong_as_in_canvas() -> None:
    found = one(
        "multiple_answers",
        text("Which?") + offers("response1", many="Multiple", a="A", b="B", c="C"),
        when(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>"),
    )

    assert found.kind is Kind.MULTIPLE_CHOICE
    assert found.options == (
        QuestionOption("A", True),
        QuestionOption("B", False),
        QuestionOption("C", True),
    )


def test_true_and_false() -> None:
    found = one(
        "true_false",
        text("Is it?") + offers("response1", x="False", y="True"),
        when(equal("y")),
    )

    assert found.kind is Kind.TRUE_FALSE
    assert found.options == (QuestionOption("True", True), QuestionOption("False", False))


def test_a_short_answer_accepts_all_that_is_listed() -> None:
    found = one(
        "short_answer",
        text("Which river?") + ENTRY,
        when(equal("Vltava") + equal("Mol*dau")),
    )

    assert (found.kind, found.exact_case) == (Kind.SHORT_ANSWER, False)
    assert found.answers == (TextAnswer("Vltava"), TextAnswer("Mol\\*dau"))


def test_numbers_are_read_from_points_and_ranges() -> None:
    margin = "<vargte respident='response1'>2.4</vargte><varlte respident='response1'>2.6</varlte>"
    rules = [
        when(f"<or>{equal('2.5')}<and>{margin}</and></or>"),
        when(margin.replace("2.4", "10").replace("2.6", "11")),
        when(f"<or>{equal('7')}<and>{margin.replace('2.4', '7').replace('2.6', '7')}</and></or>"),
    ]

    found = one("numerical", text("How many?") + ENTRY, *rules)

    assert found.kind is Kind.QUANTITY
    assert found.answers == (NumberAnswer(2.5, 0.1), NumberAnswer(10.5, 0.5), NumberAnswer(7.0))


def test_blanks_stand_where_their_names_do() -> None:
    found = one(
        "fill_in_multiple_blanks",
        text("<p>[town] lies on the [river].</p>")
        + offers("response_town", "town", p="Paris", q="Lutetia")
        + offers("response_river", "river", s="Seine"),
        when(equal("p", "response_town"), score="50", action="Add"),
        when(equal("s", "response_river"), score="50", action="Add"),
    )

    assert (found.kind, found.stem) == (Kind.CLOZE, "{1} lies on the {2}.")
    assert found.gaps == (
        Gap(answers=(TextAnswer("Paris"), TextAnswer("Lutetia"))),
        Gap(answers=(TextAnswer("Seine"),)),
    )


def test_menus_stand_where_their_names_do() -> None:
    found = one(
        "multiple_dropdowns",
        text("[one] and [two]")
        + offers("response_one", "one", a="A", b="B")
        + offers("response_two", "two", c="C", d="D"),
        when(equal("b", "response_one"), score="50.00", action="Add", goes="Yes"),
        when(equal("c", "response_two"), score="50.00", action="Add", goes="Yes"),
    )

    assert found.stem == "{1} and {2}"
    assert [gap.options for gap in found.gaps] == [
        (QuestionOption("A", False), QuestionOption("B", True)),
        (QuestionOption("C", True), QuestionOption("D", False)),
    ]


def test_matching_pairs_what_is_offered_to_each() -> None:
    rights = {"r1": "Thames", "r2": "Rhine", "r3": "Tiber"}
    found = one(
        "matching",
        text("Match.")
        + offers("response_1", "London", **rights)
        + offers("response_2", "Basel", **rights),
        when(equal("r1", "response_1"), score="50", action="Add"),
        when(equal("r2", "response_2"), score="50", action="Add"),
    )

    assert (found.kind, found.stem) == (Kind.MATCHING, "Match.")
    assert found.pairs == (QuestionPair("London", "Thames"), QuestionPair("Basel", "Rhine"))
    assert found.extra == ("Tiber",)


def test_essays_and_texts_are_not_scored() -> None:
    shown = when("<other/>", score="", says="general_fb", goes="Yes")
    essay = one("essay", text("Why?") + ENTRY, shown, feedback=feedback(general_fb="Trade."))
    words = one("text_only", text("Read on."))

    assert (essay.kind, essay.stem, essay.why) == (Kind.ESSAY, "Why?", "Trade.")
    assert (words.kind, words.stem) == (Kind.DESCRIPTION, "Read on.")


@pytest.mark.parametrize("kind", ["calculated", "file_upload", "hot_spot", "categorization"])
def test_what_is_not_supported_is_named_and_the_rest_is_read(kind: str) -> None:
    xml = quiz(item(kind, text("What?") + ENTRY), item("text_only", text("Read on.")))

    found = read(xml)

    assert [question.stem for question in found.questions.questions] == ["Read on."]
    [problem] = found.problems
    assert problem.code == "unsupported"
    assert problem.message == (
        f"“Question” is left out: questions of the kind “{kind}_question” are not supported"
    )
    assert problem.position == Position(5, 5)


def test_a_quiz_package_has_its_title_its_groups_and_its_pictures() -> None:
    picture = '<p>See <img src="%24IMS-CC-FILEBASE%24/maps/a%20map.png?x=1" alt="a map"></p>'
    group = f'<section ident="g1" title="Hard ones">{item("essay", text("Why?") + ENTRY)}</section>'
    meta = (
        '<quiz identifier="quiz1" xmlns="http://canvas.instructure.com/xsd/cccv1p0">'
        "<title>Rivers &amp; seas</title><description>&lt;p&gt;Ten minutes.&lt;/p&gt;</description>"
        "</quiz>"
    )
    manifest = """<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">
      <metadata/><organizations/><resources>
      <resource identifier="quiz1" type="imsqti_xmlv1p2"><file href="quiz1/quiz1.xml"/>
        <dependency identifierref="d1"/></resource>
      <resource identifier="d1" href="quiz1/assessment_meta.xml" type="associatedcontent">
        <file href="quiz1/assessment_meta.xml"/></resource>
      </resources></manifest>"""
    data = packed(
        {
            "imsmanifest.xml": manifest.encode(),
            "quiz1/quiz1.xml": quiz(item("text_only", text(picture)), group).encode(),
            "quiz1/assessment_meta.xml": meta.encode(),
            "web_resources/maps/a map.png": PIXEL,
        }
    )

    found = read_qti(BytesIO(data), "export.zip", lambda _done, _all: None)

    shown, essay = found.questions.questions
    assert found.questions.title == "Rivers & seas"
    assert [found.questions.topics[each.topic] for each in (shown, essay)] == [
        "Rivers & seas",
        "Hard ones",
    ]
    assert shown.picture == Picture("a-map.png", "a map")
    assert found.questions.pictures == {"a-map.png": PIXEL}
    assert [str(problem) for problem in found.problems] == [
        "export.zip/quiz1/assessment_meta.xml:1:1: warning introduction-lost"
        " the introduction of the quiz “Rivers & seas” is left out"
    ]


def test_of_the_two_forms_of_a_quiz_in_a_course_the_fuller_one_is_read() -> None:
    plain = quiz(item("essay", text("Why?") + ENTRY))
    full = quiz(item("essay", text("Why?") + ENTRY), item("text_only", text("Read on.")))
    other = quiz(item("text_only", text("Hello.")), title="Towns", ident="quiz2")
    data = packed(
        {
            "i1/assessment_qti.xml": plain.encode(),
            "non_cc_assessments/quiz1.xml.qti": full.encode(),
            "i2/assessment_qti.xml": other.encode(),
        }
    )

    found = read_qti(BytesIO(data), "course.imscc", lambda _done, _all: None)

    names = found.questions.topics
    assert [(names[each.topic], each.stem) for each in found.questions.questions] == [
        ("Rivers", "Why?"),
        ("Rivers", "Read on."),
        ("Towns", "Hello."),
    ]
    assert found.questions.title == ""
