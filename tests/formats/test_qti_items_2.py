"""Items of QTI 2.0 to 3.0 as other programs write them."""

from io import BytesIO

import pytest
from qti_items import (
    FEEDBACK,
    associable,
    choice,
    choose,
    declared,
    item,
    mapped,
    said_where,
    set_to,
)

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Position
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.formats.exchange import Imported
from studyapp.formats.qti.reader import read_qti


def read(xml: str) -> Imported:
    return read_qti(BytesIO(xml.encode()), "item.xml", lambda _done, _all: None)


def one(xml: str, *codes: str) -> Question:
    found = read(xml)
    assert [problem.code for problem in found.problems] == list(codes)
    [only] = found.questions.questions
    return only


def left_out(xml: str) -> tuple[str, str]:
    found = read(xml)
    assert found.questions.questions == ()
    [problem] = found.problems
    return problem.code, problem.message


def test_a_choice_with_text_before_its_prompt() -> None:
    body = "\n<p>Read this: H<sub>2</sub>O &amp; so on.</p>\n" + choice(A="<p>One</p>", B=" Two\n ")
    found = one(item(declared("B"), body))

    assert (found.id, found.title, found.kind) == ("i1", "The title", Kind.SINGLE_CHOICE)
    assert found.stem == "Read this: H~2~O & so on.\n\nWhich?"
    assert found.options == (QuestionOption("One", False), QuestionOption("Two", True))
    assert (found.marked, found.shuffled, found.points) == (True, True, 1.0)


def test_a_mapping_gives_shares() -> None:
    entries = mapped('lowerBound="0" upperBound="3"', A="2", B="1", C="-2")
    declaration = declared("A", "B", cardinality="multiple", more=entries)
    found = one(item(declaration, choice(most="0", A="a", B="b", C="c"), "map_response"))

    assert found.kind is Kind.MULTIPLE_CHOICE
    assert [(each.correct, each.share) for each in found.options] == [
        (True, pytest.approx(2 / 3)),
        (True, pytest.approx(1 / 3)),
        (False, pytest.approx(-2 / 3)),
    ]
    assert found.points == 3.0


def test_all_or_nothing_for_several_answers_is_told() -> None:
    declaration = declared("A", "B", cardinality="multiple")
    found = one(item(declaration, choice(most="0", A="a", B="b", C="c")), "all-or-nothing")

    assert [each.correct for each in found.options] == [True, True, False]


def test_feedback_of_rules_goes_to_the_answers_that_it_is_shown_for() -> None:
    right = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    rules = choose(
        right + set_to("SCORE", "float", "1") + set_to("FEEDBACK", "identifier", "ok"),
        otherwise=set_to("FEEDBACK", "identifier", "no"),
    )
    said = said_where(ok="Yes.", no="<p>Think <b>again</b>.</p>")
    found = one(item(declared("A") + FEEDBACK, choice(A="a", B="b", C="c"), rules, said))

    assert [(each.correct, each.why) for each in found.options] == [
        (True, "Yes."),
        (False, "Think *again*."),
        (False, "Think *again*."),
    ]
    assert found.why == ""


def test_feedback_within_a_choice_is_why() -> None:
    told = f"a{said_where('feedbackInline', A=' Indeed.')}"
    found = one(item(declared("A"), choice(A=told, B="b")))

    assert found.options == (QuestionOption("a", True, "Indeed."), QuestionOption("b", False))


def test_rules_that_are_not_known_leave_the_right_response_and_are_told() -> None:
    odd = '<customOperator class="x"><variable identifier="RESPONSE"/></customOperator>'
    rules = choose(odd + set_to("SCORE", "float", "1"))
    found = one(item(declared("B"), choice(A="a", B="b"), rules), "scoring-simplified")

    assert [each.correct for each in found.options] == [False, True]


def test_a_template_that_is_not_known_is_told() -> None:
    found = one(item(declared("B"), choice(A="a", B="b"), "cc2_match"), "scoring-simplified")

    assert [each.correct for each in found.options] == [False, True]


def test_a_text_entry_by_itself_is_a_short_answer() -> None:
    declaration = declared("York", kind="string", more=mapped(York="2", york="1"))
    body = '<p>Which town?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = one(item(declaration, body, "map_response"))

    assert (found.kind, found.stem) == (Kind.SHORT_ANSWER, "Which town?")
    assert found.answers == (TextAnswer("York"), TextAnswer("york", 0.5))
    assert (found.exact_case, found.points) == (True, 2.0)


def test_a_text_entry_in_a_sentence_is_a_gap_and_after_a_question_an_answer() -> None:
    entry = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="9"/>'
    gap = one(item(declared("York", kind="string"), f"<p>Richard of {entry}, that is.</p>"))
    asked = one(item(declared("12", kind="integer"), f"<p>How many? {entry}</p>"))

    assert (gap.kind, gap.stem) == (Kind.CLOZE, "Richard of _____, that is.")
    assert (asked.kind, asked.stem) == (Kind.QUANTITY, "How many?")
    assert asked.answers == (NumberAnswer(12.0),)


