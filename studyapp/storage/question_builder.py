"""Builds one question that was written by hand; every flaw is noted with the reader."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.questions import (
    Answer,
    Gap,
    NumberAnswer,
    Picture,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text, Value
from studyapp.files.pictures import MAX_ALL, picture_ending
from studyapp.storage import bank_schema as schema
from studyapp.storage.bank_folders import FileUnreadable
from studyapp.storage.entry_reader import EntryReader
from studyapp.storage.schema_errors import Path

# Which of the fields that hold answers go with which kind.
_ANSWERS = ("options", "answer", "answers", "case", "gaps", "pairs", "extra", "order", "groups")
_FITTING: Mapping[Kind, frozenset[str]] = {
    Kind.SINGLE_CHOICE: frozenset(["options"]),
    Kind.MULTIPLE_CHOICE: frozenset(["options", "answer"]),
    Kind.TRUE_FALSE: frozenset(["options"]),
    Kind.CLOZE: frozenset(["answer", "answers", "case", "gaps"]),
    Kind.SHORT_ANSWER: frozenset(["answer", "answers", "case"]),
    Kind.QUANTITY: frozenset(["answer", "answers"]),
    Kind.DATE: frozenset(["answer"]),
    Kind.MATCHING: frozenset(["pairs", "extra"]),
    Kind.ORDERING: frozenset(["order"]),
    Kind.GROUPING: frozenset(["groups"]),
    Kind.FLASHCARD: frozenset(["answer"]),
    Kind.ESSAY: frozenset(),
    Kind.DESCRIPTION: frozenset(),
}


def build_question(reader: EntryReader, entry: schema.QuestionEntry, at: Path) -> Question:
    reader.new_id(entry.id, at)
    _check_fields(reader, entry, at)
    return Question(
        FactId(entry.id),
        entry.kind,
        entry.stem,
        _topic(reader, entry, at),
        _options(reader, entry.options, entry.kind, (*at, "options")),
        _answer(reader, entry.answer, (*at, "answer")),
        entry.why,
        reader.evidence(entry.evidence, (*at, "evidence")),
        title=entry.title,
        answers=_answers(reader, entry.answers, (*at, "answers")),
        exact_case=entry.case,
        gaps=_gaps(reader, entry.gaps, (*at, "gaps")),
        pairs=_pairs(reader, entry.pairs, (*at, "pairs")),
        extra=tuple(entry.extra),
        elements=tuple(entry.elements),
        groups=tuple(QuestionGroup(name, tuple(members)) for name, members in entry.groups.items()),
        picture=_picture(reader, entry.picture, (*at, "picture")),
        tags=tuple(entry.tags),
        points=entry.points,
        shuffled=entry.shuffle,
        marked=entry.marked,
    )


def _check_fields(reader: EntryReader, entry: schema.QuestionEntry, at: Path) -> None:
    fitting = _FITTING.get(entry.kind)
    if fitting is None:
        message = f"a question of the kind {entry.kind.value} cannot be written by hand"
        hint = f"the kinds are {', '.join(_FITTING)}"
        reader.error((*at, "kind"), "bad-question", message, hint)
        return
    for name in _ANSWERS:
        if name not in fitting and getattr(entry, "elements" if name == "order" else name):
            message = f"“{name}” does not go with the kind {entry.kind.value}"
            hint = f"it has {' or '.join(sorted(fitting))}" if fitting else ""
            reader.error((*at, name), "bad-question", message, hint)
    if entry.answer and (entry.answers or entry.gaps):
        message = "a question has one of “answer”, “answers” and “gaps”"
        reader.error((*at, "answer"), "bad-question", message)


def _topic(reader: EntryReader, entry: schema.QuestionEntry, at: Path) -> TopicId:
    if entry.topic is not None:
        reader.known_topic(entry.topic, at)
        return TopicId(entry.topic)
    if len(reader.topics) > 1:
        hint = f"the topics of this file are {', '.join(reader.topics)}"
        reader.error(at, "missing-field", "“topic” is missing", hint)
    return TopicId(next(iter(reader.topics)))


def _options(
    reader: EntryReader, written: Sequence[schema.Option], kind: Kind, at: Path
) -> tuple[QuestionOption, ...]:
    entries = (
        schema.OptionEntry(option) if isinstance(option, str) else option for option in written
    )
    return tuple(
        QuestionOption(
            entry.text,
            _correct(entry, kind),
            entry.why,
            reader.evidence(entry.evidence, (*at, number, "evidence")),
            entry.share,
        )
        for number, entry in enumerate(entries)
    )


def _correct(entry: schema.OptionEntry, kind: Kind) -> bool:
    if entry.correct is not None or entry.share is None:
        return bool(entry.correct)
    return entry.share > 0 if kind is Kind.MULTIPLE_CHOICE else entry.share == 1


def _answer(reader: EntryReader, written: schema.ValueEntry | str | None, at: Path) -> Value | None:
    match written:
        case None:
            return None
        case str():
            return Text(written)
        case schema.ValueEntry():
            return reader.value(written, at)


def _answers(
    reader: EntryReader, written: Sequence[schema.TypedAnswer], at: Path
) -> tuple[Answer, ...]:
    found: list[Answer] = []
    for number, entry in enumerate(written):
        match entry:
            case str():
                found.append(TextAnswer(entry))
            case float():
                found.append(NumberAnswer(entry))
            case schema.AnswerEntry():
                answer = _written_answer(reader, entry, (*at, number))
                found += [answer] if answer is not None else []
    return tuple(found)


def _written_answer(reader: EntryReader, entry: schema.AnswerEntry, at: Path) -> Answer | None:
    match (entry.text, entry.number, entry.tolerance, entry.start, entry.end):
        case (str() as text, None, None, None, None):
            return TextAnswer(text, entry.share, entry.why)
        case (None, float() as number, tolerance, None, None):
            return NumberAnswer(number, tolerance or 0.0, entry.share, entry.why)
        case (None, None, None, float() as low, float() as high) if low <= high:
            # In decimals: half of 1.1 + 2.3 is 1.7, which binary fractions miss.
            half = (Decimal(str(high)) - Decimal(str(low))) / 2
            middle = float(Decimal(str(low)) + half)
            return NumberAnswer(middle, float(half), entry.share, entry.why)
        case (None, None, None, float(), float()):
            message = "a range begins with its smaller number"
            reader.error((*at, "from"), "bad-number", message)
        case _:
            message = "an answer has exactly one of: text; number, with a tolerance; from and to"
            reader.error(at, "bad-answer", message)
    return None


def _gaps(reader: EntryReader, written: Sequence[schema.GapEntry], at: Path) -> tuple[Gap, ...]:
    found = []
    for number, entry in enumerate(written):
        place = (*at, number)
        if bool(entry.answers) == bool(entry.options):
            reader.error(place, "bad-question", "a gap has either answers or options")
        found.append(
            Gap(
                _answers(reader, entry.answers, (*place, "answers")),
                _options(reader, entry.options, Kind.SINGLE_CHOICE, (*place, "options")),
                entry.weight,
                entry.case,
            )
        )
    return tuple(found)


def _pairs(
    reader: EntryReader, written: Sequence[schema.PairEntry], at: Path
) -> tuple[QuestionPair, ...]:
    return tuple(
        QuestionPair(
            entry.left,
            entry.right,
            entry.why,
            reader.evidence(entry.evidence, (*at, number, "evidence")),
        )
        for number, entry in enumerate(written)
    )


def _picture(reader: EntryReader, entry: schema.PictureEntry | None, at: Path) -> Picture | None:
    """The picture, whose bytes are then among those of the reader."""
    if entry is None:
        return None
    where = (*at, "file")
    if entry.file not in reader.pictures:
        try:
            data = reader.folder.picture(entry.file)
        except FileUnreadable as error:
            reader.error(where, "picture-missing", str(error))
            return None
        if picture_ending(data) is None:
            message = f"“{entry.file}” is no picture that can be shown"
            reader.error(where, "bad-picture", message, "save it as PNG, JPEG, GIF or WebP")
        if sum(map(len, reader.pictures.values())) + len(data) > MAX_ALL:
            message = f"the pictures take more than {MAX_ALL // 1024 // 1024} MB together"
            reader.error(where, "bad-picture", message)
            return None
        reader.pictures[entry.file] = data
    return Picture(entry.file, entry.alt)
