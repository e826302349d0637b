"""A quiz is taken in a browser by keys alone, and everything is told that there is to tell."""

from pathlib import Path
from unicodedata import normalize

import pytest
from browser import Page
from quiz_pages import (
    Quiz,
    items_of,
    kursk_bank,
    one_of_each_kind,
    right_response,
    sample_bank,
    text,
    texts,
)

from studyapp.core.bank import Bank, Kind
from studyapp.core.forms import draw
from studyapp.core.grading import grade
from studyapp.core.items import Chosen, Item, Ordered, SelfGraded
from studyapp.core.unmarked import unmarked_item

pytestmark = pytest.mark.chromium

VISIBLE = """(() => {
    const mark = document.querySelector("mark.cited").getBoundingClientRect()
    const pane = document.querySelector(".text").getBoundingClientRect()
    return pane.top <= mark.top && mark.top < pane.bottom
})()"""


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return kursk_bank()


@pytest.fixture(scope="module")
def kinds(kursk: Bank) -> dict[Kind, Item]:
    """One item of each kind that the shipped set gives."""
    return {item.kind: item for item in one_of_each_kind(kursk)}


def assert_told(page: Page, item: Item) -> None:
    """The key, every reason, the statement, the notes, and the evidence where it stands."""
    shown = _even(text(page, "main"))
    item = unmarked_item(item)
    of_one_fact = len(item.facts) == 1
    for said in (
        item.stem if not item.gaps else "",
        item.key if not (item.pairs or item.elements) else "",
        item.statement if of_one_fact else "",
        *(part for option in item.options for part in (option.text, option.why)),
        *(part for pair in item.pairs for part in (pair.left, pair.right, pair.why)),
        *(part for element in item.elements for part in (element.text, element.why)),
        *(gap.key for gap in item.gaps),
        *item.notes,
    ):
        assert _even(said) in shown
    if item.evidence:
        marked = _even(" ".join(texts(page, "mark.cited")))
        assert all(_even(each.exact) in marked for each in item.evidence)
        assert page.evaluate(VISIBLE)


def test_the_shipped_set_in_every_kind_by_keys_alone(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item]
) -> None:
    items = list(kinds.values())
    quiz = Quiz(page, tmp_path, kursk, items)
    for number, item in enumerate(items, start=1):
        assert quiz.place() == f"{number} of {len(items)}"
        quiz.give(item, right_response(item, kursk))
        assert (item.kind, quiz.verdict()) == (item.kind, "Right")
        assert_told(page, item)
        quiz.go_on()

    assert len(items) == 17
    assert text(page, "#result") == "17 of 17"
    assert texts(page, ".all summary .tag") == ["Right"] * 17
    assert "Only the wrong ones again" not in texts(page, "button")
    assert page.requests == [quiz.file.as_uri()]


def test_hand_written_questions_with_gaps_a_picture_and_marks(page: Page, tmp_path: Path) -> None:
    bank = sample_bank()
    items = items_of(bank)
    quiz = Quiz(page, tmp_path, bank, items)
    for item in items:
        if item.picture:
            assert [node.name for node in quiz.nodes("image")] == [item.picture.alt]
            assert page.evaluate("document.querySelector('img').naturalWidth") == 1
        quiz.give(item, right_response(item, bank))
        assert (item.id, quiz.verdict()) == (item.id, "Right")
        assert_told(page, item)
        if item.marked:
            assert texts(page, "#stem em") == ["not"]
            assert texts(page, ".reason sub") == ["2", "2"]
            assert texts(page, ".reason sup") == ["6"]
        quiz.go_on()

    assert text(page, "#result") == f"{len(items)} of {len(items)}"
    assert {address.split(":")[0] for address in page.requests} == {"file", "data"}


def test_known_flaws_of_the_source_are_told_with_the_answer(
    page: Page, tmp_path: Path, kursk: Bank
) -> None:
    item = next(item for item in draw(kursk, 1) if len(item.notes) > 1)
    quiz = Quiz(page, tmp_path, kursk, [item])
    before = text(page, "main")
    quiz.give(item, right_response(item, kursk))

    assert not any(note in before for note in item.notes)
    assert texts(page, ".notes p") == list(item.notes)


def test_wrong_answers_come_again_until_they_are_right(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item]
) -> None:
    asked = (Kind.SINGLE_CHOICE, Kind.ORDERING, Kind.FLASHCARD, Kind.CLOZE)
    choice, order, _, cloze = items = [kinds[kind] for kind in asked]
    right = right_response(order, kursk)
    assert isinstance(right, Ordered)
    swapped = Ordered((right.order[1], right.order[0], *right.order[2:]))
    wrong = next(at for at, option in enumerate(choice.options) if not option.correct)
    quiz = Quiz(page, tmp_path, kursk, items)
    verdicts = []
    for item, response in zip(
        items, (Chosen((wrong,)), swapped, SelfGraded(1.0), Chosen(())), strict=True
    ):
        quiz.give(item, response)
        verdicts.append((quiz.verdict(), text(page, ".verdict > .why")))
        quiz.go_on()
    reached = 1 + grade(order, swapped).score

    assert verdicts == [
        ("Wrong", ""),
        ("Partly right", grade(order, swapped).why),
        ("Right", ""),
        ("Wrong", grade(cloze, Chosen(())).why),
    ]
    assert text(page, "#result") == f"{reached:.2f} of 4"
    assert texts(page, ".counts li") == ["1 right", "1 partly right", "2 wrong"]
    assert texts(page, ".all summary .tag") == ["Wrong", "Partly right", "Right", "Wrong"]

    page.press(*["Tab"] * 6, "Enter")  # past the four questions and "Start again"

    assert quiz.place() == "1 of 3"
    for item in (choice, order, cloze):
        assert item.stem in text(page, "#stem")
        quiz.give(item, right_response(item, kursk))
        quiz.go_on()
    assert text(page, "#result") == "3 of 3"

    page.press(*["Tab"] * 4, "Enter")

    assert quiz.place() == "1 of 4"


