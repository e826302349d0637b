"""H5P packages."""

import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import PIXEL, with_damaged
from stopping import Stopped
from strategies import damaged

from studyapp.core.bank import Kind, Question
from studyapp.core.questions import Gap, Picture, QuestionOption, TextAnswer
from studyapp.files.archive import packed
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.h5p.reader import is_h5p, read_h5p


def package(library: str, content: object, **files: bytes) -> bytes:
    about = {"title": "Rivers &amp; towns", "language": "en", "mainLibrary": library}
    return packed(
        {
            "h5p.json": json.dumps(about).encode(),
            "content/content.json": json.dumps(content).encode(),
            **{f"content/{name}": data for name, data in files.items()},
        }
    )


def quiz(*parts: tuple[str, object]) -> bytes:
    questions = [
        {
            "library": f"{library} 1.16",
            "params": params,
            "metadata": {"title": f"Untitled {number}"},
        }
        for number, (library, params) in enumerate(parts)
    ]
    return package("H5P.QuestionSet", {"questions": questions})


def read(data: bytes) -> Imported:
    return read_h5p(io.BytesIO(data), "quiz.h5p", lambda done, total: None)


def question(library: str, content: object) -> Question:
    found = read(package(library, content))
    assert found.problems == ()
    [only] = found.questions.questions
    return only


def messages(data: bytes) -> list[str]:
    return [problem.message for problem in read(data).problems]


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.problem.code


def answer(text: str, correct: bool, chosen: str = "", **more: str) -> dict[str, object]:
    return {
        "text": f"<div>{text}</div>\n",
        "correct": correct,
        "tipsAndFeedback": {"tip": "", "chosenFeedback": chosen, "notChosenFeedback": "", **more},
    }


RIVER = {
    "media": {"disableImageZooming": False},
    "question": "<p>Into which sea does the <em>Danube</em> flow?</p>\n",
    "answers": [
        answer("The Black Sea", True, "<div>By a delta.</div>"),
        answer("The North Sea", False, "That is the Rhine."),
    ],
    "overallFeedback": [{"from": 0, "to": 100, "feedback": "It rises in the Black Forest."}],
    "behaviour": {"type": "auto", "randomAnswers": True, "singlePoint": False},
}


def test_a_choice_keeps_its_feedback_and_its_emphasis() -> None:
    found = question("H5P.MultiChoice", RIVER)

    assert (found.kind, found.marked) == (Kind.SINGLE_CHOICE, True)
    assert found.stem == "Into which sea does the *Danube* flow?"
    assert found.options == (
        QuestionOption("The Black Sea", True, "By a delta."),
        QuestionOption("The North Sea", False, "That is the Rhine."),
    )
    assert found.why == "It rises in the Black Forest."


@pytest.mark.parametrize(
    ("behaviour", "rights", "kind"),
    [
        ({"type": "auto"}, [True, False], Kind.SINGLE_CHOICE),
        ({"type": "auto"}, [True, True], Kind.MULTIPLE_CHOICE),
        ({"type": "multi"}, [True, False], Kind.MULTIPLE_CHOICE),
        ({"type": "single"}, [False, True], Kind.SINGLE_CHOICE),
        ({"singleAnswer": False}, [True, False], Kind.MULTIPLE_CHOICE),
        ([], [True, False], Kind.SINGLE_CHOICE),
    ],
)
def test_one_or_several_answers_are_asked_for_as_h5p_does(
    behaviour: object, rights: list[bool], kind: Kind
) -> None:
    answers = [answer(f"a{number}", right) for number, right in enumerate([*rights, False])]

    found = question(
        "H5P.MultiChoice", {"question": "Which?", "answers": answers, "behaviour": behaviour}
    )

    assert found.kind is kind
    assert [option.correct for option in found.options] == [*rights, False]


def test_true_false_says_something_of_both() -> None:
    found = question(
        "H5P.TrueFalse",
        {
            "question": "<p>Ulm lies on the Rhine.</p>",
            "correct": "false",
            "behaviour": {"feedbackOnCorrect": "Yes.", "feedbackOnWrong": "On the Danube."},
        },
    )

    assert found.kind is Kind.TRUE_FALSE
    assert found.options == (
        QuestionOption("True", False, "On the Danube."),
        QuestionOption("False", True, "Yes."),
    )


