"""One row of a table with a header as a question."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import UNGRADED, FactId, Kind, Question, TopicId
from studyapp.core.questions import (
    Answer,
    NumberAnswer,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text
from studyapp.core.wording import GAP
from studyapp.formats.draft import Unreadable
from studyapp.formats.points import held
from studyapp.formats.tables.columns import Columns, letter_number
from studyapp.formats.tables.gaps import gap_of, number_answer
from studyapp.formats.tables.kinds import ANY_CHOICE, kind_named, truth_named

_YES = frozenset("yes y true 1 x ja oui sí".split())
_NO = frozenset("no n false 0 nein non".split())
_BLANK = re.compile(r"_{3,}")
_PARTED = re.compile(r"[,;|\n]")


class Draft(Struct, frozen=True):
    """A question without its id and topic, what the row says of those, and warnings.

    Each warning is a code with a message.
    """

    question: Question
    id: str
    topic: str
    notes: tuple[tuple[str, str], ...]


def draft(cells: Sequence[str], columns: Columns) -> Draft:
    """The question in a row. Raises Unreadable."""
    row = _Row(cells, columns)
    question = _question(row)
    wanted, topic = row.one("id"), row.one("topic")
    for field in row.unasked():
        row.note("unused-cell", f"what stands under “{field}” is left out: its kind has none")
    return Draft(question, wanted, topic, tuple(row.notes))


class _Row:
    """The cells by their columns, and what was noticed in them."""

    def __init__(self, cells: Sequence[str], columns: Columns) -> None:
        self.notes: list[tuple[str, str]] = []
        self._cells = cells
        self._columns = columns
        self._asked: set[str] = set()

    def one(self, field: str) -> str:
        self._asked.add(field)
        return self._columns.one(self._cells, field)

    def all(self, field: str) -> dict[int, str]:
        self._asked.add(field)
        return self._columns.all(self._cells, field)

    def unasked(self) -> Iterator[str]:
        """The columns in which something stands that nobody asked for."""
        for field in sorted({*self._columns.single, *self._columns.many} - self._asked):
            if self._columns.one(self._cells, field) or self._columns.all(self._cells, field):
                yield field

    def why(self, number: int) -> str:
        return self.all("feedback").get(number, "")

    def share(self, number: int) -> float | None:
        """The share of an answer or option; None where the row says nothing of it."""
        text = self.all("share").get(number)
        if text is None:
            return None
        share = _number(text.rstrip("% "))
        if share is None or abs(share) > 100:
            self.note("bad-share", f"“{text[:50]}” is no share in percent and is left out")
            return None
        return float(share / 100)

    def points(self) -> float:
        text = self.one("points")
        points = _number(text) if text else Decimal(1)
        if points is None:
            self.note("bad-points", f"“{text[:50]}” is no number of points and is left out")
            return 1.0
        found, change = held(float(points))
        if change:
            self.note("bad-points", change)
        return found

    def note(self, code: str, message: str) -> None:
        self.notes.append((code, message))

    def answers(self) -> dict[int, str]:
        """What is accepted, by its number."""
        found = self.all("answer")
        right = self.one("key") or self.one("correct")
        return found or ({1: right} if right else {})


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text[:100].strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and isfinite(float(number)) else None


def _question(row: _Row) -> Question:
    stem = row.one("stem")
    if not stem:
        raise Unreadable("it has no question")
    question = Question(
        id=FactId(""),
        kind=_kind(row, stem),
        stem=stem,
        topic=TopicId(""),
        why=row.one("why"),
        title=row.one("title"),
        exact_case=row.one("case").casefold() in ("exact", *_YES),
        tags=_tags(row.one("tags")),
        points=row.points(),
        shuffled=row.one("shuffle").casefold() not in _NO,
        marked=row.one("marks").casefold() in _YES,
    )
    return question if question.kind in UNGRADED else _CONTENTS[question.kind](row, question)


def _tags(cell: str) -> tuple[str, ...]:
    parts = [tag.strip() for tag in re.split(r"[,;]", cell)]
    return tuple(dict.fromkeys(filter(None, parts)))


def _kind(row: _Row, stem: str) -> Kind:
    name = row.one("kind")
    kind = kind_named(name) if name else None
    if isinstance(kind, Kind) and (kind in _CONTENTS or kind in UNGRADED):
        return kind
    if name and kind != ANY_CHOICE:
        message = f"the kind “{name[:50]}” is not known; the other cells tell it"
        row.note("unknown-kind", message)
    return _kind_told(row, stem)


def _kind_told(row: _Row, stem: str) -> Kind:
    """The kind that the cells tell."""
    if row.all("gap"):
        return Kind.CLOZE
    if row.all("match"):
        return Kind.MATCHING
    if row.all("option") or row.all("wrong"):
        texts, right = _options(row)
        if len(texts) == 2 and all(truth_named(text) is not None for text in texts.values()):
            return Kind.TRUE_FALSE
        return Kind.MULTIPLE_CHOICE if len(right) > 1 else Kind.SINGLE_CHOICE
    answers = row.answers()
    if not answers:
        raise Unreadable("it has no answer")
    if _BLANK.search(stem):
        return Kind.CLOZE
    return Kind.FLASHCARD if len(answers) == 1 else Kind.SHORT_ANSWER


def _options(row: _Row) -> tuple[Mapping[int, str], frozenset[int]]:
    """What there is to choose by its number, and the numbers of what is right."""
    texts = row.all("option")
    wrong = row.all("wrong")
    if wrong and not texts:
        right = row.answers()
        both = [*right.values(), *wrong.values()]
        return dict(enumerate(both, 1)), frozenset(range(1, len(right) + 1))
    if cell := row.one("correct"):
        return texts, _numbered(cell, texts) or _worded([cell], texts)
    cells = list(row.answers().values())
    return texts, _worded(cells, texts) or _numbered(",".join(cells), texts)


def _numbered(cell: str, texts: Mapping[int, str]) -> frozenset[int]:
    """The numbers of the options that a cell names by number or letter, if it does."""
    numbers = [letter_number(part.strip()) for part in _PARTED.split(cell) if part.strip()]
    found = [number for number in numbers if number is not None and number in texts]
    return frozenset(found if len(found) == len(numbers) else ())


def _worded(cells: Iterable[str], texts: Mapping[int, str]) -> frozenset[int]:
    """The numbers of the options whose words stand in the cells, if all of those are options."""
    found: set[int] = set()
    for cell in cells:
        same = _same(cell, texts)
        for part in () if same else _PARTED.split(cell):
            inner = _same(part, texts)
            if not inner:
                return frozenset()
            same |= inner
        found |= same
    return frozenset(found)


def _same(words: str, texts: Mapping[int, str]) -> set[int]:
    wanted = words.strip().casefold()
    return {number for number, text in texts.items() if text.casefold() == wanted}


def _choice(row: _Row, question: Question) -> Question:
    texts, right = _options(row)
    if not texts and question.kind is Kind.TRUE_FALSE:
        return _true_false(row, question)
    if len(texts) < 2:
        raise Unreadable("a choice needs at least two options")
    if not right:
        raise Unreadable("it does not say which option is right")
    options = tuple(
        QuestionOption(text, number in right, row.why(number), share=row.share(number))
        for number, text in texts.items()
    )
    shared = any(option.share is not None for option in options)
    if len(right) > 1 and question.kind is not Kind.MULTIPLE_CHOICE and not shared:
        row.note("several-right", "several options are right: all of them are asked for")
        question = replace(question, kind=Kind.MULTIPLE_CHOICE)
    return replace(question, options=options)


def _true_false(row: _Row, question: Question) -> Question:
    said = [truth_named(text) for text in row.answers().values()]
    if said not in ([True], [False]):
        raise Unreadable("its answer is neither true nor false")
    options = (
        QuestionOption("True", said == [True], row.why(1)),
        QuestionOption("False", said == [False], row.why(2)),
    )
    return replace(question, options=options)


def _typed(row: _Row, question: Question) -> Question:
    numeric = question.kind is Kind.QUANTITY
    answers: list[Answer] = []
    for number, text in row.answers().items():
        share = row.share(number)
        worth = 1.0 if share is None else share
        value = number_answer(text) if numeric else None
        if value is not None:
            answers.append(NumberAnswer(*value, worth, row.why(number)))
        else:
            answers.append(TextAnswer(text, worth, row.why(number)))
    if not any(answer.share > 0 for answer in answers):
        raise Unreadable("it has no right answer")
    if numeric and not any(isinstance(answer, NumberAnswer) for answer in answers):
        raise Unreadable("its answer is not a number")
    return replace(question, answers=tuple(answers))


def _cloze(row: _Row, question: Question) -> Question:
    cells = row.all("gap")
    if not cells:
        stem = question.stem if GAP in question.stem else _BLANK.sub(GAP, question.stem)
        return _typed(row, replace(question, stem=stem))
    if list(cells) != list(range(1, len(cells) + 1)):
        raise Unreadable("its gaps are not numbered one after the other")
    gaps = []
    for number, cell in cells.items():
        gap = gap_of(cell, exact_case=question.exact_case)
        if gap is None:
            raise Unreadable(f"gap {number} has no right answer")
        if f"{{{number}}}" not in question.stem:
            raise Unreadable(f"gap {number} does not stand in the question as {{{number}}}")
        gaps.append(gap)
    return replace(question, gaps=tuple(gaps), exact_case=False)


def _matching(row: _Row, question: Question) -> Question:
    lefts, rights = row.all("option"), row.all("match")
    pairs = [
        QuestionPair(left, rights[number], row.why(number))
        for number, left in lefts.items()
        if number in rights
    ]
    if len(pairs) < 2:
        raise Unreadable("it needs at least two pairs")
    if len(pairs) < len(lefts):
        row.note("no-partner", "an option without a partner is left out")
    extra = [right for number, right in rights.items() if number not in lefts]
    return replace(question, pairs=tuple(pairs), extra=tuple(dict.fromkeys(extra)))


def _ordering(row: _Row, question: Question) -> Question:
    elements = tuple(row.all("option").values())
    if len(elements) < 2:
        raise Unreadable("an order needs at least two options")
    return replace(question, elements=elements)


def _grouping(row: _Row, question: Question) -> Question:
    members, names = row.all("option"), row.all("match")
    groups: dict[str, list[str]] = {}
    for number, member in members.items():
        if number not in names:
            raise Unreadable(f"option {number} has no group")
        groups.setdefault(names[number], []).append(member)
    if len(groups) < 2:
        raise Unreadable("it needs at least two groups")
    found = [QuestionGroup(name, tuple(members)) for name, members in groups.items()]
    return replace(question, groups=tuple(found))


def _flashcard(row: _Row, question: Question) -> Question:
    answers = list(row.answers().values())
    if not answers:
        raise Unreadable("it has no answer")
    return replace(question, answer=Text(answers[0], tuple(answers[1:])))


_CONTENTS: Mapping[Kind, Callable[[_Row, Question], Question]] = {
    Kind.SINGLE_CHOICE: _choice,
    Kind.MULTIPLE_CHOICE: _choice,
    Kind.TRUE_FALSE: _choice,
    Kind.SHORT_ANSWER: _typed,
    Kind.QUANTITY: _typed,
    Kind.CLOZE: _cloze,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.GROUPING: _grouping,
    Kind.FLASHCARD: _flashcard,
}