def test_a_range_and_a_tolerance_are_numbers_that_are_accepted() -> None:
    response = '<variable identifier="RESPONSE"/>'

    def number(value: str) -> str:
        return f'{response}<baseValue baseType="float">{value}</baseValue>'

    near = f'<equal toleranceMode="relative" tolerance="10 10">{number("50")}</equal>'
    between = f"<and><gte>{number('1.1')}</gte><lte>{number('2.3')}</lte></and>"
    rules = choose(near + set_to("SCORE", "float", "2"), between + set_to("SCORE", "float", "1"))
    body = '<p>How much?</p><div><textEntryInteraction responseIdentifier="RESPONSE"/></div>'
    found = one(item(declared(kind="float"), body, rules))

    assert found.answers == (NumberAnswer(50.0, 5.0), NumberAnswer(1.7, 0.6, 0.5))
    assert found.points == 2.0


def test_entries_and_menus_in_a_text_are_gaps() -> None:
    menu = (
        '<inlineChoiceInteraction responseIdentifier="M" shuffle="false">'
        '<inlineChoice identifier="X">\n Lancaster </inlineChoice>'
        '<inlineChoice identifier="Y">York</inlineChoice></inlineChoiceInteraction>'
    )
    entry = '<textEntryInteraction responseIdentifier="T"/>'
    declarations = declared("Y", name="M") + declared("1485", kind="integer", name="T")
    found = one(
        item(declarations, f"<p>Of {menu} until {entry}; {{3}} ends.</p>"), "braces-changed"
    )

    assert found.stem == "Of {1} until {2}; (3) ends."
    assert found.gaps == (
        Gap(options=(QuestionOption("Lancaster", False), QuestionOption("York", True))),
        Gap(answers=(NumberAnswer(1485.0),)),
    )
    assert not found.shuffled


def test_two_sets_are_matched() -> None:
    def side(**texts: str) -> str:
        return f"<simpleMatchSet>{associable(**texts)}</simpleMatchSet>"

    body = (
        '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="2">'
        f"<prompt>Match.</prompt>{side(a='A', b='B', c='C')}{side(x='X', y='Y')}</matchInteraction>"
    )
    declaration = declared("a  x", "b x", cardinality="multiple", kind="directedPair")
    found = one(item(declaration, body), "choices-lost")
    turned = declared("a x", "a y", cardinality="multiple", kind="directedPair")
    other = one(item(turned, body))

    assert found.pairs == (QuestionPair("A", "X"), QuestionPair("B", "X"))
    assert found.extra == ("Y",)
    assert other.pairs == (QuestionPair("X", "A"), QuestionPair("Y", "A"))
    assert other.extra == ("B", "C")


def test_pairs_of_one_set_are_matched() -> None:
    choices = associable(a="A", b="B", c="C", d="D", e="E")
    body = (
        '<associateInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="2">'
        f"{choices}</associateInteraction>"
    )
    found = one(item(declared("a b", "d c", cardinality="multiple", kind="pair"), body))

    assert found.kind is Kind.MATCHING
    assert found.pairs == (QuestionPair("A", "B"), QuestionPair("D", "C"))
    assert found.extra == ("E",)


def test_an_order() -> None:
    body = choice("orderInteraction", "3", A="a", B="b", C="c")
    found = one(item(declared("C", "A", "B", cardinality="ordered"), body))

    assert (found.kind, found.elements) == (Kind.ORDERING, ("c", "a", "b"))


def test_words_of_a_text_to_point_at_are_options() -> None:
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Find it.</prompt>'
        '<p>The <hottext identifier="A">quick</hottext> fox'
        ' <hottext identifier="B">jump</hottext>.</p>'
        "</hottextInteraction>"
    )
    found = one(item(declared("B"), body), "hottext")

    assert found.stem == "Find it.\n\nThe quick fox jump."
    assert found.options == (QuestionOption("quick", False), QuestionOption("jump", True))


def test_words_to_be_put_into_gaps_are_offered_in_each() -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><prompt>Fill.</prompt>'
        '<gapText identifier="W" matchMax="1">winter</gapText>'
        '<gapText identifier="S" matchMax="1">summer</gapText>'
        '<p>Now is the <gap identifier="G1"/> made <gap identifier="G2"/>.</p>'
        "</gapMatchInteraction>"
    )
    declaration = declared("W G1", "S G2", cardinality="multiple", kind="directedPair")
    found = one(item(declaration, body))

    assert found.stem == "Fill.\n\nNow is the {1} made {2}."
    assert [[option.correct for option in gap.options] for gap in found.gaps] == [
        [True, False],
        [False, True],
    ]


