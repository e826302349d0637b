"""QTI 1.2 of programs that name no types: what is asked is told by the structure."""

from io import BytesIO

import pytest

from studyapp.core.bank import Kind
from studyapp.core.problems import Position
from studyapp.core.questions import Gap, NumberAnswer, QuestionOption, QuestionPair, TextAnswer
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.qti.reader import read_qti


def read(body: str) -> Imported:
    data = f"<questestinterop>{body}</questestinterop>".encode()
    return read_qti(BytesIO(data), "old.xml", lambda _done, _all: None)


def item(presentation: str, rules: str = "", rest: str = "") -> str:
    return (
        f'<item ident="I 1" title="First">\n<presentation>{presentation}</presentation>'
        f"<resprocessing><outcomes><decvar/></outcomes>{rules}</resprocessing>{rest}</item>"
    )


def says(text: str) -> str:
    return f"<material><mattext>{text}</mattext></material>"


def choices(many: str = "Single", shuffle: str = "No", **labels: str) -> str:
    shown = "".join(
        f'<response_label ident="{key}"><flow_mat>{says(label)}</flow_mat></response_label>'
        for key, label in labels.items()
    )
    return (
        f'<response_lid ident="R" rcardinality="{many}"><render_choice shuffle="{shuffle}">'
        f"<flow_label>{shown}</flow_label></render_choice></response_lid>"
    )


def rule(test: str, *sets: tuple[str, str], goes: str = "Yes", shows: str = "") -> str:
    effects = "".join(f'<setvar action="{how}">{value}</setvar>' for how, value in sets)
    said = f'<displayfeedback linkrefid="{shows}"/>' if shows else ""
    return (
        f'<respcondition continue="{goes}"><conditionvar>{test}</conditionvar>{effects}{said}'
        "</respcondition>"
    )


def is_(value: str, ident: str = "R", **attributes: str) -> str:
    extra = "".join(f' {name}="{its}"' for name, its in attributes.items())
    return f'<varequal respident="{ident}"{extra}>{value}</varequal>'


def fill(ident: str, kind: str = "String") -> str:
    return f'<response_str ident="{ident}"><render_fib fibtype="{kind}"/></response_str>'


def test_scores_are_shares_of_the_most_that_can_be_reached() -> None:
    found = read(
        item(
            f"<flow>{says('Which?')}{choices(a='A', b='B', c='C')}</flow>",
            rule(is_("a"), ("Set", "4"))
            + rule(is_("b"), ("Set", "1"))
            + rule(is_("c"), ("Subtract", "2")),
        )
    )

    [only] = found.questions.questions
    assert (only.id, only.title, only.stem, only.shuffled) == ("I-1", "First", "Which?", False)
    assert only.kind is Kind.SINGLE_CHOICE
    assert only.options == (
        QuestionOption("A", True, share=1.0),
        QuestionOption("B", False, share=0.25),
        QuestionOption("C", False, share=-0.5),
    )
    assert only.points == 4.0
    assert found.problems == ()


def test_parts_of_a_multiple_response_add_up() -> None:
    found = read(
        item(
            says("Which?") + choices("Multiple", "Yes", a="A", b="B", c="C"),
            rule(is_("a"), ("Add", "1")) + rule(is_("c"), ("Add", "1")),
        )
    )

    [only] = found.questions.questions
    assert only.options == (
        QuestionOption("A", True, share=0.5),
        QuestionOption("B", False, share=0.0),
        QuestionOption("C", True, share=0.5),
    )
    assert (only.points, only.shuffled) == (2.0, True)


def test_all_or_nothing_is_told_as_a_change() -> None:
    found = read(
        item(
            says("Which?") + choices("Multiple", a="A", b="B", c="C"),
            rule(f"<and>{is_('a')}{is_('b')}<not>{is_('c')}</not></and>", ("Set", "1"), goes="No"),
        )
    )

    [only] = found.questions.questions
    assert [(option.text, option.correct, option.share) for option in only.options] == [
        ("A", True, None),
        ("B", True, None),
        ("C", False, None),
    ]
    assert [problem.code for problem in found.problems] == ["all-or-nothing"]
    assert found.problems[0].position == Position(1, 18)


def test_words_after_a_blank_make_it_a_gap() -> None:
    found = read(
        item(
            f"<flow>{says('Paris lies on the ')}{fill('R')}{says(' in France.')}</flow>",
            rule(is_("Seine", case="Yes"), ("Set", "1"), shows="ok"),
            f'<itemfeedback ident="ok">{says("Since Roman times.")}</itemfeedback>',
        )
    )

    [only] = found.questions.questions
    assert only.kind is Kind.CLOZE
    assert " ".join(only.stem.split()) == "Paris lies on the _____ in France."
    assert only.answers == (TextAnswer("Seine", why="Since Roman times."),)
    assert only.exact_case


