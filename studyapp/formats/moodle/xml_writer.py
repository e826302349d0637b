"""Questions as Moodle XML, each in the type that comes nearest to its kind."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

from studyapp.core.answerable import flaws
from studyapp.core.bank import Kind, Question
from studyapp.core.marked import runs
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.formats.exchange import Exported, warning
from studyapp.formats.html_text import to_html
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.moodle.categories import category_path
from studyapp.formats.moodle.xml_answers import Answers, answers_of
from studyapp.formats.moodle.xml_elements import (
    field,
    file,
    setting,
    shown_picture,
    text,
    writable,
)
from studyapp.formats.moodle.xml_names import stem_as_name
from studyapp.formats.moodle.xml_shares import Lose
from studyapp.formats.moodle.xml_texts import joined
from studyapp.formats.numbers import number_text

# As many characters have room in Moodle's database.
_LONGEST_ID = 100


def write_moodle_xml(questions: QuestionSet, now: datetime) -> Exported:
    """A file that Moodle imports whole: the questions in their order, by category."""
    losses = Losses("", "question", stems_of(questions))
    left_out: list[Problem] = []
    title, _ = writable(" ".join(questions.title.split()).replace("-", "\N{NON-BREAKING HYPHEN}"))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!-- {title} ({now.astimezone(UTC):%Y-%m-%d %H:%M} UTC) -->",
        "<quiz>",
    ]
    topic = None
    for number, question in enumerate(questions.questions, start=1):
        lose = partial(losses.add, number)
        flaw = next(flaws(question), "")
        answers = None if flaw else answers_of(question, lose)
        if answers is None:
            why = flaw or f"Moodle cannot ask a {question.kind.value} like this"
            message = f"“{question.title or question.id}” is left out: {why}"
            left_out.append(warning("", "left-out", message))
            continue
        if question.topic != topic:
            topic = question.topic
            parts.append(_category(questions.topics.get(topic, topic)))
        xml, changed = writable("\n".join(_question(question, answers, questions.pictures, lose)))
        if changed:
            lose("characters-lost", "loses characters that XML cannot hold")
        parts.append(xml)
    return Exported("\n".join([*parts, "</quiz>", ""]).encode(), (*left_out, *losses.problems()))


def _category(name: str) -> str:
    path, _ = writable(text(category_path(name)))
    return f'  <question type="category">\n    <category>{path}</category>\n  </question>'


def _question(
    question: Question, answers: Answers, pictures: Mapping[str, bytes], lose: Lose
) -> Iterator[str]:
    """The lines of the question."""
    stem = to_html(question.stem, marked=question.marked) if answers.stem is None else answers.stem
    picture, files = _picture(question, pictures, lose)
    is_essay = question.kind is Kind.ESSAY  # what is said to one is for who grades it
    why = to_html(joined([answers.why, question.why]), marked=question.marked)
    name = " ".join(question.title.split()) or stem_as_name(_words(question))
    yield f'  <question type="{answers.type}">'
    yield f"    <name>{text(name)}</name>"
    yield f"    {field('questiontext', stem + picture, files)}"
    yield f"    {field('generalfeedback', '' if is_essay else why)}"
    yield f"    {setting('defaultgrade', number_text(question.points))}"
    if len(question.id) <= _LONGEST_ID:
        yield f"    {setting('idnumber', question.id)}"
    else:
        lose("id-lost", f"loses its id, which is longer than {_LONGEST_ID} characters")
    yield from (f"    {element}" for element in answers.elements)
    if is_essay:
        yield f"    {field('graderinfo', why)}"
    if question.tags:
        yield f"    <tags>{''.join(f'<tag>{text(tag)}</tag>' for tag in question.tags)}</tags>"
    yield "  </question>"


def _picture(question: Question, pictures: Mapping[str, bytes], lose: Lose) -> tuple[str, str]:
    """The picture as HTML, and its file."""
    if question.picture is None:
        return "", ""
    data = pictures.get(question.picture.file)
    if data is None:
        lose("picture-lost", "loses its picture, which is not in the set")
        return "", ""
    name = PurePosixPath(question.picture.file).name
    return shown_picture(name, question.picture.alt), file(name, data)


def _words(question: Question) -> str:
    if not question.marked:
        return question.stem
    return "".join(run.text for run in runs(question.stem))
