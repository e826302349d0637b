"""A set on its way to Anki: its notes with their decks and tags, whatever file they go into."""

import re
from collections.abc import Iterator

from msgspec import Struct

from studyapp.core.bank import Question
from studyapp.core.question_sets import QuestionSet
from studyapp.formats.anki.fields import Fields, fields_of
from studyapp.formats.anki.guids import guid_of
from studyapp.formats.losses import Losses
from studyapp.formats.naming import QUESTIONS

_SPACES = re.compile(r"\s+")


class Outgoing(Struct, frozen=True):
    """A note; ``number`` is that of its question in the set, for those who read of losses.

    ``deck`` is the name of its deck, with ``::`` before each deck within a deck.
    """

    number: int
    question: Question
    fields: Fields
    guid: str
    deck: str
    tags: tuple[str, ...]


def outgoing(questions: QuestionSet, losses: Losses) -> Iterator[Outgoing]:
    """The notes of a set, in its order; what is changed or lost is added to ``losses``."""
    title = deck_name(questions.title)
    for number, question in enumerate(questions.questions, 1):
        fields = fields_of(question)
        if fields is None:
            losses.add(number, "kind-left-out", "is left out: it asks nothing")
            continue
        for change in fields.changes:
            losses.add(number, "changed", change)
        topic = questions.topics.get(question.topic, "")
        deck = f"{title}::{_within(topic)}"
        if deck != f"{questions.title or title}::{topic}":
            losses.add(number, "changed", "is in a deck whose name is not quite that of its topic")
        tags = tuple(filter(None, (_SPACES.sub("_", tag.strip()) for tag in question.tags)))
        if tags != question.tags:
            losses.add(number, "changed", "has tags whose spaces become _")
        guid = guid_of(questions.title, question.id)
        yield Outgoing(number, question, fields, guid, deck, tags)


def deck_name(title: str) -> str:
    """The name of the deck for a set: two colons would begin a deck within it."""
    return _SPACES.sub(" ", re.sub(":{2,}", ":", title)).strip(" :") or QUESTIONS


def _within(topic: str) -> str:
    """The name of a deck within it; topics may be decks of Anki that hold others."""
    parts = (_SPACES.sub(" ", part).strip(" :") for part in topic.split("::"))
    return "::".join(filter(None, parts)) or QUESTIONS