def test_nothing_given_is_asked_for_and_a_slip_of_the_keyboard_is_no_wrong_answer(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item]
) -> None:
    number = kinds[Kind.QUANTITY]
    quiz = Quiz(page, tmp_path, kursk, [number])
    page.press("Enter")
    nothing = text(page, "#complaint")
    page.type("lots")
    page.press("Enter")
    alerts = [node for node in page.accessible() if node.role == "alert"]

    assert nothing == "Type an answer, or press “I don't know”."
    assert text(page, "#complaint") == "Type a number, in digits or in words."
    assert len(alerts) == 1
    assert page.evaluate("document.activeElement.value") == "lots"

    page.press(*["Backspace"] * 4)
    page.type(number.key)
    page.press("Enter")

    assert quiz.verdict() == "Right"


def test_a_screen_reader_finds_names_roles_and_what_changed(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item]
) -> None:
    choice, matching = kinds[Kind.SINGLE_CHOICE], kinds[Kind.MATCHING]
    quiz = Quiz(page, tmp_path, kursk, [choice, matching])
    radios = quiz.nodes("radio")

    assert [(each.name, each.states["level"]) for each in quiz.nodes("heading")] == [
        (kursk.title, 1),
        (choice.stem, 2),
    ]
    assert [node.name for node in quiz.nodes("radiogroup")] == [choice.stem]
    assert [node.name for node in radios] == [option.text for option in choice.options]
    assert radios[0].states["focused"] is True
    assert [node.name for node in quiz.nodes("button")] == ["I don't know", "Check"]
    assert [node.name for node in quiz.nodes("progressbar")] == ["Questions answered"]
    assert quiz.nodes("status")[0].states["live"] == "polite"
    assert text(page, "#status") == "Question 1 of 2"

    quiz.give(choice, right_response(choice, kursk))
    buttons = quiz.nodes("button")

    assert text(page, "#status").startswith("Right.")
    assert choice.key in text(page, "#status")
    assert [node.name for node in quiz.nodes("region")] == ["Source text"]
    assert buttons[-1].name == "Next question"
    assert buttons[-1].states["focused"] is True
    assert all(
        f"Show in the source: {option.text}" in [node.name for node in buttons]
        or f"Where this value stands: {option.text}" in [node.name for node in buttons]
        for option in choice.options
        if option.evidence
    )

    quiz.go_on()

    assert [node.name for node in quiz.nodes("combobox")] == [pair.left for pair in matching.pairs]


def test_a_reason_leads_to_its_place_in_the_source_and_escape_back(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item]
) -> None:
    item = kinds[Kind.WHO_SAYS]
    at, option = next(
        (at, each) for at, each in enumerate(item.options) if each.evidence and not each.correct
    )
    quiz = Quiz(page, tmp_path, kursk, [item])
    quiz.give(item, Chosen((at,)))
    for _ in range(30):
        page.press("Shift+Tab")
        if option.text in str(page.evaluate("document.activeElement.ariaLabel")):
            break
    page.press("Enter")
    quote = option.evidence[0].exact

    assert quote in " ".join(texts(page, "mark"))
    assert text(page, "#status") == f"Shown in the source: {quote}"
    assert page.evaluate("document.activeElement.ariaLabel") == "Source text"

    page.press("Escape")

    assert option.text in page.evaluate("document.activeElement.ariaLabel")


def test_a_key_that_is_held_does_not_skip_the_answer(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item]
) -> None:
    quiz = Quiz(page, tmp_path, kursk, [kinds[Kind.SINGLE_CHOICE], kinds[Kind.TRUE_FALSE]])
    page.press("1", "Enter")
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    for _ in range(5):
        page.call("Input.dispatchKeyEvent", type="keyDown", autoRepeat=True, **key)

    assert quiz.verdict() != ""
    assert quiz.place() == "1 of 2"


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_is_wider_than_the_window(
    page: Page, tmp_path: Path, kursk: Bank, kinds: dict[Kind, Item], width: int
) -> None:
    page.resize(width, 800)
    quiz = Quiz(page, tmp_path, kursk, list(kinds.values()))
    widths = []
    for item in quiz.items:
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        quiz.give(item, right_response(item, kursk))
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        quiz.go_on()

    assert set(widths) == {width}


def _even(words: str) -> str:
    """In one line, small digits as large ones."""
    return " ".join(normalize("NFKC", words).split())
