"""What stands in a quiz: whose words, where, in which colours, and that they are only words."""

from pathlib import Path

import pytest
from browser import Page
from msgspec.structs import replace
from quiz_pages import Quiz, bank_of, items_of, right_response, sample_bank, text, texts
from sample import PIXEL, RIVERS

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, FactId, Kind, Question
from studyapp.core.items import Chosen, Typed
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Picture, QuestionOption, TextAnswer
from studyapp.core.sources import SourceId, make_source

pytestmark = pytest.mark.chromium


def test_evidence_behind_letters_outside_the_first_plane_is_marked_exactly(
    page: Page, tmp_path: Path
) -> None:
    words = "𝔄 😀 smile.\n😀😀 The fort 𝔉 fell in 1704. It was rebuilt."
    source = make_source(SourceId("s"), words, credit="A chronicle", sha256="", title="Forts")
    start = words.index("fort 𝔉")
    evidence = Evidence(SourceId("s"), start, start + len("fort 𝔉 fell"), "fort 𝔉 fell")
    bank = replace(_one_question(Question(
        FactId("q"), Kind.SHORT_ANSWER, "When?", RIVERS,
        answers=(TextAnswer("1704"),), evidence=(evidence,),
    )), sources={SourceId("s"): source})  # fmt: skip
    quiz = Quiz(page, tmp_path, bank, items_of(bank))
    quiz.give(quiz.items[0], Typed("1704"))

    assert texts(page, "mark") == ["fort 𝔉 fell"]
    assert texts(page, "footer p")[0] == "Source text: Forts. A chronicle"


def test_of_two_sources_the_first_is_shown_and_the_other_a_key_away(
    page: Page, tmp_path: Path
) -> None:
    texts_of = {"a": "One fort fell in 1704.", "b": "The other fell in 1706. It was burnt."}
    sources = {
        SourceId(name): make_source(SourceId(name), said, credit=f"Chronicle {name}", sha256="")
        for name, said in texts_of.items()
    }
    quotes = (("a", 9, 21, "fell in 1704"), ("b", 10, 22, "fell in 1706"))
    question = Question(
        id=FactId("q"),
        kind=Kind.TRUE_FALSE,
        stem="Both forts fell in one year.",
        topic=RIVERS,
        options=(QuestionOption("True", False), QuestionOption("False", True)),
        evidence=tuple(Evidence(SourceId(name), *rest) for name, *rest in quotes),
    )
    bank = replace(_one_question(question), sources=sources)
    quiz = Quiz(page, tmp_path, bank, items_of(bank))
    quiz.give(quiz.items[0], Chosen((1,)))
    first = (text(page, ".credit"), texts(page, "mark"))
    page.press("Shift+Tab", "Shift+Tab", "Enter")

    assert first == ("Chronicle a", ["fell in 1704"])
    assert (text(page, ".credit"), texts(page, "mark")) == ("Chronicle b", ["fell in 1706"])
    assert [node.states.get("pressed") for node in quiz.nodes("button")][:2] == ["false", "true"]


def test_hostile_words_stay_words(page: Page, tmp_path: Path) -> None:
    evil = "</script><script>hacked = 1</script><img src=x onerror=hacked=1> <!-- {1} \u2028 &lt;"
    source = make_source(SourceId("s"), evil, credit=evil, sha256="", title=evil)
    evidence = Evidence(SourceId("s"), 0, len(evil), evil)
    question = Question(
        id=FactId("q"),
        kind=Kind.SINGLE_CHOICE,
        stem=evil,
        topic=RIVERS,
        options=(QuestionOption(evil, True, evil, (evidence,)), QuestionOption("No", False, evil)),
        why=evil,
        evidence=(evidence,),
        picture=Picture("missing.png", evil),
    )
    bank = replace(_one_question(question), title=evil, sources={SourceId("s"): source})
    quiz = Quiz(page, tmp_path, bank, items_of(bank))
    asked = text(page, "#stem")
    quiz.give(quiz.items[0], right_response(quiz.items[0], bank))
    shown = page.evaluate("document.querySelector('main').textContent")
    quiz.go_on()

    assert " ".join(asked.split()) == " ".join(evil.split())
    assert shown.count(evil) >= 6
    assert page.evaluate("document.title") == evil
    assert page.evaluate("[typeof hacked, document.querySelectorAll('img, script').length]") == [
        "undefined",
        2,
    ]
    assert page.requests == [quiz.file.as_uri()]


def test_the_policy_lets_nothing_else_run_or_load(page: Page, tmp_path: Path) -> None:
    Quiz(page, tmp_path, sample_bank(), items_of(sample_bank())[:1])
    page.evaluate("""(() => {
        const script = document.createElement("script")
        script.textContent = "hacked = 1"
        document.body.append(script)
        const image = document.createElement("img")
        image.src = "http://127.0.0.1:9/spy.png"
        document.body.append(image)
    })()""")
    refused = list(page.complaints)
    page.complaints.clear()

    assert page.evaluate("typeof hacked") == "undefined"
    assert page.evaluate("document.querySelector('img').naturalWidth") == 0
    assert len(refused) == 2
    assert all("Content Security Policy" in each for each in refused)


def test_it_is_dark_where_dark_is_preferred(page: Page, tmp_path: Path) -> None:
    Quiz(page, tmp_path, sample_bank(), items_of(sample_bank()))
    grounds = []
    for scheme in ("light", "dark"):
        page.prefer(**{"prefers-color-scheme": scheme})
        grounds.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))

    assert grounds == ["rgb(247, 244, 238)", "rgb(23, 24, 26)"]


def _one_question(question: Question) -> Bank:
    return bank_of(QuestionSet("One", {RIVERS: "Rivers"}, (question,), {"other.png": PIXEL}))
