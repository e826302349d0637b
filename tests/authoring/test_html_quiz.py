"""The file of an HTML quiz: whole in itself, closed to the network, text stays text."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from quiz_pages import bank_of, items_of, kursk_bank, one_of_each_kind, sample_bank
from sample import PIXEL, RIVERS, SAMPLE

from studyapp.authoring.html_quiz import SCRIPTS, html_quiz, script_text
from studyapp.core.bank import Bank, FactId, Kind, Question
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Picture, QuestionOption
from studyapp.storage.shipped import shipped

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> & \u2028\u2029"


class Reader(HTMLParser):
    """The tags with their attributes, and what stands in scripts, styles and the title."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside.setdefault(tag, []).append("")
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[self._open][-1] += data

    def quiz(self) -> dict[str, object]:
        found = json.loads(self.inside["script"][0])
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return kursk_bank()


def hostile_bank() -> Bank:
    question = Question(
        id=FactId("q"),
        kind=Kind.SINGLE_CHOICE,
        stem=HOSTILE,
        topic=RIVERS,
        options=(QuestionOption(HOSTILE, True, HOSTILE), QuestionOption("No", False, HOSTILE)),
        why=HOSTILE,
        picture=Picture("bridge.png", HOSTILE),
    )
    topics = {RIVERS: HOSTILE}
    return bank_of(QuestionSet(HOSTILE, topics, (question,), {"bridge.png": PIXEL}))


def test_the_same_items_give_the_same_bytes(kursk: Bank) -> None:
    items = one_of_each_kind(kursk)

    assert html_quiz(kursk, items, "Kursk") == html_quiz(kursk, items, "Kursk")
    assert html_quiz(kursk, items, "Kursk") != html_quiz(kursk, items[1:], "Kursk")


def test_the_page_loads_nothing_and_may_run_nothing_but_its_own(kursk: Bank) -> None:
    read = Reader(html_quiz(kursk, one_of_each_kind(kursk), "Kursk"))
    policy = next(
        attributes["content"] for tag, attributes in read.tags if "http-equiv" in attributes
    )
    script, style = (
        b64encode(sha256(read.inside[tag][-1].encode()).digest()).decode()
        for tag in ("script", "style")
    )

    assert not [tag for tag, each in read.tags if {"src", "href", "action", "data"} & each.keys()]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_a_source_is_in_the_page_once_and_only_where_it_is_quoted(kursk: Bank) -> None:
    page = html_quiz(kursk, one_of_each_kind(kursk), "Kursk").decode()
    handmade = Reader(html_quiz(sample_bank(), items_of(sample_bank()), "Rivers")).quiz()

    assert page.count("The Associated Press presents key moments from the battle") == 1
    assert page.count("The Associated Press, translated and abridged by BTA") == 1
    assert handmade["sources"] == {}


def test_pictures_are_in_the_page_under_their_type() -> None:
    quiz = Reader(html_quiz(sample_bank(), items_of(sample_bank()), "Rivers")).quiz()

    assert quiz["pictures"] == {"bridge.png": f"data:image/png;base64,{b64encode(PIXEL).decode()}"}


def test_bytes_that_are_no_picture_stay_out() -> None:
    bank = bank_of(
        QuestionSet("", SAMPLE.topics, SAMPLE.questions, {"bridge.png": b"<svg onload=alert(1)>"})
    )
    page = html_quiz(bank, items_of(bank), "Rivers")

    assert Reader(page).quiz()["pictures"] == {"bridge.png": ""}
    assert b"onload" not in page


def test_no_text_of_a_bank_ends_a_script_or_becomes_a_tag() -> None:
    bank = hostile_bank()
    page = html_quiz(bank, items_of(bank), HOSTILE)
    tags = [tag for tag, _ in Reader(page).tags]
    plain = html_quiz(bank, [], "")

    assert tags == [tag for tag, _ in Reader(plain).tags]
    assert b"<!--" not in page
    assert not {"\u2028", "\u2029"} & set(Reader(page).inside["script"][0])
    assert Reader(page).quiz()["title"] == HOSTILE
    assert Reader(page).inside["title"] == [HOSTILE]


def test_no_name_of_the_script_is_taken_twice() -> None:
    names = re.findall(r"^(?:function|const|let) (\w+)", script_text(), re.MULTILINE)

    assert len(names) > 200
    assert sorted(names) == sorted(set(names))


def test_every_part_of_the_page_is_used() -> None:
    parts = {path.name for path in shipped("resources/html").iterdir()}

    assert parts == {"page.html", "quiz.css", *(f"{name}.js" for name in SCRIPTS)}
