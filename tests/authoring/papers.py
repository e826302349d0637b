"""Banks to print, and how the tests read what is on paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample import SAMPLE

from studyapp.authoring.paper import Options, Partners, Places, PrintedQuestion, Version, Words
from studyapp.core.bank import Bank, BankId, Question
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped


def bank_of(*questions: Question) -> Bank:
    return Bank(
        id=BankId("rivers"),
        title=SAMPLE.title,
        voice="the text",
        sources={},
        topics=SAMPLE.topics,
        entities={},
        facts={},
        questions={question.id: question for question in questions},
        pictures=SAMPLE.pictures,
    )


def shipped_bank(name: str) -> Bank:
    bank = load_bank(shipped(f"questions/{name}.yaml")).bank
    assert bank is not None
    return bank


def plain(words: Words) -> str:
    return "".join(run.text for run in words)


def stems(version: Version) -> list[str]:
    return [plain(question.stem) for question in version.questions]


def asked(version: Version, stem: str) -> PrintedQuestion:
    return next(each for each in version.questions if plain(each.stem).startswith(stem))


def options_of(question: PrintedQuestion) -> list[str]:
    (part,) = question.parts
    assert isinstance(part, Options)
    return [plain(choice.words) for choice in part.choices]


def key_of(question: PrintedQuestion) -> dict[str, str]:
    return {answer.label: plain(answer.words) for answer in question.solution.answers}


@dataclass
class Row:
    text: str
    answer: str


def rows_of(question: PrintedQuestion) -> Iterator[Row]:
    """The rows of a question, each with what the key says of it: the words behind a letter."""
    (part,) = question.parts
    assert isinstance(part, Partners | Places)
    named = {}
    if isinstance(part, Partners):
        named = {choice.letter: plain(choice.words) for choice in part.choices}
    key = key_of(question)
    for row in part.rows:
        yield Row(plain(row.words), named.get(key[row.letter], key[row.letter]))
