"""Tables of questions written as CSV: a header row, and a row for each question."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Answer, Gap, NumberAnswer, TextAnswer
from studyapp.core.spreadsheets import as_exact_cell
from studyapp.core.values import Text
from studyapp.formats.exchange import Exported, warning
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.numbers import number_text
from studyapp.formats.tables.gaps import gap_cell, number_answer, number_cell

# The columns that stand in every table, and all others in their order; ``gap`` and those
# before and after it have numbers.
_ALWAYS = ("kind", "question")
_BEFORE = ("id", "kind", "topic", "title", "question")
_NUMBERED = ("answer", "option", "match", "gap", "feedback", "share")
_AFTER = ("correct", "why", "points", "tags", "shuffle", "case", "marks")

# Cells that may be empty.
_OPTIONAL = frozenset(["feedback", "share"])

_CHOICES = frozenset([Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.TRUE_FALSE])
_TYPED = frozenset([Kind.SHORT_ANSWER, Kind.QUANTITY, Kind.CLOZE])

_Cells = dict[str, str]


def write_csv(questions: QuestionSet, now: datetime) -> Exported:
    """A table that ``read_csv`` reads; what it cannot hold is listed.

    In UTF-8 with its mark, which spreadsheets want. No cell is a formula.
    """
    del now  # a table has no date
    stems = stems_of(questions)
    losses = Losses("", "question", stems)
    held: list[_Cells] = []
    problems: list[Problem] = []
    for number, question in enumerate(questions.questions, 1):
        cells = _cells(question, questions.topics[question.topic])
        if cells is None:
            message = f"question {number} is left out: a table cannot hold it"
            problems.append(warning("", "kind-left-out", message, hint=stems[number - 1]))
            continue
        held.append(cells)
        for change in (*_changes(question), *_trimmed(cells)):
            losses.add(number, "changed", change)
    if questions.title:
        problems.append(warning("", "title-left-out", "the title of the set is left out"))
    columns = _columns(held)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[as_exact_cell(row.get(name, "")) for name in columns] for row in held])
    return Exported(out.getvalue().encode("utf-8-sig"), (*problems, *losses.problems()))


def _columns(held: list[_Cells]) -> list[str]:
    """The columns that some row fills, in order."""
    used = {name for cells in held for name, text in cells.items() if text}.union(_ALWAYS)
    numbered = [name for name in used if name.split(" ")[0] in _NUMBERED]
    numbered.sort(key=lambda name: (_NUMBERED.index(name.split(" ")[0]), _place(name)))
    return [
        *(name for name in _BEFORE if name in used),
        *numbered,
        *(name for name in _AFTER if name in used),
    ]


def _place(name: str) -> int:
    return int(name.split(" ")[1]) if " " in name else 1


def _cells(question: Question, topic: str) -> _Cells | None:
    """The cells of a question by their columns; None where no row can hold it."""
    content = _content(question)
    if content is None or not question.stem or not all(_told(content)):
        return None
    return {
        "id": question.id,
        "kind": question.kind.value,
        "topic": topic,
        "title": question.title,
        "question": question.stem,
        "why": question.why,
        "points": "" if question.points == 1 else number_text(question.points),
        "tags": ", ".join(question.tags),
        "shuffle": "" if question.shuffled else "no",
        "case": "exact" if _exact_case(question) else "",
        "marks": "yes" if question.marked else "",
        **content,
    }


def _told(content: _Cells) -> Iterator[str]:
    """The cells that may not be empty."""
    return (text for name, text in content.items() if name.split(" ")[0] not in _OPTIONAL)


def _content(question: Question) -> _Cells | None:
    match question:
        case Question(kind=Kind.ESSAY | Kind.DESCRIPTION):
            return {}
        case Question(kind=Kind.CLOZE, gaps=gaps) if gaps:
            return _gaps(gaps)
        case Question(kind=kind, answers=answers) if kind in _TYPED and answers:
            return _typed(answers)
        case Question(kind=kind, options=options) if kind in _CHOICES and options:
            return _choice(question)
        case Question(kind=Kind.MATCHING):
            return _matching(question)
        case Question(kind=Kind.ORDERING):
            return {f"option {at}": text for at, text in enumerate(question.elements, 1)}
        case Question(kind=Kind.GROUPING):
            return _grouping(question)
        case Question(kind=Kind.FLASHCARD, answer=Text(text, also)):
            return {_answer_name(at): one for at, one in enumerate([text, *also], 1)}
        case _:
            return None


def _choice(question: Question) -> _Cells:
    cells: _Cells = {}
    for at, option in enumerate(question.options, 1):
        cells[f"option {at}"] = option.text
        cells[f"feedback {at}"] = option.why
        cells[f"share {at}"] = "" if option.share is None else _percent(option.share)
    right = [str(at) for at, option in enumerate(question.options, 1) if option.correct]
    return {**cells, "correct": ", ".join(right)}


def _typed(answers: tuple[Answer, ...]) -> _Cells:
    cells: _Cells = {}
    for at, answer in enumerate(answers, 1):
        cells[_answer_name(at)] = _answer(answer)
        cells[f"feedback {at}"] = answer.why
        cells[f"share {at}"] = "" if answer.share == 1 else _percent(answer.share)
    return cells


def _answer(answer: Answer) -> str:
    match answer:
        case NumberAnswer():
            return number_cell(answer)
        case TextAnswer(text):
            return text


def _answer_name(at: int) -> str:
    return "answer" if at == 1 else f"answer {at}"


def _gaps(gaps: tuple[Gap, ...]) -> _Cells:
    return {f"gap {at}": gap_cell(gap) for at, gap in enumerate(gaps, 1)}


def _matching(question: Question) -> _Cells:
    cells: _Cells = {}
    for at, pair in enumerate(question.pairs, 1):
        cells[f"option {at}"] = pair.left
        cells[f"match {at}"] = pair.right
        cells[f"feedback {at}"] = pair.why
    for at, right in enumerate(question.extra, len(question.pairs) + 1):
        cells[f"match {at}"] = right
    return cells


def _grouping(question: Question) -> _Cells:
    placed = [(member, group.name) for group in question.groups for member in group.members]
    cells: _Cells = {}
    for at, (member, name) in enumerate(placed, 1):
        cells[f"option {at}"] = member
        cells[f"match {at}"] = name
    return cells


def _exact_case(question: Question) -> bool:
    """Whether capitals count in all that is typed."""
    typed = [gap for gap in question.gaps if _is_typed(gap)]
    return all(gap.exact_case for gap in typed) if typed else question.exact_case


def _is_typed(gap: Gap) -> bool:
    return any(isinstance(answer, TextAnswer) for answer in gap.answers)


def _percent(share: float) -> str:
    return format((Decimal(repr(share)) * 100).normalize(), "f")


def _changes(question: Question) -> Iterator[str]:
    """What the cells do not hold."""
    if question.picture is not None:
        yield "its picture is left out"
    if any("," in tag or ";" in tag for tag in question.tags):
        yield "a tag with a comma becomes several"
    if any(not group.members for group in question.groups):
        yield "a group without members is left out"
    right = [option for option in question.options if option.correct]
    shared = any(option.share is not None for option in question.options)
    if len(right) > 1 and question.kind is not Kind.MULTIPLE_CHOICE and not shared:
        yield "all its right options are asked for"
    yield from _answer_changes(question)
    yield from _gap_changes(question.gaps)


def _trimmed(cells: _Cells) -> Iterator[str]:
    if any(text != text.strip() or "\r" in text for text in cells.values()):
        yield "spaces and line breaks around a text are left out"


def _answer_changes(question: Question) -> Iterator[str]:
    for answer in question.answers:
        match answer:
            case NumberAnswer() if question.kind is not Kind.QUANTITY:
                yield "a number becomes a text to type"
            case TextAnswer(text) if question.kind is Kind.QUANTITY and number_answer(text):
                yield "a text to type becomes a number"


def _gap_changes(gaps: tuple[Gap, ...]) -> Iterator[str]:
    parts = [part for gap in gaps for part in (*gap.answers, *gap.options)]
    if any(part.why for part in parts):
        yield "what is said to the answers in its gaps is left out"
    if any(_has_share(part.share) for part in parts):
        yield "the answers in its gaps count in full or not at all"
    if any(gap.weight != 1 for gap in gaps):
        yield "all its gaps count the same"
    if len({gap.exact_case for gap in gaps if _is_typed(gap)}) > 1:
        yield "capitals do not count in its gaps"
    if any(not isinstance(part, NumberAnswer) and "\n" in part.text for part in parts):
        yield "the answers in its gaps lose their line breaks"


def _has_share(share: float | None) -> bool:
    return share is not None and share != 1
