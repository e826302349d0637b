"""The browser of the tests does what a person at its keyboard would do, and nothing else."""

from pathlib import Path

import pytest
from browser import Page, ScriptError

pytestmark = pytest.mark.chromium

QUIZ = """<!doctype html>
<html lang="en"><title>Forts</title>
<style>@media (prefers-color-scheme: dark) { body { background: rgb(1, 2, 3) } }</style>
<h1>Which fort is older?</h1>
<label><input type="radio" name="fort"> North</label>
<label><input type="radio" name="fort"> South</label>
<input id="why" aria-label="Why?">
<button>Check</button>
<p role="status"></p>
<script>
const seen = []
document.onkeydown = event => seen.push(
    (event.shiftKey ? "Shift+" : "") + event.key + " " + event.code)
document.querySelector("button").onclick = () => {
    const fort = document.querySelector(":checked").parentElement.innerText.trim()
    setTimeout(() => document.querySelector("p").textContent = "Right: " + fort, 30)
}
</script>
"""


@pytest.fixture
def quiz(page: Page, tmp_path: Path) -> Page:
    path = tmp_path / "quiz.html"
    path.write_text(QUIZ, "utf-8")
    page.open(path)
    return page


def test_a_quiz_is_answered_by_keys_alone(quiz: Page) -> None:
    quiz.press("Tab", "Space", "ArrowDown", "Tab", "Tab", "Enter")
    quiz.wait_for("document.querySelector('p').textContent != ''")

    assert quiz.evaluate("document.querySelector('p').textContent") == "Right: South"


def test_typed_text_arrives_character_by_character(quiz: Page) -> None:
    quiz.evaluate("document.querySelector('#why').focus()")
    quiz.type("Built 1704, „Süd“.")
    quiz.press("Backspace", "Home", "Delete")

    assert quiz.evaluate("document.querySelector('#why').value") == "uilt 1704, „Süd“"


def test_keys_have_the_names_that_scripts_ask_for(quiz: Page) -> None:
    quiz.press("1", "n", "Shift+Tab", "Escape", "?", "+")

    assert quiz.evaluate("seen") == [
        *("1 Digit1", "n KeyN", "Shift+Tab Tab", "Escape Escape", "? ", "+ "),
    ]


def test_values_come_as_python_has_them(quiz: Page) -> None:
    assert quiz.evaluate("[1, 0.5, 'ä', null, true, {a: []}]") == [
        1,
        0.5,
        "ä",
        None,
        True,
        {"a": []},
    ]
    assert quiz.evaluate("new Promise(come => setTimeout(() => come('late'), 20))") == "late"


def test_what_a_script_throws_fails_the_test(quiz: Page) -> None:
    with pytest.raises(ScriptError, match="missing is not defined"):
        quiz.evaluate("missing")


def test_complaints_of_the_page_are_kept(quiz: Page) -> None:
    quiz.evaluate("console.error('lost', 3)")
    quiz.evaluate("setTimeout(() => { throw new Error('broken') })")
    quiz.evaluate("new Promise(come => setTimeout(come, 20))")
    said, thrown = quiz.complaints
    quiz.complaints.clear()

    assert said == "lost 3"
    assert "Error: broken" in thrown


def test_a_page_has_no_network_and_what_it_asks_for_is_known(quiz: Page) -> None:
    came = quiz.evaluate("fetch('http://127.0.0.1:9/').then(() => 'came', () => 'refused')")
    quiz.complaints.clear()

    assert came == "refused"
    assert not quiz.evaluate("navigator.onLine")
    assert [address.split(":")[0] for address in quiz.requests] == ["file", "http"]


def test_a_screen_reader_finds_roles_names_and_states(quiz: Page) -> None:
    quiz.press("Tab", "Space")
    found = [node for node in quiz.accessible() if node.role not in ("LabelText", "StaticText")]
    north = next(node for node in found if node.role == "radio")

    assert [(node.role, node.name) for node in found] == [
        ("RootWebArea", "Forts"),
        ("heading", "Which fort is older?"),
        ("radio", "North"),
        ("radio", "South"),
        ("textbox", "Why?"),
        ("button", "Check"),
        ("status", ""),
    ]
    assert north.states["checked"] == "true"
    assert north.states["focused"] is True


def test_a_page_is_photographed_at_its_size_and_in_the_colours_preferred(
    quiz: Page, tmp_path: Path
) -> None:
    quiz.resize(400, 300)
    quiz.prefer(**{"prefers-color-scheme": "dark"})
    quiz.screenshot(tmp_path / "quiz.png")
    png = (tmp_path / "quiz.png").read_bytes()

    assert quiz.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(1, 2, 3)"
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (400, 300)


def test_what_one_page_stores_the_next_does_not_find(quiz: Page, tmp_path: Path) -> None:
    quiz.evaluate("localStorage.setItem('answer', 'South')")
    quiz.open(tmp_path / "quiz.html")
    again = quiz.evaluate("localStorage.getItem('answer')")
    other = Page(quiz._chromium)
    other.open(tmp_path / "quiz.html")
    found = other.evaluate("localStorage.getItem('answer')")
    other.close()

    assert (again, found) == ("South", None)
