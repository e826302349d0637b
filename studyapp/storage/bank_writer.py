"""Writes questions as the text of a new bank file, or into that of an existing one."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count

from msgspec import Struct

from studyapp.core.bank import BankId, FactId, Question, TopicId
from studyapp.core.problems import Position, Problem, Severity
from studyapp.core.question_sets import QuestionSet
from studyapp.storage.bank_builder import QUESTIONS
from studyapp.storage.question_entries import question_entry
from studyapp.storage.yaml_writer import Plain, block, readable

_HEAD = """\
# A set of questions for studyapp. Change it by hand as you like; "studyapp check"
# with the name of this file then tells every slip with its line.

# The short name of the set: part of every question's id, so do not change it later.
"""
_TOPICS = """
# "id: the name that learners see". Every question belongs to one topic.
"""
_QUESTIONS = """
# The set "earth-age" that comes with the program shows all kinds of questions, explained.
questions:
"""
_UNFIT = re.compile(r"[^a-z0-9]+")

# What stands where a text is needed and there is none.
_NOTHING = "…"


class Written(Struct, frozen=True):
    """The text of a bank file, and what of the questions had to be changed."""

    text: str
    problems: tuple[Problem, ...] = ()


def bank_id(name: str) -> BankId:
    """A short name for a bank, made of the name of its file or of its title."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return BankId(_UNFIT.sub("-", plain).strip("-")[:60].rstrip("-") or "set")


def new_bank(
    questions: QuestionSet, bank: BankId, pictures: Mapping[str, str] = {}, path: str = ""
) -> Written:
    """The text of a bank file with these questions; equal ones are read from it.

    ``pictures`` gives the path of each picture from the bank; ``path`` names the file
    in problems.
    """
    topics: dict[str, Plain] = {topic: storable(name) for topic, name in questions.topics.items()}
    entries, problems = entries_of(
        questions.questions, path, lambda one: one.topic if len(topics) > 1 else None, pictures
    )
    parts = [_HEAD, *_lines({"bank": bank, "title": storable(questions.title)})]
    if topics and topics != {QUESTIONS: QUESTIONS.title()}:
        parts += [_TOPICS, *_lines({"topics": topics})]
    for number, entry in enumerate(entries):
        parts += ["\n" if number else _QUESTIONS, *_lines([entry], indent=2)]
    return Written("".join(parts), problems)


def entries_of(
    questions: Sequence[Question],
    path: str,
    topic_of: Callable[[Question], TopicId | None],
    pictures: Mapping[str, str],
    taken: Collection[str] = (),
) -> tuple[list[Plain], tuple[Problem, ...]]:
    """The entries, with a warning for each that is not quite its question.

    An id that is ``taken`` gets a suffix.
    """
    entries: list[Plain] = []
    changed: list[str] = []
    ids = set(taken)
    for question in questions:
        entry_id = free_name(question.id, ids)
        ids.add(entry_id)
        entry = question_entry(question, FactId(entry_id), topic_of(question), pictures)
        entries.append(_as_stored(entry))
        if entries[-1] != entry:
            changed.append(question.title or question.id)
    message = "an invisible character was left out, or “…” written for an empty text"
    return entries, tuple(
        Problem(path, Position(), Severity.WARNING, "text-changed", f"question “{name}”: {message}")
        for name in changed
    )


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with the first of the suffixes -2, -3 … that is not taken."""
    others = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(one for one in others if one not in taken)


def storable(text: str) -> str:
    """What a bank file can hold of a text that must not be empty."""
    return readable(text) or _NOTHING


def _as_stored(value: Plain) -> Plain:
    match value:
        case str():
            return storable(value)
        case Mapping():
            return {storable(name): _as_stored(entry) for name, entry in value.items()}
        case bool() | int() | float():
            return value
        case Sequence():
            return [_as_stored(entry) for entry in value]


def _lines(value: Plain, indent: int = 0) -> list[str]:
    return [f"{line}\n" for line in block(value, indent)]
