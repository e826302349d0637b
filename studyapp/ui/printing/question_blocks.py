"""A question as it stands on the paper."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QImage

from studyapp.authoring.paper import (
    Blank,
    Lettered,
    Options,
    Part,
    Partners,
    Places,
    PrintedPicture,
    PrintedQuestion,
    Ruled,
    Sentences,
    words_of,
)
from studyapp.core.bank import Kind
from studyapp.ui.printing import paper_words
from studyapp.ui.printing.blocks import (
    Block,
    Figure,
    Outline,
    beside,
    flowing,
    moved,
    spaced,
)
from studyapp.ui.printing.groups import Group
from studyapp.ui.printing.setting import (
    at_right,
    box,
    hanging,
    lettered_shape,
    room_for,
    text_block,
    width_of,
    words_block,
    writing_line,
)
from studyapp.ui.printing.sheet import MM, PALE, PER_INCH, Sheet, type_of
from studyapp.ui.widgets.picture import decoded

# Before each question, in ems; enough for the eye to see where one ends.
_BETWEEN = 1.7

_LINE_HEIGHT = 8.5 * MM  # of handwriting
_SHORT_LINE = 0.62  # of the width
_PIXELS_PER_INCH = 110  # of a picture in its own size: what screens show as an inch
_PICTURE_HEIGHT = 0.42  # of the page at most
_FEW_OPTIONS = 2  # such as true and false stand beside each other where they are short


class Questions:
    """Sets the questions of papers on one kind of sheet.

    Where answers go ``on_sheet``, the answer sheet, there are no lines to write on.
    """

    def __init__(self, sheet: Sheet, *, on_sheet: bool = False) -> None:
        self._sheet = sheet
        self._on_sheet = on_sheet
        self._type = type_of(sheet.points)
        self._pictures: dict[bytes, QImage | None] = {}
        em = self._type.em
        self._hang = 2.4 * em
        self._points = 5.2 * em
        self._width = sheet.text_width - self._hang

    def group(self, question: PrintedQuestion) -> Group:
        """The question with all that it needs; its stem and what is below it are blocks."""
        if question.kind is Kind.DESCRIPTION:
            return self._description(question)
        blocks = [self._stem(question)]
        blocks += self._picture(question.picture)
        hint = paper_words.instruction(question)
        if hint:
            told = text_block(hint, self._type.small, self._width)
            blocks.append(spaced(moved(told, self._hang), 0.25 * self._type.em))
        for part in question.parts:
            blocks += [moved(block, self._hang) for block in self._part(part)]
        return Group(tuple(blocks), question.number, _BETWEEN * self._type.em)

    def _description(self, question: PrintedQuestion) -> Group:
        words = words_block(question.stem, self._type.body, self._sheet.text_width)
        picture = [moved(block, -self._hang) for block in self._picture(question.picture)]
        above = (_BETWEEN + 0.5) * self._type.em
        return Group((words, *picture), above=above, with_next=True)

    def _stem(self, question: PrintedQuestion) -> Block:
        number = text_block(f"{question.number}.", self._type.strong)
        worth = text_block(paper_words.points(question.points), self._type.small)
        stem = words_block(question.stem, self._type.body, self._width - self._points)
        return beside(hanging(number, self._hang, stem), at_right(worth, self._sheet.text_width))

    def _picture(self, picture: PrintedPicture | None) -> Iterator[Block]:
        if picture is None:
            return
        image = self._decoded(picture.data)
        above = 0.6 * self._type.em
        if image is None:
            told = text_block(paper_words.no_picture(picture.alt), self._type.small, self._width)
            yield spaced(moved(told, self._hang), above)
            return
        scale = min(
            PER_INCH / _PIXELS_PER_INCH,
            self._width / image.width(),
            self._sheet.text_height * _PICTURE_HEIGHT / image.height(),
        )
        width, height = image.width() * scale, image.height() * scale
        yield spaced(
            Block(height, (Figure(image, self._hang, 0.0, width, height),)), above, 0.3 * above
        )

    def _decoded(self, data: bytes) -> QImage | None:
        if data not in self._pictures:
            self._pictures[data] = decoded(data)
        return self._pictures[data]

    def _part(self, part: Part) -> Iterator[Block]:
        match part:
            case Options():
                yield from self._options(part)
            case Blank() | Ruled() if self._on_sheet:
                return
            case Blank():
                yield self._blank(part)
            case Ruled(lines=lines):
                yield from (writing_line(0.0, self._width, _LINE_HEIGHT) for _ in range(lines))
            case Partners(choices=choices, rows=rows):
                yield from self._letters(choices)
                yield from self._rows(rows)
            case Places(rows=rows):
                yield from self._rows(rows)
            case Sentences(rows=rows):
                yield from self._sentences(rows)

    def _options(self, part: Options) -> Iterator[Block]:
        """Below each other; two short ones, and those of a gap, in a row."""
        em = self._type.em
        label = text_block(part.label, self._type.body)
        room = width_of(label) + 0.7 * em if part.label else 0.0
        width = self._width - room - self._points / 2
        natural = [width_of(words_block(each.words, self._type.body)) for each in part.choices]
        short = all(2 * (wide + 4 * em) < width for wide in natural)
        if short and (part.label or len(natural) == _FEW_OPTIONS):
            row = [(wide + 2 * em, self._option(part, at)) for at, wide in enumerate(natural)]
            yield spaced(hanging(label, room, flowing(row, width, 2.5 * em, 0.35 * em)), 0.5 * em)
            return
        if part.label:
            yield spaced(label, 0.5 * em)
        for at in range(len(natural)):
            yield spaced(self._option(part, at, self._width - self._points / 2), 0.5 * em)

    def _option(self, part: Options, at: int, width: float | None = None) -> Block:
        """The option with its letter: in a circle, or in a box where several may be chosen."""
        em = self._type.em
        each = part.choices[at]
        shape = lettered_shape(each.letter, self._type.small_strong, circle=not part.several)
        room = 2.0 * em if len(each.letter) == 1 else 2.8 * em
        if width is None:
            return hanging(shape, room, words_block(each.words, self._type.body))
        return hanging(shape, room, words_block(each.words, self._type.body, width - room))

    def _blank(self, part: Blank) -> Block:
        label = text_block(part.label, self._type.body)
        room = width_of(label) + 0.7 * self._type.em if part.label else 0.0
        width = self._width * _SHORT_LINE
        line = writing_line(room, width - room, _LINE_HEIGHT)
        drop = _LINE_HEIGHT - self._type.body.step * 0.82
        unit = moved(text_block(part.unit, self._type.body), width + 0.6 * self._type.em, drop)
        return beside(line, moved(label, 0.0, drop), unit)

    def _letters(self, choices: Sequence[Lettered]) -> Iterator[Block]:
        """The answers to match, in a frame and in as many columns as they need.

        Very many are without a frame, or a page could not end among them.
        """
        em = self._type.em
        inner = self._width - self._points / 2 - 1.6 * em
        words = [words_block(each.words, self._type.body) for each in choices]
        room = room_for(choices, self._type.strong) + 0.3 * em
        widest = max((width_of(block) for block in words), default=0.0) + room + 0.9 * em
        columns = max(1, min(len(choices), int(inner / (widest + 1.0 * em))))
        width = inner / columns
        cells = [
            (
                width - 1.0 * em,
                hanging(
                    text_block(each.letter, self._type.strong),
                    room,
                    words_block(each.words, self._type.body, width - room - 1.0 * em),
                ),
            )
            for each in choices
        ]
        inside = flowing(cells, inner, 1.0 * em, 0.25 * em)
        if inside.height > self._sheet.text_height / 2:
            yield from (spaced(moved(cell, 0.8 * em), 0.25 * em) for _, cell in cells)
            return
        framed = spaced(moved(inside, 0.8 * em), 0.55 * em, 0.55 * em)
        frame = Outline(0.0, 0.0, inner + 1.6 * em, framed.height, ink=PALE)
        yield spaced(beside(Block(framed.height, (frame,)), framed), 0.6 * em, 0.2 * em)

    def _rows(self, rows: Sequence[Lettered]) -> Iterator[Block]:
        em = self._type.em
        side = 2.1 * em
        empty = box(self._type.body, side)
        before = room_for(rows, self._type.body)
        room = before + side + 0.8 * em
        for row in rows:
            label = text_block(row.letter, self._type.body)
            words = words_block(row.words, self._type.body, self._width - room - self._points / 2)
            low = 0.075 * self._type.body.step
            block = beside(moved(label, 0.0, low), moved(empty, before), moved(words, room, low))
            yield spaced(block, 0.55 * em)

    def _sentences(self, rows: Sequence[Lettered]) -> Iterator[Block]:
        em = self._type.em
        for row in rows:
            number = text_block(row.letter, self._type.strong)
            words = words_block(
                row.words, self._type.body, self._width - 1.8 * em - self._points / 2
            )
            yield spaced(hanging(number, 1.8 * em, words), 0.35 * em)
        asked = words_block(words_of(paper_words.sentence_number()), self._type.body)
        low = 0.075 * self._type.body.step
        empty = moved(box(self._type.body, 2.6 * em), width_of(asked) + 0.8 * em)
        yield spaced(beside(moved(asked, 0.0, low), empty), 0.7 * em)
