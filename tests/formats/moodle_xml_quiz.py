"""Questions in Moodle XML to be read, and what becomes of them."""

from io import BytesIO

from studyapp.core.bank import Question
from studyapp.formats.exchange import Imported
from studyapp.formats.moodle.xml_reader import read_moodle_xml

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def read(questions: str) -> Imported:
    data = f"{HEAD}{questions}\n</quiz>".encode()
    return read_moodle_xml(BytesIO(data), "quiz.xml", lambda _done, _all: None)


def question(kind: str, inner: str, stem: str = "Ask", more: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>Name</text></name><questiontext format="html">'
        f"<text><![CDATA[{stem}]]></text>{more}</questiontext>{inner}</question>"
    )


def answer(percent: object, text: str, why: str = "", more: str = "") -> str:
    feedback = f"<feedback><text>{why}</text></feedback>" if why else ""
    return f'<answer fraction="{percent}"><text>{text}</text>{more}{feedback}</answer>'


def only(questions: str) -> Question:
    """The one question, which is read without a word."""
    found = read(questions)
    assert found.problems == ()
    (one,) = found.questions.questions
    return one


def changed(questions: str) -> tuple[Question, list[str]]:
    """The one question, and what is said of it."""
    found = read(questions)
    (one,) = found.questions.questions
    return one, [problem.message for problem in found.problems]


PAIR = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
PAIRS = (
    PAIR.format("London", "Thames")
    + PAIR.format("Cologne", "Rhine")
    + PAIR.format("", "Tiber")
    + PAIR.format("", "Rhine")
)
