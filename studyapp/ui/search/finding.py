"""Looks in the set that is studied and in the learner's record."""

from collections.abc import Iterable, Iterator

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank
from studyapp.core.search import search_bank
from studyapp.core.unmarked import unmarked_item
from studyapp.storage.record import Record
from studyapp.ui import words
from studyapp.ui.search.results import Result
from studyapp.ui.words import tr

_MOST = 40


def find(text: str, bank: Bank | None, banks: Iterable[Bank], record: Record) -> list[Result]:
    """Facts and written questions of ``bank``, then answers with ``banks``, the newest first."""
    known = {each.id for each in banks}
    attempts = (hit.attempt for hit in record.search(text, _MOST))
    answers = (_answer(attempt) for attempt in attempts if attempt.item.bank in known)
    return [*_facts(text, bank), *answers]


def _facts(text: str, bank: Bank | None) -> Iterator[Result]:
    if bank is None:
        return
    for found in search_bank(bank, text, _MOST):
        tag = tr("Fact") if found.fact in bank.facts else tr("Question")
        quoted = f"“{found.evidence[0].exact}”" if found.evidence else ""
        yield Result(found.text, quoted, tag, next(iter(found.evidence), None))


def _answer(attempt: Attempt) -> Result:
    given = words.response_text(attempt.item, attempt.response)
    details = f"{words.verdict_name(attempt.grade.verdict)}: {given}"
    stem = words.stem(unmarked_item(attempt.item))
    return Result(stem, details, words.when(attempt.at), attempt)
