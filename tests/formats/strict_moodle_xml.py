"""A second reader of Moodle XML, as strict as Moodle's import is where it breaks off.

It is written from what Moodle documents and does when it imports, and shares no code with
the program: the tests see with it what a file means in Moodle. Whatever Moodle would
complain of is a StrictError.
"""

import re
from base64 import b64decode
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

# Percentages that Moodle offers for answers, and takes from files; negative ones too.
_PERCENTS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
    14.28571, 12.5, 11.11111, 10, 5, 0,
)  # fmt: skip
_TYPES = frozenset(
    "multichoice truefalse shortanswer numerical matching cloze essay description ordering".split()
)
_FORMATS = frozenset(["html", "moodle_auto_format", "plain_text", "markdown"])
_TAGS = frozenset("p br em strong sub sup span img".split())
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
_GAP = re.compile(r"\{([0-9]*):([A-Z_]+):")
_GAP_TYPES = frozenset(
    ["SHORTANSWER", "SHORTANSWER_C", "NUMERICAL", "MULTICHOICE", "MULTICHOICE_S"]
)


class StrictError(AssertionError):
    """Moodle would refuse this, or not do what is meant."""


@dataclass
class Text:
    """A text as it is shown: its words, those that a tag sets off, and its pictures."""

    words: str
    styled: list[tuple[str, str]] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Answer:
    words: str
    percent: float
    feedback: str
    tolerance: float = 0.0
    styled: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class GapOfText:
    type: str
    weight: int
    answers: list[Answer]


@dataclass
class StrictQuestion:
    """A question as Moodle has it after the import."""

    type: str
    category: str
    name: str
    stem: Text
    feedback: str
    note: str  # for who grades it
    grade: float
    idnumber: str
    tags: list[str]
    files: dict[str, bytes]
    settings: dict[str, str]
    answers: list[Answer]
    rows: list[tuple[str, str]]
    gaps: list[GapOfText]


def read_strictly(data: bytes) -> list[StrictQuestion]:
    """The questions of a file that Moodle imports whole."""
    root = ElementTree.fromstring(data.decode("utf-8"))
    _need(root.tag == "quiz", "the root is <quiz>")
    category = ""
    found: list[StrictQuestion] = []
    for element in root:
        _need(element.tag == "question", "a quiz holds questions")
        if element.get("type") == "category":
            category = _string(element.find("category/text"))
            _need(category.startswith("$course$/top/"), "a category has its place")
        else:
            found.append(_question(element, category))
    ids = [(one.category, one.idnumber) for one in found if one.idnumber]
    _need(len(set(ids)) == len(ids), "id numbers are unique in a category")
    return found


def _question(element: ElementTree.Element, category: str) -> StrictQuestion:
    kind = element.get("type", "")
    _need(kind in _TYPES, f"there is a type {kind!r}")
    name = _string(element.find("name/text"))
    _need(name != "", "a question has a name")
    raw = _string(element.find("questiontext/text"))
    gaps: list[GapOfText] = []
    if kind == "cloze":
        raw = _without_gaps(raw, gaps)
        _need(bool(gaps), "a cloze has gaps")
    question = StrictQuestion(
        type=kind,
        category=category,
        name=name,
        stem=_shown(raw),
        feedback=_field(element.find("generalfeedback")).words,
        note="" if (note := element.find("graderinfo")) is None else _field(note).words,
        grade=float(element.findtext("defaultgrade", "1")),
        idnumber=element.findtext("idnumber", ""),
        tags=[_string(tag) for tag in element.findall("tags/tag/text")],
        files=_files(element),
        settings={child.tag: child.text or "" for child in element if not len(child)},
        answers=[_answer(answer, kind) for answer in element.findall("answer")],
        rows=[_row(row) for row in element.findall("subquestion")],
        gaps=gaps,
    )
    _check(question)
    return question


def _check(question: StrictQuestion) -> None:
    percents = [answer.percent for answer in question.answers]
    if question.type != "ordering":
        _check_percents(percents)
    match question.type:
        case "multichoice":
            _need(len(percents) >= 2, "a choice has two answers")
            if question.settings["single"] == "true":
                _need(max(percents) == 100, "one answer is worth all")
            else:
                right = sum(percent for percent in percents if percent > 0)
                _need(round(right / 100, 2) == 1, f"the right answers add up to {right}")
        case "truefalse":
            named = [answer.words for answer in question.answers]
            _need(named == ["true", "false"], "true comes first, then false")
            _need(sorted(percents) == [0, 100], "one of them is right")
        case "shortanswer" | "numerical":
            _need(max(percents) == 100, "one answer is worth all")
            _check_typed(question)
        case "matching":
            _need(len(question.rows) >= 3, "Moodle wants three rows")
            _need(sum(left != "" for left, _ in question.rows) >= 2, "two of them are asked for")
            _need(all(right != "" for _, right in question.rows), "each has a right side")
        case "ordering":
            _need(len(percents) >= 2, "there are things to order")
            _need(percents == sorted(percents), "they are in order")
    shown = {source for source, _ in question.stem.images}
    _need(set(question.files) == shown, "the files that are shown are there, and no others")