def test_blanks_become_gaps_with_alternatives_and_tips() -> None:
    found = question(
        "H5P.Blanks",
        {
            "text": "<p>Fill in.</p>",
            "questions": [
                "<p>Vienna lies on the *Danube/Donau:a river* in *<b>Austria</b>*.</p>",
                "<p>2 ** 3 = *6*, 3 * 4 = 12</p>",
            ],
            "behaviour": {"caseSensitive": False},
        },
    )

    assert found.kind is Kind.CLOZE
    assert found.stem == (
        "Fill in.\n\nVienna lies on the {1} (a river) in {2}.\n\n2 * 3 = {3}, 3 * 4 = 12"
    )
    assert found.gaps == (
        Gap((TextAnswer("Danube"), TextAnswer("Donau"))),
        Gap((TextAnswer("Austria"),)),
        Gap((TextAnswer("6"),)),
    )


def test_a_single_blank_is_a_gap_in_the_sentence() -> None:
    found = question("H5P.Blanks", {"questions": ["Ulm lies on the *Danube*."]})

    assert (found.stem, found.answers) == ("Ulm lies on the _____.", (TextAnswer("Danube"),))
    assert found.exact_case


def test_the_first_answer_is_right_in_single_choice_sets_and_summaries() -> None:
    [one, two] = read(
        package(
            "H5P.SingleChoiceSet",
            {
                "choices": [
                    {"question": "<p>1?</p>", "answers": ["<p>a</p>", "<p>b</p>"]},
                    {"question": "2?", "answers": ["c", "d", "e"]},
                ]
            },
        )
    ).questions.questions
    assert (one.stem, one.options) == (
        "1?",
        (QuestionOption("a", True), QuestionOption("b", False)),
    )
    assert [option.correct for option in two.options] == [True, False, False]

    summary = question(
        "H5P.Summary", {"intro": "<p>Which holds?</p>", "summaries": [{"summary": ["x", "y"]}]}
    )
    assert (summary.stem, summary.options[0]) == ("Which holds?", QuestionOption("x", True))


def test_a_set_names_what_it_cannot_read_and_reads_the_rest() -> None:
    found = read(
        quiz(
            ("H5P.DragText", {}),
            ("H5P.MultiChoice", RIVER),
            ("H5P.MultiChoice", {"question": "?", "answers": [answer("a", False)] * 2}),
            ("H5P.MultiChoice", []),
            ("H5P.Blanks", {"questions": ["no blank"]}),
            (
                "H5P.SingleChoiceSet",
                {"choices": [{"answers": ["a"]}, {"question": "?", "answers": ["a", "b"]}]},
            ),
        )
    )

    assert found.questions.title == "Rivers & towns"
    assert [each.stem[:4] for each in found.questions.questions] == ["Into", "?"]
    assert [each.title for each in found.questions.questions] == ["", ""]
    assert [problem.message for problem in found.problems] == [
        "question 1 is left out: “H5P.DragText” cannot be read",
        "question 3 is left out: none of its answers is right",
        "question 4 is left out: it has fewer than two answers in words",
        "question 5 is left out: it has no blank",
        "question 6 is left out: it has fewer than two answers in words",
    ]


def test_what_h5p_has_and_we_have_not_is_listed() -> None:
    content = {
        **RIVER,
        "media": {"type": {"library": "H5P.Video 1.6", "params": {}}},
        "question": "<p>See <img src='https://example.org/x.png'> and <s>this</s></p>",
        "answers": [answer("a", True, tip="<p>think</p>"), answer("b", True), answer("", False)],
        "behaviour": {"type": "single"},
        "overallFeedback": [
            {"from": 0, "to": 50, "feedback": "Try again."},
            {"from": 51, "to": 100, "feedback": "Well done."},
        ],
    }
    found = read(package("H5P.MultiChoice", content))

    [question] = found.questions.questions
    assert question.why == "0–50 %: Try again.\n51–100 %: Well done."
    assert question.kind is Kind.SINGLE_CHOICE
    assert [option.share for option in question.options] == [1.0, 1.0]
    assert [problem.message for problem in found.problems] == [
        "question 1: a tip is left out",
        "question 1: an answer without words is left out",
        "question 1: left out: strikethrough",
        "question 1: left out: H5P.Video",
        "question 1: a picture is left out: it is not in the package",
    ]


