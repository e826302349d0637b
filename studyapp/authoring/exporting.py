"""What of a bank goes into a file for another program, or onto paper."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from studyapp.authoring.as_questions import as_question, written_question
from studyapp.authoring.html_quiz import html_quiz
from studyapp.authoring.importing import likeness
from studyapp.authoring.selection import Origin, Selection
from studyapp.core.bank import UNGRADED, Bank, FactId, Kind, Question
from studyapp.core.forms import GRADED, draw
from studyapp.core.generate import generate, generate_all, ways_to_ask
from studyapp.core.items import Item
from studyapp.core.problems import Position, Problem, Severity
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import Refused, refused
from studyapp.formats.exchange import Exported, Writer
from studyapp.formats.table import format_for_writing
from studyapp.storage.bank_writer import free_name

# What writers say of a question that is not in the file at all.
_NOT_HELD = frozenset(["left-out", "kind-left-out"])


class Selected(Struct, frozen=True):
    """The questions that can leave, and a warning for each that cannot."""

    questions: QuestionSet
    problems: tuple[Problem, ...]


def export(
    bank: Bank, selection: Selection, path: str, named: str | None, now: datetime
) -> Exported:
    """The selected items as a file for another program, and all that it does not hold.

    The format is ``named``, or told by the ending of ``path``. Raises Refused where there
    is no such format, and where nothing is left to write.
    """
    form = format_for_writing(path, named)
    write = form.write
    assert write is not None, "the table gives formats that can be written"

    def holds(question: Question) -> bool:
        return _holds(write, _set_of(bank, [question]), now)

    selected = select(bank, selection, path, holds)
    if not any(map(holds, selected.questions.questions)):
        raise _nothing_to_write(path)
    written = write(selected.questions, now)
    located = (replace(problem, path=path) for problem in written.problems)
    return Exported(written.data, (*selected.problems, *located))


def export_page(bank: Bank, selection: Selection, path: str) -> Exported:
    """The selected items as a quiz for any browser; raises Refused where there are none."""
    found = list(_selected(bank, selection, lambda _item: True))
    items = [each for each in found if isinstance(each, Item)]
    if not items:
        raise _nothing_to_write(path)
    problems = [_never_asked(each, path) for each in found if isinstance(each, Question)]
    return Exported(html_quiz(bank, items, bank.title), tuple(problems))


def select(
    bank: Bank,
    selection: Selection,
    path: str,
    holds: Callable[[Question], bool] = lambda _question: True,
) -> Selected:
    """The selected items of the bank as questions; ``path`` is named in the warnings.

    A form of so many questions has only those that the file ``holds``.
    """

    def fits(item: Item) -> bool:
        question = as_question(item, bank)
        return question is not None and holds(question)

    questions: dict[Hashable, Question] = {}
    left: Counter[Kind] = Counter()
    again = dates = 0
    for source in _selected(bank, selection, fits):
        match source:
            case Question():
                question: Question | None = written_question(source, None, bank)
            case Item():
                question = as_question(source, bank)
        if question is None:
            left[source.kind] += 1
            continue
        like = likeness(question, _picture_of(question, bank))
        again += like in questions
        dates += source.kind is Kind.DATE and like not in questions
        questions.setdefault(like, question)
    lost = tuple(_lost(left, again, dates, path))
    return Selected(_set_of(bank, list(questions.values())), lost)


def _holds(write: Writer, one: QuestionSet, now: datetime) -> bool:
    """Whether a file of the format has room for this one question."""
    return not any(problem.code in _NOT_HELD for problem in write(one, now).problems)


def _set_of(bank: Bank, questions: Sequence[Question]) -> QuestionSet:
    used = {question.topic for question in questions}
    pictured = {question.picture.file for question in questions if question.picture}
    return QuestionSet(
        bank.title,
        {topic: name for topic, name in bank.topics.items() if topic in used},
        tuple(_told_apart(questions)),
        {name: data for name, data in bank.pictures.items() if name in pictured},
    )


def _selected(
    bank: Bank, selection: Selection, fits: Callable[[Item], bool]
) -> Iterator[Item | Question]:
    """All of the selection; a form of so many items has none but those that fit."""
    kinds, topics = selection.kinds, selection.topics
    if selection.count is not None:
        only = tuple(_entries_of(bank, selection.origin))
        drawn = draw(bank, selection.seed, topics, kinds, only) if only else iter(())
        yield from islice(filter(fits, drawn), selection.count)
        return
    if selection.origin is not Origin.WRITTEN:
        for item in generate_all(bank, selection.seed, kinds or GRADED):
            if item.fact not in bank.questions and (not topics or item.topic in topics):
                yield item
    if selection.origin is not Origin.GENERATED:
        yield from _written(bank, selection)


def _entries_of(bank: Bank, origin: Origin) -> Iterator[FactId]:
    """All that can be asked, what is generated alone, or what was written by hand."""
    for entry in bank.entries:
        if origin is Origin.ALL or (entry in bank.questions) == (origin is Origin.WRITTEN):
            yield entry


def _written(bank: Bank, selection: Selection) -> Iterator[Item | Question]:
    kinds, topics = selection.kinds, selection.topics
    for question in bank.questions.values():
        if (kinds and question.kind not in kinds) or (topics and question.topic not in topics):
            continue
        if question.kind in UNGRADED:
            yield question
        for ask in ways_to_ask(question.id, bank):
            item = generate(ask, bank, selection.seed)
            if item is not None:
                yield item


def _told_apart(questions: Sequence[Question]) -> Iterator[Question]:
    """The questions with a number at an id that stands there already."""
    taken: set[str] = set()
    for question in questions:
        found = free_name(question.id, taken)
        taken.add(found)
        yield question if found == question.id else replace(question, id=FactId(found))


def _picture_of(question: Question, bank: Bank) -> bytes | None:
    return bank.pictures.get(question.picture.file) if question.picture else None


def _nothing_to_write(path: str) -> Refused:
    return refused(path, "nothing-to-write", "there is no question of this selection")


def _never_asked(question: Question, path: str) -> Problem:
    message = f"“{question.stem}” is left out: nobody can grade it ({question.kind.value})"
    return Problem(path, Position(), Severity.WARNING, "kind-left-out", message)


def _lost(left: Mapping[Kind, int], again: int, dates: int, path: str) -> Iterator[Problem]:
    """What does not leave: kinds that nobody else can ask, and what would be asked twice."""
    for kind, count in left.items():
        name = kind.value.replace("_", " ")
        message = f"{count} of the kind “{name}” are left out: other programs cannot ask them"
        yield Problem(path, Position(), Severity.WARNING, "kind-left-out", message)
    if dates:
        message = f"{dates} that ask for a date become short answers: the usual spellings are right"
        yield Problem(path, Position(), Severity.WARNING, "changed", message)
    if again:
        message = f"{again} that ask the same as others, in the same words, are left out"
        yield Problem(path, Position(), Severity.WARNING, "duplicate", message)
