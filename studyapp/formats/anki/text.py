"""Anki's text export with headers, read and written.

Written are the note types that every Anki in English has: Basic, Basic (type in the answer)
and Cloze. Held without loss, so that reading gives back what was written, is what a package
holds (``writer``), but for pictures, and explanations of questions with a typed answer: that
note type has no field for one. Losses are listed.

A text does not say what its note types look like. Those above are known by their names, and
those of ours; of others a note with gaps is read as Cloze, all else as Basic. A column beyond
the fields of a note type explains the answer.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct

from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.files.decoding import decoded, read_all
from studyapp.files.refusal import refused
from studyapp.formats.anki.cards import Cards, cards_of
from studyapp.formats.anki.collection import Note, NoteType, Template
from studyapp.formats.anki.fields import Type
from studyapp.formats.anki.outgoing import Outgoing, outgoing
from studyapp.formats.anki.report import Report
from studyapp.formats.anki.text_table import COLUMNS, Headers, Row, headers_of, rows
from studyapp.formats.exchange import Exported, Imported, warning
from studyapp.formats.html_text import to_html
from studyapp.formats.losses import Losses, stems_of

# Rows are counted to the progress in steps of this many.
_STEP = 200

# Where in its one field for answers a note of Basic explains the answer, as we write it.
_WHY, _WHY_END = '<div class="why">', "</div>"

_ANSWER = "{{FrontSide}}<hr id=answer>{{Back}}<br>{{Extra}}"
_FORTH = Template("Card 1", "{{Front}}", _ANSWER)
_BACK_AGAIN = Template("Card 2", "{{Back}}", "<hr id=answer>{{Front}}<br>{{Extra}}")
_IF_WANTED = Template(
    "Card 2", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "<hr id=answer>{{Front}}<br>{{Extra}}"
)
_TYPED = Template("Card 1", "{{Front}}<br>{{type:Back}}", "{{Front}}<hr id=answer>{{Extra}}")
_CLOZE = Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}<br>{{Extra}}")

# Note types by their names in lower case; the last field takes what the others have no room for.
_BASIC = NoteType("Basic", False, ("Front", "Back", "Extra"), (_FORTH,))
_TYPE_IN = NoteType("Basic (type in the answer)", False, ("Front", "Back", "Extra"), (_TYPED,))
_WITH_GAPS = NoteType("Cloze", True, ("Text", "Back Extra", "Extra"), (_CLOZE,))
_NOTE_TYPES = {
    "basic": _BASIC,
    "basic (and reversed card)": NoteType(
        "Basic (and reversed card)", False, ("Front", "Back", "Extra"), (_FORTH, _BACK_AGAIN)
    ),
    "basic (optional reversed card)": NoteType(
        "Basic (optional reversed card)",
        False,
        ("Front", "Back", "Add Reverse", "Extra"),
        (_FORTH, _IF_WANTED),
    ),
    "basic (type in the answer)": _TYPE_IN,
    "cloze": _WITH_GAPS,
    "question and answer": _BASIC,
    "question with a typed answer": _TYPE_IN,
    "text with gaps": _WITH_GAPS,
}
_NUMBERS = {name: number for number, name in enumerate(_NOTE_TYPES, 1)}

_WRITTEN = {Type.CARD: _BASIC.name, Type.TYPED: _TYPE_IN.name, Type.GAPS: _WITH_GAPS.name}
_HEADERS = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)


def read_text(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a text. Raises Refused where there is none."""
    found = decoded(read_all(file, path), path)
    text = found.text
    headers = headers_of(text)
    lines = list(_lines(text, headers, progress))
    decks = {name: number for number, name in enumerate(dict.fromkeys(it.deck for it in lines), 1)}
    report = Report(path, by_line=True)
    cards = Cards(
        {_NUMBERS[name]: kind for name, kind in _NOTE_TYPES.items()},
        {number: name for name, number in decks.items() if name},
        lambda _: None,
        report,
    )
    for count, line in enumerate(lines):
        if count % _STEP == 0:
            progress(len(text) + line.row.end, 2 * len(text))
        _add(line, decks[line.deck], headers, cards, report)
    progress(2 * len(text), 2 * len(text))
    problems = [*found.problems, *_unread(headers, path), *report.problems()]
    if not cards.questions and not problems:
        raise refused(path, "no-questions", "there is no note in this file")
    problems.sort(key=lambda problem: problem.position)
    return Imported(cards.found(), tuple(problems))