def _check_percents(percents: list[float]) -> None:
    for percent in percents:
        _need(min(abs(abs(percent) - its) for its in _PERCENTS) < 1e-4, f"Moodle has {percent} %")


def _check_typed(question: StrictQuestion) -> None:
    for answer in question.answers:
        _need(answer.words != "", "an answer has words")
        if question.type == "numerical" and answer.words != "*":
            _need(_NUMBER.fullmatch(answer.words) is not None, "a number is a number")


def _answer(element: ElementTree.Element, kind: str) -> Answer:
    raw = _string(element.find("text"))
    _need(element.get("format") in _FORMATS, "an answer has a format")
    text = _shown(raw) if kind in ("multichoice", "ordering") else Text(raw)
    feedback = element.find("feedback")
    return Answer(
        words=text.words,
        percent=float(element.get("fraction", "")),
        feedback="" if feedback is None else _field(feedback).words,
        tolerance=float(element.findtext("tolerance", "0")),
        styled=text.styled,
    )


def _row(element: ElementTree.Element) -> tuple[str, str]:
    """The left side is HTML, the right one plain text."""
    return _field(element).words, _string(element.find("answer/text"))


def _field(element: ElementTree.Element | None) -> Text:
    if element is None:
        raise StrictError("a field is there")
    _need(element.get("format") in _FORMATS, "a field has a format")
    return _shown(_string(element.find("text")))


def _string(element: ElementTree.Element | None) -> str:
    if element is None:
        raise StrictError("there is a <text>")
    _need(len(element) == 0, "a text holds no elements: Moodle wants a string")
    return (element.text or "").strip()


def _files(element: ElementTree.Element) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for file in element.iter("file"):
        _need(file.get("encoding") == "base64", "files are in base64")
        _need(file.get("path") == "/", "files lie at the top")
        name = file.get("name", "")
        _need(name not in found and "/" not in name, "a file has a name of its own")
        found[name] = b64decode(file.text or "", validate=True)
    return found


def _without_gaps(html: str, gaps: list[GapOfText]) -> str:
    """The text with ``[1]``, ``[2]``… for its gaps."""
    while start := _GAP.search(html):
        _need(start[2] in _GAP_TYPES, f"there are gaps of the type {start[2]}")
        answers, end = _alternatives(html, start.end(), start[2])
        gaps.append(GapOfText(start[2], int(start[1] or 1), answers))
        _need(max(answer.percent for answer in answers) == 100, "one answer of a gap is worth all")
        html = f"{html[: start.start()]}[{len(gaps)}]{html[end:]}"
    return html


def _alternatives(html: str, at: int, kind: str) -> tuple[list[Answer], int]:
    """The alternatives from there on, and where the gap ends."""
    found: list[Answer] = []
    while True:
        percent = 0.0
        if html[at] == "=":
            percent, at = 100.0, at + 1
        elif html[at] == "%":
            end = html.index("%", at + 1)
            percent, at = float(html[at + 1 : end]), end + 1
        words, at = _until(html, at, "~#}")
        said = ""
        if html[at] == "#":
            said, at = _until(html, at + 1, "~}")
        found.append(_alternative(words, percent, said, kind))
        if html[at] == "}":
            return found, at + 1
        at += 1


def _until(html: str, at: int, ends: str) -> tuple[str, int]:
    """The characters up to one that ends them; an entity is one of them."""
    start = at
    while html[at] not in ends or html[at - 1] in "\\&":
        at += 1
    return html[start:at], at


def _alternative(words: str, percent: float, said: str, kind: str) -> Answer:
    feedback = _shown(_meant(said)).words
    if kind.startswith("MULTICHOICE"):
        return Answer(_shown(_meant(words)).words, percent, feedback)
    if kind == "NUMERICAL" and words != "*":
        number, _, tolerance = words.partition(":")
        _need(_NUMBER.fullmatch(number) is not None, "a number is a number")
        return Answer(number, percent, feedback, float(tolerance or 0))
    return Answer(_meant(words), percent, feedback)


def _meant(code: str) -> str:
    """First entities are read, then two escapes."""
    return unescape(code).replace("\\}", "}").replace("\\#", "#")


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = Text("")
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        _need(tag in _TAGS, f"we write no <{tag}>")
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.text.words += "\n"
        elif tag == "img":
            source = values["src"]
            _need(source.startswith("@@PLUGINFILE@@/"), "pictures lie in the file")
            name = unquote(source.removeprefix("@@PLUGINFILE@@/"))
            self.text.images.append((name, values["alt"]))
        else:
            self._open.append((tag, "pre-wrap" in values.get("style", "")))

    def handle_endtag(self, tag: str) -> None:
        _need(bool(self._open) and self._open.pop()[0] == tag, "tags are closed in order")

    def handle_data(self, data: str) -> None:
        if not any(exact for _, exact in self._open):
            data = re.sub(r"[ \t\r\n]+", " ", data)
        self.text.words += data
        self.text.styled += [(tag, data) for tag, _ in self._open if tag in ("em", "sub", "sup")]


def _shown(html: str) -> Text:
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return parser.text


def _need(holds: bool, rule: str) -> None:
    if not holds:
        raise StrictError(f"it should hold that {rule}")
