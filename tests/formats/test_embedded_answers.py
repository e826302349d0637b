"""Answers embedded in a text: the gaps that Moodle reads, and those that we write."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import LINES, NUMBERS, TEXTS

from studyapp.core.questions import Gap, NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.gap_signs import gap_sign, with_gaps
from studyapp.formats.html_text import from_html
from studyapp.formats.moodle.embedded_answers import (
    Embedded,
    NotAGap,
    embedded,
    gap_code,
    whole_weights,
    with_codes,
)


def say(html: str) -> str:
    return from_html(html).plain


def only_gap(code: str) -> Gap:
    found = embedded(f"before {code} after", say)
    assert found.text == f"before {gap_sign(1)} after"
    (gap,) = found.gaps
    return gap


TYPED = [
    ("{1:SHORTANSWER:=Paris}", TextAnswer("Paris")),
    ("{SA:=Paris}", None),
    ("{:MW:%100%Paris}", TextAnswer("Paris")),
    ("{1:SA:=Paris#Yes, <b>it</b> is}", TextAnswer("Paris", why="Yes, it is")),
    ("{1:SA:=<span>Paris</span>}", TextAnswer("Paris")),
    ("{1:SA:=A &amp; B &lt;c&gt;}", TextAnswer("A & B <c>")),
    (r"{1:SA:=a\}b\#c\~d\"e\/f}", TextAnswer('a}b#c~d"e/f')),
    ("{1:SA:=a&#125;b&#35;c&#126;d}", TextAnswer("a}b#c~d")),
    ("{1:SA:=a\n  b}", TextAnswer("a b")),
    (r"{1:SA:=*ris\*}", TextAnswer(r"*ris\*")),
    ("{1:NUMERICAL:=1,5:0.5}", NumberAnswer(1.5, 0.5)),
    ("{1:NM:=-2e3}", NumberAnswer(-2000.0)),
]


@pytest.mark.parametrize(("code", "wanted"), TYPED)
def test_an_answer_to_type(code: str, wanted: TextAnswer | NumberAnswer | None) -> None:
    if wanted is None:
        assert embedded(code, say) == Embedded(code)
    else:
        assert only_gap(code).answers == (wanted,)


def test_several_answers_have_shares() -> None:
    gap = only_gap("{1:SA:=Paris~%50%Lutetia#Once~%33,3%Paname~*#No}")

    assert gap.answers == (
        TextAnswer("Paris"),
        TextAnswer("Lutetia", 0.5, "Once"),
        TextAnswer("Paname", 1 / 3),
        TextAnswer("*", 0.0, "No"),
    )


@pytest.mark.parametrize("kind", ["SHORTANSWER_C", "SAC", "MWC"])
def test_capitals_count_in_some(kind: str) -> None:
    assert only_gap(f"{{1:{kind}:=Paris}}").exact_case
    assert not only_gap("{1:SHORTANSWER:=Paris}").exact_case


ONE_OF = "MULTICHOICE MULTICHOICE_V MULTICHOICE_H MC MCV MCH".split()
SHUFFLED = "MULTICHOICE_S MULTICHOICE_VS MULTICHOICE_HS MCS MCVS MCHS".split()


@pytest.mark.parametrize("kind", [*ONE_OF, *SHUFFLED])
def test_options_to_choose_from(kind: str) -> None:
    found = embedded(f"{{2:{kind}:Rome#No~=Paris}}", say)

    assert found.shuffled is (kind in SHUFFLED)
    assert found.gaps == (
        Gap(
            options=(QuestionOption("Rome", False, "No"), QuestionOption("Paris", True)), weight=2.0
        ),
    )


@pytest.mark.parametrize("kind", "MULTIRESPONSE MR MRH MULTIRESPONSE_HS MRS".split())
def test_of_several_right_options_one_is_enough(kind: str) -> None:
    found = embedded(f"{{1:{kind}:=a~%50%b~c}}", say)

    assert [(one.correct, one.share) for one in found.gaps[0].options] == [
        (True, 1.0),
        (True, 1.0),
        (False, 0.0),
    ]
    assert found.changes == ("gap 1 asks for one of its right answers, no longer for all",)


def test_options_of_different_worth_keep_their_shares() -> None:
    options = only_gap("{1:MC:=a~%50%b~%-25%c}").options

    assert [(one.correct, one.share) for one in options] == [
        (True, 1.0),
        (False, 0.5),
        (False, -0.25),
    ]


@pytest.mark.parametrize(("weight", "counts"), [("0", 1.0), ("2000", 1000.0)])
def test_weights_that_cannot_be_kept_are_named(weight: str, counts: float) -> None:
    found = embedded(f"{{{weight}:SA:=a}}", say)

    assert found.gaps[0].weight == counts
    assert found.changes == (f"gap 1 counts {weight} in Moodle, which is not done here",)


NO_GAPS = [
    ("{1:SA:Paris}", "gap 1 has no right answer"),
    ("{1:SA:=a} {1:SA:}", "gap 2 has no right answer"),
    ("{1:SA:=&nbsp;}", "gap 1 has an answer without words"),
    ("{1:MC:=a}", "gap 1 needs two answers to choose from, one of them right"),
    ("{1:MC:%50%a~b}", "gap 1 needs two answers to choose from, one of them right"),
    ("{1:NM:=five}", "gap 1 has “five”, which is not a number"),
    ("{1:NM:=5:x}", "gap 1 has “5:x”, which is not a number"),
]


@pytest.mark.parametrize(("code", "told"), NO_GAPS)
def test_a_gap_that_cannot_be_asked_says_why(code: str, told: str) -> None:
    with pytest.raises(NotAGap) as caught:
        embedded(code, say)

    assert str(caught.value) == told


@pytest.mark.parametrize("text", ["{1:sa:=a}", "{x:SA:=a}", "{1:XX:=a}", "{1:SA:=a", "{1}", "a}"])
def test_what_moodle_takes_for_text_is_text(text: str) -> None:
    assert embedded(text, say) == Embedded(text)


def test_gaps_get_their_numbers() -> None:
    text = f"{gap_sign(1)} and {gap_sign(2)}"

    assert with_gaps(text) == ("{1} and {2}", False)
    assert with_gaps(f"{{7}} {text}") == ("(7) {1} and {2}", True)
    assert with_gaps("{7} " + gap_sign(1), blank=True) == ("{7} _____", False)


def test_codes_stand_where_the_signs_were_and_no_other_brace_begins_a_gap() -> None:
    html = f"{{1:SA:=x}} {gap_sign(1)}{gap_sign(9)}"

    assert with_codes(html, ["{2:SA:=y}"]) == "&#123;1:SA:=x} {2:SA:=y}"


WRITTEN = [
    (
        Gap(answers=(TextAnswer("a"), TextAnswer("b", 1 / 3, "c"))),
        "{1:SHORTANSWER:=a~%33.33333%b#c}",
    ),
    (Gap(answers=(TextAnswer("a"),), exact_case=True), "{1:SHORTANSWER_C:=a}"),
    (Gap(answers=(NumberAnswer(2.5, 1.0), TextAnswer("*", 0.0))), "{1:NUMERICAL:=2.5:1~*}"),
    (Gap(answers=(NumberAnswer(2.5, 1.0), TextAnswer("a"))), "{1:SHORTANSWER:=2.5~=a}"),
    (Gap(answers=(TextAnswer(r"\} ~"),)), "{1:SHORTANSWER:=&#92;&#92;&#125; &#126;}"),
    (
        Gap(options=(QuestionOption("H~2~O", True), QuestionOption("x", False, share=-0.5))),
        "{1:MULTICHOICE_S:=H&#60;sub&#62;2&#60;/sub&#62;O~%-50%x}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("gap", "code"), WRITTEN)
def test_gaps_are_written_for_moodle(gap: Gap, code: str) -> None:
    assert gap_code(gap, 1, marked=True, shuffled=True) == code


WEIGHTS = [
    ((1.0, 2.0), (1, 2)),
    ((0.5, 1.0, 0.25), (2, 4, 1)),
    ((1 / 3, 1.0), (1, 3)),
    ((3.14159, 1.0), (63, 20)),
    ((0.001, 1.0), (1, 20)),
]


@pytest.mark.parametrize(("weights", "whole"), WEIGHTS)
def test_weights_become_whole(weights: tuple[float, ...], whole: tuple[int, ...]) -> None:
    assert whole_weights([Gap(weight=weight) for weight in weights]) == whole


TYPED_ANSWERS = st.lists(
    st.builds(
        TextAnswer,
        LINES.map(lambda text: text.replace("*", "+")),
        st.sampled_from([1.0, 0.5, -1.0]),
        st.just("") | TEXTS,
    ),
    min_size=1,
    max_size=3,
)
NUMBER_ANSWERS = st.lists(
    st.builds(NumberAnswer, NUMBERS.map(float), st.sampled_from([0.0, 0.5])),
    min_size=1,
    max_size=2,
)
OPTIONS = st.lists(LINES, min_size=2, max_size=4).map(
    lambda texts: [QuestionOption(text, not place) for place, text in enumerate(texts)]
)
GAPS = st.one_of(
    st.builds(
        lambda answers, exact: Gap(answers=(TextAnswer("x"), *answers), exact_case=exact),
        TYPED_ANSWERS,
        st.booleans(),
    ),
    NUMBER_ANSWERS.map(lambda answers: Gap(answers=tuple(answers))),
    OPTIONS.map(lambda options: Gap(options=tuple(options))),
)


@given(st.lists(GAPS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=200, deadline=None)
def test_gaps_come_back_as_they_were(gaps: list[Gap], shuffled: bool) -> None:
    codes = [gap_code(gap, 1, marked=False, shuffled=shuffled) for gap in gaps]

    found = embedded(" ".join(codes), say)

    assert found.gaps == tuple(gaps)
    assert found.shuffled is (shuffled or not any(gap.options for gap in gaps))


@given(st.text("{}1:SAMCNR=~#%\\& a5", max_size=40))
@settings(max_examples=300)
def test_no_text_is_too_broken(text: str) -> None:
    with suppress(NotAGap):
        found = embedded(text, say)

        assert found.gaps or found.text == text