class _Line(Struct, frozen=True):
    """A row whose columns have been told apart; ``labels`` are those of its cells."""

    row: Row
    kind: str
    deck: str
    tags: tuple[str, ...]
    guid: str
    cells: tuple[str, ...]
    labels: tuple[str, ...]


def _lines(text: str, headers: Headers, progress: Progress) -> Iterator[_Line]:
    labelled = {f"{label.casefold()} column": at for at, label in enumerate(headers.labels, 1)}
    columns = {name: at for name, at in labelled.items() if name in COLUMNS}
    columns.update(headers.columns)
    first = text.count("\n", 0, headers.end) + 1
    for count, row in enumerate(rows(text, headers.end, first, headers.separator)):
        if count % _STEP == 0:
            progress(row.end, 2 * len(text))
        named = {
            name: row.cells[at - 1] for name, at in columns.items() if 0 < at <= len(row.cells)
        }
        places = [at for at in range(len(row.cells)) if at + 1 not in columns.values()]
        yield _Line(
            row,
            named.get("notetype column", headers.note_type).strip(),
            named.get("deck column", "").strip() or headers.deck,
            tuple(dict.fromkeys([*named.get("tags column", "").split(), *headers.tags])),
            named.get("guid column", "").strip(),
            tuple(row.cells[at] for at in places),
            tuple(headers.labels[at] if at < len(headers.labels) else "" for at in places),
        )


def _add(line: _Line, deck: int, headers: Headers, cards: Cards, report: Report) -> None:
    number = line.row.line
    if line.row.open_quote:
        report.lose(number, "open-quote", "a quotation mark that is never closed is a letter")
    name = line.kind.casefold()
    if name not in _NOTE_TYPES:
        name = "cloze" if any("{{c" in cell for cell in line.cells) else "basic"
        if line.kind:
            message = f"the note type “{line.kind[:50]}” is not known: read as {name.capitalize()}"
            report.lose(number, "note-type", message)
    kind = _NOTE_TYPES[name]
    cells = line.cells if headers.html else [to_html(cell, marked=False) for cell in line.cells]
    fields = _fields(kind, line.labels, cells)
    made = tuple((card, deck) for card in cards_of(kind, fields))
    cards.add(number, Note(0, line.guid, _NUMBERS[name], fields, line.tags, made))


def _fields(kind: NoteType, labels: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """The fields of a note: cells by their labels, the others in order, and what is left last."""
    *names, _ = kind.fields
    by_label = {label.casefold(): cell for label, cell in zip(labels, cells, strict=True)}
    known = {name.casefold() for name in names}
    pairs = zip(labels, cells, strict=True)
    others = iter([cell for label, cell in pairs if label.casefold() not in known])
    fields = [
        by_label[name.casefold()] if name.casefold() in by_label else next(others, "")
        for name in names
    ]
    more = [cell for cell in others if cell.strip()]
    if kind is _BASIC and _WHY in fields[1]:
        fields[1], _, why = fields[1].partition(_WHY)
        more.insert(0, why.removesuffix(_WHY_END))
    return (*fields, "<br>".join(more))


def _unread(headers: Headers, path: str) -> Iterator[Problem]:
    for line, header in headers.unread:
        message = f"the header “{header[:50]}” says nothing that is known"
        yield warning(path, "header", message, Position(line))


def write_text(questions: QuestionSet, now: datetime) -> Exported:  # noqa: ARG001 (as all writers)
    """A text with a row for each question; it has no place for the moment."""
    losses = Losses("", "question", stems_of(questions))
    lines = [_written(note, losses) for note in outgoing(questions, losses)]
    return Exported("".join([_HEADERS, *lines]).encode(), tuple(losses.problems()))


def _written(note: Outgoing, losses: Losses) -> str:
    fields = note.fields
    back = fields.back
    if note.question.picture is not None:
        losses.add(note.number, "picture-left-out", "loses its picture")
    if fields.type is Type.TYPED:
        if note.question.why or any(answer.why for answer in note.question.answers):
            losses.add(note.number, "changed", "loses its explanation")
    elif fields.why:
        back = fields.why if fields.type is Type.GAPS else f"{back}{_WHY}{fields.why}{_WHY_END}"
    cells = (note.guid, _WRITTEN[fields.type], note.deck, fields.front, back, " ".join(note.tags))
    return "\t".join(map(_cell, cells)) + "\n"


def _cell(text: str) -> str:
    if text.startswith("#") or any(sign in text for sign in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text