def test_an_essay_with_its_scoring_guide() -> None:
    body = (
        '<rubricBlock view="candidate"><p>Write 100 words.</p></rubricBlock>'
        '<rubricBlock view="scorer tutor"><p>Two points for trade.</p></rubricBlock>'
        '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Why?</prompt>'
        "</extendedTextInteraction>"
    )
    found = one(item(declared(kind="string"), body, "<responseProcessing/>"))

    assert (found.kind, found.stem, found.why) == (
        Kind.ESSAY,
        "Write 100 words.\n\nWhy?",
        "Two points for trade.",
    )


def test_an_item_that_asks_several_things_becomes_several_questions() -> None:
    second = choice(C="c", D="d").replace("RESPONSE", "OTHER").replace("Which?", "And which?")
    body = f"<p>Read.</p>{choice(A='a', B='b')}{second}"
    found = read(item(declared("A") + declared("D", name="OTHER"), body))

    first, other = found.questions.questions
    assert (first.id, other.id) == ("i1-1", "i1-2")
    assert (first.stem, other.stem) == ("Read.\n\nWhich?", "Read.\n\nAnd which?")
    assert [each.correct for each in other.options] == [False, True]
    assert [problem.code for problem in found.problems] == ["parted"]


def test_a_text_without_anything_to_answer() -> None:
    found = one(item("", "<h2>Head</h2><ul><li>one</li><li>two</li></ul>", "<responseProcessing/>"))

    assert (found.kind, found.stem) == (Kind.DESCRIPTION, "Head\n• one\n• two")


UNSUPPORTED = "hotspot graphicOrder selectPoint slider upload drawing media custom portableCustom"


@pytest.mark.parametrize("kind", UNSUPPORTED.split())
def test_other_interactions_are_named(kind: str) -> None:
    body = f'<{kind}Interaction responseIdentifier="RESPONSE"/>'
    code, message = left_out(item(declared("A"), body))

    assert code == "unsupported"
    assert message == (
        f"“The title” is left out: an interaction of the kind “{kind}” is not supported"
    )


def test_a_score_by_places_in_a_picture_is_named() -> None:
    body = choice(A="a", B="b")
    code, message = left_out(item(declared("A"), body, "map_response_point"))

    assert code == "unsupported"
    assert "places in a picture" in message


def test_values_drawn_at_random_are_named() -> None:
    template = '<templateDeclaration identifier="X" cardinality="single" baseType="integer"/>'
    assert left_out(item(declared("A") + template, choice(A="a", B="b")))[0] == "template"


WRONG = [
    (declared(), choice(A="a", B="b"), "no-right-answer"),
    ("", choice(A="a", B="b"), "no-declaration"),
    (
        declared("A", cardinality="ordered"),
        choice("orderInteraction", A="a", B="b"),
        "no-right-answer",
    ),
    (
        declared(kind="string"),
        '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
        "no-right-answer",
    ),
]


@pytest.mark.parametrize(("declarations", "body", "code"), WRONG)
def test_an_item_without_a_key_is_left_out(declarations: str, body: str, code: str) -> None:
    assert left_out(item(declarations, body))[0] == code


def test_an_unsupported_interaction_is_located() -> None:
    body = '\n  <sliderInteraction responseIdentifier="RESPONSE"/>'
    found = read(item(declared("A"), body))

    assert found.problems[0].position == Position(5, 3)


VERSION_3 = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="three"
  title="three" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>B</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-outcome-declaration identifier="F" cardinality="single" base-type="identifier"/>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" max-choices="1"
      class="qti-choices-stacking-2">
      <qti-prompt><p>Is <em>this</em> so?</p></qti-prompt>
      <qti-simple-choice identifier="A">false</qti-simple-choice>
      <qti-simple-choice identifier="B">true</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing>
    <qti-response-condition><qti-response-if>
      <qti-match>
        <qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/>
      </qti-match>
      <qti-set-outcome-value identifier="SCORE">
        <qti-base-value base-type="float">1</qti-base-value>
      </qti-set-outcome-value>
    </qti-response-if></qti-response-condition>
    <qti-set-outcome-value identifier="F">
      <qti-variable identifier="RESPONSE"/>
    </qti-set-outcome-value>
  </qti-response-processing>
  <qti-modal-feedback outcome-identifier="F" identifier="B" show-hide="show">
    <qti-content-body><p>So it is.</p></qti-content-body>
  </qti-modal-feedback>
</qti-assessment-item>"""


def test_version_3_has_its_own_names() -> None:
    found = one(VERSION_3)

    assert (found.kind, found.stem, found.title) == (Kind.TRUE_FALSE, "Is *this* so?", "")
    assert found.options == (
        QuestionOption("True", True, "So it is."),
        QuestionOption("False", False),
    )