def test_several_blanks_are_gaps_of_one_text() -> None:
    found = read(
        item(
            says("A ") + fill("R") + says(" B ") + fill("S", "Integer"),
            rule(is_("x"), ("Add", "1")) + rule(is_("7", "S"), ("Add", "1")),
        )
    )

    [only] = found.questions.questions
    assert only.stem == "A {1} B {2}"
    assert only.gaps == (Gap(answers=(TextAnswer("x"),)), Gap(answers=(NumberAnswer(7.0),)))


def test_a_number_between_two_ends() -> None:
    found = read(
        item(
            says("How long?")
            + '<response_num ident="R"><render_fib fibtype="Decimal"/></response_num>',
            rule(
                '<and><vargte respident="R">1.1</vargte><varlte respident="R">2.3</varlte></and>',
                ("Set", "1"),
            ),
        )
    )

    [only] = found.questions.questions
    assert only.kind is Kind.QUANTITY
    assert only.answers == (NumberAnswer(1.7, 0.6),)


def test_an_order_is_read_by_its_places() -> None:
    found = read(
        item(
            says("Order!") + choices("Ordered", a="Ulm", b="Wien", c="Pest"),
            rule(is_("c", index="3") + is_("a", index="1") + is_("b", index="2"), ("Set", "1")),
        )
    )

    [only] = found.questions.questions
    assert only.kind is Kind.ORDERING
    assert only.elements == ("Ulm", "Wien", "Pest")


def test_responses_that_offer_the_same_are_to_be_matched() -> None:
    labels = "".join(
        f'<response_label ident="{ident}">{says(text)}</response_label>'
        for ident, text in (("x", "X"), ("y", "Y"))
    )
    offered = f"<render_choice>{labels}</render_choice>"
    asked = "".join(
        f'<response_lid ident="{ident}">{says(left)}{offered}</response_lid>'
        for ident, left in (("R", "one"), ("S", "two"))
    )
    found = read(
        item(
            says("Match.") + asked,
            rule(is_("y"), ("Add", "1")) + rule(is_("y", "S"), ("Add", "1")),
        )
    )

    [only] = found.questions.questions
    assert only.stem == "Match."
    assert only.pairs == (QuestionPair("one", "Y"), QuestionPair("two", "Y"))
    assert only.extra == ("X",)


def test_what_is_typed_without_a_key_is_an_essay_and_nothing_to_answer_a_text() -> None:
    found = read(item(says("Why?") + fill("R")) + item(says("Read &lt;b&gt;.\n\n Then go on.")))

    essay, text = found.questions.questions
    assert (essay.kind, essay.id, essay.points) == (Kind.ESSAY, "I-1", 1.0)
    assert (text.kind, text.id) == (Kind.DESCRIPTION, "I-1-2")
    assert text.stem == "Read <b>.\n\nThen go on."


def test_sections_become_topics() -> None:
    asked = item(says("Read."))
    found = read(
        f'<assessment ident="t" title="Test"><section ident="s" title="One">{asked}</section>'
        f'<section ident="u" title="Two"><section ident="v" title="Deep">{asked}</section>'
        "<itemref linkrefid='elsewhere'/></section></assessment>"
    )

    names = found.questions.topics
    assert [names[each.topic] for each in found.questions.questions] == ["One", "Two / Deep"]
    assert found.questions.title == "Test"
    assert [problem.code for problem in found.problems] == ["drawn"]


BAD = [
    (says("Where?") + '<response_xy ident="R"><render_hotspot/></response_xy>', "unsupported"),
    (says("Which?") + choices(a="A", b="B"), "no-right-answer"),
    (says("Order!") + choices("Ordered", a="A", b="B"), "no-right-answer"),
]


@pytest.mark.parametrize(("presentation", "code"), BAD)
def test_a_question_that_cannot_be_read_is_named(presentation: str, code: str) -> None:
    found = read(item(presentation) + item(says("Read.")))

    assert [each.kind for each in found.questions.questions] == [Kind.DESCRIPTION]
    [problem] = found.problems
    assert problem.code == code
    assert problem.message.startswith("“First” is left out: ")


def test_a_rule_that_is_not_known_is_told() -> None:
    odd = rule('<durgte respident="R">5</durgte>', ("Set", "9"))
    found = read(item(says("Which?") + choices(a="A", b="B"), odd + rule(is_("a"), ("Set", "1"))))

    [only] = found.questions.questions
    assert [option.correct for option in only.options] == [True, False]
    assert [problem.code for problem in found.problems] == ["scoring-simplified"]


def test_a_file_without_items_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read("<assessment ident='x' title='Empty'/>")

    assert caught.value.problem.code == "no-questions"
