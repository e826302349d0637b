"""The sheet on which answers are given: circles to fill, boxes and lines."""

from collections.abc import Iterator, Sequence

from studyapp.authoring.paper import (
    Blank,
    Lettered,
    Options,
    Part,
    Partners,
    Places,
    PrintedQuestion,
    Ruled,
    Sentences,
    Version,
)
from studyapp.ui.printing import paper_words
from studyapp.ui.printing.blocks import Block, beside, flowing, moved, spaced, stacked
from studyapp.ui.printing.columns import in_two_columns
from studyapp.ui.printing.groups import Group
from studyapp.ui.printing.setting import (
    at_right,
    box,
    hanging,
    lettered_shape,
    room_for,
    text_block,
    width_of,
    writing_line,
)
from studyapp.ui.printing.sheet import MM, Sheet, type_of

_LINE_HEIGHT = 8.5 * MM
_GUTTER = 12 * MM


class AnswerSheets:
    """Sets answer sheets on one kind of sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._type = type_of(sheet.points)
        self._hang = 2.6 * self._type.em
        self._column = (sheet.text_width - _GUTTER) / 2

    def groups(self, version: Version, head: float) -> list[Group]:
        """Short answers in two columns below a head of this height, then the long ones."""
        above = 1.2 * self._type.em
        asked = [each for each in version.questions if each.number]
        short = [self._row(each) for each in asked if not paper_words.is_long(each)]
        pages = in_two_columns(
            short,
            self._column + _GUTTER,
            lambda page: self._sheet.text_height - (0 if page else head + above),
        )
        groups = [Group((block,), above=above) for block in pages]
        return groups + [self._long(each) for each in asked if paper_words.is_long(each)]

    def _row(self, question: PrintedQuestion) -> Block:
        parts = [self._part(part, self._column - self._hang) for part in question.parts]
        inside = stacked(parts, 0.3 * self._type.em)
        return spaced(self._numbered(question, inside), 0.0, 0.75 * self._type.em)

    def _long(self, question: PrintedQuestion) -> Group:
        width = self._sheet.text_width - self._hang
        lines = [block for part in question.parts for block in self._lines(part, width)]
        first = self._numbered(question, lines[0])
        others = [moved(line, self._hang) for line in lines[1:]]
        return Group((first, *others), question.number, self._type.em)

    def _numbered(self, question: PrintedQuestion, inside: Block) -> Block:
        number = text_block(f"{question.number}", self._type.strong)
        return hanging(at_right(number, self._hang - 0.9 * self._type.em), self._hang, inside)

    def _part(self, part: Part, width: float) -> Block:
        match part:
            case Options():
                return self._bubbles(part, width)
            case Blank():
                return self._line(part, width)
            case Partners(rows=rows) | Places(rows=rows):
                return self._boxes(rows, width)
            case Sentences():
                return box(self._type.body, 2.6 * self._type.em)
            case Ruled():
                return stacked(self._lines(part, width))

    def _bubbles(self, part: Options, width: float) -> Block:
        em = self._type.em
        label = text_block(part.label, self._type.body)
        room = width_of(label) + 0.6 * em if part.label else 0.0
        side = 1.45 * em
        shapes = [
            (
                side,
                lettered_shape(each.letter, self._type.small, circle=not part.several, side=side),
            )
            for each in part.choices
        ]
        flow = flowing(shapes, width - room, 0.55 * em, 0.35 * em)
        return hanging(label, room, flow)

    def _line(self, part: Blank, width: float) -> Block:
        em = self._type.em
        label = text_block(part.label, self._type.body)
        unit = text_block(part.unit, self._type.body)
        room = width_of(label) + 0.6 * em if part.label else 0.0
        behind = width_of(unit) + 0.6 * em if part.unit else 0.0
        height = _LINE_HEIGHT * 0.9
        line = writing_line(room, width - room - behind, self._type.body.step)
        low = self._type.body.step * 0.06
        block = beside(line, label, moved(unit, width - behind + 0.6 * em))
        return Block(max(block.height, height - low), block.marks)

    def _boxes(self, rows: Sequence[Lettered], width: float) -> Block:
        em = self._type.em
        empty = box(self._type.body, 2.1 * em)
        room = room_for(rows, self._type.body)
        cells = [
            (
                room + 2.2 * em,
                beside(text_block(row.letter, self._type.body), moved(empty, room)),
            )
            for row in rows
        ]
        return flowing(cells, width, 0.7 * em, 0.4 * em)

    def _lines(self, part: Part, width: float) -> Iterator[Block]:
        count = part.lines if isinstance(part, Ruled) else 1
        return (writing_line(0.0, width, _LINE_HEIGHT) for _ in range(count))