def test_the_picture_above_a_question_is_kept_with_its_words() -> None:
    image = {
        "library": "H5P.Image 1.1",
        "params": {"file": {"path": "images/a%20bridge.png#tmp"}, "alt": "A bridge"},
    }
    found = read(
        package(
            "H5P.TrueFalse",
            {"question": "", "correct": True, "media": {"type": image}},
            **{"images/a bridge.png": PIXEL},
        )
    )

    [question] = found.questions.questions
    assert question.picture == Picture("a-bridge.png", "A bridge")
    assert question.stem == "What does this picture show?"
    assert found.questions.pictures == {"a-bridge.png": PIXEL}


def test_a_damaged_picture_does_not_lose_the_questions() -> None:
    image = {"library": "H5P.Image 1.1", "params": {"file": {"path": "images/x.png"}}}
    content = {"question": "Is it?", "media": {"type": image}}
    data = package("H5P.TrueFalse", content, **{"images/x.png": PIXEL})
    found = read(with_damaged(data, "content/images/x.png"))

    assert [each.stem for each in found.questions.questions] == ["Is it?"]
    assert [each.message for each in found.problems] == [
        "question 1: a picture is left out: it is damaged"
    ]


def test_a_picture_outside_of_the_content_is_never_read() -> None:
    image = {"library": "H5P.Image 1.1", "params": {"file": {"path": "../../h5p.json"}}}

    assert messages(package("H5P.TrueFalse", {"question": "?", "media": {"type": image}})) == [
        "question 1: a picture is left out: it is not in the package"
    ]


def test_what_is_no_package_is_refused() -> None:
    assert refused(b"no zip") == "bad-archive"
    assert refused(packed({"a": b"b"})) == "bad-package"
    assert refused(packed({"h5p.json": b'{"mainLibrary": "H5P.Blanks"}'})) == "bad-package"
    assert refused(packed({"h5p.json": b"{", "content/content.json": b"{}"})) == "bad-json"
    assert refused(packed({"h5p.json": b"[" * 90_000, "content/content.json": b"{}"})) == "bad-json"
    assert refused(packed({"h5p.json": b'"\xff"', "content/content.json": b"{}"})) == "bad-json"
    assert refused(package("H5P.InteractiveVideo", {})) == "unsupported-format"
    assert refused(package("H5P.QuestionSet", {})) == "no-questions"
    assert refused(package("H5P.Blanks", " " * 30_000_000)) == "too-large"


def test_progress_is_told_and_may_cancel() -> None:
    data = quiz(("H5P.MultiChoice", RIVER), ("H5P.MultiChoice", RIVER))
    heard: list[tuple[int, int]] = []
    read_h5p(io.BytesIO(data), "f", lambda *done: heard.append(done))

    assert heard == [(0, 2), (1, 2), (2, 2)]

    def cancel(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_h5p(io.BytesIO(data), "f", cancel)


WHOLE = quiz(("H5P.MultiChoice", RIVER), ("H5P.Blanks", {"questions": ["a *b/c:d* e"]}))


@given(damaged(WHOLE))
@settings(max_examples=150, deadline=None)
def test_a_damaged_package_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(Refused):
        read(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 500) | st.sampled_from(["", "a", "*b/c:d*", "<p>"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "question questions answers text correct behaviour media type params library file"
                " path choices summaries summary intro overallFeedback feedback"
                " tipsAndFeedback".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
LIBRARIES = ["H5P.MultiChoice", "H5P.TrueFalse", "H5P.Blanks", "H5P.SingleChoiceSet", "H5P.Summary"]


@given(st.sampled_from(["H5P.QuestionSet", *LIBRARIES]), JSON)
@settings(max_examples=150, deadline=None)
def test_any_content_is_read_or_refused_and_nothing_else(library: str, content: object) -> None:
    with suppress(Refused):
        read(package(library, content))
    with suppress(Refused):
        read(quiz((library, content)))


def test_packages_are_known_by_name_or_content() -> None:
    assert is_h5p("quiz.h5p", WHOLE)
    assert is_h5p("quiz.zip", WHOLE)
    assert not is_h5p("quiz.zip", packed({"a": b"b"}))
    assert not is_h5p("quiz.h5p", b"text")
