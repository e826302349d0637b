"""GIFT for Moodle: what it cannot hold is changed or left out, and each such thing is named."""

from collections.abc import Iterator
from datetime import datetime

from studyapp.core.bank import Question, TopicId
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.formats.exchange import Exported, warning
from studyapp.formats.gift.fitting import CannotHold, fitted
from studyapp.formats.gift.sections import body
from studyapp.formats.gift.text import written
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.moodle.categories import category_path


def write_gift(questions: QuestionSet, now: datetime) -> Exported:
    """The questions in their order, a category for each topic; the set's title is a comment."""
    blocks = [" ".join(["//", *questions.title.split(), f"({now.date().isoformat()})"])]
    losses = Losses("", "question", stems_of(questions))
    left_out: list[Problem] = []
    topic: TopicId | None = None
    for number, question in enumerate(questions.questions, 1):
        try:
            found = fitted(question)
        except CannotHold as problem:
            message = f"“{question.title or question.id}” is left out: it {problem}"
            left_out.append(warning("", "kind-left-out", message))
            continue
        for code, change in found.changes:
            losses.add(number, code, change)
        if question.topic != topic:
            topic = question.topic
            blocks.append(_category(questions.topics[topic]))
        blocks.append("\n".join(_lines(found.question)))
    text = "\n\n".join(blocks) + "\n"
    return Exported(text.encode(), (*left_out, *losses.problems()))


def _category(topic: str) -> str:
    return f"$CATEGORY: {category_path(topic)}".replace("\\", "\\\\")


def _lines(question: Question) -> Iterator[str]:
    """The comment with the id and the tags, and the question."""
    tags = [f"[tag:{_in_brackets(tag)}]" for tag in question.tags]
    yield " ".join(["//", f"[id:{_in_brackets(question.id)}]", *tags])
    title = f"::{written(question.title)}::" if question.title else ""
    yield f"{title}{body(question)}"


def _in_brackets(text: str) -> str:
    return text.replace("]", "\\]")
