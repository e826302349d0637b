"""Sets for the tests of GIFT: made of one question, and as they come back."""

from io import BytesIO

from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.formats.gift.reader import read_gift


def one(question: Question) -> QuestionSet:
    return QuestionSet("Set", {question.topic: "Rivers"}, (question,))


def question(kind: Kind, **fields: object) -> Question:
    return Question(id=FactId("x"), kind=kind, stem="Q", topic=TopicId("t"), **fields)


def back(written: bytes) -> list[Question]:
    """What our reader, without a complaint, makes of it; topics by their names."""
    found = read_gift(BytesIO(written), "x.gift", lambda done, total: None)
    return named(found.questions)


def named(questions: QuestionSet) -> list[Question]:
    return [
        replace(each, topic=TopicId(questions.topics[each.topic])) for each in questions.questions
    ]
