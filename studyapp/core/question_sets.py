"""A set of questions on its way in or out: what exchange formats read and write."""

from collections.abc import Mapping

from msgspec import Struct

from studyapp.core.bank import Question, TopicId


class QuestionSet(Struct, frozen=True):
    """Questions with the names of their topics and the bytes of their pictures.

    Nothing here points into a source: what a question quotes stands in its ``why``.
    """

    title: str
    topics: Mapping[TopicId, str]
    questions: tuple[Question, ...]
    pictures: Mapping[str, bytes] = {}
